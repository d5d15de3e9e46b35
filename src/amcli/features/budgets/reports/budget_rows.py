"""The rows of the budget report: what programs read of a budget, and what a person sees of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from amcli.base.gauge import gauge
from amcli.base.money import in_percent, ratio
from amcli.base.results import Column, Kind
from amcli.base.time.period import Fiscal, spell
from amcli.features.budgets.reports.budget_lines import BudgetLine, Burnt
from amcli.features.budgets.rules import beyond_time, burn_mark, standing, variance
from amcli.features.currencies.reports.rates import Rates


def _money(key: str, rank: int = 0, **more: Any) -> Column:
    return Column(key, Kind.MONEY, rank=rank, whole=True, **more)


def _percent(key: str, rank: int = 0, **more: Any) -> Column:
    return Column(key, Kind.PERCENT, rank=rank, whole=True, **more)


# A person sees one of left and variance, which are one number, a word where there is one, and what is used once.
COLUMNS = (
    Column("key", rank=6),
    Column("account"),
    Column("name"),
    Column("period", rank=5),
    Column("direction", rank=7),
    Column("agreed_with", rank=7),
    Column("currency", rank=8),
    _money("agreed", 1),
    _money("spent", 1),
    _money("left"),
    _percent("percent", undefined=True, undrawn=True, repeats=True),
    _money("variance", undrawn=True, repeats=True),
    _percent("variance_percent", undefined=True, undrawn=True, repeats=True),
    Column("verdict", undrawn=True, repeats=True),
    _percent("burn", header="used", undefined=True),
    _percent("bar", 3, table_only=True),
    Column("sign", table_only=True),
    _percent("elapsed", 4, header="of time", undefined=True, blank=True),
    _money("ends_at", 2, also="forecast", undefined=True, blank=True),
    _money("ends_variance", undrawn=True, repeats=True, undefined=True),
    Column("group", Kind.FLAG, undrawn=True),
    Column("standing", table_only=True, rank=4, header=" "),
    _percent("ahead", table_only=True, undrawn=True),
)
WORST_FIRST = "sign,-ahead"  # what is beyond its amount, then what goes faster than its time, the most so first


def cells(each: BudgetLine, burnt: Burnt, rates: Rates, day: date, fiscal: Fiscal) -> tuple[Any, ...]:
    """The row of a budget on a day."""
    head = (f"B{each.id}", each.account, each.name, spell(each.start, each.end, fiscal))
    figures = _figures(burnt, rates, each.direction, each.elapsed(day), each.group)
    return (*head, each.direction, each.agreed_with, *figures)


def _figures(
    burnt: Burnt, rates: Rates, direction: str, elapsed: Fraction | None, group: bool | None
) -> tuple[Any, ...]:
    """From `currency` on. A total has no elapsed."""
    over = variance(burnt.agreed, burnt.actual, direction)
    burn = ratio(burnt.actual, burnt.agreed)
    mark = word = ahead = tick = None
    if elapsed is not None:
        mark = burn_mark(burn, elapsed, direction)
        word = _ending(burnt, rates, direction, elapsed) or standing(burnt.agreed, burnt.actual, direction, elapsed)
        ahead = beyond_time(burn, elapsed, direction)
        tick = in_percent(elapsed) if 0 < elapsed < 1 else None
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
        gauge(in_percent(burn), tick),
        mark,
        in_percent(elapsed),
        rates.money(burnt.at_end),
        None if burnt.at_end is None else rates.money(burnt.at_end - burnt.agreed),
        group,
        word,
        in_percent(ahead),
    )


def _ending(burnt: Burnt, rates: Rates, direction: str, elapsed: Fraction) -> str | None:
    """`ends 13,160 over`, of a revenue `ends 1,708 short`: a budget on its way to what was not agreed."""
    if burnt.at_end is None or elapsed == 1:
        return None
    missed = burnt.at_end - burnt.agreed if direction == "cost" else burnt.agreed - burnt.at_end
    return f"ends {rates.spell_whole(missed)} {'over' if direction == 'cost' else 'short'}" if missed > 0 else None


def added(budgets: Sequence[BudgetLine], burnt: Mapping[int, Burnt]) -> Burnt:
    """Budgets together; where they end is known where it is known of all."""
    each = [burnt[one.id] for one in budgets]
    ends = [one.at_end for one in each if one.at_end is not None]
    return Burnt(
        sum((one.agreed for one in each), Fraction(0)),
        sum((one.actual for one in each), Fraction(0)),
        sum(ends, Fraction(0)) if len(ends) == len(each) else None,
    )


def total_cells(budgets: Sequence[BudgetLine], burnt: Mapping[int, Burnt], rates: Rates) -> tuple[Any, ...]:
    """Budgets of one direction; their days differ, so that together they have no elapsed."""
    direction = budgets[0].direction if budgets else "cost"
    return ("total", None, None, None, direction, None, *_figures(added(budgets, burnt), rates, direction, None, None))
