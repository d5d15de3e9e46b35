"""Portfolios of managers, as files and as a server has them."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck
from portfolio_samples import Rows, write

from amcli.store.open import open_writer
from conftest import Cli

# A portfolio of many kinds of records is more than Hypothesis likes to make.
LARGE = (
    HealthCheck.filter_too_much,
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.function_scoped_fixture,
)
# Reports, and how they are asked.
OPTIONS = tuple((report, *options.split()) for report, typed in (
    ("sales", ("", "--as-of 2026-06-30", "--period 2025", "--by month", "--tree", "--by owner", "--by territory",
        "--by product --against 2025", "--by account,quarter", "--share", "--stopped", "--by category",
        "--explain forecast")),
    ("pipeline", ("", "--as-of 2026-06-30", "--period 2026", "--by account", "--by owner", "--by product")),
    ("contracts", ("", "--as-of 2026-06-30", "--by account", "--by state", "--period 2025")),
    ("issues", ("", "--as-of 2026-06-30", "--by account", "--by cause", "--period 2025")),
    ("team", ("", "--period 2026")),
) for options in typed)  # fmt: skip


def empty_portfolio(folder: Path) -> Path:
    """A portfolio without a record, to be copied."""
    path = folder / "portfolio.db"
    open_writer(path).close()
    return path


def manager(folder: Path, name: str, empty: Path, made: dict[str, Rows]) -> Cli:
    """A manager's command line over a portfolio that has these rows and no others."""
    (folder / name).mkdir(exist_ok=True)
    cli = Cli(folder / name)
    cli.db = folder / name / f"{name}.db"
    cli.environ["AMCLI_DB"] = str(cli.db)
    for path in (cli.db, cli.db.with_name(f"{cli.db.name}-wal"), cli.db.with_name(f"{cli.db.name}-shm")):
        path.unlink(missing_ok=True)
    shutil.copy(empty, cli.db)
    write(cli.db, made)
    return cli


def rates_of(file: Path) -> list[tuple[str, str, str, str]]:
    """The rates of a portfolio."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT from_currency, to_currency, date, rate FROM rate").fetchall()
