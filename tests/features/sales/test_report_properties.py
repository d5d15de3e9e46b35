"""What holds for any portfolio: a naive computation over the raw rows agrees, and nothing counts twice."""

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import Portfolio, figures_of, period, row_of, rows_of

from amcli.base.time.period import Period, same_day_earlier
from amcli.features.accounts.rules import BELOW_BY_DAY
from amcli.features.activity.reports.activity import activity
from amcli.features.activity.reports.quiet_accounts import quiet
from amcli.features.budgets.reports.budget import budget
from amcli.features.sales.reports.explain import explain_sales
from amcli.features.sales.reports.headlines import headline
from amcli.features.sales.reports.row_keys import BY
from amcli.features.sales.reports.sales import sales
from conftest import query

ACCOUNTS = {"root": None, "left": "root", "right": "root", "leaf": "left", "solo": None}
PRODUCTS = {"pad": "Brakes", "disc": "Brakes", "oil": None}
START = date(2023, 12, 1)
DAY = timedelta(days=1)


class Sold(NamedTuple):
    account: str
    product: str | None
    day: date
    cents: int
    kind: str
    cost: int | None


days = st.integers(0, 850).map(lambda number: START + number * DAY)
sold = st.builds(
    Sold,
    st.sampled_from(sorted(ACCOUNTS)),
    st.none() | st.sampled_from(sorted(PRODUCTS)),
    days,
    st.integers(0, 10**8),
    st.sampled_from(["sale", "sale", "sale", "credit", "purchase"]),
    st.none() | st.integers(0, 10**8),
)
books = st.lists(sold, max_size=25)
spans = st.sampled_from(["2025", "2024", "2025-Q2", "2024-02", "2025-02", "2025-W20", "2024-11-15..2026-02-10"])


def filled(rows: list[Sold]) -> Portfolio:
    book = Portfolio()
    for code, parent in ACCOUNTS.items():
        book.account(code, parent)
    for code, category in PRODUCTS.items():
        book.product(code, category)
    for row in rows:
        cost = None if row.cost is None else money(row.cost)
        book.sale(row.account, str(row.day), money(row.cents), kind=row.kind, product=row.product, cost=cost)
    return book


def money(cents: int) -> str:
    return str(Decimal(cents).scaleb(-2))


def signed(row: Sold) -> int:
    return {"sale": row.cents, "credit": -row.cents, "purchase": 0}[row.kind]


def within(rows: list[Sold], start: date, cut: date) -> list[Sold]:
    return [row for row in rows if row.kind != "purchase" and start <= row.day < cut]


def total(rows: list[Sold]) -> Decimal:
    return Decimal(sum(map(signed, rows))).scaleb(-2)


def same_days(span: Period, as_of: date) -> tuple[date, date]:
    """[start, cut) one year earlier, by the rules of figures.md."""
    earlier = span.earlier()
    if as_of >= span.last_day:
        return earlier.start, earlier.end
    if as_of < span.start:
        return earlier.start, earlier.start
    return earlier.start, same_day_earlier(as_of, span.is_week) + DAY


@settings(max_examples=30)
@given(books, spans, days)
def test_every_account_adds_up(rows: list[Sold], text: str, as_of: date) -> None:
    """Actual and last year of each account, and margin over its lines with a cost, are the raw rows added by hand."""
    span = period(text)
    report = sales(filled(rows).reader(), period=span, as_of=as_of)
    cut = max(span.start, min(as_of + DAY, span.end))
    for code in ACCOUNTS:
        mine = [row for row in rows if row.account == code]
        now = within(mine, span.start, cut)
        found = row_of(report, code)
        assert found["actual"] == total(now)
        assert found["lines"] == len(now)
        began = min((row.day for row in rows if row.kind != "purchase"), default=None)
        first = same_days(span, as_of)[0]
        known = began is not None and (began.year, began.month) <= (first.year, first.month)
        wanted = total(within(mine, *same_days(span, as_of))) if as_of >= span.start and known else None
        assert found["last_year"] == wanted
        costed = [row for row in now if row.cost is not None]
        sales_cents = sum(map(signed, costed))
        if sales_cents:
            cost = sum((row.cost or 0) * (1 if row.kind == "sale" else -1) for row in costed)
            # Enough digits that the one rounding below is the only one.
            percent = (Decimal(sales_cents - cost) * 100 / Decimal(sales_cents)).quantize(Decimal("1e-15"))
            assert found["margin"] == percent.quantize(Decimal("0.1"), ROUND_HALF_EVEN)
        else:
            assert found["margin"] is None


@settings(max_examples=30)
@given(books, spans, days, st.sampled_from(BY))
def test_however_it_is_cut_the_total_is_the_same(rows: list[Sold], text: str, as_of: date, by: str) -> None:
    """The rows of every cut add up to the total, which is the same for all, and the headline's."""
    span = period(text)
    reader = filled(rows).reader(str(as_of))
    report = sales(reader, period=span, as_of=None, by=by)
    whole = row_of(report, "total")
    assert sum(row["actual"] for row in rows_of(report)) == whole["actual"]
    assert sum(row["lines"] for row in rows_of(report)) == whole["lines"]
    assert sum(whole["trend"]) == whole["actual"]
    line = headline(reader, span, None)
    assert figures_of(line) == {key: whole[key] for key in figures_of(line)}


@settings(max_examples=30)
@given(books, spans, days)
def test_a_tree_counts_once(rows: list[Sold], text: str, as_of: date) -> None:
    """A row of the tree is its own and its children's rows; the roots are the total; what is own adds up too."""
    report = sales(filled(rows).reader(), period=period(text), as_of=as_of, tree=True)
    found = {row["key"]: row for row in rows_of(report)}
    flat = row_of(sales(filled(rows).reader(), period=period(text), as_of=as_of), "total")
    for code, row in found.items():
        children = [each for each in found.values() if each["parent"] == code]
        for key in ("actual", "lines"):
            own = row["own"] if key == "actual" else row["lines"] - sum(each["lines"] for each in children)
            assert row[key] == own + sum(each[key] for each in children)
    assert sum(row["own"] for row in found.values()) == flat["actual"]
    assert sum(row["actual"] for row in found.values() if row["depth"] == 0) == flat["actual"]


@settings(max_examples=30)
@given(books, spans, days, st.sampled_from(sorted(ACCOUNTS)), st.booleans())
def test_every_figure_opens(rows: list[Sold], text: str, as_of: date, code: str, tree: bool) -> None:
    """The rows that --explain lists add up to the account's actual, flat and rolled up."""
    reader = filled(rows).reader()
    report = sales(reader, period=period(text), as_of=as_of, tree=tree)
    opened = explain_sales(reader, period=period(text), as_of=as_of, account=code, tree=tree)
    assert sum(row["amount"] for row in rows_of(opened)) == row_of(report, code)["actual"]
    assert row_of(opened, "total")["amount"] == row_of(report, code)["actual"]


def crowd(size: int) -> Portfolio:
    """So many accounts, each with everything that reports read, in two currencies."""
    book = Portfolio()
    book.rate("EUR", "USD", "1.1", "2020-01-01")
    for number in range(size):
        code = f"a{number}-x"
        book.account(code, f"a{number // 2}-x" if number else None)
        book.sale(code, "2025-03-03", "10", "EUR")
        book.sale(code, "2026-03-03", "12")
        book.target("2026", "100", code)
        book.expense(book.budget(code, "Fair", "2026", "9"), "2026-01-01", "1")
        book.budget(code, "Volume", "2026", "9", "revenue")
        book.interaction(code, "2026-02-02")
    return book


@pytest.mark.parametrize(
    "question",
    [
        lambda reader: sales(reader, period=period("2026"), as_of=None, currency="USD"),
        lambda reader: sales(reader, period=period("2026"), as_of=None, currency="USD", tree=True),
        lambda reader: sales(reader, period=period("2026"), as_of=None, currency="USD", by="product"),
        lambda reader: sales(reader, period=period("2026"), as_of=None, currency="USD", by="month"),
        lambda reader: sales(reader, period=period("2026"), as_of=None, currency="USD", by="tag"),
        lambda reader: sales(reader, period=period("2026"), as_of=None, currency="USD", by="account,product"),
        lambda reader: sales(reader, period=period("2026"), as_of=None, currency="USD", by="account,month"),
        lambda reader: budget(reader, period=period("2026"), as_of=None, currency="USD"),
        lambda reader: activity(reader, period=period("2026"), as_of=None),
        quiet,
    ],
    ids=["account", "tree", "product", "month", "tag", "pair", "months", "budget", "activity", "quiet"],
)
def test_as_many_statements_for_many_accounts_as_for_few(question: object) -> None:
    """The number of SQL statements does not grow with the portfolio."""
    assert callable(question)
    counts = []
    for size in (2, 40):
        reader = crowd(size).reader()
        said: list[str] = []
        reader.connection.set_trace_callback(said.append)
        question(reader)
        counts.append(len(said))
    assert counts[0] == counts[1] <= 16


def test_one_currency_needs_no_rate() -> None:
    """Where every record is in the report's currency the rates are not even read."""
    book = filled([Sold("solo", None, date(2025, 3, 3), 100, "sale", None)])
    book.rate("EUR", "USD", "1.1", "2020-01-01")
    reader = book.reader()
    said: list[str] = []
    reader.connection.set_trace_callback(said.append)
    sales(reader, period=period("2025"), as_of=None)
    assert not any("FROM rate" in statement for statement in said)


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("sums_by_day", "SEARCH s USING COVERING INDEX sale_date (date>? AND date<?)"),
        ("sums_by_pair", "SEARCH s USING COVERING INDEX sale_date (date>? AND date<?)"),
        ("sums_by_month", "SEARCH t USING PRIMARY KEY (month>? AND month<?)"),
        ("budget_sales", "SEARCH s USING INDEX sale_account (account_id=? AND date>? AND date<?)"),
        ("last_contacts", "SEARCH i USING INDEX interaction_two_way (account_id=? AND date<?)"),
        ("report_interactions", "SEARCH i USING INDEX interaction_date (date>? AND date<?)"),
        ("explain_budget", "SEARCH s USING INDEX sale_account (account_id=? AND date>? AND date<?)"),
        ("explain_sales", "USING INDEX sale_account (account_id=? AND date>? AND date<?)"),
        ("sums_of_all", "SEARCH t USING PRIMARY KEY (date>? AND date<?)"),
        ("books", "SEARCH sale_day"),
    ],
)
def test_indexes_serve(name: str, index: str) -> None:
    """A range of days is searched by index, in the queries over tables that grow."""
    words: dict[str, Any] = dict.fromkeys(("start", "end", "cut", "day", "today"), "2026-01-01")
    words |= {"scope": "[]", "pieces": "[]", "but": None, "account": None, "tree": True}
    sql = query(name).format(key="s.account_id", measures="sum(amount_minor)", scope="1", below=BELOW_BY_DAY)
    plan = Portfolio().db.execute(f"EXPLAIN QUERY PLAN {sql}", words).fetchall()
    assert any(index in step[3] for step in plan), plan


@pytest.mark.parametrize("name", ["budget_sales", "explain_budget", "explain_sales"])
def test_what_is_below_is_searched(name: str) -> None:
    """What was below an account is found by index, level by level, however many accounts there are."""
    words = dict.fromkeys(("start", "end", "cut", "scope", "account", "tree"))
    sql = query(name).format(below=BELOW_BY_DAY)
    plan = [step[3] for step in Portfolio().db.execute(f"EXPLAIN QUERY PLAN {sql}", words)]
    for index in ("a USING INDEX account_parent", "m USING INDEX membership_parent"):
        assert any(index in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN") and step.split()[1] in ("a", "m", "s", "account")]
