"""Whose an event of a calendar is: the account that its summary begins with, or the one that was given for all."""

from __future__ import annotations

from amcli.domain.errors import AmcliError
from amcli.domain.nouns import ACCOUNT
from amcli.domain.text import clean
from amcli.services.importing.calendar import Entry
from amcli.services.importing.entries import Broken
from amcli.services.importing.names import Names
from amcli.store.session import Work


class Accounts:
    """Whose an entry is."""

    def __init__(self, work: Work, account: str) -> None:
        self.work = work
        self.given = work.find("account", account).reference if account else ""
        self._names = Names(work.connection, ACCOUNT)

    def split(self, entry: Entry) -> tuple[str, str]:
        """The code of the account and the rest of the summary; no code where neither says one."""
        prefix, joint, rest = entry.summary.partition(": ")
        code = self._code(prefix) if joint else ""
        if self.given:
            return self.given, rest if code and (entry.ours or code == self.given) else entry.summary
        return (code, rest) if code else ("", entry.summary)

    def needed(self, entry: Entry) -> tuple[str, str]:
        """The same of a new record, which has to have both."""
        code, title = self.split(entry)
        if not clean(title)[0].strip():
            raise Broken("SUMMARY", entry.summary, "says nothing that could be a title")
        if not code:
            why = "names no account: begin it with 'ACCOUNT: ', or say --account ACCOUNT for all"
            raise Broken("SUMMARY", entry.summary, why)
        return code, title if entry.ours else title.strip()

    def _code(self, text: str) -> str:
        try:
            number = self._names.find(text, None, prefixes=False)
        except AmcliError:
            return ""
        return str(self.work.value("SELECT code FROM account WHERE id = ?", number))
