"""Writers take their turns: nobody is refused, a person is told what is waited for, and no lock is relied on."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer

import pytest
from safety_samples import asked, content, start

from amcli.settings.environment import Env
from amcli.store import connect, queue
from amcli.store.session import UnitOfWork, operation, prepared_operation
from conftest import Cli

LOGS = """
import sys
from amcli.app.main import main
sys.stdin.readline()
for number in range(5):
    assert main(["log", "maruti", f"Call {sys.argv[1]} {number}", "-q"]) == 0
"""
# A system that has no such locks, and a disk that knows none.
NO_FCNTL = "import sys\nsys.modules['fcntl'] = None" + LOGS
NO_FLOCK = (
    """
import fcntl
def flock(*_):
    raise OSError(95, "Operation not supported")
fcntl.flock = flock
"""
    + LOGS
)
BUSY = "while True: pass"


def write_at_once(cli: Cli, count: int, program: str = LOGS) -> None:
    """Let so many programs write five lines each, all beginning together; none may fail."""
    writers = [start(cli, program, str(number)) for number in range(count)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"\n")
    said = [writer.communicate() for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * count, [err.decode() for _, err in said]


def lines(cli: Cli) -> int:
    """How many different lines of these writers the file has."""
    return int(asked(cli.db, "SELECT count(DISTINCT text) FROM interaction WHERE text GLOB 'Call *'"))


@contextmanager
def held(cli: Cli) -> Iterator[int]:
    """The queue's lock, taken as another program would."""
    descriptor = os.open(queue.lock_file(cli.db), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def test_eight_writers_of_five_lines(small: Cli) -> None:
    """Forty of forty are kept, each with its operation, and the file is in order."""
    before = asked(small.db, "SELECT count(*) FROM operation")
    write_at_once(small, 8)
    assert lines(small) == 40
    assert asked(small.db, "SELECT count(*) FROM operation") == before + 40
    small.ok("backup")
    small.ok("doctor")


@pytest.mark.slow
def test_forty_writers_while_both_cores_are_busy(small: Cli) -> None:
    """Two hundred of two hundred are kept although two other programs take all the time that there is."""
    busy = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(2)]
    try:
        write_at_once(small, 40)
    finally:
        for process in busy:
            process.kill()
            process.wait()
    assert lines(small) == 200
    small.ok("backup")
    small.ok("doctor")


@pytest.mark.parametrize("program", [NO_FCNTL, NO_FLOCK], ids=["no fcntl", "no flock"])
def test_writers_without_such_locks(small: Cli, program: str) -> None:
    """Where the system or the disk has no queue, SQLite's own waiting serves: all are kept as well."""
    write_at_once(small, 4, program)
    assert lines(small) == 20


@pytest.mark.parametrize("tty", [True, False])
def test_who_waits_is_told(small: Cli, monkeypatch: pytest.MonkeyPatch, tty: bool) -> None:
    """A person is told once what is waited for, a script is not; the change is made when the turn comes."""
    monkeypatch.setattr(queue, "SILENT", 0.1)
    with held(small) as descriptor:
        timer = Timer(0.5, fcntl.flock, (descriptor, fcntl.LOCK_UN))
        timer.start()
        done = small("log", "maruti", "Called", tty=tty)
        timer.join()
    assert done.code == 0, done.err
    told = f"amcli: waiting for another amcli that writes to {small.db} …\n"
    assert done.err.count(told) == (1 if tty else 0)
    assert asked(small.db, "SELECT count(*) FROM interaction WHERE text = 'Called'") == 1


def test_nobody_is_told_of_a_short_wait(small: Cli) -> None:
    """Up to a second nothing is said."""
    with held(small) as descriptor:
        timer = Timer(0.2, fcntl.flock, (descriptor, fcntl.LOCK_UN))
        timer.start()
        done = small("log", "maruti", "Called", tty=True)
        timer.join()
    assert (done.code, "waiting" in done.err) == (0, False)


def test_who_waits_too_long_gives_up(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 5 with a sentence that says how long; nothing was changed, and the next one gets its turn."""
    monkeypatch.setattr(connect, "BUSY_MS", 300)
    before = content(small.db)
    with held(small):
        done = small("log", "maruti", "Called")
    said = "is locked by another program for more than 0.3 seconds: try again when it is done"
    assert (done.code, done.out, done.err) == (5, "", f"amcli: {small.db} {said}\n")
    assert content(small.db) == before
    small.ok("log", "maruti", "Called")


def test_a_reader_waits_for_nobody(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue is for writers alone."""
    monkeypatch.setattr(connect, "BUSY_MS", 300)
    with held(small):
        assert "maruti" in small.ok("account", "list")


def test_the_queue_is_beside_the_file_itself(small: Cli) -> None:
    """Whoever comes by a link stands in the same queue; its file is empty and its owner's alone."""
    (small.folder / "links").mkdir()
    link = small.folder / "links" / "p.db"
    link.symlink_to(small.db)
    small.ok("log", "maruti", "Called", AMCLI_DB=str(link))
    lock = queue.lock_file(link)
    assert lock == queue.lock_file(small.db) == small.folder / ".portfolio.db.lock"
    assert (lock.stat().st_size, lock.stat().st_mode & 0o777) == (0, 0o600)
    assert [path.name for path in (small.folder / "links").iterdir()] == ["p.db"]


def test_a_link_in_the_place_of_the_lock(small: Cli) -> None:
    """What somebody planted there is not followed: nothing is written to it, and the change is made without a queue."""
    other = small.folder / "other"
    other.write_text("mine")
    queue.lock_file(small.db).unlink(missing_ok=True)
    queue.lock_file(small.db).symlink_to(other)
    small.ok("log", "maruti", "Called")
    assert other.read_text() == "mine"


# What is checked before the turn comes


def sales(work: UnitOfWork) -> int:
    return int(work.scalar("SELECT count(*) FROM sale"))


def test_checks_before_the_turn_are_made_once(small: Cli) -> None:
    """Where nothing came between, what was prepared without the lock is what the change goes by."""
    seen: list[bool] = []

    def prepare(work: UnitOfWork) -> int:
        seen.append(small.is_locked())
        return sales(work)

    with prepared_operation(Env(small.environ), prepare) as (work, count):
        assert small.is_locked()
        assert count == sales(work)
    assert seen == [False]


@pytest.mark.parametrize("words", [("sale", "add", "maruti", "5"), ("undo",), ("redo",)], ids=" ".join)
def test_checks_are_made_again_where_another_came_between(small: Cli, words: tuple[str, ...]) -> None:
    """A change, an undo or a redo of another writer meanwhile: the checks are made once more, under the lock."""
    small.ok("sale", "add", "maruti", "7")
    if words == ("redo",):
        small.ok("undo")
    seen: list[tuple[bool, int]] = []

    def prepare(work: UnitOfWork) -> int:
        seen.append((small.is_locked(), sales(work)))
        if len(seen) == 1:
            small.ok(*words)
        return seen[-1][1]

    with prepared_operation(Env(small.environ), prepare) as (work, count):
        assert count == sales(work)
    (first_locked, first), (second_locked, second) = seen
    assert (first_locked, second_locked) == (False, True)
    assert second == count == first + (-1 if words == ("undo",) else 1)


def test_a_check_that_fails_the_second_time(small: Cli) -> None:
    """Nothing is written, and the turn is given back."""
    calls: list[int] = []

    def prepare(work: UnitOfWork) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyError("gone")
        small.ok("log", "maruti", "Between")

    with pytest.raises(KeyError), prepared_operation(Env(small.environ), prepare):
        pytest.fail("the block is not entered")
    with operation(Env(small.environ)) as work:
        work.insert("rate", {"from_currency": "USD", "to_currency": "JPY", "date": "2026-01-01", "rate": "150"})
        work.summary = "set a rate"
    assert asked(small.db, "SELECT summary FROM operation ORDER BY id DESC") == "set a rate"


def test_the_lock_is_let_go_when_a_change_fails(small: Cli) -> None:
    """A change that is refused leaves the queue: the next writer does not wait."""
    assert small("account", "remove", "maruti", "--yes").code == 4  # seen under the lock
    with closing(os.fdopen(os.open(queue.lock_file(small.db), os.O_RDWR))) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert Path(queue.lock_file(small.db)).exists()


def test_what_is_wrong_is_said_before_the_queue_is_joined(small: Cli) -> None:
    """A name that nobody has, or a value that is none, is refused without a lock: it would keep others waiting."""
    for words in (("log", "nobody", "x"), ("sale", "add", "maruti", "much"), ("deadline", "done", "D99")):
        assert small(*words).code in (2, 3)
    assert not queue.lock_file(small.db).exists()
