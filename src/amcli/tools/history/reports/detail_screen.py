"""One operation opened, as a person reads it: its command, and each change by the names that people know."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from amcli.base.field_type import ARROW, NONE
from amcli.base.registry import HOMES, NOUNS, link_of
from amcli.base.screen import Flow, Grid, GridColumn, Piece, Screen
from amcli.records.reports.spelled_fields import called, setting_change
from amcli.render.people import spoken, viewer_of
from amcli.store.reader import Reader
from amcli.store.settings import SETTING
from amcli.tools.history.reports.spelled_changes import SpelledChanges

MOST = 200  # rows of a screen; -f json has all of them
_INDENT = 9
# The record, the field, from what to what.
_COLUMNS = (GridColumn(), GridColumn(), GridColumn(elastic=True))
Cells = Mapping[str, Any]
Change = tuple[Piece, ...]


def detail_screen(reader: Reader, number: int, operation: Cells) -> Screen:
    """The parts of the screen of an operation by its number. DatabaseError where the journal cannot be read."""
    when = spoken(datetime.fromisoformat(operation["at"]), viewer_of(reader.env))
    head = [Piece(operation["id"], "heading"), Piece(when, "quiet")]
    if operation["state"] != "done":
        head.append(Piece(operation["state"], "close"))
    spelled = SpelledChanges(reader, told=MOST)
    said = spelled.of(number)
    rows: list[Change] = [
        (Piece("" if place else one.called, "name"), Piece(field.name), Piece(field.said))
        for one in said.records
        for place, field in enumerate(one.fields)
    ]
    rows += [*_made(reader, number, spelled), *_ranges(reader, number)]
    more = "and more: -f json has all" if said.more or len(rows) > MOST else ""
    return [
        Flow(head, gap=" · "),
        Flow([Piece(operation["summary"])], Piece("what", "quiet"), indent=_INDENT),
        Flow([Piece(operation["command"])], Piece("command", "quiet"), indent=_INDENT),
        *([None, Grid(Piece("CHANGED", "heading"), _COLUMNS, rows[:MOST], more)] if rows else []),
    ]


def _made(reader: Reader, number: int, spelled: SpelledChanges) -> Iterator[Change]:
    """A row for each record that came or went, for each link, and for each setting that was set for the first time.

    What was there and is, which may be very many, is told by its fields above.
    """
    names = ", ".join(f"'{name}'" for name in (*HOMES, SETTING))
    sql = f"""SELECT record, record_id, before, after FROM operation_change
        WHERE operation_id = ? AND (before IS NULL OR after IS NULL OR record NOT IN ({names})) ORDER BY id"""
    for table, record_id, before, after in reader.rows(sql, (number,)):
        old, new = (json.loads(image) if image else None for image in (before, after))
        image = new or old or {}
        if table in HOMES:
            noun = NOUNS[table]
            name = Piece(called(noun, record_id, image), "name")
            yield name, Piece("added" if new else "removed"), Piece(spelled.words(noun, image))
        elif table == SETTING:
            yield Piece(f"{SETTING} {image['key']}", "name"), Piece("value"), Piece(setting_change(old, new).said)
        elif link := link_of(table):
            noun, field = link
            owner = Piece(f"{noun.name} {spelled.reference(noun.name, image[f'{noun.name}_id'])}", "name")
            ends = (spelled.reference(field.noun, each[f"{field.noun}_id"]) if each else NONE for each in (old, new))
            yield owner, Piece(field.name), Piece(f" {ARROW} ".join(ends))


def _ranges(reader: Reader, number: int) -> Iterator[Change]:
    """A row for each kind that an import added to."""
    sql = "SELECT record, first_id, last_id FROM operation_range WHERE operation_id = ?"
    for table, first, last in reader.rows(sql, (number,)):
        if table in HOMES:
            noun = NOUNS[table]
            which = "" if noun.coded else f"{noun.letter}{first} to {noun.letter}{last}"
            yield Piece(noun.view, "name"), Piece(f"{last - first + 1:,} added"), Piece(which)
