"""The hours a week that somebody's assignments take, against those that they have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from amcli.base.money import percent


class WeeklyHours(NamedTuple):
    """Hours a week. given: what the assignments take; None where there are some and none of them says it. capacity:
    what the colleague has, None where nobody said. unsaid: the assignments without hours, which the load leaves out.
    """

    given: Decimal | None
    capacity: Decimal | None
    assignments: int = 0
    unsaid: int = 0

    @property
    def load(self) -> Decimal | None:
        """Given in percent of the capacity; None where either is unknown, or the capacity is nothing."""
        return percent(self.given, self.capacity)

    @property
    def over(self) -> bool:
        """Whether more is given than there is."""
        return self.given is not None and self.capacity is not None and self.given > self.capacity


def add_hours(hours: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of those that are said; None where some are not, and no other is."""
    each = list(hours)
    said = [one for one in each if one is not None]
    return sum(said, Decimal()) if said or not each else None


def weekly_hours(hours: Sequence[Decimal | None], capacity: Decimal | None) -> WeeklyHours:
    """Of the hours of somebody's assignments, None for one that does not say them."""
    return WeeklyHours(add_hours(hours), capacity, len(hours), sum(one is None for one in hours))


def shared_load(several: Iterable[WeeklyHours]) -> Decimal | None:
    """The load of several together: of those alone whose own is known."""
    known = [(each.given, each.capacity) for each in several if each.given is not None and each.capacity]
    return percent(sum((one for one, _ in known), Decimal()), sum((all_ for _, all_ in known if all_), Decimal()))
