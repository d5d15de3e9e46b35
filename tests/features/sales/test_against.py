"""A sales report beside any other period: what is compared with what, and where nothing can be."""

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import Portfolio, period, row_of, rows_of
from test_report_properties import ACCOUNTS, DAY, Sold, books, days, filled, total, within

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.base.time.period import Period
from amcli.features.currencies.reports.rates import MissingRate
from amcli.features.sales.reports.asked import Asked
from amcli.features.sales.reports.sales import sales
from amcli.features.sales.rules.against import cut_of
from amcli.features.sales.rules.window import window
from conftest import Cli

D = Decimal
ADDED = ("against", "against_whole", "change", "change_percent")


def beside(book: Portfolio, this: str, other: str, as_of: str, **more: Any) -> Report:
    asked = Asked(against=period(other))
    return sales(book.reader("2026-09-17"), period=period(this), as_of=date.fromisoformat(as_of), asked=asked, **more)


def figures(report: Report, key: str | None) -> tuple[Any, ...]:
    row = row_of(report, key)
    return tuple(row[name] for name in ("actual", *ADDED))


@pytest.fixture
def book() -> Portfolio:
    """Two quarters of two accounts, one of which sold in the earlier one alone."""
    book = Portfolio()
    book.account("acme")
    book.account("lost")
    for product in ("pad", "disc"):
        book.product(product, "Brakes")
    book.sale("acme", "2024-12-31", "1", product="pad")
    book.sale("acme", "2026-04-01", "100", product="pad")
    book.sale("acme", "2026-05-10", "40", product="disc")  # day 40 of the quarter
    book.sale("acme", "2026-05-11", "60", product="disc")  # day 41
    book.sale("lost", "2026-04-02", "30", product="disc")
    book.sale("acme", "2026-07-01", "150", product="pad")
    book.sale("acme", "2026-08-09", "75", kind="credit", product="pad")  # day 40
    return book


def test_as_many_days_of_the_other_period(book: Portfolio) -> None:
    """While a quarter is under way it is compared with as many days of the other, which is told whole too."""
    report = beside(book, "2026-Q3", "2026-Q2", "2026-08-09")
    assert figures(report, "acme") == (D("75.00"), D("140.00"), D("200.00"), D("-65.00"), D("-46.4"))
    assert figures(report, "lost") == (D("0.00"), D("30.00"), D("30.00"), D("-30.00"), D("-100.0"))
    assert figures(report, "total") == (D("75.00"), D("170.00"), D("230.00"), D("-95.00"), D("-55.9"))
    assert {key: report.facts[key] for key in ("against", "against_start", "against_end")} == {
        "against": "2026-Q2", "against_start": date(2026, 4, 1), "against_end": date(2026, 5, 10),
    }  # fmt: skip
    assert report.title.endswith(" · against 2026-Q2")
    assert "2026-Q2 counts up to 10 May, as far as 2026-Q3 is: 40 of its 91 days" in report.notes


def test_a_period_that_is_over_is_compared_with_the_whole(book: Portfolio) -> None:
    """92 days of one quarter beside all 91 of the other."""
    report = beside(book, "2026-Q2", "2026-Q1", "2026-09-17")
    assert figures(report, "acme") == (D("200.00"), D("0.00"), D("0.00"), D("200.00"), None)
    report = beside(book, "2026-Q3", "2026-Q2", "2026-12-01")
    assert figures(report, "acme") == (D("75.00"), D("200.00"), D("200.00"), D("-125.00"), D("-62.5"))
    assert report.title.endswith(" · against 2026-Q2") and not [note for note in report.notes if "2026-Q2" in note]


@pytest.mark.parametrize(("by", "key"), [("product", "disc"), ("category", "Brakes")])
def test_a_row_for_what_sold_in_the_other_period_alone(book: Portfolio, by: str, key: str) -> None:
    """A product that sold in neither this period nor a year before has a row; all rows add up to the total."""
    report = beside(book, "2026-Q3", "2026-Q2", "2026-08-09", by=by)
    assert sum(row["against"] for row in rows_of(report)) == row_of(report, "total")["against"] == D("170.00")
    assert row_of(report, key)["against"] == {"disc": D("70.00"), "Brakes": D("170.00")}[key]
    one = beside(book, "2026-Q3", "2026-Q2", "2026-08-09", by=by, accounts=["lost"])
    assert [row["against"] for row in rows_of(one)] == [D("30.00")] == [row_of(one, "total")["against"]]


def test_a_tree_rolls_up_the_other_period_too(book: Portfolio) -> None:
    """A parent has what all below it sold then; the total counts it once."""
    book.account("plant", "acme")
    book.sale("plant", "2026-04-05", "8")
    report = beside(book, "2026-Q3", "2026-Q2", "2026-08-09", tree=True)
    assert row_of(report, "acme")["against"] == D("148.00")
    assert row_of(report, "plant")["against"] == D("8.00")
    assert row_of(report, "total")["against"] == D("178.00")


def test_rates_of_their_own_days(book: Portfolio) -> None:
    """Each period's sales convert at the rates of its own days; one that is missing is named."""
    book.sale("lost", "2026-04-03", "10", currency="EUR")
    book.rate("EUR", "USD", "1.5", "2026-04-03")
    book.rate("EUR", "USD", "2", "2026-07-01")
    book.sale("lost", "2026-07-02", "10", currency="EUR")
    report = beside(book, "2026-Q3", "2026-Q2", "2026-08-09", currency="USD")
    assert figures(report, "lost")[:2] == (D("20.00"), D("45.00"))
    book.db.execute("DELETE FROM rate WHERE date < '2026-05-01'")
    with pytest.raises(MissingRate, match="no rate from EUR to USD on or before 2026-04-03"):
        beside(book, "2026-Q3", "2026-Q2", "2026-08-09", currency="USD")


def test_where_nothing_can_be_compared(book: Portfolio) -> None:
    """N/a before either period begins, and where the books begin later; a note says which."""
    nothing = (None, None, None, None)
    for this, other, said in (
        ("2026-Q3", "2024-Q4", "it needs the portfolio's sales from 2024-10 on"),
        ("2027-Q1", "2026-Q2", "2027-Q1 has not begun on 2026-08-09"),
        ("2026-Q3", "2026-Q4", "2026-Q4 has not begun by then"),
    ):
        report = beside(book, this, other, "2026-08-09")
        assert figures(report, "acme")[1:] == figures(report, "total")[1:] == nothing
        assert [note for note in report.notes if said in note], report.notes
    late = beside(book, "2026-Q2", "2026-Q3", "2026-08-09")
    assert figures(late, "acme") == (D("200.00"), D("75.00"), D("75.00"), D("125.00"), D("166.7"))
    assert "2026-Q3 is not over: 40 of its 92 days, up to 9 Aug, count" in late.notes


@pytest.mark.parametrize(
    ("this", "other", "as_of", "last"),
    [
        ("2026", "2025", "2026-09-17", "2025-09-17"),
        ("2025", "2024", "2025-09-17", "2024-09-17"),  # by date, though 2024 has a day more
        ("2024", "2023", "2024-02-29", "2023-02-28"),
        ("2026-Q3", "2026-Q2", "2026-07-31", "2026-05-01"),
        ("2026-03", "2026-02", "2026-03-30", "2026-02-28"),
        ("2026-02", "2024-02", "2026-02-28", "2024-02-29"),
        ("2026", "2025-Q1", "2026-09-17", "2025-03-31"),
        ("2026-W20", "2026-W19", "2026-05-13", "2026-05-06"),
    ],
)
def test_how_far_the_other_period_counts(this: str, other: str, as_of: str, last: str) -> None:
    """By date in the same days of another year, else by the number of days, and never beyond its end."""
    day = date.fromisoformat(as_of)
    assert cut_of(window(period(this), day), period(other), day) == date.fromisoformat(last) + DAY


def test_the_same_days_of_the_year_before_are_last_year(book: Portfolio) -> None:
    """--against the year before says what last_year and growth say."""
    book.sale("acme", "2025-03-04", "500")
    report = beside(book, "2026", "2025", "2026-08-09")
    for key in ("acme", "lost", "total"):
        row = row_of(report, key)
        assert (row["against"], row["change_percent"]) == (row["last_year"], row["growth"])


spans = st.sampled_from(["2025", "2024", "2025-Q2", "2024-02", "2025-W20", "2024-11-15..2025-02-10"])


@settings(max_examples=30)
@given(books, spans, spans, days, st.sampled_from(["account", "product"]))
def test_any_portfolio_adds_up(rows: list[Sold], this: str, other: str, as_of: date, by: str) -> None:
    """What is compared is the raw rows of those days added by hand, of each account and of the total."""
    span, beside_it = period(this), period(other)
    report = sales(filled(rows).reader(), period=span, as_of=as_of, by=by, asked=Asked(against=beside_it))
    cut = naive_cut(span, beside_it, as_of)
    began = min((row.day for row in rows if row.kind != "purchase"), default=None)
    first = beside_it.start
    known = began is not None and (began.year, began.month) <= (first.year, first.month)
    if not known or as_of < span.start or cut == first:
        assert all(row["against"] is None for row in rows_of(report))
        return
    assert row_of(report, "total")["against"] == total(within(rows, first, cut))
    assert sum(row["against"] for row in rows_of(report)) == total(within(rows, first, cut))
    for code in ACCOUNTS if by == "account" else ():
        then = total(within([row for row in rows if row.account == code], first, cut))
        found = row_of(report, code)
        assert (found["against"], found["change"]) == (then, found["actual"] - then)
        if then > 0:
            percent = (found["change"] * 100 / then).quantize(D("1e-15"))
            assert found["change_percent"] == percent.quantize(D("0.1"), ROUND_HALF_EVEN)
        else:
            assert found["change_percent"] is None


def naive_cut(span: Period, other: Period, as_of: date) -> date:
    """The day after the last one compared, by counting days one by one."""
    here, there = span.start, other.start
    if as_of >= span.last_day:
        there = other.end
    elif {span.name, other.name} in ({"2024", "2025"}, {span.name}):  # the same days of two years, or of one
        leap = (as_of.month, as_of.day) == (2, 29) and other.name != span.name
        day = as_of.replace(day=28) if leap else as_of
        there = max(other.start, day.replace(year=as_of.year + other.start.year - span.start.year) + DAY)
        there = there if as_of >= span.start else other.start
    else:
        while here <= as_of and there < other.end:
            here, there = here + DAY, there + DAY
    return max(other.start, min(there, as_of + timedelta(days=1)))


def test_this_quarter_against_the_last_one(sample: Cli) -> None:
    """Question 12, as it is typed: in the table, and in csv with the whole of the other period."""
    words = ("report", "sales", "--period", "this-quarter", "--against", "last-quarter")
    table = sample.ok(*words, "-f", "table", COLUMNS="80")
    header = next(line.split() for line in table.splitlines() if "actual" in line)
    assert header[1:6] == ["actual", "against", "change", "change", "%"]
    assert "against whole" not in table
    first, *rows = sample.ok(*words, "-f", "csv").splitlines()
    assert first.startswith("key,name,currency,actual,against,against_whole,change,change_percent,target,")
    assert rows[0].startswith("maruti,Maruti,USD,")


@pytest.mark.parametrize("by", ["month", "quarter", "account,product"])
def test_what_has_no_other_period(sample: Cli, by: str) -> None:
    """Parts of the period stand beside no whole one."""
    done = sample("report", "sales", "--against", "2025", "--by", by)
    assert done.code == 2 and done.out == ""
    done = sample("report", "sales", "--against", "2025", "--explain", "ford")
    assert done.code == 2 and "leave out --against" in done.err


def test_parts_are_refused_in_a_sentence(book: Portfolio) -> None:
    """With what to leave out."""
    with pytest.raises(BadValue, match="leave out --by month"):
        beside(book, "2026", "2025", "2026-08-09", by="month")
