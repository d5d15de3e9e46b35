"""How opportunities end and are opened again: `won`, `lost`, `close`, `reopen`, and the sale of a won one."""

import sqlite3
from contextlib import closing

import pytest
from opportunity_samples import record, refused, steps

from conftest import Cli


@pytest.fixture
def two(small: Cli) -> Cli:
    """OP1, a renewal of 120,000 in proposal, and OP2 without an amount, both opened in June."""
    small.ok("opp", "edit", "OP1", "--on", "2026-06-01")
    small.ok("opp", "add", "eclair", "Hinges", "--close", "2026-10-31", "--on", "2026-06-01")
    return small


def test_a_sale_stays_with_its_opportunity(two: Cli) -> None:
    """Neither goes to another account alone; the sale lets go of it when that is typed, and comes back to it. One that
    another tool moved is seen by `doctor`.
    """
    two.ok("opp", "won", "OP1", "--on", "today", "--sale")
    refused(
        two, 4, "of the opportunity OP1 of maruti: type --opportunity ''", "sale", "edit", "S4", "--account", "eclair"
    )
    refused(two, 4, "`amcli sale edit S4 --opportunity ''` lets go of it", "opp", "edit", "OP1", "--account", "eclair")
    refused(two, 3, "maruti has no opportunity 'OP2'", "sale", "edit", "S4", "--opportunity", "OP2")
    two.ok("sale", "edit", "S4", "--opportunity", "", "--account", "eclair")
    assert "opportunity OP1 → none" in two.ok("history", "--limit", "1", "-f", "json")
    two.ok("undo")
    assert two.json("sale", "show", "S4")["opportunity"] == "OP1"  # type: ignore[index]
    with closing(sqlite3.connect(two.db)) as connection, connection:
        connection.execute("UPDATE contact SET reports_to_id = 3 - id WHERE id < 3")
        connection.execute("UPDATE step SET since = '2099-01-01' WHERE id = 1")
        connection.execute("INSERT INTO setting (key, value) VALUES ('me', 'gone')")
        connection.execute("UPDATE sale SET account_id = (SELECT id FROM account WHERE code = 'eclair') WHERE id = 4")
    said = two("doctor", "-f", "json").out
    assert "S4 of eclair is of the opportunity OP1 of maruti" in said and "C1 is above itself by reports to" in said
    assert "the setting me names gone" in said and "in its stage since 2099-01-01, which is later" in said
    two.ok("account", "archive", "eclair")
    two.ok("opp", "edit", "OP2", "--amount", "40k")
    assert "1 of archived accounts: 40,000" in two.ok("report", "pipeline", "-f", "table")


def test_each_end_has_its_day_and_reopening_goes_back(two: Cli) -> None:
    """An end is said from what to what, with what is still open; reopened it has its last stage and probability."""
    two.ok("deadline", "edit", "D1", "--about", "OP1")
    two.ok("opp", "edit", "OP1", "--probability", "40")
    lost = two("opp", "lost", "OP1", "OP2", "--reason", "Price", "--competitor", "Hollis", "--on", "today")
    assert lost.out.startswith(
        "Lost opportunity OP1 (Renewal, maruti): proposal 40 % → lost 0 %; OP2 (Hinges, eclair): "
    )
    assert "still open about OP1: D1" in lost.err
    ended = record(two, "OP2")
    assert [ended[key] for key in ("closed", "reason", "competitor", "stage")] == [
        "2026-09-17",
        "Price",
        "Hollis",
        "lost",
    ]
    refused(two, 4, "OP1 is lost since 2026-09-17 already", "opp", "lost", "OP1", "--reason", "x")
    refused(two, 4, "OP1 is lost since 2026-09-17: `amcli opportunity reopen OP1` it first", "opp", "won", "OP1")
    refused(two, 4, "it is lost since 2026-09-17, which is 0 %", "opp", "edit", "OP1", "--probability", "5")
    refused(two, 2, "OP1 is lost since 2026-09-17: --on is", "opp", "reopen", "OP1", "--on", "2026-09-16")
    assert "lost 0 % → proposal 40 %" in two.ok("opp", "reopen", "OP1")
    again = record(two, "OP1")
    assert (again["closed"], again["reason"], again["competitor"]) == (None, None, "Hollis")
    refused(two, 4, "OP1 is open, in proposal", "opp", "reopen", "OP1")
    refused(two, 2, "type --reason TEXT", "opp", "lost", "OP1")
    refused(two, 2, "`amcli opportunity close OP1 --undecided`", "opp", "close", "OP1")
    assert "→ undecided 0 %" in two.ok("opp", "close", "OP1", "--undecided", "--reason", "Nobody answers")
    two.ok("opp", "edit", "OP2", "--closed", "2026-09-10")
    assert steps(two, "OP2")[-1][:3] == ("2026-09-10", "lost", "2026-09-10")
    refused(two, 4, "between 2026-06-01 and 2026-09-17", "opp", "edit", "OP2", "--closed", "2026-05-31")
    assert [one["id"] for one in two.json("opp", "list", "--all", "--competitor", "hol")] == ["OP2", "OP1"]  # type: ignore[attr-defined]
    assert [one["id"] for one in two.json("opp", "list", "--all", "--stage", "lost")] == ["OP2"]  # type: ignore[attr-defined]


def test_a_won_one_becomes_a_sale_once(two: Cli) -> None:
    """With --sale: its account, product, amount and day; a second one is refused, and reopening leaves it."""
    two.ok("opp", "won", "OP1", "--on", "2026-09-10", "--amount", "110k")
    refused(two, 4, "OP1 is won since 2026-09-10 already", "opp", "won", "OP1")
    refused(two, 2, "--ref is that of the sale", "opp", "won", "OP2", "--ref", "R")
    assert two.ok("opp", "won", "OP1", "--sale", "-q").split() == ["OP1", "S4"]
    sale = two.json("sale", "show", "S4")
    assert [sale[key] for key in ("account", "date", "amount", "currency", "product", "opportunity", "ref")] == [  # type: ignore[index]
        "maruti", "2026-09-10", 110000, "USD", "pad", "OP1", None,
    ]  # fmt: skip
    refused(two, 4, "OP1 has its sale already, S4", "opp", "won", "OP1", "--sale")
    refused(two, 2, "OP2 has no amount to be sold for: type --amount", "opp", "won", "OP2", "--sale")
    assert "sale S5 (5000 JPY" in two.ok("opp", "won", "OP2", "--sale", "--amount", "5000", "--ref", "R-1")
    shown = two.ok("OP1", tty=True, NO_COLOR="1")
    assert "SOLD\n S4  Thu 10 Sep  110,000 USD\n" in shown
    assert [(one["id"], one["amount"]) for one in record(two, "OP1")["sales"]] == [("S4", 110000)]
    changed = two("opp", "edit", "OP1", "--amount", "111k", "--closed", "2026-09-11").err
    assert "its sale S4 (110000.00 USD maruti 2026-09-10) stays as it is" in changed
    assert "`amcli sale edit S4 --amount 111000 --on 2026-09-11`" in changed
    assert "its sale S4 stays: `amcli sale remove S4`" in two("opp", "reopen", "OP1").err
    refused(two, 4, "changes it; `amcli opportunity won OP1` without --sale wins it", "opp", "won", "OP1", "--sale")
    two.ok("opp", "won", "OP1")
    refused(two, 4, "still referred to", "opp", "remove", "OP1", "--yes")


def test_a_line_of_the_books_may_be_the_sale_that_was_won(two: Cli) -> None:
    """A new ref with account, day, amount and currency of a won sale is asked about, and gives it the ref once."""
    two.ok("opp", "won", "OP1", "--sale", "--on", "2026-09-10")
    note = two("sale", "add", "maruti", "120k", "--on", "2026-09-10", "--ref", "INV 7").err
    assert "S4, won with OP1, has the same day and amount" in note and "`amcli sale edit S4 --ref 'INV 7'`" in note
    assert "is the same" not in note.replace("where it is the same", "")
    two.ok("undo")
    (two.folder / "books.csv").write_text(
        "date,account,amount,ref,quantity\n2026-09-10,maruti,120000,INV-7,2500\n2026-09-10,maruti,120000,INV-8,\n"
        "2026-09-11,maruti,120000,INV-9,\n"
    )
    books = ("import", "sales", str(two.folder / "books.csv"))
    refused(two, 2, "1 row may be among the sales that were won here (line 2: S4)", *books)
    refused(two, 2, "--won-sales is same or new", *books, "--won-sales", "yes")
    before = two.dump() | {"backup": []}
    for words, answers in (("--won-sales", "same"), ""), ((), "y\ny\n"):
        answered = two(*books, *words, stdin=answers, tty=bool(answers))
        assert "Imported 2 sales, changed 1 (0 already there, 0 rejected)" in answered.out
        assert "complete          1" in answered.err
        sale = two.json("sale", "show", "S4")
        assert (sale["ref"], sale["quantity"], sale["product"]) == ("INV-7", 2500, "pad")  # type: ignore[index]
        assert "Imported 0 sales (3 already there" in two.ok(*books)
        assert '"state": "error"' not in two.ok("doctor", "-f", "json")
        two.ok("undo")
        assert two.dump() | {"backup": []} == before
    two.ok("sale", "edit", "S4", "--ref", "OUR-1")
    assert "S4, won with OP1, ref 'OUR-1', has" in two("sale", "add", "maruti", "120k", "--on", "2026-09-10").err
    two.ok("undo")
    refused(two, 2, "1 row may be among the sales that were won here (line 2: S4 OUR-1 → INV-7); nothing", *books)
    assert "took what the file says: S4 OUR-1 → INV-7" in two(*books, "--won-sales", "same").err
    assert "Imported 0 sales (3 already there" in two.ok(*books)
    two.ok("undo")
    assert two.json("sale", "show", "S4")["ref"] == "OUR-1"  # type: ignore[index]
    assert "Imported 3 sales (" in two(*books, stdin="n\ny\n", tty=True).out
    assert "Imported 0 sales (3 already there" in two.ok(*books)
    assert two("import", "accounts", books[2], "--won-sales", "same").code == 2
