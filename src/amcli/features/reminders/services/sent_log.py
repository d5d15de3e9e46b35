"""The log of what `remind` has said: claimed, said, and said no more.

A reminder is one or more keys, of which the first decides. Whoever writes that key first has claimed the reminder, so
of two runs at one moment one says it. A claim without `said_at` is a run that is still at it, or one that was killed:
STALE later it counts as unsaid, and so it does where the clock was set back by more than that. Claims go by the
machine's clock; what is due is decided elsewhere, by the clock of the reports. Bookkeeping is no operation, and sqlite3
itself writes it: nothing here may load SQLModel.
"""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from amcli.base.text import clean
from amcli.settings.environment import Env
from amcli.store.connect import explained
from amcli.store.open import open_writer
from amcli.store.transaction import transaction

Keys = Sequence[str]
Clock = Callable[[], datetime]

STALE = timedelta(minutes=10)
RUNS_KEPT = 1000
# Nobody waits for cron: a long import may finish first.
PATIENCE_MS = 120_000


def machine_clock() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)


@contextmanager
def claim_unsent(env: Env, due: Sequence[Keys], clock: Clock = machine_clock) -> Iterator[set[str]]:
    """Claim what has not been said; gives the first keys of it. Where the block ends well that is said, and where it
    raises it counts as unsaid. Either way the run is logged.
    """
    with _log(env, clock) as log:
        mine = log.claim(due)
        said = False
        try:
            yield {keys[0] for keys in mine}
            said = True
        finally:
            log.settle(mine, said)
            log.ran(len(due), *((len(mine), 0) if said else (0, len(mine))))


def deliver_each(
    env: Env, due: Sequence[Keys], say: Callable[[int], bool], *, once: bool, clock: Clock = machine_clock
) -> int:
    """Call `say` with the place of each reminder in `due`, one after the other; False from it counts as unsaid.

    With `once`, each is claimed right before, and left out where it has been said. The run is logged; returns how many
    failed.
    """
    said = failed = 0
    with _log(env, clock) as log:
        try:
            for place, keys in enumerate(due):
                mine = log.claim([keys]) if once else []
                if once and not mine:
                    continue
                ok = False
                try:
                    ok = say(place)
                finally:
                    said, failed = said + ok, failed + (not ok)
                    log.settle(mine, ok)
        finally:
            log.ran(len(due), said, failed)
    return failed


class Log:
    """The tables reminder and reminder_run, during one run. `at` names the run."""

    def __init__(self, connection: sqlite3.Connection, command: str, clock: Clock) -> None:
        self.connection = connection
        self.command = command
        self.clock = clock
        self.at = self.claimed_at = _text(clock())

    def claim(self, due: Sequence[Keys]) -> list[Keys]:
        """Those of the reminders that nobody has said or is saying: they are this run's now."""
        if not due:
            return []
        sql = "INSERT OR IGNORE INTO reminder (said, claimed_at) VALUES (?, ?)"
        mine = []
        with self._transaction() as execute:
            moment = self.clock()  # under the lock: what another run claimed while this one waited is not to come
            self.claimed_at = _text(moment)
            execute(
                "DELETE FROM reminder WHERE said_at IS NULL AND claimed_at NOT BETWEEN ? AND ?",
                (_text(moment - STALE), _text(moment + STALE)),
            )
            for keys in due:
                if execute(sql, (keys[0], self.claimed_at)).rowcount:
                    mine.append(keys)
                    for earlier in keys[1:]:
                        execute(sql, (earlier, self.claimed_at))
        return mine

    def settle(self, mine: Sequence[Keys], said: bool) -> None:
        """Mark what was claimed last as said in this run, or give it up."""
        if not mine:
            return
        change, values = ("UPDATE reminder SET said_at = ?", [self.at]) if said else ("DELETE FROM reminder", [])
        sql = f"{change} WHERE said = ? AND claimed_at = ? AND said_at IS NULL"
        with self._transaction() as execute:
            for keys in mine:
                for key in keys:
                    execute(sql, (*values, key, self.claimed_at))

    def ran(self, due: int, said: int, failed: int) -> None:
        """Log the run, and forget the runs of long ago."""
        with self._transaction() as execute:
            made = execute(
                "INSERT INTO reminder_run (at, due, said, failed, command) VALUES (?, ?, ?, ?, ?)",
                (self.at, due, said, failed, self.command),
            )
            execute("DELETE FROM reminder_run WHERE id <= ?", (int(made.lastrowid or 0) - RUNS_KEPT,))

    @contextmanager
    def _transaction(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        with transaction(self.connection):
            yield self.connection.execute


@contextmanager
def _log(env: Env, clock: Clock) -> Iterator[Log]:
    path = env.to_write()
    connection = open_writer(path)
    try:
        with explained(path, PATIENCE_MS):
            connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
            yield Log(connection, clean(shlex.join(env.command))[0], clock)
    finally:
        connection.close()


def _text(moment: datetime) -> str:
    """An instant so that text order is time order: `2026-11-22T08:00:00.000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
