"""Every figure of `report sales` is the calculator's, which reckons it again from raw rows, by the rules alone."""

from __future__ import annotations

import csv
import json
import shlex
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import independent as by_hand
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from independent import Books, NoRate, Question, Rate, Sale, Span, Target
from report_samples import DECIMALS, Portfolio, named, period, rows_of

from amcli.base.errors import Refused
from amcli.base.results import Report
from amcli.features.sales.reports.sales import sales
from conftest import ROOT, SHARED, Cli, tries

DAY = timedelta(days=1)
PERCENT = ("attainment", "pace_linear", "pace_seasonal", "growth", "margin")
AS_THEY_ARE = ("target_basis", "cost_lines", "lines")
MONEY = ["actual", "target", "expected", "forecast", "forecast_low", "forecast_high", "forecast_linear"]
MONEY += ["forecast_seasonal", "gap", "shortfall", "needed_per_day", "needed_per_working_day", "last_year"]

# Random portfolios.

PARENTS: dict[str, str | None] = {
    "root": None, "left": "root", "right": "root", "leaf": "left", "twig": "left", "solo": None, "other": None,
}  # fmt: skip
CATEGORIES = {"pad": "Brakes", "disc": "Brakes", "oil": None}
START = date(2021, 11, 20)
SPANS = {
    "2025": ("2025-01-01", "2026-01-01"),
    "2024": ("2024-01-01", "2025-01-01"),
    "2025-Q1": ("2025-01-01", "2025-04-01"),
    "2025-Q3": ("2025-07-01", "2025-10-01"),
    "2024-02": ("2024-02-01", "2024-03-01"),
    "2025-02": ("2025-02-01", "2025-03-01"),
    "2025-05": ("2025-05-01", "2025-06-01"),
    "2025-W20": ("2025-05-12", "2025-05-19"),
    "2025-03-10..2025-05-12": ("2025-03-10", "2025-05-13"),
    "2025-05-26..2025-06-08": ("2025-05-26", "2025-06-09"),
    "2024-11-15..2025-12-10": ("2024-11-15", "2025-12-11"),
    "2024-02-29..2024-12-31": ("2024-02-29", "2025-01-01"),
    "2023-10-05..2024-02-28": ("2023-10-05", "2024-02-29"),
}
TARGETED = ["2025", "2024", "2025-Q1", "2025-Q3", "2025-02", "2025-05", "2025-W20"]
TARGETED += ["2025-05-26..2025-06-08"]  # it overlaps May in part


def span(text: str) -> Span:
    start, end = map(date.fromisoformat, SPANS[text])
    return Span(start, end, week="W" in text)


def money(currency: str) -> st.SearchStrategy[Fraction]:
    unit = 10 ** DECIMALS[currency]
    return st.integers(1, 10**4 * unit).map(lambda minor: Fraction(minor, unit))


currencies = st.sampled_from(["EUR", "EUR", "EUR", "USD", "JPY"])
booked = currencies.flatmap(
    lambda currency: st.builds(
        Sale,
        st.sampled_from(sorted(PARENTS)),
        st.integers(0, 1530).map(lambda number: START + number * DAY),
        money(currency),
        st.just(currency),
        st.sampled_from(["sale", "sale", "sale", "sale", "credit", "purchase"]),
        st.none() | st.sampled_from(sorted(CATEGORIES)),
        st.none() | money(currency),
    )
)


@st.composite
def portfolios(draw: st.DrawFn) -> tuple[Books, list[str], str]:
    """A tree of three levels, three currencies, and targets of every kind; the periods of the targets, and the report's
    currency. Where rates begin late, targets have the report's, so that a target never lacks one.
    """
    first = draw(st.sampled_from([date(2021, 1, 1)] * 4 + [date(2024, 3, 8)]))
    late = first.year == 2024
    # Two years of something in most accounts, so that the four rules have a record to be weighed by.
    steady = [
        Sale(account, START + (40 + step * 61 + place) * DAY, Fraction(draw(st.integers(100, 900))), "EUR")
        for place, account in enumerate(sorted(PARENTS)[: draw(st.sampled_from([0, 5, 7, 7, 7]))])
        for step in range(24)
    ]
    targets: list[Target] = []
    names: list[str] = []
    for name in draw(st.lists(st.sampled_from(TARGETED), max_size=12)):
        account = draw(st.none() | st.sampled_from(sorted(PARENTS)))
        product = draw(st.none() | st.none() | st.sampled_from(sorted(CATEGORIES)))
        group = draw(st.booleans()) if account else False
        currency = "EUR" if late else draw(currencies)
        key = (name, account, group, product)
        if key not in [(old, each.account, each.group, each.product) for old, each in zip(names, targets, strict=True)]:
            amount = draw(money(currency)) * 3
            targets.append(Target(span(name).start, span(name).end, amount, currency, account, group, product))
            names.append(name)
    days = st.one_of(st.just(first), st.dates(first, date(2025, 12, 31)))
    pairs = [("USD", "EUR", "0.9"), ("JPY", "EUR", "0.007"), ("USD", "JPY", "151.5"), ("EUR", "USD", "1.2")]
    rates = {(source, into, first): Rate(source, into, first, Fraction(text)) for source, into, text in pairs[:3]}
    for source, into, text in draw(st.lists(st.sampled_from(pairs), max_size=5)):
        day = draw(days)
        rates[source, into, day] = Rate(source, into, day, Fraction(text) + Fraction(draw(st.integers(0, 9)), 1000))
    books = Books(PARENTS, steady + draw(st.lists(booked, max_size=30)), targets, list(rates.values()))
    books.categories = CATEGORIES
    return books, names, "EUR" if late else draw(st.sampled_from(["EUR", "EUR", "USD"]))


def filled(books: Books, names: list[str]) -> Portfolio:
    """The same portfolio in the program's own file."""
    book = Portfolio()
    for code, parent in books.parents.items():
        book.account(code, parent)
    for product, category in CATEGORIES.items():
        book.product(product, category)
    for each in books.rates:
        book.rate(each.source, each.target, typed(each.rate), str(each.day))
    for sold in books.sales:
        cost = None if sold.cost is None else typed(sold.cost)
        more: dict[str, Any] = {"kind": sold.kind, "product": sold.product, "cost": cost}
        book.sale(sold.account, str(sold.day), typed(sold.amount), sold.currency, **more)
    for name, aim in zip(names, books.targets, strict=True):
        book.target(name, typed(aim.amount), aim.account, aim.product, aim.currency, aim.group)
    return book


def typed(amount: Fraction) -> str:
    return str(Decimal(amount.numerator) / Decimal(amount.denominator))


# Comparing.


def differences(shown: Mapping[str, Any], figures: Mapping[str, Any], currency: str) -> Iterator[str]:
    """The figures of a row that are not the calculator's; a screen shows some of those of a report."""
    for key in [key for key in [*MONEY, "own"] if key in figures and key in shown]:
        if not same(shown[key], by_hand.rounded(figures[key], DECIMALS[currency])):
            yield f"{key}: {shown[key]}, by hand {figures[key] if figures[key] is None else float(figures[key])}"
    for key in [key for key in PERCENT if key in shown]:
        if not same(shown[key], by_hand.rounded(figures[key], 1)):
            yield f"{key}: {shown[key]}, by hand {figures[key]}"
    for key in [key for key in AS_THEY_ARE if key in shown]:
        if shown[key] != figures[key]:
            yield f"{key}: {shown[key]}, by hand {figures[key]}"


def same(cell: Decimal | str | None, figure: Fraction | None) -> bool:
    return figure is None if cell is None else Fraction(cell) == figure


def wrong(report: Report, rows: by_hand.Rows, ask: Question) -> dict[str | None, list[str]]:
    """What of a report's rows and total is not as by hand. An account or product not shown has nothing to say."""
    shown: dict[str | None, Any] = {row["key"]: row for row in rows_of(report)}
    if "0" in rows:  # parts, in order
        shown = dict(zip(rows, rows_of(report), strict=True))
    assert set(shown) <= set(rows)
    assert not any(rows[key]["lines"] or rows[key]["target"] for key in set(rows) - set(shown))
    assert all(key in row for row in shown.values() for key in [*MONEY, *PERCENT, *AS_THEY_ARE])
    found = {key: list(differences(row, rows[key], ask.currency)) for key, row in shown.items()}
    assert report.total is not None
    found["TOTAL"] = list(differences(named(report, report.total), by_hand.total(ask), ask.currency))
    left = by_hand.rounded(by_hand.unallocated(ask), DECIMALS[ask.currency])
    if not same(report.facts["unallocated"], left):
        found["TOTAL"].append(f"unallocated: {report.facts['unallocated']}, by hand {left}")
    return {key: said for key, said in found.items() if said}


REPORTS = {
    "account": by_hand.flat,
    "product": by_hand.by_product,
    "category": by_hand.by_category,
    "month": lambda ask: by_hand.by_part(ask, 1),
    "quarter": lambda ask: by_hand.by_part(ask, 3),
    "tree": by_hand.tree,
}


@settings(max_examples=tries(8, 50))
@given(portfolios(), st.sampled_from(sorted(SPANS)), st.data())
def test_random_portfolios(made: tuple[Books, list[str], str], text: str, data: st.DataObject) -> None:
    """Flat, as a tree, by month, quarter, product and category, of the portfolio and of some accounts."""
    books, names, currency = made
    whole = span(text)
    day = data.draw(st.one_of(st.dates(whole.start, whole.end - DAY), st.dates(whole.start - DAY, whole.end)))
    some = data.draw(st.frozensets(st.sampled_from(sorted(PARENTS)), min_size=1), label="accounts")
    reader = filled(books, names).reader()
    for by, rows in REPORTS.items():
        for asked in (frozenset[str](), some):
            below = frozenset[str]().union(*(books.below(each) for each in asked))
            scope = (below if by == "tree" else asked) or None
            ask = Question(books, whole, day, currency, scope)
            how: dict[str, Any] = {"by": "account", "tree": True} if by == "tree" else {"by": by}
            try:
                report = sales(reader, period=period(text), as_of=day, accounts=sorted(asked), currency=currency, **how)
            except Refused:
                with pytest.raises(NoRate):
                    ask.to_day(ask.sales)
            else:
                assert (by, asked, wrong(report, rows(ask), ask)) == (by, asked, {})


# The portfolio of version 0.1.0, through the command line.

OLD = ROOT / "tests" / "app" / "portfolio_0_1_0"
TODAY = "2026-09-17"
COMMANDS = [
    command
    for command in json.loads((OLD / "outputs.json").read_text(encoding="utf-8"))
    if command.startswith("report sales") and "--explain" not in command
]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("old"), TODAY)
    with closing(sqlite3.connect(cli.db)) as db:
        db.executescript((OLD / "portfolio.sql").read_text(encoding="utf-8"))
    cli.db.chmod(0o600)
    (cli.folder / "config.toml").write_text('currency = "EUR"\n', encoding="utf-8")
    return cli


@pytest.fixture(scope="module")
def its_books() -> Books:
    """Its raw rows as that version left them: a target of an account that has others below it is its group's."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript((OLD / "portfolio.sql").read_text(encoding="utf-8"))
        units = dict(db.execute("SELECT code, unit FROM currency"))
        codes = {None: None, **dict(db.execute("SELECT id, code FROM account"))}
        products = {None: None, **dict(db.execute("SELECT id, code FROM product"))}
        parents = {code: codes[above] for code, above in db.execute("SELECT code, parent_id FROM account")}
        sold = [
            Sale(
                codes[account], date.fromisoformat(day), Fraction(minor, units[currency]), currency, kind,
                products[product], None if cost is None else Fraction(cost, units[currency]),
            )
            for account, day, minor, currency, kind, product, cost in db.execute(
                "SELECT account_id, date, amount_minor, currency, kind, product_id, cost_minor FROM sale"
            )
        ]  # fmt: skip
        targets = [
            Target(
                date.fromisoformat(start), date.fromisoformat(end), Fraction(minor, units[currency]), currency,
                codes[account], account is not None and codes[account] in parents.values(), products[product],
            )
            for start, end, minor, currency, account, product in db.execute(
                'SELECT start, "end", amount_minor, currency, account_id, product_id FROM target ORDER BY id'
            )
        ]  # fmt: skip
        rates = [
            Rate(source, into, date.fromisoformat(day), Fraction(rate))
            for source, into, day, rate in db.execute("SELECT from_currency, to_currency, date, rate FROM rate")
        ]
        categories = dict(db.execute("SELECT code, category FROM product"))
    return Books(parents, sold, targets, rates, categories=categories)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_old_portfolio(old: Cli, its_books: Books, command: str) -> None:
    """Each report that version 0.1.0 gave of its portfolio."""
    words = shlex.split(command)
    found: Any = old.json(*words)
    whole = Span(date.fromisoformat(found["start"]), date.fromisoformat(found["end"]) + DAY, "W" in found["period"])
    day = words[words.index("--as-of") + 1] if "--as-of" in words else TODAY
    scope = None
    if "--account" in words:
        asked = words[words.index("--account") + 1]
        scope = frozenset(its_books.below(asked) if "--tree" in words else [asked])
    ask = Question(its_books, whole, date.fromisoformat(day), found["currency"], scope)
    rows = REPORTS["tree" if "--tree" in words else found["by"]](ask)
    shown = dict(zip(rows, found["rows"], strict=True)) if "0" in rows else {row["key"]: row for row in found["rows"]}
    wrong_rows = {key: list(differences(row, rows[key], ask.currency)) for key, row in shown.items()}
    assert {key: said for key, said in wrong_rows.items() if said} == {}
    assert list(differences(found["total"], by_hand.total(ask), ask.currency)) == []
    assert same(found["unallocated"], by_hand.rounded(by_hand.unallocated(ask), 2))


def test_screens_show_the_same(old: Cli, its_books: Books) -> None:
    """`today` has the figures of the total, `account show` those of the account itself and of its group."""
    ask = Question(its_books, Span(date(2026, 1, 1), date(2027, 1, 1)), date.fromisoformat(TODAY), "EUR")
    today: Any = old.json("today")
    assert list(differences(today["sales"][0], by_hand.total(ask), "EUR")) == []
    rows = {"own": by_hand.flat(ask), "group": by_hand.tree(ask)}
    for account in its_books.parents:
        screen: Any = old.json("account", "show", account)
        has_group = bool(its_books.children(account))
        assert [line["of"] for line in screen["sales"]] == (["own", "group"] if has_group else ["own"])
        for line in screen["sales"]:
            assert list(differences(line, rows[line["of"]][account], line["currency"])) == [], (account, line["of"])


@pytest.mark.parametrize("words", [(), ("--account", "maruti"), ("--account", "hansa", "--tree")])
def test_a_forecast_explained(old: Cli, its_books: Books, words: tuple[str, ...]) -> None:
    """`--explain forecast` has each rule's value for what is asked for, and the portfolio's weights and errors."""
    found: Any = old.json("report", "sales", "--explain", "forecast", *words)
    scope = its_books.below("hansa") if "hansa" in words else {"maruti"} if words else set(its_books.parents)
    ask = Question(its_books, Span(date(2026, 1, 1), date(2027, 1, 1)), date.fromisoformat(TODAY), "EUR")
    sums = ask.sums([sale for sale in its_books.sales if sale.account in scope])
    rests = ask.forecast.now.rules(*sums.now())
    for row, rest, weight, error in zip(found["rows"], rests, ask.forecast.weights, ask.forecast.errors, strict=True):
        assert rest is not None
        assert same(row["forecast"], by_hand.rounded(sums.sold + rest, 2))
        assert same(row["weight"], by_hand.rounded(weight * 100, 1))
        assert same(row["error"], by_hand.rounded(error * 100, 1))
    low, high = ask.forecast.interval(sums) or (None, None)
    assert same(found["total"]["forecast"], by_hand.rounded(ask.forecast.of(sums), 2))
    assert same(found["forecast_low"], by_hand.rounded(low, 2))
    assert same(found["forecast_high"], by_hand.rounded(high, 2))


@pytest.mark.parametrize(("today", "late"), [("2026-09-22", False), ("2026-09-23", True)])
def test_how_far_the_books_go(old: Cli, today: str, late: bool) -> None:
    """Past `sales.lag` days (7) without a booking a note says so; `--as-of booked` looks from the last day with one."""
    found: Any = old.json("report", "sales", AMCLI_TODAY=today)
    said = [note for note in found["notes"] if "booked" in note]
    days = "8 days before 23 Sep, and those days count as days without sales: --as-of booked looks from there"
    assert said == ([f"sales are booked to 15 Sep, {days}"] if late else [])
    booked: Any = old.json("report", "sales", "--as-of", "booked", AMCLI_TODAY=today)
    assert (booked["as_of"], booked["booked_to"]) == ("2026-09-15", "2026-09-15")
    assert booked == old.json("report", "sales", "--as-of", "2026-09-15", AMCLI_TODAY=today)


@pytest.mark.parametrize(("by", "part"), [("month", "2026-09"), ("quarter", "2026-Q3")])
def test_a_part_under_way_ends_as_its_own_report_says(old: Cli, by: str, part: str) -> None:
    """The row of the current month or quarter has the forecast and the interval that a report of it alone has."""
    rows: Any = old.json("report", "sales", "--by", by)
    alone: Any = old.json("report", "sales", "--period", part)
    (row,) = (row for row in rows["rows"] if row["key"] == part)
    for key in ("forecast", "forecast_low", "forecast_high", "shortfall"):
        assert row[key] == alone["total"][key]


# Northwind, through the command line.

NORTHWIND = SHARED / "data" / "northwind"


@pytest.fixture(scope="module")
def northwind(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("northwind"), "1998-05-06")
    for kind, file, pairs in (
        ("accounts", "customers.csv", "code=CustomerID name=CompanyName"),
        ("sales", "order_lines.csv", "account=CustomerID date=OrderDate amount=NetAmount ref=OrderID+ProductID"),
    ):
        maps = [word for pair in pairs.split() for word in ("--map", pair)]
        done = cli("import", kind, str(NORTHWIND / file), *maps, "--rejects", str(cli.folder / kind))
        assert done.code in (0, 2), done.err
    return cli


@pytest.fixture(scope="module")
def raw() -> Books:
    """The order lines as they stand in the file."""
    with (NORTHWIND / "order_lines.csv").open(encoding="utf-8", newline="") as stream:
        lines = [
            Sale(row["CustomerID"], date.fromisoformat(row["OrderDate"][:10]), Fraction(row["NetAmount"]))
            for row in csv.DictReader(stream)
        ]
    return Books(dict.fromkeys(sorted({line.account for line in lines})), lines)


@pytest.mark.skipif(not NORTHWIND.is_dir(), reason="the sample stands beside the repository")
@pytest.mark.parametrize(
    ("start", "last", "as_of", "total"),
    [
        ("1997-07-01", "1998-04-30", "1997-12-31", "616694.97"),
        ("1997-01-01", "1997-12-31", "1997-06-30", "567597.10"),
        ("1998-01-01", "1998-03-31", "1998-02-10", None),
    ],
)
def test_northwind(northwind: Cli, raw: Books, start: str, last: str, as_of: str, total: str | None) -> None:
    """Each account, each month and the total of the real sample."""
    whole = Span(date.fromisoformat(start), date.fromisoformat(last) + DAY)
    ask = Question(raw, whole, date.fromisoformat(as_of), "USD")
    for by, rows in (("account", by_hand.flat(ask)), ("month", by_hand.by_part(ask, 1))):
        found: Any = northwind.json("report", "sales", "--period", f"{start}..{last}", "--as-of", as_of, "--by", by)
        shown = dict(zip(rows, found["rows"], strict=True)) if by == "month" else {r["key"]: r for r in found["rows"]}
        assert {key for key in rows if key not in shown} == set()
        assert {key: said for key in rows if (said := list(differences(shown[key], rows[key], "USD")))} == {}
        assert list(differences(found["total"], by_hand.total(ask), "USD")) == []
        assert total is None or str(found["total"]["forecast"]) == total
