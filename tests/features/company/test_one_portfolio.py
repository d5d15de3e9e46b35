"""One portfolio read as a company's: whatever is in it, each figure is that of the file."""

from pathlib import Path

import pytest
from company_samples import LARGE, OPTIONS, empty_portfolio, manager, rates_of
from company_server import Database
from hypothesis import given, settings
from hypothesis import strategies as st
from portfolio_samples import Rows, portfolios

from amcli.app.company import OVER_COMPANY
from amcli.features.company.reports.fetched import less, union
from conftest import tries


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_portfolio(tmp_path_factory.mktemp("empty"))


@settings(max_examples=tries(12, 300), suppress_health_check=LARGE)
@given(made=portfolios(), options=st.sampled_from(OPTIONS))
def test_a_rollup_of_one_file(tmp_path: Path, empty: Path, made: dict[str, Rows], options: tuple[str, ...]) -> None:
    """Any report of any portfolio says by any key what `amcli report` says of the file: to the letter, notes too."""
    cli = manager(tmp_path, "anna", empty, made)
    own = cli("report", *options, "-f", "json")
    over = cli("rollup", options[0], str(cli.db), *options[1:], "-f", "json")
    assert (over.code, over.out) == (own.code, own.out)


@settings(max_examples=tries(6, 150), suppress_health_check=LARGE)
@given(made=portfolios(), options=st.lists(st.sampled_from(OPTIONS), min_size=4, max_size=4, unique=True))
def test_a_publication(
    tmp_path: Path, empty: Path, company: Database, made: dict[str, Rows], options: list[tuple[str, ...]]
) -> None:
    """The same of what one manager has published, once the company has the rates of the file; csv has no notes."""
    cli = manager(tmp_path, "anna", empty, made)
    anna, vera = company.manager(), company.director()
    cli.ok("publish", "--to", company.dsn(anna))
    with company.connect() as connection:
        connection.execute("DELETE FROM amcli.rate")
        for row in rates_of(cli.db):
            connection.execute(
                "INSERT INTO amcli.rate (from_currency, to_currency, date, rate) VALUES (%s, %s, %s, %s)", row
            )
    for asked in options:
        own = cli("report", *asked, "-f", "csv")
        over = cli("company", "report", *asked, "-f", "csv", "--manager", anna, "--from", company.dsn(vera))
        assert (over.code, over.out) == (own.code, own.out), asked


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))),
)
def test_days_that_are_lacking(wanted: list[tuple[int, int]], there: list[tuple[int, int]]) -> None:
    """What is fetched is each day that is asked for and not there, once."""

    def spelled(spans: list[tuple[int, int]]) -> list[tuple[str, str]]:
        return [(f"{first:02}", f"{beyond:02}") for first, beyond in spans if first < beyond]

    def days(spans: list[tuple[str, str]]) -> list[int]:
        return [day for first, beyond in spans for day in range(int(first), int(beyond))]

    here = union(spelled(there))
    found = days(less(spelled(wanted), here))
    assert sorted(found) == sorted(set(days(spelled(wanted))) - set(days(here)))


def test_every_report_is_there() -> None:
    """What a director asks for."""
    assert [verb.split()[1] for verb in OVER_COMPANY[:5]] == ["sales", "pipeline", "contracts", "issues", "team"]
