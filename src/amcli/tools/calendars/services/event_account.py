"""Whose an event of a calendar is: the account that its summary begins with, or the one that was given for all."""

from __future__ import annotations

from amcli.base.errors import AmcliError
from amcli.base.text import clean
from amcli.features.accounts.nouns import ACCOUNT
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.ics_entry import CalendarItem
from amcli.tools.importing.services.load.entries import EntryError
from amcli.tools.importing.services.rows.record_index import RecordIndex


class Accounts:
    """Whose an entry is."""

    def __init__(self, work: UnitOfWork, account: str) -> None:
        self.work = work
        self.given = work.find_owner("account", account).reference if account else ""
        self._names = RecordIndex(work.connection, ACCOUNT)

    def split(self, entry: CalendarItem) -> tuple[str, str]:
        """The code of the account and the rest of the summary; no code where neither says one."""
        prefix, joint, rest = entry.summary.partition(": ")
        code = self._code(prefix) if joint else ""
        if self.given:
            return self.given, rest if code and (entry.ours or code == self.given) else entry.summary
        return (code, rest) if code else ("", entry.summary)

    def needed(self, entry: CalendarItem) -> tuple[str, str]:
        """The same of a new record, which has to have both: EntryError where one is missing."""
        code, title = self.split(entry)
        if not clean(title)[0].strip():
            raise EntryError("SUMMARY", entry.summary, "says nothing that could be a title")
        if not code:
            why = "names no account: begin it with 'ACCOUNT: ', or say --account ACCOUNT for all"
            raise EntryError("SUMMARY", entry.summary, why)
        return code, title if entry.ours else title.strip()

    def _code(self, text: str) -> str:
        try:
            record_id = self._names.find(text, None)
        except AmcliError:
            return ""
        return str(self.work.scalar("SELECT code FROM account WHERE id = ?", record_id))
