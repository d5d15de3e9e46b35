"""Commands that may write only so much, or have only so many files open: what the system itself refuses.

Fewer moments than test_failing_calls.py has, and no compiler.
"""

import shlex
from functools import cache
from pathlib import Path

import pytest
from changes import CHANGES, Change, Place
from fuzz import Case, repeatable, try_all

resource = pytest.importorskip("resource", reason="a system without limits")
OPEN = range(6, 16)  # files; Python itself needs so many to begin
WRITTEN = (0, 1, 100, 512, 4096, 4152, 8272, 12_392, 20_000, 32_768, 40_000, 65_536, 100_000, 200_000, 260_000, 300_000)


@pytest.fixture
def place(tmp_path: Path, agreed_file: Path) -> Place:
    return Place(tmp_path, agreed_file)


class Limits:
    """What each command is without one, found once."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.known = cache(place.known)

    def any(self, case: Case) -> None:
        change: Change = CHANGES[case.chance.choice(list(CHANGES))]
        kind, most = case.chance.choice(
            [(resource.RLIMIT_NOFILE, case.chance.choice(OPEN)), (resource.RLIMIT_FSIZE, case.chance.choice(WRITTEN))]
        )
        where = (
            f"amcli {shlex.join(change.words)}: {'files open' if kind == resource.RLIMIT_NOFILE else 'bytes'}: {most}"
        )
        with repeatable(case):
            known = self.known(change)
            self.place.make(change)
            said = self.place.process(change, preexec_fn=lambda: resource.setrlimit(kind, (most, most)))
            self.place.judge(change, known, said, where)


def test_some_limits(place: Place) -> None:
    """A fixed few."""
    try_all(Limits(place).any, 6)


@pytest.mark.slow
def test_any_limits(place: Place) -> None:
    """As many as fit into the time."""
    try_all(Limits(place).any)
