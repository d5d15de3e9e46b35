"""Budgets: what was agreed, spent and left, whether that is good, and how fast it burns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.money import in_percent, ratio
from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Fiscal, Period, spell
from amcli.features.accounts.reports.account_tree import as_json, find_accounts
from amcli.features.budgets.rules import burn_mark, variance
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.store.reader import Reader


def _money(key: str, rank: int = 0) -> Column:
    return Column(key, Kind.MONEY, rank=rank, whole=True)


COLUMNS = (
    Column("key", rank=4),
    Column("account"),
    Column("name"),
    Column("period", rank=2),
    Column("direction", rank=5),
    Column("agreed_with", rank=6),
    Column("currency", rank=8),
    _money("agreed"),
    _money("spent"),
    _money("left"),
    Column("percent", Kind.PERCENT, undefined=True, rank=8),
    _money("variance", 1),
    Column("variance_percent", Kind.PERCENT, undefined=True, rank=7),
    Column("verdict", rank=1),
    Column("burn", Kind.PERCENT, undefined=True),
    Column("elapsed", Kind.PERCENT, undefined=True),
    Column("sign", table_only=True),
    Column("bar", Kind.PERCENT, rank=3, table_only=True),
)


class BudgetLine(NamedTuple):
    """A budget as it was agreed, in minor units of its currency."""

    id: int
    account: str
    name: str
    start: date
    end: date
    direction: str
    agreed_with: str | None
    minor: int
    currency: str
    spent_minor: int

    def elapsed(self, day: date) -> Fraction:
        """The share of its days that has passed with that day."""
        span = Period(self.start, self.end, "")
        return Fraction(span.elapsed(day), span.days)


class Earned(NamedTuple):
    """What a revenue budget's account sold on one day, in minor units of a currency."""

    budget: int
    currency: str
    day: date
    minor: int


class Burnt(NamedTuple):
    """A budget in the report's currency: minor units, unrounded."""

    agreed: Fraction
    actual: Fraction


def budget(
    reader: Reader, *, period: Period, as_of: date | None, accounts: Sequence[str] = (), currency: str = ""
) -> Report:
    """The budgets that overlap the period, each whole: its own amount, its own days, all that was spent of it.

    What was spent and what has elapsed count from the budget's start to `as_of` (None: today), at the most the
    period's last day. A revenue budget's `spent` is what the account sold in the budget's days. `percent` and `burn`
    are both spent / agreed. A budget and its expenses convert on the first day of its period, a sale on its own day.
    Raises NotFound and Ambiguous for accounts, Refused where the records share no currency and none is configured,
    or where a rate is missing.
    """
    day = min(as_of or reader.env.today, period.last_day)
    budgets, earned = read(reader, period, day, find_accounts(reader, accounts))
    found = {each.currency for each in budgets} | {each.currency for each in earned}
    rates = Rates(reader, report_currency(reader, currency, found))
    burnt = {each.id: burnt_of(each, earned, rates) for each in budgets}
    fiscal = reader.env.config.fiscal
    costs = [each for each in budgets if each.direction == "cost"]
    mixed = 0 < len(costs) < len(budgets)
    total = _total(costs if mixed else budgets, burnt, rates)
    return Report(
        "budget",
        COLUMNS,
        [_cells(each, burnt[each.id], rates, day, fiscal) for each in budgets],
        total=total if budgets else None,
        facts={
            "period": period.name,
            "start": period.start,
            "end": period.last_day,
            "as_of": day,
            "currency": rates.to,
        },
        title=f"Budgets {period.name} as of {day}, {rates.to}",
        empty=f"no budget in {period.name}: `amcli budget add ACCOUNT NAME --period {period.name} --amount AMOUNT`",
        notes=_notes(budgets, burnt, rates, mixed, found),
    )


def read(reader: Reader, period: Period, day: date, scope: Collection[int]) -> tuple[list[BudgetLine], list[Earned]]:
    """The budgets that overlap the period, with what was spent and earned up to the day; no scope is every account."""
    parameters = {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "cut": (day + timedelta(days=1)).isoformat(),
        "scope": as_json(scope or None),
    }
    budgets = [
        BudgetLine(number, account, name, date.fromisoformat(start), date.fromisoformat(end), *rest)
        for number, account, name, start, end, *rest in reader.run_query(__file__, "report_budgets", **parameters)
    ]
    earned = [
        Earned(number, currency, date.fromisoformat(sold), minor)
        for number, currency, sold, minor in reader.run_query(__file__, "budget_sales", **parameters)
    ]
    return budgets, earned


def burnt_of(each: BudgetLine, earned: Sequence[Earned], rates: Rates) -> Burnt:
    agreed = rates.minor(each.minor, each.currency, each.start)
    if each.direction == "cost":
        return Burnt(agreed, rates.minor(each.spent_minor, each.currency, each.start))
    sold = (rates.minor(one.minor, one.currency, one.day) for one in earned if one.budget == each.id)
    return Burnt(agreed, sum(sold, Fraction(0)))


def _cells(each: BudgetLine, burnt: Burnt, rates: Rates, day: date, fiscal: Fiscal) -> tuple[Any, ...]:
    elapsed = each.elapsed(day)
    head = (f"B{each.id}", each.account, each.name, spell(each.start, each.end, fiscal))
    return (*head, each.direction, each.agreed_with, *_figures(burnt, rates, each.direction, elapsed))


def _figures(burnt: Burnt, rates: Rates, direction: str, elapsed: Fraction | None) -> tuple[Any, ...]:
    """From `currency` on."""
    over = variance(burnt.agreed, burnt.actual, direction)
    burn = in_percent(ratio(burnt.actual, burnt.agreed))
    return (
        rates.to,
        rates.money(burnt.agreed),
        rates.money(burnt.actual),
        rates.money(burnt.agreed - burnt.actual),
        burn,
        rates.money(over.amount),
        in_percent(over.ratio),
        over.verdict,
        burn,
        in_percent(elapsed),
        None if elapsed is None else burn_mark(ratio(burnt.actual, burnt.agreed), elapsed, direction),
        burn,
    )


def _sum(budgets: Sequence[BudgetLine], burnt: Mapping[int, Burnt]) -> Burnt:
    agreed = sum((burnt[each.id].agreed for each in budgets), Fraction(0))
    return Burnt(agreed, sum((burnt[each.id].actual for each in budgets), Fraction(0)))


def _total(budgets: Sequence[BudgetLine], burnt: Mapping[int, Burnt], rates: Rates) -> tuple[Any, ...]:
    """Budgets of one direction; their days differ, so that together they have no elapsed."""
    direction = budgets[0].direction if budgets else "cost"
    return ("total", None, None, None, direction, None, *_figures(_sum(budgets, burnt), rates, direction, None))


def _notes(
    budgets: Sequence[BudgetLine], burnt: Mapping[int, Burnt], rates: Rates, mixed: bool, found: Collection[str]
) -> tuple[str, ...]:
    notes = []
    if mixed:
        revenue = _sum([each for each in budgets if each.direction == "revenue"], burnt)
        notes.append(
            f"the total is of the cost budgets; revenue: {rates.spell(revenue.actual)} of {rates.spell(revenue.agreed)}"
        )
    if set(found) - {rates.to}:
        notes.append(f"converted to {rates.to}: a budget at the rate of its first day, a sale at that of its own")
    return tuple(notes)
