"""Pace: where sales stand against target and against last year, exactly.

Every amount and every ratio is a Fraction (1 is 100 %), so that rounding happens once, where a figure is shown.
The formulas are those of docs/figures.md. None is a figure that is undefined: its denominator is zero or missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from amcli.base.money import ratio
from amcli.base.time.period import Period, same_day_earlier

_DAY = timedelta(days=1)


class Window(NamedTuple):
    """A period seen on a day, and the same days one year earlier. All spans are half-open.

    `cut` is the day after the last one that counts: `start` where the period has not begun. `earlier_cut` is the
    same in the earlier period, and its end when this period is over, so that a leap day never leaves a rest.
    """

    period: Period
    as_of: date
    cut: date
    earlier_start: date
    earlier_cut: date
    earlier_end: date

    @property
    def elapsed(self) -> int:
        """Days up to and including as-of: 0 before the period."""
        return (self.cut - self.period.start).days

    @property
    def begun(self) -> bool:
        return self.cut > self.period.start

    def part(self, period: Period) -> Window:
        """The same look at a part of the period, compared as the whole is: by date, or 52 weeks earlier."""
        return _window(period, self.as_of, self.period.is_week)

    def edges(self) -> Iterable[date]:
        """The days at which one of its spans begins or ends."""
        return (self.period.start, self.cut, self.earlier_start, self.earlier_cut, self.earlier_end)


def window(period: Period, as_of: date) -> Window:
    """The period as of a day, which counts as its last day at the most."""
    return _window(period, as_of, period.is_week)


def _window(period: Period, as_of: date, weeks: bool) -> Window:
    as_of = min(as_of, period.last_day)
    cut = max(period.start, as_of + _DAY)
    start, end = same_day_earlier(period.start, weeks), _end_earlier(period.end, weeks)
    if cut == period.start:
        earlier_cut = start
    elif cut == period.end:
        earlier_cut = end
    else:
        earlier_cut = same_day_earlier(as_of, weeks) + _DAY
    return Window(period, as_of, cut, start, earlier_cut, end)


def _end_earlier(end: date, weeks: bool) -> date:
    """The earlier period's end, as Period.earlier has it, for parts that are weeks by chance alone."""
    if not weeks and (end.month, end.day) == (2, 29):
        return same_day_earlier(end - _DAY) + _DAY
    return same_day_earlier(end, weeks)


class Sold(NamedTuple):
    """What was sold: in the period up to as-of, on the same days one year earlier, and in the rest of that period.

    `before` says whether there was any sale in the earlier period at all.
    """

    actual: Fraction
    last_year: Fraction
    rest: Fraction
    before: bool


class Pace(NamedTuple):
    """The figures of one row. Amounts are in the unit that came in; ratios are of 1."""

    attainment: Fraction | None
    expected: Fraction | None
    expected_seasonal: Fraction | None
    pace_linear: Fraction | None
    pace_seasonal: Fraction | None
    forecast: Fraction | None
    forecast_linear: Fraction | None
    forecast_seasonal: Fraction | None
    gap: Fraction | None
    needed_per_day: Fraction | None
    growth: Fraction | None


def seasonal_share(same_days: Fraction, whole: Fraction) -> Fraction | None:
    """w: the share of the earlier period's sales that was in by the same day; None without sales to share."""
    return same_days / whole if whole > 0 else None


def pace(sold: Sold, target: Fraction | None, days: int, elapsed: int, w: Fraction | None) -> Pace:
    """All figures of a row. `elapsed` of `days` have passed (0 before the period); `w` is the portfolio's season."""
    gap = None if target is None else target - sold.actual
    attainment = ratio(sold.actual, target)
    needed = None if gap is None or elapsed == days else gap / (days - elapsed)
    if not elapsed:
        return Pace(attainment, None, None, None, None, None, None, None, gap, needed, None)
    expected = None if target is None else target * elapsed / days
    seasonal = None if target is None or w is None else target * w
    forecast_linear = sold.actual * days / elapsed
    forecast_seasonal = ratio(sold.actual, w)
    return Pace(
        attainment=attainment,
        expected=expected,
        expected_seasonal=seasonal,
        pace_linear=ratio(sold.actual, expected),
        pace_seasonal=ratio(sold.actual, seasonal),
        forecast=_best(sold, w, forecast_linear, forecast_seasonal),
        forecast_linear=forecast_linear,
        forecast_seasonal=forecast_seasonal,
        gap=gap,
        needed_per_day=needed,
        growth=ratio(sold.actual - sold.last_year, sold.last_year),
    )


def _best(sold: Sold, w: Fraction | None, linear: Fraction, seasonal: Fraction | None) -> Fraction:
    """The best estimate: the season's forecast and "as last year from here", blended by how much is in."""
    if w is not None and sold.before:
        return sold.actual + (1 - w) * (sold.actual + sold.rest)
    return linear if seasonal is None else seasonal


def status_mark(forecast: Fraction | None, target: Fraction | None, good: int, near: int) -> str | None:
    """`✓` where the forecast is at least `good` percent of the target, `~` from `near`, `!` below; None without one."""
    if forecast is None or not target:
        return None
    if forecast * 100 >= good * target:
        return "✓"
    return "~" if forecast * 100 >= near * target else "!"
