"""`amcli report concentration`."""

from typing import Annotated

import typer

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.features.accounts.cli.options import EXPLAIN
from amcli.features.analysis.reports.concentration import BY, YEARS
from amcli.features.sales.cli.as_of import AsOfDay, counted_day
from amcli.records.cli.report_options import Currency, by_option, period_of
from amcli.shell.command_group import verb
from amcli.shell.invocation import Invocation
from amcli.shell.options import PERIOD_OPTION, REPORT_OPTIONS

_MOST_YEARS = 100


@verb(PERIOD_OPTION, REPORT_OPTIONS)
def concentration(
    ctx: typer.Context,
    period: str | None,
    years: Annotated[
        int | None,
        typer.Option(
            "--years", metavar="N", min=1, max=_MOST_YEARS, help=f"How many fiscal years of history; else {YEARS}."
        ),
    ] = None,
    as_of: AsOfDay = "",
    by: Annotated[str, by_option(*BY)] = "account",
    currency: Currency = "",
    explain: EXPLAIN = "",
) -> Report:
    """Which accounts bring most of the sales: classes A, B and C, what the largest bring, Gini, HHI, by year too.

    Example: amcli report concentration --period 2024..2026
    Example: amcli report concentration --by year --years 3
    """
    invocation: Invocation = ctx.obj
    reader, day = invocation.reader, counted_day(invocation, as_of)
    span = period_of(invocation, period, day)
    if explain:
        from amcli.features.analysis.reports.explain_concentration import explain_concentration

        for option, typed in (("--by", by != "account"), ("--years", years is not None)):
            if typed:
                raise BadValue(f"--explain {explain} lists the rows of that account: leave out {option}")
        return explain_concentration(reader, period=span, as_of=day, account=explain, currency=currency)
    from amcli.features.analysis.reports.concentration import concentration as report

    return report(reader, period=span, as_of=day, by=by, years=years or YEARS, currency=currency)
