"""Two files of one export as one table: each row with the rows of the other that have its key.

Such as invoices in one file and their lines in another. One of the two has each key once: its cells are repeated beside
each row of the other, whose lines the rows are called by. A row of that other file without a partner is a bad row; one
of the file with each key once that nobody names is left out, and counted.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from amcli.base.errors import BadValue
from amcli.base.text import nearest, one_line, quote
from amcli.tools.importing.services.files.table import Batch, Raw, Table, together

SHOWN_COLUMNS = 20


class Joined(Table):
    """The rows of two tables, those of the second beside those of the first."""

    def __init__(self, main: Table, other: Table, on: str, plain: Callable[[str], str]) -> None:
        """on: `COLUMN`, or `COLUMN=COLUMN` where the other file calls it otherwise. plain: a name without its case.

        Reads both files into a temporary one. BadValue for a column that there is not, and where keys do not fit.
        """
        left, _, right = on.partition("=")
        self._tables = (main, other)
        names = (left.strip(), (right or left).strip())
        self._key = names[0]
        places = [_place(table, name, plain) for table, name in zip(self._tables, names, strict=True)]
        self.name, self.delimiter = main.name, main.delimiter
        self.above = [*main.above, *other.above]
        self.header = _header(self._tables, places[1], plain)
        self._kept = [n for n in range(len(other.header)) if n != places[1]]
        self._database = sqlite3.connect("")  # a file that is gone with the connection
        weakref.finalize(self, self._database.close)
        for side, (table, place) in enumerate(zip(self._tables, places, strict=True)):
            self._load(side, table, place)
        self._many = self._side_of_many()
        self.notes = self._said()

    def repeated(self) -> range:
        """The columns whose cells stand beside several rows each; none where each row has one partner."""
        if self._repeated_key(self._many) is None:
            return range(0)
        width = len(self._tables[0].header)
        return range(width) if self._many else range(width, len(self.header))

    def batches(self) -> Iterator[Batch]:
        return together(self._raws())

    def _raws(self) -> Iterator[Raw]:
        many, one = self._many, 1 - self._many
        missing = f"{one_line(self._key)} {{}} is in no row of {self._tables[one].name}"
        found = self._database.execute(
            f"SELECT m.line, m.key, m.cells, m.problem, o.cells FROM side{many} m"
            f" LEFT JOIN side{one} o ON o.key = m.key AND m.key <> '' ORDER BY m.line"
        )
        for line, key, cells, problem, partner in found:
            own = json.loads(cells)
            pair = [own, own]
            pair[one] = json.loads(partner) if partner else [""] * len(self._tables[one].header)
            first = pair[0] + [""] * (len(self._tables[0].header) - len(pair[0]))
            second = [pair[1][n] if n < len(pair[1]) else "" for n in self._kept]
            yield Raw(line, [*first, *second], problem or ("" if partner else missing.format(quote(key))))

    def _load(self, side: int, table: Table, place: int) -> None:
        """Put the rows of a file away by their keys."""
        self._database.execute(f"CREATE TABLE side{side} (line INTEGER, key TEXT, cells TEXT, problem TEXT)")
        rows = (
            (row.line, row.cells[place].strip() if place < len(row.cells) else "", json.dumps(row.cells), row.problem)
            for row in table.rows()
        )
        self._database.executemany(f"INSERT INTO side{side} VALUES (?, ?, ?, ?)", rows)
        self._database.execute(f"CREATE INDEX key{side} ON side{side} (key)")

    def _side_of_many(self) -> int:
        """Which of the files has a key several times. BadValue where both have, and for a bad row of the other one."""
        twice = [self._repeated_key(side) for side in (0, 1)]
        if twice[0] is not None and twice[1] is not None:
            where = " and ".join(
                f"{table.name} has {quote(key)} on line {line} and again"
                for table, (key, line) in zip(self._tables, filter(None, twice), strict=True)
            )
            raise BadValue(f"--on {one_line(self._key)} says of no file which row is meant: {where}; join by another")
        many = 1 if twice[1] is not None else 0
        bad = self._database.execute(f"SELECT line, problem FROM side{1 - many} WHERE problem <> '' LIMIT 1").fetchone()
        if bad:
            raise BadValue(f"{self._tables[1 - many].name}, line {bad[0]}: {bad[1]}")
        return many

    def _repeated_key(self, side: int) -> tuple[str, int] | None:
        found: tuple[str, int] | None = self._database.execute(
            f"SELECT key, min(line) FROM side{side} WHERE key <> '' GROUP BY key HAVING count(*) > 1 ORDER BY 2 LIMIT 1"
        ).fetchone()
        return found

    def _said(self) -> list[str]:
        many, one = self._many, 1 - self._many
        by, called = one_line(self._key), self._tables[many].name
        notes = [f"joined each row of {called} with its row of {self._tables[one].name} by {by}: lines are of {called}"]
        alone = f"FROM side{one} WHERE key NOT IN (SELECT key FROM side{many} WHERE key <> '')"
        count, line = self._database.execute(f"SELECT count(*), min(line) {alone}").fetchone()
        if count:
            rows = "1 row" if count == 1 else f"{count:,} rows"
            notes.append(
                f"left out {rows} of {self._tables[one].name} whose {by} no row of {called} has, such as line {line}"
            )
        return [*chain.from_iterable(table.notes for table in self._tables), *notes]


def _place(table: Table, name: str, plain: Callable[[str], str]) -> int:
    """Where a column is."""
    exact = [n for n, title in enumerate(table.header) if title.strip() == name]
    found = exact or [n for n, title in enumerate(table.header) if plain(title) and plain(title) == plain(name)]
    if len(found) == 1:
        return found[0]
    shown = ", ".join(one_line(title) for title in table.header[:SHOWN_COLUMNS])
    what = f"{len(found)} columns" if found else "no column"
    raise BadValue(f"--on: {table.name} has {what} {quote(name)}; its columns are {shown}", nearest(name, table.header))


def _header(tables: Sequence[Table], key: int, plain: Callable[[str], str]) -> list[str]:
    """The names of both: FILE.Column for those that both have, but for the key."""
    first, second = tables[0].header, [name for n, name in enumerate(tables[1].header) if n != key]
    shared = {plain(name) for name in first} & {plain(name) for name in second} - {""}
    stems = [table.name.rpartition(".")[0] or table.name for table in tables]
    return [
        f"{stem}.{name}" if plain(name) in shared else name
        for stem, names in zip(stems, (first, second), strict=True)
        for name in names
    ]
