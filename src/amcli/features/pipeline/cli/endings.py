"""How opportunities end: `won`, `lost`, `close --undecided`, and `reopen`."""

from datetime import date
from functools import partial
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.records.cli.completion import Which, records
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.on_day import ON_OPTION
from amcli.records.cli.verbs import CHANGE_OPTIONS, references
from amcli.shell.asking import from_stdin
from amcli.shell.command_group import verb

OPEN = references(OPPORTUNITY, "names", completed=records("opportunity", Which.LIVE))
ENDED = references(OPPORTUNITY, "names", completed=records("opportunity", Which.OVER))
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]


@verb(OPEN, ON_OPTION, *CHANGE_OPTIONS)
def won(
    ctx: typer.Context,
    names: list[str],
    on: str,
    yes: bool,
    dry_run: bool,
    amount: Annotated[str, typer.Option(metavar="MONEY", help="What it came to, where that is another amount.")] = "",
    sale: Annotated[bool, typer.Option("--sale", help="Book it as a sale too, once.")] = False,
    ref: Annotated[str, typer.Option(metavar="TEXT", help="The outside world's reference of that sale.")] = "",
) -> Change:
    """Win one or more opportunities; with --sale each is booked as a sale too.

    Example: amcli opportunity won OP1 --on yesterday
    Example: amcli opportunity won OP1 --amount 118k --sale --ref INV-2041
    """
    from amcli.features.pipeline.services import endings as service

    change = partial(service.won, ctx.obj.env, from_stdin(names), on=on, amount=amount, sale=sale, ref=ref)
    return when_meant(ctx.obj, _days(ctx, on), change, yes=yes, dry_run=dry_run)


@verb(OPEN, ON_OPTION, *CHANGE_OPTIONS)
def lost(
    ctx: typer.Context,
    names: list[str],
    on: str,
    yes: bool,
    dry_run: bool,
    reason: Reason = "",
    competitor: Annotated[str, typer.Option(metavar="TEXT", help="Who sells it instead.")] = "",
) -> Change:
    """Lose one or more opportunities, and say why.

    Example: amcli opportunity lost OP1 --reason "Price" --competitor "Hollis Brakes"
    Example: amcli opportunity lost OP1 --reason "The programme was stopped" --on yesterday
    """
    from amcli.features.pipeline.services import endings as service

    change = partial(service.lost, ctx.obj.env, from_stdin(names), reason, on=on, competitor=competitor)
    return when_meant(ctx.obj, _days(ctx, on), change, yes=yes, dry_run=dry_run)


@verb(OPEN, ON_OPTION, *CHANGE_OPTIONS)
def close(
    ctx: typer.Context,
    names: list[str],
    on: str,
    yes: bool,
    dry_run: bool,
    undecided: Annotated[bool, typer.Option("--undecided", help="Nobody decided; neither won nor lost.")] = False,
    reason: Reason = "",
) -> Change:
    """Close one or more opportunities that were neither won nor lost.

    Example: amcli opportunity close OP1 --undecided
    Example: amcli opportunity close OP1 --undecided --reason "The buyer left" --on yesterday
    """
    from amcli.features.pipeline.services import endings as service

    wanted = from_stdin(names)
    if not undecided:
        which = wanted[0] if wanted else "OP3"
        raise BadValue(
            f"say how it ended: `amcli opportunity won {which}`, `amcli opportunity lost {which} --reason TEXT`, or "
            f"`amcli opportunity close {which} --undecided`"
        )
    change = partial(service.give_up, ctx.obj.env, wanted, on=on, reason=reason)
    return when_meant(ctx.obj, _days(ctx, on), change, yes=yes, dry_run=dry_run)


@verb(ENDED, ON_OPTION, *CHANGE_OPTIONS)
def reopen(ctx: typer.Context, names: list[str], on: str, yes: bool, dry_run: bool) -> Change:
    """Open ended opportunities again, in their last stage with the probability that they had there.

    Example: amcli opportunity reopen OP4
    Example: amcli opportunity reopen OP4 --dry-run
    """
    from amcli.features.pipeline.services import endings as service

    change = partial(service.reopen, ctx.obj.env, from_stdin(names), on=on)
    return when_meant(ctx.obj, _days(ctx, on), change, yes=yes, dry_run=dry_run)


def _days(ctx: typer.Context, on: str) -> list[date]:
    return typed_days(OPPORTUNITY, {"created": on}, ctx.obj.env.today)


VERBS = {"won": won, "lost": lost, "close": close, "reopen": reopen}
