"""`amcli undo` and `amcli redo`: take back the latest change, and put back what was undone last."""

import typer

from amcli.base.results import Change
from amcli.shell.command_group import verb
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION


@verb(DRY_RUN_OPTION, QUIET_OPTION)
def undo(ctx: typer.Context, dry_run: bool) -> Change:
    """Take back the latest change, whatever it was.

    Example: amcli undo
    """
    from amcli.tools.history import services as journal

    return journal.undo(ctx.obj.env, dry_run=dry_run)


@verb(DRY_RUN_OPTION, QUIET_OPTION)
def redo(ctx: typer.Context, dry_run: bool) -> Change:
    """Put back what was undone last. A new change ends what can be put back.

    Example: amcli redo
    """
    from amcli.tools.history import services as journal

    return journal.redo(ctx.obj.env, dry_run=dry_run)
