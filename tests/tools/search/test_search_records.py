"""What is found beside texts: sales by their reference, products, budgets and expenses."""

from typing import Any

import pytest
from search_samples import out_of_step

from conftest import Cli

FOUND: tuple[tuple[tuple[str, ...], str], ...] = (
    (("RE-2026-1196",), "S4"),
    (("re-2026-119",), "S5 S4"),
    (("RE-2026-1196", "--account", "maruti"), "S4"),
    (("RE-2026-1196", "--account", "eclair"), ""),
    (("re-", "--kind", "sales", "--period", "2026-09-02..2026-09-02"), "S5"),
    (("1196",), ""),
    (("äb",), "S6"),
    (("äb 7",), "S6"),
    (("brake",), "pad"),
    (("brakes", "--kind", "product"), "pad"),
    (("trade",), "B1 X1"),
    (("hall",), "B1"),
    (("hall", "--account", "maruti"), "B1"),
    (("hall", "--account", "eclair"), ""),
    (("stand", "--kind", "expense"), "X1"),
    (("stand", "--account", "maruti", "--kind", "expense"), "X1"),
    (("stand", "--account", "eclair"), ""),
)


@pytest.fixture
def sold(small: Cli) -> Cli:
    small.ok("sale", "add", "maruti", "55.50", "--ref", "RE-2026-1196", "--on", "2026-09-01")
    small.ok("sale", "add", "maruti", "5", "--ref", "RE-2026-1197", "--on", "2026-09-02", "--kind", "credit")
    small.ok("sale", "add", "eclair", "5", "--ref", "ÄB 7%_", "--on", "2026-09-03")
    small.ok("budget", "edit", "B1", "--note", "Hall 3")
    return small


@pytest.mark.parametrize(("words", "wanted"), FOUND, ids=[" ".join(words) for words, _ in FOUND])
def test_records_are_found(sold: Cli, words: tuple[str, ...], wanted: str) -> None:
    """A reference as it is or by how it begins, in any case; the rest by words."""
    found = sold.ok("search", *words, "-f", "ids").split()
    if words == ("trade",):
        assert found[0] == "B1"
    else:
        assert found == wanted.split()


def test_a_sale_says_whose_it_is(sold: Cli) -> None:
    """The account, the day and the amount; a credit says that it is one."""
    rows: Any = sold.json("search", "re-2026-119", "--sort", "id")
    assert rows[0] == {
        "id": "S4", "kind": "sale", "account": "maruti", "date": "2026-09-01", "text": "RE-2026-1196",
        "amount": 55.50, "currency": "USD",
    }  # fmt: skip
    assert rows[1]["text"] == "RE-2026-1197 (credit)"


def test_the_very_reference_comes_first(sold: Cli) -> None:
    """What is called just so stands before what only begins so, and before a text that mentions it."""
    sold.ok("sale", "add", "maruti", "5", "--ref", "RE-2026-11960", "--on", "2026-09-09")
    sold.ok("log", "maruti", "They ask about RE-2026-1196")
    assert sold.ok("search", "RE-2026-1196", "-f", "ids").split()[0] == "S4"


def test_wildcards_are_text(sold: Cli) -> None:
    """A reference may hold what SQL would take for a pattern."""
    assert sold.ok("search", "äb 7%_", "-f", "ids") == "S6\n"
    assert sold.ok("search", "äb 7_", "-f", "ids") == ""


def test_what_is_nobodys_is_in_no_account(sold: Cli) -> None:
    """A product belongs to no account: asked for in one it is a mistake, and without a kind it is left out."""
    assert sold("search", "brake", "--kind", "product", "--account", "maruti").code == 2
    assert sold.ok("search", "brake", "--account", "eclair", "-f", "ids") == ""
    assert sold("search", "brake", "--kind", "product", "--period", "2026").code == 2
    assert sold("search", "brake", "--kind", "target").code == 2


def test_the_new_kinds_follow_every_change(sold: Cli) -> None:
    """Imported, undone, merged and changed: found while it stands."""
    file = sold.folder / "x.csv"
    for kind, text in (
        ("products", "name,code\nZebra,z\n"), ("budgets", "account,name,period,amount\nmaruti,Zebra,2026,5\n"),
        ("sales", "account,amount,date,ref\nmaruti,5,2026-09-01,Zebra 1\n"),
    ):  # fmt: skip
        file.write_text(text)
        sold.ok("import", kind, str(file))
        assert len(sold.ok("search", "zebra", "-f", "ids").split()) == 1, kind
        assert out_of_step(sold.db) == []
        sold.ok("undo")
        assert sold.ok("search", "zebra", "-f", "ids") == "", kind
        assert out_of_step(sold.db) == []
    sold.ok("account", "merge", "eclair", "maruti", "--yes")
    assert sold.ok("search", "RE-2026-1196", "--account", "eclair", "-f", "ids") == "S4\n"
    assert sold.ok("search", "hall", "--account", "eclair", "-f", "ids") == "B1\n"
    assert out_of_step(sold.db) == []


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(sold: Cli, width: int) -> None:
    """The kind, the reference, the account and the text fold into what there is."""
    shown = sold.ok("search", "s", "-f", "table", COLUMNS=str(width))
    assert max(map(len, shown.splitlines())) <= width
