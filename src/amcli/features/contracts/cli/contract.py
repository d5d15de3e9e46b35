"""`amcli contract`: what was agreed for how long."""

from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.fields import Scope
from amcli.base.results import Change, Listing
from amcli.base.time.dates import Look
from amcli.features.contracts.cli import endings
from amcli.features.contracts.cli.completion import spans_ahead, states
from amcli.features.contracts.nouns import CONTRACT
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import fields_to_add, fields_to_edit, fields_to_filter
from amcli.records.cli.snoozing import live_or_span, taken_apart, until_option
from amcli.records.cli.verbs import CHANGE_OPTIONS, noun_group, references, scope_options
from amcli.shell.asking import from_stdin
from amcli.shell.completion import days
from amcli.shell.invocation import Output
from amcli.shell.options import LIST_OPTIONS

app = noun_group(CONTRACT)
SEVERAL = references(CONTRACT, "names")
LATER = ("noticed", "noticed_by", "ends", "reason", "snoozed")  # what becomes of one that is there: verbs say it


@app.verb("add", fields_to_add(CONTRACT, without=LATER), *CHANGE_OPTIONS)
def add(ctx: typer.Context, given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Add a contract; what it says is when it ends, until when notice has to arrive, and when to act.

    Example: amcli contract add maruti "Frame 2026" --start 2026-01-01 --end 2026-12-31 --notice 3m --renews tacit
    Example: amcli contract add ford "Wiper supply" --start 2026-07-01 --end 2028-06-30 --value 400k --per year
    """
    from amcli.features.contracts.services import contracts as service

    change = partial(service.add, ctx.obj.env, given)
    return when_meant(ctx.obj, typed_days(CONTRACT, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@app.verb("edit", SEVERAL, fields_to_edit(CONTRACT), *CHANGE_OPTIONS)
def edit(ctx: typer.Context, names: list[str], given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Change fields of one or more contracts; an empty text clears.

    What it is worth and when it ends is said of its last term; a further one begins with `amcli contract renew`.

    Example: amcli contract edit CT1 --notice 90d --lead 3w
    Example: amcli contract edit CT1 --value 420k --note "Price list of 2027"
    """
    from amcli.features.contracts.services import contracts as service

    change = partial(service.edit, ctx.obj.env, from_stdin(names), given)
    return when_meant(ctx.obj, typed_days(CONTRACT, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@app.verb("renew", endings.LIVE, *CHANGE_OPTIONS)
def renew(
    ctx: typer.Context,
    names: list[str],
    yes: bool,
    dry_run: bool,
    until: Annotated[
        str,
        typer.Option(metavar="DATE", help="The last day of the new term.", autocompletion=days(Look.AHEAD)),
    ] = "",
    term: Annotated[
        str, typer.Option(metavar="SPAN", help="How long it is, such as 12m; else as its own or last one.")
    ] = "",
    value: Annotated[str, typer.Option(metavar="MONEY", help="What it is worth from then on; else as before.")] = "",
    increase: Annotated[str, typer.Option(metavar="PERCENT", help="By how much it is worth more: 2.1%.")] = "",
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DATE",
            help="The first day, where that is not the day after the last term.",
            autocompletion=days(Look.AHEAD),
        ),
    ] = "",
) -> Change:
    """Begin a further term of contracts on the day after the last one, which stays as it was.

    Example: amcli contract renew CT1 --until 2027-12-31 --value 1.45m
    Example: amcli contract list --due 90d -f ids | amcli contract renew - --increase 2.1%
    """
    from amcli.features.contracts.services import renewal as service

    change = partial(
        service.renew,
        ctx.obj.env,
        from_stdin(names),
        start=start,
        until=until,
        term=term,
        value=value,
        increase=increase,
    )
    typed = typed_days(CONTRACT, {"start": start, "end": until}, ctx.obj.env.today)
    return when_meant(ctx.obj, typed, change, yes=yes, dry_run=dry_run)


@app.verb("snooze", until_option("Until this day instead."), *CHANGE_OPTIONS)
def snooze(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="CONTRACT... [SPAN]",
            help="Which, and for how long or until when: 2w, 1m, fri.",
            autocompletion=live_or_span("contract"),
        ),
    ],
    until: str,
    yes: bool,
    dry_run: bool,
) -> Change:
    """Be silent about contracts for a span from today, or until a day; - reads which from standard input.

    Example: amcli contract snooze CT1 2w
    Example: amcli contract snooze CT1 CT2 --until mon
    """
    from amcli.features.contracts.services import contracts as service

    names, span = taken_apart("contract", words, until)
    change = partial(service.snooze, ctx.obj.env, names, span, until)
    typed = typed_days(CONTRACT, {"snoozed": until or f"+{span.removeprefix('+')}"}, ctx.obj.env.today)
    return when_meant(ctx.obj, typed, change, yes=yes, dry_run=dry_run)


@app.verb("list", fields_to_filter(CONTRACT), scope_options(CONTRACT), LIST_OPTIONS)
def list_(
    ctx: typer.Context,
    given: dict[str, Any],
    scope: Scope,
    output: Output,
    due: Annotated[
        str,
        typer.Option(
            "--due",
            metavar="SPAN",
            help="Only those that end, or whose notice is to act on or to arrive, so soon.",
            autocompletion=spans_ahead,
        ),
    ] = "",
    state: Annotated[
        str, typer.Option("--state", metavar="STATE", help="Only those that are this now.", autocompletion=states)
    ] = "",
) -> Listing:
    """List contracts with their days: the end of the term, when notice must arrive, and by when to act.

    Example: amcli contract list --account maruti --due 90d
    Example: amcli contract list --state ended-not-renewed --sort act_by
    """  # fmt: skip
    from amcli.features.contracts.reports.contract_list import listed_contracts

    limit = ctx.obj.limit_of(output)
    return listed_contracts(ctx.obj.reader, given, scope, due=due, state=state, sort=output.sort, limit=limit)


for _name, _verb in endings.VERBS.items():
    app.register(_name, lambda verb=_verb: verb)  # type: ignore[misc]
