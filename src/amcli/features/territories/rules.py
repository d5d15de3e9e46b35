"""Where an account lies on each day of a span, of placements that begin and end on days of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

_DAY = timedelta(days=1)


class Placed(NamedTuple):
    """A placement: the territory, its first day (None: since ever), its last one (None: open)."""

    territory: int
    start: date | None
    until: date | None


class Stay(NamedTuple):
    """The days [first, beyond) on which an account lies in the same territories; in none where there are none."""

    first: date
    beyond: date
    territories: frozenset[int]

    @property
    def days(self) -> int:
        return (self.beyond - self.first).days

    @property
    def last(self) -> date:
        return self.beyond - _DAY

    def cut(self, first: date, beyond: date) -> Stay | None:
        """What of it lies in [first, beyond); None where nothing does."""
        first, beyond = max(first, self.first), min(beyond, self.beyond)
        return Stay(first, beyond, self.territories) if first < beyond else None


def stays(placed: Iterable[Placed], first: date, beyond: date) -> list[Stay]:
    """The stays of one account that make up [first, beyond), in order, each as long as it can be."""
    spans = [
        (each.territory, max(first, each.start or first), beyond if each.until is None else min(beyond, _after(each)))
        for each in placed
    ]
    spans = [span for span in spans if span[1] < span[2]]
    edges = sorted({first, beyond, *(day for _, start, end in spans for day in (start, end))})
    found: list[Stay] = []
    for start, end in pairwise(edges):
        here = frozenset(territory for territory, since, until in spans if since <= start and end <= until)
        if found and found[-1].territories == here:
            found[-1] = found[-1]._replace(beyond=end)
        else:
            found.append(Stay(start, end, here))
    return found


def _after(placed: Placed) -> date:
    """The day after its last one; of the calendar's last day that day itself."""
    assert placed.until is not None
    return placed.until + _DAY if placed.until < date.max else date.max
