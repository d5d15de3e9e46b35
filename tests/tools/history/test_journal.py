"""Undo and redo: what a change did is taken back and put back, to the last column, whatever it was."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.settings.environment import Env
from amcli.store.session import operation
from conftest import Cli, tries

Dump = dict[str, list[tuple[Any, ...]]]

# Each kind of change, on the small portfolio.
CHANGES: tuple[tuple[str, ...], ...] = (
    ("account", "add", "New", "--parent", "maruti", "--tag", "x"),
    ("account", "edit", "maruti", "--code", "ms", "--add-tag", "x", "--note", "", "--parent", "eclair"),
    ("account", "edit", "maruti", "eclair", "--tier", "3"),
    ("account", "archive", "maruti", "eclair"),
    ("account", "archive", "old-garage", "--undo"),
    ("account", "remove", "maruti-service", "old-garage", "--yes"),
    ("contact", "add", "maruti", "New", "--role", "buyer", "--reports-to", "C1"),
    ("contact", "edit", "C2", "--reports-to", "", "--account", "eclair"),
    ("contact", "remove", "C2", "--yes"),
    ("log", "maruti", "x", "--with", "C1", "--with", "C2", "--next", "y", "--due", "fri", "--done", "D1"),
    ("interaction", "edit", "I1", "--with", "C2", "--kind", "note"),
    ("interaction", "edit", "I1", "--remove-with", "C1"),
    ("interaction", "remove", "I1", "I2", "--yes"),
    ("deadline", "add", "maruti", "x", "--due", "2026-12-01T09:00"),
    ("deadline", "done", "D1", "D2"),
    ("deadline", "reopen", "D3"),
    ("deadline", "edit", "D1", "D2", "--due", "+1y", "--note", "x"),
    ("deadline", "remove", "D1", "D3", "--yes"),
    ("budget", "add", "eclair", "x", "--period", "2026-W01", "--amount", "5"),
    ("budget", "edit", "B2", "--amount", "KWD 1.005", "--period", "2027"),
    ("budget", "spend", "maruti", "Trade fair", "5"),
    ("budget", "remove", "B2", "--yes"),
    ("expense", "edit", "X1", "--budget", "B2", "--amount", "1", "--memo", ""),
    ("expense", "remove", "X1", "--yes"),
    ("product", "add", "New", "--price", "5"),
    ("product", "edit", "pad", "--price", "", "--code", "PAD"),
    ("product", "remove", "clutch", "--yes"),
    ("sale", "add", "maruti", "5", "--product", "pad", "--ref", "x"),
    ("sale", "edit", "S1", "S2", "--currency", "JPY", "--amount", "7", "--cost", ""),
    ("sale", "remove", "S1", "S2", "S3", "--yes"),
    ("target", "set", "2026", "7"),
    ("target", "set", "2027", "7", "--account", "maruti", "--product", "pad"),
    ("target", "edit", "T2", "--account", ""),
    ("target", "remove", "T1", "--yes"),
    ("rate", "set", "USD", "EUR", "2", "--on", "2026-09-01"),
    ("rate", "edit", "R1", "--to", "GBP"),
    ("rate", "remove", "R1", "R2", "--yes"),
)


@pytest.mark.parametrize("words", CHANGES, ids=" ".join)
def test_each_kind_of_change(small: Cli, words: tuple[str, ...]) -> None:
    """Undo leaves every table of records as it was before the change, redo as it was after it, any number of times."""
    before = small.dump()
    small.ok(*words)
    after = small.dump()
    assert after != before
    for _ in range(2):
        said = small.ok("undo")
        assert said.startswith("Undone H")
        assert small.dump() == before
        assert small.ok("redo").startswith("Redone H")
        assert small.dump() == after


def test_undo_goes_back_to_the_beginning(small: Cli) -> None:
    """Undone one by one, only the currencies and the file's own name are left; redone all is there again."""
    whole = small.dump()
    count = len(small.ok("history", "-f", "ids").split())
    for _ in range(count):
        small.ok("undo")
    empty = small.dump()
    assert {table for table, rows in empty.items() if rows} == {"currency", "portfolio"}
    done = small("undo")
    assert (done.code, "nothing to undo" in done.err) == (4, True)
    for _ in range(count):
        small.ok("redo")
    assert small.dump() == whole
    done = small("redo")
    assert (done.code, "nothing to redo" in done.err) == (4, True)


def test_a_new_change_ends_redo(small: Cli) -> None:
    """After a new change nothing can be put back; what only looked like a change ends nothing."""
    small.ok("sale", "add", "maruti", "5")
    small.ok("undo")
    assert small.ok("account", "edit", "maruti", "--tier", "1").startswith("Nothing")
    small.ok("sale", "add", "maruti", "7", "--dry-run")
    assert small("sale", "add", "nobody", "7").code == 3
    small.ok("redo")
    small.ok("undo")
    small.ok("rate", "remove", "R1", "--yes")
    assert small("redo").code == 4
    small.ok("undo")
    small.ok("redo")


def test_ids_are_never_used_again(small: Cli) -> None:
    """An id that was given stays given, also after undo and after remove: a new record gets the next one."""
    assert small.ok("sale", "add", "maruti", "5", "-q") == "S4\n"
    small.ok("undo")
    assert small.ok("sale", "add", "maruti", "5", "-q") == "S5\n"
    small.ok("sale", "remove", "S5", "--yes")
    assert small.ok("sale", "add", "maruti", "5", "-q") == "S6\n"
    small.ok("log", "maruti", "x", "--next", "y", "--due", "fri")
    small.ok("undo")
    assert small.ok("log", "maruti", "x", "--next", "y", "--due", "fri", "-q") == "I4\nD5\n"
    assert small.ok("undo", "-q") != small.ok("undo", "-q")


def test_a_code_can_be_given_again_after_undo(small: Cli) -> None:
    """A code that was taken back is free, and undo of that comes back to the first in turn."""
    small.ok("account", "add", "New")
    first = small.dump()
    small.ok("undo")
    small.ok("account", "add", "New")
    small.ok("undo")
    assert small("redo").code == 0
    assert small.ok("account", "list", "--code", "new", "-f", "ids") == "new\n"
    assert small.dump() != first  # the second New is another record
    assert small("account", "show", "A5").code == 3


def test_a_record_changed_twice_in_one_operation(small: Cli) -> None:
    """Images are put back from the last to the first, and forward again in the order they were made."""
    before = small.dump()
    with operation(Env(small.environ)) as work:
        work.update("account", 1, {"tier": 2})
        number = work.insert("product", {"code": "x", "name": "X"})
        work.update("account", 1, {"tier": 3})
        work.update("product", number, {"code": "y"})
        work.delete("product", number)
        work.insert("product", {"code": "y", "name": "Y"})
    after = small.dump()
    small.ok("undo")
    assert small.dump() == before
    small.ok("redo")
    assert small.dump() == after


def test_dry_runs_of_undo_and_redo(small: Cli) -> None:
    """--dry-run says what would be taken back and changes nothing."""
    small.ok("sale", "add", "maruti", "5")
    before = small.dump(journal=True)
    assert small.ok("undo", "--dry-run").startswith("Would have undone H")
    assert small.dump(journal=True) == before
    small.ok("undo")
    before = small.dump(journal=True)
    assert small.ok("redo", "--dry-run").startswith("Would have redone H")
    assert small.dump(journal=True) == before


def test_every_text_comes_back(small: Cli) -> None:
    """Text of any script, quotes, lines and nothing at all comes back to the letter."""
    text = "\"'\\ \n\t\u2028 日本 👩‍👩‍👧 é e\u0301 {} null \u200f"
    small.ok("account", "edit", "maruti", f"--note={text}", "--city", "")
    before = small.dump()
    small.ok("account", "edit", "maruti", "--note", "x", "--city", "y")
    small.ok("undo")
    assert small.dump() == before


def test_the_largest_amounts_come_back(small: Cli) -> None:
    """Amounts beyond what a float holds come back to the last minor unit."""
    small.ok("sale", "add", "maruti", "999999999999999.99")
    before = small.dump()
    assert 99999999999999999 in before["sale"][-1]
    small.ok("sale", "remove", "S4", "--yes")
    small.ok("undo")
    assert small.dump() == before


# Random sequences, against a stack of dumps


def one_of(dump: Dump, table: str, letter: str, choice: int) -> str:
    """An id of the table that exists, or one that does not where it is empty."""
    ids = [row[0] for row in dump[table]] or [999]
    return f"{letter}{ids[choice % len(ids)]}"


def commands(kind: int, a: int, b: int, dump: Dump) -> tuple[str, ...]:
    """The command line of one step; some are refused, and some change nothing."""
    account, other = one_of(dump, "account", "A", a), one_of(dump, "account", "A", b)
    contact, sale, due = (one_of(dump, *each, a) for each in (("contact", "C"), ("sale", "S"), ("deadline", "D")))
    contract, issue = one_of(dump, "contract", "CT", a), one_of(dump, "issue", "IS", a)
    talks, number = one_of(dump, "negotiation", "NG", a), str(a % 7)
    table: tuple[tuple[str, ...], ...] = (
        ("account", "add", f"Name {number}"),
        ("account", "edit", account, "--parent", other),
        ("account", "edit", account, "--code", f"code-{b % 3}", "--add-tag", number),
        ("account", "archive", account),
        ("account", "archive", account, "--undo"),
        ("account", "remove", account, "--yes"),
        ("contact", "add", account, "Bob", "--role", "user"),
        ("contact", "edit", contact, "--account", account),
        ("contact", "remove", contact, "--yes"),
        ("log", account, f"said {number}", "--next", "x", "--due", "fri", "--done", due),
        ("log", account, "said", "--with", contact),
        ("interaction", "remove", one_of(dump, "interaction", "I", b), "--yes"),
        ("interaction", "edit", one_of(dump, "interaction", "I", b), "--with", "", "--text", number),
        ("deadline", "done", due),
        ("deadline", "reopen", due, one_of(dump, "deadline", "D", b)),
        ("deadline", "remove", due, "--yes"),
        ("budget", "spend", account, "Trade fair", number),
        ("budget", "add", account, "Trade fair", "--period", f"202{number}", "--amount", "5"),
        ("expense", "remove", one_of(dump, "expense", "X", a), "--yes"),
        ("sale", "add", account, number, "--ref", f"ref-{b % 3}"),
        ("sale", "edit", sale, "--amount", f"JPY {number}", "--account", account),
        ("sale", "remove", sale, one_of(dump, "sale", "S", b), "--yes"),
        ("target", "set", f"2026-0{a % 9 + 1}", number, "--account", account),
        ("target", "remove", one_of(dump, "target", "T", a), "--yes"),
        ("rate", "set", "USD", "EUR", f"1.{number}", "--on", f"2026-0{b % 9 + 1}-01"),
        ("product", "add", f"Thing {number}"),
        ("product", "edit", one_of(dump, "product", "P", a), "--name", f"Thing {b}"),
        ("contract", "edit", contract, "--account", account),
        ("contract", "edit", contract, "--value", number, "--start", f"2026-0{b % 9 + 1}-01"),
        ("contract", "renew", contract, "--until", f"2027-0{b % 9 + 1}-28"),
        ("issue", "add", contract, f"Late {number}"),
        ("issue", "wait", issue, "client"),
        ("issue", "close", issue, "--accepted", "yes"),
        ("negotiation", "add", contract, f"Price {number}"),
        ("negotiation", "point", talks, f"point {b % 2}", "--better", "higher", "--aim", number),
        ("negotiation", "offer", talks, f"point {b % 2}", "--value", number, "--side", "client"),
        ("negotiation", "remove", talks, "--yes"),
        ("account", "merge", account, other, "--keep", "--yes"),
    )
    return table[kind % len(table)]


step = st.one_of(
    st.tuples(st.just("do"), st.integers(0, 37), st.integers(0, 20), st.integers(0, 20)),
    st.tuples(st.sampled_from(["undo", "redo"]), st.just(0), st.just(0), st.just(0)),
)


def ids_of(dump: Dump) -> set[tuple[str, int]]:
    """The ids of all records; a day's total is computed and comes again with its sales."""
    counted = ("currency", "sale_day", "sale_month", "sale_product_month")
    return {(table, row[0]) for table, rows in dump.items() if table not in counted for row in rows}


@settings(max_examples=tries(8, 60))
@given(steps=st.lists(step, min_size=4, max_size=14))
def test_any_sequence(small_file: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Any]) -> None:
    """Whatever is done, undone and redone in whatever order, the records are what a stack of copies says they are;
    what is refused changes nothing; a new change ends redo; no id is given twice.
    """
    cli = Cli(tmp_path_factory.mktemp("sequence"))
    shutil.copy(small_file, cli.db)
    now, given_ids = cli.dump(), ids_of(cli.dump())
    past: list[Dump] = []
    future: list[Dump] = []
    for what, kind, a, b in steps:
        if what == "do":
            done = cli(*commands(kind, a, b, now))
            after = cli.dump()
            assert done.code in (0, 2, 3, 4), done
            assert (after != now) <= (done.code == 0)
            if after != now:
                fresh = ids_of(after) - ids_of(now)
                assert not fresh & given_ids
                given_ids |= fresh
                past.append(now)
                future.clear()
        elif what == "undo" and past:
            cli.ok("undo")
            future.append(now)
            after = past.pop()
        elif what == "redo" and future:
            cli.ok("redo")
            past.append(now)
            after = future.pop()
        elif what == "redo":
            assert cli("redo").code == 4
            after = now
        else:
            after = now
        now = after
        assert cli.dump() == now
    for _ in past[:]:
        cli.ok("undo")
        assert cli.dump() == past.pop()
