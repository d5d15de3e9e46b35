"""An event or a to-do of a calendar as a deadline or a series of them: made, or brought up to date."""

from __future__ import annotations

import json

from amcli.base.calendar_entry import is_computed, owner_of
from amcli.base.time.dates import from_iso, iso
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.rules import INHERITED_FIELDS, series_of
from amcli.features.deadlines.services import deadlines, series
from amcli.records.services.changes import update
from amcli.records.services.checks import check_record
from amcli.records.services.field_values import Row, columns_for_new
from amcli.records.services.file_context import FileContext
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.event_fields import EventFields, rest_beside
from amcli.tools.calendars.services.event_meetings import SeriesMeetings
from amcli.tools.calendars.services.ics_entry import CalendarItem
from amcli.tools.calendars.services.said import Heard, News, event_of, said_of_series, without_said
from amcli.tools.calendars.services.series_days import comes_otherwise, first_left, is_behind, repeating
from amcli.tools.calendars.services.single_meetings import handed_on
from amcli.tools.importing.services.load.entries import COMPUTED, KNOWN, NEW, OLDER, UPDATED

_SHOWN = 5  # deadlines that are named where many went to another account


class Deadlines:
    """Takes entries as deadlines."""

    def __init__(self, work: UnitOfWork, account: str) -> None:
        self.work, self.fields = work, EventFields(work, account)
        self.meetings = SeriesMeetings(work, self.fields)
        self.portfolio = self.fields.portfolio
        self.went: dict[tuple[str, str], list[str]] = {}  # the deadlines that went from one account to another

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
            given |= repeating(entry)
        row = columns_for_new(DEADLINE, given, FileContext(self.work))
        row |= {"zone": self.zone_of(entry), "event": event_of(entry, account, entry.rest)}
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
        back = self.fields.is_back(entry)
        said = None if own else said_of_series(work, row)
        news = News(entry, None if back else said, own=own, back=back)
        changed = False
        if row["done"]:
            return KNOWN
        if entry.sequence < (news.before.sequence if news.before else known):
            if entry.cancelled or not self.meetings.leave_out(record_id, entry):
                return OLDER if self._is_otherwise(row, news) else KNOWN
            changed = True
        elif entry.cancelled:
            return self._take_out(record_id)
        elif entry.done and not news.again("done"):
            closing = deadlines.prepare_closing(work, f"D{record_id}", entry.done.isoformat())
            record_id = deadlines.close(work, closing)[-1]
            changed = True
        else:
            changed = self._bring_up_to_date(record_id, row, news, moved, said)
        if work.scalar("SELECT 1 FROM deadline WHERE id = ?", record_id) is None:
            return UPDATED  # its series has ended
        number = max(entry.sequence, known + (changed and not back))
        if not back and entry.sequence > known and self._is_otherwise(work.row("deadline", record_id), news):
            number += 1  # what is here is not what others know by that number
        if changed or number > known:
            work.update("deadline", record_id, {"sequence": number})
        return UPDATED if changed else KNOWN

    def _take_out(self, record_id: int) -> str:
        """What its calendar cancelled is not due any more, and was not done: it goes, and undo brings it back."""
        return UPDATED if self.meetings.take_out(record_id) else KNOWN

    def _is_otherwise(self, row: Row, news: News) -> bool:
        """Whether an entry that is too old to be taken says something else than what is here."""
        entry, base = news.entry, handed_on(row)
        if entry.cancelled or self.fields.differences(entry, base, own=news.own):
            return True
        config = self.work.env.config
        return bool(comes_otherwise(entry, row, config)) or (not row["every"] and iso(entry.start) != row["due"])

    def _bring_up_to_date(
        self, record_id: int, row: Row, news: News, moved: list[CalendarItem], said: Heard | None
    ) -> bool:
        """Take over what is different: of a series the whole of it, its single meetings come behind.

        said: what the calendar of the entry said before, which is kept beside what it says now.
        """
        entry, base = news.entry, handed_on(row)
        whole = self.fields.differences(entry, base, own=news.own, said=news.before)
        stands = without_said(base["event"])
        rest = stands if news.again("rest") else rest_beside(entry, stands)
        event = rest if news.own else event_of(entry, self.fields.accounts.split(entry)[0], rest, said)
        again = {} if news.again("when") else comes_otherwise(entry, row, self.work.env.config)
        account = whole.get("account")
        if again:
            self._note_replaced(row, news, base, whole)
            update(self.work, DEADLINE, record_id, {**whole, **again})
            self._begin_again(record_id, row, news, moved, event)
            self._note_account(record_id, row, account)
            return True
        said_otherwise = bool(whole) or rest != stands
        self._note_replaced(row, news, base, whole)
        changes = self._changes(news, row, base, whole, event)
        shown = said_otherwise or bool(whole) or bool(changes.keys() - {"event", "template"})
        if whole:
            update(self.work, DEADLINE, record_id, whole)
            self._note_account(record_id, row, account)
        if changes:
            kept = {} if shown else {"sequence": self.work.row("deadline", record_id)["sequence"]}
            self.work.update("deadline", record_id, changes | kept)
        return self.meetings.leave_out(record_id, entry, moved, anew=True) or shown

    def _changes(self, news: News, row: Row, base: Row, whole: dict[str, str], event: str | None) -> Row:
        """The columns beside the fields; of a series whose open one has its own words, the others get the new ones."""
        entry = news.entry
        changes: Row = {}
        if not row["every"] and not news.again("when"):
            if iso(entry.start) != row["due"]:
                whole["due"] = iso(entry.start)
            if (zone := self.zone_of(entry, row["zone"], own=news.own)) != row["zone"]:
                changes["zone"] = zone
        if not row["template"]:
            return changes if event == base["event"] else changes | {"event": event}
        columns = {name: whole.pop(name) or None for name in INHERITED_FIELDS if name in whole} | {"event": event}
        anew = {name: base[name] for name in INHERITED_FIELDS} | columns
        if anew != {name: base[name] for name in INHERITED_FIELDS}:
            changes["template"] = json.dumps(anew, ensure_ascii=False)
        return changes

    def _begin_again(
        self, record_id: int, before: Row, news: News, moved: list[CalendarItem], event: str | None
    ) -> None:
        """Count the series anew from the entry's start, up to the day that it has reached. before: as it was."""
        entry = news.entry
        row = self.work.row("deadline", record_id)
        config, today = self.work.env.config, self.work.env.today
        said: Row = {"zone": self.zone_of(entry, row["zone"], own=news.own), "event": event}
        if not row["every"]:
            self.work.update("deadline", record_id, dict.fromkeys(series.SERIES_FIELDS) | said)
            if before["every"] and is_behind(series_of(before, config), before["occurrence"] or 0, entry.moment.value):
                self._end(record_id, before)
            return
        anew = dict(row) | dict.fromkeys(series.SERIES_FIELDS) | {name: row[name] for name in series.RULE_FIELDS} | said
        anew |= {"anchor": iso(entry.moment.value), "occurrence": 0}
        anew["exceptions"] = self.meetings.exceptions(entry, moved, anew)
        run = series_of(anew, config)
        reached = first_left(series_of(before, config), before["occurrence"] or 0, run) if before["every"] else 0
        if reached is None:
            self._end(record_id, before)
            return
        coming = run.first_due(today) if entry.event and not entry.ours else None
        start = max(reached, coming.number if coming else 0)
        first = next((each for each in run.days(start) if not each.left_out), None)
        if first is None:
            if start:
                self._end(record_id, before)
            else:
                series.begin(anew, config)  # which says why not
            return
        found = series.taken_on(anew, first)
        self.work.update("deadline", record_id, {name: value for name, value in found.items() if name in row})

    def _end(self, record_id: int, before: Row) -> None:
        """Remove the open one of a series that its calendar has ended with what is done, as it was."""
        self.work.update("deadline", record_id, before)
        self.meetings.take_out(record_id)

    def _note_replaced(self, row: Row, news: News, base: Row, whole: dict[str, str]) -> None:
        """Say where both sides have changed a text, or the day of what is no series: the calendar's is taken."""
        code = self.work.scalar("SELECT code FROM account WHERE id = ?", base["account_id"])
        title, note = base["title"], base["note"] or ""
        typed = [("title", (title, f"{code}: {title}")), ("note", (note,))]
        replaced = [name for name, ways in typed if name in whole and news.is_typed(name, *ways)]
        moved = not row["every"] and not news.again("when") and iso(news.entry.start) != row["due"]
        if moved and news.is_day_typed(from_iso(row["due"]), self.work.env.zone):
            replaced.append("day")
        if replaced:
            self.work.notes.append(
                f"D{row['id']} has the {' and '.join(replaced)} of its calendar now, which has changed too: what was "
                "typed here is in `amcli history`"
            )

    def _note_account(self, record_id: int, before: Row, account: str | None) -> None:
        """What is said at the end of deadlines that went to another account."""
        if account:
            code = self.work.scalar("SELECT code FROM account WHERE id = ?", before["account_id"])
            self.went.setdefault((code, account), []).append(f"D{record_id}")

    def at_the_end(self) -> None:
        """Say what is said once of many."""
        for (code, account), references in self.went.items():
            more = f" and {len(references) - _SHOWN:,} more" if len(references) > _SHOWN else ""
            named = ", ".join(references[:_SHOWN])
            self.work.notes.append(f"went from {code} to {account}, because this import says so: {named}{more}")
