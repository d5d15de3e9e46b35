"""Rows that may be records which somebody made by hand before the file had them: asked about, never guessed."""

from __future__ import annotations

import sqlite3

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.base.registry import load
from amcli.base.text import number_of, one_line
from amcli.records.services.offer import ANSWERS, NEW, Offer, SameAsked, first_of
from amcli.store.bulk_update import change_all

Pair = tuple[int, int, str | None]  # a line, the record that it may be, and from what to what that would go


class OfferedRows:
    """The rows of one import that are offered as records that are there (Noun.offers)."""

    def __init__(self, connection: sqlite3.Connection, noun: Noun, answer: str) -> None:
        """answer: what the person said of them, nothing for not asked yet. BadValue for another word."""
        if answer and answer not in ANSWERS:
            raise BadValue(f"--won-sales is {' or '.join(ANSWERS)}")
        self._connection, self._noun, self._answer = connection, noun, answer
        self._pairs: list[Pair] = []
        self._offer: Offer | None = load(noun.offers) if noun.offers else None
        if self._offer:
            connection.execute("CREATE TEMP TABLE offered (line INTEGER PRIMARY KEY)")
            if connection.execute(self._offer.there).fetchone() is None:
                self._offer = None

    def know(self) -> None:
        """Let the rows be known again that are such records without a question; those keep a key that they have."""
        if not self._offer:
            return
        self._let_be(self._connection.execute(self._offer.sure).fetchall())
        key, table = self._offer.takes[0], self._noun.name
        self._connection.execute(
            f"""UPDATE staged SET "{key}" = NULL WHERE line IN (SELECT line FROM offered)
            AND (SELECT "{key}" FROM {table} t WHERE t.id = staged.id) IS NOT NULL"""
        )

    def take(self) -> None:
        """Find the others, and let those be known again that are the same. SameAsked where nobody said so."""
        if not self._offer:
            return
        for column in (
            *self._offer.takes,
            *self._offer.fills,
        ):  # what a record takes because it has nothing is no difference
            lacking = f'SELECT 1 FROM {self._noun.name} t WHERE t.id = difference.id AND t."{column}" IS NULL'
            self._connection.execute(
                f"""DELETE FROM difference WHERE "column" = '{column}' AND line IN (SELECT line FROM offered)
                AND EXISTS ({lacking})"""
            )
        if self._answer == NEW:
            return
        pairs = self._connection.execute(self._offer.pairs).fetchall()
        if pairs and not self._answer:
            named = [f"line {line}: {self._called(record_id, loses)}" for line, record_id, loses in pairs]
            raise SameAsked(f"{number_of(len(pairs), 'row')} may be {self._offer.called} ({first_of(named)})")
        self._let_be([(line, record_id) for line, record_id, _ in pairs])
        self._pairs = pairs

    def _let_be(self, pairs: list[tuple[int, int]]) -> None:
        self._connection.executemany("INSERT INTO offered VALUES (?)", [(line,) for line, _ in pairs])
        self._connection.executemany(
            "UPDATE staged SET id = ? WHERE line = ?", [(record_id, line) for line, record_id in pairs]
        )

    def notes(self) -> list[str]:
        """What the records lost for what the file says."""
        lost = [self._called(record_id, loses) for _, record_id, loses in self._pairs if loses]
        return [f"took what the file says: {first_of(lost)}"] if lost else []

    def _called(self, record_id: int, loses: str | None) -> str:
        return f"{self._noun.letter}{record_id}" + (f" {one_line(loses)}" if loses else "")

    def count(self, *, updates: bool) -> int:
        """How many records take from their rows what these say, and are not changed besides. updates: what else
        differs is changed.
        """
        if not self._offer:
            return 0
        return int(self._connection.execute(f"SELECT count(*) FROM ({self._filling(updates=updates)})").fetchone()[0])

    def _filling(self, *, updates: bool) -> str:
        """SQL of those rows."""
        takes, fills = (self._offer.takes, self._offer.fills) if self._offer else ((), ())
        lacks = " OR ".join(
            [f's."{column}" IS NOT NULL AND t."{column}" IS NOT s."{column}"' for column in takes]
            + [f't."{column}" IS NULL AND s."{column}" IS NOT NULL' for column in fills]
        )
        others = "AND s.line NOT IN (SELECT line FROM difference)" if updates else ""
        return f"""SELECT s.* FROM offered JOIN staged s USING (line) JOIN {self._noun.name} t ON t.id = s.id
            WHERE ({lacks}) {others}"""

    def complete(self, *, updates: bool) -> bool:
        """Give the records what their rows say; whether there was one."""
        if not self._offer or not self.count(updates=updates):
            return False
        assigned = [f'"{column}" = coalesce(s."{column}", t."{column}")' for column in self._offer.takes]
        assigned += [f'"{column}" = coalesce(t."{column}", s."{column}")' for column in self._offer.fills]
        self._connection.execute(f"CREATE TEMP TABLE filling AS {self._filling(updates=updates)}")
        change_all(
            self._connection,
            self._noun.name,
            ", ".join(assigned),
            "t.id IN (SELECT id FROM filling)",
            source="filling s",
            joined="s.id = t.id",
        )
        self._connection.execute("DROP TABLE filling")
        return True
