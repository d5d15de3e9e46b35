"""Issues of a period added up: what is open and late, what was raised and closed, how fast, what was kept, its cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.base.time.workdays import day_of
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.issues.reports.clock import IssueThen
from amcli.features.issues.rules.clock import Measured


class Kept(NamedTuple):
    """Limits that were kept, of those that are due: what has no limit, or a moment that is not known, is in neither."""

    kept: int = 0
    due: int = 0


class Sums(NamedTuple):
    """What issues come to. days, worked: of each that was closed, in calendar days and minutes of working time.
    reopened: of the closed ones. cost: in minor units of the report's currency, unrounded; no_rate: how many costs are
    not in it.
    """

    open: int
    late: int
    opened: int
    closed: int
    days: Sequence[int]
    worked: Sequence[int]
    acknowledge: Kept
    close: Kept
    reopened: int
    cost: Fraction
    no_rate: int


class Counted:
    """What of issues counts in a period: those that were closed or raised in it, and how their costs convert."""

    def __init__(self, period: Period, rates: Rates) -> None:
        self.period, self.rates = period, rates

    def was_opened(self, each: IssueThen) -> bool:
        return self._within(each.clock.opened)

    def was_closed(self, each: IssueThen) -> bool:
        return each.clock.closed is not None and self._within(each.clock.closed)

    def _within(self, moment: date) -> bool:
        return self.period.start <= day_of(moment) <= self.period.last_day

    def kept(self, each: IssueThen) -> tuple[bool | None, bool | None]:
        """Whether its limits were kept, until it was acknowledged and until it was closed: of what was closed in the
        period, and of what is open those that were met or have passed by its end. None: it is not counted.
        """
        limits = (each.clock.acknowledge, each.clock.close)
        if self.was_closed(each):
            return limits[0].kept, limits[1].kept
        return self._settled(each, limits[0]), self._settled(each, limits[1])

    def _settled(self, each: IssueThen, measured: Measured) -> bool | None:
        moment = measured.reached or measured.due
        passed = each.open and moment is not None and day_of(moment) <= self.period.last_day
        return measured.kept if passed else None

    def cost(self, each: IssueThen) -> Fraction | None:
        """At the latest rate on or before the day it was closed; None without a cost, or without a rate."""
        if each.cost is None or each.currency is None or each.clock.closed is None:
            return None
        try:
            return self.rates.minor(each.cost, each.currency, day_of(each.clock.closed))
        except MissingRate:
            return None

    def lacks_rate(self, each: IssueThen) -> bool:
        """Whether it has a cost that cannot be converted."""
        return each.cost is not None and self.cost(each) is None

    def add_up(self, issues: Iterable[IssueThen]) -> Sums:
        """The sums of issues that were read for the period."""
        found = list(issues)
        closed = [each for each in found if self.was_closed(each)]
        kept = [self.kept(each) for each in found]
        return Sums(
            open=sum(each.open for each in found),
            late=sum(each.late > 0 for each in found),
            opened=sum(map(self.was_opened, found)),
            closed=len(closed),
            days=[each.clock.days for each in closed],
            worked=[each.clock.worked for each in closed],
            acknowledge=_kept(acknowledge for acknowledge, _ in kept),
            close=_kept(close for _, close in kept),
            reopened=sum(each.clock.reopened > 0 for each in closed),
            cost=sum((self.cost(each) or Fraction(0) for each in closed), Fraction(0)),
            no_rate=sum(map(self.lacks_rate, closed)),
        )


def currencies(issues: Iterable[IssueThen], counted_from: date) -> set[str]:
    """Those that the costs of what was closed since a day are in."""
    return {
        each.currency
        for each in issues
        if each.cost is not None and each.currency and each.clock.closed and day_of(each.clock.closed) >= counted_from
    }


def middle(values: Sequence[int]) -> Fraction | None:
    """The median; of an even number the mean of the two in the middle."""
    ordered, half = sorted(values), len(values) // 2
    return Fraction(ordered[half] + ordered[-half - 1], 2) if ordered else None  # an odd number has one: twice it


def mean(values: Sequence[int]) -> Fraction | None:
    return Fraction(sum(values), len(values)) if values else None


def _kept(limits: Iterable[bool | None]) -> Kept:
    known = [kept for kept in limits if kept is not None]
    return Kept(sum(known), len(known))
