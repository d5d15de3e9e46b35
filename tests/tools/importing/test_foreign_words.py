"""Files of other systems whose numbers, types, states and lengths mean what that system means by them, by value."""

from pathlib import Path

import pytest

from conftest import Cli, Done

FILES = Path(__file__).parent / "foreign"


@pytest.fixture
def blue(cli: Cli) -> Cli:
    """An account in euros."""
    cli.ok("account", "add", "Blue Ltd", "--code", "blue", "--currency", "EUR")
    return cli


def actual(cli: Cli) -> str:
    """What the sales report has for the account."""
    lines = cli.ok("report", "sales", "-f", "csv", "--columns", "actual").splitlines()
    return lines[1] if len(lines) > 1 else ""


def refused(cli: Cli, *words: str, stdin: str = "") -> str:
    """The question of a command that stops: exit 2, and nothing was written."""
    before = cli.dump()
    done: Done = cli(*words, stdin=stdin)
    assert done.code == 2, done
    assert cli.dump() == before
    return done.err


def test_lakhs_and_crores(cli: Cli) -> None:
    """Groups of two above the last three can be read in one way alone: in a file and where they are typed."""
    cli.ok("config", "set", "currency", "INR")
    cli.ok("account", "add", "Maruti")
    cli.ok("import", "sales", str(FILES / "lakhs-and-crores" / "sales.csv"))
    assert actual(cli) == "1434566.00"
    assert "1234567.00" in cli.ok("target", "set", "2026", "12,34,567", "--account", "maruti")


def test_lakhs_where_a_comma_is_the_decimal_sign(blue: Cli) -> None:
    """There they are none, and say so."""
    text = 'account;date;amount\nblue;2026-09-01;"1.234,50"\nblue;2026-09-02;"12,34,567"\n'
    said = refused(blue, "import", "sales", "-", stdin=text)
    assert "'12,34,567': is no number with a decimal comma (as in line 2)" in said
