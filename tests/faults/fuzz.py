"""The fuzzers: what they share. They do what nobody would think of, and hold the program to a few laws.

What they try:
    test_fuzz_commands.py   command lines, made from the program's own tree of commands
    test_fuzz_files.py      damaged files: to import, the configuration, the portfolio itself
    test_failing_calls.py   each system call of a command fails, or is the last that the command makes (SIGKILL)
    test_tight_limits.py    the same from the system's own limits, where there is no compiler
    test_fuzz_kills.py      SIGKILL at any moment of a real process

A few fixed cases run in `make test`. `make test-slow` runs as many as fit into the time, each from a seed that nobody
has tried yet, and prints it at the end. A failure says how it is seen again, as long as the commands are the same:

    AMCLI_FUZZ_SEED=123 AMCLI_FUZZ_CASE=45 pytest -m slow tests/faults -k the_test

AMCLI_FUZZ_SECONDS is how long each of the slow tests goes on (default: 75).
"""

import json
import os
import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from safety_samples import content

from amcli.base.formats import BINARY

SECONDS = float(os.environ.get("AMCLI_FUZZ_SECONDS", "75"))
FIXED = 62  # the seed of what runs in `make test`
CODES = (0, 1, 2, 3, 4, 5, 6, 130)  # docs/exit-codes.md, without the one for defects
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PROGRESS = re.compile(r"\x1b\[[0-9;]*[mK]|\r")  # on a terminal
# An import says the first hundred of the rows that it rejects; a change has its notes.
LINES = 105


class Case(NamedTuple):
    """One try: its own chances, and the words that repeat it."""

    number: int
    chance: random.Random
    repeat: str


def cases(fixed: int | None = None) -> Iterator[Case]:
    """So many fixed cases; else those of the seed of this run, until the time is up, or the one that is asked for."""
    seed = str(FIXED) if fixed is not None else os.environ["AMCLI_FUZZ_SEED"]
    only = os.environ.get("AMCLI_FUZZ_CASE") if fixed is None else None
    number, end = int(only or 0), time.monotonic() + SECONDS
    while number < fixed if fixed is not None else time.monotonic() < end:
        yield Case(number, random.Random(f"{seed}:{number}"), f"AMCLI_FUZZ_SEED={seed} AMCLI_FUZZ_CASE={number}")
        if only:
            return
        number += 1


def try_all(attempt: Callable[[Case], None], fixed: int | None = None) -> None:
    """Try every case, and fail at the end with the first three of each kind of fault."""
    failed: dict[str, list[str]] = {}
    for case in cases(fixed):
        try:
            attempt(case)
        except AssertionError as error:
            failed.setdefault(_kind(str(error)), []).append(str(error))
    told = [f"{kind}: {len(texts)}\n\n" + "\n\n".join(texts[:3]) for kind, texts in failed.items()]
    assert not told, "\n\n".join(["", *told])


def _kind(text: str) -> str:
    """What went wrong, without the command and what it was given."""
    unexpected = re.search(r"unexpected: \w+", text)
    return f"{text.partition(':')[0]} {unexpected.group() if unexpected else ''}".strip()


@contextmanager
def repeatable(case: Case) -> Iterator[list[str]]:
    """Have a failure of the block say how it is seen again, and the commands that were put into the list."""
    steps: list[str] = []
    try:
        yield steps
    except AssertionError as error:
        tried = "\n  ".join(steps)
        raise AssertionError(f"{error}\nagain with: {case.repeat}\n  {tried}") from error


def state(path: Path) -> str:
    """What a portfolio holds, as one word; a run of reminders that failed is noted, which is no change."""
    if not path.exists():
        return "none"
    found = content(path)
    found.pop("reminder_run", None)
    return sha256(repr(found).encode()).hexdigest()


def around(path: Path) -> str:
    """The same, and which files lie in the folder, but SQLite's, locks, and copies that are kept before a change."""
    passing = re.compile(r".*(-wal|-shm|-journal|\.lock)|.*-before-.*")
    names = sorted(str(one) for one in path.parent.rglob("*") if one.is_file() and not passing.fullmatch(one.name))
    return f"{state(path)} {names}"


class Said(NamedTuple):
    """What a command line came to."""

    code: int
    out: bytes
    err: str


def hold(said: Said, format_: str = "", *, json_errors: bool = False, where: str = "") -> None:
    """The laws of every command: a documented exit code, a sentence instead of a traceback, clean and whole output.

    format_: what stdout was asked to be, where that is certain. json_errors: whether JSON was asked for.
    """
    told = f"{where}: exit {said.code}\n{said.err[:2000]}"
    assert said.code in CODES, f"an exit code that is not documented: {told}"
    assert "Traceback" not in said.err, f"a traceback: {told}"
    assert "Warning:" not in said.err, f"a warning of Python's: {told}"
    assert len(said.err.splitlines()) <= LINES, f"too much on stderr: {told}"
    assert not CONTROL.search(PROGRESS.sub("", said.err)), f"a control character on stderr: {told!r}"
    assert said.code in (0, 1) or said.err.strip() or said.out, f"a failure without a word: {told}"
    if json_errors and said.code > 1 and said.code != 130:
        _one_error(said, told)
    if format_:
        _whole(said.out, format_, told)


def _one_error(said: Said, told: str) -> None:
    errors = [line for line in said.err.splitlines() if line.startswith("{")]
    assert len(errors) == 1, f"not one error in JSON: {told}"
    assert set(json.loads(errors[0])) == {"error"}, told


def _whole(out: bytes, format_: str, told: str) -> None:
    if format_ in BINARY:
        return
    try:
        text = out.decode()
        for part in {"json": [text] if text else [], "jsonl": text.splitlines()}.get(format_, []):
            json.loads(part)
    except ValueError as error:
        raise AssertionError(f"not {format_}, or not UTF-8: {told}{error}: {out[-200:]!r}") from error
    shown = text.replace("\r", "") if format_ in ("csv", "ics") else text
    assert not CONTROL.search(shown), f"a control character in {format_}: {told} {CONTROL.findall(shown)}"
