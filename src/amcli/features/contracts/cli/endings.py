"""How contracts end: `notice` and `terminate`."""

from functools import partial
from typing import Annotated

import typer

from amcli.base.results import Change
from amcli.base.time.dates import Look
from amcli.features.accounts.nouns import SIDES
from amcli.features.contracts.nouns import CONTRACT
from amcli.records.cli.completion import Which, records
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.on_day import ON_OPTION
from amcli.records.cli.verbs import CHANGE_OPTIONS, references
from amcli.shell.asking import from_stdin
from amcli.shell.command_group import verb
from amcli.shell.completion import days, words

LIVE = references(CONTRACT, "names", completed=records("contract", Which.LIVE))
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]


@verb(LIVE, ON_OPTION, *CHANGE_OPTIONS)
def notice(
    ctx: typer.Context,
    names: list[str],
    on: str,
    yes: bool,
    dry_run: bool,
    by_side: Annotated[
        str,
        typer.Option("--by-side", metavar="|".join(SIDES), help="Who gave it.", autocompletion=words(SIDES)),
    ] = "",
    reason: Reason = "",
) -> Change:
    """Give notice of contracts, or note that of the client: each ends with the first term that this is in time for.

    Example: amcli contract notice CT2 --by-side client --reason "Sourced elsewhere"
    Example: amcli contract notice CT5 --by-side us --on yesterday
    """
    from amcli.features.contracts.services import endings as service

    change = partial(service.notice, ctx.obj.env, from_stdin(names), by_side, on=on, reason=reason)
    typed = typed_days(CONTRACT, {"noticed": on}, ctx.obj.env.today)
    return when_meant(ctx.obj, typed, change, yes=yes, dry_run=dry_run)


@verb(LIVE, *CHANGE_OPTIONS)
def terminate(
    ctx: typer.Context,
    names: list[str],
    yes: bool,
    dry_run: bool,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="Its last day.", autocompletion=days(Look.AHEAD))
    ] = "",
    reason: Reason = "",
) -> Change:
    """End contracts on a day that was agreed, or that one side has set; what is still open about them is said.

    Example: amcli contract terminate CT1 --on eom --reason "Agreed with the client"
    Example: amcli contract terminate CT5 --on 2026-10-31 --reason "The shop closes"
    """
    from amcli.features.contracts.services import endings as service

    change = partial(service.terminate, ctx.obj.env, from_stdin(names), on=on, reason=reason)
    typed = typed_days(CONTRACT, {"ends": on}, ctx.obj.env.today)
    return when_meant(ctx.obj, typed, change, yes=yes, dry_run=dry_run)


VERBS = {"notice": notice, "terminate": terminate}
