"""`amcli plan`: the plan of an account on one page, what it is to reach, and what it brings and takes by year."""

from contextlib import AbstractContextManager
from functools import partial
from typing import Annotated, Any

import typer

from amcli.base.errors import BadValue
from amcli.base.fields import Scope
from amcli.base.results import Change, Listing, Record, Report
from amcli.features.plans.nouns import CONTRIBUTION, OBJECTIVE, PLAN
from amcli.features.plans.rules.progress import STALE_DAYS
from amcli.records.cli import completion as complete
from amcli.records.cli.far_days import ask_about, typed_days, when_meant
from amcli.records.cli.field_options import fields_to_filter, some_fields
from amcli.records.cli.report_options import explain_option
from amcli.records.cli.verbs import CHANGE_OPTIONS, noun_group, scope_options
from amcli.shell.completion import all_of
from amcli.shell.completion import periods as period_words
from amcli.shell.invocation import Invocation, Output, texts
from amcli.shell.options import LIST_OPTIONS, OUTPUT_OPTIONS, argument

app = noun_group(PLAN)
_PLANS = all_of(complete.ids(PLAN.name), complete.records("account"))
WHICH = argument("which", str, metavar="PLAN", help="Which plan: its id, or its account.", autocompletion=_PLANS)
OBJECTIVE_FIELDS = some_fields(OBJECTIVE, "measure", "goal", "currency", "due", "need", "note")
MONEY_FIELDS = some_fields(CONTRIBUTION, "sales", "cost", "invest", "currency")
YEAR = argument("year", str, metavar="YEAR", help="Which year.")


@app.verb("write", *CHANGE_OPTIONS)
def write(
    ctx: typer.Context,
    account: Annotated[
        str,
        typer.Argument(
            metavar="ACCOUNT", help="Which account: code or name.", autocompletion=complete.records("account")
        ),
    ],
    period: Annotated[
        str, typer.Argument(metavar="PERIOD", help="What it covers, such as 2027.", autocompletion=period_words)
    ],
    yes: bool,
    dry_run: bool,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT...", help="The plan; - reads it from standard input.")
    ] = None,
) -> Change:
    """Write the plan of an account on one page, or the one that is there again. Without TEXT it opens the editor.

    Example: amcli plan write maruti 2027 "One price for three years, and logistics with a buffer stock"
    Example: amcli plan show maruti -f markdown | amcli plan write ford 2027 -
    """
    from amcli.features.plans.reports.plan_text import text_of
    from amcli.features.plans.rules.page import TEMPLATE
    from amcli.features.plans.services.write import write_plan
    from amcli.store.reader import reading

    change = partial(write_plan, ctx.obj.env, account, period)
    days = typed_days(PLAN, {"period": period}, ctx.obj.env.today)
    typed = texts(text)
    if typed and typed != ("-",):
        return when_meant(ctx.obj, days, partial(change, " ".join(typed)), yes=yes, dry_run=dry_run)
    with reading(ctx.obj.env) as reader:  # closed before anybody writes: an editor may stay open for an hour
        begun = text_of(reader, account, period)
    written = _written(ctx.obj, typed, begun or TEMPLATE, dry_run=dry_run)
    ask_about(ctx.obj, days, yes=yes or dry_run)
    with written as said:
        return change(said, begun=None if typed else begun, dry_run=dry_run)


def _written(
    invocation: Invocation, typed: tuple[str, ...], begun: str, *, dry_run: bool
) -> AbstractContextManager[str]:
    """What hands out the text; it is kept where the change then fails. BadValue."""
    from amcli.shell.editor import text_from_editor, text_typed

    if typed:
        return text_typed(invocation)
    if invocation.interactive and invocation.on_terminal and not dry_run:
        return text_from_editor(invocation, begun)
    raise BadValue("nothing to write: type the text after the period, or - to read it from standard input")


@app.verb("objective", OBJECTIVE_FIELDS, *CHANGE_OPTIONS)
def objective(
    ctx: typer.Context,
    which: Annotated[
        str,
        typer.Argument(
            metavar="PLAN", help="The plan that gets one, such as PL1; or an objective to change, such as PL1.2.",
            autocompletion=all_of(_PLANS, complete.ids(OBJECTIVE.name)),
        ),
    ],
    given: dict[str, Any],
    yes: bool,
    dry_run: bool,
    title: Annotated[list[str] | None, typer.Argument(metavar="TITLE...", help="What is to be reached.")] = None,
    done: Annotated[bool, typer.Option("--done", help="It is closed today.")] = False,
) -> Change:  # fmt: skip
    """Give a plan another objective, or change one.

    Example: amcli plan objective PL1 "Sell 1.5 million" --measure sales --target 1.5m --due 2026-12-31
    Example: amcli plan objective PL1.2 --done
    """
    from amcli.base.numbered import place_in
    from amcli.features.plans.services import objectives as service
    from amcli.store.lookup import id_number

    days, said = typed_days(OBJECTIVE, given, ctx.obj.env.today), " ".join(texts(title))
    if place_in(OBJECTIVE, which) or id_number(OBJECTIVE.letter, which.strip()) is not None:
        fields = {**given, **({"title": said} if said else {}), **({"done": "today"} if done else {})}
        change = partial(service.edit_objectives, ctx.obj.env, [which], fields)
    elif done:
        raise BadValue("--done is of an objective: type which, such as PL1.2")
    elif not said:
        raise BadValue("an objective needs its title: type it after the plan, or which one to change, such as PL1.2")
    else:
        change = partial(service.add_objective, ctx.obj.env, which, said, given)
    return when_meant(ctx.obj, days, change, yes=yes, dry_run=dry_run)


@app.verb("money", WHICH, YEAR, MONEY_FIELDS, *CHANGE_OPTIONS)
def money(ctx: typer.Context, which: str, year: str, given: dict[str, Any], yes: bool, dry_run: bool) -> Change:
    """Set what a plan brings and takes in a year; of a year that is there what is typed changes.

    Example: amcli plan money PL1 2027 --sales 1.7m --cost 1.19m --invest 20k
    Example: amcli plan money PL1 2027 --invest 25k
    """
    from amcli.features.plans.services.money import set_money

    return set_money(ctx.obj.env, which, year, given, dry_run=dry_run)


@app.verb("list", fields_to_filter(PLAN), scope_options(PLAN), LIST_OPTIONS)
def list_(
    ctx: typer.Context,
    given: dict[str, Any],
    scope: Scope,
    output: Output,
    stale: Annotated[bool, typer.Option("--stale", help=f"Only what nobody wrote for {STALE_DAYS} days.")] = False,
) -> Listing:
    """List plans: how old, how many objectives are reached, what is next to do.

    Example: amcli plan list --stale
    Example: amcli plan list --account maruti -f csv
    """
    from amcli.features.plans.reports.plan_list import listed_plans

    run = ctx.obj
    return listed_plans(run.reader, given, scope, stale=stale, sort=output.sort, limit=run.limit_of(output))


@app.verb("show", WHICH, OUTPUT_OPTIONS)
def show(
    ctx: typer.Context,
    which: str,
    discount: Annotated[
        str, typer.Option(metavar="PERCENT", help="What money of a year later is worth less, such as 10 %.")
    ] = "",
    explain: Annotated[
        str, explain_option("OBJECTIVE|money", "List the rows behind an objective, such as PL1.1, or behind its money.")
    ] = "",
) -> Record | Report | Listing:
    """Show a plan on one page: its text, objectives and actions, needs, what is missing, and its money by year.

    Example: amcli plan show maruti --discount 10 -f markdown
    Example: amcli plan show PL1 --explain PL1.1
    """
    from amcli.features.plans.reports.plan_page import plan_page

    if explain:
        from amcli.features.plans.reports.explain import explained

        return explained(ctx.obj.reader, which, explain, discount)
    ctx.obj.env.by_day = True
    return plan_page(ctx.obj.reader, which, discount)
