"""Who answers for an account on a day."""

from __future__ import annotations

import sqlite3

_OWNER = """SELECT colleague_id FROM assignment WHERE account_id = ? AND role = 'owner'
    AND (start IS NULL OR start <= ?2) AND (until IS NULL OR until >= ?2)"""


def owner_on(connection: sqlite3.Connection, account_id: int, day: str) -> int | None:
    """The colleague who owns an account on an ISO day, by row id; None where nobody does."""
    found = connection.execute(_OWNER, (account_id, day)).fetchone()
    return found[0] if found else None
