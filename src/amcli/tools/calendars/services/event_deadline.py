"""An event or a to-do of a calendar as a deadline or a series of them: made, or brought up to date."""

from __future__ import annotations

import json

from amcli.base.calendar_entry import is_computed, owner_of
from amcli.base.time.dates import iso
from amcli.base.time.recurrence import to_rrule
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.rules import INHERITED_FIELDS, Occurrence, series_of
from amcli.features.deadlines.services import deadlines, series
from amcli.records.services.changes import update
from amcli.records.services.checks import check_record
from amcli.records.services.field_values import Row, columns_for_new
from amcli.records.services.file_context import FileContext
from amcli.settings.config import Config
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.event_fields import EventFields, rest_beside
from amcli.tools.calendars.services.event_meetings import SeriesMeetings
from amcli.tools.calendars.services.ics_entry import CalendarItem
from amcli.tools.importing.services.load.entries import COMPUTED, KNOWN, NEW, UPDATED


class Deadlines:
    """Takes entries as deadlines."""

    def __init__(self, work: UnitOfWork, account: str) -> None:
        self.work, self.fields = work, EventFields(work, account)
        self.meetings = SeriesMeetings(work, self.fields)
        self.portfolio = str(work.scalar("SELECT uid FROM portfolio"))

    def take(self, entry: CalendarItem, others: list[CalendarItem]) -> str:
        """Make or change the deadline of an entry; says what became of it.

        others: of a series its meetings that are otherwise, and of such a meeting the series in the same file.
        """
        if is_computed(entry.uid, self.portfolio):
            return COMPUTED
        own = owner_of(entry.uid, self.portfolio)
        first = own[0] if own else self.work.scalar("SELECT id FROM deadline WHERE uid = ?", entry.uid)
        if own and self.work.scalar("SELECT 1 FROM deadline WHERE id = ?", first) is None:
            return "removed"
        if entry.replaces is not None:
            live = self._live(first) if first is not None else None
            became = self.meetings.take(entry, live, others[0] if others else None)
            return became or self.take(self.meetings.alone(entry), [])
        if first is None:
            return self._add(entry, others)
        record_id = first if own and own[1] else self._live(first)
        return self._change(record_id, entry, others, own=own is not None)

    def _live(self, first: int) -> int:
        """The open deadline of the series that one has begun, else its last; itself where there is no series."""
        sql = """SELECT id FROM deadline WHERE (id = ? OR series_id = ?) AND every IS NOT NULL
            ORDER BY done IS NULL DESC, occurrence DESC, id DESC LIMIT 1"""
        return int(self.work.scalar(sql, first, first) or first)

    def _add(self, entry: CalendarItem, moved: list[CalendarItem]) -> str:
        if entry.cancelled or entry.done:
            return "over"
        today = self.work.env.today
        foreign = entry.event and not entry.ours
        if foreign and not entry.rule and day_of(entry.start) < today:
            return "past"
        account, title = self.fields.accounts.needed(entry)
        given = {"account": account, "title": title, "due": iso(entry.start), "kind": entry.kind}
        given |= {"priority": entry.priority, "note": entry.note}
        given |= {"remind": self.fields.remind(entry, None, own=False) or ""}
        if entry.rule:
            given |= _repeating(entry)
        row = columns_for_new(DEADLINE, given, FileContext(self.work))
        row |= {"zone": self.zone_of(entry), "event": entry.rest or None}
        row = dict.fromkeys((*INHERITED_FIELDS, *series.SERIES_FIELDS)) | row
        if entry.rule:
            row["anchor"] = iso(entry.moment.value)
            row["exceptions"] = self.meetings.exceptions(entry, moved, row)
            if became := self._never_comes(entry, row):
                return became
        whole = dict(row)
        check_record(DEADLINE, self.work, row)
        if entry.rule and foreign:
            coming = series_of(whole, self.work.env.config).first_due(today)
            if coming is None:
                return "past"
            row |= series.taken_on(whole, coming)
        self.work.insert("deadline", row | {"uid": entry.uid, "sequence": entry.sequence})
        self.meetings.begun.add(entry.uid)
        return NEW

    def _never_comes(self, entry: CalendarItem, row: Row) -> str:
        """Why a series is left out: each of its days is, or it ended before it began, long ago; else an empty text."""
        days = series_of(row, self.work.env.config).days()
        first = next(days, None)
        if first is None:
            over = entry.until is not None and entry.until < self.work.env.today
            return "past" if over and day_of(entry.start) < self.work.env.today else ""
        return "over" if first.left_out and all(each.left_out for each in days) else ""

    def zone_of(self, entry: CalendarItem, stands: str | None = None, *, own: bool = False) -> str | None:
        """The clock that a deadline keeps of its entry; none for one that was made here, and is in the portfolio's.

        stands: the one that it has. own: whether it is of this portfolio.
        """
        here = entry.zone == self.work.env.config.text("zone")
        return stands if (own or entry.ours) and here and stands in (None, entry.zone) else entry.zone or None

    def _change(self, record_id: int, entry: CalendarItem, moved: list[CalendarItem], *, own: bool) -> str:
        work = self.work
        row = work.row("deadline", record_id)
        known = work.next_change("deadline", row["series_id"] or record_id) - 1
        if row["done"]:
            changed = False
        elif entry.sequence < known:
            changed = not entry.cancelled and self.meetings.leave_out(record_id, entry)
        elif entry.cancelled:
            return self._take_out(record_id)
        elif entry.done:
            closing = deadlines.prepare_closing(work, f"D{record_id}", entry.done.isoformat())
            record_id = deadlines.close(work, closing)[-1]
            changed = True
        else:
            changed = self._bring_up_to_date(record_id, row, entry, moved, own=own)
        if changed or entry.sequence > known:
            work.update("deadline", record_id, {"sequence": max(entry.sequence, known)})
        return UPDATED if changed else KNOWN

    def _take_out(self, record_id: int) -> str:
        """What its calendar cancelled is not due any more, and was not done: it goes, and undo brings it back."""
        return UPDATED if self.meetings.take_out(record_id) else KNOWN

    def _bring_up_to_date(
        self, record_id: int, row: Row, entry: CalendarItem, moved: list[CalendarItem], *, own: bool
    ) -> bool:
        """Take over what is different: of a series the whole of it, its single meetings come behind."""
        base = row | json.loads(row["template"] or "{}")
        whole = self.fields.differences(entry, base, own=own)
        again = _comes_otherwise(entry, row, self.work.env.config)
        if again:
            update(self.work, DEADLINE, record_id, {**whole, **again})
            self._begin_again(record_id, entry, moved, own=own)
            return True
        changes = self._changes(entry, row, base, whole, own=own)
        if whole:
            update(self.work, DEADLINE, record_id, whole)
        changed = bool(changes) and self.work.update("deadline", record_id, changes)
        return self.meetings.leave_out(record_id, entry, moved, anew=True) or changed or bool(whole)

    def _changes(self, entry: CalendarItem, row: Row, base: Row, whole: dict[str, str], *, own: bool) -> Row:
        """The columns beside the fields; of a series whose open one has its own words, the others get the new ones."""
        changes: Row = {}
        rest = rest_beside(entry, base["event"])
        if not row["every"]:
            if iso(entry.start) != row["due"]:
                whole["due"] = iso(entry.start)
            if (zone := self.zone_of(entry, row["zone"], own=own)) != row["zone"]:
                changes["zone"] = zone
        if not row["template"]:
            return changes if rest == base["event"] else changes | {"event": rest}
        columns = {name: whole.pop(name) or None for name in INHERITED_FIELDS if name in whole} | {"event": rest}
        handed_on = {name: base[name] for name in INHERITED_FIELDS} | columns
        if handed_on != {name: base[name] for name in INHERITED_FIELDS}:
            changes["template"] = json.dumps(handed_on, ensure_ascii=False)
        return changes

    def _begin_again(self, record_id: int, entry: CalendarItem, moved: list[CalendarItem], *, own: bool) -> None:
        """Count the series anew from the entry's start, up to the day that it has reached."""
        row = self.work.row("deadline", record_id)
        config, today = self.work.env.config, self.work.env.today
        said: Row = {"zone": self.zone_of(entry, row["zone"], own=own), "event": entry.rest or None}
        if not row["every"]:
            self.work.update("deadline", record_id, dict.fromkeys(series.SERIES_FIELDS) | said)
            return
        anew = dict(row) | dict.fromkeys(series.SERIES_FIELDS) | {name: row[name] for name in series.RULE_FIELDS} | said
        anew |= {"anchor": iso(entry.moment.value), "occurrence": 0}
        anew["exceptions"] = self.meetings.exceptions(entry, moved, anew)
        run = series_of(anew, config)
        first = run.first_due(today) if entry.event and not entry.ours else None
        first = first or next((each for each in run.days() if not each.left_out), None)
        if first is None:
            series.begin(anew, config)  # which says why not
            return
        found = series.taken_on(anew, first)
        self.work.update("deadline", record_id, {name: value for name, value in found.items() if name in row})


def _repeating(entry: CalendarItem) -> dict[str, str]:
    """How an entry comes again, as fields; empty texts where it does not."""
    until = entry.until.isoformat() if entry.until else ""
    return {"every": entry.rule, "times": str(entry.times or ""), "until": until}


def _comes_otherwise(entry: CalendarItem, row: Row, config: Config) -> dict[str, str]:
    """The fields of a series, where the entry's is not the same as the deadline's from one of its days on."""
    if not entry.rule and not row["every"]:
        return {}
    if not entry.rule or not row["every"]:
        return {**_repeating(entry), "due": iso(entry.start)}
    run = series_of(row, config)
    there = run.on(day_of(entry.moment.value))
    same_rule = entry.rule == _in_order(to_rrule(run.rule, day_of(run.anchor)))
    same_clock = entry.zone == (row["zone"] or (config.text("zone") if entry.zone else ""))
    if same_rule and same_clock and there and there.named == entry.moment.value and _ends_alike(entry, row, there):
        return {}
    return {**_repeating(entry), "due": iso(entry.start)}


def _ends_alike(entry: CalendarItem, row: Row, there: Occurrence) -> bool:
    left = row["times"] and max(1, row["times"] - there.number)
    if row["times"] and row["until"]:  # an export has told the earlier of the two alone
        return entry.until is None and entry.times is not None and entry.times <= left
    return (entry.times, entry.until and entry.until.isoformat()) == (left, row["until"])


def _in_order(rule: str) -> str:
    """The parts of a rule in icalendar's order."""
    import icalendar

    text: str = icalendar.vRecur.from_ical(rule).to_ical().decode()
    return text
