"""The days of contracts: which term holds a day, when notice has to arrive, when to act, what a year is worth."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.time.dates import add_months
from amcli.base.time.span import Span, parse_span
from amcli.features.contracts.rules.terms import (
    TermDays,
    act_by,
    arrive_by,
    current_term,
    next_term,
    notice_ends,
    state,
    term_from,
    value_a_year,
)

ONE = timedelta(days=1)
LEAD = Span(14, "d")
SPANS = st.one_of(
    st.builds(Span, st.integers(1, 40), st.just("m")),
    st.builds(Span, st.integers(1, 3), st.just("y")),
    st.builds(Span, st.integers(1, 400), st.just("d")),
)


def term(text: str) -> TermDays:
    """`2026-01-01..2026-12-31`."""
    return TermDays(*map(date.fromisoformat, text.split("..")))


def rolled(written: str, renews: str, span: str, day: str) -> tuple[str, int, int]:
    """The current term as a text, the written one that it goes back to, and how often that was renewed."""
    found = current_term(list(map(term, written.split())), renews, parse_span(span), date.fromisoformat(day))
    return f"{found.term.start}..{found.term.end}", found.written, found.times


def test_the_days_of_the_page_of_figures() -> None:
    """Three months are not 90 days; 36 months and then 12 are not 2 × 36, and the day to act is a working day."""
    for end, notice, arrive in (
        ("2026-12-31", "3m", "2026-09-30"),
        ("2026-06-30", "3m", "2026-03-31"),
        ("2027-02-28", "1m", "2027-01-31"),
        ("2028-05-31", "3m", "2028-02-29"),
        ("2026-12-31", "90d", "2026-10-02"),
        ("2026-12-31", "0d", "2026-12-31"),
        ("9999-12-31", "3m", "9999-09-30"),
    ):
        assert arrive_by(date.fromisoformat(end), parse_span(notice)) == date.fromisoformat(arrive), (end, notice)
    assert arrive_by(date(2026, 12, 31), None) is None
    assert act_by(None, LEAD) is None
    frame = [term("2022-08-29..2025-08-28")]
    now = current_term(frame, "tacit", Span(12, "m"), date(2026, 1, 1))
    assert now == (term("2025-08-29..2026-08-28"), 0, 1)
    sunday = date(2026, 6, 28)  # and so is the day two weeks before
    assert arrive_by(now.term.end, Span(2, "m")) == sunday
    assert act_by(sunday, LEAD) == date(2026, 6, 12)


def test_when_to_act() -> None:
    """The lead is counted from the day of arrival; a holiday, a weekend and the turn of the year come off."""
    monday, holidays = date(2026, 12, 28), {date(2026, 12, 25), date(2026, 12, 24), date(2027, 1, 1)}
    assert act_by(monday + 14 * ONE, LEAD) == monday
    assert act_by(monday + 13 * ONE, LEAD) == date(2026, 12, 25)  # from Sunday
    assert act_by(monday + 13 * ONE, LEAD, holidays) == date(2026, 12, 23)
    assert act_by(date(2027, 1, 15), LEAD, holidays) == date(2026, 12, 31)  # from New Year's Day
    assert act_by(date(2027, 1, 15), Span(1, "m"), holidays) == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("written", "renews", "span", "days"),
    [
        # Never before its end, and on the day after it; the last day of the old term is the old term's.
        (
            "2024-01-01..2024-12-31",
            "tacit",
            "12m",
            {
                "2023-05-01": ("2024-01-01..2024-12-31", 0, 0),
                "2024-12-31": ("2024-01-01..2024-12-31", 0, 0),
                "2025-01-01": ("2025-01-01..2025-12-31", 0, 1),
                "2026-11-16": ("2026-01-01..2026-12-31", 0, 2),
            },
        ),
        # An express one never by itself; one of none neither.
        ("2024-01-01..2024-12-31", "express", "12m", {"2026-11-16": ("2024-01-01..2024-12-31", 0, 0)}),
        ("2024-01-01..2024-12-31", "no", "12m", {"2026-11-16": ("2024-01-01..2024-12-31", 0, 0)}),
        # From the 31st: the months that have no 31st do not shift those that have one.
        (
            "2026-01-31..2026-02-27",
            "tacit",
            "1m",
            {
                "2026-02-28": ("2026-02-28..2026-03-30", 0, 1),
                "2026-03-31": ("2026-03-31..2026-04-29", 0, 2),
                "2028-02-29": ("2028-02-29..2028-03-30", 0, 25),
            },
        ),
        # From a leap day, also behind a renewal by hand that began on the 28th, with tacit terms in between.
        ("2024-02-29..2025-02-27", "tacit", "1y", {"2028-02-28": ("2027-02-28..2028-02-28", 0, 3)}),
        (
            "2020-02-29..2021-02-27 2023-02-28..2024-02-28",
            "tacit",
            "12m",
            {
                "2023-02-27": ("2022-02-28..2023-02-27", 0, 2),
                "2024-02-28": ("2023-02-28..2024-02-28", 1, 0),
                "2025-02-28": ("2025-02-28..2026-02-27", 1, 2),
                "2028-02-29": ("2028-02-29..2029-02-27", 1, 5),
            },
        ),
        # An odd first term: whole months from the day after it on. A renewal by hand cuts off the tacit term before it.
        (
            "2024-03-15..2024-12-31 2026-07-01..2027-06-30",
            "tacit",
            "1y",
            {
                "2026-06-30": ("2026-01-01..2026-06-30", 0, 2),
                "2026-07-01": ("2026-07-01..2027-06-30", 1, 0),
                "2027-07-01": ("2027-07-01..2028-06-30", 1, 1),
            },
        ),
        # Between two written terms an express one waits for the second; one may be cut short by another.
        (
            "2024-01-01..2024-12-31 2025-03-01..2026-02-28",
            "express",
            "1y",
            {
                "2024-12-31": ("2024-01-01..2024-12-31", 0, 0),
                "2025-01-15": ("2025-03-01..2026-02-28", 1, 0),
            },
        ),
        ("2024-01-01..2024-12-31 2024-07-01..2025-06-30", "no", "1y", {"2024-05-01": ("2024-01-01..2024-06-30", 0, 0)}),
        # Days and weeks are counted as days; what began long ago, and where the calendar ends.
        ("2026-01-01..2026-01-31", "tacit", "2w", {"2026-02-20": ("2026-02-15..2026-02-28", 0, 2)}),
        ("1900-01-01..1900-01-01", "tacit", "1d", {"2999-12-31": ("2999-12-31..2999-12-31", 0, 401_766)}),
        ("1900-05-31..1900-06-29", "tacit", "1m", {"9999-12-31": ("9999-12-31..9999-12-31", 0, 97_195)}),
        ("2026-01-01..9999-12-31", "tacit", "1y", {"9999-12-31": ("2026-01-01..9999-12-31", 0, 0)}),
    ],
)
def test_the_term_that_holds_a_day(written: str, renews: str, span: str, days: dict[str, tuple[str, int, int]]) -> None:
    """Tacit terms roll, counted from one anchor; others do not; what is written down holds where it is."""
    assert {day: rolled(written, renews, span, day) for day in days} == days


def test_no_term_goes_beyond_the_day_that_was_agreed_as_the_latest() -> None:
    """A tacit contract with a latest end rolls up to it, and is over behind it."""
    written, latest = [term("2024-01-01..2024-12-31")], date(2026, 6, 30)
    last = term("2026-01-01..2026-06-30")
    for day in (date(2026, 2, 1), latest, date(2029, 1, 1)):
        assert current_term(written, "tacit", Span(1, "y"), day, latest) == (last, 0, 2)
    assert next_term(written, "tacit", Span(1, "y"), date(2025, 5, 1), latest) == last
    assert next_term(written, "tacit", Span(1, "y"), latest, latest) is None
    assert next_term(written, "express", Span(3, "y"), date(2029, 1, 1), latest) == term("2025-01-01..2026-06-30")
    assert current_term(written, "tacit", None, latest, written[0].end) == (written[0], 0, 0)
    assert state(written, "tacit", None, None, latest, latest) == "running"
    assert state(written, "tacit", None, None, latest + ONE, latest) == "ended"
    assert state(written, "tacit", None, None, written[0].end, written[0].start) == "running"  # what is written holds
    assert notice_ends(written, "tacit", Span(1, "y"), Span(3, "m"), date(2026, 5, 1), latest) == (latest, False)


def test_the_next_term() -> None:
    """What is written, else what a renewal makes; counted from the first start while terms are joined."""
    two = [term("2024-01-31..2025-01-30"), term("2025-01-31..2025-02-27")]
    assert next_term(two, "express", None, date(2024, 5, 1)) == two[1]
    assert next_term(two, "express", Span(1, "m"), date(2025, 2, 1)) == term("2025-02-28..2025-03-30")
    assert next_term(two, "no", None, date(2027, 2, 1)) == term("2025-02-28..2026-02-27")
    assert next_term(two[:1], "tacit", Span(0, "d"), date(2026, 1, 31)) == term("2027-01-31..2028-01-30")
    assert next_term([term("2024-01-01..9999-12-31")], "tacit", None, date(2026, 1, 1)) is None
    # It stood still from the 28th on: a new beginning, of the 1st.
    assert term_from(two, "express", date(2025, 4, 30), Span(1, "m")) == term("2025-04-30..2025-05-29")
    assert term_from(two, "tacit", date(2025, 4, 30), Span(1, "m")) == term("2025-04-30..2025-05-30")
    assert term_from(two, "express", date(2025, 2, 28), Span(90, "d")) == term("2025-02-28..2025-05-28")


@pytest.mark.parametrize(
    ("day", "notice", "renews", "ends", "late"),
    [
        ("2026-06-28", "2m", "tacit", "2026-08-28", False),  # the last day
        ("2026-06-29", "2m", "tacit", "2027-08-28", True),
        ("2026-08-28", "2m", "tacit", "2027-08-28", True),
        ("2023-01-01", "2m", "tacit", "2025-08-28", False),  # the first term is of 36 months
        ("2025-07-01", "2m", "tacit", "2026-08-28", True),
        ("2020-01-01", "2m", "tacit", "2025-08-28", False),  # before it began
        ("2026-01-01", "3y", "tacit", "2029-08-28", True),  # longer than a term
        ("2026-08-28", "0d", "tacit", "2026-08-28", False),
        ("2025-07-01", "2m", "express", "2025-08-28", False),  # which ends in any case
        ("9999-12-01", "2m", "tacit", "9999-12-31", True),
    ],
)
def test_where_a_notice_leads(day: str, notice: str, renews: str, ends: str, late: bool) -> None:
    """To the end of the first term that it is in time for, and never to one before the term that holds its day."""
    written = [term("2022-08-29..2025-08-28")]
    found = notice_ends(written, renews, Span(1, "y"), parse_span(notice), date.fromisoformat(day))
    assert found == (date.fromisoformat(ends), late and ends[:4] != "9999")
    assert notice_ends(written, renews, Span(1, "y"), None, date(2026, 2, 2)).late is False


def test_a_notice_from_a_short_month() -> None:
    """A month after 28 February is 28 March, and a month before the day after that is 28 February: a day too late."""
    monthly = [term("2026-01-29..2026-02-27")]
    found = notice_ends(monthly, "tacit", Span(1, "m"), Span(1, "m"), date(2026, 2, 28))
    assert found == (date(2026, 4, 28), True)


def test_the_state_of_a_contract() -> None:
    """Draft until signed or begun; in notice while an end is set and not passed; ended in two ways."""
    written, first, last = [term("2026-01-01..2026-12-31")], date(2026, 1, 1), date(2026, 12, 31)
    before = date(2025, 11, 1)
    for renews, ends, signed, day, said in (
        ("express", None, None, first - ONE, "draft"),
        ("express", None, first - ONE, before, "draft"),
        ("express", None, before, before, "upcoming"),
        ("express", None, None, first, "running"),
        ("express", None, None, last, "running"),
        ("express", None, None, last + ONE, "ended not renewed"),
        ("no", None, None, last + ONE, "ended"),
        ("tacit", None, None, last + ONE, "running"),
        ("tacit", last, None, last, "in notice"),
        ("tacit", last, None, last + ONE, "ended"),
        ("express", first, None, last, "ended"),
    ):
        assert state(written, renews, ends, signed, day) == said, (renews, ends, signed, day)
    assert state([*written, term("2027-03-01..2027-12-31")], "express", None, None, date(2027, 2, 1)) == "upcoming"


def test_what_a_year_is_worth() -> None:
    """By whole months where the term has them, else by its days; without a value nothing, which is not zero."""
    for per, days, worth in (
        ("year", "2026-01-01..2026-03-31", 1200),
        ("month", "2026-01-01..2026-03-31", 14_400),
        ("total", "2026-01-01..2026-03-31", 4800),
        ("total", "2024-01-31..2024-02-28", 14_400),
        ("total", "2022-08-29..2025-08-28", 400),
        ("total", "2026-01-01..2026-02-15", Fraction(1200 * 365, 46)),
        ("total", "2026-01-01..2026-01-01", 438_000),
        ("total", "9999-01-01..9999-12-31", 1200),
    ):
        assert value_a_year(1200, per, term(days)) == worth, (per, days)
    assert value_a_year(None, "year", term("2026-01-01..2026-12-31")) is None
    assert value_a_year(0, "total", term("2026-01-01..2026-12-31")) == 0


@given(
    st.dates(date(1990, 1, 1), date(2020, 1, 1)),
    st.one_of(st.integers(1, 30).map(lambda n: (n, "m")), st.integers(1, 900).map(lambda n: (n, "d"))),
    SPANS,
    st.integers(0, 4000),
    st.one_of(st.none(), SPANS),
)
@settings(max_examples=40)
def test_stepping_leads_to_the_same_terms(
    start: date, first: tuple[int, str], span: Span, away: int, notice: Span | None
) -> None:
    """The term of a day by division is that which stepping finds, terms are joined, and a notice leads to the first in
    time.
    """
    written = [TermDays(start, Span(*first).plus(start) - ONE)]
    day = start + away * ONE
    anchor, months = (start, first[0]) if first[1] == "m" else (written[0].end + ONE, 0)
    if first[1] == "d" and add_months(start, 12 * (anchor.year - start.year) + anchor.month - start.month) == anchor:
        anchor, months = start, 12 * (anchor.year - start.year) + anchor.month - start.month
    terms = list(written)
    while terms[-1].end < day + 1500 * ONE:
        begin = terms[-1].end + ONE
        months += span.months
        terms.append(TermDays(begin, (add_months(anchor, months) if span.months else begin + span.days * ONE) - ONE))
    at = next(n for n, each in enumerate(terms) if day <= each.end)
    assert current_term(written, "tacit", span, day) == (terms[at], 0, at)
    assert next_term(written, "tacit", span, day) == terms[at + 1]
    if notice is not None:
        in_time = (each for each in terms[at:] if arrive_by(each.end, notice) >= day)  # type: ignore[operator]
        found = notice_ends(written, "tacit", span, notice, day)
        assert found == ((wanted := next(in_time)).end, wanted != terms[at])
