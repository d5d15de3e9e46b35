"""A word of the name is enough, in every place where a record is named."""

from __future__ import annotations

import pytest

from conftest import Cli


@pytest.fixture
def firms(cli: Cli) -> Cli:
    """Two accounts, each with a Eva, a budget and a colleague of hers."""
    cli.ok("account", "add", "Müller Söhne GmbH", "--code", "MS1")
    cli.ok("account", "add", "Krämer Automotive", "--code", "KR2")
    cli.ok("contact", "add", "MS1", "Eva Groß")
    cli.ok("contact", "add", "MS1", "Ed Kahn")
    cli.ok("contact", "add", "KR2", "Eva Braun-Lopez")
    cli.ok("contact", "add", "KR2", "Zoë Braun")
    cli.ok("product", "add", "Brake pad set", "--code", "BPS", "--price", "48")
    cli.ok("budget", "add", "MS1", "Trade fair", "--period", "2026", "--amount", "20k")
    cli.ok("budget", "add", "KR2", "Trade rebate", "--period", "2026", "--amount", "20k")
    cli.ok("budget", "add", "KR2", "Launch rebate", "--period", "2027", "--amount", "20k")
    return cli


def test_a_word_names_the_record(firms: Cli) -> None:
    """Whatever the place: an account, whom one spoke to, whom a contact reports to, a product, a budget."""
    for words, said in (
        (("log", "müller", "Called", "--with", "Eva"), "Logged I1 (Called)"),
        (("contact", "edit", "kahn", "--reports-to", "gross"), "Changed contact C2 (Ed Kahn, MS1)"),
        (("account", "edit", "sohne", "--parent", "automotive"), "Changed account MS1 (Müller Söhne GmbH)"),
        (("sale", "add", "Kramer", "5", "--product", "brake pad"), "Added sale S1 (5.00 USD KR2 2026-09-17)"),
        (("budget", "spend", "müller", "trade", "480"), "Spent expense X1 (480.00 USD Trade fair)"),
        (("budget", "spend", "krämer", "rebate", "480"), "Spent expense X2 (480.00 USD Trade rebate)"),
        (
            ("expense", "edit", "X1", "--budget", "fair", "--memo", "Stand"),
            "Changed expense X1 (480.00 USD Trade fair)",
        ),
        (("target", "set", "2026-H2", "5k", "--account", "automotive", "--product", "pad"), "Set target T1 (2026-H2"),
        (
            ("deadline", "add", "gmbh", "Call back", "--due", "next fri 9:00"),
            "Added deadline D1 (Call back, 2026-09-25T",
        ),
    ):
        assert firms.ok(*words).startswith(said), words
    assert "Zoë Braun" in firms.ok("contact", "show", "zoe")
    assert firms.ok("sale", "list", "--account", "krämer", "--product", "pad", "-f", "ids") == "S1\n"
    assert firms.ok("expense", "list", "--budget", "fair", "-f", "ids") == "X1\n"


def test_what_is_of_another_account_says_where(firms: Cli) -> None:
    """One that another account has is not taken, and the error says whose it is."""
    for words, says in (
        (("log", "müller", "x", "--with", "zoë"), "MS1 has no contact 'zoë': C4 (Zoë Braun) is of KR2"),
        (("contact", "edit", "kahn", "--reports-to", "zoe"), "MS1 has no contact 'zoe': C4 (Zoë Braun) is of KR2"),
        (("budget", "spend", "müller", "rebate", "5"),
         "MS1 has no budget 'rebate': B2 (Trade rebate) is of KR2, B3 (Launch rebate) is of KR2"),
    ):  # fmt: skip
        done = firms(*words)
        assert (done.code, done.err.splitlines()[0]) == (3, f"amcli: {says}"), words


def test_several_of_a_word(firms: Cli) -> None:
    """Several are named; in a list of one account its own is meant."""
    done = firms("contact", "show", "eva")
    assert (done.code, done.err) == (
        3,
        "amcli: 'eva' is more than one contact: type its id; it could be: C1 (Eva Groß), C3 (Eva Braun-Lopez)\n",
    )
    firms.ok("log", "müller", "x", "--with", "eva")
    firms.ok("log", "krämer", "y", "--with", "eva")
    assert firms("interaction", "list", "--with", "eva").code == 3
    assert firms.ok("interaction", "list", "--with", "eva", "--account", "krämer", "-f", "ids") == "I2\n"
    firms.ok("budget", "spend", "müller", "trade", "5")
    assert firms.ok("expense", "list", "--account", "müller", "--budget", "trade", "-f", "ids") == "X1\n"


def test_words_of_two_budgets(firms: Cli) -> None:
    """Where both hold the day each is a candidate; the exact name of one is that one."""
    firms.ok("budget", "add", "müller", "Fair", "--period", "2026", "--amount", "5")
    firms.ok("budget", "add", "müller", "Book fair", "--period", "2026", "--amount", "5")
    assert firms.ok("budget", "spend", "müller", "fair", "1").startswith("Spent expense X1 (1.00 USD Fair)")
    firms.ok("budget", "edit", "fair", "--name", "Fairs")
    done = firms("budget", "spend", "müller", "fair", "1")
    assert done.code == 3
    assert "2 budgets 'fair' that hold 2026-09-17" in done.err
