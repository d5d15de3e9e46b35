"""`amcli export`: records for other programs."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Document, LineStyle, Listing
from amcli.features.accounts.cli.options import IN_ACCOUNT
from amcli.records.portfolio_document import KINDS, kind_of
from amcli.shell.command_group import verb
from amcli.shell.completion import words
from amcli.shell.invocation import ENDINGS, Answer, Output, Run
from amcli.shell.options import PERIOD, SHOWN

CHOICES = (*KINDS, "ics")
OFTEN = 1_000  # rows between two looks at the clock


@verb(IN_ACCOUNT, PERIOD, SHOWN)
def export(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(CHOICES) + ".", autocompletion=words(CHOICES))],
    account: str | None,
    period: str | None,
    output: Output,
    since: Annotated[str, typer.Option(metavar="DATE", help="Only of this day and later.")] = "",
    where: Annotated[str, typer.Option(metavar="SQL", help="Only what this says of the view's columns.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="ics: also what was done more than 90 days ago.")] = False,
) -> Answer:
    """Write all records of a kind, also the done and the archived, oldest first; csv unless -f or the file says else.

    `all` is the whole portfolio as one JSON document, which `import all` takes into an empty file. `ics` is the
    deadlines as a calendar (RFC 5545) with their alarms; importing the next one updates them there.

    Example: amcli export sales --since 2026-01-01 --where "kind = 'sale' AND amount_minor > 100000" -o sales.csv
    """  # fmt: skip
    from amcli.tools.exporting.reports.export import portfolio, records

    run: Run = ctx.obj
    kind = kind_of(kind, CHOICES)
    narrowed = {"--since": since, "--period": period, "--where": where}
    if kind == "ics":
        _refuse(kind, {**narrowed, "--columns": output.columns, "-f": output.format not in ("", "ics")})
        return Answer(_calendar(run, account or "", everything), output._replace(format="ics"))
    _refuse(kind, {"--all": everything})
    if kind == "all":
        _refuse(kind, {**narrowed, "--account": account, "--columns": output.columns})
        found = portfolio(run.reader)
    else:
        found = records(run.reader, kind, since=since, period=period or "", account=account or "", where=where)
    output = output._replace(format=_format(output, "json" if kind == "all" else "csv"))
    if run.err.isatty() and (output.file or not run.on_terminal):
        return Answer(_watched(run, found.result, found.total(), kind), output)
    return Answer(found.result, output)


def _calendar(run: Run, account: str, everything: bool) -> Listing:
    from amcli.tools.calendars.reports import export as deadlines

    return deadlines(run.reader, account=account, everything=everything)


def _refuse(kind: str, options: dict[str, object]) -> None:
    """An option that means nothing for a kind is an error, never ignored."""
    for option, value in options.items():
        if value:
            raise BadValue(f"{option} means nothing for export {kind}: leave it out")


def _format(output: Output, default: str) -> str:
    """The format asked for, else the one of the file's ending. BadValue for an ending that is of none."""
    if output.format or not output.file:
        return output.format or default
    ending = Path(output.file).suffix.lower()
    if ending not in ENDINGS:
        raise BadValue(f"{output.file} does not say its format: end it with {', '.join(ENDINGS)}, or add -f")
    return ENDINGS[ending]


def _watched(run: Run, result: Listing | Document, total: int, kind: str) -> Listing | Document:
    """The result, telling a person on stderr how far it is. The line is gone when the run ends."""
    from amcli.shell.progress import progress

    tell = run.stack.enter_context(progress(run.err, total, "records" if kind == "all" else kind))
    seen = 0

    def told(count: int) -> None:
        nonlocal seen
        seen += count
        tell(seen)

    if isinstance(result, Document):
        return result._replace(sections=tuple(_told(section, told) for section in result.sections))
    return _told(result, told)


def _told(listing: Listing, told: Callable[[int], None]) -> Listing:
    def rows() -> Iterator[Sequence[Any]]:
        for place, row in enumerate(listing.rows, 1):
            if place % OFTEN == 0:
                told(OFTEN)
            yield row

    def lines(keys: Sequence[str], style: LineStyle) -> Iterator[list[str]] | None:
        blocks = listing.lines(keys, style) if listing.lines else None
        return None if blocks is None else counted(blocks)

    def counted(blocks: Iterator[list[str]]) -> Iterator[list[str]]:
        for block in blocks:
            told(len(block))
            yield block

    return listing._replace(rows=rows(), lines=lines)
