"""How much the word of a contact counts, and how they stand to us."""

from typing import Any

import pytest

from conftest import Cli


def who(cli: Cli, *words: str) -> list[tuple[str, int | None, str | None]]:
    listed: Any = cli.json("contact", "list", *words)
    return [(row["name"], row["influence"], row["stance"]) for row in listed]


def test_both_are_typed_listed_and_cleared(cli: Cli) -> None:
    """add and edit take them, in any case; lists filter by each and by both; an empty text clears."""
    cli.ok("account", "add", "Acme")
    cli.ok("contact", "add", "acme", "Ann", "--influence", "5", "--stance", "Champion")
    cli.ok("contact", "add", "acme", "Bob", "--influence", "5", "--stance", "sceptic")
    cli.ok("contact", "add", "acme", "Cleo")
    assert who(cli, "--influence", "5") == [("Ann", 5, "champion"), ("Bob", 5, "sceptic")]
    assert who(cli, "--stance", "sceptic", "--influence", "5") == [("Bob", 5, "sceptic")]
    cli.ok("contact", "edit", "Ann", "--influence", "2", "--stance", "")
    cli.ok("contact", "edit", "Bob", "--influence", "")
    assert who(cli) == [("Ann", 2, None), ("Bob", None, "sceptic"), ("Cleo", None, None)]
    cli.ok("undo")
    assert who(cli, "--influence", "5") == [("Bob", 5, "sceptic")]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--influence", "0", "from 1 to 5"), ("--influence", "6", "from 1 to 5"), ("--influence", "high", "from 1 to 5"),
     ("--stance", "friend", "champion, supporter, neutral, sceptic, opponent")],
)  # fmt: skip
def test_what_is_neither_is_refused(small: Cli, option: str, value: str, said: str) -> None:
    """With what is accepted, and nothing is changed."""
    before = small.dump()
    done = small("contact", "edit", "C1", option, value)
    assert (done.code, said in done.err) == (2, True)
    assert small.dump() == before
