"""Pace: the values of docs/figures.md, the edges of a window, and what must hold for every amount."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.money import in_percent
from amcli.base.time.period import Period, parse_period
from amcli.features.sales.rules.forecast import RowSums, forecast, pool, season
from amcli.features.sales.rules.pace import Days, Pace, Sold, pace, status_mark
from amcli.features.sales.rules.window import Window, window

TODAY = date(2026, 6, 30)
MONTHS = [50, 60, 70, 70, 80, 90, 90, 60, 100, 110, 120, 100]  # thousands sold last year


def look(text: str, as_of: str) -> Window:
    return window(parse_period(text, TODAY), date.fromisoformat(as_of))


def figures(
    actual: int, target: Fraction | None, whole: int, elapsed: int, w: Fraction | None, last_year: int | None = None
) -> Pace:
    """A row's figures, with an even forecast."""
    even = Fraction(actual * whole, elapsed) if elapsed else None
    return pace(Sold(actual, last_year, even), target, Days(whole, elapsed, whole - elapsed), w)


def cents(value: Fraction | None) -> str:
    assert value is not None
    return f"{Decimal(round(value * 100)).scaleb(-2)}"


W = Fraction(sum(MONTHS[:6]), sum(MONTHS))
ACME = RowSums(520_000, 420_000, 580_000)
FORECAST = forecast(ACME, pool([ACME], 1), 365, 181)
YEAR = pace(Sold(520_000, 420_000, FORECAST), Fraction(1_200_000), Days(365, 181, 132), W)


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("expected", "595068.49"),
        ("forecast_linear", "1048618.78"),
        ("gap", "680000.00"),
        ("needed_per_day", "3695.65"),
        ("expected_seasonal", "504000.00"),
        ("forecast_seasonal", "1238095.24"),
        ("forecast", "1194565.22"),  # 0.58 × (A + h·R), h = 2,040 / 1,840
        ("shortfall", "5434.78"),
        ("needed_per_working_day", "5151.52"),
    ],
)
def test_the_published_amounts(figure: str, value: str) -> None:
    """520,000 of 1,200,000 on day 181 of 365, with 42 % of last year in by then, gives the values of figures.md."""
    assert cents(getattr(YEAR, figure)) == value


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("attainment", "43.3"),
        ("pace_linear", "87.4"),
        ("pace_seasonal", "103.2"),
        ("growth", "23.8"),
        ("landing", "99.5"),
    ],
)
def test_the_published_ratios(figure: str, value: str) -> None:
    """Attainment is 43.3 %; pace is behind on linear with 87.4 % and ahead on seasonal with 103.2 %."""
    assert in_percent(getattr(YEAR, figure)) == Decimal(value)


def test_what_will_be_missing_at_the_end() -> None:
    """A forecast of 3,171,973.70 leaves 228,026.30 of a target of 3,400,000, and is 93.3 % of it."""
    found = pace(Sold(0, None, Fraction("3171973.70")), Fraction(3_400_000), Days(365, 181), None)
    assert (cents(found.shortfall), in_percent(found.landing)) == ("228026.30", Decimal("93.3"))


def test_the_season_of_the_published_months() -> None:
    """By the end of June 42 % of last year's sales were in."""
    assert Fraction(42, 100) == W


def test_day_181_of_365() -> None:
    """Elapsed days count both ends: 30 June is day 181 of 2026."""
    seen = look("2026", "2026-06-30")
    assert (seen.elapsed, seen.period.days) == (181, 365)
    assert seen.earlier[:2] == (date(2025, 1, 1), date(2025, 7, 1))


def test_without_a_season_the_forecast_is_linear() -> None:
    """Where w is unknown the forecast goes on evenly, and the seasonal figures are undefined."""
    assert forecast(ACME, pool([ACME], 0), 365, 181) == Fraction(520_000 * 365, 181)
    found = figures(520_000, Fraction(1_200_000), 365, 181, None)
    assert found.pace_seasonal is found.forecast_seasonal is found.expected_seasonal is None


def test_a_season_that_had_not_begun() -> None:
    """With w at zero nothing can be divided by it."""
    found = figures(100, Fraction(1000), 10, 5, Fraction(0))
    assert found.forecast_seasonal is found.pace_seasonal is None


def test_before_the_period_every_pace_is_undefined() -> None:
    """Before the first day there is a gap and what is needed a day, and neither pace nor forecast nor growth."""
    found = figures(0, Fraction(500), 50, 0, None, 0)
    assert [found.attainment, found.gap, found.needed_per_day, found.needed_per_working_day] == [0, 500, 10, 10]
    needed = {"attainment": None, "gap": None, "needed_per_day": None, "needed_per_working_day": None}
    assert set(found._replace(**needed)) == {None}


def test_after_the_period_the_forecast_is_what_was_sold() -> None:
    """On the last day expected is the target, every forecast the actual, and nothing is needed a day."""
    found = figures(90, Fraction(100), 30, 30, Fraction(1), 80)
    assert found.expected == 100
    assert found.forecast == found.forecast_linear == found.forecast_seasonal == 90
    assert found.needed_per_day is found.needed_per_working_day is None
    assert found.gap == found.shortfall == 10


@pytest.mark.parametrize("target", [100, 90])
def test_nothing_is_needed_once_the_gap_is_closed(target: int) -> None:
    """A target that is reached needs nothing a day, and not less than nothing."""
    found = figures(100, Fraction(target), 10, 5, None)
    assert found.needed_per_day is found.needed_per_working_day is None
    assert found.gap == target - 100


@pytest.mark.parametrize("target", [None, Fraction(0)])
def test_no_target_to_divide_by(target: Fraction | None) -> None:
    """Without a target, or with one of zero, attainment and pace are undefined."""
    found = figures(100, target, 10, 5, Fraction(1, 2), 100)
    assert found.attainment is found.pace_linear is found.pace_seasonal is None
    assert (found.gap is None) == (target is None)


@pytest.mark.parametrize("last_year", [None, 0, -5])
def test_growth_needs_a_last_year(last_year: int | None) -> None:
    """Growth over nothing, over credits alone, or over what nobody knows is undefined."""
    assert figures(100, None, 10, 5, None, last_year).growth is None


@pytest.mark.parametrize("rest", [-1, -6])
def test_a_season_needs_sales_to_share(rest: int) -> None:
    """An earlier period without sales, or with more credits than sales, has no season."""
    assert season([RowSums(5, 1, rest)]).share is None


@pytest.mark.parametrize(("last_year", "rest", "share"), [(12, -2, 1), (-2, 12, 0), (4, 6, Fraction(2, 5))])
def test_a_season_is_a_share(last_year: int, rest: int, share: Fraction) -> None:
    """Credits do not make w more than the whole, nor less than nothing."""
    assert season([RowSums(5, last_year, rest)]).share == share


@pytest.mark.parametrize(
    ("forecast", "target", "expected"),
    [(100, 100, "✓"), (120, 100, "✓"), (99, 100, "~"), (90, 100, "~"), (89, 100, "!"), (0, 100, "!"), (5, 0, None)],
)
def test_signs(forecast: int, target: int, expected: str | None) -> None:
    """From 100 % of the target the forecast is good, from 90 % near, below bad; of a zero target it is neither."""
    assert status_mark(Fraction(forecast), Fraction(target), 100, 90) == expected


def test_no_sign_without_a_forecast() -> None:
    """Before the period, and without a target, there is no sign."""
    assert status_mark(None, Fraction(100), 100, 90) is status_mark(Fraction(100), None, 100, 90) is None


def test_signs_do_not_round() -> None:
    """99.96 % shows as 100.0 % and is not yet good; the thresholds are the configured ones."""
    assert status_mark(Fraction(9996), Fraction(10000), 100, 90) == "~"
    assert status_mark(Fraction(9996), Fraction(10000), 95, 80) == "✓"


def test_percentages_round_half_even_once() -> None:
    """2.25 % is 2.2 %, 2.35 % is 2.4 %, and nothing is rounded on the way."""
    assert in_percent(Fraction(225, 10_000)) == Decimal("2.2")
    assert in_percent(Fraction(235, 10_000)) == Decimal("2.4")
    assert in_percent(Fraction(22_499_999_999, 10**12)) == Decimal("2.2")
    assert in_percent(None) is None


# Windows


def test_as_of_is_at_the_most_the_last_day() -> None:
    """A day after the period counts as its last."""
    seen = look("2026-Q1", "2027-05-05")
    assert (seen.as_of, seen.cut, seen.elapsed) == (date(2026, 3, 31), date(2026, 4, 1), 90)


def test_before_the_period_nothing_has_passed() -> None:
    """Before the first day the cut is the start, here and a year earlier."""
    seen = look("2027", "2026-06-30")
    assert (seen.elapsed, seen.begun, seen.as_of) == (0, False, TODAY)
    assert seen.earlier.cut == seen.earlier.start == date(2026, 1, 1)


def test_leap_day_compares_with_the_28th() -> None:
    """Up to 29 February compares with up to 28 February of the year before."""
    assert look("2024", "2024-02-29").earlier.cut == date(2023, 3, 1)


def test_the_28th_compares_with_the_28th() -> None:
    """Up to 28 February, inside a longer period, leaves the 29th of a leap year out."""
    assert look("2025", "2025-02-28").earlier.cut == date(2024, 2, 29)


def test_a_whole_february_compares_with_a_whole_one() -> None:
    """When the period is over so is the earlier one: its leap day is not a rest."""
    seen = look("2025-02", "2025-02-28")
    assert seen.earlier.cut == seen.earlier.end == date(2024, 3, 1)


def test_a_week_compares_with_52_weeks_earlier() -> None:
    """A week goes back 364 days, Monday to Monday, also at its cut."""
    seen = look("2026-W47", "2026-11-18")
    assert seen.earlier.start == date(2025, 11, 17)
    assert seen.earlier.cut == date(2025, 11, 20)
    assert seen.earlier.end == date(2025, 11, 24)


def test_a_part_compares_as_the_whole_does() -> None:
    """Seven days from Monday to Sunday that are a part of a longer period are no week."""
    whole = look("2024-06-24..2024-07-10", "2024-07-10")
    part = whole.part(whole.period.months()[0])
    assert part.period.is_week
    assert (part.earlier.start, part.earlier.end) == (date(2023, 6, 24), date(2023, 7, 1))


def test_a_part_of_a_week_compares_as_the_week_does() -> None:
    """A week over two months goes back 364 days in both."""
    whole = look("2026-W14", "2026-04-05")
    first, second = (whole.part(month) for month in whole.period.months())
    assert first.earlier.end == second.earlier.start == date(2025, 4, 2)


def test_a_period_that_begins_on_a_leap_day() -> None:
    """It begins on the 28th a year earlier, and one that ends before the leap day ends after the 28th."""
    assert look("2024-02-29..2024-03-10", "2024-03-01").earlier.start == date(2023, 2, 28)
    assert look("2024-02-01..2024-02-28", "2024-02-10").earlier.end == date(2023, 3, 1)


days = st.dates(date(1950, 1, 1), date(2200, 12, 31))


@given(days, st.integers(1, 800), days)
def test_windows_hold_together(start: date, length: int, as_of: date) -> None:
    """The cut lies in the period and its match in the earlier one, which is the one that Period.earlier names."""
    period = Period(start, start + timedelta(days=length), "")
    seen = window(period, as_of)
    earlier = period.earlier()
    assert (seen.earlier.start, seen.earlier.end) == (earlier.start, earlier.end)
    assert period.start <= seen.cut <= period.end
    assert seen.earlier.start <= seen.earlier.cut <= seen.earlier.end
    assert seen.elapsed == period.elapsed(as_of)


@given(days, st.integers(1, 800), days)
def test_the_spans_of_a_forecast(start: date, length: int, as_of: date) -> None:
    """The 24 months end at the cut, and begin where the same look two years back was cut; a year earlier likewise."""
    seen = window(Period(start, start + timedelta(days=length), ""), as_of)
    spans = seen.spans()
    assert spans[0] == (seen.period.start, seen.cut)
    if not seen.under_way:
        assert len(spans) == 3
        return
    assert spans[4:6] == ((seen.before.start, seen.before.cut), (seen.before.cut, seen.before.end))
    assert (spans[3][1], spans[6][1]) == (seen.cut, seen.earlier.cut)
    if not seen.weeks:
        assert spans[3][0] == seen.before.cut
    assert 729 <= (spans[3][1] - spans[3][0]).days <= 732


amounts = st.integers(-(10**12), 10**12)
shares = st.none() | st.fractions(0, 1, max_denominator=1000)


@given(amounts, amounts, amounts, st.integers(1, 400), st.data(), shares)
def test_every_figure_is_its_formula(
    actual: int, last_year: int, target: int, total: int, data: st.DataObject, w: Fraction | None
) -> None:
    """For any amounts each figure, where it is defined, times its denominator gives its numerator back, exactly."""
    elapsed = data.draw(st.integers(1, total))
    found = figures(actual, Fraction(target), total, elapsed, w, last_year)
    assert found.gap == target - actual
    assert found.expected == Fraction(target * elapsed, total)
    assert found.forecast_linear == Fraction(actual * total, elapsed)
    assert found.forecast is not None
    assert found.shortfall == target - found.forecast
    if target:
        assert found.attainment is not None
        assert found.attainment * target == actual
    if found.needed_per_day is not None:
        assert found.needed_per_day * (total - elapsed) == found.gap
    if found.growth is not None:
        assert (found.growth + 1) * last_year == actual
    if w:
        assert found.forecast_seasonal is not None
        assert found.forecast_seasonal * w == actual
