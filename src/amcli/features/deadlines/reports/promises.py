"""What we owed to accounts in the last twelve months, and how much of it was kept."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amcli.base.time.dates import from_iso, iso
from amcli.base.time.period import same_day_earlier
from amcli.base.time.workdays import day_of
from amcli.store.reader import Reader, query_text


class Promises(NamedTuple):
    """due: how many; kept: of these, done on or before their day; last: the last of these days."""

    due: int
    kept: int
    last: date


class Promise(NamedTuple):
    """One of them. done: the day it was, where that was known on the day that asks."""

    id: int
    title: str
    due: date
    done: date | None

    @property
    def kept(self) -> bool:
        return self.done is not None and self.done <= day_of(self.due)


def promises(reader: Reader, day: date, alone: int | None = None) -> dict[int, Promises]:
    """By account those due in the twelve months before a day, which is not over itself; with `alone` of that one. What
    nobody said the owner of is ours, as with the obligations of contracts.
    """
    scope = "TRUE" if alone is None else "account_id = :account"
    sql = query_text(__file__, "promises").replace("{scope}", scope)
    return {
        account: Promises(due, kept, date.fromisoformat(last))
        for account, due, kept, last in reader.rows(sql, _parameters(day, alone))
    }


def promises_of(reader: Reader, day: date, account: int) -> list[Promise]:
    """The same of one account, one by one, by the day."""
    return [
        Promise(number, title, from_iso(due), date.fromisoformat(done) if done else None)
        for number, title, due, done in reader.run_query(__file__, "promises_of", **_parameters(day, account))
    ]


def _parameters(day: date, account: int | None) -> dict[str, object]:
    return {"start": iso(same_day_earlier(day)), "end": iso(day), "day": iso(day), "account": account}
