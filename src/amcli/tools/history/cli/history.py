"""`amcli history`: what changed, when, by which command."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Listing, Record
from amcli.shell.command_group import verb
from amcli.shell.invocation import Output
from amcli.shell.options import LIST_OPTIONS
from amcli.tools.history.cli.completion import operations


@verb(LIST_OPTIONS)
def history(
    ctx: typer.Context,
    output: Output,
    operation: Annotated[
        str, typer.Argument(metavar="[OPERATION]", help="Open one, such as H12.", autocompletion=operations())
    ] = "",
) -> Listing | Record:
    """List the changes, the newest first; or open one and see what it changed.

    Example: amcli history --limit 5
    Example: amcli history H5
    """
    from amcli.tools.history import reports as report

    run = ctx.obj
    if operation:
        if output.sort or output.limit is not None:
            raise BadValue("--sort and --limit are for the list: leave them out with an operation")
        return report.operation_detail(run.reader, operation)
    return report.operations(run.reader, sort=output.sort, limit=run.limit_of(output))
