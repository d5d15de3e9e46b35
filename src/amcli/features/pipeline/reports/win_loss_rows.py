"""The rows of the report on what ended: what each is about, and its figures as cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from amcli.base.money import in_percent, one_decimal
from amcli.base.results import Column, Kind
from amcli.base.stages import LOST
from amcli.features.currencies.reports.rates import Rates
from amcli.features.pipeline.reports.ended import Amounts, Finished, Sums
from amcli.features.pipeline.reports.open_then import fold
from amcli.features.pipeline.reports.pipeline_keys import KIND, MONTH, STAGE, place_in
from amcli.features.pipeline.rules.win_rates import velocity, win_rate
from amcli.store.reader import Reader

REASON = "reason"


def _percent(key: str, rank: int, header: str = "") -> Column:
    return Column(key, Kind.PERCENT, header, undefined=True, rank=rank)


def _money(key: str, rank: int, header: str = "", **more: Any) -> Column:
    return Column(key, Kind.MONEY, header, rank=rank, whole=True, **more)


# By how much each says of what ended: the counts and the rate stay where room is short, a speed goes first.
# The title says the currency, and notes what has no amount or no rate.
FIGURES = (
    Column("key", rank=6),
    Column("name"),
    Column("currency", rank=9, repeats=True),
    Column("won", Kind.INT),
    Column("lost", Kind.INT),
    Column("undecided", Kind.INT, rank=1),
    _percent("win_rate", 1),
    _percent("win_rate_value", 3, "by value"),
    _percent("win_rate_with_undecided", 7, "with undecided"),
    _percent("win_rate_value_with_undecided", 8, "by value with undecided"),
    _money("won_amount", 2),
    _money("lost_amount", 2),
    _money("undecided_amount", 7),
    _money("mean_amount", 4, "mean won", undefined=True),
    Column("days_to_win", Kind.NUMBER, rank=5, undefined=True),
    Column("open", Kind.INT, rank=7),
    _money("velocity", 6, undefined=True),
    Column("unpriced", Kind.INT, rank=7, repeats=True),
    Column("no_rate", Kind.INT, rank=8, repeats=True),
)


class Key(NamedTuple):
    """What a row is about. `key` is None where nobody said it."""

    key: str | None
    name: str


class KeyRow(NamedTuple):
    """What ended under a key, and how many are open under it; None where that is not known."""

    key: Key
    ended: list[Finished]
    open: int | None


def _word(key: str | None, none: str) -> Key:
    return Key(key, key) if key else Key(None, f"({none})")


def _reason(each: Finished) -> Key:
    """Why it was lost; what was not lost needs no reason, and is not among those for which nobody gave one."""
    if each.outcome != LOST and not each.reason:
        return Key(f"({each.outcome})", f"({each.outcome})")
    return _word(each.reason, "no reason given")


# What a row is about, by the key of the report.
WAYS: dict[str, Callable[[Finished], Key]] = {
    "kind": lambda each: Key(each.kind, each.kind),
    "account": lambda each: Key(each.account, each.account_name),
    "product": lambda each: Key(each.product, each.product_name or "(no product)"),
    "owner": lambda each: Key(each.owner, each.owner_name or "nobody named"),
    "stage": lambda each: _word(each.stages[-1] if each.stages else None, "not known"),
    "month": lambda each: Key(f"{each.closed:%Y-%m}", f"{each.closed:%Y-%m}"),
    "competitor": lambda each: _word(each.competitor, "nobody named"),
    REASON: _reason,
}
_NEVER_OPEN = {"month", REASON}  # an open one has no such thing yet
_SAYS_ITSELF = {"kind", "stage", "month", "competitor", REASON}  # their keys are their names


def columns_by(by: str) -> tuple[Column, ...]:
    """The columns of a report by one of WAYS."""
    key, name, *figures = FIGURES
    return (key._replace(undrawn=by in _SAYS_ITSELF), name._replace(header=by), *figures)


def rows_of(reader: Reader, found: Sequence[Finished], still_open: Mapping[str, int], by: str) -> list[KeyRow]:
    """A row for each key under which something ended: kinds, stages and months in their order, else the most first.
    still_open: how many are open under each folded key.
    """
    groups: dict[str, KeyRow] = {}
    for each in found:
        key = WAYS[by](each)
        count = None if by in _NEVER_OPEN else still_open.get(fold(key.key), 0)
        groups.setdefault(fold(key.key), KeyRow(key, [], count)).ended.append(each)
    return sorted(groups.values(), key=_order(reader, by))


def _order(reader: Reader, by: str) -> Callable[[KeyRow], Any]:
    if by in (KIND, STAGE, MONTH):
        place = place_in(by, reader.env.config.stages)
        return lambda row: place(row.key.key)
    return lambda row: (row.key.key is None or _without_loss(row, by), -len(row.ended), row.key.name.casefold())


def _without_loss(row: KeyRow, by: str) -> bool:
    """Whether a row by reason holds what was not lost."""
    return by == REASON and all(each.outcome != LOST for each in row.ended)


def figure_cells(
    key: str | None, name: str | None, sums: Sums, still_open: int | None, rates: Rates
) -> tuple[Any, ...]:
    """The figures of a row, rounded here, once."""
    by_value = sums.by_value
    rate = win_rate(sums.won, sums.lost)
    a_day = None if still_open is None else velocity(still_open, sums.mean_amount, rate, sums.mean_days)
    return (
        key,
        name,
        rates.to,
        sums.won,
        sums.lost,
        sums.undecided,
        in_percent(rate),
        in_percent(win_rate(sums.won_amount, sums.lost_amount)) if by_value else None,
        in_percent(win_rate(sums.won, sums.lost, sums.undecided)),
        in_percent(win_rate(sums.won_amount, sums.lost_amount, sums.undecided_amount))
        if sums.by_value_with_undecided
        else None,
        rates.money(sums.won_amount),
        rates.money(sums.lost_amount),
        rates.money(sums.undecided_amount),
        rates.money(sums.mean_amount),
        one_decimal(sums.mean_days),
        still_open,
        rates.money(a_day),
        sums.unpriced,
        sums.no_rate,
    )


def row_cells(rows: Sequence[KeyRow], amounts: Amounts, by: str) -> list[tuple[Any, ...]]:
    """The cells of each row. What was lost for a reason says nothing of a rate, nor do the others by themselves."""
    found = []
    for row in rows:
        cells = figure_cells(row.key.key, row.key.name, amounts.sums(row.ended), row.open, amounts.rates)
        found.append(tuple(map(_without_rates, FIGURES, cells)) if by == REASON else cells)
    return found


def _without_rates(column: Column, cell: Any) -> Any:
    return None if column.kind == Kind.PERCENT else cell
