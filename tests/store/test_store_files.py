"""Opening the file: how it is made, and each way it can fail, which is exit 5, one sentence, and nothing half done."""

import os
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from amcli.settings.environment import Env
from amcli.store import connect
from amcli.store import open as files
from conftest import Cli, Done

READ = ("account", "list")
WRITE = ("account", "add", "New")
ROOT_ID = 0
NOBODY = 65534


def failed(done: Done, *words: str) -> None:
    """Exit 5, one line on stderr that says these words, nothing on stdout, no traceback."""
    assert (done.code, done.out) == (5, ""), done
    assert done.err.startswith("amcli: ")
    assert len(done.err.splitlines()) == 1
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's right to do anything: file modes count. Import what is needed before."""
    if os.geteuid() != ROOT_ID:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(ROOT_ID)


@pytest.fixture
def shared(small: Cli) -> Iterator[Cli]:
    """The small portfolio in a folder that anybody may reach, owned by the one whom `as_nobody` is; commands warm."""
    with tempfile.TemporaryDirectory() as name:
        cli = Cli(Path(name))
        small.db.rename(cli.db)
        Path(name).chmod(0o755)
        cli.environ["AMCLI_CONFIG"] = str(cli.folder / "config.toml")
        for words in (READ, WRITE, ("account", "list", "-f", "json"), ("account", "show", "nobody")):
            cli(*words)
        cli.ok("undo")
        if os.geteuid() == ROOT_ID:
            os.chown(name, NOBODY, NOBODY)
            os.chown(cli.db, NOBODY, NOBODY)
        yield cli
        Path(name).chmod(0o755)


# How a file is made and opened


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_new_file_is_for_its_owner_alone(cli: Cli, umask: int) -> None:
    """The file is made at the first write with mode 0600, whatever the umask; so is what SQLite keeps beside it."""
    before = os.umask(umask)
    try:
        cli.ok(*WRITE)
        with closing(files.open_writer(cli.db)) as connection:
            connection.execute("CREATE TABLE other (id)")
            for path in cli.folder.glob("portfolio.db*"):
                assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    finally:
        os.umask(before)


def test_the_default_place_is_made_at_the_first_write(cli: Cli) -> None:
    """Without --db and AMCLI_DB a read finds an empty portfolio and makes nothing; a write makes folder and file."""
    if sys.platform != "linux":
        pytest.skip("the platform's folder is named by XDG_DATA_HOME on Linux alone")
    home = cli.folder / "data"
    places: dict[str, Any] = {"AMCLI_DB": "", "XDG_DATA_HOME": str(home)}
    assert cli.json(*READ, **places) == []
    assert not home.exists()
    cli.ok(*WRITE, **places)
    made = home / "amcli" / "amcli.db"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert cli.ok("account", "list", "-f", "ids", **places) == "new\n"


def test_db_goes_before_the_environment(cli: Cli, small: Cli) -> None:
    """--db names the file, else AMCLI_DB does; `~` is the home folder."""
    other = str(cli.folder / "other.db")
    cli.ok("--db", other, *WRITE)
    assert cli.ok("--db", other, "account", "list", "-f", "ids") == "new\n"
    assert "maruti" in small.ok("account", "list", "-f", "ids")
    assert cli.ok("--db", "~/other.db", "account", "list", "-f", "ids", HOME=str(cli.folder)) == "new\n"


@pytest.mark.parametrize("name", ["with space.db", "per%cent?#&.db", "née.db", "-dash.db", "a;b'c\".db"])
def test_any_file_name_will_do(cli: Cli, name: str) -> None:
    """A file's name means nothing to SQLite's URI: the file that was named is the file that is made."""
    path = cli.folder / name
    cli.ok("--db", str(path), *WRITE)
    assert path.is_file()
    assert cli.ok("--db", str(path), "account", "list", "-f", "ids") == "new\n"


def test_a_name_that_is_no_utf8_will_do(cli: Cli) -> None:
    """A file name of bytes that are no UTF-8 is a file name all the same."""
    path = os.fsdecode(os.fsencode(cli.folder) + b"/\xff.db")
    cli.ok("--db", path, *WRITE)
    assert cli.ok("--db", path, "account", "list", "-f", "ids") == "new\n"


def test_an_empty_file_is_an_empty_portfolio(cli: Cli) -> None:
    """A file of no bytes, as mktemp makes it, is taken into use."""
    cli.db.touch()
    assert cli.json(*READ) == []
    cli.ok(*WRITE)


class Traced(sqlite3.Connection):
    """A connection that keeps what it is asked, in order."""

    said: list[str] = []  # noqa: RUF012 (of all connections)
    timeouts: list[float] = []  # noqa: RUF012

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)  # type: ignore[arg-type]
        self.timeouts.append(more["timeout"])  # type: ignore[arg-type]
        self.set_trace_callback(self.said.append)


@pytest.mark.parametrize("words", [READ, WRITE, ("undo",)])
def test_a_current_file_sees_no_ddl(small: Cli, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """The time to wait for a lock is set as the file is opened, before any statement; no DDL runs."""
    Traced.said.clear()
    Traced.timeouts.clear()
    plain = sqlite3.connect
    monkeypatch.setattr("amcli.store.connect.sqlite3.connect", lambda *a, **k: plain(*a, factory=Traced, **k))
    small.ok(*words)
    assert Traced.timeouts == [connect.BUSY_MS / 1000]
    assert Traced.said
    for sql in Traced.said:
        assert not sql.upper().startswith(("CREATE", "ALTER", "DROP", "PRAGMA JOURNAL", "PRAGMA USER_VERSION =")), sql


def test_a_writer_has_foreign_keys_on_and_waits(small: Cli) -> None:
    """A connection that may write holds foreign keys and waits for a minute; a file is in WAL mode."""
    with closing(files.open_writer(small.db)) as connection:
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (60_000,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute("DELETE FROM account WHERE code = 'maruti'")


def test_a_reader_cannot_write(small: Cli) -> None:
    """A connection that reads is refused by SQLite itself when it writes."""
    with closing(files.open_reader(small.db)) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM contact")


def test_a_read_does_not_touch_the_file(small: Cli) -> None:
    """Reading leaves every byte of the file as it was."""
    before = small.db.read_bytes()
    small.ok(*READ)
    small.ok("sql", "SELECT 1")
    assert small.db.read_bytes() == before


# How it can fail


@pytest.mark.parametrize("words", [READ, ("account", "show", "x"), ("search", "x"), ("sql", "SELECT 1"), ("history",)])
def test_a_named_file_that_is_missing(cli: Cli, words: tuple[str, ...]) -> None:
    """A read of a file that was named and is not there says so, and makes no file."""
    failed(cli(*words), "there is no file", "amcli account add")
    assert not cli.db.exists()


@pytest.mark.parametrize("words", [READ, WRITE])
def test_a_missing_folder(cli: Cli, words: tuple[str, ...]) -> None:
    """A named folder is the user's own: it is not made, and the message says that it is missing."""
    failed(cli("--db", str(cli.folder / "none" / "x.db"), *words), "none")
    assert not (cli.folder / "none").exists()


@pytest.mark.parametrize("words", [READ, WRITE])
@pytest.mark.parametrize("name", [".", "x" * 300, "/dev/null/x.db", "portfolio.db/x.db"])
def test_a_name_that_cannot_be(small: Cli, name: str, words: tuple[str, ...]) -> None:
    """A directory, a name that is too long, a folder that is a file: one sentence."""
    name = name.replace("portfolio.db", str(small.db))
    failed(small("--db", name, *words))


@pytest.mark.parametrize("words", [READ, WRITE])
def test_a_home_that_nobody_has(small: Cli, words: tuple[str, ...]) -> None:
    """`~nobody-at-all/x.db` is a missing folder, not a failure of ours."""
    failed(small("--db", "~nobody-at-all/x.db", *words))


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(100_000))


def text(path: Path) -> None:
    path.write_text("code,name\n" * 1000)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9_000])


def header_alone(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def holes(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096:] = bytes(len(whole) - 4096)
    path.write_bytes(whole)


@pytest.mark.parametrize("words", [READ, WRITE, ("undo",)])
@pytest.mark.parametrize("damage", [garbage, text, truncated, header_alone, holes])
def test_a_damaged_file(small: Cli, damage: object, words: tuple[str, ...]) -> None:
    """Garbage, another kind of file, a file cut short and a file with holes are said to be damaged, and left alone."""
    damage(small.db)  # type: ignore[operator]
    before = small.db.read_bytes()
    failed(small(*words), "is damaged or no amcli file")
    assert small.db.read_bytes() == before


@pytest.mark.parametrize("words", [READ, WRITE])
@pytest.mark.parametrize(
    ("sql", "said"), [("PRAGMA user_version = 99", "newer amcli (schema 99"), ("CREATE TABLE t (x)", "another program")]
)
def test_a_file_that_is_not_ours(cli: Cli, words: tuple[str, ...], sql: str, said: str) -> None:
    """A file of a newer amcli and an SQLite file of another program are refused, and not a byte of them changes."""
    with closing(sqlite3.connect(cli.db)) as connection:
        connection.execute(sql)
        connection.commit()
    before = cli.db.read_bytes()
    failed(cli(*words), said)
    assert cli.db.read_bytes() == before


def test_a_file_that_is_locked(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer gives up after the time to wait and changes nothing; a reader reads what was there before."""
    monkeypatch.setattr(connect, "BUSY_MS", 50)
    before = small.dump(journal=True)
    with closing(sqlite3.connect(small.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM rate")
        failed(small(*WRITE), "is locked by another program")
        assert small.ok("rate", "list", "-f", "ids").split() == ["R2", "R1"]
        other.execute("ROLLBACK")
    assert small.dump(journal=True) == before
    small.ok(*WRITE)


def test_a_writer_waits_for_its_turn(small: Cli) -> None:
    """Writers that start together take turns: none fails, none is lost."""
    processes = [small.spawn("account", "add", f"Parallel {number}") for number in range(4)]
    said = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    assert len(small.ok("account", "list", "--name", "parallel", "-f", "ids").split()) == 4


@pytest.mark.parametrize("mode", [0o444, 0o400])
def test_a_read_only_file(shared: Cli, mode: int) -> None:
    """A file without the right to write is read, and a write says so and changes nothing."""
    before = shared.dump(journal=True)
    shared.db.chmod(mode)
    with as_nobody():
        assert "maruti" in shared.ok("account", "list", "-f", "ids")
        done = shared(*WRITE)
    failed(done, "read-only")
    assert shared.dump(journal=True) == before


def test_a_read_only_folder(shared: Cli) -> None:
    """In a folder that one may not write to, SQLite cannot share a WAL file; it is read all the same."""
    shared.folder.chmod(0o555)
    with as_nobody():
        read, written = shared("account", "list", "-f", "ids"), shared(*WRITE)
    assert (read.code, read.err) == (0, "")
    assert "maruti" in read.out
    failed(written)


def test_no_right_to_look(shared: Cli) -> None:
    """A file or a folder that is closed to the user is one sentence, for a read and for a write."""
    for path in (shared.db, shared.folder):
        before = path.stat().st_mode
        path.chmod(0)
        with as_nobody():
            done = [shared(*READ), shared(*WRITE)]
        path.chmod(before)
        for each in done:
            failed(each)


def test_no_right_to_look_at_the_default_place(shared: Cli) -> None:
    """A data folder that is closed to the user is one sentence too."""
    places: dict[str, Any] = {"AMCLI_DB": "", "XDG_DATA_HOME": str(shared.folder)}
    shared(*READ, **places)
    shared.folder.chmod(0)
    with as_nobody():
        done = [shared(*words, AMCLI_CONFIG="/dev/null", **places) for words in (READ, WRITE)]
    shared.folder.chmod(0o755)
    for each in done:
        failed(each)


def test_nothing_is_left_open(small: Cli) -> None:
    """After any command, also one that failed, the file is closed; the queue's empty file alone is beside it."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("which files are open is asked of /proc")
    for words in (READ, ("account", "show", "?"), ("sql", "SELECT 1"), ("account", "edit", "?", "--note", "x"), WRITE):
        small(*words)
        held = [path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
        assert not [path for path in held if small.db.name in path.name], words
    assert sorted(path.name for path in small.folder.iterdir()) == [f".{small.db.name}.lock", small.db.name]
    assert (small.folder / f".{small.db.name}.lock").stat().st_size == 0


def test_the_clock_can_be_replaced(cli: Cli) -> None:
    """--today goes before AMCLI_TODAY, which goes before the machine's clock; a time of the day is allowed."""
    env = Env({"AMCLI_TODAY": "2020-02-29T15:30"})
    assert (env.now.isoformat(), env.today.isoformat()) == ("2020-02-29T15:30:00", "2020-02-29")
    assert Env({"AMCLI_TODAY": "2020-02-29"}, today_text="2021-01-01").today.isoformat() == "2021-01-01"
    assert Env({}).now.microsecond == 0


def test_a_draft_that_cannot_be_removed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first change that is done is said to be done, whatever becomes of the draft that the file was made under."""

    def refused(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refused)
        assert cli("account", "add", "First", "-q").code == 0
    assert cli.ok("account", "list", "-f", "ids") == "first\n"
