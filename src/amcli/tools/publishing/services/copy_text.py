"""The rows of a table of the file as PostgreSQL's COPY reads them, written by SQLite itself, and a hash over them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from hashlib import blake2b

from amcli.base.errors import DatabaseError
from amcli.base.registry import NOUNS
from amcli.base.text import one_line
from amcli.tools.publishing.rules import Published

BLOCK = 2_000  # rows that are handed over at one time
NOTHING = r"\N"
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_RISKY = "*[\t\n\r\\]*"


class NulFound(Exception):
    """A text with the character of no text, which no PostgreSQL can hold: the column and the row's id."""


class CopyText:
    """What writes the rows of a file's tables. The connection is that of one snapshot."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._bad: list[tuple[str, int]] = []
        connection.create_function("copy_text", 3, self._escape, deterministic=True)

    def count(self, table: Published) -> int:
        return int(self._connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])

    def blocks(self, table: Published) -> Iterator[tuple[bytes, int]]:
        """The lines of many rows at a time, in the order of their ids, and how many rows they are.

        DatabaseError for a text with a NUL, which only other hands can have put into the file.
        """
        kinds = {row[1]: row[2] for row in self._connection.execute(f"PRAGMA table_info('{table.name}')")}
        cells = [_cell(name, kinds[name] == "INTEGER") for name in table.columns]
        form = "\t".join(["%s"] * len(cells))
        cursor = self._connection.execute(
            f"SELECT printf('{form}\n', {', '.join(cells)}) FROM {table.name} ORDER BY id"
        )
        try:
            while rows := cursor.fetchmany(BLOCK):
                yield "".join([line for (line,) in rows]).encode(), len(rows)
        except sqlite3.OperationalError:
            if self._bad:
                raise self._nul(table) from None
            raise

    def digest(self, table: Published) -> Digest:
        return Digest(table)

    def _escape(self, text: str, column: str, record_id: int) -> str:
        if "\0" in text:
            self._bad.append((column, record_id))
            raise NulFound
        return text.translate(_ESCAPED)

    def _nul(self, table: Published) -> DatabaseError:
        column, record_id = self._bad[-1]
        letter = NOUNS[table.name].letter if table.name in NOUNS else f"{table.name} "
        where = f"{letter}{record_id}: its {one_line(column)}"
        return DatabaseError(
            f"{where} has a NUL character, which PostgreSQL cannot hold and amcli does not write: type it anew; "
            "nothing was published"
        )


class Digest:
    """A hash over what is published of a table: its columns and all of its rows."""

    def __init__(self, table: Published) -> None:
        self._hash = blake2b(" ".join((table.name, *table.columns, "\n")).encode(), digest_size=16)

    def update(self, block: bytes) -> None:
        self._hash.update(block)

    @property
    def text(self) -> str:
        return self._hash.hexdigest()


def _cell(name: str, whole: bool) -> str:
    """The SQL of one cell. printf and GLOB end at a NUL, so a text that has one goes to Python."""
    source = f'"{name}"'
    written = f"coalesce({source}, '{NOTHING}')"
    if whole:
        return written
    risky = f"{source} GLOB '{_RISKY}' OR instr({source}, char(0))"
    return f"CASE WHEN {risky} THEN copy_text({source}, '{name}', id) ELSE {written} END"
