"""Working time: what lies between two moments, less pauses, cut to the working hours of working days.

A limit, a pause and an age are all counted by `WorkingTime.worked`, so that they cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import MAXYEAR, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.time.workdays import NO_HOLIDAYS, is_workday
from amcli.base.time.working_hours import WorkingHours

Moment = date  # a day, which is its 00:00, or a naive datetime in the zone of the portfolio
Pause = tuple[Moment, Moment | None]  # None: it lasts still

_DAY, _MINUTE = 1440, timedelta(minutes=1)
_NEVER = datetime.max


class _Year(NamedTuple):
    """The days of a year. before: how much was worked in it when each begins, and at its end.

    changed: the days on which the clock is changed.
    """

    first: int
    before: list[int]
    changed: frozenset[date]


class WorkingTime:
    """Counts working time. Each year is counted day by day when it is first asked about, and kept.

    So a report makes one and asks it about all its records. Time is what really elapses: of the hours 00:00-24:00 a day
    on which the clock is changed has 23 or 25. A time that comes twice is the first of the two, one that the clock
    leaps over is the moment of the leap.
    """

    def __init__(
        self, hours: WorkingHours, holidays: Container[date] = NO_HOLIDAYS, zone: tzinfo | None = None
    ) -> None:
        """hours: those of every working day. zone: where the clock is changed; None is the machine's own."""
        self.hours = hours
        self._holidays = holidays
        self._zone = zone
        self._years: dict[int, _Year] = {}
        self._before: dict[int, int] = {}  # what of a day is worked before a minute of it

    def worked(self, start: Moment, end: Moment, pauses: Iterable[Pause] = ()) -> int:
        """The minutes of working time in [start, end) that lie in no pause; 0 where the end is not after the start.

        Pauses may overlap, lie outside and have no end.
        """
        first, last = _wall(start), _wall(end)
        if last <= first:
            return 0
        paused = sum(self._between(begin, stop) for begin, stop in _apart(pauses, first, last))
        return self._between(first, last) - paused

    def steps(self, moments: Sequence[Moment]) -> list[int]:
        """The minutes of working time between each of some moments and the next, as `worked` counts them: of many
        phases at half the price. 0 where the next one is not later.
        """
        walls = [_wall(moment) for moment in moments]
        at = [self._in_year(wall) for wall in walls]
        found = []
        for (first, before), (last, after) in pairwise(zip(walls, at, strict=True)):
            minutes = after - before if first.year == last.year else self._between(first, last)
            found.append(minutes if last > first else 0)
        return found

    def due_at(self, start: Moment, minutes: int, pauses: Iterable[Pause] = ()) -> datetime | None:
        """The earliest moment at which so many minutes were worked since the start, which may be the end of a day's
        work; None where a pause without an end comes first. Raises BadValue where the calendar ends first.
        """
        at, left = _wall(start), minutes
        for begin, stop in _apart(pauses, at, _NEVER):
            until = self._between(at, begin)
            if until >= left:
                break
            if stop == _NEVER:
                return None
            at, left = stop, left - until
        return self._after(at, left)

    def _between(self, start: datetime, end: datetime) -> int:
        whole = sum(self._year(year).before[-1] for year in range(start.year, end.year))
        return whole + self._in_year(end) - self._in_year(start)

    def _in_year(self, moment: datetime) -> int:
        """What was worked in the year of a moment before it."""
        year = self._year(moment.year)
        index = moment.toordinal() - year.first
        done = year.before[index]
        if year.before[index + 1] == done:
            return done
        minute = moment.hour * 60 + moment.minute
        if year.changed and (day := moment.date()) in year.changed:
            return done + self._elapsed(day, minute)
        if minute not in self._before:
            self._before[minute] = self.hours.before(minute)
        return done + self._before[minute]

    def _after(self, start: datetime, minutes: int) -> datetime:
        if minutes <= 0:
            return start
        number, goal = start.year, self._in_year(start) + minutes
        while goal > self._year(number).before[-1]:
            goal -= self._year(number).before[-1]
            number += 1
            if number > MAXYEAR:
                raise BadValue(f"{minutes} minutes of work from {start:%Y-%m-%d} on: the calendar ends first")
        year = self._year(number)
        index = bisect_left(year.before, goal) - 1
        day, rest = date.fromordinal(year.first + index), goal - year.before[index]
        minute = self.hours.reached(rest)
        if day in year.changed:
            minute = bisect_left(range(_DAY), rest, key=lambda at: self._elapsed(day, at))
        return datetime.combine(day, time()) + timedelta(minutes=minute)

    def _year(self, number: int) -> _Year:
        if number not in self._years:
            self._years[number] = self._count_year(number)
        return self._years[number]

    def _count_year(self, number: int) -> _Year:
        first = date(number, 1, 1).toordinal()
        before, changed = [0], set[date]()
        for ordinal in range(first, date(number, 12, 31).toordinal() + 1):
            day, minutes = date.fromordinal(ordinal), 0
            if is_workday(day, self._holidays):
                if self._is_changed(day):
                    changed.add(day)
                    minutes = self._elapsed(day, _DAY)
                else:
                    minutes = self.hours.minutes
            before.append(before[-1] + minutes)
        return _Year(first, before, frozenset(changed))

    def _is_changed(self, day: date) -> bool:
        """Whether the clock is changed on that day."""
        try:
            return self._instant(day, _DAY) - self._instant(day, 0) != _DAY
        except (OverflowError, ValueError, OSError):
            return False  # at the ends of the calendar, or before what the machine's own clock knows of

    def _elapsed(self, day: date, minute: int) -> int:
        """What really elapses of the working hours of a day before a minute of it."""
        spans = [(start, min(end, minute)) for start, end in self.hours.spans if start < minute]
        return sum(self._instant(day, end) - self._instant(day, start) for start, end in spans)

    def _instant(self, day: date, minute: int) -> int:
        """The minute of the world's clock at a minute of the day, which never falls as the day goes on."""
        wall, leapt = datetime.combine(day, time()) + timedelta(minutes=minute), 0
        while self._world(wall, 1) < self._world(wall, 0):  # the clock leaps over it: there is no such time
            wall, leapt = wall - _MINUTE, 1
        return self._world(wall, 0) + leapt

    def _world(self, wall: datetime, fold: int) -> int:
        return int(wall.replace(tzinfo=self._zone, fold=fold).timestamp()) // 60


def _wall(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def _apart(pauses: Iterable[Pause], start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """What of the pauses lies in [start, end), in order and without overlap."""
    reached = start
    for begin, stop in sorted((_wall(begin), end if stop is None else _wall(stop)) for begin, stop in pauses):
        first, last = max(begin, reached), min(stop, end)
        if first < last:
            yield first, last
            reached = last
