"""Spans of days as records hold them: ISO text, both ends included; no start is since ever, no end is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple


class DaySpan(NamedTuple):
    """From a day to a day, both included."""

    start: str | None
    until: str | None

    @property
    def half_open(self) -> tuple[date, date]:
        """The first day, and the one after the last; those of the calendar where it has none."""
        return (
            date.fromisoformat(self.start) if self.start else date.min,
            date.fromisoformat(self.until) + timedelta(1) if self.until else date.max,
        )

    def holds(self, day: str) -> bool:
        """Whether a day lies in it."""
        return (self.start or "") <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: DaySpan) -> bool:
        """Whether both have a day in common."""
        return (self.until is None or (other.start or "") <= self.until) and (
            other.until is None or (self.start or "") <= other.until
        )

    def minus(self, others: Iterable[DaySpan]) -> list[DaySpan]:
        """What is left of it without some others, in order."""
        left, rest = [], self
        for other in sorted(others, key=lambda span: span.start or ""):
            if not rest.overlaps(other):
                continue
            if other.start and (rest.start or "") < other.start:
                left.append(rest._replace(until=day_before(other.start)))
            if other.until is None or other.until == rest.until:
                return left
            if rest.until is not None and other.until > rest.until:
                return left
            rest = rest._replace(start=day_after(other.until))
        return [*left, rest]


def day_before(day: str) -> str:
    """The day before an ISO day."""
    return (date.fromisoformat(day) - timedelta(1)).isoformat()


def day_after(day: str) -> str:
    """The day after an ISO day."""
    return (date.fromisoformat(day) + timedelta(1)).isoformat()
