"""The copies that amcli makes on its own before something big."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from safety_samples import asked, content, spoil_a_page

from amcli.base.errors import DatabaseError
from amcli.store import backups
from amcli.store.open import open_writer
from conftest import Cli


def copies(cli: Cli, what: str = "*") -> list[Path]:
    return sorted((cli.folder / "backups").glob(f"portfolio-*-before-{what}.db"))


def imported(cli: Cli) -> None:
    """Two sales by an import: one operation that is a range of ids."""
    (cli.folder / "s.csv").write_text("account,amount,date\nmaruti,12.50,2026-09-01\nmaruti,13,2026-09-02\n")
    cli.ok("import", "sales", str(cli.folder / "s.csv"))
    for copy in copies(cli, "import"):
        copy.unlink()


def test_before_an_import(small: Cli) -> None:
    """What was there before an import is kept; not before one that makes nothing, and not of an empty portfolio."""
    path = small.folder / "s.csv"
    path.write_text("account,amount,date\nmaruti,12.50,2026-09-01\n")
    was = content(small.db)
    small.ok("import", "sales", str(path), "--dry-run")
    path.with_name("bad.csv").write_text("account,amount,date\nnobody,12.50,2026-09-01\n")
    small("import", "sales", str(path.with_name("bad.csv")))
    assert not copies(small)
    small.ok("import", "sales", str(path))
    (copy,) = copies(small)
    assert copy.name.endswith("-before-import.db")
    assert content(copy) == was
    assert small.ok("backup", "--list", "-q") == f"{copy}\n"
    path.write_text("name\nFord\n")
    other = str(small.folder / "other.db")
    small.ok("--db", other, "import", "accounts", str(path))
    assert copies(small) == [copy]


def test_before_an_import_is_undone(small: Cli) -> None:
    """An import that is undone cannot be redone: the file with it is kept, and --list says why."""
    imported(small)
    was = content(small.db)
    small.ok("undo")
    (copy,) = copies(small)
    assert copy.name.endswith("-before-undo.db")
    assert content(copy) == was
    assert small.ok("backup", "--list", "--columns", "reason,path", "-f", "csv").splitlines()[1] == f"undo,{copy}"


def test_not_before_any_other_undo(small: Cli) -> None:
    """A change that can be redone needs no copy; nor does a dry run, or a redo."""
    small.ok("account", "add", "New")
    small.ok("undo")
    small.ok("redo")
    imported(small)
    small.ok("undo", "--dry-run")
    assert not copies(small)


def test_no_undo_of_an_import_without_a_copy(small: Cli) -> None:
    """Where it cannot be kept nothing is undone."""
    imported(small)
    was = small.dump(journal=True)
    place = small.folder / "backups"
    if place.exists():
        place.rmdir()
    place.write_text("in the way")
    done = small("undo")
    assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1)
    assert "no copy could be kept first" in done.err
    assert small.dump(journal=True) == was


@pytest.mark.parametrize("reason", backups.AUTOMATIC)
def test_keep(small: Cli, reason: str) -> None:
    """Each reason is in the name and in the note; the copy is what was committed."""
    was = content(small.db)
    with closing(open_writer(small.db)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM rate")
        kept = backups.make_automatic_backup(small.db, reason, connection)
        connection.execute("COMMIT")
    assert kept is not None
    assert [kept] == copies(small, reason)
    assert content(kept) == was
    assert kept.stat().st_mode & 0o777 == 0o600
    assert asked(small.db, "SELECT reason || '|' || path || '|' || bytes FROM backup") == (
        f"{reason}|{kept}|{kept.stat().st_size}"
    )


def test_a_note_is_of_the_callers_transaction(small: Cli) -> None:
    """What is rolled back is not noted, and the copy is there all the same."""
    with closing(open_writer(small.db)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        backups.make_automatic_backup(small.db, "import", connection)
        connection.execute("ROLLBACK")
    assert asked(small.db, "SELECT count(*) FROM backup") == 0
    assert len(copies(small)) == 1


def test_the_newest_five_are_kept(small: Cli) -> None:
    """Of all reasons together, of this portfolio alone; what was asked for is not counted and not touched."""
    asked_for = Path(small.ok("backup", "-q").strip())
    place = asked_for.parent
    for name in ("other-20200101T000000Z-before-import.db", "portfolio-20200101T000000Z-damaged.db"):
        (place / name).touch()
    for number in range(7):
        backups.make_automatic_backup(small.db, backups.AUTOMATIC[number % 5])
    left = [one.tail for one in backups.find_backups(small.db)]
    assert left.count("") == 1
    assert len(left) == 6
    assert asked_for.exists()
    assert len(list(place.iterdir())) == 8


def test_nothing_of_nothing(cli: Cli) -> None:
    """No copy of a file that is not there, has no bytes, or has no records."""
    assert backups.make_automatic_backup(cli.db, "import") is None
    cli.db.touch()
    assert backups.make_automatic_backup(cli.db, "import") is None
    open_writer(cli.db).close()
    assert backups.make_automatic_backup(cli.db, "import") is None
    assert not (cli.folder / "backups").exists()
    cli.ok("product", "add", "Pad")
    assert backups.make_automatic_backup(cli.db, "import") is not None


def test_a_failure_says_that_nothing_was_changed(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the reason."""

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backups, "copy_to", full)
    with pytest.raises(DatabaseError, match=r"nothing was changed, because .*: the disk is full"):
        backups.make_automatic_backup(small.db, "import")
    assert not list((small.folder / "backups").iterdir())


def test_a_copy_of_damage_is_no_way_back(small: Cli) -> None:
    """Nothing big is done to a damaged file; but what is about to be repaired or brought up is kept as it is."""
    spoil_a_page(small.db)
    for reason in ("import", "undo"):
        with pytest.raises(DatabaseError, match=r"is damaged .* see `amcli doctor`"):
            backups.make_automatic_backup(small.db, reason)
    assert not copies(small)
    for reason in ("repair", "migration"):
        kept = backups.make_automatic_backup(small.db, reason)
        assert kept
        assert content(kept) == content(small.db)
