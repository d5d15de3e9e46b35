"""The screens of what is due, to the letter: the agenda, what `remind` says, the list of deadlines."""

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from conftest import Cli

SCREENS = Path(__file__).parent / "screens"
DRAWN = [("agenda",), ("remind",), ("deadline", "list")]
WORDS = [
    *DRAWN,
    ("agenda", "--period", "2026"),
    ("agenda", "--period", "2026-12-28..2027-01-10"),
    ("deadline", "list", "--done-in", "2026"),
    ("account", "list", "--tree"),
    ("target", "list"),
    ("budget", "list"),
]


def screen(cli: Cli, words: tuple[str, ...], width: int) -> str:
    """What a terminal without colours shows."""
    shown = cli.ok(*words, tty=True, COLUMNS=str(width), NO_COLOR="1")
    return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("words", DRAWN, ids=" ".join)
def test_a_screen_to_the_letter(sample: Cli, words: tuple[str, ...], width: int) -> None:
    """The screen over the sample data is the one that is kept beside this test, looked at when it was kept."""
    kept = SCREENS / f"{'-'.join(words)}-{width}.txt"
    assert screen(sample, words, width) == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_and_no_word_is_broken(sample: Cli, width: int) -> None:
    """From 40 columns on, with wide letters too; every code, reference and word of a title stays whole."""
    sample.ok("deadline", "add", "maruti", "価格表の確認 für Größe", "--due", "2026-09-18")
    for words in WORDS:
        shown = screen(sample, words, width)
        assert max(map(cell_len, shown.splitlines())) <= width, words
    found = set(screen(sample, ("deadline", "list"), width).split())
    rows: Any = sample.json("deadline", "list")
    assert {row["id"] for row in rows} <= found
    assert {word for row in rows for word in (row["account"], *row["title"].split())} <= found


def test_the_agenda_begins_with_what_is_late(sample: Cli) -> None:
    """Also with what was due before the period; today is marked in the grid, and titles stand in it where they fit."""
    narrow, wide = (screen(sample, ("agenda", "--period", "2026-W38"), width).splitlines() for width in (60, 120))
    late = narrow[narrow.index("OVERDUE  ! high priority  > follow-up") + 1 : narrow.index("", 2)]
    assert [line.split()[0] for line in late if line.startswith(" D")] == ["D18", "D12", "D6"]
    assert "[17]D13" in "".join(narrow)
    assert any("[17]D13 Price call on" in line and "18 D7 Confirm Oct" in line for line in wide)
    empty = screen(sample, ("agenda", "--period", "2026-08", "--account", "maruti"), 80)
    assert ("D6" in empty, "nothing else is due" in empty) == (True, True)
    assert "D18" not in empty  # another account's


def test_the_agenda_of_a_long_period(sample: Cli) -> None:
    """Weeks without anything are left out of a grid of many weeks, and months are named."""
    lines = screen(sample, ("agenda", "--period", "2026"), 80).splitlines()
    weeks = [line for line in lines if line[:8].strip().startswith("W") or line[3:8].strip().startswith("W")]
    assert [line.split()[0] for line in weeks if not line.startswith("W")] == ["Aug", "Sep", "Oct", "Nov", "Dec"]
    assert "OCTOBER" in lines


def test_a_day_with_much_on_it(small: Cli) -> None:
    """A cell of the grid has five lines at most, the last of which counts what is left out."""
    for number in range(7):
        small.ok("deadline", "add", "maruti", f"Thing {number}", "--due", "2026-09-23")
    lines = screen(small, ("agenda",), 80).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("W39"))
    assert [line.split()[0] for line in lines[start + 1 : start + 5]] == ["D5", "D6", "D7", "+3"]


def test_every_form_for_programs_stays(sample: Cli) -> None:
    """The agenda's JSON has its weeks and deadlines, of the period alone; csv and plain are what they were."""
    agenda: Any = sample.json("agenda", "--period", "2026-W38")
    assert list(agenda) == ["period", "start", "end", "weeks", "deadlines"]
    assert [row["id"] for row in agenda["deadlines"]] == ["D6", "D13", "D7"]
    assert sample.ok("agenda", "-f", "csv").splitlines() == ["period,start,end", "2026-09,2026-09-01,2026-09-30"]
    assert "W38  14 D6" in sample.ok("agenda")
    assert sample.ok("deadline", "list", "-f", "csv").splitlines()[0].startswith("id,due,account,account_name,title,")


def test_a_reminder_is_a_sentence(sample: Cli) -> None:
    """What to do comes first, then whose it is, how it stands and its reference; the most urgent first."""
    lines = sample.ok("remind", "--columns", "text").splitlines()
    assert lines[1] == "Recovery plan for the lost volumes, ford: 13 days late (D18)"
    assert lines[4] == "Solve Hairline cracks in brake discs, lot 2291, ford: critical, 5 h 20 min left (IS6)"
    assert lines[6] == "Confirm October lead time for brake discs, maruti: tomorrow (D7)"
    assert lines[-3] == "Speak with Ford: nobody has for 41 days, their cadence is 30 days (ford)"
    assert lines[-1] == "Budget Launch rebate, hyundai: over by 2,470 USD, 26,470 of 24,000 spent (B3)"
    assert [row["text"] for row in sample.json("remind")] == lines[1:]  # type: ignore[attr-defined]


def test_done_in_a_period(sample: Cli) -> None:
    """By the day it was done, in that order; with no other option, with a filter, and in every format."""
    sample.ok("deadline", "done", "D6", "D18")
    sample.ok("deadline", "done", "D12", "--on", "2026-09-15")
    rows: Any = sample.json("deadline", "list", "--done-in", "this-week")
    assert [(row["id"], row["done"]) for row in rows] == [
        ("D12", "2026-09-15"), ("D18", "2026-09-17"), ("D6", "2026-09-17"),
    ]  # fmt: skip
    assert sample.ok("deadline", "list", "--done-in", "this-week", "--account", "ford", "-f", "ids") == "D18\n"
    assert sample.ok("deadline", "list", "--done-in", "this-week", "--sort", "-id", "-f", "ids").split()[0] == "D18"
    assert "Tue 15 Sep" in screen(sample, ("deadline", "list", "--done-in", "this-week"), 60)


@pytest.mark.parametrize("words", [("--overdue",), ("--expand", "90d")])
def test_what_is_open_is_not_done(sample: Cli, words: tuple[str, ...]) -> None:
    """--done-in with an option about what is open is an error that says which to leave out."""
    done = sample("deadline", "list", "--done-in", "2026", *words)
    assert (done.code, f"leave out {words[0]}" in done.err) == (2, True)
