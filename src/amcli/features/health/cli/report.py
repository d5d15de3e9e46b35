"""`amcli report health`."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.features.accounts.cli.options import ACCOUNTS, EXPLAIN
from amcli.features.sales.cli.as_of import AsOfDay, counted_day
from amcli.records.cli.report_options import Currency, period_of, reject_beside_explain
from amcli.shell.command_group import verb
from amcli.shell.completion import words
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS


@verb(ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def health(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOfDay = "",
    account: list[str] | None = None,
    tier: Annotated[
        list[int] | None,
        typer.Option(
            "--tier", metavar="1|2|3", min=1, max=3, help="Only accounts of this tier; repeatable.",
            autocompletion=words(("1", "2", "3")),
        ),
    ] = None,
    currency: Currency = "",
    explain: EXPLAIN = "",
    backtest: Annotated[
        bool, typer.Option("--backtest", help="How well past scores told what sales did in the next quarter.")
    ] = False,
) -> Report:  # fmt: skip
    """How healthy each account is, of what is known of it: sales, contact, issues, promises, roles, contract, pulse.

    What is missing is told, and counts in no score. --period is that of forecast and target, and holds the day.

    Example: amcli report health --tier 1
    Example: amcli report health --explain ford
    """
    invocation: Invocation = ctx.obj
    reader = invocation.reader
    if backtest:
        from amcli.features.health.reports.backtest import backtest_report, explain_backtest

        beside = {"--period": period, "--as-of": as_of, "--tier": tier, "the accounts beside it": account}
        for option, typed in beside.items():
            if typed:
                raise BadValue(f"--backtest looks at all accounts on all past quarter ends: leave out {option}")
        if explain:
            return explain_backtest(reader, explain, currency=currency)
        return backtest_report(reader, currency=currency)
    day = counted_day(invocation, as_of) or reader.env.today
    span = period_of(invocation, period, day)
    if day not in span:
        raise BadValue(f"{span.name} does not hold {day}, the day of the health: name a period that does, or --as-of")
    if explain:
        from amcli.features.health.reports.explain_health import explain_health

        reject_beside_explain(explain, {"--tier": bool(tier), "--account": account})
        return explain_health(reader, explain, span, day, currency=currency)
    from amcli.features.health.reports.health_report import Question, health_report

    return health_report(reader, span, day, Question(texts(account), frozenset(tier or ()), currency))
