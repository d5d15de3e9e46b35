"""The examples of docs/python.md run as they stand, on the sample data, and say what the page promises."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from amcli.models import MODELS, portfolio
from conftest import ROOT, Cli

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def run(folder: Path, program: str) -> str:
    """What an example prints, run in a folder that has the demo."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=folder,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path, sample_file: Path) -> Path:
    shutil.copy(sample_file, tmp_path / "demo.db")
    return tmp_path


def test_the_best_accounts_of_a_year(folder: Path, sample: Cli) -> None:
    """Three lines, each an amount that SQL over the views finds as well."""
    lines = run(folder, EXAMPLES[0]).splitlines()
    sql = """SELECT account_name, currency, sum(amount_minor) AS total FROM sales
        WHERE kind = 'sale' AND date LIKE '2026-%' GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 3"""
    wanted = [line.split("\t") for line in sample.ok("sql", sql, "-f", "tsv").splitlines()[1:]]
    assert lines == [f"{name}: {int(minor) / 100:,.2f} {currency}" for name, currency, minor in wanted]


def test_a_view(folder: Path) -> None:
    """The views are read with the standard library alone."""
    assert len(run(folder, EXAMPLES[1]).splitlines()) == 2


def test_writing(folder: Path) -> None:
    """What was committed stays, `doctor --repair` has nothing to refuse, and no operation was made."""
    cli = Cli(folder)
    cli.environ["AMCLI_DB"] = str(folder / "demo.db")
    before = cli.ok("history", "-f", "ids")
    assert run(folder, EXAMPLES[2]) == ""
    assert '"tier": 1' in cli.ok("account", "show", "ford", "-f", "json")
    assert cli.ok("history", "-f", "ids") == before
    cli.ok("doctor", "--repair")


def test_it_only_reads_unless_asked(sample: Cli) -> None:
    """A session that was not asked to write cannot."""
    from sqlalchemy.exc import OperationalError

    with portfolio(sample.db) as session:
        record = session.get(MODELS["account"], 1)
        assert record is not None
        session.delete(record)
        with pytest.raises(OperationalError, match="readonly"):
            session.commit()
        session.rollback()


def test_every_kind_of_record_has_a_class() -> None:
    """The tables of all records are there, by their names."""
    from amcli.base.registry import tables

    assert set(MODELS) == set(tables())
    assert len(EXAMPLES) == 3
