"""Rows as a table of a page: the columns for which a wide sheet has room; the file with all of them is csv."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from htpy import Node, table, tbody, td, tfoot, th, thead, tr

from amcli.base.results import Column, Kind
from amcli.render.cells import ELASTIC, NUMERIC, TOTAL_LABEL
from amcli.render.drawing import header, is_bar, is_sign
from amcli.render.fit import comfortable, fit, is_too_wide, need_of
from amcli.render.html.cells import Shown, cell_shaper
from amcli.render.people import Viewer
from amcli.render.width import width

SHEET = 100  # cells of a sheet's width
# Sizes of tables, which the style knows, each with its cells at the most; one without a size stands on any screen.
SMALL, MIDDLE, LARGE, BROAD, HUGE = None, "m", "l", "b", "x"
_CELLS = {SMALL: 37, MIDDLE: 60, LARGE: 81, BROAD: SHEET}
Line = list[Shown]


class Told(NamedTuple):
    """Rows with their columns, and what is said where there is none."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    total: Sequence[Any] | None = None


def table_of(told: Told, viewer: Viewer | None, label: str) -> Node:
    """The table; label: what it is, for who hears it. Columns that a terminal draws are left out: charts show that."""
    places = [place for place, column in enumerate(told.columns) if not _is_drawn(column) and not is_sign(column)]
    columns = [told.columns[place] for place in places]
    shape = _shaper(told.columns, places, viewer)
    lines = [shape(row) for row in told.rows]
    total = shape(told.total) if told.total is not None else None
    kept, size = _fitting(columns, [*lines, *([total] if total else [])])
    heads = [header(columns[place]) for place in kept]
    return table({"class": size}, aria_label=label)[
        thead[tr[(_head(columns[place], head) for place, head in zip(kept, heads, strict=True))]],
        "\n",
        tbody[([_row([line[place] for place in kept], heads), "\n"] for line in lines)],
        tfoot[_row(_labelled(columns, total, kept), heads)] if total else None,
    ]


def _is_drawn(column: Column) -> bool:
    return is_bar(column) or column.kind is Kind.SPARK


def _shaper(columns: Sequence[Column], places: Sequence[int], viewer: Viewer | None) -> Callable[[Sequence[Any]], Line]:
    """From a row to its cells. A sign stands in the cell of the figure before it, which it judges."""
    shapers = [(place, cell_shaper(columns[place], viewer), _sign_after(columns, place)) for place in places]

    def shape(row: Sequence[Any]) -> Line:
        return [show(row[place]).judged(None if sign is None else row[sign]) for place, show, sign in shapers]

    return shape


def _sign_after(columns: Sequence[Column], place: int) -> int | None:
    """The place of the sign that stands behind a column, a bar between them or not."""
    for after in range(place + 1, len(columns)):
        if is_sign(columns[after]):
            return after
        if not _is_drawn(columns[after]):
            break
    return None


def _fitting(columns: Sequence[Column], lines: Sequence[Line]) -> tuple[list[int], str | None]:
    """The places of the columns that stay, and the size of the table that they make."""
    needs = [
        need_of(
            header(column), [line[place].text for line in lines], width,
            folds=column.kind in ELASTIC, rank=column.rank,
        )
        for place, column in enumerate(columns)
    ]  # fmt: skip
    widths = fit(needs, SHEET)
    kept = sorted(widths)
    if is_too_wide(widths, SHEET):
        return kept, HUGE
    cells = comfortable([needs[place] for place in kept])
    return kept, next((size for size, most in _CELLS.items() if cells <= most), BROAD)


def _head(column: Column, said: str) -> Node:
    number = "n" if column.kind in NUMERIC and not column.countdown else ""
    return th({"class": Shown(said, said, number).style}, scope="col")[said]


def _row(cells: Sequence[Shown], heads: Sequence[str]) -> Node:
    first, rest = cells[0], zip(cells[1:], heads[1:], strict=True)
    return tr[th({"class": first.style}, scope="row")[first.node], (_cell(each, head) for each, head in rest)]


def _cell(each: Shown, head: str) -> Node:
    return td({"class": each.style}, data_head=head.strip() or None)[each.node]


def _labelled(columns: Sequence[Column], total: Line, kept: Sequence[int]) -> Line:
    """The total's cells, its name in the first one unless that is a number."""
    cells = [total[place] for place in kept]
    if columns[kept[0]].kind not in NUMERIC:
        cells[0] = Shown(TOTAL_LABEL, TOTAL_LABEL)
    return cells
