"""`amcli report win-loss`."""

from typing import Annotated

import typer

from amcli.base.results import Report
from amcli.features.accounts.cli.options import ACCOUNTS
from amcli.records.cli.report_options import AsOf, Currency, by_option, day_of, explain_option, period_of
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS

KEYS = ("kind", "account", "product", "owner", "stage", "month", "competitor", "reason")


@verb(ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def win_loss(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOf = "",
    by: Annotated[str, by_option(*KEYS)] = "kind",
    account: list[str] | None = None,
    currency: Currency = "",
    explain: Annotated[
        str,
        explain_option(
            "KEY",
            "List the opportunities behind a row instead, by its key.",
        ),
    ] = "",
) -> Report:
    """Opportunities that were won and lost: how many, at which rate, how fast, and why.

    Example: amcli report win-loss --period this-quarter --by competitor
    Example: amcli report win-loss --period 2026 --by account -f csv -o won-and-lost.csv
    """
    invocation: Invocation = ctx.obj
    day = day_of(invocation, as_of)
    span = period_of(invocation, period, day)
    if explain:
        from amcli.features.pipeline.reports.explain_win_loss import explain_win_loss

        return explain_win_loss(
            invocation.reader, period=span, as_of=day, key=explain, by=by, accounts=texts(account), currency=currency
        )
    from amcli.features.pipeline.reports.win_loss import win_loss as report

    return report(invocation.reader, period=span, as_of=day, by=by, accounts=texts(account), currency=currency)
