"""`amcli backup`: a copy that is equal to the portfolio, appears whole or not at all, and is never in the way."""

import json
import os
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from safety_samples import asked, content, failed, large, spoil_a_page

from amcli.store import atomic_file, backups, connect
from amcli.store.open import open_writer
from conftest import Cli

ADD_RATE = """INSERT INTO rate (from_currency, to_currency, date, rate)
    VALUES ('USD', 'EUR', date('2020-01-01', ?), '1')"""


def folder(cli: Cli) -> Path:
    return cli.folder / "backups"


def listed(cli: Cli) -> list[dict[str, Any]]:
    rows: Any = cli.json("backup", "--list")
    return list(rows)


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A clock that stands still, for the names."""
    moment = datetime(2026, 11, 24, 8, 15, 0, tzinfo=UTC)

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return moment

    monkeypatch.setattr(backups, "datetime", Stopped)
    return moment


# What is made


def test_the_copy_is_equal_and_for_its_owner_alone(small: Cli) -> None:
    """Without FILE the copy goes to backups/ beside the portfolio, named after it and the time, mode 0600."""
    before = content(small.db)
    done = small("backup")
    (made,) = folder(small).iterdir()
    assert done.out.startswith("Backed up 4 accounts, 3 contacts, 1 colleague, 1 opportunity, 1 step, 2 interactions")
    assert str(made) in done.out
    assert (done.code, done.err) == (0, "")
    assert content(made) == before == content(small.db)
    assert datetime.strptime(made.name, "portfolio-%Y%m%dT%H%M%SZ.db").year >= 2026
    assert (mode(made), mode(folder(small))) == (0o600, 0o700)
    assert asked(made, "PRAGMA integrity_check") == "ok"


def test_it_is_noted_and_no_operation(small: Cli) -> None:
    """A backup is bookkeeping: --list shows when, why, how large and where it is, and history knows nothing of it."""
    history = small.ok("history")
    made = small.ok("backup", "-q").strip()
    assert small.ok("history") == history
    row = listed(small)[0]
    assert {**row, "at": row["at"][:2]} == {
        "at": "20", "reason": "backup", "bytes": Path(made).stat().st_size, "there": True, "path": made,
    }  # fmt: skip
    Path(made).unlink()
    assert listed(small)[0]["there"] is False


def test_two_in_one_second_are_two(small: Cli, stopped: datetime) -> None:
    """A name that is taken gets a number."""
    for _ in range(3):
        small.ok("backup")
    assert names(folder(small)) == [
        "portfolio-20261124T081500Z-2.db", "portfolio-20261124T081500Z-3.db", "portfolio-20261124T081500Z.db",
    ]  # fmt: skip


def test_a_name_of_ones_own(small: Cli) -> None:
    """FILE is written, and replaced when the new copy is complete; -q prints where it is."""
    target = small.folder / "x" / "monday.db"
    target.parent.mkdir()
    for _ in range(2):
        assert small.ok("backup", str(target), "-q") == f"{target}\n"
        assert content(target) == content(small.db)
        assert (names(target.parent), mode(target)) == (["monday.db"], 0o600)
        target.chmod(0o644)
        small.ok("account", "add", "One more")


def test_a_folder_gets_a_file_of_our_name(small: Cli, stopped: datetime) -> None:
    """A directory as FILE: the copy goes into it, under the name that amcli gives."""
    (small.folder / "stick").mkdir()
    small.ok("backup", str(small.folder / "stick"))
    assert names(small.folder / "stick") == ["portfolio-20261124T081500Z.db"]
    assert not folder(small).exists()


@pytest.mark.parametrize("name", ["a b.db", "née.db", "per%cent?#&.db", "no-ending", "two.dots.db", "-dash.db"])
def test_any_name_of_a_portfolio(small: Cli, name: str, stopped: datetime) -> None:
    """The backup carries the portfolio's own name, and rotation knows it again."""
    path = small.folder / name
    small.db.rename(path)
    for _ in range(3):
        small.ok("--db", str(path), "backup", "--keep", "1")
    assert names(folder(small)) == [f"{path.stem}-20261124T081500Z-3{path.suffix}"]


def test_a_portfolio_of_an_older_amcli_is_copied_as_it_is(cli: Cli) -> None:
    """The copy has the schema that the file had."""
    schema = Path(__file__).parents[2] / "store" / "schemas" / "1.sql"
    with closing(sqlite3.connect(cli.db)) as connection:
        connection.executescript(schema.read_text())
    before = content(cli.db)
    made = Path(cli.ok("backup", "-q").strip())
    assert asked(made, "PRAGMA user_version") == 1
    assert content(made) == before


# While others write


def test_a_writer_in_the_middle_of_a_change_is_not_waited_for(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not committed is not copied; the copy is made, though it cannot be noted."""
    monkeypatch.setattr(connect, "BUSY_MS", 50)
    before = content(small.db)
    with closing(open_writer(small.db)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM rate")
        done = small("backup", str(small.folder / "m.db"), "-q")
        writer.execute("COMMIT")
    assert (done.code, done.out) == (0, f"{small.folder / 'm.db'}\n")
    assert "not in `amcli backup --list`" in done.err
    assert content(small.folder / "m.db") == before


def test_the_copy_is_one_moment_of_a_file_that_changes(tmp_path: Path) -> None:
    """Rows that are written while it is copied are all in the copy or none of them, and the counts agree."""
    cli = Cli(tmp_path)
    large(cli.db, 2_000)
    with closing(open_writer(cli.db)) as writer:
        busy = cli.spawn("backup", "-q")
        for number in range(200):
            writer.execute(ADD_RATE, (f"+{number} days",))
            writer.execute("INSERT INTO product (code, name) VALUES (?, 'x')", (f"p{number}",))
        out, err = busy.communicate()
    assert busy.returncode == 0, err
    made = Path(out.decode().strip())
    rates, products = (asked(made, f"SELECT count(*) FROM {name}") for name in ("rate", "product"))
    assert rates - products in (0, 1)
    assert asked(made, "PRAGMA integrity_check") == "ok"


# Rotation


def test_keep(small: Cli) -> None:
    """--keep N leaves the newest N that amcli named for this portfolio, says which went, and touches nothing else."""
    place = folder(small)
    place.mkdir()
    old = [f"portfolio-2026110{day}T080000Z.db" for day in range(1, 8)]
    others = [
        "portfolio-20261101T080000Z-before-import.db",
        "portfolio-20261101T080000Z-damaged.db",
        "portfolio-20261101T080000Z.db.age",
        "portfolio-20261101T080000Z.sqlite",
        "portfolio-20261101.db",
        "other-20261101T080000Z.db",
        "my-portfolio-20261101T080000Z.db",
        "portfolio-20261101T080000Z.db.txt",
        "notes.txt",
    ]
    for name in (*old, *others):
        (place / name).write_text(name)
    (place / "portfolio-20261102T080001Z.db").symlink_to(place / "notes.txt")
    (place / "portfolio-20261102T080002Z.db").mkdir()
    made = small.ok("backup", "--keep", "3").splitlines()
    assert made[1:] == [f"Removed {place / name}" for name in reversed(old[:5])]
    left = set(names(place))
    assert left >= {*others, "portfolio-20261102T080001Z.db", "portfolio-20261102T080002Z.db", *old[5:]}
    assert len(left) == len(others) + 2 + 3


def test_keep_never_removes_the_one_just_made(small: Cli) -> None:
    """Also where a clock that was wrong left files of a later time."""
    folder(small).mkdir()
    for year in range(2090, 2095):
        (folder(small) / f"portfolio-{year}0101T000000Z.db").touch()
    made = small.ok("backup", "--keep", "2", "-q").strip()
    assert Path(made).exists()
    assert names(folder(small))[1:] == ["portfolio-20930101T000000Z.db", "portfolio-20940101T000000Z.db"]


def test_a_draft_of_a_run_that_was_killed_is_removed_later(small: Cli) -> None:
    """It goes with the next backup; a draft that is being written, which its writer has locked, stays."""
    folder(small).mkdir()
    left, alive = (folder(small) / f".portfolio-2026112{n}T000000Z.db.part" for n in (1, 2))
    left.write_text("half")
    descriptor = atomic_file.exclusive(alive)
    made = Path(small.ok("backup", "-q").strip())
    os.close(descriptor)
    assert names(folder(small)) == [alive.name, made.name]


def test_notes_of_a_hundred_backups_are_kept(small: Cli) -> None:
    """The table does not grow for ever."""
    with closing(open_writer(small.db)) as connection:
        connection.executemany(
            "INSERT INTO backup (at, path, reason, bytes) VALUES (?, 'x', 'backup', 1)",
            [(f"2026-01-01T00:{n // 60:02}:{n % 60:02}Z",) for n in range(150)],
        )
    small.ok("backup")
    assert asked(small.db, "SELECT count(*) FROM backup") == 100
    assert asked(small.db, "SELECT count(*) FROM backup WHERE path = 'x'") == 99


# The list


def test_the_list(small: Cli) -> None:
    """In all formats, sorted, limited; the newest first; -q prints where they are."""
    made = [small.ok("backup", "-q").strip(), small.ok("backup", str(small.folder / "m.db"), "-q").strip()]
    assert small.ok("backup", "--list", "-q").split() == made[::-1]
    assert small.ok("backup", "--list", "-f", "ids").split() == made[::-1]
    assert small.ok("backup", "--list", "--limit", "1", "-f", "ids").split() == made[1:]
    paths = small.ok("backup", "--list", "--sort", "path", "--columns", "path", "-f", "csv").splitlines()
    assert paths == ["path", *sorted(made)]
    assert "backup" in small.ok("backup", "--list", tty=True)
    assert small("backup", "--list", "--sort", "nonsense").code == 2
    out = small.folder / "list.json"
    small.ok("backup", "--list", "-o", str(out))
    assert len(json.loads(out.read_text())) == 2


def test_an_empty_list(cli: Cli) -> None:
    """No backup is no failure."""
    cli.ok("account", "add", "A")
    assert cli.json("backup", "--list") == []


# What goes wrong


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("no/such/folder/x.db",), 2, "no folder"),
        (("no-such-folder/",), 2, "no folder"),
        (("portfolio.db",), 2, "the portfolio itself"),
        (("portfolio.db-wal",), 2, "the portfolio itself"),
        (("/dev/null",), 2, "no file that a backup could replace"),
        (("x.db", "--keep", "3"), 2, "--keep"),
        (("--keep", "0"), 2, "--keep"),
        (("--limit", "3"), 2, "--list"),
        (("--columns", "path"), 2, "--list"),
        (("--list", "x.db"), 2, "--list and FILE"),
        (("--list", "--keep", "3"), 2, "--list and --keep"),
        (("--list", "--encrypt"), 2, "--list and --encrypt"),
        (("--passphrase-file", "x"), 2, "--encrypt"),
    ],
)
def test_what_is_refused(
    small: Cli, words: tuple[str, ...], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong place or an option that does not go with the rest is said, and nothing is made."""
    monkeypatch.chdir(small.folder)
    before = small.db.read_bytes()
    failed(small("backup", *words), said, code=code)
    assert small.db.read_bytes() == before
    assert not folder(small).exists() or not names(folder(small))


def test_a_link_to_the_portfolio_is_the_portfolio(small: Cli) -> None:
    """A backup over a link to the portfolio would be one over the portfolio."""
    link = small.folder / "link.db"
    link.symlink_to(small.db)
    failed(small("backup", str(link)), "the portfolio itself", code=2)
    assert "maruti" in small.ok("--db", str(link), "account", "list", "-f", "ids")
    made = Path(small.ok("--db", str(link), "backup", "-q").strip())
    assert made.parent == folder(small)
    assert made.name.startswith("portfolio-")


def test_an_old_one_that_cannot_be_removed(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new backup is there and in order: that an old one stays is a note, not a failure."""
    small.ok("backup")
    (old,) = folder(small).iterdir()
    unlink = Path.unlink

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if self == old:
            raise PermissionError(13, "Permission denied")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    done = small("backup", "--keep", "1")
    assert done.code == 0
    assert f"cannot remove {old}: Permission denied" in done.err
    assert len(list(folder(small).iterdir())) == 2


def test_nothing_to_back_up(cli: Cli) -> None:
    """A portfolio that is not there is exit 5, and no file is made of it."""
    failed(cli("backup"), "there is no file")
    assert not list(cli.folder.iterdir())


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("PRAGMA application_id = 1095582540; PRAGMA user_version = 99", "newer amcli"),
        ("CREATE TABLE t (x)", "another"),
    ],
)
def test_what_is_no_portfolio(cli: Cli, sql: str, said: str) -> None:
    """A file of a newer amcli or of another program is not backed up as if it were one."""
    with closing(sqlite3.connect(cli.db)) as connection:
        connection.executescript(sql)
    failed(cli("backup"), said)


def test_a_damaged_portfolio_is_no_backup(small: Cli) -> None:
    """A copy of damage would replace a good backup: it is not made, and the old one stays."""
    target = small.folder / "m.db"
    small.ok("backup", str(target))
    before = target.read_bytes()
    spoil_a_page(small.db)
    failed(small("backup", str(target)), "is damaged", "amcli doctor")
    assert target.read_bytes() == before
    assert not [name for name in names(small.folder) if name.endswith(".part")]


def test_a_copy_that_is_not_equal_is_no_backup(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row counts of the copy are compared with the source: a disk that loses writes is found out."""
    real = backups.copy_to

    def lossy(source: sqlite3.Connection, draft: Path) -> None:
        real(source, draft)
        with closing(sqlite3.connect(draft)) as connection:
            connection.execute("DELETE FROM rate WHERE id = 2")
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    monkeypatch.setattr(backups, "copy_to", lossy)
    failed(small("backup", str(small.folder / "m.db")), "not equal")
    assert not (small.folder / "m.db").exists()


def test_it_is_on_the_disk_before_it_has_its_name(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft is written out first, then named, then its folder is written out."""
    seen: list[tuple[str, bool]] = []
    target = small.folder / "m.db"
    real = atomic_file.sync

    def sync(path: Path) -> None:
        seen.append((path.name, target.exists()))
        real(path)

    monkeypatch.setattr(atomic_file, "sync", sync)
    small.ok("backup", str(target))
    assert [(name.endswith(".part"), there) for name, there in seen] == [(True, False), (False, True)]


def test_the_draft_is_for_its_owner_alone_from_the_first_byte(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the umask, nobody else could read the copy while it is made."""
    seen: list[int] = []
    real = backups.copy_to

    def copy_to(source: sqlite3.Connection, draft: Path) -> None:
        seen.append(mode(draft))
        real(source, draft)

    monkeypatch.setattr(backups, "copy_to", copy_to)
    before = os.umask(0)
    try:
        small.ok("backup")
        small.ok("backup", str(small.folder / "m.db"))
    finally:
        os.umask(before)
    assert seen == [0o600, 0o600]
    assert mode(folder(small)) == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_leaves_nothing_behind(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted in the middle: exit 130, and neither a draft nor a half of a file."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backups, "_look_up", interrupt)
    assert small("backup").code == 130
    assert not list(folder(small).iterdir())


@pytest.mark.parametrize("format_", ["nope", "ics", "xlsx"])
def test_a_format_that_a_sentence_has_not(small: Cli, format_: str) -> None:
    """It is refused before the copy is made: exit 2 means that there is none."""
    done = small("backup", "-f", format_)
    assert (done.code, done.out) == (2, "")
    assert not folder(small).exists()
