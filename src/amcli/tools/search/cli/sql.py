"""`amcli sql`: anybody's own question."""

from typing import Annotated

import typer

from amcli.base.results import Listing
from amcli.shell.command_group import verb
from amcli.shell.invocation import Output
from amcli.shell.options import OUTPUT_OPTIONS

ALIGNED = ("table", "plain")  # formats that hold all rows, to see how wide they are


@verb(OUTPUT_OPTIONS)
def sql(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT; - reads it from standard input.")],
    output: Output,
    timeout: Annotated[
        int, typer.Option("--timeout", metavar="SECONDS", help="How long it may look; 0 is for ever.", min=0, max=10**6)
    ] = 60,
) -> Listing:
    """Ask the file in SQL. Nothing can be written; docs/views.md lists the views.

    Example: amcli sql "SELECT account, count(*) AS calls FROM interactions GROUP BY account" -f csv
    Example: amcli sql "SELECT name, phone FROM contacts WHERE account = 'ford'"
    """
    from amcli.shell.asking import text_from_stdin
    from amcli.tools.search.reports.sql import LONGEST_QUERY, answer

    text = text_from_stdin(LONGEST_QUERY + 1) if query == "-" else query
    return answer(ctx.obj.reader, text, seconds=timeout, held=ctx.obj.format_of(output) in ALIGNED)
