"""`amcli report sales`."""

from typing import Annotated

import typer

from amcli.base.results import Listing, Report
from amcli.features.accounts.cli.options import ACCOUNTS, EXPLAIN
from amcli.records.cli.report_options import (
    AsOf,
    Currency,
    by_option,
    day_of,
    period_of,
    reject_beside_explain,
)
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import OUTPUT_OPTIONS, PERIOD_OPTION


@verb(PERIOD_OPTION, OUTPUT_OPTIONS)
def sales(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOf = "",
    by: Annotated[str, by_option("account", "product", "category", "month", "quarter")] = "account",
    account: ACCOUNTS = None,
    tree: Annotated[bool, typer.Option("--tree", help="Roll children up into their parents.")] = False,
    currency: Currency = "",
    explain: EXPLAIN = "",
) -> Report | Listing:
    """Sales against target: attainment, pace, forecast, gap, last year.

    Example: amcli report sales --period 2026 --tree
    """
    invocation: Invocation = ctx.obj
    span, day = period_of(invocation, period), day_of(invocation, as_of)
    if explain:
        from amcli.features.sales.reports.explain import explain_sales

        reject_beside_explain(explain, {"--by": by != "account", "--account": account})
        return explain_sales(invocation.reader, period=span, as_of=day, account=explain, currency=currency, tree=tree)
    from amcli.features.sales.reports.sales import sales as report

    return report(
        invocation.reader, period=span, as_of=day, by=by, accounts=texts(account), tree=tree, currency=currency
    )  # fmt: skip
