"""`amcli report activity`."""

from typing import Annotated

import typer

from amcli.base.results import Listing, Report
from amcli.features.accounts.cli.options import ACCOUNTS, EXPLAIN
from amcli.records.cli.report_options import (
    AsOf,
    by_option,
    day_of,
    period_of,
    reject_beside_explain,
)
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS


@verb(ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def activity(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOf = "",
    by: Annotated[str, by_option("account", "kind", "month")] = "account",
    account: list[str] | None = None,
    explain: EXPLAIN = "",
) -> Report | Listing:
    """Contacts by account, kind and month, and which accounts have gone quiet.

    Example: amcli report activity --period last-quarter --by kind
    Example: amcli report activity --account maruti --by month
    """
    invocation: Invocation = ctx.obj
    span, day = period_of(invocation, period), day_of(invocation, as_of)
    if explain:
        from amcli.features.activity.reports.explain import explain_activity

        reject_beside_explain(explain, {"--by": by != "account", "--account": account})
        return explain_activity(invocation.reader, period=span, as_of=day, account=explain)
    from amcli.features.activity.reports.activity import activity as report

    return report(invocation.reader, period=span, as_of=day, accounts=texts(account), by=by)
