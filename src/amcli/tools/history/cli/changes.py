"""`amcli report changes`."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.base.time.dates import Look
from amcli.records.cli import completion as complete
from amcli.records.reports.deliveries import LAST
from amcli.shell.command_group import verb
from amcli.shell.completion import all_of, days, words
from amcli.shell.invocation import texts
from amcli.shell.options import REPORT_OPTIONS
from amcli.tools.history.cli.completion import operations
from amcli.tools.history.cli.options import Kinds


@verb(REPORT_OPTIONS)
def changes(
    ctx: typer.Context,
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar=f"DATE|OPERATION|{LAST}",
            help="From this day on, or after an operation such as H12, or after the status that was delivered last.",
            autocompletion=all_of(words((LAST,)), operations(), days(Look.BACK)),
        ),
    ] = "",
    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="DATE|OPERATION",
            help="Up to this day or operation; else up to now.",
            autocompletion=all_of(operations(), days(Look.BACK)),
        ),
    ] = "",
    account: Annotated[
        str,
        typer.Option(
            "--account",
            metavar="ACCOUNT",
            help="Of this account and all that is or was its own.",
            autocompletion=complete.records("account"),
        ),
    ] = "",
    kind: Kinds = None,
) -> Report:
    """What changed in the end, by account: each field from what it was to what it is, and by which command.

    Imports are told as their counts and sums. What came and went between, or was undone, leaves no trace.

    Example: amcli report changes --since monday
    Example: amcli report changes --since 2026-09-01 --account maruti --kind target
    """
    from amcli.records.reports.journal_span import span_asked
    from amcli.records.reports.merged_owners import with_merged
    from amcli.tools.history.reports.changes import changes_report
    from amcli.tools.history.reports.operations import nouns_named

    if not since:
        raise BadValue("say since when: --since 2026-09-01, or an operation such as --since H12")
    reader = ctx.obj.reader
    span = span_asked(reader, since, until)
    nouns = nouns_named(texts(kind)) or None
    return changes_report(reader, span, nouns, with_merged(reader, account) if account else None)
