"""`amcli report ownership`."""

from typing import Annotated

import typer

from amcli.base.results import Report
from amcli.features.accounts.cli.options import ACCOUNTS, EXPLAIN
from amcli.features.sales.cli.as_of import AsOfDay, counted_day
from amcli.records.cli.completion import records
from amcli.records.cli.report_options import Currency, period_of, reject_beside_explain
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS


@verb(ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def ownership(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOfDay = "",
    account: list[str] | None = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            metavar="COLLEAGUE",
            help="Only what this colleague had; '' is what nobody had.",
            autocompletion=records("colleague"),
        ),
    ] = None,
    currency: Currency = "",
    explain: EXPLAIN = "",
) -> Report:
    """Who had which account from when to when, and what it sold in the period while it was theirs.

    Example: amcli report ownership --period last-quarter
    Example: amcli report ownership maruti --period 2025..2026 -f csv
    """  # fmt: skip
    invocation: Invocation = ctx.obj
    day = counted_day(invocation, as_of)
    span = period_of(invocation, period, day)
    if explain:
        from amcli.features.handover.reports.explain_ownership import explain_ownership

        reject_beside_explain(explain, {"--account": account, "--owner": owner})
        return explain_ownership(invocation.reader, period=span, as_of=day, account=explain, currency=currency)
    from amcli.features.handover.reports.ownership import ownership as report

    return report(invocation.reader, period=span, as_of=day, accounts=texts(account), owner=owner, currency=currency)
