"""What is still open about a record that has ended, or will: deadlines, and whatever else refers to it."""

from __future__ import annotations

from amcli.base.fields import Noun
from amcli.base.registry import NOUNS, referrers
from amcli.store.session import UnitOfWork
from amcli.store.stand_in import find_id


def note_still_open(work: UnitOfWork, noun: Noun, record_id: int) -> None:
    """Say which records that refer to it are live, those of each kind by their day."""
    found: list[str] = []
    for table, column, *_ in referrers(noun.name):
        other = NOUNS.get(table)
        if other is None or not other.live or table in noun.parts:
            continue
        is_live = other.live_on(work.env.today)
        sql = f'SELECT id FROM {table} WHERE {column} = ? AND ({is_live}) ORDER BY "{other.day}", id'
        ids = work.connection.execute(sql, (record_id,)).fetchall()
        found += [find_id(work.connection, table, one).reference for (one,) in ids]
    if found:
        reference = find_id(work.connection, noun.name, record_id).reference
        work.notes.append(f"still open about {reference}: {', '.join(dict.fromkeys(found))}")
