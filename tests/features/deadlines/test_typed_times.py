"""A day and a time as they are typed, on the command line."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Cli


def test_a_time_behind_a_day(small: Cli) -> None:
    """`--due`, `--until` and `log --due` take a day in every form with a time behind it, on Thursday 2026-09-17."""
    small.ok("deadline", "add", "maruti", "Call", "--due", "next fri 9:00")
    small.ok("log", "maruti", "Said", "--next", "Answer", "--due", "fri 10:00")
    small.ok("deadline", "snooze", "D2", "--until", "2026-12-02 8:15")
    rows: Any = small.json("deadline", "list", "--account", "maruti")
    due = {row["title"]: row["due"] for row in rows}
    assert due["Call"] == "2026-09-25T09:00"
    assert due["Answer"] == "2026-09-18T10:00"
    assert due["Sign"] == "2026-12-02T08:15"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("deadline", "add", "maruti", "Call", "--due", "fri", "10:00"), "in quotes, such as 'fri 10:00'"),
        (("deadline", "add", "maruti", "Call", "--due=next", "fri"), "in quotes, such as 'next fri'"),
        (("contact", "add", "maruti", "Eva", "Braun"), "in quotes, such as 'Eva Braun'"),
        (("log", "maruti", "Said", "--next", "Answer", "--due", "fri", "10:00"), "type --due 'fri 10:00'"),
        (("log", "maruti", "--due=+1w", "10:00", "Said", "--next", "Answer"), "type --due '+1w 10:00'"),
        (("log", "maruti", "Said", "--next", "Answer", "--due", "next", "fri"), "in quotes, such as 'next fri'"),
        (("log", "maruti", "Said", "--on", "wed 10:00"), "has a time, and only a day goes here: type wed"),
        (("deadline", "add", "maruti", "Call", "--due", "10:00"), "type 'today 10:00' or 'tomorrow 10:00'"),
    ],
)
def test_a_time_without_quotes(small: Cli, words: tuple[str, ...], says: str) -> None:
    """Two words for one value are no value and a stray word: the error shows the quotes, and nothing is written."""
    before = small.dump()
    done = small(*words)
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1
    assert small.dump() == before


def test_a_stray_word_behind_a_command_needs_no_quotes(small: Cli) -> None:
    """Nor does one behind an option, nor a verb that there is not: only a value has several words."""
    lines = (
        ("today", "fri"),
        ("account", "foo"),
        ("deadline", "dnoe", "D1"),
        ("deadline", "add", "maruti", "Call", "--dry-run", "fri", "--due", "fri"),
    )
    for words in lines:
        done = small(*words)
        assert (done.code, "in quotes" in done.err) == (2, False), words


def test_a_time_in_a_text_stays_there(small: Cli) -> None:
    """What was said may have a time in it."""
    said = small.ok("log", "maruti", "Meet", "at", "10:00", "--next", "Go", "--due", "fri 9:30")
    assert said.startswith("Logged I3 (Meet at 10:00), next D4 (Go, 2026-09-18T09:30)")
