"""The interactions behind the figures of an account."""

from __future__ import annotations

from datetime import date

from amcli.base.results import Column, Kind, Report
from amcli.base.text import number_of
from amcli.base.time.period import Period
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.accounts.reports.explained import days_that_count, metadata
from amcli.features.activity.reports.quiet_accounts import contact_statuses
from amcli.store.reader import Reader

_ACTIVITY = (
    Column("id"),
    Column("date", Kind.DATE),
    Column("kind"),
    Column("text"),
    Column("with", Kind.LIST, rank=1),
    Column("minutes", Kind.INT, rank=2),
)


def explain_activity(reader: Reader, *, period: Period, as_of: date | None, account: str) -> Report:
    """The interactions of an account in the period up to a day; how long it has been silent is in the notes.

    Raises NotFound and Ambiguous for the account.
    """
    found = reader.find_owner("account", account)
    day = min(as_of or reader.env.today, period.last_day)
    rows = reader.run_query(__file__, "explain_activity", account=found.record_id, **days_that_count(period, day))
    standing = contact_statuses(reader, accounts_of.load(reader), day)[found.record_id]
    if standing.last is None:
        last = "never spoken with"
    else:
        last = f"last spoken with on {standing.last}, {number_of(standing.gap.days or 0, 'day')} before {day}"
    cadence = number_of(standing.cadence, "day")
    return Report(
        "activity",
        _ACTIVITY,
        [
            (number, date.fromisoformat(held), kind, text, tuple(people.split(";")) if people else (), minutes)
            for number, held, kind, text, people, minutes in rows
        ],
        facts=metadata(found.reference, period, day),
        reference="id",
        title=f"Activity of {found.reference} in {period.name} up to {day}",
        empty=f"no interactions with {found.reference} in {period.name} up to {day}",
        notes=(f"{last}; its cadence is {cadence}: {'quiet' if standing.quiet else 'not quiet'}",),
    )
