"""Both ends of the calendar: a clock that leaves no room is refused, and records there are shown, found and changed."""

import pytest

from conftest import Cli

ENDS = ("1900-01-01", "2999-12-31")
DAYS = ("1900-01-01", "9999-12-30", "9999-12-31")
PERIODS = ("1900", "9998", "9999", "ytd", "last-week", "next-week", "last-year", "next-fiscal-year", "9998-W52")
QUESTIONS = (
    ("today",), ("agenda",), ("remind", "--explain"), ("remind", "--once"), ("report", "sales"), ("report", "budget"),
    ("report", "activity"), ("account", "show", "maruti"), ("deadline", "list", "--all"), ("doctor",), ("duplicates",),
    ("deadline", "list", "--due", "9999-12-31"), ("sale", "list", "--date", "9999-12-31"), ("export", "all"),
    ("export", "deadlines", "-f", "ics"), ("search", "fair"),
)  # fmt: skip


@pytest.mark.parametrize("words", [("today",), ("agenda",), ("deadline", "list", "--due", "eoy"), ("remind",)])
@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-31T23:59", "3000-01-01", "0001-01-01", "1899-12-31"])
def test_a_clock_beyond_the_calendar(small: Cli, words: tuple[str, ...], day: str) -> None:
    """Reports look years on from today: a today without room for that is exit 2, by option and by environment."""
    for done in (small("--today", day, *words), small(*words, AMCLI_TODAY=day)):
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert "out of range" in done.err


@pytest.mark.no_cover
@pytest.mark.parametrize("today", ENDS)
def test_records_at_the_ends(small: Cli, today: str) -> None:
    """Records of the first and the last day that there is are taken, and no command over them is unexpected."""
    for day in DAYS:
        small.ok("sale", "add", "maruti", "5", "--on", day, "--yes")
        small.ok("log", "maruti", "x", "--on", day, "--yes")
        small.ok("deadline", "add", "maruti", "every", "--due", day, "--every", "year", "--yes")
        small.ok("deadline", "add", "maruti", "early", "--due", f"{day}T00:00", "--remind", "999d", "--yes")
        small.ok("rate", "set", "JPY", "EUR", "2", "--on", day, "--yes")
    due = [row.split(",")[0] for row in small.ok("deadline", "list", "-f", "csv").splitlines()[1:]]
    changes = [("deadline", verb, one, *to) for one in due for verb, to in (("snooze", ("+1y",)), ("done", ()))]
    asked = [(*words, "--period", name) for name in PERIODS for words in (("report", "sales"), ("agenda",))]
    for words in (*QUESTIONS, *asked, *changes):
        done = small("--today", today, *words)
        assert done.code in (0, 1, 2, 3, 4), (words, done.err)


def test_a_day_that_has_no_next_one(small: Cli) -> None:
    """A filter by the last day of the calendar finds what is due on it, with and without a time."""
    small.ok("deadline", "add", "maruti", "for ever", "--due", "9999-12-31", "--yes")
    small.ok("deadline", "add", "maruti", "nearly", "--due", "9999-12-31T23:59", "--yes")
    small.ok("deadline", "add", "maruti", "before", "--due", "9999-12-30T23:59", "--yes")
    found = small.ok("deadline", "list", "--due", "9999-12-31", "--columns", "title", "-f", "csv")
    assert found.splitlines() == ["title", "for ever", "nearly"]
