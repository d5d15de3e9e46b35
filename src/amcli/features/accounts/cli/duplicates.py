"""`amcli duplicates`: records that may be one."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Listing
from amcli.shell.command_group import verb
from amcli.shell.completion import words
from amcli.shell.invocation import Output
from amcli.shell.options import LIST_OPTIONS

KINDS = ["accounts", "contacts"]


@verb(LIST_OPTIONS)
def duplicates(
    ctx: typer.Context,
    output: Output,
    kind: Annotated[
        str,
        typer.Argument(metavar="[accounts|contacts]", help="Which; else both.", autocompletion=words(KINDS)),
    ] = "",
    least: Annotated[int, typer.Option(metavar="N", help="At least so much alike, in percent.", min=50, max=100)] = 85,
) -> Listing:
    """List accounts and contacts that look like the same one, with the command that merges them.

    Example: amcli duplicates
    Example: amcli duplicates contacts --least 90
    """
    from amcli.features.accounts.reports.duplicates import duplicates as report

    if output.sort:
        raise BadValue("duplicates come the likeliest first: leave out --sort")
    return report(ctx.obj.reader, kind.lower(), least=least, limit=ctx.obj.limit_of(output))
