"""`amcli sql`: anybody's own question."""

from typing import Annotated

import typer

from amcli.base.results import Listing
from amcli.shell.command_group import verb
from amcli.shell.options import OUTPUT_OPTIONS


@verb(OUTPUT_OPTIONS)
def sql(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT; - reads it from standard input.")],
) -> Listing:
    """Ask the file in SQL. Nothing can be written; docs/views.md lists the views.

    Example: amcli sql "SELECT account, count(*) AS calls FROM interactions GROUP BY account" -f csv
    """
    from amcli.shell.asking import text_from_stdin
    from amcli.tools.search.reports.sql import answer

    return answer(ctx.obj.reader, text_from_stdin() if query == "-" else query)
