"""`amcli history`: what changed, when, by which command."""

from typing import Annotated

import typer

from amcli.cli.options import LISTED, takes
from amcli.cli.run import Output
from amcli.domain.errors import BadValue
from amcli.domain.results import Listing, Record

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("history")
@takes(LISTED)
def history(
    ctx: typer.Context,
    output: Output,
    operation: Annotated[str, typer.Argument(metavar="[OPERATION]", help="Open one, such as H12.")] = "",
) -> Listing | Record:
    """List the changes, the newest first; or open one and see what it changed.

    Example: amcli history --limit 5
    """
    from amcli.reports import history as report

    run = ctx.obj
    if operation:
        if output.sort or output.limit is not None:
            raise BadValue("--sort and --limit are for the list: leave them out with an operation")
        return report.opened(run.reader, operation)
    return report.operations(run.reader, sort=output.sort, limit=run.limit_of(output))
