"""A disk that is full, read-only, or gone: a sentence, exit 5 (2 for an output file), and nothing lost."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from safety_samples import content, failed, fill, large, little_disk

from amcli.base.errors import DatabaseError
from amcli.settings.environment import Env
from amcli.store.session import operation
from conftest import Cli

__all__ = ["little_disk"]


@pytest.mark.parametrize("free", [0, 4_000, 40_000])
def test_a_full_disk(little_disk: Path, free: int) -> None:
    """When the disk is full the change is said to be lost, whole, and what was there before can be read."""
    cli = Cli(little_disk)
    cli.ok("account", "add", "A")
    before = cli.dump(journal=True)
    filler = fill(little_disk, free)
    failed(cli("log", "a", "-", stdin="word " * 40_000), "full")
    assert cli.ok("account", "list", "-f", "ids") == "a\n"
    filler.unlink()
    assert cli.dump(journal=True) == before
    cli.ok("log", "a", "-", stdin="word " * 4_000)


@pytest.mark.parametrize("free", [0, 100_000])
def test_a_disk_full_before_the_file(little_disk: Path, free: int) -> None:
    """A file that cannot be made for lack of room is one sentence, and nothing of it stays."""
    cli = Cli(little_disk)
    filler = fill(little_disk, free)
    failed(cli("account", "add", "A"))
    assert list(little_disk.iterdir()) == [filler]


def test_a_full_disk_and_an_output_file(little_disk: Path) -> None:
    """A list that does not fit onto the disk is exit 2, and the file that was there stays as it was."""
    cli = Cli(little_disk)
    cli.ok("account", "add", "A" * 10_000)
    out = little_disk / "out.csv"
    out.write_text("old")
    cli.ok("account", "list")
    fill(little_disk, 4096)
    done = cli("account", "list", "-o", str(out))
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert out.read_text() == "old"
    assert not list(little_disk.glob(".out*"))


def test_a_disk_that_fills_up_during_an_import(little_disk: Path, tmp_path: Path) -> None:
    """Of 5,000 sales none is there, and the import can be repeated when there is room."""
    cli = Cli(little_disk)
    cli.ok("account", "add", "A")
    before = cli.dump(journal=True)
    (tmp_path / "s.csv").write_text(
        "account,amount,date,ref\n" + "".join(f"a,{n}.50,2026-09-01,INV-{n}\n" for n in range(5_000))
    )
    filler = fill(little_disk, 300_000)
    failed(cli("import", "sales", str(tmp_path / "s.csv")), "full")
    filler.unlink()
    assert {**cli.dump(journal=True), "backup": []} == {**before, "backup": []}
    shutil.rmtree(little_disk / "backups", ignore_errors=True)
    cli.ok("import", "sales", str(tmp_path / "s.csv"))
    assert cli("doctor").code == 0


@pytest.mark.parametrize("free", [0, 8_000, 200_000])
def test_a_full_disk_and_a_backup(little_disk: Path, tmp_path: Path, free: int) -> None:
    """No half of a copy stays, an older backup of that name does, and the portfolio is as it was."""
    cli = Cli(little_disk)
    shutil.copy(large(tmp_path / "large.db", 500), cli.db)
    cli.ok("backup", str(little_disk / "m.db"))
    cli.ok("account", "add", "New")
    before, old = content(cli.db), (little_disk / "m.db").read_bytes()
    (little_disk / "backups").mkdir()
    filler = fill(little_disk, free)
    for words in ((), (str(little_disk / "m.db"),)):
        failed(cli("backup", *words))
    filler.unlink()
    assert (little_disk / "m.db").read_bytes() == old
    assert list((little_disk / "backups").iterdir()) == []
    assert not list(little_disk.glob(".m*"))
    assert content(cli.db) == before


def test_a_full_disk_and_a_restore(little_disk: Path, tmp_path: Path) -> None:
    """Neither where what is there cannot be kept, nor where the new content does not fit, is anything changed."""
    cli = Cli(little_disk)
    shutil.copy(large(tmp_path / "small.db", 10), cli.db)
    other = large(tmp_path / "other.db", 4_000)
    before = content(cli.db)
    for free in (0, 100_000, 1_500_000):
        filler = fill(little_disk, free)
        failed(cli("restore", str(other), "--yes"))
        filler.unlink()
        assert content(cli.db) == before, free
        shutil.rmtree(little_disk / "backups", ignore_errors=True)
    assert cli("doctor").code == 0


def test_a_full_disk_and_a_migration(little_disk: Path, tmp_path: Path) -> None:
    """An older file is not brought up to date without its copy, nor half."""
    schema = Path(__file__).parents[2] / "store" / "schemas" / "1.sql"
    cli = Cli(little_disk)
    with closing(sqlite3.connect(cli.db)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(schema.read_text())
    before = content(cli.db)
    for free in (40_000, 250_000):
        filler = fill(little_disk, free)
        failed(cli("account", "list"))
        filler.unlink()
        assert content(cli.db) == before, free
        shutil.rmtree(little_disk / "backups", ignore_errors=True)
    cli.ok("account", "list")


def test_a_disk_that_may_only_be_read(little_disk: Path, tmp_path: Path) -> None:
    """It is read, backed up elsewhere and restored from; what would write to it is exit 5."""
    cli = Cli(little_disk)
    shutil.copy(large(tmp_path / "large.db", 50), cli.db)
    before = content(cli.db)
    again = subprocess.run(["mount", "-o", "remount,ro", str(little_disk)], capture_output=True, check=False)
    if again.returncode:
        pytest.skip("this disk cannot be made read-only")
    assert "acc-1\n" in cli.ok("account", "list", "-f", "ids")
    failed(cli("account", "add", "New"), "read-only")
    failed(cli("undo"), "read-only")
    failed(cli("restore", str(tmp_path / "large.db"), "--yes"))
    assert cli("backup").code == 2
    done = cli("backup", str(tmp_path / "m.db"))
    assert done.code == 0
    assert "not in `amcli backup --list`" in done.err
    assert content(tmp_path / "m.db") == before
    other = Cli(tmp_path)
    other.ok("restore", str(cli.db), "--yes")
    assert content(other.db) == before


def test_a_folder_that_is_gone(small: Cli) -> None:
    """A folder that was taken away before the command is exit 5, and is not made again."""
    shutil.rmtree(small.folder)
    for words in (("account", "list"), ("account", "add", "New"), ("backup",), ("undo",), ("doctor",)):
        failed(small(*words))
    assert not small.folder.exists()


def test_a_folder_that_goes_in_the_middle(small: Cli) -> None:
    """A portfolio whose folder vanishes while it is written to is not said to have been changed."""
    with (
        pytest.raises(DatabaseError, match=r"portfolio\.db is gone while this ran"),
        operation(Env(small.environ)) as work,
    ):
        work.insert("product", {"code": "new", "name": "New"})
        shutil.rmtree(small.folder)
    assert not small.folder.exists()


def test_a_folder_that_goes_while_the_file_is_made(cli: Cli) -> None:
    """Nor is one that was never there."""
    with pytest.raises(DatabaseError), operation(Env(cli.environ)) as work:
        work.insert("product", {"code": "new", "name": "New"})
        shutil.rmtree(cli.folder)
    assert not cli.folder.exists()
