"""Spans of days as records hold them: ISO text, both ends included; no start is since ever, no end is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

_LAST = date.max.isoformat()  # which other systems write where a span is open


class DaySpan(NamedTuple):
    """From a day to a day, both included."""

    start: str | None
    until: str | None

    @property
    def half_open(self) -> tuple[date, date]:
        """The first day, and the one after the last; those of the calendar where it has none."""
        return (
            date.fromisoformat(self.start) if self.start else date.min,
            day_beyond(date.fromisoformat(self.until) if self.until else None),
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
            if other.until in (None, rest.until, _LAST):
                return left
            if rest.until is not None and other.until > rest.until:
                return left
            rest = rest._replace(start=day_after(other.until))
        return [*left, rest]


def day_beyond(until: date | None) -> date:
    """The day after a last one; the last of the calendar where there is none, or where it is that."""
    return date.max if until in (None, date.max) else until + timedelta(1)


def day_before(day: str) -> str:
    """The day before an ISO day."""
    return (date.fromisoformat(day) - timedelta(1)).isoformat()


def day_after(day: str) -> str:
    """The day after an ISO day."""
    return (date.fromisoformat(day) + timedelta(1)).isoformat()
