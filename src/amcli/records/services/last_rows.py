"""Each record stands as the last row of its history says: what `doctor` checks, and repairs by one more row."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

from amcli.base.registry import NOUNS
from amcli.base.text import number_of
from amcli.records.services.dated_rows import DatedRows


class LastRows:
    """The last row of each record's history beside the record (store/agreement.py: Agreement)."""

    def __init__(
        self,
        history: DatedRows,
        same: Mapping[str, str],
        began: str,
        values: Mapping[str, str] | None = None,
    ) -> None:
        """same: the columns that have to be the same, by what people call them. began: since when a record without a
        row is as it is, as SQL over it, `o`. values: what a row that repairs has in a column where that is not simply
        the record's, as SQL over `o`, its last row `s` and the `{when}` of the row that is written.
        """
        self._history, self._same = history, same
        noun, part, when, dated = history
        both = f""""{noun}" o LEFT JOIN "{part}" s ON s.id = (
            SELECT id FROM "{part}" WHERE {noun}_id = o.id ORDER BY "{when}" DESC, id DESC LIMIT 1)"""
        differs = [f'o."{column}" IS NOT s."{column}"' for column in same.values()]
        apart = " OR ".join(["s.id IS NULL", *differs])
        self._find = f"SELECT o.id, s.id, {', '.join(differs)} FROM {both} WHERE {apart} ORDER BY o.id LIMIT ?"
        at = f'CASE WHEN s.id IS NULL THEN {began} ELSE max(:day, s."{when}") END'
        written = {name: f'o."{name}"' for name in dated} | dict(values or {})
        names = ", ".join(f'"{name}"' for name in written)
        texts = ", ".join(sql.replace("{when}", at) for sql in written.values())
        self._repair = f"""INSERT INTO "{part}" ({noun}_id, "{when}", {names})
            SELECT o.id, {at}, {texts} FROM {both} WHERE {apart} ORDER BY o.id"""

    def problems(self, connection: sqlite3.Connection, most: int) -> list[str]:
        """The records that have no row, or another one than they stand as."""
        noun, part = NOUNS[self._history.noun], NOUNS[self._history.part]
        found = []
        for record, row, *differs in connection.execute(self._find, (most,)):
            if row is None:
                found.append(f"{noun.letter}{record} has no {part.name} that says how it stands")
            else:
                what = ", ".join(name for name, differ in zip(self._same, differs, strict=True) if differ)
                last = f"its last {part.name} {part.letter}{row}"
                found.append(f"{noun.letter}{record} does not stand as {last} says: {what}")
        return found

    def repair(self, connection: sqlite3.Connection, day: date) -> str:
        """Write a row of the day with how each of them stands: what is told of earlier days stays as it was."""
        noun, part = NOUNS[self._history.noun], NOUNS[self._history.part]
        made = connection.execute(self._repair, {"day": day.isoformat()}).rowcount
        return f"{number_of(made, noun.name, noun.view)}: one more {part.name} says how it stands" if made > 0 else ""
