"""What a calendar is to know of contracts: an entry for each day, by the contract, the start of its term and the kind.

An end that moves moves its entries: they are those of the same term. What is over (notice given, or no more in time, a
term that was renewed) is told as cancelled by an export, so that it goes from the calendar.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from amcli.base.calendar_entry import Event, computed_uid
from amcli.base.time.dates import iso
from amcli.base.time.lead_times import LeadTime, parse_lead_times
from amcli.base.time.workdays import free_days
from amcli.features.contracts.reports.days import days_of
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.days import ContractDay, days_over
from amcli.features.contracts.rules.standing import ACT
from amcli.store.reader import Reader, query_text

_DAY_OF = LeadTime(0, True)


class _Change(NamedTuple):
    """How often a contract changed, and when it did last."""

    times: int
    at: str


def days_gone(reader: Reader, account: int | None, since: date) -> list[ContractDay]:
    """The days of contracts of live accounts that count no more, from a day on, by day."""
    lead, free = reader.env.config.contract_lead, free_days(reader.env.config.text("country"))
    accounts = None if account is None else (account,)
    found = standings(reader, accounts=accounts, archived=False)
    return sorted((day for one in found for day in days_over(one, lead, free, since)), key=lambda day: day.due)


def contract_events(reader: Reader, asked: Iterable[tuple[int, date, bool]], portfolio: str) -> Iterator[Event]:
    """The entries of days of contracts; asked: of each the row id, the day, and whether it counts no more."""
    wanted = list(dict.fromkeys(asked))
    if not wanted:
        return
    ids = sorted({number for number, _, _ in wanted})
    last = max(day for _, day, _ in wanted)
    lead, free = reader.env.config.contract_lead, free_days(reader.env.config.text("country"))
    found = standings(reader, contracts=ids)
    days: dict[tuple[int, date, bool], list[ContractDay]] = {}
    for day in days_of(reader, found, ahead=last):
        days.setdefault((day.contract.id, day.due, False), []).append(day)
    if any(over for _, _, over in wanted):
        since = min(day for _, day, over in wanted if over)
        for day in (day for one in found for day in days_over(one, lead, free, since)):
            days.setdefault((day.contract.id, day.due, True), []).append(day)
    changes = _changes(reader, ids)
    leads = parse_lead_times(reader.env.config.text("remind.leads"))
    for key in wanted:
        for day in days.get(key, ()):
            yield _event(day, changes[key[0]], leads, portfolio, over=key[2])


def _event(day: ContractDay, change: _Change, leads: tuple[LeadTime, ...], portfolio: str, *, over: bool) -> Event:
    note = f"Notice must arrive by {iso(day.arrive)}." if day.kind == ACT and day.arrive else None
    alarms = () if over else (_DAY_OF,) if day.kind == ACT else leads
    return Event(
        computed_uid(day.reference, day.term.start, day.kind, portfolio), 2 * change.times + over,
        datetime.fromisoformat(change.at).astimezone(UTC), day.due, day.contract.account, day.title, note, "contract",
        "normal", alarms, cancelled=over,
    )  # fmt: skip


def _changes(reader: Reader, ids: Collection[int]) -> Mapping[int, _Change]:
    rows: Any = reader.rows(query_text(__file__, "contract_changes"), {"ids": json.dumps(ids)})
    return {number: _Change(times, at) for number, times, at in rows}
