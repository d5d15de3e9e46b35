"""`amcli search` and `amcli history`."""

import sqlite3
from typing import Any

import pytest

from conftest import Cli

FOUND: tuple[tuple[tuple[str, ...], str], ...] = (
    (("maruti",), "maruti-service maruti"),
    (("PRICE", "list"), "I1"),
    (("list price",), "I1"),
    (("price", "--account", "eclair"), ""),
    (("plant",), "I2"),
    (("éclair",), "eclair"),
    (("ÉCLAIR",), "eclair"),
    (("oem",), "maruti"),
    (("decider",), "C1"),
    (("asha@example",), "C1"),
    (("asha",), "C3 C1"),
    (("two", "copies"), "D2"),
    (("send",), "D1 D3"),
    (("s", "--kind", "deadline", "--limit", "2"), "D2 D1"),
    (("a", "--kind", "contact", "--sort", "id"), "C1 C2 C3"),
    (("a", "--kind", "contact", "--sort=-id"), "C3 C2 C1"),
    (("%",), ""),
    (("_",), ""),
    (("x-1",), "maruti"),
)


@pytest.mark.parametrize(("words", "wanted"), FOUND)
def test_search(small: Cli, words: tuple[str, ...], wanted: str) -> None:
    """All words must be somewhere in the record, in any case and any order; what is dated comes newest first."""
    assert small.ok("search", *words, "-f", "ids").split() == wanted.split()


def test_search_has_its_own_order(small: Cli) -> None:
    """An order by what is no column of the result is exit 2."""
    assert small("search", "a", "--sort", "amount").code == 2


def test_a_terminal_is_told_how_many_more(small: Cli) -> None:
    """A terminal shows fifty and says how many more were found."""
    connection = sqlite3.connect(small.db)
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 60) INSERT INTO interaction "
        "(account_id, date, kind, text) SELECT 1, '2026-01-01', 'call', 'needle ' || i FROM n"
    )
    connection.commit()
    connection.close()
    shown = small.ok("search", "needle", tty=True, NO_COLOR="1")
    assert "10 more" in shown
    assert len(small.ok("search", "needle", "-f", "ids").split()) == 60


def test_history(small: Cli) -> None:
    """The journal lists each change once, the newest first: when, what, how many records, by which command."""
    small.ok("sale", "add", "maruti", "5", "--ref", "two words")
    rows: Any = small.json("history")
    assert rows[0]["id"] == f"H{len(rows)}"
    assert rows[0]["summary"] == "added sale S4 (5.00 USD maruti 2026-09-17)"
    assert rows[0]["command"] == "amcli sale add maruti 5 --ref 'two words'"
    assert (rows[0]["state"], rows[0]["records"]) == ("done", 1)
    assert len(rows[0]["at"]) == len("2026-09-17T00:00:00Z")
    assert [row["id"] for row in rows] == [f"H{number}" for number in range(len(rows), 0, -1)]
    assert small.ok("history", "--limit", "1", "--sort", "id", "-f", "ids") == "H1\n"
    assert small("history", "--sort", "nothing").code == 2


def test_an_operation_opened(small: Cli) -> None:
    """One operation shows each field of each record as it was and as it became."""
    small.ok("account", "edit", "maruti", "eclair", "--tier", "3", "--city", "")
    shown: Any = small.json("history", small.ok("history", "--limit", "1", "-f", "ids").strip())
    changes = [tuple(row.values()) for row in shown["changes"]]
    assert changes == [("A1", "tier", "1", "3"), ("A1", "city", "New Delhi", None), ("A3", "tier", None, "3")]
    small.ok("rate", "remove", "R1", "--yes")
    shown = small.json("history", "h" + small.ok("history", "--limit", "1", "-f", "ids").strip()[1:])
    assert ("R1", "rate", "0.92", None) in [tuple(row.values()) for row in shown["changes"]]


@pytest.mark.parametrize("text", ["H99", "H0", "1", "x", "H", "H²", "H" + "9" * 30, "H" + "9" * 5000, "H-1", "\n"])
def test_no_such_operation(small: Cli, text: str) -> None:
    """An operation that is not there is exit 3 and one line."""
    done = small("history", "--", text)
    assert (done.code, len(done.err.splitlines())) == (3, 1)


def test_an_operation_has_no_order(small: Cli) -> None:
    """Options of the list are not ignored for one operation: exit 2."""
    assert small("history", "H1", "--limit", "1").code == 2
    assert small("history", "H1", "--sort", "id").code == 2


def test_states_of_operations(small: Cli) -> None:
    """An operation is done, undone, or dropped when a new change overtook it; its record stays in the journal."""
    small.ok("sale", "add", "maruti", "5")
    small.ok("undo")
    state: Any = small.json("history", "--limit", "1")
    assert state[0]["state"] == "undone"
    small.ok("sale", "add", "maruti", "6")
    states: Any = small.json("history", "--limit", "2")
    assert [row["state"] for row in states] == ["done", "dropped"]
