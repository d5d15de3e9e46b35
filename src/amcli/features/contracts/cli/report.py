"""`amcli report contracts`."""

from typing import Annotated

import typer

from amcli.base.results import Report
from amcli.features.accounts.cli.options import ACCOUNTS
from amcli.features.contracts.cli.completion import complete_row
from amcli.features.contracts.reports.report_keys import BY, CONTRACT
from amcli.records.cli.report_options import AsOf, Currency, by_option, day_of, explain_option, period_of
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS


@verb(ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def contracts(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOf = "",
    by: Annotated[str, by_option(*BY)] = CONTRACT,
    account: list[str] | None = None,
    currency: Currency = "",
    explain: Annotated[
        str,
        explain_option(
            "CONTRACT|KEY|STATE",
            "How the days and the value of one such as CT1 are reckoned, and its obligations; or the contracts of a "
            "row by its key, of a state such as running, or of an account.",
            complete_row,
        ),
    ] = "",
) -> Report:
    """Which contracts end, when notice must arrive, what they are worth, and what of them was kept.

    Example: amcli report contracts --period this-year
    Example: amcli report contracts --by account -f csv -o contracts.csv
    """
    invocation: Invocation = ctx.obj
    day = day_of(invocation, as_of)
    span = period_of(invocation, period, day)
    from amcli.features.contracts.reports.explain import explain_contract, is_id

    if is_id(explain):
        return explain_contract(invocation.reader, explain, period=span, as_of=day)
    from amcli.features.contracts.reports.report import contracts_report

    return contracts_report(
        invocation.reader, period=span, as_of=day, by=by, accounts=texts(account), currency=currency, key=explain
    )
