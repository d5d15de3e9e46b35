"""`amcli opportunity`: what may still be sold."""

from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.fields import Scope
from amcli.base.results import Change, Listing, Record
from amcli.features.deadlines.cli.follow_up import DUE_OPTION, NEXT_OPTION
from amcli.features.pipeline.cli import endings
from amcli.features.pipeline.cli.completion import stages
from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.records.cli.completion import Which, records
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import fields_to_add, fields_to_edit, fields_to_filter, some_fields
from amcli.records.cli.on_day import ON_OPTION
from amcli.records.cli.verbs import CHANGE_OPTIONS, noun_group, references, scope_options
from amcli.shell.asking import from_stdin
from amcli.shell.completion import Pair
from amcli.shell.invocation import Invocation, Output
from amcli.shell.options import LIST_OPTIONS, OUTPUT_OPTIONS

app = noun_group(OPPORTUNITY)
SEVERAL = references(OPPORTUNITY, "names")
LATER = ("reason", "since", "closed")  # what nobody can say of one that is opened now
MOVED = some_fields(OPPORTUNITY, "amount", "close", "probability")


def open_or_stage(ctx: typer.Context, incomplete: str) -> list[Pair]:
    """What `move` takes next: an open opportunity, and once there is one a stage, or another where none begins so."""
    found = stages(ctx, incomplete) if ctx.params.get("words") else []
    return found or records("opportunity", Which.LIVE)(ctx, incomplete)


@app.verb("add", fields_to_add(OPPORTUNITY, without=LATER), NEXT_OPTION, DUE_OPTION, *CHANGE_OPTIONS)
def add(ctx: typer.Context, given: dict[str, Any], follow_up: str, due: str, yes: bool, dry_run: bool) -> Change:
    """Add an opportunity; what it says is the kind it was taken for, its stage and its probability.

    Example: amcli opportunity add maruti "Renewal of the frame agreement" 120k --close 2026-12-15 --stage proposal
    Example: amcli opportunity add ford "Wiper programme" --close eoq --next "Call the buyer" --due fri
    """
    from amcli.features.pipeline.services import opportunities as service

    today = ctx.obj.env.today
    days = typed_days(OPPORTUNITY, {"close": due}, today) + typed_days(OPPORTUNITY, given, today)
    change = partial(service.add, ctx.obj.env, given, follow_up=follow_up, due=due)
    return when_meant(ctx.obj, days, change, yes=yes, dry_run=dry_run)


@app.verb("list", fields_to_filter(OPPORTUNITY), scope_options(OPPORTUNITY), LIST_OPTIONS)
def list_(
    ctx: typer.Context,
    given: dict[str, Any],
    scope: Scope,
    output: Output,
    late: Annotated[
        bool, typer.Option("--late", help="Only those late in their stage, and those that should have closed.")
    ] = False,
) -> Listing:
    """List opportunities, filtered by any of their fields.

    Example: amcli opportunity list --account maruti --stage negotiation
    Example: amcli opportunity list --late --sort -amount -o late.csv
    """
    invocation: Invocation = ctx.obj
    limit = invocation.limit_of(output)
    if late:
        from amcli.features.pipeline.reports.listed_late import listed_late

        return listed_late(invocation.reader, given, scope, sort=output.sort, limit=limit)
    from amcli.records.reports.listing import listing

    return listing(invocation.reader, OPPORTUNITY, given, scope, sort=output.sort, limit=limit)


@app.verb("edit", SEVERAL, fields_to_edit(OPPORTUNITY), *CHANGE_OPTIONS)
def edit(ctx: typer.Context, names: list[str], given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Change fields of one or more opportunities, from today on; an empty text clears.

    --on corrects the day of the opening; what changed on an earlier day is said by `amcli opportunity move`.

    Example: amcli opportunity edit OP1 --amount 130000 --forecast commit
    Example: amcli opportunity edit OP1 --close +1m --competitor "Hollis Brakes"
    """
    from amcli.features.pipeline.services import opportunities as service

    change = partial(service.edit, ctx.obj.env, from_stdin(names), given)
    return when_meant(ctx.obj, typed_days(OPPORTUNITY, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@app.verb("move", MOVED, ON_OPTION, *CHANGE_OPTIONS)
def move(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="OPPORTUNITY... STAGE", help="Which, and into which stage; - reads ids from standard input.",
            autocompletion=open_or_stage,
        ),
    ],
    given: dict[str, Any],
    on: str,
    yes: bool,
    dry_run: bool,
) -> Change:  # fmt: skip
    """Bring open opportunities into a stage, and its probability with it; the step is kept with its day.

    Example: amcli opportunity move OP1 negotiation
    Example: amcli opportunity move OP1 negotiation --on yesterday --amount 110k --close +1m
    """
    from amcli.features.pipeline.services import opportunities as service

    names, stage = words[:-1], words[-1]
    if not names:
        raise BadValue("say which opportunity and into which stage: amcli opportunity move OP3 proposal")
    change = partial(service.move, ctx.obj.env, from_stdin(names), stage, given, on=on)
    days = typed_days(OPPORTUNITY, {**given, "created": on}, ctx.obj.env.today)
    return when_meant(ctx.obj, days, change, yes=yes, dry_run=dry_run)


@app.verb("show", references(OPPORTUNITY, "reference", several=False), OUTPUT_OPTIONS)
def show(ctx: typer.Context, reference: str) -> Record:
    """Show one opportunity: what is next, who takes part, what was said about it, how it moved.

    Example: amcli opportunity show OP1
    Example: amcli opportunity show OP1 -f json
    """
    from amcli.features.pipeline.reports.brief import brief

    return brief(ctx.obj.reader, reference)


for _name, _verb in endings.VERBS.items():
    app.register(_name, lambda verb=_verb: verb)  # type: ignore[misc]
