"""`amcli sql`: anybody's own question."""

import sys
from typing import Annotated

import typer

from amcli.cli.options import SHOWN, takes
from amcli.domain.results import Listing

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("sql")
@takes(SHOWN)
def sql(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT; - reads it from standard input.")],
) -> Listing:
    """Ask the file in SQL. Nothing can be written; docs/views.md lists the views.

    Example: amcli sql "SELECT account, count(*) AS calls FROM interactions GROUP BY account" -f csv
    """
    from amcli.reports.sql import answer

    return answer(ctx.obj.reader, sys.stdin.read() if query == "-" else query)
