"""An id in the account's place: the record's own history, its sales, and in reports its account, which is said."""

import pytest

from conftest import Cli


@pytest.fixture
def deal(small: Cli) -> Cli:
    """OP2 of maruti, with a deadline about it, a follow-up that is about nothing, and a colleague."""
    small.ok("colleague", "add", "Tom Ashgrove", "--code", "tom")
    small.ok("opportunity", "add", "maruti", "Wiper programme", "5000", "--close", "2026-12-01", "--owner", "tom")
    small.ok("deadline", "add", "OP2", "Send samples", "--due", "2026-10-02", "--for", "tom", "--owed-by", "client")
    small.ok("deadline", "add", "maruti", "Other matter", "--due", "2026-10-02")
    return small


def test_the_history_of_one_record(deal: Cli) -> None:
    """`history OP2` has what changed of it, of its parts and of what is about it; also of what is gone, and of others
    by code or id. An account is what it was; what was never there is exit 3.
    """
    deal.ok("opportunity", "move", "OP2", "proposal")
    number = deal.ok("deadline", "list", "OP2", "-f", "ids").strip()
    deal.ok("deadline", "done", number, "--evidence", "Parcel 4711")
    deal.ok("sale", "add", "OP2", "100")
    deal.ok("log", "OP2", "They like it")
    said = deal.ok("history", "OP2")
    for word in ("added opportunity OP2", "moved opportunity", "Send samples", "'Parcel 4711'", "added sale", "logged"):
        assert word in said
    assert "Other matter" not in said and "Tom Ashgrove" not in said
    assert deal.ok("history", "OP2", "--kind", "sale").count("\n") == 2
    own = deal.ok("history", number, "-f", "csv", "--columns", "summary").splitlines()[1:]
    assert [line.lstrip('"').split(" (")[0] for line in own] == [f"done deadline {number}", f"added deadline {number}"]
    assert "added colleague tom" in deal.ok("history", "tom")
    assert "added sale S1" in deal.ok("history", "S1")
    deal.ok("deadline", "remove", number, "--yes")
    assert "removed deadline" in deal.ok("history", number)
    assert "removed deadline" in deal.ok("history", "OP2")
    assert "Other matter" in deal.ok("history", "maruti")
    assert deal("history", "S999").code == 3


def test_sales_of_an_opportunity_and_accounts_in_reports(deal: Cli) -> None:
    """`sale add OP2` links the sale and says so, `sale list OP2` has those alone; where an id means its account, in
    lists, reports and changes, a terminal says it, and every report takes it. What proves a deadline is found.
    """
    done = deal("sale", "add", "OP2", "100", "-q")
    assert "linked to OP2 of maruti" in done.err
    assert deal.ok("sale", "list", "OP2", "-f", "ids") == done.out
    assert len(deal.ok("sale", "list", "maruti", "-f", "ids").splitlines()) > 1
    note = "note: OP2 is of maruti: its account\n"
    for words in (
        ("report", "sales"),
        ("report", "win-loss"),
        ("report", "pipeline"),
        ("report", "retention"),
        ("contact", "list"),
    ):
        shown, piped = deal(*words, "OP2", tty=True), deal(*words, "OP2")
        assert (shown.code, shown.err, piped.code, piped.err) == (0, note, 0, ""), words
    assert not deal("deadline", "list", "OP2", tty=True).err
    assert deal("contact", "add", "OP2", "Bob Bar").err == note
    deal.ok("deadline", "done", deal.ok("deadline", "list", "OP2", "-f", "ids").strip(), "--evidence", "Parcel 4711")
    assert "Send samples" in deal.ok("search", "4711")
