"""`amcli redo`: put back what was undone last."""

import typer

from amcli.cli.options import DRY, SAID, takes
from amcli.domain.results import Change

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("redo")
@takes(DRY, SAID)
def redo(ctx: typer.Context, dry_run: bool) -> Change:
    """Put back what was undone last. A new change ends what can be put back.

    Example: amcli redo
    """
    from amcli.services import journal

    return journal.redo(ctx.obj.env, dry_run=dry_run)
