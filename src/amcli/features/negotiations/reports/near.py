"""Open negotiations: those that should be agreed by now, or soon; all of an account."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from amcli.base.results import Column, Kind, Listing
from amcli.store.reader import Reader

NEAR_DAYS = 14
NEAR = (
    Column("id"),
    Column("account"),
    Column("subject"),
    Column("about"),
    Column("until", Kind.DATE),
    Column("days", Kind.INT),
)
_OPEN = "SELECT id, account, subject, about, until FROM negotiations WHERE closed IS NULL AND"
_NEAR = f"""{_OPEN} until <= :last AND (SELECT archived FROM account WHERE id = account_id) IS NULL
    ORDER BY until, record_id"""
_OF_ACCOUNT = f"{_OPEN} account_id = :account ORDER BY until IS NULL, until, record_id"


class NearNegotiation(NamedTuple):
    """One of them, in the order of NEAR; until: None where no day is set; days: from today to it, less than zero where
    it has passed.
    """

    id: str
    account: str
    subject: str
    about: str | None
    until: date | None
    days: int | None


def near_negotiations(reader: Reader, account: int = 0) -> list[NearNegotiation]:
    """Those of live accounts until a day that has passed or is within NEAR_DAYS; or all of one account by its id."""
    today = reader.env.today
    last = (today + timedelta(days=NEAR_DAYS)).isoformat()
    found = []
    for reference, code, subject, about, until in reader.rows(
        _OF_ACCOUNT if account else _NEAR, {"last": last, "account": account}
    ):
        day = date.fromisoformat(until) if until else None
        found.append(NearNegotiation(reference, code, subject, about, day, (day - today).days if day else None))
    return found


def near_section(near: list[NearNegotiation], title: str = "Negotiations that should be agreed") -> Listing:
    """The same as a part of a screen."""
    return Listing("negotiations", NEAR, near, title=title)
