"""Sales by two keys: one row a pair for programs, and a grid for people (grid.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, cast

from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Report
from amcli.features.accounts.reports.account_tree import NO_ACCOUNTS, names
from amcli.features.sales.reports.cross_sums import CrossSums, Pair
from amcli.features.sales.reports.dimensions import Dimension
from amcli.features.sales.reports.figures import margin
from amcli.features.sales.reports.grid import Grid, Label, drawn
from amcli.features.sales.reports.ledger import Sums
from amcli.features.sales.reports.title import sales_title
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.pace import year_on_year
from amcli.features.sales.rules.targets import TargetAmount
from amcli.features.sales.rules.window import Window


def cross_report(cross: CrossSums, facts: Mapping[str, Any], warning: str) -> Report:
    """A row for each pair of groups that sold something, or did last year, or has a target; the total adds each sale
    once. Raises MissingRate for a target.
    """
    pairs, by_row, by_column = cross.by_both()
    aims = cross.targets_of_pairs()
    known = cast("set[Pair]", pairs.known)
    wanted = known | aims.keys()
    rows, columns = (
        _in_order(cross, dimension, amounts, {pair[place] for pair in wanted})
        for place, (dimension, amounts) in enumerate(((cross.first, by_row), (cross.second, by_column)))
    )
    place_of, place_in = ({key: place for place, key in enumerate(keys)} for keys in (rows, columns))
    total, said = cross.total(), (*filter(None, [warning]), *_notes(cross))
    period, first, second = cross.window.period, cross.first, cross.second
    report = Report(
        "sales",
        _columns(cross),
        _Rows(
            lambda pair: _cells(cross, pairs, pair, cross.look_at(pair), aims.get(pair)),
            sorted(wanted, key=lambda pair: (place_of[pair[0]], place_in[pair[1]])),
        ),
        total=_cells(cross, total, None, cross.window, cross.book.total(period) if cross.has_targets else None),
        facts=facts,
        title=sales_title(cross, f"{first.by} and {second.by}"),
        empty=f"no sales in {period.name}" if cross.accounts else NO_ACCOUNTS,
        notes=(*said, *_on_the_figures(cross)) if cross.accounts else (),
        warning=warning,
    )
    grid = Grid(
        corner=first.by,
        across=second.by,
        rows=[Label(key, first.name(key)) for key in _of(known, 0, rows)],
        columns=[Label(key, second.name(key)) for key in _of(known, 1, columns)],
        in_time=second.in_time,
        amounts={pair: pairs.cell(pair).amount for pair in known},
        row_totals=by_row,
        column_totals=by_column,
        total=total.cell(None).amount,
        money=cross.rates.money,
        notes=said,
    )
    return report._replace(drawn=partial(drawn, grid, report))


class _Rows:
    """The rows of programs, made when they are read: a grid has none of them."""

    def __init__(self, cells: Callable[[Pair], tuple[Any, ...]], pairs: Sequence[Pair]) -> None:
        self._cells, self._pairs = cells, pairs

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return map(self._cells, self._pairs)


def _columns(cross: CrossSums) -> tuple[Column, ...]:
    def money(key: str) -> Column:
        return Column(key, Kind.MONEY, undefined=True, whole=True)

    target = (money("target"),) if cross.has_targets else ()
    return (
        Column("key", header=cross.first.by),
        Column("name"),
        Column("key2", header=cross.second.by),
        Column("name2", header="name"),
        Column("currency"),
        money("actual"),
        *target,
        money("last_year"),
        Column("growth", Kind.PERCENT, undefined=True),
        Column("margin", Kind.PERCENT, undefined=True),
        Column("cost_lines", Kind.INT),
        Column("lines", Kind.INT),
    )


def _cells(cross: CrossSums, sums: Sums, pair: Pair | None, look: Window, aim: TargetAmount | None) -> tuple[Any, ...]:
    """A row; the total without a pair."""
    money, now, last_year = cross.rates.money, sums.cell(pair), cross.last_year(sums, pair, look)
    one, two = pair or ("total", None)
    growth = year_on_year(Fraction(now.amount), last_year) if look.begun else None
    return (
        one,
        cross.first.name(one) if pair else None,
        two,
        cross.second.name(two) if pair else None,
        cross.rates.to,
        money(now.amount),
        *([money(aim.amount) if aim else None] if cross.has_targets else []),
        money(last_year),
        in_percent(growth),
        in_percent(margin(now)),
        now.cost_lines,
        now.lines,
    )


def _in_order(
    cross: CrossSums, dimension: Dimension, amounts: Mapping[str | None, Amount], groups: Iterable[str | None]
) -> list[str | None]:
    """The groups of a key: in time, else the largest first, and what is in none after others as large."""
    if dimension.in_time:
        place = {key: number for number, (key,) in enumerate(dimension.of[look.period.name] for look in cross.parts)}
        return sorted(groups, key=lambda key: place[key or ""])
    return sorted(groups, key=lambda key: (-amounts.get(key, 0), key is None, (key or "").lower(), key or ""))


def _of(known: Iterable[Pair], place: int, groups: Sequence[str | None]) -> list[str | None]:
    """Those of the groups that sold something, now or last year: nobody looks at a grid for targets."""
    sold = {pair[place] for pair in known}
    return [group for group in groups if group in sold]


def _notes(cross: CrossSums) -> Iterator[str]:
    """On the amounts."""
    for dimension in (cross.first, cross.second):
        if dimension.by == "tag":
            shared = {each for each in cross.tree.parent if len(dimension.of.get(each, ())) > 1}
            if shared:
                several = names([node.code for node in cross.accounts.values() if node.id in shared])
                yield f"an account with several tags counts under each of them, and once in the totals: {several}"
    if cross.converts:
        yield f"converted to {cross.rates.to}: a sale at the rate of its day, a target at that of its first day"


def _on_the_figures(cross: CrossSums) -> Iterator[str]:
    """On what the rows have beside the amount that a grid shows."""
    if cross.window.begun and cross.missing.last_year:
        yield f"no last year: {cross.missing.last_year}"
    now = cross.total().cell(None)
    if 0 < now.cost_lines < now.lines:
        yield f"margin is of the {now.cost_lines:,} of {now.lines:,} lines that carry a cost"
