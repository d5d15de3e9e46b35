"""The rows of a report in the order asked for, and no more of them than were asked for. The total stays that of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.results import Column, Kind, Report
from amcli.base.text import name_key, nearest, quote
from amcli.base.time.dates import iso
from amcli.render.select import place_of

Row = Sequence[Any]
_ID = pattern("[A-Z]{1,2}[0-9]{1,18}")


def _text(text: str) -> Any:
    """A text in any case; of ids that of B9 before that of B10."""
    if _ID.fullmatch(text):
        letters = text.rstrip("0123456789")
        return letters.casefold(), int(text[len(letters) :])
    return name_key(text), 0


def _as_it_is(value: Any) -> Any:
    return value


_KEYS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: lambda text: _text(str(text)),
    Kind.LIST: lambda items: tuple(map(name_key, items)),
    Kind.DATE: iso,  # a day and a day with a time are no two kinds of things here
}


def ordered(report: Report, order: str) -> Report:
    """The report with its rows by `-shortfall,name`: `-` turns round, text goes without regard to case, what has no
    value stands last either way, and rows that are equal stay as they were. Without an order the report as it is.

    A column answers to its key, its header and the beginning of one. In a tree the rows of one parent change places,
    each with all those below it. Raises BadValue for what is no column.
    """
    sorters = _sorters(report.columns, order) if order else []
    if not sorters:
        return report
    rows = list(report.rows)
    depth = next((place for place, column in enumerate(report.columns) if column.key == report.depth), None)
    return report._replace(rows=_by(rows, sorters) if depth is None else _tree(rows, depth, sorters))


def limited(report: Report, limit: int | None) -> Report:
    """The report with its first rows, and how many are left out."""
    if limit is None:
        return report
    rows = list(report.rows)
    return report._replace(rows=rows[:limit], more=max(0, len(rows) - limit))


class Sorter(NamedTuple):
    """What one word of an order says: the place of a column, what its cells are compared by, whether turned round."""

    place: int
    key: Callable[[Any], Any]
    turned: bool


def _sorters(columns: Sequence[Column], order: str) -> list[Sorter]:
    found = []
    for word in (part.strip() for part in order.split(",")):
        name = word.removeprefix("-")
        place = place_of(columns, name)
        if place is None or columns[place].kind is Kind.SPARK:
            keys = [column.key for column in columns if column.kind is not Kind.SPARK]
            meant = [key for key in keys if name and key.startswith(name)] or nearest(name, keys)
            raise BadValue(f"cannot sort by {quote(name)}: use {', '.join(keys)}", tuple(meant))
        found.append(Sorter(place, _KEYS.get(columns[place].kind, _as_it_is), word.startswith("-")))
    return found


def _by(rows: Iterable[Row], sorters: Sequence[Sorter]) -> list[Row]:
    found = list(rows)
    for sorter in reversed(sorters):
        place = sorter.place
        known = [(sorter.key(row[place]), row) for row in found if row[place] is not None]
        known.sort(key=itemgetter(0), reverse=sorter.turned)
        found = [*(row for _, row in known), *(row for row in found if row[place] is None)]
    return found


def _tree(rows: Sequence[Row], depth: int, sorters: Sequence[Sorter]) -> list[Row]:
    """Rows of which each stands right before those below it: so they stay, however the rows of one parent stand."""
    children: dict[int | None, list[Row]] = {}
    above: list[Row] = []
    for row in rows:
        del above[row[depth] :]
        children.setdefault(id(above[-1]) if above else None, []).append(row)
        above.append(row)
    found, waiting = [], _by(children.get(None, ()), sorters)[::-1]
    while waiting:
        row = waiting.pop()
        found.append(row)
        waiting += _by(children.get(id(row), ()), sorters)[::-1]
    return found
