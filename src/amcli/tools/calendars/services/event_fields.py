"""What an entry of a calendar says in the fields of a deadline, and where that is otherwise than it stands."""

from __future__ import annotations

from amcli.base.calendar_entry import trigger
from amcli.base.text import clean
from amcli.base.time.lead_times import parse_lead_times, spell_lead_times
from amcli.features.deadlines.rules import INHERITED_FIELDS
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.event_account import Accounts
from amcli.tools.calendars.services.ics_entry import CalendarItem

_AN_HOUR = "DURATION:PT1H"  # what programs make of an event that takes no time


def rest_beside(entry: CalendarItem, stands: str | None) -> str | None:
    """The lines of an entry beyond the fields, to be compared with those that are kept."""
    if "DURATION:" in (stands or ""):
        return entry.rest or None
    return "\n".join(line for line in entry.rest.split("\n") if line != _AN_HOUR) or None


class EventFields:
    """Compares entries with deadlines."""

    def __init__(self, work: UnitOfWork, account: str) -> None:
        self.work, self.accounts = work, Accounts(work, account)

    def differences(self, entry: CalendarItem, row: Row, *, own: bool) -> dict[str, str]:
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
        remind = self.remind(entry, row["remind"], own=own)
        return found if remind is None else found | {"remind": remind}

    def columns(self, entry: CalendarItem, row: Row, *, own: bool) -> Row:
        """The columns that one of a series has otherwise than the row of the series, or than it stands itself."""
        given = self.differences(entry, row, own=own)
        found: Row = {name: given[name] or None for name in INHERITED_FIELDS if name in given}
        if (rest := rest_beside(entry, row["event"])) != row["event"]:
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
