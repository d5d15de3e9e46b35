"""`report sales --by`: what accounts have in common, and two keys at once, through the command line."""

import csv
from decimal import Decimal
from typing import Any

import pytest

from amcli.app.main import main
from amcli.features.sales.reports.row_keys import BY
from conftest import Cli, built_once

OF_2026 = ("report", "sales", "--period", "2026")


@pytest.fixture
@built_once
def book(cli: Cli) -> Cli:
    """Four accounts, one archived, one with two tags, one in no group at all; sales of last year and of this one."""
    for words in (
        ("Alpha Works", "--code", "alpha", "--tier", "1", "--city", "Ulm", "--tag", "key,oem", "--scope", "global"),
        ("Beta", "--tier", "2", "--city", "Ulm", "--tag", "oem", "--category", "car maker"),
        ("Gamma", "--tier", "1", "--city", "Bonn"),
        ("Delta",),
    ):
        cli.ok("account", "add", *words)
    for code, name, category in (("pad", "Brake pad", "Brakes"), ("disc", "Brake disc", "Brakes"), ("oil", "Oil", "")):
        cli.ok("product", "add", name, "--code", code, "--category", category)
    for account, amount, day, product in (
        ("alpha", "100", "2026-01-05", "pad"),
        ("alpha", "40", "2026-02-05", "disc"),
        ("beta", "30", "2026-02-06", "pad"),
        ("gamma", "7", "2026-03-01", ""),
        ("delta", "5", "2026-03-02", "oil"),
        ("alpha", "80", "2025-01-05", "pad"),
        ("beta", "9", "2025-01-06", "oil"),
    ):
        cli.ok("sale", "add", account, amount, "--on", day, "--product", product)
    cli.ok("account", "archive", "gamma")
    cli.ok("target", "set", "2026", "1000", "--account", "alpha")
    cli.ok("target", "set", "2026", "50", "--account", "beta", "--product", "pad")
    return cli


def shown(report: Any, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in report["rows"]]


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("tier", [("1", "1", 147, 1000, "sum"), ("2", "2", 30, None, None), (None, "(no tier)", 5, None, None)]),
        (
            "city",
            [("Ulm", "Ulm", 170, 1000, "sum"), ("Bonn", "Bonn", 7, None, None), (None, "(no city)", 5, None, None)],
        ),
        ("scope", [("global", "global", 140, 1000, "sum"), (None, "(no scope)", 42, None, None)]),
        ("country", [(None, "(no country)", 182, 1000, "sum")]),
        (
            "account-category",
            [(None, "(no account category)", 152, 1000, "sum"), ("car maker", "car maker", 30, None, None)],
        ),
        (
            "tag",
            [("oem", "oem", 170, 1000, "sum"), ("key", "key", 140, 1000, "sum"), (None, "(no tag)", 12, None, None)],
        ),
    ],
)
def test_what_accounts_have_in_common(book: Cli, by: str, rows: list[tuple[Any, ...]]) -> None:
    """A row for each value, those without one in a row of no key, archived accounts in; targets add up their own."""
    report: Any = book.json(*OF_2026, "--by", by)
    assert shown(report, "key", "name", "actual", "target", "target_basis") == rows
    assert (report["by"], report["total"]["actual"], report["total"]["target"]) == (by, 182, 1000)
    assert any("no target for beta, delta, gamma" in note for note in report["notes"])


def test_a_forecast_adds_up_however_it_is_cut(sample: Cli) -> None:
    """The forecasts of tiers and of cities add up to that of the total, which is the same."""
    whole: Any = sample.json("report", "sales")
    for by in ("tier", "city", "account-category"):
        report: Any = sample.json("report", "sales", "--by", by)
        assert report["total"].items() <= whole["total"].items()  # rows of accounts have the pipeline beside them
        assert abs(sum(row["forecast"] for row in report["rows"]) - whole["total"]["forecast"]) <= Decimal("0.05")


def test_two_tags_count_in_two_rows_and_once_in_the_total(book: Cli) -> None:
    """The rows add up to more than the total, and a note names who is in several."""
    report: Any = book.json(*OF_2026, "--by", "tag")
    assert sum(row["actual"] for row in report["rows"]) == 322
    assert report["total"]["actual"] == 182
    assert "an account with several tags counts in each of their rows, and once in the total: alpha" in report["notes"]
    pairs: Any = book.json(*OF_2026, "--by", "tag,month")
    assert any("once in the totals: alpha" in note for note in pairs["notes"])


def test_a_group_target_is_no_target_of_a_row(book: Cli) -> None:
    """What is set for an account and all below it is compared with all of that: a note names it."""
    book.ok("target", "set", "2026", "5000", "--account", "beta", "--group")
    report: Any = book.json(*OF_2026, "--by", "tier")
    assert shown(report, "key", "target") == [("1", 1000), ("2", None), (None, None)]
    assert any("a group's target is compared with all its sales, see --tree: beta 5,000" in n for n in report["notes"])


def test_two_keys_are_a_row_a_pair(book: Cli) -> None:
    """Each pair that sold something now or last year, or has a target, with the figures that a pair has."""
    report: Any = book.json(*OF_2026, "--by", "account,product")
    assert list(report["rows"][0]) == [
        "key", "name", "key2", "name2", "currency", "actual", "target", "last_year", "growth", "margin", "cost_lines",
        "lines",
    ]  # fmt: skip
    assert shown(report, "key", "name", "key2", "name2", "actual", "target", "last_year", "growth", "lines") == [
        ("alpha", "Alpha Works", "pad", "Brake pad", 100, None, 80, Decimal("25.0"), 1),
        ("alpha", "Alpha Works", "disc", "Brake disc", 40, None, 0, None, 1),
        ("beta", "Beta", "pad", "Brake pad", 30, 50, 0, None, 1),
        ("beta", "Beta", "oil", "Oil", 0, None, 9, Decimal("-100.0"), 0),
        ("gamma", "Gamma", None, "(no product)", 7, None, 0, None, 1),
        ("delta", "Delta", "oil", "Oil", 5, None, 0, None, 1),
    ]
    assert (report["by"], report["total"]["key"], report["total"]["actual"]) == ("account,product", "total", 182)
    assert (report["total"]["target"], report["total"]["last_year"]) == (1000, 89)


def test_the_parts_of_a_period_are_seen_as_periods(book: Cli) -> None:
    """A month has its own target and its own last year, and comes in order; no target is set for a category."""
    months: Any = book.json(*OF_2026, "--by", "month,account", "--account", "alpha")
    assert shown(months, "key", "key2", "actual", "last_year")[:2] == [
        ("2026-01", "alpha", 100, 80),
        ("2026-02", "alpha", 40, 0),
    ]
    assert len(months["rows"]) == 12
    assert months["rows"][1]["target"] == Decimal("76.71")
    quarters: Any = book.json(*OF_2026, "--by", "category,quarter")
    assert shown(quarters, "key", "key2", "actual") == [
        ("Brakes", "2026-Q1", 170),
        (None, "2026-Q1", 12),
    ]
    assert "target" not in quarters["rows"][0]
    both: Any = book.json(*OF_2026, "--by", "month,quarter", "--as-of", "2026-02-28")
    assert shown(both, "key", "key2", "actual")[:2] == [("2026-01", "2026-Q1", 100), ("2026-02", "2026-Q1", 70)]


def test_every_format_of_programs_has_the_pairs(book: Cli) -> None:
    """csv, tsv and plain have a row a pair; columns are chosen and others refused as in any report."""
    rows = list(csv.DictReader(book.ok(*OF_2026, "--by", "tier,category", "-f", "csv").splitlines()))
    assert [(row["key"], row["key2"], row["actual"]) for row in rows] == [
        ("1", "Brakes", "140.00"),
        ("1", "", "7.00"),
        ("2", "Brakes", "30.00"),
        ("2", "", "0.00"),
        ("", "", "5.00"),
    ]
    assert len(book.ok(*OF_2026, "--by", "tier,category", "-f", "jsonl").splitlines()) == 5
    plain = book.ok(*OF_2026, "--by", "tier,category", "--columns", "key,name2,actual")
    assert [line.split() for line in plain.splitlines()[:2]] == [["KEY", "NAME2", "ACTUAL"], ["1", "Brakes", "140.00"]]
    done = book(*OF_2026, "--by", "tier,category", "--columns", "forecast")
    assert (done.code, "use key, name, key2, name2" in done.err) == (2, True)


def drawn(cli: Cli, by: str, width: int, *more: str) -> list[str]:
    return cli.ok(*OF_2026, "--by", by, *more, "-f", "table", COLUMNS=str(width)).splitlines()


def test_people_see_a_grid(book: Cli) -> None:
    """The first key down and the second across, the largest first, whole units, totals of both. Nothing stands where
    nothing was sold, 0 where something was last year.
    """
    assert drawn(book, "account,product", 80)[:9] == [
        "Sales 2026 by account and product, USD · booked to 2 Mar",
        "account      Brake pad  Brake disc  (no product)  Oil  total",
        "─" * 60,
        "Alpha Works        100          40                       140",
        "Beta                30                              0     30",
        "Gamma                                          7           7",
        "Delta                                               5      5",
        "─" * 60,
        "total              130          40             7    5    182",
    ]
    markdown = book.ok(*OF_2026, "--by", "product,account", "-f", "markdown").splitlines()
    assert markdown[2] == "| product | Alpha Works | Beta | Gamma | Delta | total |"
    assert markdown[8] == "| **total** | **140.00** | **30.00** | **7.00** | **5.00** | **182.00** |"


def test_named_columns_are_rows_for_people_too(book: Cli) -> None:
    """Who names the columns of the rows gets the rows, also in a table."""
    lines = drawn(book, "account,product", 80, "--columns", "key,key2,last_year")
    assert [line.split() for line in lines[1:4:2]] == [["account", "product", "last", "year"], ["alpha", "pad", "80"]]


def test_an_order_and_a_limit_are_of_rows(book: Cli) -> None:
    """--sort and --limit work on the pairs, which a table then shows as they are."""
    text = "\n".join(drawn(book, "account,product", 120, "--sort", "-last_year", "--limit", "2"))
    assert [text.count(word) for word in ("Alpha Works", "Oil", "and 4 more")] == [1, 1, 1]


def test_what_does_not_fit_is_added_up(book: Cli) -> None:
    """The smallest columns as one, of times the first ones; a note says which, and rows still add up to their total."""
    narrow = "\n".join(drawn(book, "account,product", 40))
    assert "Alpha Works    100     40            140" in narrow
    assert "Gamma                           7      7" in narrow
    assert "other (2): (no product), Oil" in narrow
    months = "\n".join(drawn(book, "account,month", 44))
    assert "account      earlier (2)  2026-03  total" in months
    assert "Alpha Works          140             140" in months


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("by", ["account,product", "product,account", "month,city", "tag,quarter", "account,month"])
def test_no_line_is_wider_than_the_terminal(sample: Cli, by: str, width: int) -> None:
    """From 40 columns on, whatever the keys are; and each word of a heading is whole."""
    lines = drawn(sample, by, width)
    assert max(map(len, lines)) <= width
    head = " ".join(" ".join(lines).split("─")[0].split())
    assert not {"Goo", "Servi", "caliper-", "absor"} & set(head.split())


def test_two_accounts_of_one_name_are_told_apart(book: Cli) -> None:
    """By their codes."""
    book.ok("account", "add", "Beta", "--code", "beta-2", "--yes")
    book.ok("sale", "add", "beta-2", "1", "--on", "2026-02-02")
    text = "\n".join(drawn(book, "account,month", 80))
    assert "Beta (beta)" in text
    assert "Beta (beta-2)" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "acount"), "nearest: account"),
        (("--by", "account,prodct"), "nearest: product"),
        (("--by", "tier,tier"), "cannot report by tier twice: use tier alone"),
        (("--by", "tier,city,tag"), "cannot report by 3 keys: use one, or two as in tier,city"),
        (("--by", "account,"), "cannot report by '': use one of account, product"),
        (("--by", "tier", "--tree"), "--tree rolls accounts up: leave out --by tier"),
        (("--by", "account,month", "--tree"), "--tree rolls accounts up: leave out --by account,month"),
        (("--by", "account,month", "--explain", "beta"), "leave out --by"),
    ],
)
def test_what_is_no_key_is_refused(book: Cli, words: tuple[str, ...], said: str) -> None:
    """Exit 2, and what is accepted."""
    done = book(*OF_2026, *words)
    assert (done.code, said in done.err) == (2, True), done.err


def test_blanks_and_case_do_not_matter(book: Cli) -> None:
    """`Account, Product` is account,product."""
    assert book.json(*OF_2026, "--by", "Account, Product") == book.json(*OF_2026, "--by", "account,product")


def test_currency_and_day_are_those_of_any_report(book: Cli) -> None:
    """--as-of cuts, --currency converts each sale at the rate of its day, and a missing rate is refused."""
    cut: Any = book.json(*OF_2026, "--by", "account,product", "--as-of", "2026-01-31")
    assert (cut["total"]["actual"], cut["as_of"]) == (100, "2026-01-31")
    done = book(*OF_2026, "--by", "account,product", "--currency", "EUR")
    assert (done.code, "no rate from USD to EUR" in done.err) == (4, True)
    book.ok("rate", "set", "USD", "EUR", "0.5", "--on", "2026-01-01")
    book.ok("rate", "set", "USD", "EUR", "0.25", "--on", "2026-02-01")
    report: Any = book.json(*OF_2026, "--by", "account,product", "--currency", "EUR")
    assert shown(report, "currency", "actual", "last_year")[:2] == [("EUR", 50, None), ("EUR", 10, 0)]
    assert any(note.startswith("no last year: there is no rate") for note in report["notes"])


def test_an_empty_portfolio_says_so(cli: Cli) -> None:
    """Nothing to add up: no rows, and the sentence of any sales report."""
    cli.ok("account", "add", "Acme")
    empty: Any = cli.json(*OF_2026, "--by", "account,product")
    assert (empty["rows"], empty["total"]["actual"]) == ([], 0)
    assert "no sales in 2026" in cli.ok(*OF_2026, "--by", "account,product", "-f", "table")


def test_keys_are_completed(cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """The help has them all; the shell offers one, and after a comma another."""
    text = "".join(cli.ok("report", "sales", "--help").split())
    assert ",".join(BY) in text
    for typed, offered in (("ti", ["tier"]), ("tier,ta", ["tier,tag"]), ("tier,tag,", [])):
        line = f"amcli report sales --by {typed}"
        for name, value in {**cli.environ, "_AMCLI_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": line}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        with pytest.raises(SystemExit):
            main([])
        assert capsys.readouterr().out.split() == offered
