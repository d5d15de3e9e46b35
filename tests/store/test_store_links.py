"""Links that lead in a circle, and a file in which something takes rows out again."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Cli

READS = (("account", "list"), ("doctor",), ("history",), ("backup",), ("remind",), ("export", "all"))
WRITES = (("account", "add", "x"), ("undo",), ("remind", "--once"), ("doctor", "--repair"))


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    path = tmp_path / "loop"
    path.symlink_to(path)
    return path


@pytest.mark.parametrize("words", [*READS, *WRITES])
def test_a_portfolio_that_is_a_circle(cli: Cli, loop: Path, words: tuple[str, ...]) -> None:
    """Every command says that the links lead in a circle, with exit 5, and nothing is made."""
    before = sorted(loop.parent.iterdir())
    done = cli("--db", str(loop), *words)
    assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1)
    assert str(loop) in done.err
    assert "unexpected" not in done.err
    assert sorted(loop.parent.iterdir()) == before


@pytest.mark.parametrize("words", [("account", "list", "-o"), ("export", "all", "-o"), ("backup",)])
def test_an_output_that_is_a_circle(small: Cli, loop: Path, words: tuple[str, ...]) -> None:
    """What cannot be written is exit 2 and one line."""
    done = small(*words, str(loop))
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert small("config", "set", "--default", "currency", "EUR", AMCLI_CONFIG=str(loop)).code == 2


@pytest.mark.parametrize("moment", ["INSERT", "UPDATE"])
def test_a_row_that_goes_as_it_comes(small: Cli, moment: str) -> None:
    """A trigger of somebody else's that drops the row is a fault of the file, exit 5, and nothing is changed."""
    with closing(sqlite3.connect(small.db)) as file:
        file.execute(f"CREATE TRIGGER eat AFTER {moment} ON product BEGIN DELETE FROM product WHERE id = new.id; END")
    before = small.dump(journal=True)
    done = small("product", "add", "New") if moment == "INSERT" else small("product", "edit", "P2", "--name", "New")
    assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1)
    assert small.dump(journal=True) == before
