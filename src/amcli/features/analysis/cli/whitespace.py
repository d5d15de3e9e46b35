"""`amcli report whitespace`."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.features.accounts.cli.options import ACCOUNTS
from amcli.features.sales.cli.as_of import AsOfDay, counted_day
from amcli.records.cli.completion import listed
from amcli.records.cli.report_options import Currency, by_option, explain_option, period_of
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation, Output, texts
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS

MOST_SUGGESTED = 10


@verb(ACCOUNTS, PERIOD_OPTION, REPORT_OPTIONS)
def whitespace(
    ctx: typer.Context,
    period: str | None,
    output: Output,
    as_of: AsOfDay = "",
    by: Annotated[str, by_option("category", "product")] = "category",
    account: list[str] | None = None,
    currency: Currency = "",
    suggest: Annotated[
        bool,
        typer.Option("--suggest", help="The largest potentials, each with the command that makes it an opportunity."),
    ] = False,
    explain: Annotated[
        str,
        explain_option(
            "GROUP",
            "With one --account: the accounts like it, and what they spend on that group.",
            listed("features.sales.reports.product_groups:product_groups"),
        ),
    ] = "",
) -> Report:
    """What each account does not buy although others like it do, and what it could come to.

    Example: amcli report whitespace --account ford --period 2026
    Example: amcli report whitespace --suggest --limit 3
    """
    invocation: Invocation = ctx.obj
    reader, day = invocation.reader, counted_day(invocation, as_of)
    span = period_of(invocation, period, day)
    if explain:
        from amcli.features.analysis.reports.explain_whitespace import explain_whitespace

        if suggest:
            raise BadValue(f"--explain {explain} tells where one potential comes from: leave out --suggest")
        return explain_whitespace(
            reader, explain, period=span, as_of=day, by=by, accounts=texts(account), currency=currency
        )
    if suggest:
        from amcli.features.analysis.reports.suggestions import suggestions

        most = MOST_SUGGESTED if output.limit is None else output.limit
        return suggestions(reader, most, period=span, as_of=day, by=by, accounts=texts(account), currency=currency)
    from amcli.features.analysis.reports.whitespace import whitespace as report

    return report(reader, period=span, as_of=day, by=by, accounts=texts(account), currency=currency)
