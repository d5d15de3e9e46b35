"""What a file's schema should be, and what it is: SQLite's own list of both, compared."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from amcli.store import migrate as migrations
from amcli.store.migrate import migrate, version

SPELLING = re.compile(r"[\s\"'`\[\]]+")

Key = tuple[str, str]


class SchemaObject(NamedTuple):
    """A table, an index, a view or a trigger, and the statement that makes it."""

    kind: str
    name: str
    table: str
    sql: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def is_run(self) -> bool:
        """Whether a command that touches the records runs what this says."""
        return self.kind in ("trigger", "view")

    @property
    def is_search(self) -> bool:
        return self.sql.upper().startswith("CREATE VIRTUAL")


class Differences(NamedTuple):
    """What the file lacks, what it has otherwise (as it should be), and what nobody but its user put there."""

    missing: tuple[SchemaObject, ...]
    different: tuple[SchemaObject, ...]
    extra: tuple[SchemaObject, ...]


def differences(connection: sqlite3.Connection) -> Differences:
    """Compare a file of the latest version with what the migrations build."""
    built = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(built)
        wanted = _things(built)
    finally:
        built.close()
    found = _things(connection)
    missing = [key for key in wanted if key not in found]
    different = [key for key in wanted if key in found and _words(found[key]) != _words(wanted[key])]
    # What a search table is made of is not told apart from it: SQLite spells it as its version does.
    bases = {key: _base(wanted, key) for key in wanted}
    broken = {bases[key]: None for key in missing if bases[key] not in missing}
    return Differences(
        tuple(wanted[key] for key in missing if bases[key] == key),
        tuple(wanted[key] for key in {**{key: None for key in different if bases[key] == key}, **broken}),
        tuple(thing for key, thing in found.items() if key not in wanted),
    )


def missing_tables(connection: sqlite3.Connection) -> list[str]:
    """Sentences of the tables that a file of the latest version lacks. Of an older one the migration finds that."""
    if version(connection) != migrations.LATEST:
        return []
    return [f"the {thing} is missing" for thing in differences(connection).missing if thing.kind == "table"]


def _things(connection: sqlite3.Connection) -> dict[Key, SchemaObject]:
    """All but what SQLite makes on its own: keys' indexes, counters and statistics."""
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'"
    return {(kind, name): SchemaObject(kind, name, table, text) for kind, name, table, text in connection.execute(sql)}


def _base(things: dict[Key, SchemaObject], key: Key) -> Key:
    """The search table that a table is part of, or itself."""
    for other, thing in things.items():
        if thing.is_search and key[1].startswith(f"{thing.name}_"):
            return other
    return key


def _words(thing: SchemaObject) -> str:
    """The statement without what SQLite's versions spell differently; a view it keeps to the letter."""
    return thing.sql if thing.is_run else SPELLING.sub("", thing.sql).lower()
