"""`amcli backup`: a copy that can be relied on."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.formats import check_format
from amcli.shell.command_group import verb
from amcli.shell.invocation import CommandResult, Invocation, Output
from amcli.shell.options import LIST_OPTIONS, QUIET_OPTION, Group
from amcli.store.backups import Seal
from amcli.tools.safety.cli.passphrase import passphrase

PRINTED = Group("output", (*LIST_OPTIONS.parameters, *QUIET_OPTION.parameters), LIST_OPTIONS.collect)


@verb(PRINTED)
def backup(
    ctx: typer.Context,
    output: Output,
    target: Annotated[
        str, typer.Argument(metavar="[FILE]", help="Where to, a folder too; else backups/ beside the portfolio.")
    ] = "",
    keep: Annotated[
        int | None, typer.Option("--keep", metavar="N", min=1, help="Keep the newest N in that folder, for cron.")
    ] = None,
    encrypt: Annotated[bool, typer.Option("--encrypt", help="With a passphrase, as `age -d` opens it.")] = False,
    passphrase_file: Annotated[
        str,
        typer.Option("--passphrase-file", metavar="FILE", help="Its first line; else AMCLI_PASSPHRASE, else asked."),
    ] = "",
    listed: Annotated[bool, typer.Option("--list", help="Show the backups there are instead.")] = False,
) -> Any:
    """Copy the portfolio to a file, check the copy, and only then give it its name.

    Work may go on meanwhile. --keep removes nothing but older backups that amcli named itself for this portfolio;
    those that it makes on its own before an import, an undo of one, a restore or an upgrade are not counted.

    Example: amcli backup --keep 7
    Example: amcli backup monday.db
    """
    invocation: Invocation = ctx.obj
    if listed:
        return _list(
            invocation,
            output,
            {"FILE": target, "--keep": keep, "--encrypt": encrypt, "--passphrase-file": passphrase_file},
        )
    if output.columns or output.sort or output.limit is not None:
        raise BadValue("--columns, --sort and --limit are for --list: leave them out")
    if output.format:
        check_format(output.format, rows=False)
    if passphrase_file and not encrypt:
        raise BadValue("--passphrase-file goes with --encrypt")
    seal: Callable[[], Seal] | None = None
    if encrypt:
        from amcli.tools.safety.services.encryption import needs_package

        needs_package()
        seal = partial(_seal, invocation, passphrase_file)
    from amcli.tools.safety.services import backup as service

    return service.backup(invocation.env, target, keep=keep, seal=seal)


def _seal(invocation: Invocation, passphrase_file: str) -> Seal:
    from amcli.tools.safety.services.encryption import encryptor

    return encryptor(passphrase(invocation, passphrase_file, twice=True))


def _list(invocation: Invocation, output: Output, others: dict[str, object]) -> CommandResult:
    for word, value in others.items():
        if value:
            raise BadValue(f"--list and {word} do not go together")
    from amcli.tools.safety.reports.backups import listing

    shown = output._replace(format="ids") if output.quiet and not output.format else output
    return CommandResult(listing(invocation.reader, sort=output.sort, limit=invocation.limit_of(output)), shown)
