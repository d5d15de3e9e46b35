"""What the tests of reminders share: portfolios of a few deadlines, and a clock that is handed in."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from amcli.base.time.lead_times import LeadTime
from amcli.features.reminders.reports.due import REASONS, DueReminder, reminders
from amcli.features.reminders.services.sent_log import claim_unsent
from amcli.settings.environment import Env
from amcli.store.open import open_writer
from amcli.store.reader import reading

ADD_ACCOUNT = "INSERT INTO account (id, code, name, created, cadence) VALUES (?, ?, ?, ?, ?)"
ADD_DEADLINE = """INSERT INTO deadline (account_id, title, due, kind, priority, remind, done)
    VALUES (1, ?, ?, ?, ?, ?, ?)"""


@contextmanager
def written(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, open to be written to by hand."""
    connection = open_writer(path)
    try:
        yield connection
    finally:
        connection.close()


def portfolio(
    path: Path, deadlines: Iterable[tuple[str, str | None]], *, kind: str = "deliverable", cadence: int = 3650
) -> Path:
    """A file with one account that is as good as never quiet, and a deadline for each (due, remind)."""
    with written(path) as connection:
        connection.execute(ADD_ACCOUNT, (1, "maruti", "Maruti Suzuki", "2020-01-01", cadence))
        for number, (due, remind) in enumerate(deadlines, 1):
            connection.execute(ADD_DEADLINE, (f"Thing {number}", due, kind, "normal", remind, None))
    return path


def env_at(path: Path, now: str, **more: str) -> Env:
    """The surroundings of a run at a moment of the portfolio's clock, with the default settings."""
    environ = {"AMCLI_CONFIG": str(path.with_name("config.toml")), **more}
    return Env(environ, db=str(path), now_fixed=datetime.fromisoformat(now), command=("amcli", "remind", "--once"))


def due_at(
    path: Path, now: str, *, within: LeadTime | None = None, reasons: Iterable[str] = REASONS
) -> list[DueReminder]:
    """What is due at a moment."""
    with reading(env_at(path, now)) as reader:
        return reminders(reader, within=within, reasons=reasons)


def said_at(path: Path, now: str) -> list[str]:
    """One run of `remind --once` at a moment, the machine's clock being the same; gives the deciding keys it said."""
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    with claim_unsent(env_at(path, now), [one.keys for one in due_at(path, now)], clock=lambda: moment) as mine:
        return sorted(mine)
