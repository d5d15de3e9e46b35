"""Shell completion of what the file holds. Reads only, imports nothing heavy, and never complains."""

import os
import re
from collections.abc import Sequence

import typer

from amcli.base.errors import AmcliError
from amcli.base.fields import Field
from amcli.base.registry import NOUNS
from amcli.base.text import one_line
from amcli.settings.environment import Env
from amcli.shell.completion import Completer, words
from amcli.store.reader import reading

MOST = 200  # a menu longer than that helps nobody


def of(field: Field) -> Completer | None:
    """What completes a field's value."""
    if field.choices:
        return words(field.choices)
    if field.noun:
        return records(field.noun)
    return None


def records(name: str) -> Completer:
    """A record of a noun: codes with the name beside them, else names, else ids."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        noun = NOUNS[name]
        named = any(field.name == "name" for field in noun.fields)
        beside = noun.owner.name if noun.owner else "id"
        words = [("code", noun.label)] if noun.coded else []
        words += [("name", "code" if noun.coded else beside)] if named else [("id", beside)]
        return look_up(ctx, noun.view, words, incomplete, noun.live)

    return complete


def look_up(
    ctx: typer.Context, view: str, words: Sequence[tuple[str, str]], incomplete: str, live: str = ""
) -> list[tuple[str, str]]:
    """What begins with the text in the first of the columns that has any such, and the column to show beside it.

    The case counts: what does not begin with the very text that was typed is left out by the shell anyway.
    A file that cannot be read completes nothing.
    """
    root = ctx.find_root().params
    found: list[tuple[str, str | None]] = []
    try:
        with reading(Env(os.environ, db=root.get("db") or "")) as reader:
            for word, note in words:
                sql = (
                    f'SELECT DISTINCT "{word}", "{note}" FROM "{view}" WHERE substr("{word}", 1, ?) = ? '
                    f'AND {live or 1} ORDER BY "{word}" LIMIT {MOST}'
                )
                found = found or reader.rows(sql, (len(incomplete), incomplete)).fetchall()
    except AmcliError:
        return []
    return [(_word(one_line(value)), one_line(beside or "")[:60]) for value, beside in found]


def _word(value: str) -> str:
    """A user's text as one shell word. zsh and fish quote what they insert; bash inserts it as it comes."""
    if not os.environ.get("_AMCLI_COMPLETE", "").endswith("bash"):
        return value
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", value)
