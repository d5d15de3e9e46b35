"""`amcli duplicates`: records that may be one."""

from typing import Annotated

import typer

from amcli.cli import complete
from amcli.cli.options import LISTED, takes
from amcli.cli.run import Output
from amcli.domain.errors import BadValue
from amcli.domain.results import Listing

app = typer.Typer(rich_markup_mode=None, add_completion=False)
KINDS = ["accounts", "contacts"]


@app.command("duplicates")
@takes(LISTED)
def duplicates(
    ctx: typer.Context,
    output: Output,
    kind: Annotated[
        str, typer.Argument(metavar="[accounts|contacts]", help="Else both.", autocompletion=complete.words(KINDS))
    ] = "",
    least: Annotated[int, typer.Option(metavar="N", help="At least so much alike, in percent.", min=50, max=100)] = 85,
) -> Listing:
    """List accounts and contacts that look like the same one, with the command that merges them.

    Example: amcli duplicates contacts --least 90
    """
    from amcli.reports.duplicates import duplicates as report

    if output.sort:
        raise BadValue("duplicates come the likeliest first: leave out --sort")
    return report(ctx.obj.reader, kind.lower(), least=least, limit=ctx.obj.limit_of(output))
