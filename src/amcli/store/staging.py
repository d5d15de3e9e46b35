"""The bulk loader, on the standard library's sqlite3: rows wait in temporary tables, then go in with a few statements.

A row of the file is known again by the key sets of its noun (base.fields): the first whose columns all have a value
decides. The last one is the natural key, where equal rows are told apart by their number among equal rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from amcli.base.fields import Field, Noun
from amcli.base.keys import system_key
from amcli.store.statements import statement

# From so many new rows on, an empty table gets its indexes when they are in: sorting once beats a million insertions.
MANY = 10_000
# Columns that say what a record is called, and so are compared as names are: in any case, spacing and form of Unicode.
NAMES = frozenset({"name", "title"})
KEYS_OF_SYSTEMS = frozenset({"external_id", "ref"})  # whose texts are other systems'
SHORTEST_OF_TWO_SPELLINGS = 15  # characters of a key that its system writes in two ways
SAME_IN_FILE = 0  # the id of a waiting row that says what an earlier row of the same file has said


class Staging:
    """The rows of one import, in the order of the file, inside the transaction of its operation.

    A waiting row's id is None while it is new, the record's once it is known again, SAME_IN_FILE where it repeats.
    """

    def __init__(
        self, connection: sqlite3.Connection, noun: Noun, columns: Sequence[str], empty: Mapping[str, str | None]
    ) -> None:
        """empty: what a column holds where the file says nothing of it."""
        self._connection, self._noun, self.columns = connection, noun, tuple(columns)
        typed = ", ".join(
            f'"{column}"{" COLLATE NOCASE" if column == "code" else ""} DEFAULT {_literal(empty[column])}'
            for column in columns
        )
        for sql in (
            f"CREATE TEMP TABLE staged (line INTEGER PRIMARY KEY, {typed}, blank, cells, id)",
            "CREATE TEMP TABLE left_out (line, reason)",
            "CREATE TEMP TABLE passed (id)",
            "CREATE TEMP TABLE rejected (line INTEGER PRIMARY KEY, title, value, reason, cells)",
            "CREATE TEMP TABLE remark (line, about, name, amount)",
        ):
            connection.execute(sql)
        self.repeated = self.first_repeated = 0  # rows that say what an earlier row says, and the first one's line
        self._was_empty = self.value(f"SELECT 1 FROM {noun.name} LIMIT 1") is None

    # In

    def add(self, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Let rows wait: line, values of some of the columns, `blank` with the names (`;kind;priority;`) of those
        whose cell was empty and that have a default, `cells` with the original ones as JSON for a rejects file.
        """
        marks = ", ".join(
            "?" * (len(columns) + 1)
        )  # a NULL that is bound costs as much as a value; one left out nothing
        self._connection.executemany(f"INSERT INTO staged (line, {_list(columns)}) VALUES ({marks})", rows)

    def reject(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Put bad rows aside: line, title of the column, value, reason, cells."""
        self._connection.executemany("INSERT INTO rejected VALUES (?, ?, ?, ?, ?)", rows)

    def leave_out(self, rows: Iterable[tuple[int, str]]) -> None:
        """Note rows that are not to be taken: line and reason."""
        self._connection.executemany("INSERT INTO left_out VALUES (?, ?)", rows)

    def remark(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Keep what is to be said of rows if they go in: line, about, name, amount."""
        self._connection.executemany("INSERT INTO remark VALUES (?, ?, ?, ?)", rows)

    def drop(self, line: int, title: str, value: str | None, reason: str) -> None:
        """Put a waiting row aside as bad."""
        sql = "INSERT INTO rejected SELECT line, ?, ?, ?, cells FROM staged WHERE line = ?"
        self._connection.execute(sql, (title, value, reason, line))
        self._connection.execute("DELETE FROM staged WHERE line = ?", (line,))

    def leave(self, line: int, reason: str) -> None:
        """Leave a waiting row out. The record that it means is in the file all the same (`passed`)."""
        self._connection.execute("INSERT INTO left_out VALUES (?, ?)", (line, reason))
        self._connection.execute("INSERT INTO passed SELECT id FROM staged WHERE line = ?", (line,))
        self._connection.execute("DELETE FROM staged WHERE line = ?", (line,))

    # Compare

    def unique_keys(self) -> tuple[tuple[str, ...], ...]:
        """The key sets of which there can be but one record."""
        keys = self._noun.keys
        return keys if self._noun.unique else keys[:-1]

    def compare(self, key: Sequence[str], title: str, value: str, words: str) -> None:
        """Rows of a unique key: the same content again is a repetition, other content a bad row.

        title, value: the column of the file, and the waiting column, that the bad row is shown by. words: the key.
        """
        execute = self._connection.execute
        if key != self._noun.keys[-1] and self._each_once(key):
            return
        same = _equal(self.columns, "later", "earlier")
        execute(statement("find_repeats", key=_list(key), decides=self._decides(key), same=same))
        execute(statement("reject_contradictions", value=value, words=words), (title,))
        execute("DELETE FROM staged WHERE line IN (SELECT line FROM twice WHERE NOT same)")
        execute(f"UPDATE staged SET id = {SAME_IN_FILE} WHERE line IN (SELECT line FROM twice)")
        execute("DROP TABLE twice")

    def _each_once(self, key: Sequence[str]) -> bool:
        """Whether no key comes twice: an index finds that out in half the time of looking for the pairs."""
        try:
            sql = f"CREATE UNIQUE INDEX temp.once ON staged ({_list(key)}) WHERE {self._decides(key)}"
            self._connection.execute(sql)
        except sqlite3.IntegrityError:
            return False
        self._connection.execute("DROP INDEX temp.once")
        return True

    def recognise(self, *, numbered: bool = True) -> None:
        """Find the rows that are in the file already. numbered: also by the natural key, which the noun may see to."""
        natural = self._noun.keys[-1]
        for key in self.unique_keys():
            if not self._was_empty:
                same = _equal(key, "t", "staged", "IS" if key == natural else "=")  # only = can use a partial index
                decides = self._decides(key, "staged.")
                sql = statement("recognise_by_key", table=self._noun.name, decides=decides, same=same)
                self._connection.execute(sql)
                if key[-1] in KEYS_OF_SYSTEMS:
                    self._recognise_by_other_spelling(key)
        if not self._noun.unique and numbered:
            self._recognise_by_number(natural)
        sql = f"SELECT count(*), coalesce(min(line), 0) FROM staged WHERE id = {SAME_IN_FILE}"
        self.repeated, self.first_repeated = self._connection.execute(sql).fetchone()
        if self._was_empty:
            return
        was_called = self._noun.aliased and self.value(f"SELECT 1 FROM {self._noun.name}_alias LIMIT 1")
        if was_called:
            self._recognise_former(natural)
        if "external_id" in self.columns:
            self._recognise_unkeyed(natural)
            if was_called:
                self._recognise_former_unkeyed(natural)

    def _recognise_by_other_spelling(self, key: Sequence[str]) -> None:
        """A key that its system writes in two ways (base.keys), where the very text is no record's."""
        *others, last = key
        long = f'length("{last}") >= {SHORTEST_OF_TWO_SPELLINGS}'
        columns, decides = _list(key), self._decides(key)
        rows = self._connection.execute(f"SELECT line, {columns} FROM staged WHERE id IS NULL AND {decides} AND {long}")
        waiting = {line: (*values[: len(others)], system_key(values[-1])) for line, *values in rows}
        if not waiting:
            return
        there = self._connection.execute(
            f'SELECT id, {columns} FROM {self._noun.name} WHERE "{last}" IS NOT NULL AND {long}'
        )
        known = {(*values[: len(others)], system_key(values[-1])): record_id for record_id, *values in there}
        for line, spelled in waiting.items():
            if (record_id := known.get(spelled)) is not None:
                # The other way of writing it is no change of the key.
                sql = f'UPDATE staged SET id = ?, "{last}" = NULL WHERE line = ?'
                self._connection.execute(sql, (record_id, line))

    def _recognise_by_number(self, key: Sequence[str]) -> None:
        """The natural key: the first of three equal rows is the first of such records, and so on."""
        new = f"id IS NULL AND {self._decides(key)}"
        execute = self._connection.execute
        if "name" in key:
            same_in_file, columns = str(SAME_IN_FILE), self._compared(self.columns)
            execute(statement("pass_over_equal_rows", same_in_file=same_in_file, columns=columns, new=new))
        if self._was_empty:
            return
        others = {column for columns in self._noun.keys[:-1] for column in columns} - set(key)
        unknown_otherwise = "" if self._noun.coded else "".join(f' AND "{column}" IS NULL' for column in others)
        # Of two people of one name the one who is there is meant before the one who left.
        ended = self._noun.ended if "name" in key and not self._noun.coded else ""
        gone = f'"{ended}" IS NOT NULL, ' if ended else ""
        better = " OR ".join(f'"{column}" IS NOT NULL' for column in sorted(others)) or "0"
        execute(
            statement(
                "number_existing",
                better=better,
                gone=gone,
                table=self._noun.name,
                key=self._compared(key),
                named_key=self._compared(key, named=True),
                first=self._compared(key[:2]),
                new=new,
                unknown_otherwise=unknown_otherwise,
            )
        )
        execute(f"CREATE INDEX temp.there_key ON there ({_list(key)}, number)")
        compared, named = self._compared(key), self._compared(key, named=True)
        same = _equal(key, "there", "s")
        gone = gone if ended in self.columns else ""
        execute(statement("recognise_by_number", key=compared, named_key=named, gone=gone, new=new, same=same))

    def _recognise_former(self, key: Sequence[str]) -> None:
        """Rows that call a record what it was called before it was merged or changed: that record is meant.

        What such a row says of code, key and name is known to be of the past, and is no change.
        """
        execute, table = self._connection.execute, self._noun.name
        execute("CREATE TEMP TABLE former (line INTEGER PRIMARY KEY, record_id)")
        keys = [one[0] for one in self._noun.keys[:-1]]
        for column in keys:
            decides = self._decides((column,), "s.")
            execute(statement("recognise_by_former_key", table=table, column=column, decides=decides))
        keyless = "".join(f' AND "{column}" IS NULL' for column in keys)
        self._find_former_names(key, keyless)
        self._settle_former({*keys, *key} & {*keys, *NAMES})

    def _recognise_former_unkeyed(self, key: Sequence[str]) -> None:
        """The same of a name and another system's id that nobody has: a record that has none is meant, and gets it.

        Where that record gets another one, this id is kept beside it (other_key), as of what was merged into it.
        """
        execute, others = self._connection.execute, ' AND "code" IS NULL' if "code" in self.columns else ""
        execute("CREATE TEMP TABLE former (line INTEGER PRIMARY KEY, record_id)")
        self._find_former_names(key, f" AND external_id IS NOT NULL{others}", " AND t.external_id IS NULL")
        execute("CREATE TEMP TABLE other_key AS SELECT record_id, external_id FROM former JOIN staged USING (line)")
        self._settle_former(NAMES & {*key})

    def _find_former_names(self, key: Sequence[str], rows: str, records: str = "") -> None:
        """Note the rows that call a record as it was called. rows, records: conditions of those that may be."""
        execute, table = self._connection.execute, self._noun.name
        had = ", ".join(f't."{column}"' if column not in NAMES else f'name_key(a.text) AS "{column}"' for column in key)
        former = f"SELECT t.id, {had} FROM {table}_alias a JOIN {table} t ON t.id = a.{table}_id"
        execute(f"CREATE TEMP TABLE had AS {former} WHERE a.kind = 'name'{records}")
        execute(f"CREATE INDEX temp.had_key ON had ({_list(key)})")
        named, same = self._compared(key, named=True), _equal(key, "had", "s")
        execute(statement("recognise_by_former_name", named_key=named, rows=rows, same=same))
        execute("DROP TABLE had")

    def _settle_former(self, past: Iterable[str]) -> None:
        """Let the noted rows be those records. past: the columns in which they say nothing of today."""
        execute = self._connection.execute
        execute("UPDATE staged SET id = former.record_id FROM former WHERE staged.line = former.line")
        execute(statement("pass_over_former", same_in_file=str(SAME_IN_FILE)))
        nothing = ", ".join(f'"{column}" = NULL' for column in past)
        execute(f"UPDATE staged SET {nothing} WHERE line IN (SELECT line FROM former)")
        execute("DROP TABLE former")

    def _recognise_unkeyed(self, key: Sequence[str]) -> None:
        """A row with another system's id that nobody has: the one record of its natural key that has none is meant."""
        execute = self._connection.execute
        others = ' AND "code" IS NULL' if "code" in self.columns else ""
        if self.value(f"SELECT 1 FROM staged WHERE id IS NULL AND external_id IS NOT NULL{others} LIMIT 1") is None:
            return
        named, columns = self._compared(key, named=True), ", ".join(f's."{column}"' for column in key)
        # The keys are computed once: SQLite has no index of what our own function makes of a name.
        execute(f"CREATE TEMP TABLE unkeyed AS SELECT id, {named} FROM {self._noun.name} WHERE external_id IS NULL")
        execute(f"CREATE INDEX temp.unkeyed_key ON unkeyed ({_list(key)})")
        same = _equal(key, "t", "s")
        execute(statement("recognise_unkeyed", named_key=named, same=same, others=others, key=columns))
        execute("DROP TABLE unkeyed")

    def _compared(self, columns: Iterable[str], *, named: bool = False) -> str:
        """Columns as records are compared by them: one name in several spellings is one (name_key in store.connect).

        named: each under its own name.
        """
        found = []
        for column in columns:
            folded = f'name_key("{column}")' if column in NAMES else f'"{column}"'
            found.append(f'{folded} AS "{column}"' if named and column in NAMES else folded)
        return ", ".join(found)

    def _decides(self, key: Sequence[str], alias: str = "") -> str:
        """Whether this key set is the first one with all values."""
        conditions = []
        for earlier in self._noun.keys[: self._noun.keys.index(tuple(key))]:
            conditions.append("(" + " OR ".join(f'{alias}"{column}" IS NULL' for column in earlier) + ")")
        if key != self._noun.keys[-1]:
            conditions += [f'{alias}"{column}" IS NOT NULL' for column in key]
        return " AND ".join(conditions) or "1"

    # Look

    def value(self, sql: str, *parameters: Any) -> Any:
        """The first cell of the first row, or None."""
        found = self._connection.execute(sql, parameters).fetchone()
        return found[0] if found else None

    def waiting(self, *columns: str, where: str = "1") -> sqlite3.Cursor:
        """Line, id and columns of the rows that wait, in the order of the file."""
        return self._connection.execute(f"SELECT line, id, {_list(columns)} FROM staged WHERE {where} ORDER BY line")

    def set(self, line: int, column: str, value: Any) -> None:
        """Change a waiting row."""
        self._connection.execute(f'UPDATE staged SET "{column}" = ? WHERE line = ?', (value, line))

    def count(self, what: str) -> int:
        """How many rows are `new`, `known`, `rejected` or `left out`."""
        condition = {
            "new": "staged WHERE id IS NULL",
            "known": "staged WHERE id IS NOT NULL",
            "rejected": "rejected",
            "left out": "left_out",
        }
        return int(self.value(f"SELECT count(*) FROM {condition[what]}"))

    def rejected(self, limit: int = -1) -> Iterator[tuple[Any, ...]]:
        """Line, title, value, reason and cells of the bad rows, in the order of the file; all of them, or some."""
        return self._connection.execute("SELECT * FROM rejected ORDER BY line LIMIT ?", (limit,))

    def reasons(self) -> list[tuple[str, int]]:
        """Why rows are left out, and how many for each reason, most first."""
        sql = "SELECT reason, count(*) FROM left_out GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"
        return self._connection.execute(sql).fetchall()

    def remarks(self, about: str) -> Iterator[tuple[str, Any]]:
        """Name and amount of what is to be said of the rows that are new."""
        sql = "SELECT remark.name, amount FROM remark JOIN staged USING (line) WHERE about = ? AND id IS NULL"
        return self._connection.execute(sql, (about,))

    def first_remarks(self, about: str) -> list[tuple[str, Any, int]]:
        """Name, amount and line of each thing that was said of rows, where it was said first."""
        sql = "SELECT name, amount, min(line) FROM remark WHERE about = ? GROUP BY 1, 2 ORDER BY 3"
        return self._connection.execute(sql, (about,)).fetchall()

    # Out

    def load(self, constants: Mapping[str, Any], parent: str = "") -> tuple[int, int] | None:
        """Make records of the rows that are new; their first and last id, or None where there are none.

        constants: columns that are the same for all. parent: the column that names another record of the same table:
        its id, or minus the line of the waiting row that will become it.
        """
        count = self.count("new")
        if not count:
            return None
        table = self._noun.name
        last = last_id(self._connection, table)
        linked = {field.column for field in self._noun.linked}
        columns = [column for column in self.columns if column not in linked]
        values = [f's."{column}"' for column in columns]
        if parent or linked & set(self.columns):  # who else has to know which row became which record
            self._connection.execute("CREATE TEMP TABLE made (id INTEGER PRIMARY KEY, line INTEGER UNIQUE)")
            self._connection.execute(statement("give_ids"), (last,))
        if parent:
            made = f'SELECT id FROM made WHERE line = -s."{parent}"'
            values[columns.index(parent)] = f'CASE WHEN s."{parent}" < 0 THEN ({made}) ELSE s."{parent}" END'
        with indexed_afterwards(self._connection, table, self._was_empty and count >= MANY):
            filled, values = _list((*columns, *constants)), [*values, *["?"] * len(constants)]
            sql = statement("load_new", table=table, columns=filled, values=", ".join(values))
            self._connection.execute(sql, tuple(constants.values()))
        return last + 1, last + count

    def link(self, field: Field) -> tuple[int, int] | None:
        """Join the records made to those that a repeatable reference names; the first and last id of the links."""
        table, own, theirs = field.link(self._noun.name)
        last = last_id(self._connection, table)
        cursor = self._connection.execute(
            statement("link_new", table=table, own=own, theirs=theirs, column=field.column)
        )
        return (last + 1, last + cursor.rowcount) if cursor.rowcount else None


@contextmanager
def indexed_afterwards(connection: sqlite3.Connection, table: str, wanted: bool) -> Iterator[None]:
    """Take the table's indexes away and build them again at the end, in the same transaction."""
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    indexes = connection.execute(sql, (table,)).fetchall() if wanted else []
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _, text in indexes:
        connection.execute(text)


def last_id(connection: sqlite3.Connection, table: str) -> int:
    """The highest id that a table has ever given; the next record gets the one after it."""
    sql = (
        f"SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0), coalesce(max(id), 0)) FROM {table}"
    )
    return int(connection.execute(sql, (table,)).fetchone()[0])


def insert(connection: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows with their ids, all of the same columns."""
    marks = ", ".join("?" * len(rows[0]))
    sql = f"INSERT INTO {table} ({_list(rows[0])}) VALUES ({marks})"
    connection.executemany(sql, [tuple(row.values()) for row in rows])


def _literal(value: str | int | None) -> str:
    """A default of the program's own fields as SQL."""
    if isinstance(value, int):
        return str(value)
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def _list(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _equal(columns: Iterable[str], one: str, other: str, sign: str = "IS") -> str:
    return " AND ".join(f'{one}."{column}" {sign} {other}."{column}"' for column in columns)
