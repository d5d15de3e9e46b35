"""A period seen on a day, and the spans of days that its figures compare: the same one year and two years earlier."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from amcli.base.time.period import Period, same_day_earlier

_DAY = timedelta(days=1)

Span = tuple[date, date]  # half-open

# The places of the spans of a window, which are those of the sums that a forecast is made of (rules/forecast.py).
ACTUAL, LAST_YEAR, REST, RECENT, LAST_YEAR_2, REST_2, RECENT_2 = range(7)


class Lookback(NamedTuple):
    """A period some years back, and the day after the last one that counts there: [start, cut) and [cut, end)."""

    start: date
    cut: date
    end: date


class Window(NamedTuple):
    """A period seen on a day. All spans are half-open.

    `cut` is the day after the last one that counts: `start` where the period has not begun. `earlier` and `before` are
    the same one and two years back; where this period is over their cut is their end, so that a leap day never leaves
    a rest. `weeks`: compared 52 weeks back, on the same weekdays, not by date.
    """

    period: Period
    as_of: date
    cut: date
    earlier: Lookback
    before: Lookback
    weeks: bool

    @property
    def elapsed(self) -> int:
        """Days up to and including as-of: 0 before the period."""
        return (self.cut - self.period.start).days

    @property
    def begun(self) -> bool:
        return self.cut > self.period.start

    @property
    def over(self) -> bool:
        return self.cut == self.period.end

    @property
    def under_way(self) -> bool:
        """Whether there is something to forecast: days behind it and days to come."""
        return self.begun and not self.over

    def facts(self, currency: str) -> dict[str, Any]:
        """What the JSON object of a report says of the period, the day and its currency."""
        period = self.period
        named = {"period": period.name, "start": period.start, "end": period.last_day}
        return {**named, "as_of": self.as_of, "currency": currency}

    def part(self, period: Period) -> Window:
        """The same look at a part of the period, compared as the whole is: by date, or 52 weeks earlier."""
        return _window(period, self.as_of, self.weeks)

    def spans(self) -> tuple[Span, ...]:
        """The spans of what a figure adds up, by their places. Those that only a forecast needs are empty without one.

        RECENT is the 24 months to as-of, RECENT_2 the same one year earlier.
        """
        earlier, before = self.earlier, self.before
        now = (self.period.start, self.cut)
        last_year, rest = (earlier.start, earlier.cut), (earlier.cut, earlier.end)
        if not self.under_way:
            return (now, last_year, rest)
        return (
            now,
            last_year,
            rest,
            _two_years(self.cut),
            (before.start, before.cut),
            (before.cut, before.end),
            _two_years(earlier.cut),
        )


def window(period: Period, as_of: date) -> Window:
    """The period as of a day, which counts as its last day at the most."""
    return _window(period, as_of, period.is_week)


def _window(period: Period, as_of: date, weeks: bool) -> Window:
    as_of = min(as_of, period.last_day)
    cut = max(period.start, as_of + _DAY)
    here = Lookback(period.start, cut, period.end)
    earlier = _year_back(here, weeks)
    return Window(period, as_of, cut, earlier, _year_back(earlier, weeks), weeks)


def _year_back(look: Lookback, weeks: bool) -> Lookback:
    """The same look one year earlier."""
    start, end = same_day_earlier(look.start, weeks), _end_back(look.end, weeks)
    if look.cut == look.start:
        return Lookback(start, start, end)
    return Lookback(start, end if look.cut == look.end else _cut_back(look.cut, weeks), end)


def _end_back(end: date, weeks: bool) -> date:
    """A period's end one year earlier: that of February is the end of February, also in a leap year."""
    if not weeks and (end.month, end.day) == (2, 29):
        return same_day_earlier(end - _DAY) + _DAY
    return same_day_earlier(end, weeks)


def _cut_back(cut: date, weeks: bool) -> date:
    """A cut one year earlier, by its last day: up to 28 February stays just that, also before a 29th."""
    return same_day_earlier(cut - _DAY, weeks) + _DAY


def _two_years(cut: date) -> Span:
    """The 24 months before a cut."""
    return (_cut_back(_cut_back(cut, False), False), cut)
