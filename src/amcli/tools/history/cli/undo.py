"""`amcli undo` and `amcli redo`: take back a change, and put back what was undone last."""

from typing import Annotated

import typer

from amcli.base.results import Change
from amcli.shell.command_group import verb
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION
from amcli.tools.history.cli.completion import operations


@verb(DRY_RUN_OPTION, QUIET_OPTION)
def undo(
    ctx: typer.Context,
    dry_run: bool,
    operation: Annotated[
        str,
        typer.Argument(
            metavar="[OPERATION]",
            help="Which, such as H12; else the latest that stands.",
            autocompletion=operations("done"),
        ),
    ] = "",
) -> Change:
    """Take back the latest change, or an earlier one that nothing since rests on.

    Example: amcli undo
    Example: amcli undo H14
    """
    from amcli.tools.history.services import undo as journal

    return journal.undo(ctx.obj.env, operation, dry_run=dry_run)


@verb(DRY_RUN_OPTION, QUIET_OPTION)
def redo(ctx: typer.Context, dry_run: bool) -> Change:
    """Put back what was undone last, whatever its number. A new change ends what can be put back.

    Example: amcli redo
    Example: amcli redo --dry-run
    """
    from amcli.tools.history.services import undo as journal

    return journal.redo(ctx.obj.env, dry_run=dry_run)
