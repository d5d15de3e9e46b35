"""Rows that may be records which somebody made by hand before the file had them: asked about, never guessed."""

from __future__ import annotations

import sqlite3

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.base.registry import load
from amcli.base.text import number_of, one_line
from amcli.records.services.offer import Offer
from amcli.store.bulk_update import change_all

SAME, NEW = ANSWERS = ("same", "new")


SHOWN = 5  # rows that are named one by one
Pair = tuple[int, int, str | None]  # a line, the record that it may be, and from what to what that would go


class SameAsked(BadValue):
    """Rows may be records that are there. question: as a person is asked it."""

    def __init__(self, noun: Noun, offer: Offer, pairs: list[Pair]) -> None:
        named = [f"line {line}: {_called(noun, record_id, loses)}" for line, record_id, loses in pairs]
        rows = f"{number_of(len(pairs), 'row')} may be {offer.called} ({_first(named)})"
        super().__init__(f"{rows}; nothing was imported: type --won-sales {SAME}, or {NEW} where they are others")
        self.question = f"{rows}: are they the same?"


class OfferedRows:
    """The rows of one import that are offered as records that are there (Noun.offers)."""

    def __init__(self, connection: sqlite3.Connection, noun: Noun, answer: str) -> None:
        """answer: what the person said of them, nothing for not asked yet. BadValue for another word."""
        if answer and answer not in ANSWERS:
            raise BadValue(f"--won-sales is {' or '.join(ANSWERS)}")
        self._connection, self._noun, self._answer = connection, noun, answer
        self._pairs: list[Pair] = []

    @property
    def count(self) -> int:
        """Rows that are taken for records."""
        return len(self._pairs)

    def notes(self) -> list[str]:
        """What the records lost for what the file says."""
        lost = [_called(self._noun, record_id, loses) for _, record_id, loses in self._pairs if loses]
        return [f"took what the file says: {_first(lost)}"] if lost else []

    def take(self) -> None:
        """Find them, and let those be known again that are the same. SameAsked where nobody said so."""
        if not self._noun.offers or self._answer == NEW:
            return
        offer: Offer = load(self._noun.offers)
        execute = self._connection.execute
        if execute(offer.there).fetchone() is None:
            return
        pairs = execute(offer.pairs).fetchall()
        if pairs and not self._answer:
            raise SameAsked(self._noun, offer, pairs)
        execute("CREATE TEMP TABLE offered (line INTEGER PRIMARY KEY)")
        self._connection.executemany("INSERT INTO offered VALUES (?)", [(line,) for line, *_ in pairs])
        self._connection.executemany(
            "UPDATE staged SET id = ? WHERE line = ?", [(record_id, line) for line, record_id, _ in pairs]
        )
        self._pairs = pairs

    def complete(self) -> bool:
        """Give the records what their rows say; whether there was one."""
        if not self.count:
            return False
        offer: Offer = load(self._noun.offers)
        assigned = [f'"{column}" = s."{column}"' for column in offer.takes]
        assigned += [f'"{column}" = coalesce(t."{column}", s."{column}")' for column in offer.fills]
        rows = "(SELECT * FROM staged WHERE line IN (SELECT line FROM offered))"
        change_all(
            self._connection,
            self._noun.name,
            ", ".join(assigned),
            f"t.id IN (SELECT id FROM {rows})",
            source=f"{rows} s",
            joined="s.id = t.id",
        )
        return True


def _called(noun: Noun, record_id: int, loses: str | None) -> str:
    return f"{noun.letter}{record_id}" + (f" {one_line(loses)}" if loses else "")


def _first(named: list[str]) -> str:
    more = len(named) - SHOWN
    return ", ".join(named[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")
