"""Deadlines that come again, through the command line: one live at a time, counted from the anchor."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from amcli.store import migrate
from conftest import Cli, built_once


@pytest.fixture
@built_once
def ford(cli: Cli) -> Cli:
    """A portfolio of one account, on 2026-09-17 (a Thursday)."""
    cli.ok("account", "add", "Ford")
    return cli


def live(cli: Cli, *words: str) -> list[tuple[str, str]]:
    """Reference and due day of the deadlines that are listed."""
    rows: Any = cli.json("deadline", "list", *words)
    return [(row["id"], row["due"]) for row in rows]


def add(cli: Cli, *words: str) -> str:
    """Add a deadline for Ford; returns its reference."""
    return cli.ok("deadline", "add", "ford", "Review", *words, "-q").strip()


def test_month_ends_do_not_drift(ford: Cli) -> None:
    """Monthly from 31 January: 28 February, 31 March, 30 April; each done opens the next, and only one is live."""
    reference = add(ford, "--due", "2026-01-31", "--every", "month")
    for day in ("2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"):
        closed, reference = ford.ok("deadline", "done", reference, "-q").split()
        assert live(ford) == [(reference, day)]
        assert closed != reference


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (("--due", "2026-09-01", "--every", "last friday of month"), "2026-09-25"),
        (("--due", "2026-09-01", "--every", "last business day of month"), "2026-09-30"),
        (("--due", "2026-09-19", "--every", "weekday"), "2026-09-21"),
        (("--due", "2026-09-01", "--rrule", "FREQ=MONTHLY;BYDAY=2TU"), "2026-09-08"),
        (("--due", "2026-09-19", "--every", "2 weeks", "--shift", "before"), "2026-09-18"),
        (("--due", "2026-09-19", "--every", "2 weeks", "--shift", "after"), "2026-09-21"),
        (("--due", "2026-09-19T15:30", "--every", "quarter"), "2026-09-19T15:30"),
    ],
)
def test_the_first_one_is_the_rules_first_day(ford: Cli, words: tuple[str, ...], due: str) -> None:
    """A series begins on the first day on or after its due day that the rule names, moved where --shift says so."""
    add(ford, *words)
    assert [day for _, day in live(ford)] == [due]


def test_missed_ones_do_not_pile_up(ford: Cli) -> None:
    """A series left alone for months has one live deadline; --all-missed goes on to the first that is to come."""
    reference = add(ford, "--due", "2026-01-31", "--every", "month")
    assert len(live(ford)) == 1
    ford.ok("deadline", "done", reference, "--all-missed")
    assert [day for _, day in live(ford)] == ["2026-09-30"]
    ford.ok("undo")
    ford.ok("deadline", "skip", reference)
    assert live(ford) == [(reference, "2026-02-28")]
    ford.ok("deadline", "skip", reference, "--all-missed")
    assert live(ford) == [(reference, "2026-09-30")]


@pytest.mark.parametrize(("words", "days"), [(("--times", "2"), 2), (("--until", "2026-11-30"), 3)])
def test_a_series_ends(ford: Cli, words: tuple[str, ...], days: int) -> None:
    """--times counts from the first, --until has its day in; the last one closes without a next, and is not skipped."""
    add(ford, "--due", "2026-09-30", "--every", "month", *words)
    for _ in range(days - 1):
        ford.ok("deadline", "done", live(ford)[0][0])
    ((last, _),) = live(ford)
    assert ford("deadline", "skip", last).code == 4
    ford.ok("deadline", "done", last)
    assert live(ford) == []


def test_a_series_that_is_over_before_it_begins_is_refused(ford: Cli) -> None:
    """Nothing is added where no day is left, where the rule is no rule, or where an option has no series."""
    for words in (
        ("--due", "2026-09-30", "--every", "last friday of month", "--until", "2026-10-01"),
        ("--due", "2026-09-30", "--every", "moon"),
        ("--due", "2026-09-30", "--times", "3"),
        ("--due", "2026-09-30", "--every", "month", "--rrule", "FREQ=DAILY"),
    ):
        done = ford("deadline", "add", "ford", "Review", *words)
        assert (done.code, done.out) == (2, ""), words
    assert live(ford) == []


def test_undo_takes_back_the_closing_and_the_opening(ford: Cli) -> None:
    """`done` of a series is one change: undo leaves the first alone, redo brings the second back."""
    reference = add(ford, "--due", "2026-09-30", "--every", "month")
    ford.ok("deadline", "done", reference)
    after = live(ford, "--all")
    ford.ok("undo")
    assert live(ford, "--all") == [(reference, "2026-09-30")]
    ford.ok("redo")
    assert live(ford, "--all") == after


def test_a_reopened_one_carries_its_series_again(ford: Cli) -> None:
    """What its closing opened goes back into the series, one is live, and done again the series goes on."""
    reference = add(ford, "--due", "2026-09-30", "--every", "month")
    ford.ok("deadline", "done", reference)
    whole = live(ford, "--all")
    said = ford.ok("deadline", "reopen", reference)
    assert said == "Reopened deadline D1 (Review, 2026-09-30), took back D2 (Review, 2026-10-30)\n"
    assert live(ford, "--all") == [(reference, "2026-09-30")]
    assert live(ford, "--expand", "60d") == [(reference, "2026-09-30"), (reference, "2026-10-30")]
    ford.ok("undo")
    assert live(ford, "--all") == whole
    ford.ok("redo")
    ford.ok("deadline", "done", reference, "--all-missed")
    assert live(ford) == [("D3", "2026-10-30")]


@pytest.mark.parametrize("closing", [("done", "D1", "--all-missed"), ("done", "D1")])
def test_a_series_that_lost_its_live_one_goes_on_again(ford: Cli, closing: tuple[str, ...]) -> None:
    """Removed by a slip, the live one ends its series; reopening the last that was done lets it go on."""
    add(ford, "--due", "2026-09-30", "--every", "month", "--times", "3")
    ford.ok("deadline", *closing)
    ford.ok("deadline", "remove", "D2", "--yes")
    ford.ok("deadline", "reopen", "D1")
    ford.ok("deadline", "done", "D1")
    ford.ok("deadline", "done", "D3")
    assert live(ford) == [("D4", "2026-11-30")]
    ford.ok("deadline", "done", "D4")
    assert live(ford) == []


def test_the_end_of_a_series_is_not_gone_through_twice(ford: Cli) -> None:
    """Of a series that is over an earlier one is opened again: done, nothing comes a second time."""
    add(ford, "--due", "2026-09-30", "--every", "month", "--times", "2")
    ford.ok("deadline", "done", "D1")
    ford.ok("deadline", "done", "D2")
    ford.ok("deadline", "reopen", "D1")
    ford.ok("deadline", "done", "D1")
    assert live(ford) == []


@pytest.mark.parametrize(
    "further",
    [
        ("edit", "D2", "--title", "Begun", "--this"),
        ("edit", "D2", "--due", "2026-10-15", "--series"),
        ("snooze", "D2", "1w"),
        ("done", "D2"),
    ],
)
def test_one_whose_series_went_further_opens_by_itself(ford: Cli, further: tuple[str, ...]) -> None:
    """Nothing that was done since is lost: the live one stays, the reopened one is single, and that is said."""
    add(ford, "--due", "2026-09-30", "--every", "month")
    ford.ok("deadline", "done", "D1")
    ford.ok("deadline", *further)
    (before,) = live(ford)
    done = ford("deadline", "reopen", "D1")
    assert f"D1 is open by itself: its series goes on with {before[0]} (" in done.err
    assert live(ford) == [("D1", "2026-09-30"), before]
    ford.ok("deadline", "done", "D1")
    assert live(ford) == [before]


def test_removing_the_live_one_of_a_series_says_what_ends(ford: Cli) -> None:
    """Elsewhere than on a terminal it needs --yes; the question names the series and what may have been meant."""
    add(ford, "--due", "2026-10-31", "--every", "month")
    ends = 'his ends the series "Review" (every month, next 2026-11-30)'
    before = ford.dump(journal=True)
    refused = ford("deadline", "remove", "D1")
    assert (refused.code, f"T{ends}; `amcli deadline skip D1` passes over this one alone" in refused.err) == (4, True)
    asked = ford("deadline", "remove", "D1", tty=True, stdin="n\n")
    assert (asked.code, f"T{ends}" in asked.err) == (4, True)
    assert ford.dump(journal=True) == before
    for words in (("--dry-run",), ("--yes",)):
        done = ford("deadline", "remove", "D1", *words)
        assert (done.code, f"t{ends}" in done.err) == (0, True)
    add(ford, "--due", "2026-10-31")
    assert "series" not in ford("deadline", "remove", "D2", "--yes").err


@pytest.mark.parametrize("words", [("--every", ""), ("--until", "2026-11-01"), ("--times", "1")])
def test_an_edit_that_ends_a_series_asks(ford: Cli, words: tuple[str, ...]) -> None:
    """Taking the rule away, or leaving it no further day, is asked about on a terminal and needs --yes elsewhere."""
    add(ford, "--due", "2026-10-31", "--every", "month")
    before = ford.dump(journal=True)
    ends = 'his ends the series "Review" (every month, next 2026-11-30)'
    refused = ford("deadline", "edit", "D1", *words, "--series")
    assert (refused.code, f"T{ends}. Change deadline D1? Nobody can be asked here: add --yes" in refused.err) == (
        4,
        True,
    )
    asked = ford("deadline", "edit", "D1", *words, "--series", tty=True, stdin="n\n")
    assert (asked.code, "nothing was changed" in asked.err) == (4, True)
    assert ford.dump(journal=True) == before
    assert f"t{ends}" in ford("deadline", "edit", "D1", *words, "--series", "--yes").err
    ford.ok("deadline", "done", "D1")
    assert live(ford) == []


def test_an_edit_that_ends_nothing_does_not_ask(ford: Cli) -> None:
    """A later end, another rule, and a single deadline."""
    add(ford, "--due", "2026-10-31", "--every", "month")
    ford.ok("deadline", "edit", "D1", "--until", "2027-10-31", "--series")
    ford.ok("deadline", "edit", "D1", "--every", "week", "--series")
    add(ford, "--due", "2026-10-31")
    ford.ok("deadline", "edit", "D2", "--every", "")


def test_catching_up_says_how(ford: Cli) -> None:
    """Where the next one is overdue as well, a line has the command that goes on to the first to come."""
    add(ford, "--due", "2026-01-31", "--every", "month")
    for words, verb, reference in (
        (("deadline", "done", "D1"), "done", "D2"),
        (("log", "ford", "Reviewed", "--done", "D2"), "done", "D3"),
        (("deadline", "skip", "D3"), "skip", "D3"),
    ):
        command = f"amcli deadline {verb} {reference} --all-missed"
        assert f"{reference} is overdue as well: `{command}`" in ford(*words).err
    assert "goes on to 2026-09-30" in ford("deadline", "skip", "D3", "--dry-run").err
    done = ford(*command.split()[1:])
    assert (live(ford), done.err) == ([("D3", "2026-09-30")], "")


def test_an_edit_of_one_of_a_series_asks_which(ford: Cli) -> None:
    """Without --this or --series nothing is changed, and the error names both."""
    reference = add(ford, "--due", "2026-09-30", "--every", "month")
    done = ford("deadline", "edit", reference, "--title", "Other")
    assert done.code == 2
    assert "--this" in done.err
    assert "--series" in done.err
    assert ford("deadline", "edit", reference, "--title", "x", "--this", "--series").code == 2
    assert ford("deadline", "edit", reference, "--every", "week", "--this").code == 2


def test_this_one_alone_leaves_the_next_as_it_was(ford: Cli) -> None:
    """--this changes title and day of the live one; the next has the old title, and its day from the anchor."""
    reference = add(ford, "--due", "2026-09-30", "--every", "month", "--priority", "high")
    ford.ok("deadline", "edit", reference, "--title", "Moved", "--due", "2026-10-02", "--priority", "low", "--this")
    assert live(ford) == [(reference, "2026-10-02")]
    ford.ok("deadline", "done", reference)
    ((following, due),) = live(ford)
    row: Any = ford.json("deadline", "show", following)
    assert (row["title"], row["priority"], due) == ("Review", "high", "2026-10-30")


def test_the_series_is_counted_anew_from_a_new_day(ford: Cli) -> None:
    """--series changes what is to come: a new title stays, and a new day is a new anchor."""
    reference = add(ford, "--due", "2026-09-30", "--every", "month")
    ford.ok("deadline", "edit", reference, "--title", "New", "--due", "2026-10-15", "--series")
    ford.ok("deadline", "done", reference)
    ((following, due),) = live(ford)
    assert due == "2026-11-15"
    assert ford.json("deadline", "show", following)["title"] == "New"  # type: ignore[index]
    ford.ok("deadline", "edit", following, "--every", "", "--series", "--yes")
    ford.ok("deadline", "done", following)
    assert live(ford) == []


def test_a_single_deadline_can_become_a_series(ford: Cli) -> None:
    """--every on a single deadline begins a series at its day."""
    reference = add(ford, "--due", "2026-09-30")
    ford.ok("deadline", "edit", reference, "--every", "quarter")
    ford.ok("deadline", "done", reference)
    assert [day for _, day in live(ford)] == ["2026-12-30"]


def test_expand_shows_what_is_to_come_and_writes_nothing(ford: Cli) -> None:
    """--expand lists the coming days under the live one's id; reading changes no byte of the records."""
    reference = add(ford, "--due", "2026-09-30", "--every", "month")
    before = list(sqlite3.connect(ford.db).iterdump())
    assert live(ford, "--expand", "90d") == [
        (reference, "2026-09-30"),
        (reference, "2026-10-30"),
        (reference, "2026-11-30"),
    ]
    assert list(sqlite3.connect(ford.db).iterdump()) == before
    assert ford("deadline", "list", "--expand", "soon").code == 2


@pytest.mark.parametrize(
    ("due", "words", "moved"),
    [
        ("2026-09-20", ("2d",), "2026-09-22"),
        ("2026-09-01", ("2d",), "2026-09-19"),
        ("2026-09-20T15:30", ("1w",), "2026-09-27T15:30"),
        ("2026-09-20", ("--until", "2026-10-01"), "2026-10-01"),
        ("2026-09-20T15:30", ("--until", "mon"), "2026-09-21T15:30"),
    ],
)
def test_snooze_moves_forward(ford: Cli, due: str, words: tuple[str, ...], moved: str) -> None:
    """By a span from the later of its day and today, or to a day; a time of day stays."""
    reference = add(ford, "--due", due)
    ford.ok("deadline", "snooze", reference, *words)
    assert live(ford) == [(reference, moved)]


def test_snooze_of_a_series_moves_this_one_alone(ford: Cli) -> None:
    """The next one keeps its own day."""
    reference = add(ford, "--due", "2026-09-30", "--every", "month")
    ford.ok("deadline", "snooze", reference, "1w")
    ford.ok("deadline", "done", reference)
    assert [day for _, day in live(ford)] == ["2026-10-30"]


def test_late_ones_are_snoozed_in_bulk(ford: Cli) -> None:
    """`list --overdue -f ids` feeds `snooze -`; it is one change, and nothing late is no error."""
    add(ford, "--due", "2026-09-01")
    add(ford, "--due", "2026-09-17T08:00")
    add(ford, "--due", "2026-09-17")
    late = ford.ok("deadline", "list", "--overdue", "-f", "ids", AMCLI_TODAY="2026-09-17T12:00")
    assert late.split() == ["D1", "D2"]
    ford.ok("deadline", "snooze", "-", "2d", stdin=late)
    assert ford.ok("deadline", "list", "--overdue", "-f", "ids") == ""
    ford.ok("undo")
    assert len(live(ford, "--overdue")) == 1
    assert ford("deadline", "snooze", "D1").code == 2
    assert ford("deadline", "snooze", "D1", "soon").code == 2


def test_spread_staggers_over_working_days(ford: Cli) -> None:
    """So many a day from tomorrow on, weekends left out, in the order given."""
    names = [add(ford, "--due", "2026-09-18") for _ in range(5)]
    ford.ok("deadline", "spread", *names, "--per-day", "2")
    assert [day for _, day in live(ford)] == ["2026-09-18", "2026-09-18", "2026-09-21", "2026-09-21", "2026-09-22"]


def test_holidays_of_the_configured_country_count(ford: Cli) -> None:
    """With country = DE the last business day before New Year is not Christmas, and --shift goes around it."""
    pytest.importorskip("holidays")
    ford.ok("config", "set", "country", "DE")
    add(ford, "--due", "2026-12-25", "--every", "year", "--shift", "after")
    assert [day for _, day in live(ford)] == ["2026-12-28"]


def test_a_series_comes_in_from_a_file(ford: Cli) -> None:
    """import takes `every`, `until`, `times` and `shift`, by the same rules; a stray one is a bad row."""
    text = "account,title,due,every,times\nford,x,2026-01-31,month,3\nford,y,2026-02-01,,4\n"
    done = ford("import", "deadlines", "-", "--rejects", str(ford.folder / "bad.csv"), stdin=text)
    assert "Imported 1 deadline (0 already there, 1 rejected)" in done.out
    ford.ok("deadline", "done", live(ford)[0][0])
    assert [day for _, day in live(ford)] == ["2026-02-28"]


def test_log_closes_one_of_a_series(ford: Cli) -> None:
    """`log --done` opens the next as `deadline done` does, in the same change."""
    reference = add(ford, "--due", "2026-09-30", "--every", "month")
    assert "next D2" in ford.ok("log", "ford", "Reviewed", "--done", reference)
    assert live(ford) == [("D2", "2026-10-30")]


def test_the_agenda_has_every_day_of_the_period_once(ford: Cli) -> None:
    """The grid has each day in its weekday's column, with the references due on it; the list has the same rows."""
    reference = add(ford, "--due", "2026-09-01", "--every", "2 weeks")
    agenda: Any = ford.json("agenda", "--period", "2026-09")
    cells = [cell for week in agenda["weeks"] for key, cell in week.items() if key != "week" and cell]
    assert [cell.split()[0] for cell in cells] == [str(day) for day in range(1, 31)]
    assert [cell for cell in cells if reference in cell] == [f"{day} {reference}" for day in (1, 15, 29)]
    assert [row["due"] for row in agenda["deadlines"]] == ["2026-09-01", "2026-09-15", "2026-09-29"]
    assert agenda["weeks"][0]["tuesday"] == f"1 {reference}"


def test_a_file_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    """A file of schema 1 opens with all its data, and is first copied to its backups, for its owner alone."""
    cli = Cli(tmp_path)
    connection = sqlite3.connect(cli.db, isolation_level=None)
    for statement in migrate._statements((migrate.FOLDER / "0001_portfolio.sql").read_text()):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 1")
    connection.execute("INSERT INTO account (code, name, created) VALUES ('ford', 'Ford', '2026-01-01')")
    connection.execute(
        "INSERT INTO deadline (account_id, title, due, kind, priority) VALUES (1, 'Old', '2026-10-01', 'other', 'low')"
    )
    connection.close()
    assert live(cli) == [("D1", "2026-10-01")]
    (kept,) = (tmp_path / "backups").glob("portfolio-*-before-migration.db")
    assert kept.stat().st_mode & 0o777 == 0o600
    copy = sqlite3.connect(kept)
    assert copy.execute("PRAGMA user_version").fetchone() == (1,)
    assert copy.execute("SELECT title FROM deadline").fetchall() == [("Old",)]
