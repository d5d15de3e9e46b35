"""`amcli report sales`: sales, and the pipeline beside what they still lack."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Listing, Report
from amcli.features.accounts.cli.options import ACCOUNTS
from amcli.features.sales.cli.as_of import AsOfDay, counted_day
from amcli.features.sales.cli.asked_options import ASKED_OPTIONS, AskedWords
from amcli.features.sales.cli.by_keys import ByKeys
from amcli.records.cli.completion import words_and_records
from amcli.records.cli.report_options import (
    Currency,
    explain_option,
    period_of,
    reject_beside_explain,
)
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS

FORECAST = "forecast"  # a word, and no account, after --explain


@verb(ACCOUNTS, PERIOD_OPTION, ASKED_OPTIONS, REPORT_OPTIONS)
def sales(
    ctx: typer.Context,
    period: str | None,
    asked: AskedWords,
    as_of: AsOfDay = "",
    by: ByKeys = "account",
    account: list[str] | None = None,
    tree: Annotated[bool, typer.Option("--tree", help="Roll children up into their parents.")] = False,
    currency: Currency = "",
    explain: Annotated[
        str,
        explain_option(
            f"ACCOUNT|{FORECAST}",
            f"List the rows behind an account's figures, or with {FORECAST} the rules behind the forecast.",
            words_and_records((FORECAST,), "account"),
        ),
    ] = "",
) -> Report | Listing:
    """Sales against target: attainment, pace, forecast, gap, last year.

    Example: amcli report sales --period 2026 --tree
    Example: amcli report sales --account maruti --by product --period this-quarter
    """
    invocation: Invocation = ctx.obj
    span, day = period_of(invocation, period), counted_day(invocation, as_of)
    if explain:
        asked.reject_beside(explain)
    if explain.strip().lower() == FORECAST and not invocation.reader.has_code("account", FORECAST):
        from amcli.features.sales.reports.explain_forecast import explain_forecast

        if by != "account":
            raise BadValue(f"--explain {FORECAST} tells the rules behind the forecast: leave out --by")
        return explain_forecast(
            invocation.reader, period=span, as_of=day, accounts=texts(account), tree=tree, currency=currency
        )
    if explain:
        from amcli.features.sales.reports.explain import explain_sales

        reject_beside_explain(explain, {"--by": by != "account", "--account": account})
        return explain_sales(invocation.reader, period=span, as_of=day, account=explain, currency=currency, tree=tree)
    from amcli.features.accounts.reports.account_tree import find_accounts
    from amcli.features.sales.reports.sales import sales as report
    from amcli.features.sales.reports.sales import scope_of

    reader, named = invocation.reader, texts(account)
    more = asked.read(invocation)
    answer = report(reader, period=span, as_of=day, by=by, accounts=named, tree=tree, currency=currency, asked=more)
    if asked.stopped:
        return answer  # which is about some of the rows
    from amcli.features.screens.reports.sales_report import with_pipeline

    scope = scope_of(reader, find_accounts(reader, named), tree, answer.facts["as_of"])
    return with_pipeline(reader, answer, span, scope)
