"""Each system call of a command fails, or is its last: the change is there, or it is not, and what is said is so."""

import errno
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from changes import CHANGES, Change, Place
from faulty_program import Faulty, Job, faulty
from fuzz import Case, Said, repeatable, try_all

KILLED = -1
# How a call of each letter (failing_calls.c) can fail.
ERRORS = {
    "o": (errno.EACCES, errno.EIO, errno.ENOSPC, errno.EMFILE),
    "r": (errno.EIO,),
    "w": (errno.ENOSPC, errno.EIO, errno.EDQUOT),
    "s": (errno.EIO, errno.ENOSPC),
    "t": (errno.EIO, errno.ENOSPC),
    "n": (errno.EIO, errno.ENOSPC, errno.EACCES),
    "l": (errno.EPERM, errno.EIO, errno.ENOSPC),
    "u": (errno.EIO, errno.EACCES),
    "m": (errno.ENOSPC, errno.EACCES),
    "c": (errno.EPERM, errno.EIO),
    "k": (errno.ENOLCK, errno.EIO),
    "p": (errno.ENOMEM,),
}
CC = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
pytestmark = pytest.mark.skipif(
    CC is None or sys.platform != "linux", reason="needs Linux and a C compiler; test_tight_limits.py does without"
)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    with faulty(str(CC), tmp_path_factory.mktemp("faulty")) as one:
        yield one


@pytest.fixture
def place(tmp_path: Path, agreed_file: Path) -> Place:
    return Place(tmp_path, agreed_file)


class Tries:
    """What a command is before and after, and the calls it makes: found once for each."""

    def __init__(self, program: Faulty, place: Place) -> None:
        self.program, self.place = program, place
        self.known = cache(self._known)

    def job(self, change: Change) -> Job:
        return Job(list(change.words), self.place.cli.environ, str(self.place.folder))

    def _known(self, change: Change) -> tuple[str, str, str]:
        self.place.make(change)
        before = self.place.found(change)
        calls = self.program.calls(self.job(change), change.code)
        after = self.place.found(change)
        return before, after, calls

    def one(self, name: str, number: int, error: int, stays: bool) -> None:
        """Run a command whose call of this number fails, and hold it to the laws."""
        change = CHANGES[name]
        before, after, calls = self.known(change)
        how = "killed" if error == KILLED else f"{errno.errorcode[error]}{' from then on' if stays else ''}"
        where = f"{name}: amcli {' '.join(change.words)}: call {number} of {len(calls)} ({calls[number - 1]}): {how}"
        self.place.make(change)
        code, out, err = self.program.run(self.job(change)._replace(number=number, error=error, stays=stays))
        self.place.judge(change, (before, after), Said(code, out, err), where)

    def any(self, case: Case) -> None:
        """A call of a command, the rarer letters as often as the others."""
        chance = case.chance
        name = chance.choice(list(CHANGES))
        with repeatable(case):
            calls = self.known(CHANGES[name])[2]
            letter = chance.choice(sorted(set(calls)))
            number = chance.choice([at for at, each in enumerate(calls, 1) if each == letter])
            error = KILLED if chance.random() < 0.3 else chance.choice(ERRORS[letter])
            # SQLite takes a lock that it cannot have for another's, and would wait for it for a minute.
            self.one(name, number, error, error != KILLED and letter != "k" and chance.random() < 0.5)


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_one(program: Faulty, place: Place, name: str) -> None:
    """Let alone, every command of the list does what the fuzzers wait for: what changes nothing holds no law."""
    change = CHANGES[name]
    before, after, _ = Tries(program, place).known(change)
    assert (before == after) == (change.words == ("backup",))


def test_some_failing_calls(program: Faulty, place: Place) -> None:
    """A fixed few."""
    try_all(Tries(program, place).any, 12)


@pytest.mark.slow
def test_any_failing_call(program: Faulty, place: Place) -> None:
    """As many as fit into the time."""
    try_all(Tries(program, place).any)
