"""Choosing columns: which are shown, in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, TypeVar, cast

from amcli.base.errors import BadValue
from amcli.base.formats import PAGES, SCREENS
from amcli.base.results import FOR_PROGRAMS, IN_FULL, Column, Listing, Record, Report
from amcli.base.text import nearest, quote

FOR_PEOPLE = ("plain", *SCREENS)
Rows = Listing | Report | Record
R = TypeVar("R", bound=Rows)


def select(result: Rows, keys: Sequence[str] | None, format: str) -> Rows:
    """The same result with the columns named by `keys`, in that order, each once; a record then loses its sections.

    Without keys it keeps all, but drawings (`table_only`) for the table and for pages alone, what is `undrawn` for all
    others, and what is IN_FULL of a list for programs alone; a drawing that is named gives its value in any format.
    Named columns are never dropped for lack of width. Rows stay a stream.
    Raises BadValue for a key that no column has.
    """
    if keys:
        chosen = _narrow(result, _find(result, keys))
        columns = tuple(column._replace(rank=0) for column in chosen.columns)
        return _rows_alone(chosen._replace(columns=columns))
    shown = _narrow(result, _default(result, format))
    if isinstance(shown, Record):
        sections = tuple(_narrow(each, _default(each, format)) for each in shown.sections)
        return shown._replace(sections=sections)
    return shown


def place_of(columns: Sequence[Column], word: str) -> int | None:
    """The place of the one column that a word means: by its key, by its header or other name, or as a beginning of one.

    None where no column answers to it, or several do.
    """
    name = word.replace(" ", "_").casefold()
    names = [(column.key, column.header.replace(" ", "_").casefold(), column.also) for column in columns]
    for wanted in (
        lambda each: each[0] == word,
        lambda each: name in each,
        lambda each: any(answer.startswith(name) for answer in each),
    ):
        found = [place for place, each in enumerate(names) if name and wanted(each)]
        if len(found) == 1:
            return found[0]
    return None


def without_empty(listing: Listing, rows: Sequence[Sequence[Any]]) -> Listing:
    """A listing of these rows without the lesser columns in which none of them has anything: nothing is hidden by
    that. rows: at least one.
    """
    kept = [
        place
        for place, (column, values) in enumerate(zip(listing.columns, zip(*rows, strict=True), strict=True))
        if column.rank == 0 or column.unknown or any(value is not None and value is not False for value in values)
    ]
    pick = _picker(kept)
    return listing._replace(columns=pick(listing.columns), rows=[pick(row) for row in rows])


def without_column(result: R, key: str) -> R:
    """The same result without the column of this key."""
    return _narrow(result, [place for place, column in enumerate(result.columns) if column.key != key])


def one_currency(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> str:
    """The currency of all rows that have one, where their column `currency` names no other; else nothing."""
    place = next((place for place, column in enumerate(columns) if column.key == "currency"), None)
    found = set() if place is None else {row[place] for row in rows} - {None}
    return found.pop() if len(found) == 1 else ""


def kept(result: R) -> R:
    """The same result with rows that can be read more than once."""
    read: Any
    if isinstance(result, Record):
        sections = tuple(part._replace(rows=list(part.rows)) for part in result.sections)
        read = result._replace(sections=sections)
    else:
        read = result._replace(rows=list(result.rows))
    return cast("R", read)


def _find(result: Rows, keys: Sequence[str]) -> list[int]:
    indexes = {column.key: index for index, column in enumerate(result.columns)}
    found = []
    for key in keys:
        place = indexes.get(key)
        if place is None and isinstance(result, Report):
            place = place_of(result.columns, key)
        if place is None:
            raise BadValue(f"{quote(key)} is not a column: use {', '.join(indexes)}", nearest(key, indexes))
        found.append(place)
    return list(dict.fromkeys(found))


def _default(result: Rows, format: str) -> list[int]:
    drawings, people = format in ("table", *PAGES), format in SCREENS
    least_left_out = IN_FULL
    if isinstance(result, Record):
        least_left_out = FOR_PROGRAMS
    if format not in FOR_PEOPLE:
        least_left_out = FOR_PROGRAMS + 1
    return [
        index
        for index, column in enumerate(result.columns)
        if not (column.undrawn if drawings else column.table_only)
        and not (people and column.repeats)
        and column.rank < least_left_out
    ]


def _rows_alone(result: Rows) -> Rows:
    """Without the sections of a record, and without the drawing of a report, which has columns of its own."""
    if isinstance(result, Record):
        return result._replace(sections=())
    return result._replace(drawn=None) if isinstance(result, Report) else result


def _narrow(result: R, indexes: list[int]) -> R:
    if indexes == list(range(len(result.columns))):
        return result
    pick = _picker(indexes)
    cells: dict[str, Any] = {"columns": pick(result.columns)}
    if isinstance(result, Record):
        cells["row"] = pick(result.row)
    else:
        cells["rows"] = map(pick, result.rows)
    if isinstance(result, Report) and result.total is not None:
        cells["total"] = pick(result.total)
    narrowed: Any = result._replace(**cells)
    return cast("R", narrowed)


def _picker(indexes: list[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    if len(indexes) < 2:  # itemgetter gives a bare cell for one index, and takes no fewer
        return lambda row: tuple(row[index] for index in indexes)
    return itemgetter(*indexes)
