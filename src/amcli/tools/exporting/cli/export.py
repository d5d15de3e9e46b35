"""`amcli export`: records for other programs, a kind a verb. A calendar is brought by its own tool."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.base.registry import HOMES
from amcli.base.results import Document, Listing, RowFormat
from amcli.base.time.dates import Look
from amcli.features.accounts.cli.options import IN_ACCOUNT
from amcli.shell.command_group import Verb, verb
from amcli.shell.completion import days
from amcli.shell.invocation import ENDINGS, CommandResult, Invocation, Output
from amcli.shell.kind_group import KindGroup, Phrases
from amcli.shell.options import FORMAT_OPTIONS, OUTPUT_OPTIONS, PERIOD_OPTION, Group, option

if TYPE_CHECKING:
    from amcli.tools.exporting.reports.export import CountedExport

HELP = """Write all records of a kind, also the done and the archived, for other programs.

Each kind has its own options: amcli export KIND --help shows them. `all` is the whole portfolio.

Example: amcli export sales --since 2026-01-01 --where "kind = 'sale' AND amount_minor > 100000" -o sales.csv
Example: amcli export contacts -o contacts.csv
"""
OFTEN = 1_000  # rows between two looks at the clock
DAY = option(
    "since", str, "", "--since", help="Only of this day and later.", metavar="DATE", autocompletion=days(Look.BACK)
)
SINCE = Group("since", (DAY,), lambda part: part["since"])
WHERE = Group(
    "where",
    (
        option(
            "where",
            str,
            "",
            "--where",
            help="Only where this condition on the view's columns holds.",
            metavar="SQL",
        ),
    ),
    lambda part: part["where"],
)


def _verb_of(noun: Noun) -> Verb:
    """What writes the records of a noun, with the options that leave some of them out."""
    from amcli.tools.exporting.reports.export import day_of, is_of_account

    dated = (SINCE, PERIOD_OPTION) if day_of(noun) else ()
    scoped = (IN_ACCOUNT,) if is_of_account(noun) else ()

    def export_records(ctx: typer.Context, output: Output, **narrowed: Any) -> CommandResult:
        from amcli.tools.exporting.reports.export import records

        found = records(ctx.obj.reader, noun.view, **{name: value or "" for name, value in narrowed.items()})
        return _answer(ctx.obj, found, output, "csv", noun.view)

    recent = " --since 2026-01-01" if dated else ""
    back = noun.view if HOMES[noun.name].imported else "all"
    whole = "the file back" if HOMES[noun.name].imported else "them back with what they are of, from `export all`"
    help_ = f"""Write all {noun.view}, the oldest first.

Also the done and the archived are there. The format is csv, unless -f or the file's ending says another.
`import {back}` takes {whole}.

Example: amcli export {noun.view}{recent} -o {noun.view}.csv
Example: amcli export {noun.view} -f jsonl -o {noun.view}.jsonl
"""
    return Verb(export_records, (*dated, WHERE, *scoped, OUTPUT_OPTIONS), help_)


export = KindGroup(
    "export",
    HELP,
    make=_verb_of,
    groups=(SINCE, PERIOD_OPTION, WHERE, IN_ACCOUNT, OUTPUT_OPTIONS),
    phrases=Phrases("All {}.", "use", "{} means nothing for export {}: leave it out"),
)


@verb(FORMAT_OPTIONS)
def export_all(ctx: typer.Context, output: Output) -> CommandResult:
    """Write the whole portfolio as one JSON document, which `import all` takes into an empty file.

    Example: amcli export all -o portfolio.json
    Example: amcli export all -f json
    """
    from amcli.tools.exporting.reports.export import portfolio

    return _answer(ctx.obj, portfolio(ctx.obj.reader), output, "json", "records")


def _answer(invocation: Invocation, found: "CountedExport", output: Output, default: str, what: str) -> CommandResult:
    """An export on its way out, in the format asked for. what: what a person hears the number of."""
    output = output._replace(format=_format(output, default))
    if invocation.err.isatty() and (output.file or not invocation.on_terminal):
        return CommandResult(_watched(invocation, found.result, found.total(), what), output)
    return CommandResult(found.result, output)


def _format(output: Output, default: str) -> str:
    """The format asked for, else the one of the file's ending. BadValue for an ending that is of none."""
    if output.format or not output.file:
        return output.format or default
    ending = Path(output.file).suffix.lower()
    if ending not in ENDINGS:
        raise BadValue(f"{output.file} does not say its format: end it with {', '.join(ENDINGS)}, or add -f")
    return ENDINGS[ending]


def _watched(invocation: Invocation, result: Listing | Document, total: int, what: str) -> Listing | Document:
    """The result, telling a person on stderr how far it is. The line is gone when the run ends."""
    from amcli.shell.progress import progress

    tell = invocation.stack.enter_context(progress(invocation.err, total, what))
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

    def lines(keys: Sequence[str], style: RowFormat) -> Iterator[list[str]] | None:
        blocks = listing.lines(keys, style) if listing.lines else None
        return None if blocks is None else counted(blocks)

    def counted(blocks: Iterator[list[str]]) -> Iterator[list[str]]:
        for block in blocks:
            told(len(block))
            yield block

    return listing._replace(rows=rows(), lines=lines)
