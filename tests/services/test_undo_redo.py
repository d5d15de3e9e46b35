"""Undo and redo: every change taken back leaves the records as they were, and put back as they became."""

import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Cli

JOURNAL = {"operation", "operation_change", "operation_range", "sqlite_sequence"}
Records = dict[str, list[tuple[object, ...]]]


def records(cli: Cli) -> Records:
    """Every row of every table but the journal's own."""
    connection = sqlite3.connect(cli.db)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for name in names
            if name not in JOURNAL
        }
    finally:
        connection.close()


CSV = "account,date,amount,product\nmaruti,2026-09-01,10.00,x\nnew one,2026-09-02,20.00,y\n"
# Each kind of change there is, on the portfolio that `start` makes.
CHANGES = [
    ("account", "add", "Hyundai", "--parent", "group", "--tag", "a", "--tag", "b"),
    ("account", "edit", "maruti", "--name", "Maruti 2", "--tier", "", "--add-tag", "new", "--remove-tag", "oem"),
    ("account", "edit", "maruti", "--parent", "group"),
    ("account", "archive", "maruti"),
    ("account", "archive", "maruti", "--undo"),
    ("account", "remove", "empty", "--yes"),
    ("contact", "add", "maruti", "Asha", "--role", "buyer"),
    ("contact", "edit", "C1", "--title", "Head", "--add-role", "decider"),
    ("contact", "remove", "C2", "--yes"),
    ("log", "maruti", "Called", "--with", "C1", "--next", "Write", "--due", "fri", "--done", "D1"),
    ("interaction", "edit", "I1", "--kind", "visit", "--add-with", "C2"),
    ("interaction", "edit", "I1", "--with", ""),
    ("interaction", "remove", "I1", "--yes"),
    ("deadline", "add", "maruti", "Sign", "--due", "2026-12-01"),
    ("deadline", "done", "D1", "D2"),
    ("deadline", "reopen", "D1"),
    ("deadline", "edit", "D1", "--due", "+1w", "--priority", "high"),
    ("deadline", "remove", "D2", "--yes"),
    ("budget", "add", "maruti", "Fair", "--period", "2026-Q4", "--amount", "100"),
    ("budget", "spend", "maruti", "Trips", "12.50"),
    ("budget", "edit", "B1", "--amount", "EUR 5", "--agreed-with", "both"),
    ("expense", "edit", "X1", "--amount", "7"),
    ("expense", "remove", "X1", "--yes"),
    ("product", "add", "Disc", "--price", "9.99"),
    ("product", "edit", "x", "--category", "Brakes"),
    ("sale", "add", "maruti", "JPY 500", "--product", "x", "--ref", "r-9", "--kind", "credit"),
    ("sale", "edit", "S1", "--amount", "6.50", "--cost", "", "--on", "yesterday"),
    ("sale", "remove", "S1", "--yes"),
    ("target", "set", "2026", "1000", "--account", "maruti"),
    ("target", "set", "2026", "2000"),
    ("target", "edit", "T1", "--period", "2027"),
    ("target", "remove", "T1", "--yes"),
    ("rate", "set", "USD", "EUR", "0.9"),
    ("rate", "edit", "R1", "--rate", "0.95"),
    ("rate", "remove", "R1", "--yes"),
    ("import", "sales", "-", "--create-missing"),
]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small portfolio with one of everything."""
    cli = Cli(tmp_path_factory.mktemp("start"))
    for words in (
        ("account", "add", "Group"),
        ("account", "add", "Maruti", "--tag", "oem", "--tier", "1"),
        ("account", "add", "Empty"),
        ("contact", "add", "maruti", "Eve"),
        ("contact", "add", "maruti", "Bob", "--reports-to", "Eve"),
        ("log", "maruti", "First", "--with", "Eve"),
        ("deadline", "add", "maruti", "One", "--due", "2026-10-01"),
        ("deadline", "add", "maruti", "Two", "--due", "2026-10-02T15:30"),
        ("budget", "add", "maruti", "Trips", "--period", "2026", "--amount", "500"),
        ("budget", "spend", "maruti", "Trips", "5"),
        ("product", "add", "X", "--price", "3"),
        ("sale", "add", "maruti", "5", "--cost", "2", "--ref", "r-1"),
        ("target", "set", "2026-Q1", "100"),
        ("rate", "set", "USD", "JPY", "150"),
    ):
        cli.ok(*words)
    return cli.db


def copied(start: Path, folder: Path) -> Cli:
    cli = Cli(folder)
    shutil.copy(start, cli.db)
    return cli


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:3]))
def test_each_change_is_taken_back_and_put_back(start: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Undo leaves every record as it was before the change, redo as it was after; an import is run again instead."""
    cli = copied(start, tmp_path)
    before = records(cli)
    done = cli(*words, stdin=CSV)
    if done.code == 4 or done.out.startswith("Nothing"):
        assert records(cli) == before
        return
    assert done.code == 0, done.err
    after = records(cli)
    assert after != before
    cli.ok("undo")
    assert records(cli) == before
    redone = cli("redo")
    if words[0] == "import":
        assert redone.code == 4
        assert "run again" in redone.err
        cli.ok(*words, stdin=CSV)
        assert {table: len(rows) for table, rows in records(cli).items()} == {
            table: len(rows) for table, rows in after.items()
        }
    else:
        assert redone.code == 0
        assert records(cli) == after


def test_a_change_that_was_not_refused_is_in_each_kind(start: Path, tmp_path: Path) -> None:
    """The table above really changes something in every table of the file."""
    cli = copied(start, tmp_path)
    before = records(cli)
    for words in CHANGES:
        cli(*words, stdin=CSV)
    after = records(cli)
    assert {table for table in before if before[table] != after[table]} == set(before) - {"currency"}


STEPS = st.lists(st.one_of(st.sampled_from(CHANGES), st.just(("undo",)), st.just(("redo",))), min_size=1, max_size=12)


@settings(max_examples=30)
@given(steps=STEPS)
def test_any_sequence_is_a_stack_of_states(start: Path, steps: list[tuple[str, ...]]) -> None:
    """Whatever is done, undone and redone in whatever order: undo steps back through the states, redo forth again.

    A new change ends what can be redone; a refused one changes nothing; an undone import is not redone, and neither
    is what lies behind it.
    """
    with tempfile.TemporaryDirectory() as folder:
        cli = copied(start, Path(folder))
        states, ahead = [records(cli)], list[tuple[Records, bool]]()
        own = 0  # the changes of this run; those that made the portfolio lie before them
        for words in steps:
            if words == ("undo",) and own == 0:
                continue
            done = cli(*words, stdin=CSV)
            now = records(cli)
            if words == ("undo",):
                assert done.code == 0, done.err
                ahead.append((states.pop(), "imported" in done.out))
                own -= 1
                assert now == states[-1]
            elif words == ("redo",):
                possible = bool(ahead) and not ahead[-1][1]
                assert done.code == (0 if possible else 4), done.err
                if possible:
                    states.append(ahead.pop()[0])
                    own += 1
                assert now == states[-1]
            elif now != states[-1]:
                assert done.code == 0
                states.append(now)
                own += 1
                ahead.clear()


def test_ids_are_never_used_again(start: Path, tmp_path: Path) -> None:
    """The id of an undone record stays free for good: a later record has a higher one."""
    cli = copied(start, tmp_path)
    first = cli.ok("sale", "add", "maruti", "1", "-q").strip()
    cli.ok("undo")
    second = cli.ok("sale", "add", "maruti", "1", "-q").strip()
    assert int(second[1:]) > int(first[1:])


def test_there_is_an_end_to_undo(tmp_path: Path) -> None:
    """Undo with nothing left, and redo with nothing undone, are refused and say where to look."""
    cli = Cli(tmp_path)
    cli.ok("account", "add", "Ford")
    cli.ok("undo")
    for word in ("undo", "redo"):
        if word == "redo":
            cli.ok("redo")
        done = cli(word)
        assert done.code == 4
        assert "amcli history" in done.err


def test_a_dry_run_of_undo_says_what_it_would_do(start: Path, tmp_path: Path) -> None:
    """--dry-run changes nothing and clears nothing."""
    cli = copied(start, tmp_path)
    before = records(cli)
    assert "Would have undone" in cli.ok("undo", "--dry-run")
    assert records(cli) == before
    assert cli("redo").code == 4


def test_history_says_what_was_undone_and_dropped(start: Path, tmp_path: Path) -> None:
    """Done, undone, and dropped once a new change has overtaken it."""
    cli = copied(start, tmp_path)
    cli.ok("sale", "add", "maruti", "1")
    cli.ok("undo")
    states = cli.ok("history", "-f", "csv", "--columns", "state", "--limit", "1").split()
    assert states == ["state", "undone"]
    cli.ok("sale", "add", "maruti", "2")
    assert cli.ok("history", "-f", "csv", "--columns", "state", "--limit", "2").split()[1:] == ["done", "dropped"]
    assert "amount_minor" in cli.ok("history", "H15")
