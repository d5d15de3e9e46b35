"""The days of contracts that are still to come: for lists, the agenda, calendars, reminders and the day's screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from amcli.base.time.workdays import free_days
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.days import ContractDay, days_to_come, notice_passed
from amcli.features.contracts.rules.standing import Standing
from amcli.store.reader import Reader, query_text

_SPARE = 8  # days by which months may be otherwise than on average, those of a term and those of its notice together
_FREE, _WEEKEND = 60, 2  # no row of days that are free of work is longer, with holidays and without
PASSED_DAYS = 14  # how long the screen of the day says that a day of notice passed unused


class PassedNotice(NamedTuple):
    """A contract whose last day of notice passed unused. again: that of the next term; None where none comes."""

    id: str
    account: str
    name: str
    arrive: date
    end: date
    again: date | None
    owner: str | None

    @property
    def title(self) -> str:
        """What is said of it in a list."""
        return f"Notice was not given: {self.name}"


def contract_days(
    reader: Reader,
    *,
    until: date | None = None,
    ahead: date | None = None,
    account: int | None = None,
    contract: int | None = None,
) -> list[ContractDay]:
    """The days of the contracts of live accounts that are still to come, by day (rules/days.py says which).

    until: none after this day. ahead: also those of later terms, up to this day. account, contract: only of these row
    ids.
    """
    found = standing_contracts(reader, until=until, account=account, contract=contract)
    return days_of(reader, found, until=until, ahead=ahead)


def days_of(
    reader: Reader, found: Iterable[Standing], *, until: date | None = None, ahead: date | None = None
) -> list[ContractDay]:
    """The same of contracts as they stand."""
    lead, free = reader.env.config.contract_lead, free_days(reader.env.config.text("country"))
    days = [day for one in found for day in days_to_come(one, lead, free, ahead)]
    return sorted((day for day in days if until is None or day.due <= until), key=attrgetter("due"))


def standing_contracts(
    reader: Reader,
    *,
    until: date | None = None,
    since: date | None = None,
    renewal: date | None = None,
    account: int | None = None,
    contract: int | None = None,
    known: Mapping[int, Standing] | None = None,
) -> list[Standing]:
    """The contracts of live accounts as they stand today. until: only those that may have a day from today (or `since`)
    up to it; SQL finds them, because most have none. renewal: also those that are renewed by agreement and end before
    this day. known: those of all live accounts by their ids, where they are read already.
    """
    accounts = None if account is None else (account,)
    if until is None:
        return standings(reader, accounts=accounts, contract=contract, archived=False)
    lead, country = reader.env.config.contract_lead, reader.env.config.text("country")
    near = reader.rows(
        query_text(__file__, "days"),
        {
            "first": (since or reader.env.today).isoformat(), "last": until.isoformat(), "lead": lead.spell(),
            "spare": _SPARE, "free": _FREE if country else _WEEKEND, "account": account, "contract": contract,
            "renewal": renewal.isoformat() if renewal else None,
        },
    ).fetchall()  # fmt: skip
    if not near:
        return []
    if known is not None:
        return [known[number] for number in sorted(number for (number,) in near) if number in known]
    return standings(reader, contracts=[number for (number,) in near], archived=False)


def passed_notices(found: Iterable[Standing], for_days: int) -> list[PassedNotice]:
    """Of contracts that renew themselves those whose last day of notice passed in the last days, the latest first."""
    rows = [
        PassedNotice(
            one.reference,
            one.contract.account,
            one.contract.name,
            one.arrive_by,
            one.end,
            one.next_arrive_by,
            one.contract.owner,
        )
        for one in found
        if one.arrive_by is not None and notice_passed(one, for_days)
    ]
    return sorted(rows, key=attrgetter("arrive"), reverse=True)
