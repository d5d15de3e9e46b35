"""`amcli negotiation`: what is talked about with clients, point by point, and how far one may go."""

from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.results import Change, Record
from amcli.features.accounts.nouns import SIDES
from amcli.features.negotiations.cli.completion import WHICH, agreed_points, point_names
from amcli.features.negotiations.nouns import NEGOTIATION, OFFER, OUTCOMES, POINT
from amcli.records.cli.completion import Which, records
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import some_fields
from amcli.records.cli.on_day import ON_OPTION
from amcli.records.cli.verbs import CHANGE_OPTIONS, noun_group, references
from amcli.shell.asking import from_stdin
from amcli.shell.completion import words
from amcli.shell.options import OUTPUT_OPTIONS, argument, option

app = noun_group(NEGOTIATION)
OPEN = references(NEGOTIATION, WHICH, several=False, completed=records(NEGOTIATION.name, Which.LIVE))
ALL_OPEN = references(NEGOTIATION, "names", completed=records(NEGOTIATION.name, Which.LIVE))
ENDED = references(NEGOTIATION, "names", completed=records(NEGOTIATION.name, Which.OVER))
ON_POINT = argument(
    "point", str, metavar="POINT", help="Which point of it: its name or id.", autocompletion=point_names
)
SIDE = "|".join(SIDES)
PAST_LIMIT_OPTION = option(
    "past_limit",
    str,
    "",
    OFFER.field("past_limit").flag,
    help="Why it goes past our limit; kept, and private.",
    metavar="REASON",
)
AGREED_POINTS = argument(
    "points", list[str], needed=False, metavar="[POINT=V]...",
    help="What is agreed; without =V what both sides offered last.", autocompletion=agreed_points,
)  # fmt: skip
OFFER_FIELDS = some_fields(OFFER, "value", "side", "day", "in_return", "past_limit")
POINT_FIELDS = some_fields(POINT, "subject", "aim", "limit", "unit", "better")


@app.verb("point", OPEN, ON_POINT, POINT_FIELDS, *CHANGE_OPTIONS)
def point(ctx: typer.Context, reference: str, point: str, given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Add a point to a negotiation, or change the one of that name; an empty text clears.

    Aim and limit are private: `amcli negotiation show` has them, the whole portfolio and its backups, and nothing else.

    Example: amcli negotiation point NG1 discount --aim "1 %" --limit "3 %"
    Example: amcli negotiation point NG1 "price of a set" --subject price --unit EUR --better higher
    """
    from amcli.features.negotiations.services import points as service

    return service.set_point(ctx.obj.env, reference, point, given, dry_run=dry_run)


@app.verb("offer", OPEN, ON_POINT, OFFER_FIELDS, *CHANGE_OPTIONS)
def offer(ctx: typer.Context, reference: str, point: str, given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Note an offer on a point. It stays as it is: what is offered next is another one.

    Example: amcli negotiation offer NG1 discount --value "2.5 %" --side us --in-return "Volumes of two years"
    Example: amcli negotiation offer NG1 discount --value 3 --side client --on yesterday
    """
    from amcli.features.negotiations.services import offers as service

    change = partial(service.offer, ctx.obj.env, reference, point, given)
    return when_meant(ctx.obj, typed_days(OFFER, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@app.verb("withdraw", OPEN, ON_POINT, ON_OPTION, *CHANGE_OPTIONS)
def withdraw(
    ctx: typer.Context,
    reference: str,
    point: str,
    on: str,
    yes: bool,
    dry_run: bool,
    side: Annotated[
        str, typer.Option(metavar=SIDE, help="Whose; else ours.", autocompletion=words(SIDES))
    ] = "",
) -> Change:  # fmt: skip
    """Take back the last offer of a side on a point. It stays in the list, marked; the one before it stands again.

    Example: amcli negotiation withdraw NG1 discount
    Example: amcli negotiation withdraw NG1 discount --side client --on yesterday
    """
    from amcli.features.negotiations.services import offers as service

    change = partial(service.withdraw, ctx.obj.env, reference, point, side, on=on)
    return when_meant(ctx.obj, typed_days(OFFER, {"day": on}, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@app.verb("agree", OPEN, AGREED_POINTS, ON_OPTION, PAST_LIMIT_OPTION, *CHANGE_OPTIONS)
def agree(
    ctx: typer.Context, reference: str, points: list[str] | None, on: str, past_limit: str, yes: bool, dry_run: bool
) -> Change:
    """Note what is agreed on points; without any, what both sides offered last on all that are left.

    Example: amcli negotiation agree NG1 discount=2.5
    Example: amcli negotiation agree NG1 discount=2.5 "payment=60 d" --on yesterday
    """
    from amcli.features.negotiations.services import agreement as service

    change = partial(service.agree, ctx.obj.env, reference, points or (), on=on, past_limit=past_limit)
    return when_meant(ctx.obj, typed_days(OFFER, {"day": on}, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@app.verb("close", ALL_OPEN, ON_OPTION, *CHANGE_OPTIONS)
def close(
    ctx: typer.Context,
    names: list[str],
    on: str,
    yes: bool,
    dry_run: bool,
    outcome: Annotated[
        str, typer.Option(metavar="|".join(OUTCOMES), help="How it ended.", autocompletion=words(OUTCOMES))
    ] = "",
) -> Change:
    """End one or more negotiations.

    Example: amcli negotiation close NG1 --outcome broken-off
    Example: amcli negotiation close NG1 --outcome broken-off --on yesterday
    """
    from amcli.features.negotiations.services import endings as service

    change = partial(service.close, ctx.obj.env, from_stdin(names), outcome, on=on)
    return when_meant(ctx.obj, typed_days(OFFER, {"day": on}, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@app.verb("reopen", ENDED, *CHANGE_OPTIONS)
def reopen(ctx: typer.Context, names: list[str], yes: bool, dry_run: bool) -> Change:
    """Open ended negotiations again, with all that was offered and agreed.

    Example: amcli negotiation reopen NG1
    Example: amcli negotiation reopen NG1 --dry-run
    """
    from amcli.features.negotiations.services import endings as service

    return service.reopen(ctx.obj.env, from_stdin(names), dry_run=dry_run)


@app.verb("show", references(NEGOTIATION, WHICH, several=False), OUTPUT_OPTIONS)
def show(ctx: typer.Context, reference: str) -> Record:
    """Show one negotiation: for each point aim, limit and where the sides are, then all offers. It has what is private.

    Example: amcli negotiation show NG1
    Example: amcli negotiation show NG1 -f json
    """
    from amcli.features.negotiations.reports.brief import brief

    return brief(ctx.obj.reader, reference)
