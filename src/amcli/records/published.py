"""What of a portfolio the company gets to see: which tables, and which of their columns."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from amcli.base.registry import NOUNS, link_of, tables

SCHEMA = "amcli"  # of the company's database, where all of it is
MANAGER = "manager"  # the column that says whose a row is; with the id it is the key
OWN_WORDS = (
    "note",
    "links",
)  # the columns of every table in which a manager writes to himself, or says where his files are


class Published(NamedTuple):
    """A table of the file that is published, and its columns in the order of the file; `id` is the first."""

    name: str
    columns: tuple[str, ...]


def published(connection: sqlite3.Connection) -> tuple[Published, ...]:
    """The tables of a file that are published, what refers to others after them, each with its published columns."""
    found = []
    for table in tables():
        columns = [str(name) for _, name, *_ in connection.execute(f"PRAGMA table_info('{table}')")]
        if shown := published_columns(table, columns):
            found.append(Published(table, shown))
    return tuple(found)


def published_columns(table: str, columns: list[str]) -> tuple[str, ...]:
    """Those columns of a table of records that are published; none where nothing of it is."""
    hidden = frozenset[str]()
    if table in NOUNS:
        owner = NOUNS[table]
        hidden = owner.private_columns.union(owner.unpublished, OWN_WORDS)
    else:
        link = link_of(table)
        owner = link.noun if link else NOUNS[table.removesuffix("_alias")]
    return tuple(name for name in columns if name not in hidden) if owner.published else ()
