"""Budgets: what was agreed, spent and left, whether that is good, how fast it burns and where it ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from amcli.base.money import in_percent, ratio
from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Fiscal, Period, spell
from amcli.features.accounts.reports.account_tree import find_accounts
from amcli.features.budgets.reports.budget_lines import BudgetLine, Burnt, Earned, burnt_of, ends_of, read
from amcli.features.budgets.reports.overspent import ENDED_DAYS
from amcli.features.budgets.rules import burn_mark, standing, variance
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.store.reader import Reader


def _money(key: str, rank: int = 0, **more: Any) -> Column:
    return Column(key, Kind.MONEY, rank=rank, whole=True, **more)


def _percent(key: str, rank: int = 0, **more: Any) -> Column:
    return Column(key, Kind.PERCENT, undefined=True, rank=rank, **more)


# A person sees one of left and variance, which are one number, a word where there is one, and what is used once.
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
    _percent("percent", undrawn=True),
    _money("variance", undrawn=True),
    _percent("variance_percent", undrawn=True),
    Column("verdict", undrawn=True),
    _percent("burn", header="used"),
    Column("sign", table_only=True),
    _percent("elapsed", header="of time"),
    _money("ends_at", 1, undefined=True, also="forecast"),
    _money("ends_variance", undefined=True, undrawn=True),
    Column("group", Kind.FLAG, undrawn=True),
    Column("standing", table_only=True, rank=1, header=" "),
    _percent("bar", 3, table_only=True),
)


def budget(
    reader: Reader, *, period: Period, as_of: date | None, accounts: Sequence[str] = (), currency: str = ""
) -> Report:
    """The budgets that overlap the period, each whole: its own amount, its own days, all that was spent of it.

    What was spent and what has elapsed count from the budget's start to `as_of` (None: today), at the most the
    period's last day. A revenue budget's `spent` is what the account sold in the budget's days, of a group with all
    below it. `percent` and `burn` are both spent / agreed; `ends_at` is where it ends. A budget and its expenses
    convert on the first day of its period, a sale on its own day.
    Raises NotFound and Ambiguous for accounts, Refused where the records share no currency and none is configured,
    or where a rate is missing.
    """
    day = min(as_of or reader.env.today, period.last_day)
    budgets, earned = read(reader, period, day, find_accounts(reader, accounts))
    return _report(reader, period, day, budgets, earned, currency)


def current_budgets(reader: Reader, account: int) -> Report:
    """The budgets of one account, by its row id, that hold today, and the overspent ones that ended lately.

    Raises Refused as `budget` does.
    """
    today = reader.env.today
    period = Period(today - timedelta(days=ENDED_DAYS), today + timedelta(days=1), today.isoformat())
    budgets, earned = read(reader, period, today, {account})
    shown = [
        each for each in budgets if each.end > today or (each.direction == "cost" and each.spent_minor > each.minor)
    ]
    ids = {each.id for each in shown}
    return _report(reader, period, today, shown, [each for each in earned if each.budget in ids], "")


def _report(
    reader: Reader, period: Period, day: date, budgets: Sequence[BudgetLine], earned: Sequence[Earned], currency: str
) -> Report:
    found = {each.currency for each in budgets} | {each.currency for each in earned}
    rates = Rates(reader, report_currency(reader, currency, found))
    so_far = {each.id: burnt_of(each, earned, rates) for each in budgets}
    burnt = ends_of(reader, budgets, so_far, day, rates)
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


def _cells(each: BudgetLine, burnt: Burnt, rates: Rates, day: date, fiscal: Fiscal) -> tuple[Any, ...]:
    head = (f"B{each.id}", each.account, each.name, spell(each.start, each.end, fiscal))
    figures = _figures(burnt, rates, each.direction, each.elapsed(day), each.group)
    return (*head, each.direction, each.agreed_with, *figures)


def _figures(
    burnt: Burnt, rates: Rates, direction: str, elapsed: Fraction | None, group: bool | None
) -> tuple[Any, ...]:
    """From `currency` on. A total has no elapsed."""
    over = variance(burnt.agreed, burnt.actual, direction)
    burn = ratio(burnt.actual, burnt.agreed)
    mark = word = None
    if elapsed is not None:
        mark = burn_mark(burn, elapsed, direction)
        word = standing(burnt.agreed, burnt.actual, direction, elapsed)
    return (
        rates.to,
        rates.money(burnt.agreed),
        rates.money(burnt.actual),
        rates.money(burnt.agreed - burnt.actual),
        in_percent(burn),
        rates.money(over.amount),
        in_percent(over.ratio),
        over.verdict,
        in_percent(burn),
        mark,
        in_percent(elapsed),
        rates.money(burnt.at_end),
        None if burnt.at_end is None else rates.money(burnt.at_end - burnt.agreed),
        group,
        word,
        in_percent(burn),
    )


def _sum(budgets: Sequence[BudgetLine], burnt: Mapping[int, Burnt]) -> Burnt:
    each = [burnt[one.id] for one in budgets]
    ends = [one.at_end for one in each if one.at_end is not None]
    return Burnt(
        sum((one.agreed for one in each), Fraction(0)),
        sum((one.actual for one in each), Fraction(0)),
        sum(ends, Fraction(0)) if len(ends) == len(each) else None,
    )


def _total(budgets: Sequence[BudgetLine], burnt: Mapping[int, Burnt], rates: Rates) -> tuple[Any, ...]:
    """Budgets of one direction; their days differ, so that together they have no elapsed."""
    direction = budgets[0].direction if budgets else "cost"
    return ("total", None, None, None, direction, None, *_figures(_sum(budgets, burnt), rates, direction, None, None))


def _notes(
    budgets: Sequence[BudgetLine], burnt: Mapping[int, Burnt], rates: Rates, mixed: bool, found: Collection[str]
) -> tuple[str, ...]:
    notes = []
    if mixed:
        revenue = _sum([each for each in budgets if each.direction == "revenue"], burnt)
        notes.append(
            f"the total is of the cost budgets; revenue: {rates.spell(revenue.actual)} of {rates.spell(revenue.agreed)}"
        )
    notes += [
        f"B{each.id} {each.name} counts what {each.account} and all below it sold" for each in budgets if each.group
    ]
    if set(found) - {rates.to}:
        notes.append(f"converted to {rates.to}: a budget at the rate of its first day, a sale at that of its own")
    return tuple(notes)
