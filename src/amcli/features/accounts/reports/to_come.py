"""What an account will be part of."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amcli.base.results import Column, Kind, Listing
from amcli.features.accounts.rules import PARENT_ON, TO_COME
from amcli.store.reader import Reader

_COLUMNS = (Column("from", Kind.DATE), Column("parent", undefined=True))


class NextParent(NamedTuple):
    """What an account is part of from a day on, by its code; None: of no other one."""

    day: date
    parent: str | None

    @property
    def told(self) -> str:
        """`from 2027-01-01 part of beta`."""
        return f"from {self.day} part of {self.parent or 'no account'}"


def next_parents(reader: Reader, account: int) -> list[NextParent]:
    """What the account of a row id will be part of after today, in the order of the days."""
    today = reader.env.today.isoformat()
    sql = f"SELECT :day, (SELECT code FROM account AS p WHERE p.id = {PARENT_ON}) FROM account WHERE id = :account"
    (now,) = reader.rows(sql, {"account": account, "day": today})
    found = [now]
    for row in reader.rows(TO_COME, {"account": account, "day": today}):
        if row[1] != found[-1][1]:
            found.append(row)
    return [NextParent(date.fromisoformat(day), parent) for day, parent in found[1:]]


def to_come(parents: list[NextParent]) -> Listing:
    """The same as a section of a screen."""
    return Listing("to_come", _COLUMNS, parents, "from", title="To come")
