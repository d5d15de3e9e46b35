"""One portfolio read as a company's: whatever is in it, each figure is that of the file."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portfolio_samples import Rows, portfolios, write

from amcli.app.company import REPORTS
from amcli.features.company.reports.fetched import less, union
from amcli.store.open import open_writer
from conftest import Cli, tries

OPTIONS = tuple((report, *options.split()) for report, typed in (
    ("sales", ("", "--as-of 2026-06-30", "--period 2025", "--by month", "--tree", "--by owner", "--by territory",
        "--by product --against 2025", "--by account,quarter", "--share", "--stopped", "--by category",
        "--explain forecast")),
    ("pipeline", ("", "--as-of 2026-06-30", "--period 2026", "--by account", "--by owner", "--by product")),
    ("contracts", ("", "--as-of 2026-06-30", "--by account", "--by state", "--period 2025")),
    ("issues", ("", "--as-of 2026-06-30", "--by account", "--by cause", "--period 2025")),
    ("team", ("", "--period 2026")),
) for options in typed)  # fmt: skip


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio without a record, made once; copy it before writing to it."""
    path = tmp_path_factory.mktemp("empty") / "portfolio.db"
    open_writer(path).close()
    return path


@settings(max_examples=tries(25, 300))
@given(made=portfolios(), options=st.sampled_from(OPTIONS))
def test_a_rollup_of_one_file(
    tmp_path: Path, empty_file: Path, made: dict[str, Rows], options: tuple[str, ...]
) -> None:
    """Any report of any portfolio says by any key what `amcli report` says of the file: to the letter, notes too."""
    cli = Cli(tmp_path)
    for path in (cli.db, cli.db.with_name(f"{cli.db.name}-wal"), cli.db.with_name(f"{cli.db.name}-shm")):
        path.unlink(missing_ok=True)
    shutil.copy(empty_file, cli.db)
    write(cli.db, made)
    own = cli("report", *options, "-f", "json")
    over = cli("rollup", options[0], str(cli.db), *options[1:], "-f", "json")
    assert (over.code, over.out) == (own.code, own.out)


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
    assert {"sales", "pipeline", "contracts", "issues", "team"} <= {*REPORTS}
