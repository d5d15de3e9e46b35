"""Who stopped buying, by days that move: against the words of docs/figures.md written out over single sales."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import Portfolio

from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.reports.silence import silences
from conftest import tries

START, RATE_FROM = date(2023, 1, 1), date(2025, 6, 1)
DAYS = 90
CODES = ("a", "b", "c")
Line = tuple[str, int, int, str, str]  # account, days after START, amount, kind, currency
LINES = st.lists(
    st.tuples(
        st.sampled_from(CODES),
        st.integers(0, 1300),
        st.integers(1, 500),
        st.sampled_from(("sale", "sale", "sale", "credit", "purchase")),
        st.sampled_from(("USD", "USD", "EUR")),
    ),
    max_size=30,
)


def year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def wait(gap: int) -> int:
    """A quarter longer than ever, 14 days at least and 30 at most."""
    return gap + min(30, max(14, math.ceil(gap / 4)))


def by_hand(lines: list[Line], today: date) -> Iterator[tuple[str, Fraction | None, int, int | None]]:
    """Account, amount in cents of USD (None without a rate), days, and the longest time between two days of sale."""
    booked = [START + timedelta(days=after) for _, after, _, kind, _ in lines if kind != "purchase"]
    today = max((day for day in booked if day <= today), default=today)
    first = today - timedelta(days=DAYS - 1)
    start = year_before(first)
    for code in CODES:
        mine = [
            (START + timedelta(days=after), amount, kind, currency)
            for name, after, amount, kind, currency in lines
            if name == code
        ]
        bought = sorted({day for day, _, kind, _ in mine if kind == "sale" and day <= today})
        if not bought or not start <= bought[-1] < first:
            continue
        total: Fraction | None = Fraction(0)
        for day, value, kind, currency in mine:
            if kind == "purchase" or not start <= day < first:
                continue
            if currency == "EUR" and day < RATE_FROM:
                total = None
            if total is not None:
                total += value * (1 if kind == "sale" else -1) * (2 if currency == "EUR" else 1) * 100
        lately = [day for day in bought if day >= year_before(start)]
        gaps = [(later - day).days for day, later in pairwise(lately)]
        days = (today - bought[-1]).days
        usual = max(DAYS, wait(max(gaps))) if gaps else 2 * DAYS
        if days >= usual and (total is None or total > 0):
            yield code, total, days, max(gaps, default=None)


@settings(max_examples=tries(40, 400))
@given(LINES, st.integers(300, 1400))
def test_who_stopped_is_who_the_words_say(lines: list[Line], days: int) -> None:
    """Of any sales and credits, on any day: the same accounts, amounts, days and longest waits, in one currency."""
    book, today = Portfolio(), START + timedelta(days=days)
    for code in CODES:
        book.account(code)
    book.rate("EUR", "USD", "2", str(RATE_FROM))
    for code, day, amount, kind, currency in lines:
        book.sale(code, str(START + timedelta(days=day)), str(amount), kind=kind, currency=currency)
    reader = book.reader(str(today))
    names = {number: code for code, number in book.accounts.items()}
    found = silences(reader, names, Rates(reader, "USD"))
    said = {(names[key], each.bought, each.days, each.gap) for key, each in found.items()}
    assert said == set(by_hand(lines, today))
    for each in found.values():
        assert each.over == each.days - (2 * DAYS if each.gap is None else max(DAYS, wait(each.gap)))
    without = silences(reader, names, None)
    assert found.keys() <= without.keys()
    assert {each.bought for each in without.values()} <= {None}
