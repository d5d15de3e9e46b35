"""`amcli report`: questions."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import typer

from amcli.cli import complete
from amcli.cli.options import PERIOD, SHOWN
from amcli.cli.run import Run, texts
from amcli.cli.verbs import Verbs
from amcli.domain.dates import parse_date
from amcli.domain.errors import BadValue
from amcli.domain.period import Period, fiscal_year, parse_period
from amcli.domain.results import Listing, Report

app = Verbs("report", "Sales against target, budgets, activity.")

AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="Count up to this day; else today.")]
Accounts = Annotated[
    list[str] | None,
    typer.Option(
        "--account",
        metavar="ACCOUNT",
        help="Only this account; repeatable.",
        autocompletion=complete.records("account"),
    ),
]
Currency = Annotated[str, typer.Option("--currency", metavar="CUR", help="Convert to this currency.")]
Explain = Annotated[
    str,
    typer.Option(
        "--explain", metavar="ACCOUNT", help="List the rows behind its figures instead.",
        autocompletion=complete.records("account"),
    ),
]  # fmt: skip


def _by(*choices: str) -> object:
    return typer.Option(
        "--by", metavar="|".join(choices), help="What a row is.", autocompletion=complete.words(choices)
    )


def period_of(run: Run, text: str | None) -> Period:
    """The period that was typed, else the current fiscal year."""
    fiscal = run.env.config.fiscal
    return parse_period(text, run.env.today, fiscal) if text else fiscal_year(run.env.today, fiscal)


def _day(run: Run, text: str) -> date | None:
    return parse_date(text, run.env.today) if text else None


def _alone(account: str, others: Mapping[str, object]) -> None:
    """--explain opens the rows of one account: what would choose others has no meaning beside it."""
    for option, typed in others.items():
        if typed:
            raise BadValue(f"--explain {account} lists the rows of that account: leave out {option}")


@app.verb("sales", PERIOD, SHOWN)
def sales(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOf = "",
    by: Annotated[str, _by("account", "product", "category", "month", "quarter")] = "account",
    account: Accounts = None,
    tree: Annotated[bool, typer.Option("--tree", help="Roll children up into their parents.")] = False,
    currency: Currency = "",
    explain: Explain = "",
) -> Report | Listing:
    """Sales against target: attainment, pace, forecast, gap, last year.

    Example: amcli report sales --period 2026 --tree
    """
    run: Run = ctx.obj
    span, day = period_of(run, period), _day(run, as_of)
    if explain:
        from amcli.reports.explain import explain_sales

        _alone(explain, {"--by": by != "account", "--account": account})
        return explain_sales(run.reader, period=span, as_of=day, account=explain, currency=currency, tree=tree)
    from amcli.reports.sales import sales as report

    return report(
        run.reader, period=span, as_of=day, by=by, accounts=texts(account), tree=tree, currency=currency
    )  # fmt: skip


@app.verb("budget", PERIOD, SHOWN)
def budget(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOf = "",
    account: Accounts = None,
    currency: Currency = "",
    explain: Explain = "",
) -> Report | Listing:
    """Budgets: agreed, spent, left, variance, and how fast they burn.

    Example: amcli report budget --period this-quarter
    """
    run: Run = ctx.obj
    span, day = period_of(run, period), _day(run, as_of)
    if explain:
        from amcli.reports.explain import explain_budget

        _alone(explain, {"--account": account})
        return explain_budget(run.reader, period=span, as_of=day, account=explain, currency=currency)
    from amcli.reports.budget import budget as report

    return report(run.reader, period=span, as_of=day, accounts=texts(account), currency=currency)


@app.verb("activity", PERIOD, SHOWN)
def activity(
    ctx: typer.Context,
    period: str | None,
    as_of: AsOf = "",
    by: Annotated[str, _by("account", "kind", "month")] = "account",
    account: Accounts = None,
    explain: Explain = "",
) -> Report | Listing:
    """Contacts by account, kind and month, and which accounts have gone quiet.

    Example: amcli report activity --period last-quarter --by kind
    """
    run: Run = ctx.obj
    span, day = period_of(run, period), _day(run, as_of)
    if explain:
        from amcli.reports.explain import explain_activity

        _alone(explain, {"--by": by != "account", "--account": account})
        return explain_activity(run.reader, period=span, as_of=day, account=explain)
    from amcli.reports.activity import activity as report

    return report(run.reader, period=span, as_of=day, accounts=texts(account), by=by)
