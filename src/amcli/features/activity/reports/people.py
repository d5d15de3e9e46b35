"""Which people went quiet: how often each was spoken with, and how long ago that was."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from amcli.base.results import Column, Kind
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import AccountNode, as_json
from amcli.features.activity.nouns import TWO_WAY
from amcli.features.activity.reports.contact_columns import COUNTS, MINUTES, STANDING, counted, standing_cells
from amcli.features.activity.reports.quiet_accounts import ContactStatus
from amcli.features.activity.rules import cadence_of, contact_gap
from amcli.store.reader import Reader

PEOPLE_COLUMNS = (
    Column("key", rank=3),
    Column("name"),
    Column("account"),
    Column("account_name", rank=8),
    Column("roles", Kind.LIST, rank=5),
    *COUNTS,
    MINUTES,
    *STANDING,
)


class Person(NamedTuple):
    """A person, and what was said with them: of each kind how often, for how many minutes, and when for the last time.

    `id` and `account` are row ids.
    """

    id: int
    account: int
    name: str
    roles: tuple[str, ...] | None
    said: Mapping[str, tuple[int, int, date]]

    @property
    def last(self) -> date | None:
        """When both sides last took part."""
        return max((last for kind, (_, _, last) in self.said.items() if kind in TWO_WAY), default=None)


def people(
    reader: Reader, known: Mapping[int, AccountNode], scope: Collection[int], period: Period, day: date
) -> tuple[list[tuple[Any, ...]], tuple[str, ...]]:
    """A row for each person of the accounts asked for, else of the live ones, who has not left by the day; and notes.

    The cadence is that of the account. Nobody knows since when a person has been there: who was never spoken with is
    not quiet.
    """
    cadences = reader.env.config.cadences
    found = []
    for person in _read(reader, scope, period, day):
        account = known[person.account]
        cadence = cadence_of(account.cadence, account.tier, cadences)
        gap = contact_gap(person.last, account.created, cadence, day)
        judged = person.last is not None and not account.archived
        found.append((person, account, ContactStatus(person.last, cadence, gap, judged and gap.quiet)))
    rows = [_row(*each) for each in found]
    silent = sum(status.quiet for _, _, status in found)
    return rows, (f"{silent} of {len(rows)} people have gone quiet",) if silent else ()


def _read(reader: Reader, scope: Collection[int], period: Period, day: date) -> list[Person]:
    """The most spoken with in the period first."""
    chosen = as_json(scope or None)
    said: dict[int, dict[str, tuple[int, int, date]]] = {}
    for number, kind, times, minutes, last in reader.run_query(
        __file__,
        "report_people_interactions",
        start=period.start.isoformat(),
        cut=(day + timedelta(days=1)).isoformat(),
        scope=chosen,
    ):
        said.setdefault(number, {})[kind] = times, minutes, date.fromisoformat(last)
    found = [
        Person(number, account, name, tuple(roles.split(";")) if roles else None, said.get(number, {}))
        for number, account, name, roles in reader.run_query(
            __file__, "report_people", day=day.isoformat(), scope=chosen
        )
    ]
    return sorted(found, key=lambda each: -sum(times for times, _, _ in each.said.values()))


def _row(person: Person, account: AccountNode, status: ContactStatus) -> tuple[Any, ...]:
    return (
        f"C{person.id}",
        person.name,
        account.code,
        account.name,
        person.roles,
        *counted([(kind, times) for kind, (times, _, _) in person.said.items()]),
        sum(minutes for _, minutes, _ in person.said.values()),
        *standing_cells(status, judged=status.last is not None and not account.archived),
    )
