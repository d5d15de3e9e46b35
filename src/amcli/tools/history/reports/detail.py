"""One operation opened: its command, and each field that it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from amcli.base.errors import NotFound
from amcli.base.registry import NOUNS, link_of
from amcli.base.results import Column, Listing, Record
from amcli.base.text import HIDDEN, quote
from amcli.records.reports.listing import view_rows
from amcli.store.lookup import id_number
from amcli.store.reader import Reader
from amcli.store.settings import SETTING
from amcli.tools.history.reports.operations import OPERATIONS

if TYPE_CHECKING:
    from amcli.base.screen import Screen

CHANGES = (Column("record"), Column("field"), Column("before"), Column("after"))


def operation_detail(reader: Reader, text: str) -> Record:
    """One operation and each field it changed. NotFound."""
    number = id_number("H", text)
    found = view_rows(reader, "operation", "operations", OPERATIONS, "record_id = ?", (number,), "record_id")
    row = next(iter(found.rows), None)
    if number is None or row is None:
        raise NotFound(f"there is no operation {quote(text)}: see `amcli history`")
    changes = Listing("changes", CHANGES, _changes(reader, number), "record", title="changes")

    def drawing() -> Screen:
        from amcli.tools.history.reports.detail_screen import detail_screen

        keys = [column.key for column in found.columns]
        return detail_screen(reader, number, dict(zip(keys, row, strict=True)))

    return Record("operation", found.columns, row, (changes,), title=f"operation {row[0]}", drawing=drawing)


def _changes(reader: Reader, number: int) -> Iterator[Sequence[Any]]:
    images = reader.rows(
        "SELECT record, record_id, before, after FROM operation_change WHERE operation_id = ? ORDER BY id", (number,)
    )
    for table, row, before, after in images:
        private = NOUNS[table].private_columns if table in NOUNS else frozenset()
        old, new = json.loads(before or "{}"), json.loads(after or "{}")
        # Of a setting its key is the name, which never changes.
        name = str((new or old)["key"]) if table == SETTING else f"{_letter(table)}{row}"
        for field in dict.fromkeys([*old, *new]):
            if field not in ("id", "key") and old.get(field) != new.get(field):
                yield name, field, *(_text(image.get(field), hidden=field in private) for image in (old, new))
    ranges = reader.rows("SELECT record, first_id, last_id FROM operation_range WHERE operation_id = ?", (number,))
    for table, first, last in ranges:
        letter = _letter(table)
        yield f"{letter}{first} to {letter}{last}", "", None, f"{last - first + 1} added"


def _text(value: Any, *, hidden: bool = False) -> str | None:
    return None if value is None else HIDDEN if hidden else str(value)


def _letter(table: str) -> str:
    """What stands before a record's number; for a link of two nouns that is the name of the field that made it."""
    if table in NOUNS:
        return NOUNS[table].letter
    link = link_of(table)
    return f"{link.field.name} " if link else table
