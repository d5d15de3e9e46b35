"""What earlier files of another system brought and this one does not have any more: `--missing`.

A record is of another system where it has that system's key: an external id, or the ref of a sale. Where records have a
day, those of the days that the file speaks of are looked at, so that a file of one month says nothing of the others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from datetime import date

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.store.bulk_update import change_all

REPORT, ARCHIVE = "report", "archive"
ARCHIVED = "archived"  # the day column of what can be archived
_SHOWN_RECORDS = 10  # records that are named


def check(noun: Noun, wanted: str) -> None:
    """BadValue for another word, and for what records of the noun do not have."""
    if wanted and wanted not in (REPORT, ARCHIVE):
        raise BadValue(f"--missing is {REPORT} or {ARCHIVE}")
    if wanted and not _key_of(noun):
        raise BadValue(f"{noun.view} have no key of another system: leave out --missing")
    if wanted == ARCHIVE and not _can_be_archived(noun):
        raise BadValue(f"{noun.view} cannot be archived: --missing {REPORT} names them")


class AbsentRecords:
    """The records that a file does not have any more."""

    def __init__(self, connection: sqlite3.Connection, noun: Noun, wanted: str, today: date) -> None:
        self._connection, self._noun, self._wanted, self._today = connection, noun, wanted, today
        self._key = _key_of(noun)
        self._ids: list[int] = []
        self._bad = False

    @property
    def to_archive(self) -> int:
        """How many records are going to be archived."""
        return len(self._ids) if self._wanted == ARCHIVE and not self._bad else 0

    def find(self, columns: Collection[str]) -> None:
        """Look for them, when all rows of the file are known again or new. columns: those that the rows have."""
        if not self._wanted:
            return
        noun, execute = self._noun, self._connection.execute
        self._bad = execute("SELECT 1 FROM rejected LIMIT 1").fetchone() is not None
        terms = [
            f'"{self._key}" IS NOT NULL',
            "id NOT IN (SELECT id FROM staged WHERE id IS NOT NULL UNION SELECT id FROM passed WHERE id IS NOT NULL)",
            noun.live_on(self._today) or "1",
        ]
        if noun.day in columns and not noun.dated:  # the day of what is dated moves on: a file has it or has it not
            days = f'SELECT {{}}(substr("{noun.day}", 1, 10)) FROM staged'
            terms.append(f'substr("{noun.day}", 1, 10) BETWEEN ({days.format("min")}) AND ({days.format("max")})')
        sql = f"SELECT id FROM {noun.name} WHERE {' AND '.join(terms)} ORDER BY id"
        self._ids = [record_id for (record_id,) in execute(sql)]

    def notes(self, describe: Callable[[int], str]) -> list[str]:
        """What is to be said of them."""
        count = len(self._ids)
        if not count:
            return []
        shown = ", ".join(map(describe, self._ids[:_SHOWN_RECORDS])) + (
            f" and {count - _SHOWN_RECORDS:,} more" if count > _SHOWN_RECORDS else ""
        )
        what = f"{count:,} {self._noun.name if count == 1 else self._noun.view} with {self._key.replace('_', ' ')}"
        found = [f"{what} {'is' if count == 1 else 'are'} not in the file: {shown}"]
        if self._wanted == ARCHIVE and self._bad:
            found.append("nothing was archived, because rows are bad and may be of these")
        return found

    def archive(self) -> bool:
        """Take them out of the lists, where that was asked for; whether there was one."""
        if not self.to_archive:
            return False
        execute = self._connection.execute
        execute("CREATE TEMP TABLE absent (id INTEGER PRIMARY KEY)")
        self._connection.executemany("INSERT INTO absent VALUES (?)", [(record_id,) for record_id in self._ids])
        where = "t.id IN (SELECT id FROM absent)"
        change_all(self._connection, self._noun.name, f"{ARCHIVED} = '{self._today.isoformat()}'", where)
        execute("DROP TABLE absent")
        return True


def _key_of(noun: Noun) -> str:
    """The column that holds another system's key; nothing where there is none."""
    keys = [key[-1] for key in noun.keys[:-1] if key[-1] in ("external_id", "ref")]
    return keys[0] if keys else ""


def _can_be_archived(noun: Noun) -> bool:
    return any(field.name == ARCHIVED for field in noun.more)
