"""The rows of a table of the file as lines that PostgreSQL's COPY reads, and a hash over them.

SQLite itself writes many rows as one text, with marks between the cells that no text of amcli has; so most rows need
neither Python nor an escape. What has one is written anew, cell by cell.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from amcli.base.errors import DatabaseError
from amcli.base.registry import NOUNS
from amcli.records.published import Published

CELL, NOTHING = "\x1f", "\x01"  # between two cells; for an empty one. amcli takes both out of what it stores
OPTIONS = f"DELIMITER E'\\x{ord(CELL):02x}', NULL E'\\x{ord(NOTHING):02x}'"  # of COPY
MOST, LARGE = 1_000, 1 << 20  # rows, and about as many characters, that are handed over at one time
_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", CELL: rf"\x{ord(CELL):02x}", NOTHING: r"\x01"})


class Block(NamedTuple):
    """Rows of a table, by id after the `first` one and to the `last`, as the one text that SQLite made of them."""

    text: str
    first: int
    last: int
    rows: int


class CopyText:
    """What writes the rows of one table. The connection is that of one snapshot of the file."""

    def __init__(self, connection: sqlite3.Connection, table: Published) -> None:
        self._connection = connection
        self._table = table
        self.rows = int(connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])
        self._hash = blake2b(" ".join((table.name, *table.columns, "\n")).encode(), digest_size=16)

    @property
    def digest(self) -> str:
        """The hash of the blocks that were read."""
        return self._hash.hexdigest()

    def blocks(self) -> Iterator[Block]:
        """All rows in the order of their ids, and the hash along with them."""
        form = CELL.join(["%s"] * len(self._table.columns))
        cells = ", ".join(f"coalesce(\"{name}\", '{NOTHING}')" for name in self._table.columns)
        sql = (
            "SELECT group_concat(line, ''), max(id), count(*) FROM "
            f"(SELECT id, printf('{form}\n', {cells}) AS line FROM {self._table.name} WHERE id > ? ORDER BY id LIMIT ?)"
        )
        last, most = -(1 << 63), MOST // 10
        while True:
            try:
                text, upto, rows = self._connection.execute(sql, (last, most)).fetchone()
            except sqlite3.DataError:  # longer than SQLite makes a text
                if most == 1:
                    raise
                most = max(most // 2, 1)
                continue
            if text is None:
                return
            self._hash.update(text.encode())
            yield Block(text, last, upto, rows)
            last, most = upto, max(min(MOST, most * LARGE // len(text)), 1)

    def lines(self) -> Iterator[tuple[bytes, int]]:
        """The rows for COPY, and how many each time. DatabaseError for a NUL, which no server can hold."""
        doubted = self._has_marks()
        for block in self.blocks():
            yield (self._escaped(block) if doubted or not self._is_plain(block) else block.text).encode(), block.rows

    def _is_plain(self, block: Block) -> bool:
        """Whether every line end and mark in the text is one that was put there, and nothing needs an escape."""
        text, marks = block.text, block.rows * (len(self._table.columns) - 1)
        return (
            "\\" not in text and "\r" not in text and text.count("\n") == block.rows and text.count(CELL) == marks
        )  # fmt: skip

    def _has_marks(self) -> bool:
        """Whether a text has what other hands alone can have put there: a mark, or the NUL at which printf ends."""
        kinds = {row[1]: row[2] for row in self._connection.execute(f"PRAGMA table_info('{self._table.name}')")}
        odd = [
            f'instr("{name}", char({ord(mark)}))'
            for name in self._table.columns
            for mark in ("\0", NOTHING)
            if kinds[name] != "INTEGER"
        ]
        sql = f"SELECT 1 FROM {self._table.name} WHERE {' OR '.join(odd or ['0'])} LIMIT 1"
        return self._connection.execute(sql).fetchone() is not None

    def _escaped(self, block: Block) -> str:
        """The same rows, written cell by cell."""
        columns = ", ".join(f'"{name}"' for name in self._table.columns)
        rows = self._connection.execute(
            f"SELECT {columns} FROM {self._table.name} WHERE id > ? AND id <= ? ORDER BY id", (block.first, block.last)
        )
        return "".join([f"{CELL.join([self._cell(row, place) for place in range(len(row))])}\n" for row in rows])

    def _cell(self, row: tuple[str | int | None, ...], place: int) -> str:
        value = row[place]
        if value is None:
            return NOTHING
        text = str(value)
        if "\0" in text:
            name = self._table.name
            which = f"{NOUNS[name].letter if name in NOUNS else f'{name} '}{row[0]}"
            raise DatabaseError(
                f"{which}: its {self._table.columns[place]} has a NUL character, which PostgreSQL cannot hold and "
                "amcli does not write: type it anew; nothing was published"
            )
        return text.translate(_ESCAPES)
