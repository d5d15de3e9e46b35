"""The rows of a report of contracts: one of each, or of those that have something in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.money import in_percent
from amcli.base.results import Column, Kind
from amcli.features.contracts.reports.about_contracts import BothSides
from amcli.features.contracts.rules.obligations import Obligations
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import ENDED_NOT_RENEWED
from amcli.features.currencies.reports.factors import Factors
from amcli.features.currencies.reports.rates import Rates

WARNED = "!"
_SHORT = {ENDED_NOT_RENEWED: "not renewed"}  # a table has no room for more


class ContractRow(NamedTuple):
    """A contract in a report. value: a year, in minor units of the report's currency; None where nobody said, where
    there is no rate (`no_rate`), and where it is over.
    """

    standing: Standing
    value: Fraction | None
    no_rate: bool
    promised: BothSides
    warnings: tuple[str, ...]


def contract_row(each: Standing, factors: Factors, promised: BothSides, warnings: tuple[str, ...]) -> ContractRow:
    """What a contract adds to a report."""
    value = None if each.is_over else each.value
    factor = factors.of(each.currency) if value is not None and each.currency else None
    converted = value * factor if value is not None and factor is not None else None
    return ContractRow(each, converted, value is not None and factor is None, promised, warnings)


# At 60 columns a terminal shows rank 0 alone, at 80 rank 1 too: which days come, and whose contract it is.
_DAYS = (
    Column("end", Kind.DATE),
    Column("arrive_by", Kind.DATE, undefined=True, blank=True, rank=1),
    Column("act_by", Kind.DATE, undefined=True, blank=True),
    Column("next_day", header="next", rank=3),
    Column("days_left", Kind.INT, header="left", countdown=True),
    Column("sign", header="", table_only=True),
)
_VALUE = (
    Column("value_a_year", Kind.MONEY, header="a year", whole=True, rank=2),
    Column("currency", rank=9),
)
_PROMISED = (
    Column("obligations_due", Kind.INT, header="due", rank=6),
    Column("obligations_kept", Kind.INT, header="kept", rank=6),
    Column("kept_percent", Kind.PERCENT, header="kept %", undefined=True, blank=True, rank=4),
    Column("ours", header="we kept", table_only=True, rank=4),
    Column("ours_due", Kind.INT, undrawn=True),
    Column("ours_kept", Kind.INT, undrawn=True),
    Column("theirs", header="they kept", table_only=True, rank=5),
    Column("theirs_due", Kind.INT, undrawn=True),
    Column("theirs_kept", Kind.INT, undrawn=True),
    Column("overdue", Kind.INT, rank=3),
)
COLUMNS = (
    Column("id"),
    Column("account"),
    Column("account_name", rank=9),
    Column("name", rank=2),
    Column("kind", rank=8),
    Column("renews", rank=5),
    Column("state", undrawn=True),
    Column("is_now", header="state", table_only=True, rank=1),
    *_DAYS,
    *_VALUE,
    *_PROMISED,
    Column("owner", rank=7),
    Column("next_arrive_by", Kind.DATE, rank=7),
    Column("warnings", Kind.LIST, undrawn=True),
)


def cells(row: ContractRow, rates: Rates) -> tuple[Any, ...]:
    """A contract in the order of COLUMNS."""
    each = row.standing
    contract = each.contract
    left = each.days_left
    return (
        each.reference,
        contract.account,
        contract.account_name,
        contract.name,
        contract.kind,
        contract.renews,
        each.state,
        _SHORT.get(each.state, each.state),
        each.end,
        each.arrive_by,
        each.act_by,
        each.next_day[0] if each.next_day else None,
        left,
        WARNED if row.warnings or each.is_late or (left is not None and left <= 1) else None,
        rates.money(row.value),
        rates.to,
        *_promised(row.promised),
        contract.owner,
        each.next_arrive_by,
        row.warnings,
    )


def total_cells(rows: Sequence[ContractRow], rates: Rates) -> tuple[Any, ...]:
    """What all rows come to: values and obligations; days have no sum."""
    found: dict[str, Any] = dict.fromkeys(column.key for column in COLUMNS)
    both = of_both(rows)
    promised = dict(zip((column.key for column in _PROMISED), _promised(both), strict=True))
    found |= {"id": "total", "value_a_year": rates.money(worth(rows)), "currency": rates.to, **promised}
    return tuple(found.values())


GROUPED = (
    Column("key", rank=5),
    Column("name"),
    Column("contracts", Kind.INT),
    *(column for column in _DAYS if column.key in ("end", "act_by", "days_left", "sign")),
    *_VALUE,
    Column("unpriced", Kind.INT, rank=5),
    *_PROMISED,
    Column("warnings", Kind.INT, rank=3),
)


def grouped_cells(key: str | None, name: str, rows: Sequence[ContractRow], rates: Rates) -> tuple[Any, ...]:
    """Several contracts in the order of GROUPED: the nearest of their days, and the sums of the others. The days left
    are those to the next day of any of them; where all are over, since the last of their ends.
    """
    live = [each.standing.days_left for each in rows if not each.standing.is_over]
    over = [each.standing.days_left for each in rows if each.standing.is_over]
    left = min((days for days in live if days is not None), default=None)
    if not live:
        left = max((days for days in over if days is not None), default=None)
    ends = [each.standing.end for each in rows if not each.standing.is_over]
    warned = sum(bool(each.warnings) for each in rows)
    return (
        key,
        name,
        len(rows),
        min(ends, default=None),
        _first_act(rows),
        left,
        WARNED if warned else None,
        rates.money(worth(rows)),
        rates.to,
        sum(each.value is None and not each.standing.is_over for each in rows),
        *_promised(of_both(rows)),
        warned,
    )


def worth(rows: Iterable[ContractRow]) -> Fraction:
    """What they are worth a year together, unrounded; those without a value are not counted."""
    return sum((each.value for each in rows if each.value is not None), Fraction(0))


def in_order(rows: Iterable[ContractRow]) -> list[ContractRow]:
    """By what one can still do: where notice can arrive in time by the day to act on, then the others by their end;
    what is over last.
    """

    def place(row: ContractRow) -> tuple[int, date, int]:
        each = row.standing
        if each.is_over:
            return 2, each.end, each.contract.id
        if each.act_by is None or each.notice_passed:
            return 1, each.end, each.contract.id
        return 0, each.act_by, each.contract.id

    return sorted(rows, key=place)


def _first_act(rows: Iterable[ContractRow]) -> date | None:
    """The first day to act on of those whose notice can still arrive in time."""
    return min((each.standing.decide for each in rows if each.standing.decide is not None), default=None)


def of_both(rows: Iterable[ContractRow]) -> BothSides:
    """The obligations of all together."""
    both = BothSides()
    for each in rows:
        both = BothSides(both.ours.and_(each.promised.ours), both.theirs.and_(each.promised.theirs))
    return both


def _promised(both: BothSides) -> tuple[Any, ...]:
    """Obligations in the order of _PROMISED."""
    every = both.all
    return (
        every.due, every.kept, in_percent(every.rate), _told(both.ours), both.ours.due, both.ours.kept,
        _told(both.theirs), both.theirs.due, both.theirs.kept, every.overdue,
    )  # fmt: skip


def _told(side: Obligations) -> str | None:
    return f"{side.kept} of {side.due}" if side.due else None
