"""A day more than twenty years away is more often a slip than meant: a person is asked, a script has to say so."""

import pytest

from conftest import Cli

FAR = (
    (("deadline", "add", "maruti", "x", "--due", "2206-12-01"), "2206-12-01 is 180 years away"),
    (("deadline", "add", "maruti", "x", "--due", "2206-12-01T10:00", "--until", "2207-01-01", "--every", "month"),
     "2207-01-01 is 180 years away"),
    (("deadline", "edit", "D2", "--due", "+300y"), "2326-09-17 is 300 years away"),
    (("deadline", "done", "D2", "--on", "1926-09-17"), "1926-09-17 is 100 years ago"),
    (("deadline", "snooze", "D2", "200y"), "2226-09-17 is 200 years away"),
    (("deadline", "snooze", "D2", "--until", "2206-12-01"), "2206-12-01 is 180 years away"),
    (("deadline", "spread", "D2", "--from", "2206-12-01"), "2206-12-01 is 180 years away"),
    (("sale", "add", "maruti", "5", "--on", "2006-09-16"), "2006-09-16 is 20 years ago"),
    (("sale", "edit", "S1", "--on", "2006-09-16"), "2006-09-16 is 20 years ago"),
    (("contact", "edit", "C1", "--left", "2062-01-01"), "2062-01-01 is 35 years away"),
    (("target", "set", "2206", "5"), "2206-12-31 is 180 years away"),
    (("budget", "add", "maruti", "x", "--period", "2026-01-01..2062-12-31", "--amount", "5"),
     "2062-12-31 is 36 years away"),
    (("rate", "set", "USD", "EUR", "0.9", "--on", "1926-09-01"), "1926-09-01 is 100 years ago"),
    (("log", "maruti", "x", "--on", "1926-09-01"), "1926-09-01 is 100 years ago"),
    (("log", "maruti", "x", "--next", "y", "--due", "2206-12-01"), "2206-12-01 is 180 years away"),
)  # fmt: skip


@pytest.mark.parametrize(("words", "said"), FAR)
def test_a_day_far_away_is_asked_about(small: Cli, words: tuple[str, ...], said: str) -> None:
    """A script is refused and told the way; on a terminal no is no; --yes and a yes do it."""
    before = small.dump(journal=True)
    done = small(*words)
    assert (done.code, done.out) == (4, "")
    assert done.err == f"amcli: {said}: is that meant? Nobody can be asked here: add --yes\n"
    done = small(*words, stdin="n\n", tty=True)
    assert (done.code, f"{said}: is that meant? [y/N]" in done.err) == (4, True)
    done = small(*words, "--dry-run")
    assert (done.code, done.err) == (0, f"note: {said}\n")
    assert small.dump(journal=True) == before
    small.ok(*words, "--yes")
    after = small.dump()
    small.ok("undo")
    done = small(*words, stdin="y\n", tty=True)
    assert (done.code, {*after} == {*small.dump()}) == (0, True), done.err
    assert small.dump() != before


@pytest.mark.parametrize(
    "words",
    [
        ("deadline", "add", "maruti", "x", "--due", "2046-09-17"),
        ("sale", "add", "maruti", "5", "--on", "2006-09-17"),
        ("target", "set", "2045", "5"),
        ("deadline", "list", "--due", "2206-12-01"),
        ("sale", "list", "--period", "1926"),
        ("report", "sales", "--period", "2206"),
        ("--today", "2206-12-01", "sale", "add", "maruti", "5"),
    ],
)
def test_twenty_years_and_questions_are_not(small: Cli, words: tuple[str, ...]) -> None:
    """Twenty years to the day are near, a list and a report may be of any day, and the clock is what --today says."""
    assert small(*words).err == ""


def test_a_file_may_have_any_day(small: Cli) -> None:
    """An import asks nothing."""
    small.ok("import", "sales", "-", stdin="account,amount,date\nmaruti,5,1996-07-04\n")


def test_nobody_is_asked_about_what_cannot_be_done(small: Cli) -> None:
    """What is wrong otherwise is said instead."""
    done = small("deadline", "add", "nobody", "x", "--due", "2206-12-01", stdin="y\n", tty=True)
    assert (done.code, "is that meant" in done.err) == (3, False)
    done = small("log", "maruti", "-", "--on", "1926-09-01", stdin="what was said")
    assert (done.code, "1926-09-01 is 100 years ago" in done.err) == (4, True)


def test_books_of_long_ago_are_worked_on(cli: Cli) -> None:
    """A period of long ago is typed in full and meant, and a day within a year of what is recorded is not far; what is
    to come is asked about each time.
    """
    cli.ok("account", "add", "Acme")
    cli.ok("target", "set", "1997-Q2", "100")
    cli.ok("sale", "add", "acme", "5", "--on", "1990-07-04", "--yes")
    cli.ok("sale", "add", "acme", "5", "--on", "1991-01-04")
    assert cli("sale", "add", "acme", "5", "--on", "1993-07-04").code == 4
    cli.ok("deadline", "add", "acme", "Lease", "--due", "2062-10-01", "--yes")
    assert cli("sale", "add", "acme", "5", "--on", "2062-10-01").code == 4
