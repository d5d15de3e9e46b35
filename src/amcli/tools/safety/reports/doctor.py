"""Is the file in order, is there a backup, and did the reminders run? Looks, and changes nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_IMODE
from typing import Any, NamedTuple

from amcli.base.errors import DatabaseError
from amcli.base.results import Column, Kind, Listing, Record
from amcli.settings.environment import Env
from amcli.settings.setting import naming_records
from amcli.store import agreement, derived
from amcli.store.backups import has_records, sound
from amcli.store.connect import explain
from amcli.store.integrity import another_log, log_of_another, lost_references, open_to_check, problems
from amcli.store.lookup import called
from amcli.store.migrate import version
from amcli.store.reader import Reader
from amcli.store.schema import differences
from amcli.store.settings import settings_of
from amcli.tools.safety.reports import backups
from amcli.tools.safety.reports.values import value_problems

OK, WARNING, BROKEN = "ok", "warning", "broken"
RUNS = 5
SHOWN = 5  # problems of one kind that are named
MOST = 100  # that are looked for
DAYS = 7  # after which a backup, or the last run of remind, is long ago
CHECKS = (Column("check"), Column("state"), Column("found"))
REPAIRS = (Column("check"), Column("result"), Column("what"))
LAST_RUNS = (
    Column("at", Kind.DATE, timed=True),
    Column("due", Kind.INT),
    Column("said", Kind.INT),
    Column("failed", Kind.INT),
    Column("what", Kind.LIST),
    Column("command", rank=1),
)


class Check(NamedTuple):
    """One thing that was looked at."""

    check: str
    state: str
    found: str


def doctor(reader: Reader, repairs: Sequence[Sequence[Any]] | None = None) -> tuple[Record, bool]:
    """What was checked, and the last runs of `remind`; True where the file is broken (a warning is no break).

    repairs: what was repaired before, check, result and what, shown first. DatabaseError for a file that is damaged too
    much for that.
    """
    path = reader.env.to_read()
    checks = [
        _check("integrity", "whole", lambda: _integrity_problems(reader)),
        _check("references", "all lead somewhere", lambda: lost_references(reader.connection, MOST)),
        _check("values", "all can be read", lambda: value_problems(reader.connection, MOST)),
        _looked("schema", lambda: _schema(reader)),
        _check("search", "in step with the records", lambda: derived.search_problems(reader.connection)),
        _check("totals", "the sums of the sales", lambda: derived.totals_problems(reader.connection)),
        _check("consistency", "records agree with each other", lambda: _disagreements(reader)),
        *(_on_disk(path) if path else ()),
        _looked("backup", lambda: _last_backup(reader)),
        _looked("reminders", lambda: _last_run(reader)),
    ]
    worst = max((one.state for one in checks), key=(OK, WARNING, BROKEN).index)
    repaired = Listing("repairs", REPAIRS, repairs or (), "check", title="Repairs", empty="nothing to repair")
    sections = (
        *(() if repairs is None else (repaired,)),
        Listing("checks", CHECKS, checks, "check", title="Checks"),
        Listing("runs", LAST_RUNS, _last_runs(reader), "at", title="Last runs of remind --once, --exec and --notify"),
    )
    columns = (Column("file"), Column("state"))
    return Record("doctor", columns, (str(reader.env.path), worst), sections, "file", title="doctor"), worst == BROKEN


def beyond_repair(env: Env, error: Exception) -> DatabaseError:
    """What to say of a file that cannot be looked into: why, and which backup is the last one."""
    text = error.message if isinstance(error, DatabaseError) else explain(error, env.path)
    lying = sound(env.path)
    if "damaged" in text and lying:
        text += f"; the last backup is {lying[0].path}: amcli restore {lying[0].path.name}"
    return DatabaseError(text)


def _disagreements(reader: Reader) -> list[str]:
    """Records that do not agree with each other, and settings with them."""
    stored, found = settings_of(reader.connection), agreement.problems(reader.connection, MOST)
    for one in naming_records():
        text = stored.get(one.key, "")
        if text and not called(reader.connection, one.noun, text):
            found.append(
                f"the setting {one.key} names {text}, and no {one.noun} is called so: `amcli config set {one.key} CODE`"
            )
    return found


def _integrity_problems(reader: Reader) -> list[str]:
    """Pages, indexes, and what the schema demands of each row."""
    path = reader.env.to_read()
    if path is None:
        return problems(reader.connection, MOST)
    with closing(open_to_check(path)) as connection:
        return problems(connection, MOST)


def _check(name: str, fine: str, find: Callable[[], list[str]]) -> Check:
    """A check whose every problem means broken."""

    def look() -> Check:
        wrong = find()
        return Check(name, BROKEN, _some(wrong)) if wrong else Check(name, OK, fine)

    return _looked(name, look)


def _looked(name: str, look: Callable[[], Check]) -> Check:
    """A check; that it cannot be made means broken too."""
    try:
        return look()
    except sqlite3.DatabaseError as error:
        return Check(name, BROKEN, str(error).partition(" with text ")[0])  # what it cannot decode it quotes


def _schema(reader: Reader) -> Check:
    """Tables, indexes, views and search tables as the migrations build them; more than that is the user's own."""
    found = differences(reader.connection)
    wrong = [f"the {thing} is missing" for thing in found.missing]
    wrong += [f"the {thing} is not as it should be" for thing in found.different]
    wrong += [f"the {thing} is not amcli's: --repair takes it out" for thing in found.extra if thing.is_run]
    if wrong:
        return Check("schema", BROKEN, _some(wrong))
    if found.extra:
        return Check("schema", WARNING, f"not of amcli: {_some([str(thing) for thing in found.extra])}")
    return Check("schema", OK, f"version {version(reader.connection)}, as it should be")


def _on_disk(path: Path) -> Iterator[Check]:
    """Who may read the file, and whether a write-ahead log is left."""
    mode = S_IMODE(path.stat().st_mode)
    if os.name == "posix":
        open_ = mode & 0o077
        advice = f"mode {mode:04o}: others than you may use it; chmod 600 {path}" if open_ else f"mode {mode:04o}"
        yield Check("mode", WARNING if open_ else OK, advice)
    names = path.stat().st_nlink
    if names > 1:
        said = f"{path} has {names} names (hard links), each with a log of its own: changes get lost; keep one name"
        yield Check("links", WARNING, said)
    log = Path(f"{path}-wal")
    if log_of_another(path):
        yield Check("log", BROKEN, another_log(path))
        return
    size = log.stat().st_size if log.exists() else 0
    said = f"{size} bytes: a program has the file open, or one was stopped in the middle; the next change takes it in"
    yield Check("log", WARNING if size else OK, said if size else "none left behind")


def _last_backup(reader: Reader) -> Check:
    if not has_records(reader.connection):
        return Check("backup", OK, "n/a: there is nothing to lose yet")
    last = backups.last(reader)
    if last is None:
        return Check("backup", WARNING, "none yet: amcli backup")
    there = "" if last.path.exists() else " (not there now)"
    said = f"{_wall_clock(last.at):%Y-%m-%d %H:%M}, {last.path}{there}"
    if datetime.now(UTC) - last.at > timedelta(days=DAYS):
        return Check("backup", WARNING, f"the last one is older than {DAYS} days: {said}")
    return Check("backup", OK, said)


def _last_run(reader: Reader) -> Check:
    """Cron is everyone's own choice; but where it ran once, it should still run."""
    row = reader.rows("SELECT at, failed FROM reminder_run ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return Check("reminders", OK, "remind --once has not run yet")
    at, failed = datetime.fromisoformat(row[0]), row[1]
    said = f"{_wall_clock(at):%Y-%m-%d %H:%M}"
    if failed:
        return Check("reminders", WARNING, f"the last run failed to say {failed}: {said}")
    if datetime.now(UTC) - at > timedelta(days=DAYS):
        return Check("reminders", WARNING, f"the last run is older than {DAYS} days: {said}; see `crontab -l`")
    return Check("reminders", OK, f"last run {said}")


def _last_runs(reader: Reader) -> list[tuple[Any, ...]]:
    try:
        return list(_runs(reader))
    except sqlite3.DatabaseError:  # a check says so
        return []


def _runs(reader: Reader) -> Iterator[tuple[Any, ...]]:
    """The last runs of `remind`, the latest first, by the machine's wall clock."""
    sql = "SELECT at, due, said, failed, command FROM reminder_run ORDER BY id DESC LIMIT ?"
    for at, due, said, failed, command in reader.rows(sql, (RUNS,)).fetchall():
        yield _wall_clock(datetime.fromisoformat(at)), due, said, failed, _said_by(reader, at), command


def _wall_clock(at: datetime) -> datetime:
    """An instant as the machine's clock shows it."""
    return at.astimezone().replace(microsecond=0, tzinfo=None)


def _said_by(reader: Reader, at: str) -> tuple[str, ...]:
    """What a run said: ids of deadlines, codes of accounts, each once."""
    keys = [
        row[0].partition("|")[0]
        for row in reader.rows("SELECT said FROM reminder WHERE said_at = ? ORDER BY id", (at,))
    ]
    return tuple(dict.fromkeys(_code(reader, key) for key in keys))


def _code(reader: Reader, key: str) -> str:
    """`D42` as it is, `Q7` as the code of account 7."""
    if not key.startswith("Q"):
        return key
    found = reader.rows("SELECT code FROM account WHERE id = ?", (key[1:],)).fetchone()
    return str(found[0]) if found else key


def _some(wrong: list[str]) -> str:
    more = len(wrong) - SHOWN
    return "; ".join(wrong[:SHOWN]) + (f"; and {more} more" if more > 0 else "")
