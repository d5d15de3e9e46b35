"""`amcli report retention`."""

from typing import Annotated

import typer

from amcli.base.results import Report
from amcli.features.accounts.cli.options import ACCOUNTS
from amcli.features.sales.cli.as_of import AsOfDay, counted_day
from amcli.features.sales.reports.row_keys import OF_ACCOUNTS
from amcli.records.cli.completion import records
from amcli.records.cli.report_options import Currency, by_option, explain_option, period_of, reject_beside_explain
from amcli.shell.command_group import verb
from amcli.shell.completion import periods
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS


@verb(ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def retention(
    ctx: typer.Context,
    period: str | None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="PERIOD",
            autocompletion=periods,
            help="The earlier period; else the same days one year earlier.",
        ),
    ] = None,
    as_of: AsOfDay = "",
    by: Annotated[str, by_option("account", *OF_ACCOUNTS)] = "account",
    account: list[str] | None = None,
    currency: Currency = "",
    explain: Annotated[
        str,
        explain_option(
            "ACCOUNT",
            "What changed of an account, product by product, instead.",
            records("account"),
        ),
    ] = "",
) -> Report:
    """Who buys on, more or less, and who stopped: NRR, GRR, accounts kept.

    Example: amcli report retention --period 2026
    Example: amcli report retention --period this-quarter --against last-quarter --by tier
    """  # fmt: skip
    invocation: Invocation = ctx.obj
    day = counted_day(invocation, as_of)
    span = period_of(invocation, period, day)
    other = None if against is None else period_of(invocation, against or " ")  # nothing is no period
    if explain:
        from amcli.features.analysis.reports.explain_retention import explain_retention

        reject_beside_explain(explain, {"--by": by != "account", "--account": account})
        return explain_retention(
            invocation.reader, period=span, as_of=day, against=other, account=explain, currency=currency
        )
    from amcli.features.analysis.reports.retention import retention as report

    return report(
        invocation.reader, period=span, as_of=day, against=other, by=by, accounts=texts(account), currency=currency
    )
