"""One operation opened, as a person reads it: its command, and each change by the names that people know."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from amcli.base.registry import HOMES, NOUNS
from amcli.base.screen import Flow, Grid, GridColumn, Piece, Screen
from amcli.render.people import Viewer, spoken
from amcli.store.reader import Reader
from amcli.tools.history.reports.spelled_changes import SpelledChanges

MOST = 200  # rows of a screen; -f json has all of them
_INDENT = 9
# The record, the field, from what to what.
_COLUMNS = (GridColumn(), GridColumn(rank=1), GridColumn(elastic=True))
Cells = Mapping[str, Any]


def detail_screen(reader: Reader, number: int, operation: Cells) -> Screen:
    """The parts of the screen of an operation by its number. DatabaseError where the journal cannot be read."""
    viewer = Viewer(lambda: reader.env.today, lambda: reader.env.zone)
    head = [Piece(operation["id"], "heading"), Piece(spoken(datetime.fromisoformat(operation["at"]), viewer), "quiet")]
    if operation["state"] != "done":
        head.append(Piece(operation["state"], "close"))
    rows = [*_changed(reader, number), *_made(reader, number), *_ranges(reader, number)]
    left = len(rows) - MOST
    return [
        Flow(head, gap=" · "),
        Flow([Piece(operation["summary"])], Piece("what", "quiet"), indent=_INDENT),
        Flow([Piece(operation["command"])], Piece("command", "quiet"), indent=_INDENT),
        None,
        Grid(Piece("CHANGED", "heading"), _COLUMNS, rows[:MOST], f"and {left} more: -f json" if left > 0 else ""),
    ]


def _changed(reader: Reader, number: int) -> Iterator[tuple[Piece, ...]]:
    """A row for each field of a record that was there and still is."""
    for one in SpelledChanges(reader, most=MOST).of(number).records:
        for place, field in enumerate(one.fields):
            yield Piece("" if place else one.called, "name"), Piece(field.name), Piece(field.said)


def _made(reader: Reader, number: int) -> Iterator[tuple[Piece, ...]]:
    """A row for each record that came or went."""
    sql = """SELECT record, record_id, before, after FROM operation_change
        WHERE operation_id = ? AND (before IS NULL) <> (after IS NULL) ORDER BY id"""
    for table, record_id, before, after in reader.rows(sql, (number,)):
        if table not in HOMES:
            continue
        noun, image = NOUNS[table], json.loads(after or before)
        called = image["code"] if noun.coded else f"{noun.letter}{record_id}"
        label = str(image.get(noun.label) or "") if noun.label in image else ""
        yield Piece(f"{noun.name} {called}", "name"), Piece("added" if after else "removed"), Piece(label)


def _ranges(reader: Reader, number: int) -> Iterator[tuple[Piece, ...]]:
    """A row for each kind that an import added to."""
    sql = "SELECT record, first_id, last_id FROM operation_range WHERE operation_id = ?"
    for table, first, last in reader.rows(sql, (number,)):
        if table in HOMES:
            noun = NOUNS[table]
            count = f"{last - first + 1:,} added"
            which = "" if noun.coded else f"{noun.letter}{first} to {noun.letter}{last}"
            yield Piece(noun.view, "name"), Piece(count), Piece(which)
