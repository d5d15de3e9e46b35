"""That a page was delivered: written down when all of it has left the program, and not before.

Bookkeeping is no operation: nothing of it is in the journal, and no undo takes it back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.settings.environment import Env
from amcli.store.connect import explained
from amcli.store.open import open_writer
from amcli.store.transaction import transaction

_WRITTEN = """INSERT INTO delivery (page, at, day, start, "end", last_operation, undone, sold, currency)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class Page(NamedTuple):
    """What a page is of: its name, its day, its period, the number of the last operation that it knows of, the numbers
    of those up to it that do not stand, and what it says was sold, where it says that.
    """

    name: str
    day: date
    period: Period
    last_operation: int
    undone: Sequence[int] = ()
    sold: Decimal | None = None
    currency: str | None = None


class Remembered:
    """What is to be written down: a page that was read, or nothing yet."""

    def __init__(self) -> None:
        self.page: Page | None = None


@contextmanager
def remembering(env: Env, said: Callable[[Page], object]) -> Iterator[Remembered]:
    """Where the block ends well, write down the page that it was told; `said` is called with it then. What goes wrong
    before that leaves nothing: a pipe that is closed, a full disk, Ctrl-C.
    """
    holder = Remembered()
    yield holder
    if holder.page is None:
        return
    _write(env, holder.page)
    said(holder.page)


def _write(env: Env, page: Page) -> None:
    path = env.to_write()
    connection = open_writer(path)
    try:
        with explained(path), transaction(connection):
            period = page.period
            days = (page.day.isoformat(), period.start.isoformat(), period.end.isoformat())
            moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            known = (
                page.last_operation,
                json.dumps([*page.undone]),
                None if page.sold is None else str(page.sold),
                page.currency,
            )
            connection.execute(_WRITTEN, (page.name, moment, *days, *known))
    finally:
        connection.close()
