"""The calculator that reports are compared with has the values of the rules."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import independent as by_hand
import pytest
from independent import Books, Question, Rate, Sale, Span, Target
from independent_forecast import Forecast, Sums

YEAR = Span(date(2026, 1, 1), date(2027, 1, 1))
STARTS = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)]
QUARTERS = [Span(start, end) for start, end in pairwise(STARTS)]
H1_END = date(2026, 6, 30)


def target(amount: int, span: Span = YEAR, account: str | None = None, *, group: bool = False) -> Target:
    return Target(span.start, span.end, Fraction(amount), account=account, group=group)


def ask(books: Books, span: Span = YEAR, day: date = H1_END) -> Question:
    return Question(books, span, day, "USD")


def whole(books: Books, span: Span) -> Fraction:
    aim = by_hand.whole_target(ask(books, span))
    assert aim
    return aim.amount


def shown(figure: Fraction | None) -> str:
    value = by_hand.rounded(figure, 2)
    return "n/a" if value is None else f"{float(value):.2f}"


def test_linear_pace() -> None:
    """A year of 1,200,000 with 520,000 sold by the end of June."""
    books = Books({"a": None}, [Sale("a", date(2026, 3, 1), Fraction(520_000))], [target(1_200_000)])
    found = by_hand.total(ask(books))
    keys = ("attainment", "expected", "pace_linear", "forecast_linear", "gap", "needed_per_day", "last_year")
    assert [shown(found[key]) for key in keys] == [
        "43.33", "595068.49", "87.38", "1048618.78", "680000.00", "3695.65", "n/a",
    ]  # fmt: skip


def test_seasonal_pace() -> None:
    """The season of the year before: 42 % by June."""
    months = (50, 60, 70, 70, 80, 90, 90, 60, 100, 110, 120, 100)
    sales = [Sale("a", date(2025, month, 5), Fraction(1000 * sold)) for month, sold in enumerate(months, 1)]
    sales.append(Sale("a", date(2026, 3, 1), Fraction(520_000)))
    books = Books({"a": None}, sales, [target(1_200_000)])
    found = by_hand.total(ask(books))
    assert ask(books).w == Fraction(42, 100)
    assert [shown(found[key]) for key in ("pace_seasonal", "forecast_seasonal")] == ["103.17", "1238095.24"]


def test_parts_of_a_target() -> None:
    """The days' shares add up to the year, also beside a quarter of its own; the portfolio's is not an account's."""
    year = Books({"a": None}, [], [target(1_200_000)])
    assert shown(whole(year, QUARTERS[3])) == "302465.75"
    fourth = Books({"a": None}, [], [target(1200), target(600, QUARTERS[3])])
    parts = [whole(fourth, quarter) for quarter in QUARTERS]
    assert [shown(part) for part in parts] == ["197.80", "200.00", "202.20", "600.00"]
    assert sum(parts) == 1200
    hidden = Books({"a": None}, [], [target(1_000_000), target(100_000, account="a")])
    assert shown(whole(hidden, QUARTERS[2])) == "252054.79"


def test_a_group_counts_once() -> None:
    """A plant's own target is within its group's; like is compared with like."""
    sales = [Sale("group", date(2026, 1, 5), Fraction(600)), Sale("plant", date(2026, 1, 6), Fraction(300))]
    targets = [target(1000, account="group", group=True), target(500, account="plant")]
    books = Books({"group": None, "plant": "group"}, sales, targets)
    flat, tree = (reckon(ask(books)) for reckon in (by_hand.flat, by_hand.tree))
    assert [(flat[key]["actual"], flat[key]["target"]) for key in flat] == [(600, None), (300, 500)]
    assert [(tree[key]["actual"], tree[key]["target"]) for key in tree] == [(900, 1000), (300, 500)]
    total = by_hand.total(ask(books))
    assert (total["actual"], total["target"]) == (900, 1000)


def test_the_later_of_two_rates() -> None:
    """Of the direct and the inverse rate the later one serves; of one day the direct one."""
    rates = [
        Rate("USD", "EUR", date(2026, 1, 1), Fraction(9, 10)),
        Rate("EUR", "USD", date(2026, 2, 1), Fraction(5, 4)),
        Rate("EUR", "USD", date(2026, 3, 1), Fraction(2)),
        Rate("USD", "EUR", date(2026, 3, 1), Fraction(3, 4)),
    ]
    books = Books({"a": None}, [], rates=rates)
    days = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 1))
    found = [by_hand.converted(books, Fraction(100), "USD", "EUR", day) for day in days]
    assert found == [90, 80, 75]


WORKED: list[Any] = json.loads((Path(__file__).parent / "forecasts.json").read_text())


@pytest.mark.parametrize("case", WORKED, ids=[case["title"] for case in WORKED])
def test_worked_forecasts(case: Any) -> None:
    """Each worked portfolio's season, weights, errors, forecasts and intervals, to the last digit."""
    rows = [(row, Sums(*map(Fraction, row["sums"]))) for row in case["rows"]]
    accounts = [sums for row, sums in rows if row["name"] != "TOTAL"]
    found = Forecast(accounts, case["years"], case["days"], case["gone"])
    assert [f"{value:.12f}" for value in found.spread() or ()] == [each for each in (case["q"], case["c"]) if each]
    if found.w is not None and 0 < case["gone"] < case["days"]:
        assert (found.w, found.now.h) == (Fraction(case["w"]), Fraction(case["h"]))
        assert found.weights == list(map(Fraction, case["weights"]))
        assert found.errors == list(map(Fraction, case["errors"] or ()))
    for row, sums in rows:
        assert found.of(sums) == (None if row["exact"] is None else Fraction(row["exact"]))
        assert [money(end) for end in found.interval(sums) or (None, None)] == [row["low"], row["high"]]


def money(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
