"""What a forecast is made of: each rule's value, its weight, and how far it was off one year ago."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.sales.reports.line_sums import NO_WORKING_DAYS
from amcli.features.sales.reports.outlook import Outlook
from amcli.features.sales.reports.sales_data import Line, SalesData
from amcli.features.sales.reports.tree_rows import by_day
from amcli.features.sales.rules.forecast import MOST_YEARS, RULES, RowSums
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.features.sales.reports.tree_by_day import TreeByDay

_COLUMNS = (
    Column("rule"),
    Column("currency", rank=1),
    Column("forecast", Kind.MONEY, undefined=True),
    Column("weight", Kind.PERCENT, undefined=True),
    Column("error", Kind.PERCENT, undefined=True, header="off last year"),
)
# The sums that the rules take, as RowSums has them, for the facts.
_SUMS = ("actual", "last_year", "rest", "last_24_months", "last_year_2", "rest_2", "last_24_months_2")


def explain_forecast(
    reader: Reader,
    *,
    period: Period,
    as_of: date | None,
    accounts: Sequence[str] = (),
    tree: bool = False,
    currency: str = "",
) -> Report:
    """The rules behind the forecast of the portfolio, or of some accounts, with `tree` of all below them too.

    `error` is how far the rule was off at the same day one year ago, added up over all accounts, in percent of what
    they sold that year; weights and errors are the portfolio's, whatever is asked for. Raises as the report does.
    """
    named = accounts_of.find_accounts(reader, accounts)
    rolled = bool(named) and tree
    scope = (accounts_of.ever_below(reader, named) if rolled else named) or None
    survey = SalesData(reader, period, as_of, scope=scope, currency=currency, wanted=NO_WORKING_DAYS)
    stood = by_day(survey, named) if rolled else None
    line, known = survey.total(), survey.outlook(survey.window)
    sums = line.sums.spans  # of those who are below them on the day, where accounts moved
    money = survey.rates.money
    low, high = line.interval or (None, None)
    return Report(
        "forecast",
        _COLUMNS,
        [
            (rule, survey.rates.to, money(value), weight, error)
            for rule, value, weight, error in _rules(sums, known, line)
        ],
        total=("forecast", survey.rates.to, money(line.pace.forecast), in_percent(Fraction(1)), None),
        facts={
            **survey.window.facts(survey.rates.to),
            "season": in_percent(known.w),
            **{key: money(value) for key, value in zip(_SUMS, sums, strict=True)},
            "forecast_low": money(low),
            "forecast_high": money(high),
        },
        title=f"Forecast of {period.name} as of {survey.window.as_of}, {survey.rates.to}",
        notes=(*_notes(survey, line, known), *(_moved(survey, stood) if stood else ())),
    )


def _rules(sums: RowSums, known: Outlook, line: Line) -> list[tuple[Any, ...]]:
    """Name, value in minor units, weight and error in percent of each rule that has a say."""
    pool = known.pool
    if pool is None:
        even = line.pace.forecast
        return [] if even is None else [("evenly", even, in_percent(Fraction(1)), None)]
    errors = pool.errors or [None] * len(RULES)
    return [
        (name, line.now.amount + rule.rest(sums), in_percent(weight), in_percent(error))
        for name, rule, weight, error in zip(RULES, pool.rules, pool.weights, errors, strict=True)
    ]


def _notes(survey: SalesData, line: Line, known: Outlook) -> list[str]:
    """How to read it."""
    look = survey.window
    if not look.begun:
        return [f"{look.period.name} has not begun on {look.as_of}: there is nothing to go by"]
    if look.over:
        return [f"{look.period.name} is over: the forecast is what was sold"]
    if known.pool is None:
        return ["without a season of last year the sales are taken to go on evenly"]
    spell = survey.rates.spell
    season = known.pool.season
    notes = [
        f"season: {in_percent(known.w)} % of last year's sales were in by this day; "
        f"growth so far: {in_percent(season.growth)} %"
    ]
    if known.pool.errors is None:
        notes.append(f"the first rule alone: {_why_alone(known, season.proper)}")
    if line.interval:
        low, high = (spell(round(end)) for end in line.interval)
        notes.append(f"four times in five it ends between {low} and {high}")
    return notes


def _moved(survey: SalesData, stood: TreeByDay) -> Iterator[str]:
    from amcli.features.sales.reports.tree_by_day import notes_on_moves

    return notes_on_moves(survey, stood)


def _why_alone(known: Outlook, proper: bool) -> str:
    """Why last year does not tell which rule does best."""
    if not proper:
        return "the season of last year, all of it by this day or nothing, says nothing of the rest"
    if known.years < MOST_YEARS:
        return "the books reach back one earlier year, and how each did then takes two"
    return "too few accounts sold then to tell which rule did best"
