"""How much of the buying centre of an account is known, and by how many threads we hang."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from amcli.features.relationships.rules.people import DECIDER

# The five roles of Webster and Wind (1972). Initiator and approver were added later by others: they are told, and do
# not count among the five.
CORE_ROLES = ("user", "influencer", "decider", "buyer", "gatekeeper")
ACTIVE_DAYS = 90  # a person spoken with so many days ago is active, one day later no more


def active_since(day: date) -> date:
    """The first day of those on which a conversation makes a person active on a day, which is the last of them."""
    return day - timedelta(days=ACTIVE_DAYS)


class Coverage(NamedTuple):
    """What is known of the people of an account on a day.

    roles: what roles of the buying centre those fill who have not left. people: how many they are. active: with how
    many of them there was a two-way interaction at most ACTIVE_DAYS days before.
    """

    roles: frozenset[str] = frozenset()
    people: int = 0
    active: int = 0

    @property
    def filled(self) -> tuple[str, ...]:
        """Those of the five roles that somebody fills, in their order."""
        return tuple(role for role in CORE_ROLES if role in self.roles)

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of the five roles that nobody fills, in their order."""
        return tuple(role for role in CORE_ROLES if role not in self.roles)

    @property
    def covered(self) -> int:
        """How many of the five roles somebody fills: one person may fill several."""
        return len(self.filled)

    @property
    def has_decider(self) -> bool:
        return DECIDER in self.roles

    @property
    def single_threaded(self) -> bool:
        """Whether all that is said goes through one person. Where nobody is spoken with, it is not: that is quiet."""
        return self.active == 1


def coverage(people: Collection[tuple[Collection[str], bool]]) -> Coverage:
    """From the roles of each person who has not left, and whether each is active."""
    roles = frozenset(role for each, _ in people for role in each)
    return Coverage(roles, len(people), sum(active for _, active in people))
