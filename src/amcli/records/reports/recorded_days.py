"""Whether records of a file lie in some days."""

from __future__ import annotations

from datetime import date

from amcli.base.registry import NOUNS
from amcli.store.reader import Reader


def is_recorded_between(reader: Reader, first: date, last: date) -> bool:
    """Whether any kind of record that has a day has one in these days, both ends in."""
    for noun in NOUNS.values():
        sql = f'SELECT 1 FROM {noun.name} WHERE "{noun.day}" BETWEEN ? AND ? LIMIT 1'
        if noun.day and reader.rows(sql, (first.isoformat(), f"{last}T24")).fetchone():
            return True
    return False
