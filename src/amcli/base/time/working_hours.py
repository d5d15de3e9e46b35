"""Working hours: the spans of a working day in which work is done, and a working time in words."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.text import quote

DAYS_A_WEEK = 5

_LAST = 24 * 60  # the minute that a day ends with, which is the first of the next one
_ACCEPTED = "hours are spans of a day such as 09:00-17:00, 9-12,13-17:30 or 00:00-24:00"
_SPAN = pattern(r"([0-9]{1,2})(?::([0-9]{2}))? ?[-–] ?([0-9]{1,2})(?::([0-9]{2}))?")


class Span(NamedTuple):
    """A part of a day, in minutes from its midnight; the last one is not in it."""

    start: int
    end: int


class WorkingHours(NamedTuple):
    """The spans of every working day, in their order and without overlap."""

    spans: tuple[Span, ...]

    @property
    def minutes(self) -> int:
        """How long a working day is."""
        return sum(span.end - span.start for span in self.spans)

    def before(self, minute: int) -> int:
        """How much of the working day is over at that minute after midnight."""
        return sum(min(span.end, minute) - span.start for span in self.spans if span.start < minute)

    def reached(self, worked: int) -> int:
        """The earliest minute after midnight at which so much of the working day is over; at most its last."""
        for span in self.spans:
            if worked <= span.end - span.start:
                return span.start + worked
            worked -= span.end - span.start
        return self.spans[-1].end

    def spell_worked(self, minutes: int) -> str:
        """A working time for people: `2 d 3 h 20 min`, where a day is as long as these hours; `0 min` for none."""
        days, rest = divmod(minutes, self.minutes)
        counts = ((days, "d"), (rest // 60, "h"), (rest % 60, "min"))
        return " ".join(f"{count} {unit}" for count, unit in counts if count) or "0 min"


def parse_hours(text: str) -> WorkingHours:
    """Read `09:00-17:00`, `9-17`, `9-12,13-17:30` or `00:00-24:00`.

    Raises BadValue for another form, a span without a minute in it, and spans that overlap.
    """
    spans = sorted(_parse_span(word.strip(), text) for word in text.split(","))
    for earlier, later in pairwise(spans):
        if later.start < earlier.end:
            raise BadValue(f"{_spell(earlier)} and {_spell(later)} overlap: {_ACCEPTED}")
    return WorkingHours(tuple(spans))


def spell_hours(hours: WorkingHours) -> str:
    """The text that is stored, and that parse_hours reads back."""
    return ",".join(map(_spell, hours.spans))


def _parse_span(word: str, text: str) -> Span:
    match = _SPAN.fullmatch(word)
    if match is None:
        raise BadValue(f"{quote(text)} is not a text of working hours: {_ACCEPTED}")
    start, end = (_minute(hour, minute or "0", word) for hour, minute in (match.group(1, 2), match.group(3, 4)))
    if end == _LAST - 1:  # the span would lose a minute each midnight
        raise BadValue(f"{quote(word)} leaves out the last minute of the day: a day ends at 24:00")
    if start >= end:
        night = f"{_spell(Span(0, end))},{_spell(Span(start, _LAST))}"
        hint = f"; a night is two spans, {night}" if 0 < end < start else ""
        raise BadValue(f"{quote(word)} does not end after it begins: {_ACCEPTED}{hint}")
    return Span(start, end)


def _minute(hour: str, minute: str, word: str) -> int:
    if int(minute) > 59 or int(hour) * 60 + int(minute) > _LAST:
        raise BadValue(f"{quote(word)} has a time that no day has: {_ACCEPTED}")
    return int(hour) * 60 + int(minute)


def _spell(span: Span) -> str:
    return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in span)
