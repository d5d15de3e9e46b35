"""Budgets as they were agreed, with what was spent and earned of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.accounts.rules import BELOW_BY_DAY
from amcli.features.budgets.rules import spending_at_end
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.reports.forecasts import Sellers, forecasts
from amcli.store.reader import Reader, query_text


class BudgetLine(NamedTuple):
    """A budget as it was agreed, in minor units of its currency. `group`: it counts the sales of all below, too."""

    id: int
    account_id: int
    account: str
    name: str
    start: date
    end: date
    direction: str
    group: bool
    agreed_with: str | None
    minor: int
    currency: str
    spent_minor: int

    @property
    def period(self) -> Period:
        """Its own days."""
        return Period(self.start, self.end, "")

    @property
    def overspent(self) -> bool:
        return self.direction == "cost" and self.spent_minor > self.minor

    def elapsed(self, day: date) -> Fraction:
        """The share of its days that has passed with that day."""
        return Fraction(self.period.elapsed(day), self.period.days)


class Earned(NamedTuple):
    """What a revenue budget's accounts sold on one day, in minor units of a currency."""

    budget: int
    currency: str
    day: date
    minor: int


class Burnt(NamedTuple):
    """A budget in the report's currency: minor units, unrounded. `at_end`: where it ends; None where nobody knows."""

    agreed: Fraction
    actual: Fraction
    at_end: Fraction | None = None


def read(reader: Reader, period: Period, day: date, scope: Collection[int]) -> tuple[list[BudgetLine], list[Earned]]:
    """The budgets that overlap the period, with what was spent and earned up to the day; no scope is every account."""
    parameters = {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "cut": (day + timedelta(days=1)).isoformat(),
        "scope": as_json(scope or None),
    }
    budgets = [
        BudgetLine(
            number, account, code, name, date.fromisoformat(start), date.fromisoformat(end), way, bool(group), *rest
        )
        for number, account, code, name, start, end, way, group, *rest in reader.run_query(
            __file__, "report_budgets", **parameters
        )
    ]
    sql = query_text(__file__, "budget_sales").replace("{below}", BELOW_BY_DAY)
    earned = [
        Earned(number, currency, date.fromisoformat(sold), minor)
        for number, currency, sold, minor in reader.rows(sql, parameters)
    ]
    return budgets, earned


def burnt_of(each: BudgetLine, earned: Sequence[Earned], rates: Rates) -> Burnt:
    """What was agreed and what came of it so far. Raises MissingRate."""
    agreed = rates.minor(each.minor, each.currency, each.start)
    if each.direction == "cost":
        return Burnt(agreed, rates.minor(each.spent_minor, each.currency, each.start))
    sold = (rates.minor(one.minor, one.currency, one.day) for one in earned if one.budget == each.id)
    return Burnt(agreed, sum(sold, Fraction(0)))


def ends_of(
    reader: Reader, budgets: Sequence[BudgetLine], burnt: Mapping[int, Burnt], day: date, rates: Rates
) -> dict[int, Burnt]:
    """The same with where each ends: what will have been spent or sold at its end, None before its period begins."""
    ends: dict[int, Fraction | None] = {}
    running: dict[Period, list[BudgetLine]] = {}
    for each in budgets:
        actual, elapsed = burnt[each.id].actual, each.elapsed(day)
        if each.direction == "cost":
            ends[each.id] = spending_at_end(actual, elapsed)
        elif 0 < elapsed < 1:
            running.setdefault(each.period, []).append(each)
        else:
            ends[each.id] = actual if elapsed else None
    for period, lines in running.items():
        sellers = {each.id: Sellers(each.account_id, each.group) for each in lines}
        ends |= forecasts(reader, period, day, sellers, rates.to)
    return {each: sums._replace(at_end=ends[each]) for each, sums in burnt.items()}
