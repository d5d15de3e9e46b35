"""`amcli assignment plan`."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Change, Report
from amcli.features.workload.cli.plan_options import PLAN_OPTIONS, PlanWords
from amcli.features.workload.rules.strategies import STRATEGIES
from amcli.records.cli.far_days import when_meant
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, Output
from amcli.shell.options import DRY_RUN_OPTION, QUIET_OPTION, REPORT_OPTIONS, YES_OPTION, Group

_OUTPUT = Group("output", (*REPORT_OPTIONS.parameters, *QUIET_OPTION.parameters), REPORT_OPTIONS.collect)


@verb(PLAN_OPTIONS, _OUTPUT, YES_OPTION, DRY_RUN_OPTION)
def plan(
    ctx: typer.Context,
    asked: PlanWords,
    output: Output,
    yes: bool,
    dry_run: bool,
    apply: Annotated[bool, typer.Option("--apply", help="Make them the owners, as one change.")] = False,
) -> Report | Change:
    """Who could get which account: five strategies side by side, or one of them, which --apply makes so.

    Sales are those of the last twelve months, or of --period. `size` gives the largest accounts to who is named first.

    Example: amcli assignment plan --to mara,oskar
    Example: amcli assignment plan --strategy balanced --to mara,oskar --keep
    """
    invocation: Invocation = ctx.obj
    strategy = asked.chosen()
    if apply and not strategy:
        raise BadValue(f"--apply needs to know which: type --strategy with one of {', '.join(STRATEGIES)}")
    if not apply:
        _refuse({"--yes": yes, "--dry-run": dry_run, "-q": output.quiet}, "is for --apply")
    else:
        listed = {"--columns": output.columns, "--sort": output.sort, "--limit": output.limit is not None}
        _refuse(listed, "is for the plan, not for --apply")
    question = asked.read(invocation)
    if apply:
        from amcli.features.workload.services.apply_plan import apply_plan

        change = partial(apply_plan, invocation.env, strategy, question)
        return when_meant(invocation, [question.day] if question.day else [], change, yes=yes, dry_run=dry_run)
    if strategy:
        from amcli.features.workload.reports.one_plan import one_plan

        return one_plan(invocation.reader, strategy, question)
    from amcli.features.workload.reports.side_by_side import side_by_side

    return side_by_side(invocation.reader, question)


def _refuse(typed: Mapping[str, object], what: str) -> None:
    """Raises BadValue for an option that means nothing there."""
    if wrong := next((option for option, value in typed.items() if value), ""):
        raise BadValue(f"{wrong} {what}: leave it out")
