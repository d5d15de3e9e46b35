"""What the rows of an import say of records that are there already: the differences, and the changes made of them.

An empty cell says nothing: it neither differs nor clears. A set, such as tags or who takes part, is added to and never
shortened: what is not in the file may have been typed since, and nobody could tell it from what the file took away.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from amcli.base.field_type import SEPARATOR
from amcli.base.fields import Field, Noun
from amcli.base.registry import load, series_columns
from amcli.store.staging import Staging, last_id
from amcli.store.statements import statement

SHOWN_IDS = 10  # records that a sentence names


class LeftAlone(NamedTuple):
    """What an import does not change (Noun.frozen), and what is said of a row that would.

    condition: SQL over the difference `d`, the record `t` and the waiting row `s`. why: {id} in it is the
    id of the record, {told} the text of the SQL `told`, and {ids} those of all of them. leaves_out: such rows are left
    out, rather than bad.
    """

    condition: str
    why: str
    told: str = "NULL"
    leaves_out: bool = False


class BulkUpdate:
    """The differences between the waiting rows that are known again and their records."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        noun: Noun,
        staging: Staging,
        given: Sequence[str],
        optional: Sequence[str],
        cleared: Sequence[str] = (),
    ) -> None:
        """given: the columns that the file speaks of. optional: those whose empty cell was read as the default.

        cleared: those that a row says to be empty, with a text that is.
        """
        self._connection, self._noun, self._staging = connection, noun, staging
        self._given = [column for column in staging.columns if column in given]
        self._optional, self._cleared = frozenset(optional), frozenset(cleared)
        self._sets = {field.column: field for field in noun.fields if field.many and not field.noun}
        self.made: tuple[str, int, int] | None = None  # the rows that were made to keep former names in
        connection.execute('CREATE TEMP TABLE difference (line INTEGER, id INTEGER, "column")')

    def compare(self) -> None:
        """Find every cell that differs: all rows are looked at once, and those that differ once a column."""
        if not self._given or not self._staging.count("known"):
            return
        table, execute = self._noun.name, self._connection.execute
        some = " OR ".join(self._differs(column) for column in self._given)
        execute("CREATE TEMP TABLE differing (line INTEGER PRIMARY KEY)")
        execute(statement("find_differing_rows", table=table, differs=some))
        for column in self._given:
            execute(statement("find_differences", table=table, differs=self._differs(column)), (column,))
        execute("DROP TABLE differing")

    def refuse(self, titles: dict[str, str]) -> None:
        """Put aside as bad the rows whose changes are not an import's to make. titles: column → that of the file."""
        drop, leave = self._staging.drop, self._staging.leave
        for line, first in self._connection.execute(statement("find_several_changes")).fetchall():
            drop(line, "", "", f"is the same {self._noun.name} as line {first}, and says something else of it")
        rules = [LeftAlone(*rule) for rule in load(self._noun.frozen)] if self._noun.frozen else []
        if "currency" in self._given and "currency" not in titles:
            other = "d.\"column\" = 'currency' AND t.currency IS NOT NULL"
            rules.append(LeftAlone(other, "is in another currency: give the file a column `currency`"))
        for condition, why, told, leaves_out in rules:
            sql = statement("find_forbidden_changes", table=self._noun.name, condition=condition, told=told)
            found = self._connection.execute(sql).fetchall()
            called = [f"{self._noun.letter}{record_id}" for _, _, record_id, _ in found]
            ids = " ".join(called[:SHOWN_IDS]) + " …" * (len(called) > SHOWN_IDS)
            for (line, column, _, text), own in zip(found, called, strict=True):
                said = why.format(id=own, told=text, ids=ids)
                if leaves_out:
                    leave(line, said)
                else:
                    drop(line, titles.get(column, "") if said == why else "", None, said)
        self.forget_dropped()

    def forget_dropped(self) -> None:
        """Rows that wait no more change nothing."""
        self._connection.execute("DELETE FROM difference WHERE line NOT IN (SELECT line FROM staged)")

    def count(self) -> int:
        """How many rows differ from their record."""
        return int(self._staging.value("SELECT count(DISTINCT line) FROM difference"))

    def columns(self) -> list[tuple[str, int]]:
        """The columns that differ, and in how many rows, most first."""
        sql = 'SELECT "column", count(*) FROM difference GROUP BY 1 ORDER BY 2 DESC, 1'
        return self._connection.execute(sql).fetchall()

    def rows(self, limit: int) -> list[tuple[int, int, list[str]]]:
        """Line, record and the columns that differ, of the first rows that differ."""
        found = self._connection.execute(statement("list_changes"), (limit,))
        return [(line, record_id, columns.split()) for line, record_id, columns in found]

    def apply(self) -> bool:
        """Change the records, and keep their images (change_all); whether there was one to change.

        sqlite3.IntegrityError where a change breaks a rule of the file.
        """
        if not self.count():
            return False
        self._keep_former()
        linked = [field.column for field in self._noun.linked]
        chosen = [f'"{column}" = {self._chosen(column)}' for column in self._given if column not in linked]
        own = " AND ".join(f"\"column\" <> '{column}'" for column in linked) or "1"
        rows = f"(SELECT * FROM staged WHERE line IN (SELECT line FROM difference WHERE {own}))"
        change_all(
            self._connection,
            self._noun.name,
            ", ".join(chosen),
            f"t.id IN (SELECT id FROM {rows})",
            source=f"{rows} s",
            joined="s.id = t.id",
        )
        return True

    def _keep_former(self) -> None:
        """Keep what the records were called that are called otherwise now."""
        if not self._noun.aliased:
            return
        table = self._noun.name
        first = last_id(self._connection, f"{table}_alias") + 1
        for column in {"code", "external_id", "name"} & set(self._given):
            self._connection.execute(statement("keep_former", table=table, column=column))
        if self._staging.value("SELECT 1 FROM sqlite_temp_master WHERE name = 'other_key'"):
            self._connection.execute(statement("keep_other_keys", table=table))
        last = last_id(self._connection, f"{table}_alias")
        if last >= first:
            self.made = (f"{table}_alias", first, last)

    def linked(self, field: Field) -> list[tuple[int, str]]:
        """Records that name more than before in a repeatable reference, with all of these as a JSON array."""
        if field.column not in self._given:
            return []
        table, own, theirs = field.link(self._noun.name)
        stands = f"SELECT {theirs} AS other, id AS place FROM {table} WHERE {own} = d.id"
        new = f"value NOT IN (SELECT other FROM ({stands}))"
        said = f'SELECT value, NULL FROM json_each(s."{field.column}") WHERE {new}'
        every = f"SELECT other FROM ({stands} UNION ALL {said}) ORDER BY place IS NULL, place"
        sql = f"""SELECT d.id, (SELECT json_group_array(other) FROM ({every}))
            FROM difference d JOIN staged s USING (line) WHERE d."column" = ?"""
        return self._connection.execute(sql, (field.column,)).fetchall()

    def circle(self, column: str) -> bool:
        """Whether a record is above itself now."""
        sql = statement("find_circle", table=self._noun.name, column=column)
        return self._staging.value(sql, column) is not None

    def _differs(self, column: str) -> str:
        for field in self._noun.linked:
            if field.column == column:
                table, own, theirs = field.link(self._noun.name)
                stands = f"SELECT {theirs} FROM {table} WHERE {own} = t.id"
                more = f'SELECT 1 FROM json_each(s."{column}") WHERE value NOT IN ({stands})'
                return f'(s."{column}" IS NOT NULL AND EXISTS ({more}))'
        if column in self._sets:
            return f'(s."{column}" IS NOT NULL AND {self._together(column)} IS NOT t."{column}")'
        said = f's."{column}" IS NOT NULL'
        if column in self._optional:
            said += f" AND instr(coalesce(s.blank, ''), ';{column};') = 0"
        value = f"""nullif(s."{column}", '')""" if column in self._cleared else f's."{column}"'
        return f'({said} AND {value} IS NOT t."{column}")'

    def _together(self, column: str) -> str:
        """The set that a record has and a row says, as SQL."""
        order = SEPARATOR.join(self._sets[column].choices)
        return f"""with_members(t."{column}", s."{column}", '{order}')"""

    def _chosen(self, column: str) -> str:
        if column in self._sets:
            return self._together(column)
        if column in self._optional:
            said = f'coalesce(s."{column}", t."{column}")'
            return f"""CASE WHEN instr(coalesce(s.blank, ''), ';{column};') THEN t."{column}" ELSE {said} END"""
        if column in self._cleared:
            return f"""nullif(coalesce(s."{column}", t."{column}"), '')"""
        return f'coalesce(s."{column}", t."{column}")'


def change_all(
    connection: sqlite3.Connection,
    table: str,
    assignments: str,
    where: str,
    parameters: Sequence[object] = (),
    *,
    source: str = "",
    joined: str = "1",
) -> int:
    """Change many rows of a table `t` at once; their images go to the temporary table `image`. How many there were.

    assignments, where: SQL, the same `parameters` in both. source, joined: a table to take values from, and how its
    rows meet those of `t`.
    """
    execute = connection.execute
    execute("CREATE TEMP TABLE IF NOT EXISTS image (record TEXT, record_id INTEGER, before TEXT, after TEXT)")
    names = [row[1] for row in execute(f'PRAGMA table_info("{table}")')]
    picture = f"""json_object({", ".join(f"'{name}', t." + f'"{name}"' for name in names)})"""
    if counted := series_columns(table):  # a calendar takes a change only with a higher number
        counter = counted[0]
        assignments += f', "{counter}" = t."{counter}" + 1'
    before = statement("keep_images_before", table=table, picture=picture, where=where)
    count = execute(before, parameters).rowcount
    values = f"FROM {source}" if source else ""
    execute(statement("change_records", table=table, assignments=assignments, source=values, joined=joined))
    execute(statement("keep_images_after", table=table, picture=picture))
    return count
