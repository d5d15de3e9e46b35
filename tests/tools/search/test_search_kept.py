"""The search tables and the totals by day follow every way in which records change."""

import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_samples import out_of_step

from amcli.base.registry import HOMES
from amcli.store.derived import rebuild, search_problems, totals_problems
from conftest import Cli

EVENTS = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//x//x//EN\r
BEGIN:VEVENT\r
UID:one@example.com\r
DTSTAMP:20260901T000000Z\r
SUMMARY:maruti: Müller signs %s\r
DTSTART;VALUE=DATE:20261101\r
RRULE:FREQ=MONTHLY\r
END:VEVENT\r
END:VCALENDAR\r
"""
CARDS = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:%s Rao\r\nORG:Maruti Suzuki\r\nEMAIL:%s@example.com\r\nEND:VCARD\r\n"
FILES = {
    "accounts": "name,code,note,parent\n%s Works,%s-works,renewal %s,maruti\nMaruti,maruti,other,\n",
    "contacts": "account,name,email\nmaruti,Asha Rao,%s@example.com\neclair,%s Iyer,x@example.com\n",
    "interactions": "account,date,text,external_id\nmaruti,2026-01-02,%s called,k1\neclair,2026-01-03,%s asked,k2\n",
    "deadlines": "account,title,due\nmaruti,Sign %s,2026-12-01\neclair,%s samples,2026-11-01\n",
    "sales": "account,date,amount,kind\nmaruti,2026-09-01,%s,sale\neclair,2026-09-02,5,credit\n",
    "ics": EVENTS,
    "vcard": CARDS,
}  # fmt: skip

words = st.sampled_from(["alpha", "Müller", "renewal", "x-1 & co", '"quoted"', "2026", "beta gamma"])
accounts = st.sampled_from(["maruti", "eclair", "maruti-service", "A5", "A6"])
numbers = st.integers(1, 8).map(str)
days = st.sampled_from(["2026-09-01", "2026-09-02", "2025-01-01", "2026-12-24"])
amounts = st.sampled_from(["1", "2500.50", "EUR 9", "JPY 12"])
reference = {letter: numbers.map(letter.__add__) for letter in "CIDSH"}


def line(*parts: object) -> st.SearchStrategy[tuple[str, ...]]:
    """A command line of fixed words and of values to draw."""
    return st.tuples(*(part if isinstance(part, st.SearchStrategy) else st.just(part) for part in parts))


COMMANDS = st.one_of(
    line("account", "add", words, "--note", words),
    line("account", "edit", accounts, "--name", words, "--city", words),
    line("account", "edit", accounts, "--note", ""),
    line("account", "archive", accounts),
    line("account", "remove", accounts, "--yes"),
    line("contact", "add", accounts, words, "--email", "a@example.com"),
    line("contact", "edit", reference["C"], "--account", accounts),
    line("contact", "remove", reference["C"], "--yes"),
    line("log", accounts, words, "--next", words, "--due", days, "--done", reference["D"]),
    line("log", accounts, words),
    line("interaction", "edit", reference["I"], "--text", words),
    line("interaction", "edit", reference["I"], "--account", accounts),
    line("interaction", "remove", reference["I"], "--yes"),
    line("deadline", "add", accounts, words, "--due", days, "--every", "month"),
    line("deadline", "edit", reference["D"], "--title", words, "--series"),
    line("deadline", "done", reference["D"]),
    line("deadline", "skip", reference["D"]),
    line("deadline", "snooze", reference["D"], "2d"),
    line("deadline", "spread", reference["D"], reference["D"]),
    line("deadline", "remove", reference["D"], "--yes"),
    line("sale", "add", accounts, amounts, "--on", days, "--kind", st.sampled_from(["sale", "credit", "purchase"])),
    line("sale", "edit", reference["S"], "--on", days),
    line("sale", "edit", reference["S"], "--amount", amounts),
    line("sale", "edit", reference["S"], "--cost", "3"),
    line("sale", "edit", reference["S"], "--product", st.sampled_from(["pad", ""])),
    line("sale", "remove", reference["S"], "--yes"),
    line("import", st.sampled_from(sorted(FILES)), st.sampled_from(["1", "22", "333"])),
    line("import", st.sampled_from(sorted(FILES)), st.sampled_from(["1", "22", "333"]), "--dry-run"),
    line("import", st.sampled_from(["accounts", "contacts", "interactions"]), st.sampled_from(["1", "22"]), "--update"),
    line("account", "merge", accounts, accounts, "--yes"),
    line("contact", "merge", reference["C"], reference["C"], "--yes"),
    line("undo"),
    line("undo"),
    line("redo"),
)


def run(cli: Cli, command: tuple[str, ...]) -> int:
    """Run a command line; what an import reads is written first. Returns the exit code."""
    if command[0] != "import":
        return cli(*command).code
    _, kind, text, *options = command
    file = cli.folder / f"file.{ {'ics': 'ics', 'vcard': 'vcf'}.get(kind, 'csv') }"
    file.write_text(FILES[kind].replace("%s", text))
    return cli("import", kind, str(file), *options).code


def records(cli: Cli) -> dict[str, object]:
    """Every row but those about copies of the file, which an import and its undo make."""
    return {table: rows for table, rows in cli.dump().items() if table != "backup"}


@settings(max_examples=10)
@given(st.lists(COMMANDS, min_size=4, max_size=14))
def test_every_way_to_change_keeps_them(small_file: Path, commands: list[tuple[str, ...]]) -> None:
    """After any commands, FTS5's own check of each search table passes and each day's total is the sum of its sales."""
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        shutil.copy(small_file, cli.db)
        for command in commands:
            assert run(cli, command) in (0, 2, 3, 4), command
            assert out_of_step(cli.db) == [], command


@pytest.mark.parametrize("kind", sorted(FILES))
def test_an_import_is_found_and_forgotten(small: Cli, kind: str) -> None:
    """What an import made is found at once; undone, it is found no more, and everything is as before."""
    before = records(small)
    assert run(small, ("import", kind, "zebra12" if kind != "sales" else "12")) == 0
    assert out_of_step(small.db) == []
    if kind != "sales":
        assert small.ok("search", "zebra12", "-f", "ids")
    small.ok("undo")
    assert (records(small), out_of_step(small.db)) == (before, [])
    assert small.ok("search", "zebra12", "-f", "ids") == ""


ONE_OF_EACH = (
    ("account", "edit", "maruti", "--name", "Zebra"),
    ("account", "remove", "old-garage", "--yes"),
    ("contact", "edit", "C3", "--account", "maruti", "--note", "zebra"),
    ("log", "maruti", "zebra", "--next", "zebra", "--due", "fri", "--done", "D2"),
    ("interaction", "remove", "I2", "--yes"),
    ("deadline", "edit", "D1", "--note", "zebra"),
    ("sale", "edit", "S1", "--on", "2026-01-01", "--amount", "5", "--cost", ""),
    ("sale", "edit", "S1", "--product", ""),
    ("sale", "remove", "S2", "--yes"),
    ("account", "merge", "maruti", "maruti-service", "--yes"),
)


@pytest.mark.parametrize("command", ONE_OF_EACH, ids=lambda words: " ".join(words[:2]))
def test_undo_and_redo(small: Cli, command: tuple[str, ...]) -> None:
    """Done, undone and redone, a change is found exactly while it stands."""
    states = []
    for words in (command, ("undo",), ("redo",), ("undo",)):
        small.ok(*words)
        assert out_of_step(small.db) == [], words
        states.append(small.ok("search", "zebra", "-f", "ids"))
    assert states[0] == states[2]
    assert states[1] == states[3] == ""


def test_an_update_is_found(small: Cli) -> None:
    """What an import changed is found by its new words and not by its old ones; undone, the other way round."""
    assert run(small, ("import", "interactions", "zebra12")) == 0
    assert run(small, ("import", "interactions", "needle12", "--update")) == 0
    assert out_of_step(small.db) == []
    assert len(small.ok("search", "needle12", "-f", "ids").split()) == 2
    assert small.ok("search", "zebra12", "-f", "ids") == ""
    small.ok("undo")
    assert out_of_step(small.db) == []
    assert len(small.ok("search", "zebra12", "-f", "ids").split()) == 2


def test_a_dry_run_is_not_found(small: Cli) -> None:
    """A dry run leaves no word behind."""
    small.ok("log", "maruti", "zebra", "--dry-run")
    assert small.ok("search", "zebra", "-f", "ids") == ""


def damaged(cli: Cli, sql: str) -> sqlite3.Connection:
    """The portfolio after somebody wrote into it with another tool."""
    connection = sqlite3.connect(cli.db, isolation_level=None)
    connection.execute(sql)
    return connection


BREAKS = (
    ("UPDATE account SET name = 'Other' WHERE id = 1", "account"),
    ("UPDATE opportunity SET note = 'Other' WHERE id = 1", "opportunity"),
    ("DELETE FROM interaction WHERE id = 2", "interaction"),
    ("INSERT INTO deadline (account_id, title, due, kind, priority) VALUES (1, 'x', '2026-01-01', 'other', 'low')",
     "deadline"),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "table"), BREAKS, ids=[table for _, table in BREAKS])
@pytest.mark.parametrize("mode", ["rw", "ro"])
def test_a_search_table_out_of_step_is_seen(small: Cli, sql: str, table: str, mode: str) -> None:
    """What another tool changed is seen, whether the file may be written to or not; a rebuild mends it."""
    connection = damaged(small, sql)
    look = sqlite3.connect(f"file:{small.db}?mode={mode}", uri=True, isolation_level=None)
    (problem,) = search_problems(look)
    assert f"the search index of {HOMES[table].plural} " in problem
    look.close()
    rebuild(connection)
    assert search_problems(connection) == []
    connection.close()
    assert out_of_step(small.db) == []


def test_nothing_wrong_is_no_problem(small: Cli) -> None:
    """A portfolio that only amcli wrote to has no problems, and looking changes nothing."""
    before = small.db.read_bytes()
    for mode in ("ro", "rw"):
        connection = sqlite3.connect(f"file:{small.db}?mode={mode}", uri=True, isolation_level=None)
        assert search_problems(connection) == totals_problems(connection) == []
        connection.close()
    assert small.db.read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "days", "months", "products"),
    [
        (
            "UPDATE sale SET amount_minor = 1 WHERE id = 1",
            "2026-09-01 USD",
            "2026-09 maruti USD",
            "2026-09 maruti pad USD",
        ),
        (
            "UPDATE sale SET kind = 'purchase' WHERE id = 3",
            "2026-08-15 JPY",
            "2026-08 eclair JPY",
            "2026-08 eclair (no product) JPY",
        ),
        ("DELETE FROM sale_day", "2026-08-15 JPY, 2026-09-01 USD, 2026-09-02 USD", "", ""),
        ("DELETE FROM sale_month WHERE currency = 'JPY'", "", "2026-08 eclair JPY", ""),
        ("UPDATE sale_day SET cost_minor = cost_minor + 1", "2026-08-15 JPY, 2026-09-01 USD, 2026-09-02 USD", "", ""),
        (
            "UPDATE sale_product_month SET last = '2026-08-16' WHERE currency = 'JPY'",
            "",
            "",
            "2026-08 eclair (no product) JPY",
        ),
        (
            "UPDATE sale SET product_id = NULL WHERE id = 1",
            "",
            "",
            "2026-09 maruti (no product) USD, 2026-09 maruti pad USD",
        ),
    ],
)
def test_totals_out_of_step_are_seen(small: Cli, sql: str, days: str, months: str, products: str) -> None:
    """Days and months whose total is not the sum of their sales are named; a rebuild mends them."""
    connection = damaged(small, sql)
    wrong = (
        ("the totals by day", days),
        ("the totals by month and account", months),
        ("the totals by month, account and product", products),
    )
    said = [f"{what} are not the sums of the sales: {named}" for what, named in wrong if named]
    assert totals_problems(connection) == said
    rebuild(connection)
    assert totals_problems(connection) == []
    connection.close()
    assert out_of_step(small.db) == []
