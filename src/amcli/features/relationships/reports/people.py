"""The people of accounts as relationships see them: their part, their stance, how long ago they were spoken with."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amcli.features.relationships.rules.people import AGAINST, is_key
from amcli.store.reader import Reader


class Person(NamedTuple):
    """A person; `id`, `account` and `parent`, to whom they answer, are row ids. last: of two-way interactions."""

    id: int
    account: int
    name: str
    roles: tuple[str, ...]
    influence: int | None
    stance: str | None
    title: str | None
    left: date | None
    parent: int | None
    last: date | None

    @property
    def reference(self) -> str:
        return f"C{self.id}"

    @property
    def is_key(self) -> bool:
        return is_key(self.roles, self.influence)

    @property
    def is_against(self) -> bool:
        """Whether a key person is against us."""
        return self.is_key and self.stance in AGAINST

    def days(self, day: date) -> int | None:
        """Since they were last spoken with; None if never."""
        return (day - self.last).days if self.last else None

    def over(self, cadence: int, day: date) -> int | None:
        """What that exceeds the account's cadence by, below zero: not yet; None if never spoken with."""
        days = self.days(day)
        return None if days is None else days - cadence

    def has_left(self, day: date) -> bool:
        return self.left is not None and self.left <= day

    def is_quiet(self, cadence: int, day: date) -> bool:
        """Whether a key person who is there was spoken with once, and not for longer than the account's cadence."""
        return self.is_key and not self.has_left(day) and (self.over(cadence, day) or 0) > 0

    def is_unmet(self, day: date) -> bool:
        """Whether a key person who is there was never spoken with: nobody knows since when, so that is not quiet."""
        return self.is_key and not self.has_left(day) and self.last is None


def people_of(reader: Reader, day: date, alone: int | None = None, *, left: bool = False) -> dict[int, list[Person]]:
    """By the row id of their account, the people of the live accounts, or of one; `left`: also who left by the day.

    The most influential come first, then those of whom nobody says it, each by name.
    """
    found: dict[int, list[Person]] = {}
    for number, account, name, roles, influence, stance, title, gone, boss, last in reader.run_query(
        __file__, "people", day=day.isoformat(), account=alone, left=left
    ):
        leaves, spoken = (date.fromisoformat(text) if text else None for text in (gone, last))
        parts = tuple(roles.split(";")) if roles else ()
        found.setdefault(account, []).append(
            Person(number, account, name, parts, influence, stance, title, leaves, boss, spoken)
        )
    return found
