"""`amcli account`: what is known of the clients."""

from typing import Annotated

import typer

from amcli.base.results import Change
from amcli.features.accounts.nouns import ACCOUNT
from amcli.records.cli.completion import Which, records
from amcli.records.cli.verbs import noun_group, references
from amcli.shell.asking import from_stdin
from amcli.shell.completion import Pair
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION

app = noun_group(ACCOUNT)
for _elsewhere in ("add", "edit", "list", "show"):  # with who owns them and where they lie; the daily screens
    app.register(_elsewhere, None)


def archivable(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """The accounts that `archive` takes: those in the lists, with --undo those that are not."""
    return records("account", Which.OVER if ctx.params.get("back") else Which.LIVE)(ctx, incomplete)


@app.verb("archive", references(ACCOUNT, "accounts", completed=archivable), DRY_RUN_OPTION, QUIET_OPTION)
def archive(
    ctx: typer.Context,
    accounts: list[str],
    dry_run: bool,
    back: Annotated[bool, typer.Option("--undo", help="Bring it back into the lists.")] = False,
) -> Change:
    """Take accounts out of the lists, keeping all their records.

    Example: amcli account archive maruti
    Example: amcli account archive maruti --undo
    """
    from amcli.features.accounts.services import archive as service

    return service.archive(ctx.obj.env, from_stdin(accounts), back=back, dry_run=dry_run)
