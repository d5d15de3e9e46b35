"""Single meetings of a series that is here: moved, with other words, or left out, the open one and those to come."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from amcli.base.errors import Refused
from amcli.base.time.dates import iso
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.rules import (
    DUE,
    INHERITED_FIELDS,
    LEFT_OUT,
    SEQUENCE,
    Occurrence,
    Otherwise,
    Series,
    otherwise_of,
    series_of,
    spelled,
)
from amcli.features.deadlines.services import series
from amcli.records.services.changes import take_out
from amcli.records.services.descriptions import describe
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.event_fields import EventFields
from amcli.tools.calendars.services.ics_dates import Moment
from amcli.tools.calendars.services.ics_entry import CalendarItem
from amcli.tools.calendars.services.said import Heard, said_of, said_of_series
from amcli.tools.calendars.services.single_meetings import (
    Said,
    alone,
    exception_of,
    handed_on,
    is_same,
    moment_alone,
    occurrence_at,
    uids_alone,
)
from amcli.tools.importing.services.load.entries import KNOWN, OLDER, UPDATED

TOLD, SAME = "meeting", "same meeting"  # what became of one that its series brought along; the latter is not counted


class _OpenOne(NamedTuple):
    """What a single meeting that is open here is to be. beside: its series in the same file. said: what its calendar
    said of the series, where the entry comes from there. known, after: what was said of it before, and of all
    exceptions now. moved: whether that moves it.
    """

    entry: CalendarItem
    beside: CalendarItem | None
    said: Heard | None
    known: Mapping[str, Any]
    after: Otherwise
    moved: bool


class SeriesMeetings:
    """Takes single meetings. begun: the UIDs of the series that this import made."""

    def __init__(self, work: UnitOfWork, fields: EventFields) -> None:
        self.work, self.fields = work, fields
        self.begun: set[str] = set()

    def exceptions(self, entry: CalendarItem, moved: list[CalendarItem], row: Row) -> str | None:
        """The column of a series that an entry begins: the days that it leaves out, and its meetings that are
        otherwise, those among them that are deadlines by themselves already.
        """
        run = series_of(row, self.work.env.config)
        found: dict[str, Said] = {iso(there.named): None for there in self._named(entry, run, row)}
        for one in moved:
            there = self._there(one, run, row)
            if there is None:
                continue
            done = one._replace(cancelled=one.cancelled or one.done is not None)
            before = None if self.fields.is_back(one, entry) else said_of(row["event"])
            said = exception_of(done, there, run, self.fields.columns(one, row, said=before))
            if said is not None:
                found[iso(there.named)] = said
        for moment in self._alone_already(entry.uid):
            if there := occurrence_at(run, row["zone"] or "", moment, self.work.env.zone):
                found[iso(there.named)] = {LEFT_OUT: True}
        return spelled(found)

    def leave_out(
        self, record_id: int, entry: CalendarItem, moved: Sequence[CalendarItem] = (), *, anew: bool = False
    ) -> bool:
        """Leave out the days to come that an entry leaves out now. False where nothing changed.

        anew: let also those be as the series again of which it says nothing more, and pass over the open one where it
        is left out. moved: the single meetings of the same file.
        """
        row = self.work.row("deadline", record_id)
        run = series_of(row, self.work.env.config) if row["every"] else None
        live = run and run.at(row["occurrence"])
        if run is None or live is None:
            return False
        names = {iso(there.named) for there in self._named(entry, run, row) if there.number + anew > live.number}
        told = {iso(there.named) for each in moved if (there := self._there(each, run, row))}
        before = otherwise_of(row)
        after: dict[str, Said] = {}
        for name, said in before.items():
            stale = said is None or (not said.get(LEFT_OUT) and said.get(SEQUENCE, 0) < entry.sequence)
            if not (anew and stale and name not in told and name != iso(live.named)):
                after[name] = said
        after |= {name: None for name in names if name not in after}
        if after == before:
            return False
        if iso(live.named) in names and iso(live.named) not in before:
            return self._pass_over(record_id, row, entry, after)
        return self._keep(record_id, row, entry, {"exceptions": spelled(after)})

    def take(self, entry: CalendarItem, record_id: int | None, beside: CalendarItem | None) -> str:
        """Change a single meeting; says what became of it, or an empty text for one that is no day of a series here.

        record_id: the open deadline of its series. beside: the series, where the file has it too.
        """
        if self._is_alone(entry) or record_id is None:
            return ""
        row = self.work.row("deadline", record_id)
        run = series_of(row, self.work.env.config) if row["every"] else None
        there = run and self._there(entry, run, row)
        if run is None or there is None:
            return ""
        if there.number < row["occurrence"] or row["done"]:
            return self._over(entry, row, there)
        series_said = None if self.fields.is_back(entry, beside) else said_of_series(self.work, row)
        said = exception_of(entry, there, run, self.fields.columns(entry, handed_on(row), said=series_said))
        before = otherwise_of(row)
        known = before.get(iso(there.named), {})
        if is_same(said or {}, known):
            return self._became(entry, beside, changed=False)
        if known and entry.sequence < known.get(SEQUENCE, 0):
            return OLDER
        after = {name: each for name, each in before.items() if name != iso(there.named)}
        if said is not None:
            after[iso(there.named)] = said
        if there.number > row["occurrence"]:
            changed = self._keep(record_id, row, entry, {"exceptions": spelled(after)}, beside)
        elif series_said is None and beside and entry.sequence < self._known(row) and not _is_untouched(row, run):
            return OLDER
        else:
            one = _OpenOne(entry, beside, series_said, known or {}, after, moved=_due(said) != _due(known))
            changed = self._open_one(record_id, row, one)
        return self._became(entry, beside, changed=changed)

    def alone(self, entry: CalendarItem) -> CalendarItem:
        """A single meeting as an entry of its own, under the name that it has here already."""
        single = alone(entry)
        return single._replace(uid=self._uid_here(entry) or single.uid)

    def take_out(self, record_id: int) -> bool:
        """Remove what its calendar cancelled; what others refer to stays, which is said."""
        said = describe(self.work, DEADLINE, record_id)
        try:
            take_out(self.work, DEADLINE, record_id)
        except Refused as error:
            self.work.notes.append(f"{said} is cancelled by its calendar, and stays: {error.message}")
            return False
        self.work.notes.append(f"removed {said}, which its calendar has cancelled: `amcli undo` brings it back")
        return True

    def _open_one(self, record_id: int, row: Row, one: _OpenOne) -> bool:
        """Change the open one; what was changed here stays where its calendar says nothing else than before."""
        entry, exceptions = one.entry, {"exceptions": spelled(one.after)}
        if entry.cancelled:
            return self._pass_over(record_id, row, entry, one.after, one.beside)
        told = {} if one.said is None else one.known
        changes = self.fields.columns(entry, row, said=one.said, told=told)
        if iso(entry.start) != row["due"] and (one.moved or one.said is None):
            changes["due"] = iso(entry.start)
        if not changes:
            if one.said is not None:  # so that it is no news again
                self.work.update("deadline", record_id, exceptions | {"sequence": row["sequence"]})
            return False
        if changes.keys() & set(INHERITED_FIELDS) and not row["template"]:
            kept = {name: row[name] for name in INHERITED_FIELDS}
            changes["template"] = json.dumps(kept, ensure_ascii=False)
        return self._keep(record_id, row, entry, changes | exceptions, one.beside)

    def _pass_over(
        self, record_id: int, row: Row, entry: CalendarItem, after: Otherwise, beside: CalendarItem | None = None
    ) -> bool:
        """Go on to the next, as `deadline skip` does; where there is none the series is over."""
        following = series.following(row | {"exceptions": spelled(after)}, self.work.env.config)
        return self._keep(record_id, row, entry, following, beside) if following else self.take_out(record_id)

    def _keep(
        self, record_id: int, row: Row, entry: CalendarItem, changes: Row, beside: CalendarItem | None = None
    ) -> bool:
        """Change columns. An entry that came back to us counts as its calendar says, any other counts up here."""
        known = self._known(row)
        changed = self.work.update("deadline", record_id, changes)
        if changed:
            least = known + (not self.fields.is_back(entry, beside))
            self.work.update("deadline", record_id, {"sequence": max(entry.sequence, least)})
        return changed

    def _known(self, row: Row) -> int:
        return self.work.next_change("deadline", row["series_id"] or row["id"]) - 1

    def _became(self, entry: CalendarItem, beside: CalendarItem | None, *, changed: bool) -> str:
        if beside is None:
            return UPDATED if changed else KNOWN
        fresh = entry.uid in self.begun and entry.done is None
        return TOLD if changed or fresh else SAME

    def _over(self, entry: CalendarItem, row: Row, there: Occurrence) -> str:
        """One that lies behind the open one: it was done or passed over, or comes after all, by itself."""
        if entry.ours or entry.done:
            return SAME
        if entry.cancelled:
            return TOLD if entry.uid in self.begun and day_of(entry.start) >= self.work.env.today else "over"
        sql = "SELECT 1 FROM deadline WHERE (id = :first OR series_id = :first) AND occurrence = :number"
        first = {"first": row["series_id"] or row["id"], "number": there.number}
        was_here = self.work.connection.execute(sql, first).fetchone() is not None
        return "past" if was_here or day_of(entry.start) < self.work.env.today else ""

    def _there(self, entry: CalendarItem, run: Series, row: Row) -> Occurrence | None:
        assert entry.replaces is not None
        return occurrence_at(run, row["zone"] or "", entry.replaces, self.work.env.zone)

    def _named(self, entry: CalendarItem, run: Series, row: Row) -> list[Occurrence]:
        """The occurrences that an entry leaves out."""
        found = (occurrence_at(run, row["zone"] or "", moment, self.work.env.zone) for moment in entry.left_out)
        return [there for there in found if there]

    def _is_alone(self, entry: CalendarItem) -> bool:
        assert entry.replaces is not None
        return self._uid_here(entry) is not None

    def _uid_here(self, entry: CalendarItem) -> str | None:
        assert entry.replaces is not None
        sql = "SELECT uid FROM deadline WHERE uid IN (?, ?)"
        found: str | None = self.work.scalar(sql, *uids_alone(entry.uid, entry.replaces, self.work.env.zone))
        return found

    def _alone_already(self, uid: str) -> list[Moment]:
        """When the meetings of a series are that came before it, and are deadlines by themselves."""
        sql = "SELECT uid FROM deadline WHERE substr(uid, 1, ?) = ?"
        start = f"{uid}/"
        found = (moment_alone(each[len(start) :]) for (each,) in self.work.connection.execute(sql, (len(start), start)))
        return [moment for moment in found if moment]


def _due(said: Said) -> object:
    """When a single meeting is by the clock of its series, where that is otherwise."""
    return None if said is None else said.get(DUE)


def _is_untouched(row: Row, run: Series) -> bool:
    """Whether the open one of a series is as the series, or its calendar, has made it."""
    there = run.at(row["occurrence"])
    return there is not None and row["due"] == iso(there.due) and (bool(there.changes) or not row["template"])
