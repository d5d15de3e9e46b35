"""How the one result of a command leaves the program: rendered as it was asked for, on the screen or in a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from amcli.base.errors import BadValue
from amcli.base.formats import SCREENS
from amcli.base.results import Change, Document, Report
from amcli.shell.invocation import CommandResult, Invocation, Output, Result

if TYPE_CHECKING:
    from amcli.base.address_card import Cards
    from amcli.base.calendar_entry import Calendar

FILE_WIDTH = 80  # cells of a table in a file, for a mail
WITH_NOTES = ("json", *SCREENS)  # the formats that show the notes of a report


def deliver(invocation: Invocation, answer: CommandResult) -> int:
    """Write the result where and how it was asked for; returns the exit code.

    BadValue for a format that is not for this result or not for a terminal, and for a file that cannot be written.
    """
    from amcli.render import BINARY, render
    from amcli.render.people import viewer_of

    result, output = answer.result, answer.output
    if isinstance(result, Change):
        for note in result.notes:
            invocation.say(f"note: {note}")
        if output.quiet:
            output = output._replace(format="ids")
    format_ = invocation.format_of(output)
    if format_ in BINARY and invocation.on_terminal and not output.file:
        raise BadValue(f"{format_} is nothing to read on a terminal: add -o FILE.{format_}, or pipe it")
    if isinstance(result, Report) and result.warning and format_ not in WITH_NOTES:
        invocation.say(f"note: {result.warning}")
    if invocation.on_terminal:
        for remark in invocation.remarks:
            invocation.say(f"note: {remark}")
    if isinstance(result, Report):
        result = _in_order(result, output, format_)
    shown = _as_entries(invocation, result, format_)
    if output.file:
        _to_file(invocation, shown, format_, output)
    else:
        render(
            shown,
            format_,
            invocation.out,
            columns=output.columns,
            width=invocation.terminal_width(invocation.out) or invocation.width(),
            color=invocation.color(),
            viewer=viewer_of(invocation.env),
        )
        invocation.out.flush()
    return result.exit_code if isinstance(result, Change) else answer.exit_code


def _in_order(report: Report, output: Output, format_: str) -> Report:
    """The rows in the order asked for, else as its reader wants them, and as many of them as were asked for."""
    if report.idle and format_ in SCREENS and not output.sort and output.limit is None:
        report = report._replace(rows=[row for place, row in enumerate(report.rows) if place not in report.idle])
    order = output.sort or (report.people_order if format_ in SCREENS else "")
    if not order and output.limit is None:
        return report
    from amcli.render.order import limited, ordered

    make = report.drawn if format_ in SCREENS and not output.columns else None
    if make is None:
        return limited(ordered(report._replace(drawn=None), order), output.limit)

    def drawn(width: int) -> Report:
        """The grid in that order, where the order is by one of its columns; else the rows."""
        try:
            return limited(ordered(make(width), order), output.limit)
        except BadValue:
            return limited(ordered(report._replace(drawn=None), order), output.limit)

    return report._replace(drawn=drawn)


def _as_entries(invocation: Invocation, result: Result, format_: str) -> "Result | Calendar | Cards":
    """What a calendar or an address book is told of a result; any other result, or format, as it is."""
    if isinstance(result, Document) or format_ not in ("ics", "vcf"):
        return result  # a document is neither, and says so
    if format_ == "ics":
        from amcli.tools.calendars.reports.calendar import calendar

        return calendar(invocation.reader, result)
    from amcli.tools.address_books.reports.cards import cards

    return cards(invocation.reader, result)


def _to_file(invocation: Invocation, result: "Result | Calendar | Cards", format_: str, output: Output) -> None:
    """Replace the file only when the whole result is written; a device or a pipe is written to as it is."""
    from amcli.render import render
    from amcli.render.people import viewer_of
    from amcli.store.atomic_file import replacing

    try:
        with replacing(Path(output.file)) as stream:
            width = invocation.width() or FILE_WIDTH
            render(result, format_, stream, columns=output.columns, width=width, viewer=viewer_of(invocation.env))
    except BrokenPipeError:
        raise  # whoever read the pipe has enough
    except OSError as error:
        raise BadValue(f"cannot write {output.file}: {error.strerror or error}") from error
