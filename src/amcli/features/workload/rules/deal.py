"""The accounts on the table while they are given out: whole weights, who has what so far, and what stays."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from amcli.features.workload.rules.loads import Account, Person


class Deal:
    """People and accounts by their places. Weights are whole numbers in units so small that all are exact, without a
    factor in common: sums of them are fast, and loads that differ differ by 1 at least.

    With `keep` an account whose owner is one of the people stays there, and only the others are given out.
    """

    def __init__(self, accounts: Sequence[Account], people: Sequence[Person], keep: bool) -> None:
        self.accounts, self.people = accounts, people
        places = {person.id: place for place, person in enumerate(people)}
        self.owners = [None if each.owner is None else places.get(each.owner) for each in accounts]
        self.kept = frozenset(place for place, owner in enumerate(self.owners) if keep and owner is not None)
        exact = [Fraction(each.weight) for each in accounts]
        small = lcm(*(each.denominator for each in exact))
        units = [int(each * small) for each in exact]
        common = gcd(*units) or 1
        self.weights = [unit // common for unit in units]
        self.holders: list[int | None] = [
            owner if place in self.kept else None for place, owner in enumerate(self.owners)
        ]
        self.loads, self.counts = [0] * len(people), [0] * len(people)
        self.count_again()

    def to_give(self) -> list[int]:
        """The accounts that nobody has yet, the largest first, equal ones by code."""
        free = (place for place, holder in enumerate(self.holders) if holder is None)
        return sorted(free, key=lambda place: (-self.weights[place], self.accounts[place].code.lower()))

    def give(self, place: int, person: int) -> None:
        """The account goes to a person."""
        self.holders[place] = person
        self.loads[person] += self.weights[place]
        self.counts[person] += 1

    def count_again(self) -> None:
        """Bring loads and counts to what the holders are now."""
        self.loads[:], self.counts[:] = [0] * len(self.people), [0] * len(self.people)
        for place, holder in enumerate(self.holders):
            if holder is not None:
                self.give(place, holder)

    def least_loaded(self) -> int:
        """Who carries least; of several who has fewest accounts, then who was named first."""
        return min(range(len(self.people)), key=lambda person: (self.loads[person], self.counts[person]))
