"""`amcli account handover`."""

from functools import partial
from typing import Annotated

import typer

from amcli.base.results import Change
from amcli.base.time.dates import Look
from amcli.features.accounts.nouns import ACCOUNT
from amcli.features.team.nouns import ASSIGNMENT
from amcli.records.cli.completion import Which, records
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.verbs import CHANGE_OPTIONS, references
from amcli.shell.asking import from_stdin
from amcli.shell.command_group import verb
from amcli.shell.completion import days


@verb(references(ACCOUNT, "accounts", completed=records("account", Which.LIVE)), *CHANGE_OPTIONS)
def handover(
    ctx: typer.Context,
    accounts: list[str],
    yes: bool,
    dry_run: bool,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="COLLEAGUE",
            help="Who has them from then on.",
            autocompletion=records("colleague", Which.LIVE),
        ),
    ],
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="DATE",
            help="The first day, of a weekday the coming one; else today.",
            autocompletion=days(Look.AHEAD),
        ),
    ] = "",
) -> Change:
    """Hand accounts over to a colleague, with all that is open there for the owner until now.

    Example: amcli account handover maruti hyundai --to oskar
    Example: amcli account list --category "service centre" -f ids | amcli account handover - --to mara --on 2026-10-01
    """  # fmt: skip
    from amcli.features.handover.services.handover import hand_over

    change = partial(hand_over, ctx.obj.env, from_stdin(accounts), to, on=on)
    typed = typed_days(ASSIGNMENT, {"from": on}, ctx.obj.env.today)
    return when_meant(ctx.obj, typed, change, yes=yes, dry_run=dry_run)
