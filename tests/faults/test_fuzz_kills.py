"""SIGKILL at any moment of a real process: what it did is there or is not, the file is whole, the next command works.

The moments between two system calls are tried one by one in test_failing_calls.py; tests/tools/safety has longer
commands, killed where they write.
"""

import shlex
import time
from functools import cache
from pathlib import Path
from subprocess import DEVNULL, TimeoutExpired

import pytest
from changes import CHANGES, Change, Place
from fuzz import Case, Said, repeatable, try_all


@pytest.fixture
def place(tmp_path: Path, agreed_file: Path) -> Place:
    return Place(tmp_path, agreed_file)


class Kills:
    """What each command is when it is let alone, and how long it takes, found once."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.known = cache(self._known)

    def _known(self, change: Change) -> tuple[tuple[str, str], float]:
        known = self.place.known(change)
        self.place.make(change)
        start = time.monotonic()
        self.place.process(change)
        return known, time.monotonic() - start

    def any(self, case: Case) -> None:
        change = CHANGES[case.chance.choice(list(CHANGES))]
        with repeatable(case):
            known, lasts = self.known(change)
            self.place.make(change)
            moment = lasts * case.chance.uniform(0.3, 1.05)
            with self.place.cli.spawn(*change.words, cwd=self.place.folder, stdin=DEVNULL) as process:
                try:
                    out, err = process.communicate(timeout=moment)
                except TimeoutExpired:
                    process.kill()
                    out, err = process.communicate()
            said = Said(process.returncode, out, err.decode())
            self.place.judge(change, known, said, f"amcli {shlex.join(change.words)}: killed after {moment:.3f} s")


def test_some_kills(place: Place) -> None:
    """A fixed few."""
    try_all(Kills(place).any, 6)


@pytest.mark.slow
def test_any_kills(place: Place) -> None:
    """As many as fit into the time."""
    try_all(Kills(place).any)
