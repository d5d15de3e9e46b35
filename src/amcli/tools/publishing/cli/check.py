"""`amcli publish check`: would it work, and if not, what is to be done?"""

import typer

from amcli.base.errors import Exit
from amcli.base.results import Column, Listing
from amcli.shell.command_group import verb
from amcli.shell.invocation import CommandResult, Invocation, Output
from amcli.shell.options import OUTPUT_OPTIONS
from amcli.tools.publishing.cli.publish import TO_OPTION

_COLUMNS = (Column("check"), Column("state"), Column("found"))


@verb(TO_OPTION, OUTPUT_OPTIONS)
def check(ctx: typer.Context, to: str, output: Output) -> CommandResult:
    """Say what of publishing would fail, and what to do about it. Something wrong is exit 1, a warning is not.

    It changes nothing, here and there.

    Example: amcli publish check
    Example: amcli publish check -f json
    """
    from amcli.tools.publishing.services.check import WRONG
    from amcli.tools.publishing.services.check import check as looked

    invocation: Invocation = ctx.obj
    rows = looked(invocation.env, to)
    fails = any(row.state == WRONG for row in rows)
    return CommandResult(Listing("check", _COLUMNS, rows, "check"), output, Exit.NO if fails else Exit.DONE)
