"""An event of a calendar as an interaction: a meeting that has taken place."""

from __future__ import annotations

from amcli.base.calendar_entry import is_computed
from amcli.base.text import clean
from amcli.base.time.workdays import day_of
from amcli.features.activity.nouns import INTERACTION
from amcli.records.services.changes import update
from amcli.records.services.checks import check_record
from amcli.records.services.field_values import columns_for_new
from amcli.records.services.file_context import FileContext
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.event_account import Accounts
from amcli.tools.calendars.services.ics_entry import CalendarItem
from amcli.tools.calendars.services.single_meetings import alone
from amcli.tools.importing.services.load.entries import COMPUTED, KNOWN, NEW, UPDATED


class Meetings:
    """Takes events as interactions: what has taken place up to today."""

    def __init__(self, work: UnitOfWork, account: str) -> None:
        self.work, self.accounts = work, Accounts(work, account)
        self.portfolio = str(work.scalar("SELECT uid FROM portfolio"))

    def take(self, entry: CalendarItem, others: list[CalendarItem]) -> str:
        """Make or change the interaction of an event; says what became of it. A meeting of a series that has a day of
        its own is one.
        """
        del others
        if entry.replaces is not None:
            return self.take(alone(entry), [])
        if is_computed(entry.uid, self.portfolio):
            return COMPUTED
        day = day_of(entry.start)
        record_id = self.work.scalar("SELECT id FROM interaction WHERE uid = ?", entry.uid)
        if not entry.event:
            return "to-do"
        if entry.rule:
            return "repeated"
        if record_id is None and entry.cancelled:
            return "over"
        if record_id is None and day > self.work.env.today:
            return "future"
        account, title = self.accounts.needed(entry)
        text = f"{title}\n{entry.note}".strip()
        given = {"account": account, "text": text, "kind": "meeting", "date": day.isoformat()}
        given |= {"minutes": str(entry.minutes)} if entry.minutes else {}
        if record_id is not None:
            return UPDATED if self._changed(record_id, given) else KNOWN
        row = columns_for_new(INTERACTION, given, FileContext(self.work))
        row.pop("with_id", None)
        check_record(INTERACTION, self.work, row)
        self.work.insert("interaction", row | {"uid": entry.uid})
        return NEW

    def at_the_end(self) -> None:
        """Say what is said once of many."""

    def _changed(self, record_id: int, given: dict[str, str]) -> bool:
        """Whether the event is otherwise than the interaction, whose kind may have been corrected here."""
        row = self.work.row("interaction", record_id)
        code = self.work.scalar("SELECT code FROM account WHERE id = ?", row["account_id"])
        stands = {**row, "account": code, "minutes": row["minutes"] and str(row["minutes"])}
        found = {name: text for name, text in given.items() if name != "kind" and clean(text)[0] != stands[name]}
        if found:
            update(self.work, INTERACTION, record_id, found)
        return bool(found)
