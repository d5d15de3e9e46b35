"""Pace: where sales stand against target and against last year, exactly.

Every amount and every ratio is a Fraction (1 is 100 %), so that rounding happens once, where a figure is shown.
The formulas are those of docs/figures.md. None is a figure that is undefined: its denominator is zero or missing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from amcli.base.money import ratio
from amcli.features.sales.rules.forecast import Amount, exact


class Days(NamedTuple):
    """The days of a period, those up to and including as-of (0 before the period), and the working days left."""

    whole: int
    elapsed: int
    working_left: int | None = None


class Sold(NamedTuple):
    """What was sold in the period up to as-of and on the same days one year earlier (None: not known), and what will
    have been sold at its end (None: undefined).
    """

    actual: Amount
    last_year: Amount | None
    forecast: Fraction | None


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
    shortfall: Fraction | None
    landing: Fraction | None
    needed_per_day: Fraction | None
    needed_per_working_day: Fraction | None
    growth: Fraction | None
    even: Fraction | None


def pace(sold: Sold, target: Fraction | None, days: Days, w: Fraction | None) -> Pace:
    """All figures of a row. `w` is the portfolio's season: the share of the earlier period that was in by as-of.

    landing: the forecast beside the target. even: the part of the days that has passed, while they do. What is needed
    is undefined once nothing is, and when no day is left.
    """
    actual, forecast = Fraction(sold.actual), sold.forecast
    gap = None if target is None else target - actual
    begun, left = days.elapsed > 0, days.whole - days.elapsed
    expected = target * days.elapsed / days.whole if begun and target is not None else None
    seasonal = target * w if begun and target is not None and w is not None else None
    return Pace(
        attainment=ratio(actual, target),
        expected=expected,
        expected_seasonal=seasonal,
        pace_linear=ratio(actual, expected),
        pace_seasonal=ratio(actual, seasonal),
        forecast=forecast,
        forecast_linear=exact(sold.actual * days.whole, days.elapsed) if begun else None,
        forecast_seasonal=ratio(actual, w) if begun else None,
        gap=gap,
        shortfall=None if target is None or forecast is None else target - forecast,
        landing=None if forecast is None else ratio(forecast, target),
        needed_per_day=_needed(gap, left),
        needed_per_working_day=_needed(gap, days.working_left),
        growth=year_on_year(actual, sold.last_year) if begun else None,
        even=Fraction(days.elapsed, days.whole) if begun and left else None,
    )


def _needed(gap: Fraction | None, days: int | None) -> Fraction | None:
    return gap / days if gap is not None and gap > 0 and days else None


def year_on_year(actual: Fraction, last_year: Amount | None) -> Fraction | None:
    """Undefined beside a year that sold nothing or less: nobody grows from that by a percentage."""
    return actual / last_year - 1 if last_year is not None and last_year > 0 else None


def status_mark(forecast: Fraction | None, target: Fraction | None, good: int, near: int) -> str | None:
    """`✓` where the forecast is at least `good` percent of the target, `~` from `near`, `!` below; None without one."""
    if forecast is None or not target:
        return None
    if forecast * 100 >= good * target:
        return "✓"
    return "~" if forecast * 100 >= near * target else "!"
