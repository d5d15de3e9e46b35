"""`amcli search` and `amcli history`."""

from typing import Any

import pytest

from conftest import Cli

FOUND: tuple[tuple[tuple[str, ...], str], ...] = (
    (("maruti",), "maruti-service maruti"),
    (("PRICE", "list"), "I1"),
    (("list price",), "I1"),
    (('"price list"',), "I1"),
    (('"list price"',), ""),
    (("pri",), "I1"),
    (('"pri"',), ""),
    (("rice",), ""),
    (("price", "--account", "eclair"), ""),
    (("price", "--account", "maruti"), "I1"),
    (("plant",), "I2"),
    (("éclair",), "eclair"),
    (("ÉCLAIR",), "eclair"),
    (("eclair",), "eclair"),
    (("oem",), "maruti"),
    (("oem", "--account", "maruti"), "maruti"),
    (("oem", "--account", "eclair"), ""),
    (("decider",), "C1"),
    (("asha@example.com",), "C1"),
    (("asha@example",), "C1"),
    (("4678",), "maruti"),
    (("+91 11 4678",), "maruti"),
    (("maruti-serv",), "maruti-service"),
    (("two", "copies"), "D2"),
    (("send",), "D3 D1"),
    (("send", "--period", "2026-09"), "D3 D1"),
    (("send", "--period", "2026-09-02..2026-12-31"), "D1"),
    (("maruti", "--period", "2026"), ""),
    (("s", "--kind", "deadline", "--sort", "id"), "D1 D2 D3"),
    (("a", "--kind", "contact", "--sort", "id"), "C1 C3"),
    (("a", "--kind", "contact", "--sort=-id", "--limit", "1"), "C3"),
    (("x-1",), "maruti"),
    (("garage",), "old-garage"),
)


@pytest.mark.parametrize(("words", "wanted"), FOUND)
def test_search(small: Cli, words: tuple[str, ...], wanted: str) -> None:
    """All words, or words that begin so, must be in the record, in any case, accent and order; those in quotes so."""
    assert small.ok("search", *words, "-f", "ids").split() == wanted.split()


@pytest.mark.parametrize("words", [("%",), ("_", "&"), ("",), ('""',), ("  ",), ("\u0301",)])
def test_nothing_to_search_for(small: Cli, words: tuple[str, ...]) -> None:
    """Words without any letter or digit are exit 2 and one line."""
    done = small("search", *words)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)


def test_what_cannot_be_searched_for_is_said(small: Cli) -> None:
    """A word without a letter or digit beside one that has is left out, and a note says so."""
    done = small("search", "price", "&", "list", "-f", "ids")
    assert (done.code, done.out) == (0, "I1\n")
    assert done.err == "note: left out '&', which has no letter and no digit\n"


@pytest.mark.parametrize("kind", ["account", "contact"])
def test_what_has_no_day_is_in_no_period(small: Cli, kind: str) -> None:
    """A period of a kind without days is exit 2."""
    done = small("search", "a", "--kind", kind, "--period", "2026")
    assert (done.code, len(done.err.splitlines())) == (2, 1)


def test_search_has_its_own_order(small: Cli) -> None:
    """An order by what is no column of the result is exit 2."""
    assert small("search", "a", "--sort", "amount").code == 2


def test_a_terminal_is_told_how_many_more(small: Cli) -> None:
    """A terminal shows fifty and says how many more were found."""
    file = small.folder / "calls.csv"
    file.write_text("account,text,date\n" + "".join(f"maruti,needle {n},2026-01-01\n" for n in range(60)))
    small.ok("import", "interactions", str(file))
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
