"""What is added up from the totals by day: the same figures as from the sales, at a cost that does not grow."""

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import TODAY, Portfolio, period

from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.reminders.reports.due import reminders
from amcli.features.sales.reports.headlines import account_headlines
from amcli.features.sales.reports.last_sales import last_sales
from amcli.features.sales.reports.ledger import Reading, Sums
from amcli.features.sales.reports.sales_data import SalesData
from amcli.features.sales.reports.sums import ACCOUNT, ALL, PRODUCT, Question
from amcli.features.sales.rules.window import Span
from amcli.features.screens.reports.today import today
from amcli.store.reader import Reader

START = date(2025, 11, 1)
# What is read through: tables that do not grow with what happens, and what the query itself brings.
SMALL = {
    "SCAN CONSTANT ROW",
    "SCAN b",  # budgets
    "SCAN below",  # what was below an account
    "SCAN account USING INDEX sqlite_autoindex_account_1",
    "SCAN a USING COVERING INDEX account_parent",
    "SCAN currency",
    "SCAN day_piece",
    # What proposals are made of: accounts, their people and plans, products, opportunities that were not won.
    "SCAN a",
    "SCAN c",
    "SCAN spoken",
    "SCAN decision USING COVERING INDEX decision_proposal",  # whether there is any
    "SCAN plan USING INDEX sqlite_autoindex_plan_1",
    "SCAN product",
    "SCAN chosen VIRTUAL TABLE INDEX 1:",  # the accounts that bought nothing lately
    "SCAN o",
    "SCAN o USING INDEX opportunity_open",
    "SCAN opportunity USING COVERING INDEX opportunity_account",
    "SCAN json_each VIRTUAL TABLE INDEX 1:",
    "SCAN month_piece",
    "SCAN piece",
    "SCAN sale_day",
    "SCAN target",
}
CODES = ("one", "two", "three")
sold = st.tuples(
    st.sampled_from(CODES),
    st.integers(0, 400).map(lambda number: str(START + timedelta(days=number))),
    st.integers(0, 10**6).map(str),
    st.sampled_from(["USD", "USD", "EUR", "JPY"]),
    st.sampled_from(["sale", "sale", "credit", "purchase"]),
    st.none(),
    st.none() | st.integers(0, 10**6).map(str),
)
edges = st.lists(st.integers(0, 420).map(lambda number: START + timedelta(days=number)), min_size=2, unique=True)


def filled(rows: list[tuple[str, str, str, str, str, None, str | None]]) -> Portfolio:
    book = Portfolio()
    for code in CODES:
        book.account(code)
    for row in rows:
        book.sale(*row)
    return book


def added(reader: Reader, spans: list[Span], by: str, scope: set[int] | None = None) -> list[Sums] | str:
    """What is sold in each span, in USD, or what is missing for it."""
    reading = Reading(reader, Question([[span] for span in spans], by, scope))
    try:
        return reading.sums(Rates(reader, "USD"))[0]
    except MissingRate as error:
        return error.message


@settings(max_examples=30)
@given(st.lists(sold, max_size=20), edges, st.booleans(), st.sets(st.sampled_from(CODES), min_size=1))
def test_totals_are_the_sums_of_the_sales(rows: list[object], cuts: list[date], rated: bool, asked: set[str]) -> None:
    """Between any two days the portfolio is the same from the totals by day as from those by month and the sales of the
    days beside them, by account and by product, with credits, purchases, costs and rates that change; and the products
    of some accounts are the sum of those accounts.
    """
    book = filled(rows)  # type: ignore[arg-type]
    for base, into, rate, day in (("EUR", "USD", "1.1", "2025-11-01"), ("USD", "JPY", "150", "2026-02-01")):
        book.rate(base, into, rate, day if rated else "2025-01-01")
    book.rate("EUR", "USD", "1.3", "2026-03-03")
    days = sorted(cuts)
    spans = [(start, end) for start in days for end in days if start < end]
    reader, some = book.reader(), {book.accounts[code] for code in asked}
    whole, each, goods = (added(reader, spans, by) for by in (ALL, ACCOUNT, PRODUCT))
    of_some = added(reader, spans, PRODUCT, some)
    if isinstance(whole, str):
        assert each == goods == whole
        return
    assert not isinstance(each, str)
    assert not isinstance(goods, str)
    assert not isinstance(of_some, str)
    for place in range(len(spans)):
        wanted = whole[place].cell(None)
        assert each[place].total().cell(None) == goods[place].total().cell(None) == wanted
        assert of_some[place].total().cell(None) == each[place].total(some).cell(None)


@settings(max_examples=15)
@given(st.lists(sold, max_size=20), edges)
def test_the_last_sale_is_that_of_the_sales(rows: list[tuple[str, ...]], cuts: list[date]) -> None:
    """Who bought when last is the same from the totals and the days beside them, and no sale is read through for it."""
    book = filled(rows)  # type: ignore[arg-type]
    span = min(cuts), max(cuts)
    reader, found = book.reader(), dict[int | None, date]()
    for key, day in last_sales(reader, ACCOUNT, None, span):
        found[key] = max(day, found.get(key, day))
    bought = [(book.accounts[code], date.fromisoformat(day)) for code, day, _, _, kind, *_ in rows if kind == "sale"]
    within = [(key, day) for key, day in bought if span[0] <= day < span[1]]
    assert found == {key: max(day for other, day in within if other == key) for key, _ in within}
    tables, scans = looked_at(reader, lambda reader: list(last_sales(reader, PRODUCT, {1}, span)))
    assert "sale_product_month" in tables
    assert set(scans) <= SMALL


def test_the_earliest_sale_without_a_rate_is_named() -> None:
    """By account or altogether, whatever comes first in the file: the rate to set is that of the earliest such day."""
    book = filled(
        [
            ("one", "2025-12-27", "5", "JPY", "sale", None, None),
            ("two", "2025-11-21", "5", "JPY", "sale", None, None),
            ("one", "2025-11-19", "5", "EUR", "sale", None, None),
        ]
    )
    spans = [(date(2025, 11, 2), date(2026, 2, 14))]
    said = [added(book.reader(), spans, by) for by in (ALL, ACCOUNT, PRODUCT)]
    assert said[0] == said[1] == said[2]
    assert "2025-11-19" in said[0]


def crowd() -> Portfolio:
    """A little of everything that the daily screens read."""
    book = filled([])
    book.sale("one", "2026-01-05", "10")
    book.sale("two", "2025-01-05", "9")
    book.target("2026", "100")
    book.interaction("one", "2026-02-02")
    book.db.execute(
        "INSERT INTO deadline (account_id, title, due, kind, priority, remind) "
        "VALUES (1, 'x', '2026-06-30', 'other', 'low', '7d')"
    )
    return book


def looked_at(reader: Reader, question: Callable[[Reader], object]) -> tuple[set[str], list[str]]:
    """The tables that a question reads, and the steps of its statements that read one through."""
    tables: set[str] = set()
    said: list[str] = []

    def hear(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table:
            tables.add(table)
        return sqlite3.SQLITE_OK

    reader.connection.set_authorizer(hear)
    reader.connection.set_trace_callback(said.append)
    question(reader)
    reader.connection.set_trace_callback(None)
    reader.connection.set_authorizer(None)
    plans = [reader.rows(f"EXPLAIN QUERY PLAN {sql}").fetchall() for sql in said]
    steps = [step[3] for plan in plans for step in plan]
    return tables, [step for step in steps if step.startswith("SCAN") and not step.startswith("SCAN (subquery")]


@pytest.mark.parametrize("question", [today, reminders], ids=["today", "remind"])
def test_the_daily_screens_read_no_table_through(question: Callable[[Reader], object]) -> None:
    """`today` adds up totals, and sales only of the days of months that are not whole; both go by index alone."""
    tables, scans = looked_at(crowd().reader(str(TODAY)), question)
    assert ("sale_month" in tables) == (question is today)
    assert set(scans) <= SMALL


def test_the_brief_of_an_account_goes_by_the_totals_too() -> None:
    """The forecast of one account asks for all of them: it reads their totals, and nothing through."""
    reader = crowd().reader(str(TODAY))
    tables, scans = looked_at(reader, lambda reader: account_headlines(reader, period("2026"), None, 1))
    assert {"sale_month", "sale_day"} <= tables
    assert set(scans) <= SMALL


def test_a_purchase_begins_no_season() -> None:
    """The season reaches back to the portfolio's first sale, however many purchases came before."""
    for day, reaches in (("2025-01-31", True), ("2025-02-01", False)):
        book = filled([])
        book.sale("one", "2020-01-01", "5", kind="purchase")
        book.sale("one", day, "5")
        survey = SalesData(book.reader(), period("2026"), None)
        assert (survey.outlook(survey.window).w is not None) == reaches
