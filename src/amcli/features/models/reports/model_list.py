"""The list of models: each with the work that it goes back to, and what is certain of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.results import FOR_PROGRAMS, IN_FULL, Column, Kind, Listing
from amcli.base.text import nearest, quote
from amcli.features.models.nouns import MODEL
from amcli.features.models.reports.library import Entry, library
from amcli.features.models.rules.model import MARKS
from amcli.store.reader import Reader

_COLUMNS = (
    Column("code"),
    Column("name", rank=2),
    Column("kind", rank=1),
    Column("work"),
    Column("basis", header="what is whose"),
    Column("items", Kind.INT, rank=3),
    Column("citation", rank=IN_FULL),
    Column("certain", Kind.LIST, rank=IN_FULL, phrases=True),
    Column("own", Kind.FLAG, rank=IN_FULL),
    Column("added", Kind.DATE, rank=IN_FULL),
    Column("wrong", rank=FOR_PROGRAMS),
)


def listed_models(reader: Reader, *, sort: str = "", limit: int | None = None) -> Listing:
    """The models, those built in first. Raises BadValue for a column that it does not have."""
    rows = [_cells(entry) for entry in library(reader.connection)]
    rows = _sorted(rows, sort) if sort else rows
    shown = rows if limit is None else rows[:limit]
    return Listing(MODEL.name, _COLUMNS, shown, "code", empty="no models", more=len(rows) - len(shown))


def _cells(entry: Entry) -> tuple[Any, ...]:
    model = entry.model
    added = date.fromisoformat(entry.added) if entry.added else None
    if model is None:
        return (entry.code, entry.name, None, None, entry.wrong, None, None, None, True, added, entry.wrong)
    certain = tuple(f"{MARKS[each.mark]}: {each.text}" for each in model.certain)
    cited = model.citation
    return (
        entry.code, entry.name, model.kind, cited.short, model.basis, len(model.items), cited.whole, certain,
        not entry.is_built_in, added, None,
    )  # fmt: skip


def _sorted(rows: list[tuple[Any, ...]], sort: str) -> list[tuple[Any, ...]]:
    keys = [column.key for column in _COLUMNS]
    for word in reversed([part.strip() for part in sort.split(",")]):
        key = word.removeprefix("-")
        if key not in keys:
            raise BadValue(f"cannot sort by {quote(key)}: use {', '.join(keys)}", nearest(key, keys))
        place = keys.index(key)
        there = [row for row in rows if row[place] is not None]
        there.sort(key=lambda row: row[place], reverse=word.startswith("-"))
        rows = there + [row for row in rows if row[place] is None]
    return rows
