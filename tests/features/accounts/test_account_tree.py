"""`account list --tree`: each account below its parent."""

from typing import Any

import pytest

from conftest import Cli


@pytest.fixture
def group(cli: Cli) -> Cli:
    """A group of three levels, an account beside it, and one that is archived."""
    for name, *more in (
        ("Zeta Group",), ("Alfa", "--tier", "1"), ("North", "--parent", "zeta-group", "--tier", "2"),
        ("East", "--parent", "zeta-group", "--tier", "1"), ("Depot", "--parent", "north"),
        ("Old", "--parent", "zeta-group"),
    ):  # fmt: skip
        cli.ok("account", "add", name, *more)
    cli.ok("account", "archive", "old")
    return cli


def tree(cli: Cli, *words: str) -> list[tuple[str, int]]:
    rows: Any = cli.json("account", "list", "--tree", *words)
    return [(row["code"], row["depth"]) for row in rows]


def test_parents_come_before_children(group: Cli) -> None:
    """Children follow their parent, in the list's order; `depth` is added behind the keys of the list."""
    assert tree(group) == [("alfa", 0), ("zeta-group", 0), ("east", 1), ("north", 1), ("depot", 2)]
    header, first, *_ = group.ok("account", "list", "--tree", "-f", "csv").splitlines()
    assert header == group.ok("account", "list", "-f", "csv").splitlines()[0] + ",depth"
    assert first.startswith("alfa,Alfa,")
    assert group.ok("account", "list", "--tree", "-f", "ids").split() == [
        "alfa",
        "zeta-group",
        "east",
        "north",
        "depot",
    ]


def test_order_limit_and_filters(group: Cli) -> None:
    """--sort orders the children of one parent, --all brings the archived, and a match without its parent is a root."""
    assert tree(group, "--sort", "-code")[:3] == [("zeta-group", 0), ("north", 1), ("depot", 2)]
    assert ("old", 1) in tree(group, "--all")
    assert tree(group, "--tier", "1") == [("alfa", 0), ("east", 0)]
    assert tree(group, "--limit", "2") == [("alfa", 0), ("zeta-group", 0)]
    assert "and 3 more" in group.ok("account", "list", "--tree", "--limit", "2", "-f", "table")


def test_people_see_codes_indented(group: Cli) -> None:
    """Two cells for each level, at 40 columns too; other commands take the code as it stands in plain text."""
    lines = group.ok("account", "list", "--tree", "-f", "table", COLUMNS="40").splitlines()
    assert [line[:10].rstrip() for line in lines[2:7]] == ["alfa", "zeta-group", "  east", "  north", "    depot"]
    assert group.ok("account", "list", "--tree").splitlines()[-1].startswith("depot ")
