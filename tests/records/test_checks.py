"""What a noun asks for beyond its fields."""

import pytest

from conftest import Cli


def chain(cli: Cli, *names: str) -> None:
    """Accounts, each under the one before it."""
    for above, name in zip((None, *names), names, strict=False):
        cli.ok("account", "add", name, "--code", name, *(() if above is None else ("--parent", above)))


def test_no_account_is_above_itself(cli: Cli) -> None:
    """An account cannot be its own parent, nor stand under any that is under it; anywhere else it may."""
    chain(cli, "one", "two", "three", "four")
    for account, parent in (("one", "one"), ("one", "two"), ("one", "four"), ("two", "four"), ("three", "three")):
        done = cli("account", "edit", account, "--parent", parent)
        assert done.code == 4, (account, parent)
        assert "above itself" in done.err
    cli.ok("account", "edit", "four", "--parent", "one")
    cli.ok("account", "edit", "three", "--parent", "four")
    assert cli("account", "edit", "four", "--parent", "three").code == 4
    assert cli("account", "edit", "one", "four", "--parent", "three").code == 4


def test_an_edit_of_several_cannot_close_a_circle(cli: Cli) -> None:
    """Two accounts put under each other in one command are refused, and neither moves."""
    chain(cli, "one", "two")
    before = cli.dump()
    assert cli("account", "edit", "one", "two", "--parent", "two").code == 4
    assert cli.dump() == before


def test_who_reports_to_whom(small: Cli) -> None:
    """A contact answers to another of the same account, never in a circle, and cannot leave those who answer to it."""
    small.ok("contact", "add", "maruti", "Third", "--reports-to", "Ravi Iyer")
    for words, said in (
        (("C1", "--reports-to", "C1"), "above itself"),
        (("C1", "--reports-to", "C2"), "above itself"),
        (("C1", "--reports-to", "C4"), "above itself"),
        (("C1", "--account", "eclair"), "in its account 1 contact would report to nobody"),
        (("C2", "--account", "eclair"), "same account"),
        (("C4", "--account", "eclair"), "same account"),
    ):
        done = small("contact", "edit", *words)
        assert (done.code, said in done.err) == (4, True), (words, done)
    assert small("contact", "edit", "C3", "--reports-to", "C1").code == 3  # of another account: not among its contacts
    small.ok("contact", "edit", "C4", "--account", "eclair", "--reports-to", "Asha Rao")
    assert small.json("contact", "show", "C4", "--columns", "account,reports_to") == {
        "account": "eclair",
        "reports_to": "Asha Rao",
    }


def test_a_ref_is_unique_within_account_and_kind(small: Cli) -> None:
    """The outside world's reference is refused a second time for the same account and kind, on add and on edit."""
    small.ok("sale", "add", "maruti", "5", "--ref", "INV-1", "--kind", "credit")
    small.ok("sale", "add", "eclair", "5", "--ref", "INV-1")
    for words in (
        ("sale", "add", "maruti", "5", "--ref", "INV-1"),
        ("sale", "edit", "S2", "--kind", "sale", "--ref", "INV-1"),
        ("sale", "edit", "S5", "--account", "maruti"),
        ("sale", "edit", "S4", "--kind", "sale"),
    ):
        done = small(*words)
        assert done.code == 4, words
        assert "S1 of this account and kind has the ref 'INV-1' already" in done.err
    small.ok("sale", "edit", "S1", "--ref", "INV-1", "--amount", "6")
    small.ok("sale", "add", "maruti", "5", "--ref", "inv-1")
    small.ok("sale", "add", "maruti", "5")
    small.ok("sale", "add", "maruti", "5")


@pytest.mark.parametrize("code", ["pad", "PAD", "Pad"])
def test_a_code_is_unique_in_any_case(small: Cli, code: str) -> None:
    """A code that another record has, in any case, is refused; a record may change the case of its own."""
    assert small("product", "add", "x", "--code", code).code == 4
    assert small("product", "edit", "clutch", "--code", code).code == 4
    small.ok("product", "edit", "pad", "--code", code)
    small.ok("account", "add", "x", "--code", code)


def test_an_account_is_made_today(cli: Cli) -> None:
    """An account's first day is the day of the clock."""
    cli.ok("--today", "2020-02-29", "account", "add", "A")
    assert cli.json("account", "list", "--columns", "created") == [{"created": "2020-02-29"}]


def test_a_rate_is_between_two_currencies(small: Cli) -> None:
    """A currency has no rate to itself, whichever side is changed."""
    for words in (("rate", "set", "EUR", "eur", "1"), ("rate", "edit", "R1", "--to", "USD"),
                  ("rate", "edit", "R1", "--from", "EUR")):  # fmt: skip
        done = small(*words)
        assert (done.code, "itself" in done.err) == (2, True), words
