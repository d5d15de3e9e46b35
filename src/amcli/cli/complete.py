"""Shell completion of what the file holds. Reads only, imports nothing heavy, and never complains."""

import os
import re
from collections.abc import Callable, Sequence
from typing import Any

import typer

from amcli.domain.errors import AmcliError
from amcli.domain.fields import Field
from amcli.domain.nouns import NOUNS
from amcli.domain.text import one_line
from amcli.store.env import Env
from amcli.store.reader import reading

MOST = 200  # a menu longer than that helps nobody

SPANS = ("month", "quarter", "year", "week", "fiscal-year", "fiscal-quarter")
PERIODS = [*(f"{when}-{span}" for span in SPANS for when in ("this", "last", "next")), "ytd"]

Completer = Callable[..., list[Any]]


def of(field: Field) -> Completer | None:
    """What completes a field's value."""
    if field.choices:
        return words(field.choices)
    if field.noun:
        return records(field.noun)
    return None


def words(choices: Sequence[str]) -> Completer:
    """One of some words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in choices if word.startswith(incomplete)]

    return complete


def periods(incomplete: str) -> list[str]:
    """A period's name."""
    return [word for word in PERIODS if word.startswith(incomplete)]


def records(name: str) -> Completer:
    """A record of a noun: codes with the name beside them, or names."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        noun = NOUNS[name]
        word = "code" if noun.coded else "name" if any(field.name == "name" for field in noun.fields) else "id"
        other = noun.label if noun.coded else "account" if noun.fields[0].name == "account" else "id"
        alive = f" AND {noun.live}" if noun.live else ""
        sql = (
            f'SELECT DISTINCT "{word}", "{other}" FROM "{noun.view}" '
            f'WHERE substr("{word}", 1, ?) = ? COLLATE NOCASE{alive} '
            f'ORDER BY "{word}" LIMIT {MOST}'
        )
        return look_up(ctx, sql, incomplete)

    return complete


def look_up(ctx: typer.Context, sql: str, incomplete: str) -> list[tuple[str, str]]:
    """Run a completion query; a file that cannot be read completes nothing."""
    root = ctx.find_root().params
    try:
        with reading(Env(os.environ, db=root.get("db") or "")) as reader:
            found = reader.rows(sql, (len(incomplete), incomplete)).fetchall()
    except AmcliError:
        return []
    return [(_word(one_line(value)), one_line(note or "")[:60]) for value, note in found]


def _word(value: str) -> str:
    """A user's text as one shell word. zsh and fish quote what they insert; bash inserts it as it comes."""
    if not os.environ.get("_AMCLI_COMPLETE", "").endswith("bash"):
        return value
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", value)


def budgets(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The name of a budget."""
    sql = (
        "SELECT DISTINCT name, account FROM budgets WHERE substr(name, 1, ?) = ? COLLATE NOCASE "
        f"ORDER BY name LIMIT {MOST}"
    )
    return look_up(ctx, sql, incomplete)
