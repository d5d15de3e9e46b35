"""`amcli deadline`: what is due."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.fields import Scope
from amcli.base.results import Change, Listing, Record
from amcli.base.time.dates import Look
from amcli.features.deadlines.nouns import DEADLINE
from amcli.records.cli.completion import Which, records
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import fields_to_add, fields_to_edit, fields_to_filter
from amcli.records.cli.snoozing import live_or_span, taken_apart, until_option
from amcli.records.cli.verbs import CHANGE_OPTIONS, noun_group, references, scope_options
from amcli.shell.asking import confirmed, from_stdin
from amcli.shell.completion import days
from amcli.shell.invocation import Output
from amcli.shell.options import DRY_RUN_OPTION, LIST_OPTIONS, OUTPUT_OPTIONS, QUIET_OPTION, YES_OPTION, option

app = noun_group(DEADLINE)
SEVERAL = references(DEADLINE, "deadlines")
OPEN = references(DEADLINE, "deadlines", completed=records("deadline", Which.LIVE))
CLOSED = references(DEADLINE, "deadlines", completed=records("deadline", Which.OVER))
RRULE = option(
    "rrule", str, "", "--rrule", help="The rule as RFC 5545 has it, instead of --every.", metavar="RULE",
)  # fmt: skip
ENDING = {"every", "until", "times"}  # the fields that say how long a series comes
Missed = Annotated[bool, typer.Option("--all-missed", help="Pass over those that were missed, up to today.")]


@app.verb("add", fields_to_add(DEADLINE), RRULE, *CHANGE_OPTIONS)
def add(ctx: typer.Context, given: dict[str, Any], rrule: str, yes: bool, dry_run: bool) -> Change:
    """Add a deadline, or a series of them.

    Example: amcli deadline add maruti "Monthly price review" --due 2026-10-31 --every month --remind 7d,1d
    Example: amcli deadline add OP1 "Send the volume tiers" --due fri --kind follow-up --for emil
    """
    from amcli.records.services import changes as records

    fields = _with_rule(given, rrule)
    return _when_meant(ctx, fields, partial(records.add, ctx.obj.env, "deadline", fields), yes=yes, dry_run=dry_run)


@app.verb("list", fields_to_filter(DEADLINE), scope_options(DEADLINE), LIST_OPTIONS)
def list_(
    ctx: typer.Context,
    given: dict[str, Any],
    scope: Scope,
    output: Output,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is late.")] = False,
    expand: Annotated[str, typer.Option(metavar="SPAN", help="Also what the series bring within 90d, 6m …")] = "",
) -> Listing:
    """List deadlines, filtered by any of their fields.

    Example: amcli deadline list maruti --expand 90d
    Example: amcli deadline list --for nora --done-in this-week
    """
    from amcli.features.deadlines.reports import deadlines as report

    run = ctx.obj
    return report.deadlines(
        run.reader,
        given,
        scope,
        overdue=overdue,
        expand=expand,
        sort=output.sort,
        limit=run.limit_of(output),
        records=output.format == "ids",  # which are for commands that take deadlines
    )


@app.verb("show", references(DEADLINE, "reference", several=False), OUTPUT_OPTIONS)
def show(ctx: typer.Context, reference: str) -> Record:
    """Show one deadline, and the clock that it is counted by where that is not the portfolio's.

    Example: amcli deadline show D12
    Example: amcli deadline show D12 -f ics -o D12.ics
    """
    from amcli.features.deadlines.reports.one import one_deadline

    return one_deadline(ctx.obj.reader, reference)


@app.verb("edit", SEVERAL, fields_to_edit(DEADLINE), RRULE, *CHANGE_OPTIONS)
def edit(
    ctx: typer.Context,
    deadlines: list[str],
    given: dict[str, Any],
    rrule: str,
    yes: bool,
    dry_run: bool,
    this: Annotated[bool, typer.Option("--this", help="Of a series, this one alone.")] = False,
    series: Annotated[bool, typer.Option("--series", help="Of a series, this one and all to come.")] = False,
) -> Change:
    """Change fields of one or more deadlines; an empty text clears.

    Example: amcli deadline edit D12 --due +1w
    Example: amcli deadline edit D12 --priority high --remind 7d,1d
    """
    from amcli.features.deadlines.services import deadlines as service
    from amcli.features.deadlines.services.endings import ENDS

    if this and series:
        raise BadValue("choose one of --this and --series")
    scope = "this" if this else "series" if series else ""
    names, fields = _named(deadlines, "edited"), _with_rule(given, rrule)
    if fields.get("every") == "":  # what says when the series ends goes with it
        fields = {"until": "", "times": "", **fields}
    change = partial(service.edit, ctx.obj.env, names, fields, scope)
    if fields.keys() & ENDING and not (yes or dry_run):
        ends = [note for note in change(dry_run=True).notes if note.startswith(ENDS)]
        question = f"{'; '.join(ends)}. Change deadline {', '.join(names)}?"
        confirmed(ctx.obj, question[:1].upper() + question[1:], not ends, no="nothing was changed")
    return _when_meant(ctx, fields, change, yes=yes, dry_run=dry_run)


@app.verb("remove", SEVERAL, YES_OPTION, DRY_RUN_OPTION, QUIET_OPTION)
def remove(ctx: typer.Context, deadlines: list[str], yes: bool, dry_run: bool) -> Change:
    """Remove one or more deadlines that nothing refers to. `skip` passes over one of a series.

    Example: amcli deadline remove D12 --yes
    Example: amcli deadline remove D12 D13 --dry-run
    """
    from amcli.features.deadlines.services.endings import ENDS, ended_by_removal
    from amcli.records.services import changes as records

    names = _named(deadlines, "removed")
    if not (yes or dry_run):  # nobody is asked about what cannot be done
        records.remove(ctx.obj.env, "deadline", names, dry_run=True)
    ending = ended_by_removal(ctx.obj.reader, names)
    ends = "".join(
        f"{ENDS.capitalize()}{series}; `amcli deadline skip {name}` passes over this one alone. "
        for name, series in ending
    )
    confirmed(ctx.obj, f"{ends}Remove deadline {', '.join(names)}?", yes or dry_run)
    done = records.remove(ctx.obj.env, "deadline", names, dry_run=dry_run)
    return done._replace(notes=(*done.notes, *(ENDS + series for _, series in ending)))


@app.verb("done", OPEN, YES_OPTION, DRY_RUN_OPTION, QUIET_OPTION)
def done(
    ctx: typer.Context,
    deadlines: list[str],
    yes: bool,
    dry_run: bool,
    on: Annotated[
        str, typer.Option(metavar="DATE", help="The day it was done.", autocompletion=days(Look.BACK))
    ] = "today",
    evidence: Annotated[
        str, typer.Option(metavar="TEXT", help="What proves it, such as a receipt or where it lies.")
    ] = "",
    all_missed: Missed = False,
) -> Change:
    """Close one or more deadlines; a series opens its next one.

    Example: amcli deadline done D12 --evidence "Signed by Anika on the 14th"
    Example: amcli deadline done D12 D13 --on yesterday
    """
    from amcli.features.deadlines.services import deadlines as service

    change = partial(service.done, ctx.obj.env, _named(deadlines, "done"), on, evidence=evidence, all_missed=all_missed)
    return _when_meant(ctx, {"done": on}, change, yes=yes, dry_run=dry_run)


@app.verb("reopen", CLOSED, DRY_RUN_OPTION, QUIET_OPTION)
def reopen(ctx: typer.Context, deadlines: list[str], dry_run: bool) -> Change:
    """Open closed deadlines again; one of a series carries it on again.

    Example: amcli deadline reopen D12
    Example: amcli deadline reopen D12 --dry-run
    """
    from amcli.features.deadlines.services import reopening as service

    return service.reopen(ctx.obj.env, _named(deadlines, "reopened"), dry_run=dry_run)


@app.verb("skip", OPEN, DRY_RUN_OPTION, QUIET_OPTION)
def skip(
    ctx: typer.Context,
    deadlines: list[str],
    dry_run: bool,
    all_missed: Missed = False,
) -> Change:
    """Go on to the next of a series without closing this one.

    Example: amcli deadline skip D12 --all-missed
    Example: amcli deadline skip D12
    """
    from amcli.features.deadlines.services import deadlines as service

    return service.skip(ctx.obj.env, _named(deadlines, "skipped"), all_missed=all_missed, dry_run=dry_run)


@app.verb("snooze", until_option("To this day instead."), YES_OPTION, DRY_RUN_OPTION, QUIET_OPTION)
def snooze(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="DEADLINE... [SPAN]",
            help="Which, and how far: 2d, 1w, 1m.",
            autocompletion=live_or_span("deadline"),
        ),
    ],
    until: str,
    yes: bool,
    dry_run: bool,
) -> Change:
    """Move deadlines forward by a span, or to a day; - reads which from standard input.

    Example: amcli deadline snooze D12 2d
    Example: amcli deadline list --overdue -f ids | amcli deadline snooze - --until mon
    """
    from amcli.features.deadlines.services import deadlines as service

    names, span = taken_apart("deadline", words, until)
    change = partial(service.snooze, ctx.obj.env, _named(names, "moved"), span, until)
    return _when_meant(ctx, {"due": until or f"+{span.removeprefix('+')}"}, change, yes=yes, dry_run=dry_run)


@app.verb("spread", OPEN, YES_OPTION, DRY_RUN_OPTION, QUIET_OPTION)
def spread(
    ctx: typer.Context,
    deadlines: list[str],
    yes: bool,
    dry_run: bool,
    per_day: Annotated[int, typer.Option("--per-day", metavar="N", min=1, help="How many on each day.")] = 1,
    start: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day.", autocompletion=days(Look.AHEAD))
    ] = "tomorrow",
) -> Change:
    """Stagger deadlines over the coming working days, in the order given.

    Example: amcli deadline spread D7 D19 D23 --per-day 2
    Example: amcli deadline list --overdue -f ids | amcli deadline spread - --from mon
    """
    from amcli.features.deadlines.services import deadlines as service

    change = partial(service.spread, ctx.obj.env, _named(deadlines, "spread"), per_day=per_day, start=start)
    return _when_meant(ctx, {"due": start}, change, yes=yes, dry_run=dry_run)


def _named(names: list[str], done: str) -> list[str]:
    """The deadlines that were named; BadValue where one is a contract, whose days a list has beside them."""
    from amcli.features.deadlines.reports.contract_rows import refuse_days

    found = from_stdin(names)
    refuse_days(found, done)
    return found


def _when_meant(
    ctx: typer.Context, fields: dict[str, Any], change: Callable[..., Change], *, yes: bool, dry_run: bool
) -> Change:
    return when_meant(ctx.obj, typed_days(DEADLINE, fields, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


def _with_rule(given: dict[str, Any], rrule: str) -> dict[str, Any]:
    if rrule and "every" in given:
        raise BadValue("choose one of --every and --rrule")
    return {**given, "every": rrule} if rrule else given
