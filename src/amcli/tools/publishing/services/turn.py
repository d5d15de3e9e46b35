"""One publication of a manager after the other: a lock of the server that ends with the transaction."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import TYPE_CHECKING

from amcli.base.errors import DatabaseError

if TYPE_CHECKING:
    from amcli.tools.publishing.services.connection import Company

MINUTES = 10  # that one is waited for


def take_turn(company: Company, manager: str, waits: Callable[[str], None] | None = None) -> None:
    """Hold the lock of a manager until the transaction ends. waits: is told that another one is waited for.

    DatabaseError where the other takes longer than anybody waits.
    """
    import psycopg

    key = lock_key(manager)
    row = company.execute("SELECT pg_try_advisory_xact_lock(%s)", (key,)).fetchone()
    if row and row[0]:
        return
    if waits:
        waits(f"another publication of {manager} is under way: waiting for it")
    company.execute(f"SET LOCAL lock_timeout = '{MINUTES}min'".encode())
    try:
        company.execute("SELECT pg_advisory_xact_lock(%s)", (key,))
    except psycopg.errors.LockNotAvailable:
        raise DatabaseError(
            f"another publication of {manager} takes longer than {MINUTES} minutes: nothing was published, do it again"
        ) from None


def lock_key(manager: str) -> int:
    """The lock of a manager: a whole number of 64 bits."""
    digest = blake2b(f"amcli publish {manager}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
