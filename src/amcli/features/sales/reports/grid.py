"""A grid of amounts for people: as many columns as the terminal has room for, the rest as one that adds them up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from amcli.base.money import grouped
from amcli.base.results import Column, Kind, Report
from amcli.base.text import one_line
from amcli.features.accounts.reports.account_tree import names
from amcli.features.sales.rules.forecast import Amount
from amcli.render.width import width

_GAP = 2
_COMFORT = 20  # cells that a row's name may take, where its words are no longer, before a column goes for it


class Label(NamedTuple):
    """A row's or a column's key, and its name for people."""

    key: str | None
    name: str


class Grid(NamedTuple):
    """Amounts by two keys, in minor units, unrounded; the totals count each sale once, which may be under several tags.

    in_time: the columns are times, the first one first; else the largest is. An amount is missing where nothing was
    sold, now or last year.
    """

    corner: str
    across: str
    rows: Sequence[Label]
    columns: Sequence[Label]
    in_time: bool
    amounts: Mapping[tuple[str | None, str | None], Amount]
    row_totals: Mapping[str | None, Amount]
    column_totals: Mapping[str | None, Amount]
    total: Amount
    money: Callable[[Amount], Decimal | None]
    notes: tuple[str, ...]


class _Drawn(NamedTuple):
    """A column as it is drawn: the amounts of the rows, None where nothing was sold, and the total's."""

    header: str
    amounts: Sequence[Decimal | None]
    total: Decimal | None

    @property
    def width(self) -> int:
        """The least that cuts no amount and no word of the header."""
        shown = [grouped(each, whole=True) for each in (*self.amounts, self.total) if each is not None]
        return max(map(width, [*shown, *self.header.split()]), default=1)


def drawn(grid: Grid, report: Report, room: int) -> Report:
    """The grid as a report of its own, at most `room` cells wide. What has no place is added up in one column: of
    times the first ones, else the smallest.
    """
    rows = _distinct(grid.rows)
    whole = _Drawn("total", [grid.money(grid.row_totals[row.key]) for row in grid.rows], grid.money(grid.total))
    order = list(range(len(grid.columns)))
    if grid.in_time:
        order.reverse()
    found: dict[int, _Drawn] = {}
    for names_take in _name_widths([grid.corner, *rows], room):
        found = found or _fitting(grid, order, room - names_take - whole.width - _GAP)
    shown, rest = sorted(order[: len(found)]), sorted(order[len(found) :])
    columns = [found[place] for place in shown]
    notes = grid.notes
    if rest:
        others = _others(grid, rest)
        what = names([grid.columns[place].name for place in rest])
        if shown:
            columns = [others, *columns] if grid.in_time else [*columns, others]
            notes = (*notes, f"{others.header}: {what} (-f plain has each)")
        else:
            notes = (*notes, f"no room at this width for {grid.across} {what} (-f plain has each)")
    columns.append(whole)
    return report._replace(
        columns=(
            Column("key", header=grid.corner, also="name"),
            *(
                Column(f"amount{place}", Kind.MONEY, header=column.header, whole=True)
                for place, column in enumerate(columns[:-1])
            ),
            Column("total", Kind.MONEY, whole=True, also="actual"),
        ),
        rows=list(zip(rows, *(column.amounts for column in columns), strict=True)),
        total=("total", *(column.total for column in columns)),
        notes=notes,
        drawn=None,
    )


def _fitting(grid: Grid, order: Sequence[int], room: int) -> dict[int, _Drawn]:
    """As many of the columns as there is room for, by their places, beside one of the others where some are left."""
    headers = _distinct(grid.columns)
    found: dict[int, _Drawn] = {}
    used: list[int] = []
    for place in order:
        column = _column(grid, grid.columns[place], headers[place])
        if sum(used) + column.width + _GAP > room:
            break
        found[place] = column
        used.append(column.width + _GAP)
    while found and len(found) < len(order):
        others = _others(grid, order[len(found) :])
        if sum(used) + others.width + _GAP <= room:
            break
        found.popitem()
        used.pop()
    return found


def _column(grid: Grid, label: Label, header: str) -> _Drawn:
    sold = [grid.amounts.get((row.key, label.key)) for row in grid.rows]
    amounts = [None if amount is None else grid.money(amount) for amount in sold]
    return _Drawn(header, amounts, grid.money(grid.column_totals[label.key]))


def _others(grid: Grid, places: Sequence[int]) -> _Drawn:
    """The sum of some columns, by row."""
    keys = [grid.columns[place].key for place in places]
    amounts: list[Decimal | None] = []
    for row in grid.rows:
        sold = [grid.amounts[row.key, key] for key in keys if (row.key, key) in grid.amounts]
        amounts.append(grid.money(sum(sold)) if sold else None)
    word = "earlier" if grid.in_time else "other"
    return _Drawn(f"{word} ({len(keys)})", amounts, grid.money(sum(grid.column_totals[key] for key in keys)))


def _distinct(labels: Sequence[Label]) -> list[str]:
    """Names for people, with the key where two have the same one."""
    seen: dict[str, int] = {}
    for label in labels:
        seen[label.name] = seen.get(label.name, 0) + 1
    return [one_line(f"{each.name} ({each.key})" if seen[each.name] > 1 else each.name) for each in labels]


def _name_widths(texts: Sequence[str], room: int) -> tuple[int, int]:
    """What the names take: all they want up to a quarter of the room; where no column is left, their longest word."""
    longest = max(width(word) for text in texts for word in text.split() or [""])
    return min(max(map(width, texts)), max(longest, min(_COMFORT, room // 4))), longest
