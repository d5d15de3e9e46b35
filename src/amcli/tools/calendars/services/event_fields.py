"""What an entry of a calendar says in the fields of a deadline, and where that is otherwise than it stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from amcli.base.calendar_entry import owner_of, trigger
from amcli.base.text import clean
from amcli.base.time.lead_times import parse_lead_times, spell_lead_times
from amcli.features.deadlines.rules import INHERITED_FIELDS
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.event_account import Accounts
from amcli.tools.calendars.services.ics_entry import CalendarItem
from amcli.tools.calendars.services.said import Heard, read_said, said_words, without_said

NOTHING: Mapping[str, Any] = MappingProxyType({})
_AN_HOUR = "DURATION:PT1H"  # what programs make of an event that takes no time


def rest_beside(entry: CalendarItem, stands: str | None) -> str | None:
    """The lines of an entry beyond the fields, to be compared with those that are kept, which are those of `stands`
    without what was said.
    """
    if "DURATION:" in (stands or ""):
        return entry.rest or None
    return "\n".join(line for line in entry.rest.split("\n") if line != _AN_HOUR) or None


def _is_known(name: str, value: str | None, words: str, said: Heard | None, told: Mapping[str, Any]) -> bool:
    """Whether a field is as the calendar had it before, in its own words; told: of a single meeting, in ours."""
    if name in told:
        return (told[name] or None) == (value or None)
    return said is not None and said.same("rest" if name == "event" else name, words)


class EventFields:
    """Compares entries with deadlines."""

    def __init__(self, work: UnitOfWork, account: str) -> None:
        self.work, self.accounts = work, Accounts(work, account)
        self.portfolio = str(work.scalar("SELECT uid FROM portfolio"))

    def is_back(self, entry: CalendarItem, beside: CalendarItem | None = None) -> bool:
        """Whether an entry comes back to us, by itself or by its series in the same file: it is compared with what is
        here, and not with what another calendar has said before.
        """
        own = owner_of(entry.uid, self.portfolio) is not None
        return own or any(each is not None and read_said(each.said) is not None for each in (entry, beside))

    def differences(
        self, entry: CalendarItem, row: Row, *, own: bool, said: Heard | None = None, told: Mapping[str, Any] = NOTHING
    ) -> dict[str, str]:
        """The fields that an entry has otherwise than a deadline (its days are compared elsewhere).

        said: what its calendar said of it before: what it says again is no news, and what was typed here since stands.
        told: the same of a single meeting, where that was otherwise than its series.
        """
        account, title = self.accounts.split(entry)
        title = clean(title)[0]
        called = entry.summary.endswith(f": {row['title']}")  # also where the account is called otherwise now
        if called or title.strip() in ("", row["title"].strip()):
            title = row["title"]
        wanted = {"title": title, "note": clean(entry.note)[0]}
        wanted |= {"kind": entry.kind or row["kind"], "priority": entry.priority or row["priority"]}
        words = said_words(entry)
        found = {
            name: text
            for name, text in wanted.items()
            if text != (row[name] or "") and not _is_known(name, text, words[name], said, told)
        }
        code = self.work.scalar("SELECT code FROM account WHERE id = ?", row["account_id"])
        if account and account != code and not (said and said.same("account", account)):
            found["account"] = account
        remind = self.remind(entry, row["remind"], own=own)
        if remind is None or _is_known("remind", remind, words["remind"], said, told):
            return found
        return found | {"remind": remind}

    def columns(
        self, entry: CalendarItem, row: Row, *, said: Heard | None = None, told: Mapping[str, Any] = NOTHING
    ) -> Row:
        """The columns that one of a series has otherwise than the row of the series, or than it stands itself.

        said, told: as of `differences`.
        """
        given = self.differences(entry, row, own=False, said=said, told=told)
        found: Row = {name: given[name] or None for name in INHERITED_FIELDS if name in given}
        stands = without_said(row["event"])
        rest = rest_beside(entry, stands)
        if rest != stands and not _is_known("event", rest, entry.rest, said, told):
            found["event"] = rest
        return found

    def remind(self, entry: CalendarItem, stands: str | None, *, own: bool) -> str | None:
        """The lead times that make an entry's alarms, or None where those in force make them already.

        An entry of another program that has no alarm says nothing about reminders.
        """
        if not entry.leads and not (own or entry.ours):
            return None
        leads = parse_lead_times(stands if stands is not None else self.work.env.config.text("remind.leads"))
        same = {trigger(entry.start, lead) for lead in leads} == {trigger(entry.start, lead) for lead in entry.leads}
        return None if same else spell_lead_times(entry.leads)
