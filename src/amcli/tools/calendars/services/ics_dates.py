"""When an entry of a calendar is: days, and times by a clock that it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from amcli.base.time.workdays import day_of
from amcli.base.time.zones import told
from amcli.tools.calendars.services.ics_file import Zones
from amcli.tools.calendars.services.ics_lines import Line, value_of
from amcli.tools.importing.services.load.entries import EntryError

_MIDNIGHT = time()
_DAY = timedelta(days=1)
BEYOND = (OverflowError, ValueError, OSError)  # what a clock says outside the calendar


class Moment(NamedTuple):
    """A day, or a naive time by the clock of a zone; without one it floats: it is that hour wherever one is."""

    value: date | datetime
    zone: str = ""

    def told(self, here: tzinfo | None) -> date | datetime:
        """By another clock, to the minute; None is the machine's. EntryError outside the calendar."""
        if not isinstance(self.value, datetime):
            return self.value
        try:
            moment = told(self.value, ZoneInfo(self.zone), here) if self.zone else self.value
        except BEYOND as error:
            raise EntryError("", str(self.value), "is outside the calendar") from error
        return moment.replace(second=0, microsecond=0, fold=0)

    def by(self, name: str, here: tzinfo | None) -> date | datetime:
        """By the clock of a zone of that name; without a name that of the portfolio, which is `here`."""
        return self.told(ZoneInfo(name) if name else here)

    def instant(self) -> datetime:
        """In UTC, to the second; what floats, and a day's begin, as if it were so there."""
        moment = self.value if isinstance(self.value, datetime) else datetime.combine(self.value, _MIDNIGHT)
        return moment.replace(tzinfo=ZoneInfo(self.zone) if self.zone else UTC).astimezone(UTC)

    def to_the_minute(self) -> Moment:
        """Without its seconds, which no deadline has."""
        moment = self.value
        return self._replace(value=moment.replace(second=0)) if isinstance(moment, datetime) else self

    def spelled(self) -> str:
        """A name of it that is the same in every zone."""
        if isinstance(self.value, datetime):
            moment = self.instant() if self.zone else self.value
            return f"{moment:%Y%m%dT%H%M}" + "Z" * bool(self.zone)
        return f"{self.value:%Y%m%d}"


class Reading(NamedTuple):
    """What the dates of an entry are read with: its calendar, the zones of the file, the clock of the portfolio."""

    calendar: int
    zones: Zones
    here: tzinfo | None

    def moments(self, line: Line) -> Iterator[Moment]:
        """The moments of a property, which may have several; nothing of an empty one. EntryError for what is none."""
        for word in line.value.replace(";", ",").split(","):
            if word.strip():
                yield self._moment(line, word.strip().partition("/")[0].upper())  # of a period its start

    def moment(self, line: Line) -> Moment:
        """The one moment of a property. EntryError."""
        found = next(self.moments(line), None)
        if found is None:
            raise EntryError(line.name, line.value, "has no date")
        return found

    def _moment(self, line: Line, word: str) -> Moment:
        try:
            value = value_of(word)
        except (ValueError, TypeError, OverflowError) as error:
            raise EntryError(line.name, line.value, "is no date of RFC 5545, such as 20261001T153000") from error
        if not isinstance(value, date):
            raise EntryError(line.name, line.value, "is no date")
        if not isinstance(value, datetime):
            return Moment(value)
        if line.parameters.get("VALUE", "").upper() == "DATE":
            return Moment(value.date())
        if value.tzinfo is not None:
            return Moment(value.replace(tzinfo=None), "UTC")
        tzid = line.parameters.get("TZID", "")
        zone = self.zones.named(self.calendar, tzid) if tzid else ""
        if tzid and not zone:
            raise EntryError(line.name, tzid, "is a time zone that nobody knows")
        return Moment(value, zone)


def whole_days(start: Moment, end: Moment | None, here: tzinfo | None) -> Moment | None:
    """The day of an entry that goes from midnight to midnight, by its own clock or the portfolio's; None for others."""
    if end is None or not isinstance(start.value, datetime) or not isinstance(end.value, datetime):
        return None
    if end.instant() - start.instant() < _DAY - timedelta(hours=1):
        return None
    for clock in dict.fromkeys((start.zone, "")):
        begins, ends = start.by(clock, here), end.by(clock, here)
        if isinstance(begins, datetime) and isinstance(ends, datetime) and begins.time() == ends.time() == _MIDNIGHT:
            return Moment(day_of(begins))
    return None


def last_day(until: Moment, start: Moment, here: tzinfo | None) -> date:
    """The last day, by the clock of the start, on which an entry comes that ends with a moment.

    That is the day of the moment, or the one before where it comes at a later hour. A day is in as a whole.
    """
    if not isinstance(until.value, datetime):
        return until.value
    if not isinstance(start.value, datetime):
        return until.value.date()
    if not until.zone or not start.zone:  # one of them floats
        there = until.value if not until.zone else told(until.value, ZoneInfo(until.zone), here)
        seconds = until.value.second
        return there.date() if there.replace(second=seconds) >= _at(there, start.value) else there.date() - _DAY
    day = until.instant().astimezone(ZoneInfo(start.zone)).date()
    return day if Moment(_at(day, start.value), start.zone).instant() <= until.instant() else day - _DAY


def _at(day: date, like: datetime) -> datetime:
    return datetime.combine(day_of(day), like.time())
