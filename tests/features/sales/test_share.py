"""Each row's share of the total, and a period that is over."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from report_samples import Portfolio, period, row_of, rows_of

from amcli.base.results import Report
from amcli.features.sales.reports.asked import Asked
from amcli.features.sales.reports.sales import sales
from conftest import Cli

D = Decimal
# What a period that is over says twice.
REPEATED = [
    "expected", "pace_linear", "pace_seasonal", "forecast", "forecast_low", "forecast_high", "forecast_linear",
    "forecast_seasonal", "gap", "needed_per_day", "needed_per_working_day",
]  # fmt: skip


def shares(book: Portfolio, **more: Any) -> Report:
    return sales(book.reader(), period=period("2026"), as_of=date(2026, 6, 30), asked=Asked(share=True), **more)


def sold(**amounts: str) -> Portfolio:
    book = Portfolio()
    for code, amount in amounts.items():
        book.account(code)
        if amount.startswith("-"):
            book.sale(code, "2026-02-01", amount[1:], kind="credit")
        elif amount != "0":
            book.sale(code, "2026-02-01", amount)
    return book


def test_shares_and_how_they_run_up() -> None:
    """500, 250, 120, 80 and 50 of 1,000: 50 %, 75 %, 87 %, 95 %, 100 %; the largest three bring 87 %."""
    report = shares(sold(e="50", b="250", c="120", d="80", a="500"))
    assert [(row["key"], row["share"], row["cumulative"]) for row in rows_of(report)] == [
        ("a", D("50.0"), D("50.0")), ("b", D("25.0"), D("75.0")), ("c", D("12.0"), D("87.0")),
        ("d", D("8.0"), D("95.0")), ("e", D("5.0"), D("100.0")),
    ]  # fmt: skip
    assert (row_of(report, "total")["share"], row_of(report, "total")["cumulative"]) == (D("100.0"), None)
    assert "the largest 3 of 5 bring 87.0 %" in report.notes
    assert report.people_order == ""


def test_each_share_is_rounded_once() -> None:
    """Thirds: the running share is that of the exact sums, not of rounded ones."""
    report = shares(sold(a="1", b="1", c="1"))
    assert [(row["share"], row["cumulative"]) for row in rows_of(report)] == [
        (D("33.3"), D("33.3")), (D("33.3"), D("66.7")), (D("33.3"), D("100.0")),
    ]  # fmt: skip
    assert not [note for note in report.notes if "largest" in note]


def test_credits_and_nothing() -> None:
    """A row below zero has a share below zero; of a total of nothing or less there is none."""
    report = shares(sold(a="300", b="0", c="-100"))
    assert [(row["share"], row["cumulative"]) for row in rows_of(report)] == [
        (D("150.0"), D("150.0")), (D("0.0"), D("150.0")), (D("-50.0"), D("100.0")),
    ]  # fmt: skip
    for book in (sold(a="100", b="-100"), sold(a="-5"), sold(a="0")):
        found = shares(book)
        assert {row["share"] for row in rows_of(found)} == {None} == {row["cumulative"] for row in rows_of(found)}
        assert row_of(found, "total")["share"] is None
        assert "no shares: nothing was sold, or less than was given back" in found.notes


def test_a_tree_counts_nothing_twice() -> None:
    """Every row has its share, the top ones alone run up."""
    book = sold(group="100", solo="300")
    book.account("plant", "group")
    book.sale("plant", "2026-03-01", "600")
    found = [(row["key"], row["share"], row["cumulative"]) for row in rows_of(shares(book, tree=True))]
    assert found == [("group", D("70.0"), D("70.0")), ("plant", D("60.0"), None), ("solo", D("30.0"), D("100.0"))]


def test_months_run_up_in_time() -> None:
    """Parts of the period keep their order."""
    book = sold(a="300")
    book.sale("a", "2026-04-01", "700")
    quarters = rows_of(shares(book, by="quarter"))
    assert [(row["share"], row["cumulative"]) for row in quarters] == [
        (D("30.0"), D("30.0")), (D("70.0"), D("100.0")), (D("0.0"), D("100.0")), (D("0.0"), D("100.0")),
    ]  # fmt: skip


def test_share_of_the_top_three(sample: Cli) -> None:
    """Question 11, as it is typed; in another order the running share stays that of the rank."""
    table = sample.ok("report", "sales", "--share", "-f", "table", COLUMNS="80")
    assert "the largest 3 of 6 bring 96.4 %" in table.splitlines()
    read: Any = sample.json("report", "sales", "--share", "--sort", "key", "--limit", "2")
    assert [(row["key"], row["cumulative"]) for row in read["rows"]] == [("ford", D("96.4")), ("goody", D("98.8"))]
    assert read["notes"][:2] == ["and 4 more: the total counts them too", "the largest 3 of 6 bring 96.4 %"]
    header = sample.ok("report", "sales", "--by", "product", "--share", "-f", "csv").splitlines()[0]
    assert header.startswith("key,name,currency,actual,share,cumulative,target,")
    done = sample("report", "sales", "--share", "--explain", "ford")
    assert done.code == 2 and "leave out --share" in done.err


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_a_period_that_is_over_repeats_nothing(sample: Cli, format: str) -> None:
    """People see no pace and no forecast of it, nor that those are hidden; the sign judges attainment."""
    shown = sample.ok("report", "sales", "--period", "2025", "-f", format, COLUMNS="400")
    header = next(line for line in shown.splitlines() if "actual" in line)
    for word in ("expected", "pace", "forecast", "lands at", "4 in 5", "gap", "needed"):
        assert word not in header
    assert "seasonal pace" not in shown
    for word in ("done", "short"):
        assert word in header
    under_way = sample.ok("report", "sales", "-f", format, COLUMNS="400")
    assert "pace linear" in under_way and "forecast" in under_way
    if format == "table":
        ford = next(line for line in shown.splitlines() if "Ford" in line)
        assert "88 %" in ford and "!" in ford
        assert "hidden at this width" not in shown
        named = sample.ok("report", "sales", "--period", "2025", "-f", format, "--columns", "key,forecast")
        assert "667,294" in named


def test_programs_keep_every_key_of_a_period_that_is_over(sample: Cli) -> None:
    """Plain, csv and JSON have the same columns for any period."""
    for format in ("csv", "plain"):
        now, over = (sample.ok("report", "sales", "--period", year, "-f", format) for year in ("2026", "2025"))
        assert now.splitlines()[0].split() == over.splitlines()[0].split()
    row: Any = sample.json("report", "sales", "--period", "2025")["rows"][0]  # type: ignore[index]
    assert [key for key in row if key in REPEATED] == REPEATED
    assert (row["forecast"], row["pace_linear"]) == (row["actual"], row["attainment"])
