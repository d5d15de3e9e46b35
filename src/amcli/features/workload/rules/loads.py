"""Accounts that are given out, the people who may have them, and what a way of giving them out comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

Amount = int | Fraction


class Account(NamedTuple):
    """An account to be given out. `weight` is what it adds to a load, 0 or more; `critical` ones are spread evenly by
    the strategy that looks at them; `owner` is the id of who has it now, None for nobody.
    """

    id: int
    code: str
    weight: Amount
    category: str | None = None
    critical: bool = False
    owner: int | None = None


class Person(NamedTuple):
    """Somebody who may have accounts."""

    id: int
    code: str


class Plan(NamedTuple):
    """Who gets which account: `holders` has the place of a person for each account, None where it is left without."""

    accounts: Sequence[Account]
    people: Sequence[Person]
    holders: Sequence[int | None]
    kept: frozenset[int] = frozenset()  # the places of the accounts that were not given out, but stay
    proven: bool = False  # nothing has a smaller largest load, and with that a smaller spread

    @property
    def loads(self) -> list[Amount]:
        """What each of the people has to carry, in their order."""
        return loads_of([each.weight for each in self.accounts], self.holders, len(self.people))

    @property
    def counts(self) -> list[int]:
        """How many accounts each of the people gets."""
        return [int(each) for each in loads_of([1] * len(self.accounts), self.holders, len(self.people))]

    @property
    def spread(self) -> Amount:
        """The largest load less the smallest."""
        return max(self.loads) - min(self.loads)

    @property
    def variation(self) -> Fraction | None:
        """The coefficient of variation: the standard deviation of the loads of all people / their mean; None where
        that is 0.
        """
        loads = self.loads
        mean = Fraction(sum(loads)) / len(loads)
        if not mean:
            return None
        square = sum(((load - mean) * (load - mean) for load in loads), Fraction(0)) / (mean * mean * len(loads))
        with localcontext() as context:
            context.prec = 40
            return Fraction((Decimal(square.numerator) / Decimal(square.denominator)).sqrt())

    @property
    def bound(self) -> Fraction:
        """What no way of giving them out can bring the largest load below: the mean, the largest account, or what
        somebody keeps.
        """
        kept: list[Amount] = [0] * len(self.people)
        for place in self.kept:
            holder = self.holders[place]
            assert holder is not None
            kept[holder] += self.accounts[place].weight
        given = [each.weight for each, holder in zip(self.accounts, self.holders, strict=True) if holder is not None]
        return max(Fraction(sum(given)) / len(self.people), Fraction(max([0, *given, *kept])))

    @property
    def above_bound(self) -> Fraction | None:
        """How far the largest load lies above the bound, as a share of it; None where that is 0."""
        return Fraction(max(self.loads)) / self.bound - 1 if self.bound else None

    @property
    def changes(self) -> list[int]:
        """The places of the accounts that pass from one owner to another."""
        return [place for place in self.given if self.accounts[place].owner is not None]

    @property
    def given(self) -> list[int]:
        """The places of the accounts that get an owner whom they do not have now."""
        pairs = enumerate(zip(self.accounts, self.holders, strict=True))
        return [
            place
            for place, (account, holder) in pairs
            if holder is not None and self.people[holder].id != account.owner
        ]

    @property
    def left(self) -> list[int]:
        """The places of the accounts that nobody gets."""
        return [place for place, holder in enumerate(self.holders) if holder is None]

    @property
    def idle(self) -> list[int]:
        """The places of the people who get nothing."""
        return [place for place, count in enumerate(self.counts) if not count]


def loads_of(weights: Iterable[Amount], holders: Iterable[int | None], people: int) -> list[Amount]:
    """The sums of what each of so many people holds."""
    loads: list[Amount] = [0] * people
    for weight, holder in zip(weights, holders, strict=True):
        if holder is not None:
            loads[holder] += weight
    return loads
