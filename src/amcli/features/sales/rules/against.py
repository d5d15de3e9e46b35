"""A period beside any other one, like with like: how far the other one counts."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from amcli.base.time.period import Period
from amcli.features.sales.rules.window import Window

_DAY = timedelta(days=1)


def cut_of(look: Window, other: Period, day: date) -> date:
    """The day after the last one that counts of the other period, up to `day`, after which nothing counts.

    Of a period that is over the whole other one. Else as many days as are gone: by date where the other one is the
    same days of another year (29 February → 28), so that it agrees with last year; else by their number.
    """
    cut = other.end
    if not look.over:
        cut = other.start + timedelta(days=look.elapsed)
        years = _years_between(look.period, other)
        if look.begun and years is not None:
            cut = _years_on(look.cut - _DAY, years) + _DAY
    return max(other.start, min(cut, other.end, day + _DAY))


def _years_between(period: Period, other: Period) -> int | None:
    """How many years later the other is, where it is the same days; None where it is not."""
    years = other.start.year - period.start.year
    same = all(
        (theirs.year - ours.year, theirs.month, theirs.day) == (years, ours.month, ours.day)
        for ours, theirs in ((period.start, other.start), (period.end, other.end))
    )
    return years if same else None


def _years_on(day: date, years: int) -> date:
    """The same day of another year, 28 February for a 29th that it does not have."""
    year = day.year + years
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) and not isleap(year) else day.replace(year=year)
