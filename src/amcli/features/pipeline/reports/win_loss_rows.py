"""The rows of the report on what ended: what each is about, and its figures as cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from amcli.base.money import in_percent, one_decimal
from amcli.base.results import Column, Kind
from amcli.features.currencies.reports.rates import Rates
from amcli.features.pipeline.reports.ended import Amounts, Finished, Open, Sums
from amcli.features.pipeline.reports.pipeline_keys import KIND, MONTH, STAGE, place_in
from amcli.features.pipeline.rules.win_rates import velocity, win_rate
from amcli.store.reader import Reader


def _percent(key: str, rank: int, header: str = "") -> Column:
    return Column(key, Kind.PERCENT, header, undefined=True, rank=rank)


def _money(key: str, rank: int, header: str = "", **more: Any) -> Column:
    return Column(key, Kind.MONEY, header, rank=rank, whole=True, **more)


FIGURES = (
    Column("key", rank=6),
    Column("name"),
    Column("currency", rank=9),
    Column("won", Kind.INT),
    Column("lost", Kind.INT),
    Column("undecided", Kind.INT, rank=4),
    _percent("win_rate", 0),
    _percent("win_rate_value", 2, "by value"),
    _percent("win_rate_with_undecided", 4, "with undecided"),
    _percent("win_rate_value_with_undecided", 8),
    _money("won_amount", 3),
    _money("lost_amount", 5),
    _money("undecided_amount", 7),
    _money("mean_amount", 2, "mean won", undefined=True),
    Column("days_to_win", Kind.NUMBER, rank=2, undefined=True),
    Column("open", Kind.INT, rank=6),
    _money("velocity", 3, undefined=True),
    Column("unpriced", Kind.INT, rank=7),
    Column("no_rate", Kind.INT, rank=8),
)


class Key(NamedTuple):
    """What a row is about. `key` is None where nobody said it."""

    key: str | None
    name: str


class Way(NamedTuple):
    """A way to make rows: the key of what ended, and of what is open (None: an open one has no such thing yet)."""

    of_ended: Callable[[Finished], Key]
    of_open: Callable[[Open], str | None] | None


class KeyRow(NamedTuple):
    """What ended under a key, and how many are open under it; None where that is not known."""

    key: Key
    ended: list[Finished]
    open: int | None


def _word(key: str | None, none: str) -> Key:
    return Key(key, key) if key else Key(None, f"({none})")


WAYS: dict[str, Way] = {
    "kind": Way(lambda each: Key(each.kind, each.kind), lambda each: each.kind),
    "account": Way(lambda each: Key(each.account, each.account_name), lambda each: each.account),
    "product": Way(
        lambda each: Key(each.product, each.product_name or "(no product)"),
        lambda each: each.product,
    ),
    "owner": Way(lambda each: Key(each.owner, each.owner_name or "nobody named"), lambda each: each.owner),
    "stage": Way(lambda each: _word(each.stages[-1] if each.stages else None, "not known"), lambda each: each.stage),
    "month": Way(lambda each: Key(f"{each.closed:%Y-%m}", f"{each.closed:%Y-%m}"), None),
    "competitor": Way(lambda each: _word(each.competitor, "nobody named"), lambda each: each.competitor),
    "reason": Way(lambda each: _word(each.reason, "no reason given"), None),
}
_SAYS_ITSELF = {"kind", "stage", "month", "competitor", "reason"}  # their keys are their names


def columns_by(by: str) -> tuple[Column, ...]:
    """The columns of a report by one of WAYS."""
    key, name, *figures = FIGURES
    return (key._replace(undrawn=by in _SAYS_ITSELF), name._replace(header=by), *figures)


def rows_of(reader: Reader, found: Sequence[Finished], still_open: Sequence[Open], by: str) -> list[KeyRow]:
    """A row for each key under which something ended: kinds, stages and months in their order, else the most first."""
    way = WAYS[by]
    groups: dict[str, KeyRow] = {}
    for each in found:
        key = way.of_ended(each)
        groups.setdefault(fold(key.key), KeyRow(key, [], None)).ended.append(each)
    rows = list(groups.values())
    if way.of_open:
        counts = Counter(map(fold, map(way.of_open, still_open)))
        rows = [row._replace(open=counts[fold(row.key.key)]) for row in rows]
    return sorted(rows, key=_order(reader, by))


def fold(key: str | None) -> str:
    """What two spellings of one key have in common; nothing for the row of those without one."""
    return (key or "").casefold()


def _order(reader: Reader, by: str) -> Callable[[KeyRow], Any]:
    if by in (KIND, STAGE, MONTH):
        place = place_in(by, reader.env.config.stages)
        return lambda row: place(row.key.key)
    return lambda row: (row.key.key is None, -len(row.ended), row.key.name.casefold())


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
        in_percent(win_rate(sums.won_amount, sums.lost_amount, sums.undecided_amount)) if by_value else None,
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


def row_cells(rows: Sequence[KeyRow], amounts: Amounts) -> list[tuple[Any, ...]]:
    """The cells of each row."""
    return [figure_cells(row.key.key, row.key.name, amounts.sums(row.ended), row.open, amounts.rates) for row in rows]
