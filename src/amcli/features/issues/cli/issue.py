"""`amcli issue`: conflicts with clients."""

from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.fields import Scope
from amcli.base.results import Change, Listing, Record
from amcli.base.time.dates import Look
from amcli.features.issues.cli import endings, handling
from amcli.features.issues.cli.on_moment import ON_OPTION, named_then
from amcli.features.issues.nouns import ANSWERED, CLOSED, ISSUE, STAGES
from amcli.records.cli.far_days import typed_days, when_meant
from amcli.records.cli.field_options import fields_to_add, fields_to_edit, fields_to_filter, some_fields
from amcli.records.cli.verbs import CHANGE_OPTIONS, noun_group, references, scope_options
from amcli.shell.asking import from_stdin
from amcli.shell.completion import days
from amcli.shell.invocation import Output
from amcli.shell.options import LIST_OPTIONS, OUTPUT_OPTIONS, option

app = noun_group(ISSUE)
LATER = ("escalated_to",)  # what has a verb of its own, with its reason
PROMISED_OPTION = option(
    "promised", str, "", "--promised", help="By when something was promised; makes the deadline about it.",
    metavar="DATE", autocompletion=days(Look.AHEAD),
)  # fmt: skip


@app.verb("add", fields_to_add(ISSUE, without=LATER), PROMISED_OPTION, *CHANGE_OPTIONS)
def add(ctx: typer.Context, given: dict[str, Any], promised: str, yes: bool, dry_run: bool) -> Change:
    """Note a conflict: what happened, how grave it is, who raised it, what the client wants.

    Example: amcli issue add ford "Wiper blades streak" --severity high --cause quality --wants "New ones by Friday"
    Example: amcli issue add maruti "Invoice for discs never ordered" --on "yesterday 16:30" --promised fri
    """
    from amcli.features.issues.services import issues as service

    change = partial(service.add, ctx.obj.env, given, promised=promised)
    days_ = typed_days(ISSUE, given, ctx.obj.env.today) + typed_days(ISSUE, {"opened": promised}, ctx.obj.env.today)
    return when_meant(ctx.obj, days_, change, yes=yes, dry_run=dry_run)


@app.verb("edit", references(ISSUE, "names"), fields_to_edit(ISSUE), *CHANGE_OPTIONS)
def edit(ctx: typer.Context, names: list[str], given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Change fields of one or more issues, from now on; an empty text clears.

    --on, --acknowledged and --closed correct the moments of what happened; what changed at an earlier one is said by
    the verbs, such as `amcli issue move`.

    Example: amcli issue edit IS1 --severity critical --cause delivery
    Example: amcli issue edit IS1 --wants "A credit for the June lot"
    """
    from amcli.features.issues.services import issues as service

    change = partial(service.edit, ctx.obj.env, from_stdin(names), given)
    return when_meant(ctx.obj, typed_days(ISSUE, given, ctx.obj.env.today), change, yes=yes, dry_run=dry_run)


@app.verb("move", some_fields(ISSUE, "severity", "owner"), ON_OPTION, *CHANGE_OPTIONS)
def move(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ISSUE... STAGE", help="Which, and into which stage; - reads ids from standard input.",
            autocompletion=named_then([stage for stage in STAGES[1:] if stage not in (ANSWERED, CLOSED)]),
        ),
    ],
    given: dict[str, Any],
    on: str,
    yes: bool,
    dry_run: bool,
) -> Change:  # fmt: skip
    """Bring open issues into a stage; it is kept with its moment.

    `amcli issue resolve` answers one, `amcli issue close` closes it.

    Example: amcli issue move IS1 investigating
    Example: amcli issue move IS1 investigating --severity high --on "yesterday 10:00"
    """
    from amcli.features.issues.services import issues as service

    if len(words) < 2:
        raise BadValue("say which issue and into which stage: amcli issue move IS3 investigating")
    change = partial(service.move, ctx.obj.env, from_stdin(words[:-1]), words[-1], given, on=on)
    return when_meant(ctx.obj, handling.days_of(ctx, on), change, yes=yes, dry_run=dry_run)


@app.verb("list", fields_to_filter(ISSUE), scope_options(ISSUE), LIST_OPTIONS)
def list_(
    ctx: typer.Context,
    given: dict[str, Any],
    scope: Scope,
    output: Output,
    late: Annotated[bool, typer.Option("--late", help="Only those that are late: beyond a limit.")] = False,
) -> Listing:
    """List open issues with how late each is; with --all also those that are closed.

    Example: amcli issue list --severity critical
    Example: amcli issue list --account ford --late --sort -late
    """
    from amcli.features.issues.reports.issue_list import listed_issues

    limit = ctx.obj.limit_of(output)
    return listed_issues(ctx.obj.reader, given, scope, late=late, sort=output.sort, limit=limit)


@app.verb("show", references(ISSUE, "reference", several=False), OUTPUT_OPTIONS)
def show(ctx: typer.Context, reference: str) -> Record:
    """Show one issue: where it stands, what is next about it, and all that happened, in the order of time.

    Example: amcli issue show IS1
    Example: amcli issue show IS1 -f json
    """
    from amcli.features.issues.reports.brief import brief

    return brief(ctx.obj.reader, reference)


for _name, _verb in {**handling.HANDLING, **endings.ENDINGS}.items():
    app.register(_name, lambda verb=_verb: verb)  # type: ignore[misc]
