"""A portfolio made with version 0.1.0 opens, and each of its reports differs only where CHANGELOG.md says so."""

import json
import shlex
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import ROOT, Cli

FOLDER = Path(__file__).parent / "portfolio_0_1_0"
OUTPUTS: dict[str, Any] = json.loads((FOLDER / "outputs.json").read_text(encoding="utf-8"), parse_float=Decimal)
ENTRIES = tomllib.loads((FOLDER / "differences.toml").read_text(encoding="utf-8"))["difference"]
NAMES = ("key", "code", "id")  # the first of them that a row has says which row it is


class Listed(NamedTuple):
    """A difference that is expected: patterns of a command and of a key, and words of the changelog."""

    command: str
    key: str
    changelog: str


LISTED = [
    Listed(command, key, entry["changelog"])
    for entry in ENTRIES
    for command in entry["commands"]
    for key in entry["keys"]
]


class Difference(NamedTuple):
    """Where a command says something else: `rows.forecast`, `+rows.shortfall` for a new key, `-note` for one that is
    gone; `+rows` for a row that is new, and `rows order` for rows in another order.
    """

    command: str
    key: str


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The portfolio as version 0.1.0 left it, brought up to date by the first command that reads it."""
    cli = Cli(tmp_path_factory.mktemp("old"))
    with closing(sqlite3.connect(cli.db)) as connection:
        connection.executescript((FOLDER / "portfolio.sql").read_text(encoding="utf-8"))
    cli.db.chmod(0o600)
    (cli.folder / "config.toml").write_text('currency = "EUR"\n', encoding="utf-8")
    return cli


@cache
def found(cli_folder: Path) -> tuple[Difference, ...]:
    """All differences of all commands."""
    cli = Cli(cli_folder)
    return tuple(
        Difference(command, key)
        for command, before in OUTPUTS.items()
        for key in dict.fromkeys(differing(before, cli.json(*shlex.split(command))))
    )


def differing(before: Any, now: Any, path: str = "") -> Iterator[str]:
    """The keys, without the names of rows, whose values differ."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key in {**before, **now}:
            inner = f"{path}.{key}".lstrip(".")
            if key not in now:
                yield f"-{inner}"
            elif key not in before:
                yield f"+{inner}"
            else:
                yield from differing(before[key], now[key], inner)
    elif isinstance(before, list) and isinstance(now, list) and any(isinstance(row, dict) for row in before + now):
        yield from _differing_rows(named(before), named(now), path or "rows")
    elif (type(before), before) != (type(now), now):
        yield path


def _differing_rows(before: dict[str, Any], now: dict[str, Any], path: str) -> Iterator[str]:
    yield from (f"-{path}" for name in before if name not in now)
    yield from (f"+{path}" for name in now if name not in before)
    both = [name for name in before if name in now]
    if both != [name for name in now if name in before]:
        yield f"{path} order"
    for name in both:
        yield from differing(before[name], now[name], path)


def named(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows by what they are of, or by their place where nothing says that."""
    name = next((name for name in NAMES if all(row.get(name) is not None for row in rows)), "")
    if not name or len({row[name] for row in rows}) < len(rows):
        return {str(place): row for place, row in enumerate(rows)}
    return {str(row[name]): row for row in rows}


def says(listed: Listed, difference: Difference) -> bool:
    """Whether an entry of the list covers a difference; `*` stands for any text."""
    return fnmatchcase(difference.command, listed.command) and fnmatchcase(difference.key, listed.key)


def test_it_opens(old: Cli) -> None:
    """It is brought up to date by the first command, with every account, and is in order."""
    assert len(old.ok("account", "list", "--all", "-f", "ids").split()) == 9
    report: Any = old.json("doctor")
    assert {check["check"] for check in report["checks"] if check["state"] != "ok"} <= {"reminders"}


def test_every_kind_of_difference_is_seen() -> None:
    """A value, a type, a key, a row and an order that differ are named; what is the same is not."""
    before = {
        "note": None,
        "rows": [{"key": "a", "n": 1}, {"key": "b"}, {"key": "c"}],
        "old": 1,
        "n": Decimal(1),
    }
    now = {"note": "x", "rows": [{"key": "b"}, {"key": "a", "n": 3, "m": 0}, {"key": "d"}], "new": 1, "n": 1}
    assert set(differing(before, now)) == {
        "note",
        "n",
        "-old",
        "+new",
        "-rows",
        "+rows",
        "rows order",
        "rows.n",
        "+rows.m",
    }
    assert list(differing(before, before)) == list(differing([{"id": 1}], [{"id": 1}])) == []


@pytest.mark.parametrize("command", OUTPUTS)
def test_it_differs_only_where_the_changelog_says_so(old: Cli, command: str) -> None:
    """Each answer of version 0.1.0, key by key: what differs stands in the list."""
    here = [difference.key for difference in found(old.folder) if difference.command == command]
    unlisted = [key for key in here if not any(says(listed, Difference(command, key)) for listed in LISTED)]
    assert unlisted == []


@pytest.mark.parametrize("listed", LISTED, ids=[f"{each.command}: {each.key}" for each in LISTED])
def test_what_is_listed_differs_and_is_in_the_changelog(old: Cli, listed: Listed) -> None:
    """A listed difference still occurs, and its words stand in CHANGELOG.md since 0.1.0."""
    assert any(says(listed, difference) for difference in found(old.folder))
    text, _, _ = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("## [0.1.0]")
    assert listed.changelog in " ".join(text.split())
