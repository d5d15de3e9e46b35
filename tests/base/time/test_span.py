"""Spans: which texts are one, how they are spelled, and the days that they lead to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.time.span import Span, parse_span

SPANS = st.one_of(
    st.builds(Span, st.integers(1, 36_525), st.just("d")),
    st.builds(Span, st.integers(1, 5_217), st.just("w")),
    st.builds(Span, st.integers(1, 1_200), st.just("m")),
    st.builds(Span, st.integers(1, 100), st.just("y")),
)


def test_the_texts_of_a_span() -> None:
    """Short or as a word, singular or plural, in any case; no time at all is 0d."""
    for text, short in {
        "3m": "3m", " 90D ": "90d", "2 w": "2w", "1y": "1y", "3 months": "3m", "1 Month": "1m", "90 days": "90d",
        "1 day": "1d", "2weeks": "2w", "1 week": "1w", "100 years": "100y", "1 year": "1y", "007m": "7m",
        "0d": "0d", "0 months": "0d", "36525d": "36525d", "1200m": "1200m",
    }.items():  # fmt: skip
        assert str(parse_span(text)) == short, text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3", "'3' is no notice without its unit: use 3d, 3w, 3m or 3y"),
        ("", "is no notice: use days, weeks, months or years, such as 90d, 2w, 3m or 1y"),
        ("3 Monate", "is no notice: use"),
        ("-3m", "is no notice: use"),
        ("1.5m", "is no notice: use"),
        ("3m 2d", "is no notice: use"),
        ("٣m", "is no notice: use"),
        ("101y", "is too long a notice: it is at most 100 years"),
        ("36526d", "is too long"),
        ("9" * 5000 + "m", "is too long"),
        ("9" * 5000, "is no notice: use"),
        ("0m", "is no notice: it is 1d or more"),
    ],
)
def test_what_is_no_span(text: str, said: str) -> None:
    """One line says what is accepted; a number without its unit is not guessed."""
    with pytest.raises(BadValue) as error:
        parse_span(text, "notice", least=1)
    assert said in error.value.message


@given(SPANS, st.dates(date(1900, 1, 1), date(2900, 1, 1)))
def test_a_span_is_read_back_and_leads_there(span: Span, day: date) -> None:
    """What is spelled is read back; the day before what is so long after a day is never after that day."""
    assert parse_span(span.spell()) == parse_span(span.in_words()) == span
    assert all((same := parse_span(text)).plus(day) == span.plus(day) and same.minus(day) == span.minus(day)
               for text in span.spellings())  # fmt: skip
    assert day.day > 28 or span.minus(span.plus(day)) == day
    assert day < span.plus(day)
    assert span.minus(span.plus(day)) <= day


def test_months_end_with_the_month_and_the_calendar_ends() -> None:
    """The 31st becomes the last day of a shorter month; what leads out of the calendar is an error of one line."""
    month = Span(1, "m")
    assert month.plus(date(2026, 1, 31)) == date(2026, 2, 28)
    assert month.plus(date(2028, 1, 31)) == date(2028, 2, 29)
    assert (month.plus(date(2000, 1, 31)), month.plus(date(2100, 1, 31))) == (date(2000, 2, 29), date(2100, 2, 28))
    assert month.minus(date(2026, 3, 31)) == date(2026, 2, 28)
    assert Span(1, "y").minus(date(2028, 2, 29)) == date(2027, 2, 28)
    assert Span(2, "w").plus(date(2026, 12, 25)) == date(2027, 1, 8)
    assert Span(12, "m").spellings() == ("12m", "1y")
    assert Span(13, "m").spellings() == ("13m",)
    assert Span(2, "w").spellings() == ("2w", "14d")
    for span in (Span(100, "y"), Span(36_525, "d")):
        with pytest.raises(BadValue, match="outside the calendar"):
            span.plus(date(9950, 1, 1))
        with pytest.raises(BadValue, match="outside the calendar"):
            span.minus(date(50, 1, 1))
