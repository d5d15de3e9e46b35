"""Every report as a page, over the sample data and over sixty accounts with names that are hard to set."""

import re
from pathlib import Path

import large_portfolio
import pytest
from read_page import Element, Page

from conftest import Cli

PAGES = (
    "report sales", "report sales --by month", "report sales --by quarter", "report sales --by product",
    "report sales --by territory", "report sales --by owner", "report sales --by account,product",
    "report sales --tree", "report sales --against 2025", "report sales --share", "report sales --stopped",
    "report budget", "report activity", "report activity --by contact", "report activity --by month",
    "report activity --by kind", "report pipeline", "report pipeline --by account", "report win-loss",
    "report win-loss --by reason", "report issues", "report issues --by severity", "report issues --by account",
    "report contracts", "report contracts --by state", "report health", "report health --backtest",
    "report ownership", "report concentration", "report concentration --by year", "report retention",
    "report territories", "report whitespace", "report whitespace --suggest", "report team", "report models",
    "report relationships", "next", "today", "agenda", "account list", "deadline list", "opportunity list",
)  # fmt: skip
OF_ONE = (
    "report handover {}", "report pitch {}", "report relationships {}", "report models {}",
    "report whitespace --account {}", "account show {}",
)  # fmt: skip
CHARTED = {
    "report sales", "report sales --by month", "report budget", "report activity", "report activity --by month",
    "report pipeline", "report win-loss", "report issues", "report contracts", "report health", "report ownership",
    "report concentration", "report concentration --by year", "report retention", "report territories",
    "report whitespace", "report team", "report models", "report relationships", "next", "report handover maruti",
    "report pitch maruti", "report relationships maruti", "plan show maruti",
}  # fmt: skip
OF_COMMANDS = ("next", "today")  # which say what to type
TYPED = re.compile(r"`|\bamcli |(?<![\w-])--[a-z]")
LARGEST = 200_000  # bytes


def check(page: Page) -> None:
    """What holds of each page."""
    ids = [each.attributes["id"] for each in page.root.all("title", "desc", "svg") if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert [each.attributes["lang"] for each in page.all("html")] == ["en"]
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert next(each.tag for each in page.all("h1", "h2", "h3")) == "h1"
    assert not page.all("h3", "a", "img", "script", "link", "iframe", "form", "object")
    assert len(page.all("style")) == 1
    for table in page.all("table"):
        assert table.attributes["aria-label"]
        assert {head.attributes["scope"] for head in table.all("th")} <= {"col", "row"}
        width = len(table.all("thead")[0].all("th"))
        assert {len(row.all("th", "td")) for row in table.all("tr")} == {width}
    for figure in page.all("figure"):
        check_chart(figure)
    assert len(page.drawings()) == len(page.all("figure"))


def check_chart(figure: Element) -> None:
    """A chart has a title, is told in words, and stands beside the table of its rows."""
    (svg,) = figure.all("svg")
    title, desc = svg.inside[:2]
    assert (title.tag, desc.tag, svg.attributes["role"]) == ("title", "desc", "img")
    assert svg.attributes["aria-labelledby"].split() == [title.attributes["id"], desc.attributes["id"]]
    assert title.text == figure.all("figcaption")[0].text != ""
    assert desc.text
    assert figure.above is not None
    assert figure.above.all("table")


@pytest.mark.parametrize("line", [*PAGES, *(line.format("maruti") for line in OF_ONE), "plan show maruti"])
def test_a_page_of_each_report(sample: Cli, line: str) -> None:
    """It is well-formed, can be read aloud, has its chart, and asks nobody to type anything."""
    page = Page(sample.ok(*line.split(), "-f", "html"))
    check(page)
    assert bool(page.all("figure")) >= (line in CHARTED)
    typed = [text for text in page.said.splitlines() if TYPED.search(text)]
    assert not typed or line in OF_COMMANDS


@pytest.mark.parametrize("line", [*PAGES, *(line.format("one") for line in OF_ONE)])
def test_a_page_without_records_says_so(cli: Cli, line: str) -> None:
    """One account, of which nothing is known: no command, no empty table, no drawing of nothing."""
    cli.ok("account", "add", "One")
    page = Page(cli.ok(*line.split(), "-f", "html"))
    check(page)
    assert not TYPED.search(page.said) or line in OF_COMMANDS


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Sixty accounts whose names are long, wide, from right to left, or look like markup."""
    folder: Path = tmp_path_factory.mktemp("large")
    return large_portfolio.fill(Cli(folder), folder)


def test_pages_of_sixty_accounts(large: Cli) -> None:
    """Each is under 200 kB, well-formed whatever the names are, and the same bytes a second time."""
    for line in (*PAGES, *(line.format("acc-10") for line in OF_ONE)):
        text = large.ok(*line.split(), "-f", "html")
        assert len(text.encode()) < LARGEST, line
        check(Page(text))
        if line in CHARTED:
            assert text == large.ok(*line.split(), "-f", "html"), line


def test_the_currency_of_a_table_is_said_once(sample: Cli) -> None:
    """In the heading and in no row; amounts of a record have it behind them."""
    budget = Page(sample.ok("report", "budget", "-f", "html"))
    assert "USD" in budget.all("h1")[0].text
    assert "USD" not in budget.all("table")[0].text
    plan = Page(sample.ok("plan", "show", "maruti", "-f", "html"))
    assert "Money by year, USD" in [each.text for each in plan.all("h2")]
    (money,) = (each for each in plan.all("table") if each.attributes["aria-label"] == "Money by year, USD")
    assert "USD" not in money.text
    assert "880,000.00 USD" in [each.text for each in plan.all("dd")]


def test_columns_that_are_typed_are_all_that_is_shown(sample: Cli) -> None:
    """No chart, and the currency where it was asked for."""
    page = Page(sample.ok("report", "budget", "--columns", "name,spent,currency", "-f", "html"))
    assert not page.all("figure")
    assert [each.text for each in page.all("table")[0].all("thead")[0].all("th")] == ["name", "spent", "currency"]
    assert "USD" in page.all("table")[0].text


def test_the_curve_has_the_gini_of_the_report(sample: Cli) -> None:
    """The drawing counts what it draws, and comes to the same."""
    (title,) = (each.text for each in Page(sample.ok("report", "concentration", "-f", "html")).all("figcaption"))
    said = sample.json("report", "concentration")
    assert isinstance(said, dict)
    assert title == f"How unevenly sales are spread · Gini {said['gini']}"


def test_a_curve_of_some_accounts_is_not_that_of_all(sample: Cli) -> None:
    """With a limit the table is cut, and the curve would be of other accounts than its title says."""
    assert not Page(sample.ok("report", "concentration", "--limit", "3", "-f", "html")).all("figure")
