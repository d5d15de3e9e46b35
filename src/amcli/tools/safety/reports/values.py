"""Values that amcli cannot have written, where the schema has no rule that says so: other hands were in the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from amcli.base.errors import BadValue
from amcli.base.fields import Type
from amcli.base.registry import NOUNS
from amcli.base.text import quote
from amcli.settings.setting import read_row
from amcli.store import derived
from amcli.store.integrity import lost_references, open_to_check, problems
from amcli.store.settings import settings_of

NUMBERS = (Type.NUMBER, Type.RATE)  # kept as text, so that they are exact


def value_problems(connection: sqlite3.Connection, most: int) -> list[str]:
    """Numbers that are none, and images of the journal that cannot be read; at most so many sentences."""
    return list(islice(_problems(connection), most))


def damage_of(path: Path) -> str:
    """The first thing that is wrong with a file, or nothing. Raises what SQLite and the system say of it."""
    with closing(open_to_check(path)) as connection:
        for find in (problems, lost_references, value_problems):
            if found := find(connection, 1):
                return found[0]
        return next(iter(derived.totals_problems(connection)), "")


def _problems(connection: sqlite3.Connection) -> Iterator[str]:
    for noun in NOUNS.values():
        for field in noun.fields:
            if field.type in NUMBERS:
                sql = f"""SELECT id, "{field.column}" FROM {noun.name}
                    WHERE "{field.column}" GLOB '*[^0-9.]*' OR "{field.column}" IN ('', '.')"""
                for record_id, text in connection.execute(sql):
                    shown = "" if field.private else f" {quote(text)}"
                    yield f"{noun.letter}{record_id}: the {field.name}{shown} is no number"
    sql = """SELECT operation_id FROM operation_change
        WHERE NOT (json_valid(coalesce(before, 'null')) AND json_valid(coalesce(after, 'null')))"""
    for (operation_id,) in connection.execute(sql):
        yield f"H{operation_id}: what it changed cannot be read"
    for key, text in settings_of(connection).items():
        try:
            read_row(key, text, look_up=True)
        except BadValue as error:
            yield f"setting {quote(key)}: {error.message}; `amcli config set` puts it right"
