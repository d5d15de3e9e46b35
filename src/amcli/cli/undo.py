"""`amcli undo`: take back the latest change."""

import typer

from amcli.cli.options import DRY, SAID, takes
from amcli.domain.results import Change

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("undo")
@takes(DRY, SAID)
def undo(ctx: typer.Context, dry_run: bool) -> Change:
    """Take back the latest change, whatever it was.

    Example: amcli undo
    """
    from amcli.services import journal

    return journal.undo(ctx.obj.env, dry_run=dry_run)
