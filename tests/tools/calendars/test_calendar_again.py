"""The next export brings a calendar up to date: one event stays one event, whatever was done in between."""

from __future__ import annotations

import pytest
from calendar_samples import Phone, parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.calendar_entry import own_uid, owner_of
from conftest import Cli, tries

# What may be done to the portfolio below, where D1 and D2 are single and D3 begins a series.
CHANGES = (
    ("deadline", "edit", "D1", "--title", "Other words"),
    ("deadline", "edit", "D1", "--due", "+1w"),
    ("deadline", "edit", "D2", "--note", "A note", "--priority", "high"),
    ("deadline", "edit", "D3", "--this", "--title", "This one"),
    ("deadline", "edit", "D3", "--series", "--title", "All of them"),
    ("deadline", "edit", "D3", "--series", "--every", "2 weeks"),
    ("deadline", "edit", "D3", "--series", "--every", "", "--yes"),
    ("deadline", "edit", "D1", "--every", "month"),
    ("deadline", "done", "D1"),
    ("deadline", "done", "D3"),
    ("deadline", "done", "D4"),
    ("deadline", "skip", "D3"),
    ("deadline", "reopen", "D1"),
    ("deadline", "reopen", "D3"),
    ("deadline", "snooze", "D2", "2d"),
    ("deadline", "snooze", "D3", "2d"),
    ("deadline", "snooze", "D4", "2d"),
    ("deadline", "spread", "D1", "D2"),
    ("undo",),
    ("undo",),
    ("redo",),
)


@pytest.fixture
def busy(cli: Cli) -> Cli:
    """Two deadlines and a series."""
    cli.ok("account", "add", "Ford", "--code", "ford")
    for title, *every in (("One",), ("Two",), ("Series", "--every", "month")):
        cli.ok("deadline", "add", "ford", title, "--due", "2026-10-31", *every)
    return cli


def sequences(cli: Cli) -> dict[str, int]:
    """The SEQUENCE of each event by its UID's name."""
    events = parsed(cli.ok("export", "ics")).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: int(event["SEQUENCE"]) for event in events}


def test_an_edit_leaves_one_event_as_it_is_now(busy: Cli) -> None:
    """The phone had the old title; after the second import it has the new one, and no second event."""
    phone = Phone()
    phone.take(busy.ok("export", "ics"))
    busy.ok("deadline", "edit", "D1", "--title", "Changed", "--due", "2026-11-11")
    phone.take(busy.ok("export", "ics"))
    assert phone.shown() == ["ford: Changed", "ford: Series", "ford: Two"]


def test_what_is_done_goes_and_what_is_reopened_comes_back(busy: Cli) -> None:
    """Done is marked as done there; a series moves on to its next occurrence and is the same event."""
    phone = Phone()
    for words, shown in (
        (("deadline", "done", "D1"), ["ford: Series", "ford: Two"]),
        (("deadline", "reopen", "D1"), ["ford: One", "ford: Series", "ford: Two"]),
        (("deadline", "done", "D3"), ["ford: One", "ford: Series", "ford: Two"]),
    ):
        phone.take(busy.ok("export", "ics"))
        busy.ok(*words)
        phone.take(busy.ok("export", "ics"))
        assert phone.shown() == shown


def test_each_change_counts_up_and_nothing_else_does(busy: Cli) -> None:
    """SEQUENCE goes up with a change of that deadline; one that changes nothing, or another's, leaves it."""
    assert sequences(busy) == {"deadline-1": 0, "deadline-2": 0, "deadline-3": 0}
    busy.ok("deadline", "edit", "D1", "--title", "Changed")
    busy.ok("deadline", "edit", "D1", "--title", "Changed")
    busy.ok("account", "edit", "ford", "--name", "Ford Motor")
    assert sequences(busy) == {"deadline-1": 1, "deadline-2": 0, "deadline-3": 0}
    busy.ok("deadline", "done", "D3")
    assert sequences(busy)["deadline-3"] == 2


def test_undo_and_redo_count_up_as_well(busy: Cli) -> None:
    """What a calendar took in is taken back there by the next export: undo may not return to an old SEQUENCE."""
    phone = Phone()
    busy.ok("deadline", "edit", "D1", "--title", "Changed")
    phone.take(busy.ok("export", "ics"))
    busy.ok("undo")
    phone.take(busy.ok("export", "ics"))
    assert "ford: One" in phone.shown()
    busy.ok("redo")
    phone.take(busy.ok("export", "ics"))
    assert "ford: Changed" in phone.shown()


def test_an_adding_that_is_undone_and_redone_counts_on(busy: Cli) -> None:
    """What a calendar knew of a deadline before its adding was undone stays lower than what it hears after the redo."""
    busy.ok("deadline", "done", "D3")
    busy.ok("undo")
    known = sequences(busy)["deadline-3"]
    busy.ok("undo")
    busy.ok("redo")
    assert sequences(busy)["deadline-3"] > known


def test_a_series_that_is_taken_back_twice_counts_on(busy: Cli) -> None:
    """The count of the occurrence that goes is not lost: each export has a higher SEQUENCE than the one before."""
    known = sequences(busy)["deadline-3"]
    for words in (("deadline", "done", "D3"), ("deadline", "done", "D4"), ("undo",), ("undo",), ("redo",), ("redo",)):
        busy.ok(*words)
        assert sequences(busy)["deadline-3"] > known, words
        known = sequences(busy)["deadline-3"]


def test_one_that_carries_its_series_again_is_the_same_event(busy: Cli) -> None:
    """Reopened right after it was closed, the calendar shows the series from that day on, once."""
    phone = Phone()
    for words in (("done", "D3"), ("reopen", "D3"), ("done", "D3"), ("edit", "D5", "--title", "Anew", "--series")):
        busy.ok("deadline", *words)
        phone.take(busy.ok("export", "ics"))
    assert phone.shown() == ["ford: Anew", "ford: One", "ford: Two"]


def test_one_that_left_its_series_is_an_event_of_its_own(busy: Cli) -> None:
    """The first of a series, reopened after the series went further, stands beside the series and not in its place."""
    phone = Phone()
    busy.ok("deadline", "done", "D3")
    busy.ok("deadline", "edit", "D4", "--note", "Begun", "--this")
    phone.take(busy.ok("export", "ics"))
    busy.ok("deadline", "reopen", "D3")
    busy.ok("deadline", "edit", "D3", "--title", "Once more")
    text = busy.ok("export", "ics")
    phone.take(text)
    assert phone.shown() == ["ford: Once more", "ford: One", "ford: Series", "ford: Two"]
    changed = text.replace("ford: Once more", "ford: Really")
    busy.ok("import", "ics", "-", stdin=changed)
    assert "Really" in busy.ok("deadline", "show", "D3")
    assert "Series" in busy.ok("deadline", "show", "D4")


@given(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=8))
@settings(max_examples=tries(5, 40))
def test_a_calendar_that_takes_every_export_shows_what_is_open(changes: list[tuple[str, ...]]) -> None:
    """After any changes, refused ones among them, it has each open deadline once, and nothing else."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        cli.ok("account", "add", "Ford", "--code", "ford")
        for title, *every in (("One",), ("Two",), ("Series", "--every", "month")):
            cli.ok("deadline", "add", "ford", title, "--due", "2026-10-31", *every)
        phone = Phone()
        phone.take(cli.ok("export", "ics"))
        for words in changes:
            before, events = cli.dump(), set(sequences(cli))
            cli(*words)
            if words[0] != "undo" or events <= set(sequences(cli)):
                phone.take(cli.ok("export", "ics"))
            else:  # an adding was undone, or what left its series went back into it: no export can tell of that event
                cli.ok("redo")
                assert len(cli.dump()["deadline"]) == len(before["deadline"])
        deadlines = cli.json("deadline", "list")
        assert isinstance(deadlines, list)
        open_ = len(deadlines)
        assert len(phone.shown()) == open_, phone.shown()


def test_a_uid_names_its_deadline() -> None:
    """The name of the row and the portfolio can be read out of it again, and nobody else's UID can."""
    assert owner_of(own_uid(12, "abc"), "abc") == (12, False)
    assert owner_of(own_uid(12, "abc", alone=True), "abc") == (12, True)
    for other in (
        own_uid(12, "abd"),
        "deadline-x@abc",
        "deadline-@abc",
        "meeting-1@abc",
        "abc",
        f"deadline-{'9' * 30}@abc",
    ):
        assert owner_of(other, "abc") is None
