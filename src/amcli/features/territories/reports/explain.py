"""What is behind the figures of a territory: the accounts that lay in it or below, with their days and their sums."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from amcli.base.results import Column, Kind, Report
from amcli.features.currencies.reports.converted_amounts import exact_sum, unrounded
from amcli.features.sales.rules.targets import SUM, add
from amcli.features.territories.nouns import TERRITORY
from amcli.features.territories.reports.overlaps import territory_codes
from amcli.features.territories.reports.report import NO_NODE, Question, title
from amcli.features.territories.reports.stays import AccountStay, TerritoryData
from amcli.store.reader import Reader

NONE = "none"  # what names the accounts that lie in no territory
_COLUMNS = (
    Column("key", header="account"),
    Column("name", rank=2),
    Column("territories", Kind.LIST),
    Column("from", Kind.DATE),
    Column("until", Kind.DATE),
    Column("days", Kind.INT, rank=3),
    Column("currency", rank=8),
    Column("actual", Kind.MONEY),
    Column("target", Kind.MONEY, undefined=True, rank=1),
    Column("lines", Kind.INT, rank=4),
)


def explain_territory(reader: Reader, question: Question, territory: str) -> Report:
    """The accounts that lay in a territory or below it, a row for each account and the days of the period on which it
    lay in the same ones of it; they add up to the row of the report. `none`: those in no territory.

    Raises NotFound and Ambiguous for the territory, and what the report does.
    """
    nowhere = territory.strip().lower() == NONE and not reader.has_code(TERRITORY.name, NONE)
    found = None if nowhere else reader.find(TERRITORY.name, territory)
    data = question.read(reader)
    parts = [part for part in data.stays if _lies(data, part, found.record_id if found else None)]
    shown = [part for part in parts if part.lines or part.target or part.territories or _counts(data, part)]
    called = found.reference if found else NO_NODE
    return Report(
        "territories",
        _COLUMNS,
        [_cells(data, part) for part in shown],
        total=_total(data, parts),
        facts={"territory": found.reference if found else None, **data.window.facts(data.rates.to)},
        title=f"Accounts of {called}, {title(data)}",
        empty=f"no account lay in {called} in {data.window.period.name}",
        notes=_on_rounding(data, parts),
    )


def _lies(data: TerritoryData, part: AccountStay, territory: int | None) -> bool:
    if territory is None:
        return not part.territories
    return territory in data.above.of(part.territories)


def _counts(data: TerritoryData, part: AccountStay) -> bool:
    return part.account in data.lying


def _cells(data: TerritoryData, part: AccountStay) -> tuple[Any, ...]:
    account, decimals = data.accounts[part.account], data.rates.decimals
    return (
        account.code,
        account.name,
        territory_codes(data, part),
        part.days.start,
        part.last,
        part.days.days,
        data.rates.to,
        unrounded(Fraction(part.actual), decimals),
        data.rates.money(part.target.amount) if part.target else None,
        part.lines,
    )


def _total(data: TerritoryData, parts: list[AccountStay]) -> tuple[Any, ...]:
    aim = add((part.target for part in parts), SUM)
    actual = data.rates.money(sum((part.actual for part in parts), 0))
    lines = sum(part.lines for part in parts)
    target = data.rates.money(aim.amount) if aim else None
    return ("total", None, None, None, None, None, data.rates.to, actual, target, lines)


def _on_rounding(data: TerritoryData, parts: list[AccountStay]) -> tuple[str, ...]:
    """What adds up otherwise than it is shown: sales are exact, targets by days are rounded row by row."""
    exact = exact_sum(Fraction(sum((part.actual for part in parts), 0)), data.rates)
    notes = [f"the parts add up to {exact}"] if exact else []
    money, aims = data.rates.money, [part.target for part in parts if part.target]
    each = sum((money(aim.amount) or Decimal() for aim in aims), Decimal())
    if aims and each != money(sum(aim.amount for aim in aims)):
        notes.append("targets are by the days, each rounded by itself, and their total once")
    return tuple(notes)
