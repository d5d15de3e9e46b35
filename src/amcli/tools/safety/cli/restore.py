"""`amcli restore`: a backup takes the portfolio's place."""

from typing import Annotated

import typer

from amcli.base.results import Change
from amcli.shell.asking import confirmed
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION
from amcli.tools.safety.cli.passphrase import passphrase


@verb(DRY_RUN_OPTION, QUIET_OPTION)
def restore(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A backup; its name alone, if it lies in backups/.")],
    dry_run: bool,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    passphrase_file: Annotated[
        str,
        typer.Option("--passphrase-file", metavar="FILE", help="Its first line; else AMCLI_PASSPHRASE, else asked."),
    ] = "",
) -> Change:
    """Check a backup and put it in the portfolio's place. What was there before is kept, and it says where.

    Example: amcli restore monday.db --yes
    Example: amcli restore monday.db --dry-run
    """
    from amcli.tools.safety.services import restore as service

    invocation: Invocation = ctx.obj
    with service.checked(invocation.env, file, lambda: passphrase(invocation, passphrase_file)) as backup:
        question = f"Replace all that is in {invocation.env.path} by {backup.records} from {backup.path}?"
        confirmed(invocation, question, yes or dry_run, no="nothing was restored")
        return service.restore(invocation.env, backup, dry_run=dry_run)
