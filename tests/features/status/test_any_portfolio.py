"""Whatever is in a portfolio, there is a page of it, and its figures are those of the reports."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portfolio_samples import Rows, portfolios, write

from amcli.store.open import open_writer
from conftest import Cli, tries

OPTIONS = ((), ("--as-of", "2026-06-30"), ("--period", "2025"), ("--as-of", "2021-01-01"))


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio without a record, made once; copy it before writing to it."""
    path = tmp_path_factory.mktemp("empty") / "portfolio.db"
    open_writer(path).close()
    return path


@settings(max_examples=tries(8, 100))
@given(made=portfolios(), options=st.sampled_from(OPTIONS))
def test_a_page_of_any_portfolio(
    tmp_path: Path, empty_file: Path, made: dict[str, Rows], options: tuple[str, ...]
) -> None:
    """As html and as json; what was sold, the target, the forecast and the health of key accounts are as reported."""
    cli = Cli(tmp_path)
    for path in (cli.db, cli.db.with_name(f"{cli.db.name}-wal"), cli.db.with_name(f"{cli.db.name}-shm")):
        path.unlink(missing_ok=True)
    shutil.copy(empty_file, cli.db)
    write(cli.db, made)
    assert cli.ok("report", "status", *options, "--since", "2020-01-01", "-f", "html").count("<h1>") == 1
    found: Any = cli.json("report", "status", *options)
    assert all(one["text"].strip() for one in found["summary"])
    period = ("--period", f"{found['start']}..{found['end']}")  # a page of a past day is of the year of that day
    as_of = options if options[:1] == ("--as-of",) else ()
    if found["sales"]:
        report: Any = cli.json("report", "sales", *as_of, *period)
        keys = ("actual", "target", "forecast", "forecast_low", "forecast_high", "growth", "currency")
        assert [found["sales"][0][key] for key in keys] == [report["total"][key] for key in keys]
    health: Any = cli.json("report", "health", *options) if not options or options[0] == "--as-of" else {"rows": []}
    scores = {row["account"]: (row["score"], row["warnings"]) for row in health["rows"]}
    for one in found["key_accounts"]:
        if one["account"] in scores:
            assert (one["score"], one["warnings"]) == scores[one["account"]]
