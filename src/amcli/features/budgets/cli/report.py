"""`amcli report budget`."""

from typing import Annotated

import typer

from amcli.base.results import Listing, Report
from amcli.features.accounts.cli.options import ACCOUNTS
from amcli.features.sales.cli.as_of import AsOfDay, counted_day
from amcli.records.cli.completion import records
from amcli.records.cli.report_options import Currency, explain_option, period_of, reject_beside_explain
from amcli.shell.command_group import verb
from amcli.shell.completion import all_of
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS


@verb(ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def budget(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOfDay = "",
    account: list[str] | None = None,
    currency: Currency = "",
    explain: Annotated[
        str,
        explain_option(
            "ACCOUNT|BUDGET",
            "List the rows behind the figures of an account, or of one budget such as B3, instead.",
            all_of(records("account"), records("budget")),
        ),
    ] = "",
) -> Report | Listing:
    """Budgets: agreed, spent, left, variance, and how fast they burn.

    Example: amcli report budget --period this-quarter
    Example: amcli report budget --period 2026 --account maruti -o budgets.csv
    """
    invocation: Invocation = ctx.obj
    span, day = period_of(invocation, period), counted_day(invocation, as_of)
    if explain:
        from amcli.features.budgets.reports.explain import explain_budget

        reject_beside_explain(explain, {"--account": account})
        return explain_budget(invocation.reader, period=span, as_of=day, account=explain, currency=currency)
    from amcli.features.budgets.reports.budget import budget as report

    return report(invocation.reader, period=span, as_of=day, accounts=texts(account), currency=currency)
