"""What is said of the days of contracts, and why of each of them.

A day to decide is said from itself on, because the lead of the contract is its head start; a last day for notice and
an end from the longest configured lead time on. Each is said once for a contract, a term and a kind of day: the key has
the end of the term (`CT5|2026-12-31|act`), so that another lead or another time of notice says nothing twice, and a new
term is said anew. What was put off is said once more from that day on (`CT5|2026-12-31|act|2026-10-01`).

Only who has contracts loads this.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from amcli.base.time.dates import iso
from amcli.base.time.lead_times import LeadTime, comes_at
from amcli.features.contracts.reports.days import contract_days, days_of
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.days import ContractDay
from amcli.features.contracts.rules.standing import ACT, ARRIVE, Standing
from amcli.features.contracts.rules.terms import ENDED
from amcli.features.deadlines.reports.contract_days import KIND
from amcli.render.people import short_day
from amcli.store.reader import Reader

_NEAR = {0: "today", 1: "tomorrow"}
SaidAt = Callable[[str], str]


class ContractReminder(NamedTuple):
    """A reminder of a day of a contract, as DueReminder has them."""

    id: str
    due: date
    days: int
    account: str
    text: str
    keys: tuple[str, ...]
    what: str
    colleague: str | None


def contract_reminders(
    reader: Reader, within: LeadTime | None, common: Collection[LeadTime], now: datetime
) -> list[ContractReminder]:
    """All that is to be said at `now` of contracts of live accounts, by day. within: takes the place of every lead."""
    longest = within or max(common, default=LeadTime(0, True))
    try:
        until = (now + timedelta(minutes=longest.minutes, days=1)).date()
    except OverflowError:
        until = date.max
    found = contract_days(reader, until=until)
    come = [day for day in found if _from(day, within, longest) <= now and not day.silent(now.date())]
    told = {(day.contract.id, day.term.end) for day in come if day.kind == ARRIVE}
    return [
        _reminder(day, now.date(), (day.contract.id, day.term.end) in told)
        for day in come
        if day.kind != ACT or (day.contract.id, day.term.end) not in told
    ]


def explain_contracts(
    reader: Reader,
    within: LeadTime | None,
    common: Collection[LeadTime],
    reasons: Collection[str],
    said_at: SaidAt,
    *,
    once: bool,
) -> Iterator[tuple[Any, ...]]:
    """A row of EXPLAINED_COLUMNS for each day of each contract that is not over; `said_at`: when a key was said."""
    now = reader.env.now
    said = {one.keys[0]: one for one in contract_reminders(reader, within, common, now)}
    longest = within or max(common, default=LeadTime(0, True))
    for one in standings(reader):
        if one.state == ENDED:
            continue
        days = days_of(reader, [one])
        yield from _passed(one, days)
        for day in days:
            reminder = said.get(_keys(day, now.date())[0])
            because, says = _why_not(day, days, _from(day, within, longest), now), False
            if reminder:
                says, because = KIND in reasons, reminder.text
                if not says:
                    because += f"; the options leave out {KIND}"
                elif last := said_at(reminder.keys[0]):
                    says = not once
                    because += f"; was said on {last}: with --once not again for this term"
            yield day.reference, day.due, day.contract.account, says, because


def _passed(one: Standing, days: list[ContractDay]) -> Iterator[tuple[Any, ...]]:
    """A row for the last day of notice of the present term, where that has passed."""
    if not one.notice_passed or one.arrive_by is None:
        return
    again = next((day.due for day in days if day.kind == ARRIVE), None)
    because = f"{one.contract.name}: the last day for notice has passed"
    because += f"; that of the next term is {iso(again)}" if again else ""
    yield one.reference, one.arrive_by, one.contract.account, False, because


def _why_not(day: ContractDay, days: list[ContractDay], start: datetime, now: datetime) -> str:
    """Why a day is not said."""
    if day.contract.archived:
        return f"account {day.contract.account} is archived"
    if start > now:
        return f"{day.title}: is said from {start:%Y-%m-%d} on"
    if day.contract.snoozed and day.silent(now.date()):
        return f"{day.title}: was put off until {iso(day.contract.snoozed)}"
    return f"{day.title}: the last day for notice is said instead"


def _from(day: ContractDay, within: LeadTime | None, longest: LeadTime) -> datetime:
    """The moment from which a day is said."""
    if day.kind == ACT and within is None:
        return datetime(day.due.year, day.due.month, day.due.day)
    try:
        return comes_at(day.due, longest)
    except OverflowError:
        return datetime.min


def _keys(day: ContractDay, today: date) -> tuple[str, ...]:
    """What it is remembered by, the last first: once more where it was put off to a day that has come."""
    key = f"{day.reference}|{iso(day.term.end)}|{day.kind}"
    put_off = day.contract.snoozed
    if put_off is None or put_off > today or put_off <= day.term.start or put_off > day.term.end:
        return (key,)
    return f"{key}|{iso(put_off)}", key


def _reminder(day: ContractDay, today: date, decides: bool) -> ContractReminder:
    """decides: it says the day to decide as well."""
    contract, days = day.contract, (day.due - today).days
    keys = _keys(day, today)
    if decides and day.kind == ARRIVE:
        keys += tuple(key.replace(f"|{ARRIVE}", f"|{ACT}") for key in keys)
    what, when = _sentence(day, today)
    text = f"{what}, {contract.account}: {when} ({day.reference})"
    return ContractReminder(day.reference, day.due, days, contract.account, text, keys, what, contract.owner)


def _sentence(day: ContractDay, today: date) -> tuple[str, str]:
    """What to do, and by when."""
    name, days = day.contract.name, (day.due - today).days
    on = f"{day.due:%a} {short_day(day.due, today)}"
    away = f"{_NEAR.get(days, f'in {days} days')}, {on}"
    if day.kind == ACT and day.arrive:
        return f"Decide on {name}", f"notice must arrive by {day.arrive:%a} {short_day(day.arrive, today)}"
    if day.kind == ARRIVE:
        return f"Decide on {name}", f"the last day for notice is {away}"
    if day.over:
        return f"Renew or close {name}", f"ended on {on}, not renewed"
    if day.goes_on:
        return f"Note that {name} renews", f"its term ends {away}"
    if day.contract.ends:
        return f"Close {name}", f"it ends for good {away}"
    return f"Renew or close {name}", f"it ends {away}"
