"""`amcli restore`: checked before anything is touched, replaced in one transaction, and what was there is kept."""

import os
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest
from safety_samples import asked, content, failed, large, spoil_a_page, start

from amcli.base.errors import DatabaseError
from amcli.store import backups, connect
from amcli.store.open import open_reader, open_writer
from amcli.tools.safety.services import restore as service
from conftest import Cli

SCHEMAS = Path(__file__).parents[2] / "store" / "schemas"


@pytest.fixture
def backed(small: Cli) -> Cli:
    """The small portfolio with a backup of it, `old.db`, and a change since."""
    small.ok("backup", str(small.folder / "old.db"))
    small.ok("account", "add", "Newcomer")
    return small


def old(cli: Cli) -> Path:
    return cli.folder / "old.db"


def kept(cli: Cli, what: str = "before-restore") -> list[Path]:
    return sorted((cli.folder / "backups").glob(f"portfolio-*-{what}.db"))


# What it does


def test_the_backup_takes_the_place(backed: Cli) -> None:
    """All that was there is replaced by what was backed up; the former is kept, and both sentences say so."""
    was = content(backed.db)
    done = backed("restore", str(old(backed)), "--yes")
    (copy,) = kept(backed)
    assert done.out.startswith("Restored 4 accounts, 3 contacts, 1 colleague, 1 opportunity, 1 step, 2 interactions")
    assert done.out.endswith(f"what was there before is in {copy}\n")
    assert (done.code, done.err) == (0, "")
    assert content(backed.db) == content(old(backed)) != was
    assert content(copy) == was
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IMODE(backed.db.stat().st_mode) == 0o600
    assert backed("doctor").code == 0


def test_back_and_forth(backed: Cli) -> None:
    """What was kept can be restored in its turn, by its name alone."""
    was = content(backed.db)
    copy = Path(backed.ok("restore", str(old(backed)), "--yes", "-q").strip())
    backed.ok("restore", copy.name, "--yes")
    assert content(backed.db) == was


def test_where_the_backups_are_is_not_forgotten(backed: Cli) -> None:
    """The list of backups is that of the portfolio as it was, with the one that was just kept."""
    made = backed.ok("backup", "-q").strip()
    copy = backed.ok("restore", str(old(backed)), "--yes", "-q").strip()
    assert backed.ok("backup", "--list", "-q").split() == [copy, made, str(old(backed))]
    reasons = backed.ok("backup", "--list", "--columns", "reason", "-f", "csv").split()[1:]
    assert reasons == ["restore", "backup", "backup"]


def test_it_asks(backed: Cli) -> None:
    """On a terminal it asks, and no is exit 4; elsewhere it needs --yes."""
    was = backed.db.read_bytes()
    done = backed("restore", str(old(backed)), stdin="n\n", tty=True)
    assert (done.code, "Replace all that is in" in done.err) == (4, True)
    assert "nothing was restored" in done.err
    failed(backed("restore", str(old(backed))), "--yes", code=4)
    assert backed.db.read_bytes() == was
    assert backed("restore", str(old(backed)), stdin="y\n", tty=True).code == 0
    assert content(backed.db) == content(old(backed))


def test_a_dry_run_checks_and_says(backed: Cli) -> None:
    """--dry-run asks nothing, changes nothing, and fails for what a restore would fail for."""
    was = backed.db.read_bytes()
    assert "Would have restored 4 accounts" in backed.ok("restore", str(old(backed)), "--dry-run")
    assert backed.db.read_bytes() == was
    assert not kept(backed)
    old(backed).write_bytes(old(backed).read_bytes()[:9000])
    failed(backed("restore", str(old(backed)), "--dry-run"), "damaged")


def test_into_a_place_where_nothing_is(backed: Cli) -> None:
    """Without a portfolio it is made, with mode 0600 and nothing beside it."""
    backed.db.unlink()
    backed.ok("restore", str(old(backed)), "--yes")
    assert content(backed.db) == content(old(backed))
    assert stat.S_IMODE(backed.db.stat().st_mode) == 0o600
    beside = sorted(path.name for path in backed.folder.iterdir() if path.suffix != ".lock")
    assert beside == ["old.db", "portfolio.db"]
    assert asked(backed.db, "PRAGMA journal_mode") == "wal"


def test_into_the_default_place(backed: Cli) -> None:
    """A new machine: the default folder is made too."""
    home = backed.folder / "data"
    backed.ok("restore", str(old(backed)), "--yes", AMCLI_DB="", XDG_DATA_HOME=str(home))
    assert content(home / "amcli" / "amcli.db") == content(old(backed))
    assert stat.S_IMODE((home / "amcli").stat().st_mode) == 0o700


def test_into_an_empty_portfolio(backed: Cli) -> None:
    """Nothing is kept of a file without records, of no bytes or of no rows."""
    for tables in (False, True):
        backed.db.unlink()
        backed.db.touch()
        if tables:
            open_writer(backed.db).close()
        assert "what was there" not in backed.ok("restore", str(old(backed)), "--yes")
        assert content(backed.db) == content(old(backed))
    assert not kept(backed)


@pytest.mark.parametrize("version", [1, 2])
def test_a_backup_of_an_older_amcli(backed: Cli, version: int) -> None:
    """It is brought up to date where it is restored, and stays itself as it was."""
    path = backed.folder / "older.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((SCHEMAS / f"{version}.sql").read_text())
    before = path.read_bytes()
    backed.ok("restore", str(path), "--yes")
    assert "old-garage" in backed.ok("account", "list", "--all", "-f", "ids")
    assert path.read_bytes() == before
    assert asked(backed.db, "PRAGMA user_version") > version
    assert backed("doctor").code == 0


def test_over_an_older_portfolio(backed: Cli) -> None:
    """What an older amcli made is kept as it was, and replaced."""
    backed.db.unlink()
    with closing(sqlite3.connect(backed.db)) as connection:
        connection.executescript((SCHEMAS / "1.sql").read_text())
    was = content(backed.db)
    backed.ok("restore", str(old(backed)), "--yes")
    assert content(backed.db) == content(old(backed))
    assert content(kept(backed)[0]) == was


def test_the_oldest_of_the_automatic_ones(backed: Cli) -> None:
    """The backup that is restored is not the one that makes room for what is kept."""
    for _ in range(backups.KEPT):
        backups.make_automatic_backup(backed.db, "import")
    oldest = min((backed.folder / "backups").iterdir())
    backed.ok("restore", oldest.name, "--yes")
    assert oldest.exists()
    assert len(kept(backed)) == 1


def test_nothing_stays_beside_the_backup(backed: Cli) -> None:
    """Looking into a backup leaves its folder as it was."""
    for words in (("--dry-run",), ("--yes",)):
        backed.ok("restore", str(old(backed)), *words)
        assert sorted(path.name for path in backed.folder.glob("old*")) == ["old.db"]


# In use


def test_readers_and_writers_go_on(backed: Cli) -> None:
    """Whoever has the file open reads on in its own moment, and finds the new content with the next look."""
    before, after = asked(backed.db, "SELECT count(*) FROM account"), asked(old(backed), "SELECT count(*) FROM account")
    with closing(open_reader(backed.db)) as reader, closing(open_writer(backed.db)) as writer:
        reader.execute("BEGIN")
        count = "SELECT count(*) FROM account"
        assert reader.execute(count).fetchone()[0] == before
        assert writer.execute(count).fetchone()[0] == before
        backed.ok("restore", str(old(backed)), "--yes")
        assert reader.execute(count).fetchone()[0] == before
        assert writer.execute(count).fetchone()[0] == after
        reader.execute("ROLLBACK")
        assert reader.execute(count).fetchone()[0] == after
        writer.execute("INSERT INTO account (code, name, created) VALUES ('x', 'x', '2026-01-01')")
    assert asked(backed.db, count) == after + 1
    assert asked(backed.db, "PRAGMA integrity_check") == "ok"


def test_a_change_at_the_last_moment_is_kept(backed: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept is what was replaced, to the last change: it is copied under the same lock."""
    real = service._copy

    def late(*arguments: object) -> None:
        with closing(open_writer(backed.db)) as writer:
            writer.execute("INSERT INTO account (code, name, created) VALUES ('last', 'x', '2026-01-01')")
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "_copy", late)
    backed.ok("restore", str(old(backed)), "--yes")
    assert asked(kept(backed)[0], "SELECT count(*) FROM account WHERE code = 'last'") == 1


WRITER = """
import sys
from amcli.app.main import main
for number in range(60):
    code = main(["account", "add", f"Writer {sys.argv[1]} {number}", "-q"])
    assert code == 0
"""


def test_while_others_write(backed: Cli) -> None:
    """Each change that was made is in the file or in what was kept before a restore; nobody fails."""
    processes = [start(backed, WRITER, name) for name in "ab"]
    for _ in range(3):
        time.sleep(0.3)
        backed.ok("restore", str(old(backed)), "--yes")
    for process in processes:
        _, err = process.communicate()
        assert process.returncode == 0, err.decode()
    names: set[str] = set()
    for path in (backed.db, *kept(backed)):
        with closing(sqlite3.connect(path)) as connection:
            names |= {name for (name,) in connection.execute("SELECT name FROM account WHERE name LIKE 'Writer%'")}
    assert names == {f"Writer {who} {number}" for who in "ab" for number in range(60)}


def test_a_lock_that_lasts(backed: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody writes to for longer than the time to wait is left alone."""
    monkeypatch.setattr(connect, "BUSY_MS", 50)
    was = backed.dump(journal=True)
    with closing(sqlite3.connect(backed.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        failed(backed("restore", str(old(backed)), "--yes"), "is locked by another program")
        other.execute("ROLLBACK")
    assert backed.dump(journal=True) == was
    assert not kept(backed)


def test_no_copy_no_restore(backed: Cli) -> None:
    """Where what is there cannot be kept, it stays."""
    was = content(backed.db)
    (backed.folder / "backups").write_text("in the way")
    failed(backed("restore", str(old(backed)), "--yes"), "nothing was changed, because no copy could be kept first")
    assert content(backed.db) == was


def test_a_restore_that_cannot_be_noted_is_done(backed: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """By then all is restored: that is said, with a note, and not an error."""

    def locked(path: Path) -> sqlite3.Connection:
        raise DatabaseError("locked")

    monkeypatch.setattr(service, "open_writer", locked)
    done = backed("restore", str(old(backed)), "--yes")
    assert (done.code, done.out[:8]) == (0, "Restored")
    assert done.err == "note: all is restored, but `amcli backup --list` does not know of it: locked\n"
    assert content(backed.db) == content(old(backed))


# What is no backup


def spoil_a_reference(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE contact SET account_id = 99 WHERE id = 2")
        connection.commit()


def another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(50_000))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def csv(path: Path) -> None:
    path.write_text("code,name\n" * 1000)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_a_page, "is damaged"),
        (spoil_a_reference, "contact 2 refers to no account"),
        (another_program, "is no backup of amcli"),
        (newer, "newer amcli (schema 99"),
        (emptied, "is no backup of amcli"),
        (garbage, "is damaged or no backup"),
        (cut, "is damaged or no backup"),
        (csv, "is damaged or no backup"),
    ],
)
def test_what_is_no_backup(backed: Cli, spoil: object, said: str) -> None:
    """A file that is damaged, of another program, too new or no database: one sentence, exit 5, nothing touched."""
    was = backed.db.read_bytes()
    spoil(old(backed))  # type: ignore[operator]
    given = old(backed).read_bytes()
    failed(backed("restore", str(old(backed)), "--yes"), said)
    assert backed.db.read_bytes() == was
    assert old(backed).read_bytes() == given
    assert not (backed.folder / "backups").exists()


@pytest.mark.parametrize("name", ["none.db", ".", "backups", "/dev/null", "x" * 300])
def test_a_file_that_is_not_there(backed: Cli, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of nothing, of a directory or of a device is exit 2."""
    monkeypatch.chdir(backed.folder)
    failed(backed("restore", name, "--yes"), code=2)


def test_the_portfolio_itself_is_no_backup_of_it(backed: Cli) -> None:
    """Nor is a link to it."""
    (backed.folder / "link.db").symlink_to(backed.db)
    for path in (backed.db, backed.folder / "link.db"):
        failed(backed("restore", str(path), "--yes"), "is the portfolio itself", code=2)


# Over a file that is damaged


@pytest.mark.parametrize("spoil", [garbage, cut, csv])
def test_over_a_file_that_cannot_be_read(backed: Cli, spoil: object) -> None:
    """It is moved aside, with what lay beside it, and a checked copy gets its place."""
    spoil(backed.db)  # type: ignore[operator]
    was = backed.db.read_bytes()
    Path(f"{backed.db}-wal").write_bytes(b"log")
    backed.ok("restore", str(old(backed)), "--yes")
    (aside,) = kept(backed, "damaged")
    assert aside.read_bytes() == was
    assert Path(f"{aside}-wal").read_bytes() == b"log"
    assert content(backed.db) == content(old(backed))
    assert stat.S_IMODE(backed.db.stat().st_mode) == 0o600
    assert backed("doctor").code == 0
    assert not [path for path in backed.folder.glob(".*") if path.suffix != ".lock"]


@pytest.mark.parametrize("link", [True, False])
def test_over_such_a_file_on_a_disk_without_links(backed: Cli, link: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk knows no hard links it is copied aside."""
    if not link:

        def refuse(*_: object) -> None:
            raise OSError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    garbage(backed.db)
    was = backed.db.read_bytes()
    backed.ok("restore", str(old(backed)), "--yes")
    assert kept(backed, "damaged")[0].read_bytes() == was
    assert content(backed.db) == content(old(backed))


def test_over_a_file_with_damage_inside(backed: Cli) -> None:
    """A file that SQLite can still lock is replaced in place, and kept as it is, damage and all."""
    spoil_a_page(backed.db)
    backed.ok("restore", str(old(backed)), "--yes")
    (copy,) = kept(backed, "damaged")
    assert b"\xaa" * 4096 in copy.read_bytes()
    assert asked(copy, "SELECT count(*) FROM account WHERE name = 'Newcomer'") == 1
    assert content(backed.db) == content(old(backed))
    assert backed("doctor").code == 0


@pytest.mark.parametrize(("spoil", "said"), [(another_program, "another program"), (newer, "newer amcli")])
def test_over_a_file_that_is_not_ours(backed: Cli, spoil: object, said: str) -> None:
    """A portfolio of a newer amcli and a file of another program are not overwritten."""
    spoil(backed.db)  # type: ignore[operator]
    was = backed.db.read_bytes()
    failed(backed("restore", str(old(backed)), "--yes"), said)
    assert backed.db.read_bytes() == was


def test_pages_of_another_size(backed: Cli) -> None:
    """What SQLite cannot put in place is said in a sentence."""
    path = backed.folder / "pages.db"
    with closing(sqlite3.connect(old(backed), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA page_size=8192")
        connection.execute("VACUUM")
    failed(backed("restore", str(old(backed)), "--yes"), "pages of another size")
    assert not path.exists()


def test_a_large_one_in_one_transaction(tmp_path: Path) -> None:
    """Many pages are copied in many steps, and nobody sees them before the last."""
    cli = Cli(tmp_path)
    large(cli.db, 3_000)
    other = large(tmp_path / "other.db", 6_000)
    seen: list[int] = []
    with closing(open_reader(cli.db)) as reader, pytest.MonkeyPatch.context() as patch:
        real = backups.make_backup_named

        def looking(*arguments: object, **more: object) -> Path | None:
            seen.append(reader.execute("SELECT count(*) FROM sale").fetchone()[0])
            return real(*arguments, **more)  # type: ignore[arg-type]

        patch.setattr(backups, "make_backup_named", looking)
        cli.ok("restore", str(other), "--yes")
        seen.append(reader.execute("SELECT count(*) FROM sale").fetchone()[0])
    assert seen == [3_000, 6_000]
