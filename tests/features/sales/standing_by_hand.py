"""Who had each account, where it lay and what it was part of, kept day by day: every day has its own cell, so that
there are no spans to cut, and nothing of the program's own arithmetic of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

FIRST, LAST = date(2024, 1, 1), date(2027, 1, 31)
T = TypeVar("T")
DAYS = (LAST - FIRST).days + 2  # cell 0 is every day before FIRST, the last one every day from LAST on


class Sold(NamedTuple):
    """A sale: with which account, on which day, for how much."""

    account: str
    day: date
    amount: int


class Hold(NamedTuple):
    """A time that somebody has an account. number: tells two of one colleague that follow each other apart."""

    number: int
    who: str


def cell(day: date | None) -> int:
    """The cell of a day; None: since ever."""
    return 0 if day is None else max(0, (day - FIRST).days + 1)


def _copied(rows: dict[str, list[T]]) -> dict[str, list[T]]:
    return {account: list(days) for account, days in rows.items()}


@dataclass
class Standing:
    """Where the accounts of a portfolio stand on every day, and what they sold."""

    sold: list[Sold]
    owner: dict[str, list[Hold | None]] = field(default_factory=dict)
    lies: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    part_of: dict[str, list[str | None]] = field(default_factory=dict)
    holds: int = 0

    @classmethod
    def of(cls, accounts: Sequence[str], sold: list[Sold]) -> Standing:
        """Accounts that are nobody's, nowhere and part of nothing."""
        return cls(
            sold,
            {each: [None] * DAYS for each in accounts},
            {each: [frozenset()] * DAYS for each in accounts},
            {each: [None] * DAYS for each in accounts},
        )

    @property
    def accounts(self) -> list[str]:
        """The codes of those that are there, in order."""
        return sorted(self.owner)

    def copy(self) -> Standing:
        return Standing(self.sold, _copied(self.owner), _copied(self.lies), _copied(self.part_of), self.holds)

    # What happens to them

    def own(self, account: str, who: str, start: date | None, until: date | None, today: date) -> None:
        """A new owner from a day on, until the next one begins or a day is over. Without a day: since ever where nobody
        had it so far, else from today on. Who has it already keeps all of his time, also where that goes on after the
        day.
        """
        held = self.owner[account]
        if start is None and any(held[: cell(min(until or today, today)) + 1]):
            start = today
        first = cell(start)
        now = held[first]
        if now is None or now.who != who:
            self.holds += 1
            now = Hold(self.holds, who)
        later = (place for place in range(first + 1, DAYS) if held[place] and held[place] != held[place - 1])
        following = next(later, DAYS)
        end = following if until is None else min(following, cell(until) + 1)
        after = held[end:]
        if end == following and after and after[0] == now:  # two rows around days of nobody's stay two rows
            self.holds += 1
            after = [Hold(self.holds, who) if each == now else each for each in after]
        self.owner[account] = [*held[:first], *[now] * (end - first), *after]

    def disown(self, account: str, start: date) -> None:
        self.owner[account] = [*self.owner[account][: cell(start)], *[None] * (DAYS - cell(start))]

    def place(self, account: str, how: str, places: Sequence[str], start: date | None, today: date) -> None:
        """Territories from a day on: these alone (`--territory`), these too, or these no more."""
        days = self.lies[account]
        if start is None and (any(days) or how == "--remove-territory"):
            start = today
        these = frozenset(places)
        for each in range(cell(start), DAYS):
            more, fewer = days[each] | these, days[each] - these
            days[each] = {"--territory": these, "--add-territory": more, "--remove-territory": fewer}[how]

    def join(self, account: str, above: str | None, start: date) -> bool:
        """Let an account be part of another one from a day on; whether that can be."""
        before = self.part_of[account]
        self.part_of[account] = [*before[: cell(start)], *[above] * (DAYS - cell(start))]
        return not self._circle()

    def merge(self, kept: str, gone: str) -> bool:
        """Make one account of two; whether that can be. On each day the one that stays has its own owner, else that of
        the other; it lies where either lay; it is part of what it was part of, else of what the other one was part of,
        unless that is below it.
        """
        self.sold = [sale._replace(account=kept) if sale.account == gone else sale for sale in self.sold]
        theirs = self.owner.pop(gone)
        self.owner[kept] = [mine or other for mine, other in zip(self.owner[kept], theirs, strict=True)]
        there = self.lies.pop(gone)
        self.lies[kept] = [mine | other for mine, other in zip(self.lies[kept], there, strict=True)]
        above: list[str | None] = []
        for day in range(DAYS):
            mine, other = self.part_of[kept][day], self.part_of[gone][day]
            if mine in (None, gone):
                mine = None if other is None or kept in self.path(other, day) else other
            above.append(mine)
        del self.part_of[gone]
        self.part_of[kept] = above
        for each, days in self.part_of.items():
            self.part_of[each] = [kept if one == gone else one for one in days]
        return not self._circle()

    def _circle(self) -> bool:
        return any(self._goes_round(account, day) for day in self._changes() for account in self.part_of)

    def _goes_round(self, account: str, day: int) -> bool:
        seen = {account}
        above = self.part_of[account][day]
        while above is not None and above not in seen:
            seen.add(above)
            above = self.part_of[above][day]
        return above is not None

    def _changes(self) -> Iterator[int]:
        """The days on which anything is part of something else than the day before."""
        rows = list(self.part_of.values())
        yield from (day for day in range(DAYS) if not day or any(each[day] != each[day - 1] for each in rows))

    # What is asked

    def path(self, account: str, day: int) -> tuple[str, ...]:
        """An account with all above it in the cell of a day, the uppermost first."""
        above = self.part_of[account][day]
        return (*(self.path(above, day) if above else ()), account)

    def within(self, first: date, last: date) -> list[Sold]:
        """The sales of some days, both included."""
        return [sale for sale in self.sold if first <= sale.day <= last]
