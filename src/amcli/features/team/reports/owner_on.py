"""Who answers for an account, or for each of them, on a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

_ON = "s.role = 'owner' AND (s.start IS NULL OR s.start <= :day) AND (s.until IS NULL OR s.until >= :day)"
_OWNER = f"SELECT s.colleague_id FROM assignment s WHERE s.account_id = :account AND {_ON}"
_OWNERS = f"""SELECT s.account_id, a.code, k.code, k.name FROM assignment s
    JOIN account a ON a.id = s.account_id JOIN colleague k ON k.id = s.colleague_id
    WHERE {_ON} ORDER BY s.account_id, s.id"""


class Owned(NamedTuple):
    """An account, by its row id and its code, and the colleague who owns it."""

    account_id: int
    account: str
    code: str
    name: str


def owner_on(connection: sqlite3.Connection, account_id: int, day: str) -> int | None:
    """The colleague who owns an account on an ISO day, by row id; None where nobody does."""
    found = connection.execute(_OWNER, {"account": account_id, "day": day}).fetchone()
    return found[0] if found else None


def owners_on(connection: sqlite3.Connection, day: str) -> Iterator[Owned]:
    """The accounts that somebody owns on an ISO day."""
    return (Owned(*row) for row in connection.execute(_OWNERS, {"day": day}))
