"""Concentration: the classes, Gini, HHI and what the largest bring, exactly; who is left out; the years before."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import Portfolio, period, row_of, rows_of

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.features.analysis.reports.concentration import concentration
from amcli.features.analysis.rules.concentration import measures, ranked
from amcli.features.currencies.reports.rates import MissingRate, SeveralCurrencies
from amcli.features.sales.reports.sales import sales
from conftest import Cli, tries

D = Decimal
KNOWN = (500, 250, 120, 80, 50)


def book_of(*amounts: int, day: str = "2026-05-05") -> Portfolio:
    """An account for each amount, a1 and so on; the first of tier 1."""
    book = Portfolio()
    for place, amount in enumerate(amounts, 1):
        book.account(f"a{place}", tier=1 if place == 1 else 2)
        if amount:
            book.sale(f"a{place}", day, str(abs(amount)), kind="sale" if amount > 0 else "credit")
    return book


def report_of(book: Portfolio, this: str = "2026", **more: Any) -> Report:
    return concentration(book.reader(), period=period(this), as_of=None, **more)


def test_the_known_portfolio() -> None:
    """500, 250, 120, 80 and 50: A A A B C; Gini 0.428, HHI 3,358, as 2.98 equal accounts; the top 20 % is one."""
    whole = measures(KNOWN)
    assert [each.abc for each in ranked(whole)] == [*"AAABC"]
    assert (whole.gini, whole.hhi, whole.equals) == (Fraction(428, 1000), Fraction(3358), Fraction(10_000, 3358))
    assert [whole.top(count) for count in (1, 2, 5, 9)] == [Fraction(1, 2), Fraction(3, 4), 1, 1]
    assert (whole.part(20), whole.top_part(20)) == (1, Fraction(1, 2))


@pytest.mark.parametrize(("count", "fifth"), [(1, 1), (4, 1), (5, 1), (6, 2), (10, 2), (11, 3), (89, 18)])
def test_a_fifth_of_the_accounts_is_rounded_up(count: int, fifth: int) -> None:
    """⌈0.2 n⌉ of them."""
    assert measures([1] * count).part(20) == fifth


@pytest.mark.parametrize(
    ("amounts", "classes"),
    [((80, 15, 5), "ABC"), ((79, 16, 5), "AAC"), ((1,), "A"), ((81, 14, 1, 4), "ABCC"), ((50, 30, 20), "AAB")],
)
def test_the_limits_of_the_classes(amounts: tuple[int, ...], classes: str) -> None:
    """The class is that of the share of those before: at 80 % it is B, at 95 % C, and the largest is always A."""
    assert "".join(each.abc for each in ranked(measures(amounts))) == classes


AMOUNTS = st.lists(st.fractions(min_value=Fraction(1, 7), max_value=10**6, max_denominator=7), min_size=1, max_size=12)


@given(AMOUNTS)
def test_gini_and_hhi_by_their_definitions(amounts: list[Fraction]) -> None:
    """Gini is half the relative mean difference of all pairs, HHI lies between that of equals and of one alone; both
    are the same whatever the unit is.
    """
    amounts.sort(reverse=True)
    count, total, whole = len(amounts), sum(amounts), measures(amounts)
    pairs = sum(abs(one - other) for one in amounts for other in amounts)
    assert whole.gini == pairs / (2 * count * total)
    assert whole.hhi is not None and Fraction(10_000, count) <= whole.hhi <= 10_000
    assert measures([each * 3 for each in amounts])[1:] == whole[1:]
    assert measures([amounts[0]] * count)[1:] == (Fraction(0), Fraction(10_000, count))


@given(AMOUNTS)
def test_shares_add_up(amounts: list[Fraction]) -> None:
    """The shares make 1, run up in order, and no class comes before a better one."""
    amounts.sort(reverse=True)
    places = ranked(measures(amounts))
    assert sum(each.share for each in places) == places[-1].cumulative == 1
    assert [each.abc for each in places] == sorted(each.abc for each in places)
    assert all(one.cumulative == other.before for one, other in pairwise(places))


def test_the_report() -> None:
    """The largest first, equals by code; each with its class, its share and what runs up to it; and the total."""
    book = book_of(*KNOWN, 50)
    report = report_of(book)
    assert [row["key"] for row in rows_of(report)] == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert [row["class"] for row in rows_of(report)] == [*"AAABBC"]
    second = row_of(report, "a2")
    assert (second["sales"], second["share"], second["cumulative"]) == (D("250.00"), D("23.81"), D("71.43"))
    total = row_of(report, "total")
    assert (total["sales"], total["share"], total["cumulative"]) == (D("1050.00"), D("100.00"), None)
    facts = report.facts
    assert [str(facts[key]) for key in ("accounts", "class_a", "class_b", "class_c", "top_1", "top_5")] == [
        "6", "3", "2", "1", "47.62", "95.24",
    ]  # fmt: skip
    assert (str(facts["top_20_percent"]), facts["top_20_percent_accounts"]) == ("71.43", 2)
    assert (str(facts["gini"]), str(facts["hhi"]), str(facts["equals"])) == ("0.4587", "3068.48", "3.26")
    assert str(facts["key_share"]) == "47.62"


def test_equals_stand_by_their_codes() -> None:
    """Whatever the order in which they came, and in any case of letters."""
    book = Portfolio()
    for code in ("zeta", "Beta", "alfa"):
        book.account(code)
        book.sale(code, "2026-01-05", "9")
    assert [row["key"] for row in rows_of(report_of(book))] == ["alfa", "Beta", "zeta"]


def test_who_is_left_out_is_named() -> None:
    """Accounts with credits as high as their sales or higher, and without sales, are in no figure."""
    book = book_of(*KNOWN, -70, 0, 30)
    book.sale("a8", "2026-05-06", "30", kind="credit")
    book.account("old", archived="2026-01-01")
    report = report_of(book)
    assert (report.facts["accounts"], str(report.facts["gini"]), str(report.facts["hhi"])) == (5, "0.4280", "3358.00")
    notes = "\n".join(report.notes)
    for said in (
        "left out, credits as high as sales: a8",
        "left out, more credits than sales: a6",
        "left out, no sales: a7",
        "A 3, B 1, C 1 of 5 accounts",
        "class A and not tier 1: a2, a3",
    ):
        assert said in notes, said
    assert "old" not in notes


@pytest.mark.parametrize("amounts", [(), (0,), (-5,), (0, -5)])
def test_without_sales_everything_is_undefined(amounts: tuple[int, ...]) -> None:
    """No share, no index and no class of nothing: never 0."""
    report = report_of(book_of(*amounts))
    assert (list(report.rows), report.total, report.facts["accounts"]) == ([], None, 0)
    for key in ("gini", "hhi", "equals", "top_1", "top_5", "top_20_percent", "key_share"):
        assert report.facts[key] is None, key
    assert ("account add" in report.empty) == (not amounts)


def test_one_account_has_everything() -> None:
    """Of one account Gini is 0, HHI 10,000, and it is the top 20 %."""
    facts = report_of(book_of(7)).facts
    assert [str(facts[key]) for key in ("gini", "hhi", "equals", "top_20_percent")] == [
        "0.0000", "10000.00", "1.00", "100.00",
    ]  # fmt: skip


def test_no_key_account_has_no_share() -> None:
    """Where no account is of tier 1 their share is n/a; where they sold nothing it is 0."""
    book = book_of(0, 5)
    assert str(report_of(book).facts["key_share"]) == "0.00"
    assert "tier 1 and not class A: a1" in report_of(book).notes
    plain = Portfolio()
    plain.account("acme", tier=2)
    plain.sale("acme", "2026-01-05", "9")
    report = report_of(plain)
    assert report.facts["key_share"] is None
    assert any("--tier 1" in note for note in report.notes)


def test_without_tiers_class_a_is_key() -> None:
    """Where nobody typed a tier the key accounts are those of class A of the period, in earlier years too, and that is
    said; a tier of an archived account is nobody's decision any more, and one of a live account decides for all.
    """
    book = Portfolio()
    for code, before, now in (("a", 10, 700), ("b", 30, 200), ("c", 60, 100)):
        book.account(code)
        book.sale(code, "2025-01-05", str(before))
        book.sale(code, "2026-01-05", str(now))
    book.account("old", tier=1, archived="2026-01-01")
    report = report_of(book)
    assert (str(report.facts["key_share"]), report.facts["key_by"]) == ("90.00", "class")
    assert "key accounts (class A of twelve months, for no account has a tier) bring 900, 90.00 %" in report.notes
    by_year = report_of(book, by="year")
    assert [(row["key"], str(row["key_share"])) for row in rows_of(by_year)] == [("2025", "40.00"), ("2026", "90.00")]
    assert "key accounts are those of class A of twelve months, for no account has a tier" in by_year.notes
    book.account("new", tier=2)
    assert (report_of(book).facts["key_share"], report_of(book).facts["key_by"]) == (D("0.00"), "tier")


def test_january_changes_no_key_account(cli: Cli) -> None:
    """By class they are those of the twelve months up to today, whatever was sold on the first days of a year."""
    for code, sold in (("big", "900"), ("small", "100")):
        cli.ok("account", "add", code, "--currency", "USD")
        cli.ok("sale", "add", code, sold, "--on", "2026-06-01")
    cli.ok("sale", "add", "small", "10", "--on", "2027-01-04")
    report: Any = cli.json("report", "concentration", "--period", "2027", AMCLI_TODAY="2027-01-05")
    assert (report["key_share"], report["key_by"]) == (0, "class")
    assert "big:decider" in cli.ok("next", "-f", "ids", AMCLI_TODAY="2027-01-05").split()


@pytest.fixture
def years() -> Portfolio:
    """Three years, the last under way: one account takes over."""
    book = Portfolio()
    for code, tier in (("key", 1), ("mid", 2), ("low", 2)):
        book.account(code, tier=tier)
    for year, amounts in ((2024, (10, 10, 10)), (2025, (20, 10, 10)), (2026, (60, 20, 20))):
        for code, amount in zip(("key", "mid", "low"), amounts, strict=True):
            book.sale(code, f"{year}-03-03", str(amount))
    book.sale("low", "2025-12-01", "40")
    book.sale("low", "2026-08-01", "1000")  # after today
    return book


def test_the_history(years: Portfolio) -> None:
    """Each fiscal year up to that of the day, as far as the books go: whole ones in full, the last up to the day."""
    report = report_of(years, by="year")
    rows = [[str(row[key]) for key in ("key", "accounts", "sales", "gini", "key_share")] for row in rows_of(report)]
    assert rows == [
        ["2024", "3", "30.00", "0.0000", "33.33"],
        ["2025", "3", "80.00", "0.3333", "25.00"],
        ["2026", "3", "100.00", "0.2667", "60.00"],
    ]
    assert [each["key"] for each in report_of(years).facts["years"]] == ["2024", "2025", "2026"]
    assert [row["key"] for row in rows_of(report_of(years, by="year", years=2))] == ["2025", "2026"]
    assert [row["key"] for row in rows_of(report_of(years, "2025", by="year", years=2))] == ["2024", "2025"]
    quarter = rows_of(report_of(years, "2026-Q1", by="year", years=1))
    assert str(quarter[0]["sales"]) == "100.00"
    assert any(note.startswith("2026 up to 30 Jun: Gini 0.2667, HHI 4400.00") for note in report_of(years).notes)
    assert "2024 from 3 Mar 2024, 2026 up to 30 Jun" in report.notes


def test_a_year_is_what_its_own_report_says(years: Portfolio) -> None:
    """The measures of a year in the history are those of a report on it."""
    for row in rows_of(report_of(years, by="year")):
        facts = report_of(years, row["key"]).facts
        for key in ("accounts", "gini", "hhi", "equals", "top_1", "top_5", "top_20_percent", "key_share"):
            assert row[key] == facts[key], (row["key"], key)


@settings(max_examples=tries(10, 60))
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 900), st.integers(-300, 900)), max_size=25))
def test_the_amounts_are_those_of_report_sales(lines: list[tuple[int, int, int]]) -> None:
    """Whatever was sold when: each row is the account's own sales of `report sales`, and those above 0 are rows."""
    book = Portfolio()
    for number in range(4):
        book.account(f"a{number}")
    for account, days, amount in lines:
        if amount:
            day = date.fromordinal(date(2024, 1, 1).toordinal() + days)
            book.sale(f"a{account}", str(day), str(abs(amount)), kind="sale" if amount > 0 else "credit")
    for this in ("2024", "2025-Q2", "2024..2026", "2025-05-17..2026-02-03"):
        sold = {row["key"]: row["actual"] for row in rows_of(sales(book.reader(), period=period(this), as_of=None))}
        found = {row["key"]: row["sales"] for row in rows_of(report_of(book, this))}
        assert found == {key: amount for key, amount in sold.items() if amount > 0}


def test_other_currencies() -> None:
    """Sales count at the rate of their day; a year that lacks one is n/a and said, the period itself is refused."""
    book = book_of(100)
    book.account("euro")
    book.sale("euro", "2026-02-02", "50", currency="EUR")
    with pytest.raises(SeveralCurrencies):
        report_of(book)
    with pytest.raises(MissingRate):
        report_of(book, currency="USD")
    book.rate("EUR", "USD", "2", "2026-01-01")
    report = report_of(book, currency="USD")
    assert [str(row["sales"]) for row in rows_of(report)] == ["100.00", "100.00"]
    book.sale("euro", "2025-02-02", "5", currency="EUR")
    report = report_of(book, currency="USD")
    assert [(row["key"], row["gini"]) for row in report.facts["years"]] == [("2025", None), ("2026", D("0.0000"))]
    assert any("n/a: there is no rate from EUR to USD on or before 2025-02-02" in note for note in report.notes)
    assert "2025 from 2 Feb 2025: n/a" in report.notes


def test_by_what_is_no_row() -> None:
    """Rows are accounts or years."""
    with pytest.raises(BadValue, match="use one of account, year"):
        report_of(book_of(5), by="yaer")


def test_an_account_opens_to_its_sales(sample: Cli) -> None:
    """--explain says why it is of its class, and lists the sales that add up to its amount."""
    found: Any = sample.json("report", "concentration")
    opened: Any = sample.json("report", "concentration", "--explain", "goody")
    (row,) = (row for row in found["rows"] if row["key"] == "goody")
    assert opened["total"]["amount"] == sum(each["amount"] for each in opened["rows"]) == row["sales"]
    assert (opened["report"], opened["class"], opened["place"]) == ("concentration", "C", 4)
    assert (opened["share"], opened["cumulative"]) == (row["share"], row["cumulative"])
    assert opened["notes"][0] == "class C, 4 of 5: it brings 2.43 %, those before it 96.36 %"
    none: Any = sample.json("report", "concentration", "--explain", "kirchoff")
    assert (none["class"], none["rows"]) == (None, [])
    assert "kirchoff is left out" in none["notes"][0]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--by", "month"), 2, "account, year"),
        (("--years", "0"), 2, "years"),
        (("--explain", "ford", "--by", "year"), 2, "leave out --by"),
        (("--explain", "ford", "--years", "2"), 2, "leave out --years"),
        (("--explain", "nobody"), 3, "nobody"),
        (("--currency", "EUX"), 2, "EUX"),
        (("--period", "never"), 2, "not a period"),
    ],
)
def test_what_is_refused(sample: Cli, words: tuple[str, ...], code: int, said: str) -> None:
    """In one line, with what to type."""
    done = sample("report", "concentration", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_on_a_screen(sample: Cli) -> None:
    """Classes, shares and the measures stand on 80 columns; a narrow one fits too."""
    screen = sample.ok("report", "concentration", "-f", "table")
    for said in ("48.72 %", "Gini 0.4903, HHI 3591.97", "78.71 %", "class A and not tier 1: ford", "2025: Gini"):
        assert said in screen, said
    for width in ("40", "60"):
        drawn = sample.ok("report", "concentration", "-f", "table", COLUMNS=width)
        assert all(len(line) <= int(width) for line in drawn.splitlines())


def test_rows_alone_have_the_measures_on_stderr(sample: Cli) -> None:
    """The measures are the answer; a screen has them under the table, and once."""
    done = sample("report", "concentration", "-f", "plain")
    assert "Gini " in done.err
    assert "Gini" not in done.out
    assert "Gini" not in sample("report", "concentration", "-f", "table").err


def test_without_sales_plain_output_says_so(cli: Cli) -> None:
    """A sentence, as on the screen."""
    cli.ok("account", "add", "Acme")
    done = cli("report", "concentration", "-f", "plain")
    assert (done.out, "no sales in 2026" in done.err) == ("", True)
