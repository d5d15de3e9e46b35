"""One issue opened: what it is and how far, what is next about it, and all that happened, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from amcli.base.results import Column, Kind, Listing, Record
from amcli.base.screen import Flow, Piece
from amcli.base.time.working_hours import WorkingHours
from amcli.features.issues.nouns import ISSUE
from amcli.features.issues.reports.clock import Clocks, IssueThen, of_issues, then_of
from amcli.features.issues.reports.history import history_cells
from amcli.features.issues.reports.spelled_clock import spell_measured
from amcli.records.reports.show import record, without_repeats
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.base.screen import Screen

# What the record says once at the top, its sections do not say again.
_REPEATED = frozenset({"account", "account_name", "issue", "about", "title"})
_OF_DEADLINES = _REPEATED - {"title"}  # theirs is their own
_CLOCK = (
    Column("worked_minutes", Kind.INT),
    Column("waited_minutes", Kind.INT),
    *(
        Column(f"{name}_{key}", kind, timed=kind is Kind.DATE)
        for name in ("acknowledge", "close")
        for key, kind in (
            ("limit", Kind.TEXT), ("by", Kind.DATE), ("used_minutes", Kind.INT), ("late_minutes", Kind.INT),
            ("kept", Kind.FLAG),
        )
    ),
    Column("reopened", Kind.INT),
)  # fmt: skip


_HISTORY = (Column("at", Kind.DATE, timed=True), Column("what"), Column("said"))


def brief(reader: Reader, text: str) -> Record:
    """The issue that a text names, with what belongs to it. Raises NotFound and Ambiguous."""
    found = record(reader, ISSUE, text)
    clocks = Clocks(reader, then_of(reader, None))
    each = next(iter(clocks.read(of_issues([reader.find(ISSUE.name, text).record_id]))), None)
    sections = tuple(section._replace(rows=list(section.rows)) for section in found.sections)
    cells = dict(zip((column.key for column in found.columns), found.row, strict=True))

    def drawing() -> Screen:
        from amcli.features.deadlines.reports.due_pieces import keeper_code
        from amcli.features.issues.reports.brief_screen import brief_screen

        clock = list(_clock_lines(each, clocks.hours)) if each else ()
        return brief_screen(reader.env.now, cells, lists, keeper_code(reader), clock)

    shown = tuple(
        without_repeats(section, _OF_DEADLINES if section.noun == "deadlines" else _REPEATED) for section in sections
    )
    columns = tuple(column._replace(undrawn=True) for column in _CLOCK)
    row = (*found.row, *(_clock_cells(each) if each else [None] * len(_CLOCK)))
    found = found._replace(columns=(*found.columns, *columns), row=row)
    lists = {section.noun: section.by_key() for section in sections}
    told = Listing("history", _HISTORY, tuple(history_cells(cells, lists, reader.env.now)), "at", title="history")
    return found._replace(sections=(*shown, told), title=f"{cells['id']} · {cells['title']}", drawing=drawing)


def _clock_cells(each: IssueThen) -> list[Any]:
    """The cells of _CLOCK."""
    seen = each.clock
    limits = [
        cell
        for one in (seen.acknowledge, seen.close)
        for cell in (one.limit and str(one.limit), one.due, one.used, one.late, one.kept)
    ]
    return [seen.worked, seen.waited, *limits, seen.reopened]


def _clock_lines(each: IssueThen, hours: WorkingHours) -> Iterator[Flow]:
    """What of its limits is used, in working time, and what it waited."""
    for measured, until in ((each.clock.acknowledge, "acknowledged"), (each.clock.close, "closed")):
        over = measured.late and (each.open or measured is each.clock.close)
        tone = "late" if over else "" if measured.limit else "quiet"
        yield Flow([Piece(f"until {until}"), Piece(spell_measured(measured, hours), tone)])
    if each.clock.waited:
        yield Flow([Piece(f"waited {hours.spell_worked(each.clock.waited)} for others, which does not count", "quiet")])
    if each.clock.reopened:
        yield Flow([Piece(f"opened again {each.clock.reopened} ×: what it was closed does not count", "quiet")])
