"""What is still to be done about something that has ended."""

from __future__ import annotations

from collections.abc import Iterable

from amcli.base.fields import Noun
from amcli.store.session import UnitOfWork


def note_open_deadlines(work: UnitOfWork, noun: Noun, record_ids: Iterable[int]) -> None:
    """Say which deadlines are still open about records of a noun."""
    for record_id in record_ids:
        sql = f"SELECT 'D' || id FROM deadline WHERE {noun.name}_id = ? AND done IS NULL ORDER BY due, id"
        due = [called for (called,) in work.connection.execute(sql, (record_id,))]
        if due:
            work.notes.append(f"still open about {noun.letter}{record_id}: {', '.join(due)}")
