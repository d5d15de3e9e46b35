"""An event or a to-do of a calendar as a deadline or a series of them: made, or brought up to date."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from amcli.base.calendar_entry import is_computed, owner_of, trigger
from amcli.base.text import clean, quote
from amcli.base.time.dates import from_iso, iso
from amcli.base.time.lead_times import parse_lead_times, spell_lead_times
from amcli.base.time.recurrence import nth, parse_rule, to_rrule
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.services import deadlines, series
from amcli.records.services.changes import update
from amcli.records.services.checks import check_record
from amcli.records.services.field_values import Row, columns_for_new
from amcli.records.services.file_context import FileContext
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.event_account import Accounts
from amcli.tools.calendars.services.ics_file import CalendarItem
from amcli.tools.importing.services.load.entries import COMPUTED, KNOWN, NEW, UPDATED


class Deadlines:
    """Takes entries as deadlines."""

    def __init__(self, work: UnitOfWork, account: str) -> None:
        self.work, self.accounts = work, Accounts(work, account)
        self.portfolio = str(work.scalar("SELECT uid FROM portfolio"))

    def take(self, entry: CalendarItem, moved: list[CalendarItem]) -> str:
        """Make or change the deadline of an entry; says what became of it."""
        if is_computed(entry.uid, self.portfolio):
            return COMPUTED
        own = owner_of(entry.uid, self.portfolio)
        first = own[0] if own else self.work.scalar("SELECT id FROM deadline WHERE uid = ?", entry.uid)
        if own and self.work.scalar("SELECT 1 FROM deadline WHERE id = ?", first) is None:
            return "removed"
        if first is None:
            return self._add(entry, moved)
        return self._change(first if own and own[1] else self._live(first), entry, moved, own=own is not None)

    def _live(self, first: int) -> int:
        """The open deadline of the series that one has begun, else its last; itself where there is no series."""
        sql = """SELECT id FROM deadline WHERE (id = ? OR series_id = ?) AND every IS NOT NULL
            ORDER BY done IS NULL DESC, occurrence DESC, id DESC LIMIT 1"""
        return int(self.work.scalar(sql, first, first) or first)

    def _add(self, entry: CalendarItem, moved: list[CalendarItem]) -> str:
        if entry.cancelled or entry.done:
            return "over"
        today = self.work.env.today
        past = entry.event and not entry.ours and day_of(entry.start) < today
        if past and not entry.rule:
            return "past"
        account, title = self.accounts.needed(entry)
        given = {"account": account, "title": title, "due": iso(entry.start), "kind": entry.kind}
        given |= {"priority": entry.priority, "note": entry.note, "remind": self._remind(entry, None, own=False) or ""}
        if entry.rule:
            given |= _repeating(entry)
        row = columns_for_new(DEADLINE, given, FileContext(self.work))
        check_record(DEADLINE, self.work, row)
        row = dict.fromkeys((*series.INHERITED_FIELDS, *series.SERIES_FIELDS)) | row
        if past:
            coming = series.following(row, self.work.env.config, today - timedelta(days=1))
            if coming is None:
                return "past"
            row |= coming
        self._say_exceptions(entry, moved)
        if entry.rule and (one := _of(moved, _nominal(row))):
            row |= self._alone(row, self._differences(one, row, own=False)) | {"due": iso(one.start)}
        self.work.insert("deadline", row | {"uid": entry.uid, "sequence": entry.sequence})
        return NEW

    def _change(self, record_id: int, entry: CalendarItem, moved: list[CalendarItem], *, own: bool) -> str:
        work = self.work
        row = work.row("deadline", record_id)
        known = work.next_change("deadline", row["series_id"] or record_id) - 1
        if entry.sequence < known:
            return KNOWN
        if row["done"]:
            changed = False
        elif entry.cancelled:
            changed = work.update("deadline", record_id, {"done": work.env.today.isoformat()})
        elif entry.done:
            closing = deadlines.prepare_closing(work, f"D{record_id}", entry.done.isoformat())
            record_id = deadlines.close(work, closing)[-1]
            changed = True
        else:
            changed = self._bring_up_to_date(record_id, row, entry, moved, own=own)
        if changed or entry.sequence > known:
            work.update("deadline", record_id, {"sequence": max(entry.sequence, known)})
        return UPDATED if changed else KNOWN

    def _bring_up_to_date(
        self, record_id: int, row: Row, entry: CalendarItem, moved: list[CalendarItem], *, own: bool
    ) -> bool:
        """Take over what is different; of a series also what its open occurrence has for itself."""
        whole = self._differences(entry, row | json.loads(row["template"] or "{}"), own=own)
        again = _comes_otherwise(entry, row)
        if again:
            self._say_exceptions(entry, moved)
            update(self.work, DEADLINE, record_id, {**whole, **again})
            self._begin_again(record_id, entry)
            return True
        one = _of(moved, _nominal(row)) if row["every"] else None
        if one is None:
            if not row["every"] and iso(entry.start) != row["due"]:
                whole["due"] = iso(entry.start)
            if whole:
                update(self.work, DEADLINE, record_id, whole)
            return bool(whole)
        changes = self._alone(row, self._differences(one, row, own=own))
        if whole:
            base = {name: row[name] for name in series.INHERITED_FIELDS} | json.loads(row["template"] or "{}")
            columns = {name: whole[name] or None for name in series.INHERITED_FIELDS if name in whole}
            changes["template"] = json.dumps(base | columns, ensure_ascii=False)
        if iso(one.start) != row["due"]:
            changes["due"] = iso(one.start)
        return bool(changes) and self.work.update("deadline", record_id, changes)

    def _alone(self, row: Row, given: dict[str, str]) -> Row:
        """The columns of an occurrence that is otherwise than its series, and what the next one is to have again."""
        changes: Row = {name: given[name] or None for name in series.INHERITED_FIELDS if name in given}
        if changes and not row["template"]:
            kept = {name: row[name] for name in series.INHERITED_FIELDS}
            changes["template"] = json.dumps(kept, ensure_ascii=False)
        return changes

    def _begin_again(self, record_id: int, entry: CalendarItem) -> None:
        """Count the series anew from the entry's start, up to the day that it has reached."""
        row = self.work.row("deadline", record_id)
        anew: Row = dict(row)
        config, today = self.work.env.config, self.work.env.today
        if not row["every"]:
            self.work.update("deadline", record_id, dict.fromkeys(series.SERIES_FIELDS))
            return
        series.begin(anew, config)
        if not entry.ours and day_of(entry.start) < today:
            anew |= series.following(anew, config, today - timedelta(days=1)) or {}
        names = ("due", *series.SERIES_FIELDS)
        self.work.update("deadline", record_id, {name: anew[name] for name in names} | {"template": None})

    def _differences(self, entry: CalendarItem, row: Row, *, own: bool) -> dict[str, str]:
        """The fields that an entry has otherwise than a deadline (its days are compared elsewhere)."""
        account, title = self.accounts.split(entry)
        title = clean(title)[0]
        called = entry.summary.endswith(f": {row['title']}")  # also where the account is called otherwise now
        if called or title.strip() in ("", row["title"].strip()):
            title = row["title"]
        wanted = {"title": title, "note": clean(entry.note)[0]}
        wanted |= {"kind": entry.kind or row["kind"], "priority": entry.priority or row["priority"]}
        found = {name: text for name, text in wanted.items() if text != (row[name] or "")}
        code = self.work.scalar("SELECT code FROM account WHERE id = ?", row["account_id"])
        if account and account != code:
            found["account"] = account
        remind = self._remind(entry, row["remind"], own=own)
        return found if remind is None else found | {"remind": remind}

    def _remind(self, entry: CalendarItem, stands: str | None, *, own: bool) -> str | None:
        """The lead times that make an entry's alarms, or None where those in force make them already.

        An entry of another program that has no alarm says nothing about reminders.
        """
        if not entry.leads and not (own or entry.ours):
            return None
        leads = parse_lead_times(stands if stands is not None else self.work.env.config.text("remind.leads"))
        same = {trigger(entry.start, lead) for lead in leads} == {trigger(entry.start, lead) for lead in entry.leads}
        return None if same else spell_lead_times(entry.leads)

    def _say_exceptions(self, entry: CalendarItem, moved: list[CalendarItem]) -> None:
        if not entry.ours and (moved or entry.exceptions):
            count = len(moved) + entry.exceptions
            said = f"{quote(entry.summary)} has {count:,} moved or left-out days, which its series here does not know"
            self.work.notes.append(said)


def _repeating(entry: CalendarItem) -> dict[str, str]:
    """How an entry comes again, as fields; empty texts where it does not."""
    until = entry.until.isoformat() if entry.until else ""
    return {"every": entry.rule, "times": str(entry.times or ""), "until": until}


def _comes_otherwise(entry: CalendarItem, row: Row) -> dict[str, str]:
    """The fields of a series, where the entry's is not the same as the deadline's from its open occurrence on."""
    if not entry.rule and not row["every"]:
        return {}
    if not entry.rule or not row["every"]:
        return {**_repeating(entry), "due": iso(entry.start)}
    anchor = from_iso(row["anchor"])
    same_rule = entry.rule == _in_order(to_rrule(parse_rule(row["every"]), day_of(anchor)))
    left = {anchor: row["times"], _nominal(row): row["times"] and max(1, row["times"] - row["occurrence"])}
    ends = (entry.times, entry.until and entry.until.isoformat())
    if row["times"] and row["until"]:  # an export has told the earlier of the two alone
        ends = (left.get(entry.start), row["until"])
    if same_rule and entry.start in left and ends == (left[entry.start], row["until"]):
        return {}
    return {**_repeating(entry), "due": iso(entry.start)}


def _nominal(row: Row) -> date | datetime | None:
    """The day that the rule's text names for the open occurrence."""
    if not row["every"]:
        return None
    return nth(parse_rule(row["every"]), from_iso(row["anchor"]), row["occurrence"])


def _of(moved: list[CalendarItem], day: date | datetime | None) -> CalendarItem | None:
    return next((entry for entry in moved if entry.replaces == day), None)


def _in_order(rule: str) -> str:
    """The parts of a rule in icalendar's order."""
    import icalendar

    text: str = icalendar.vRecur.from_ical(rule).to_ical().decode()
    return text
