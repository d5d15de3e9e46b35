"""Where a series stands: how far it has come, what it goes on with, what is said when it ends or lags behind."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.text import one_line
from amcli.base.time.dates import from_iso, is_over
from amcli.features.deadlines.services import series
from amcli.records.services.field_values import Row
from amcli.settings.config import Config
from amcli.store.reader import Reader
from amcli.store.rows import row_of
from amcli.store.session import UnitOfWork

ENDS = "this ends the series "
SAME = " AND ".join(f'"{name}" IS :{name}' for name in series.RULE_FIELDS)


def going_on(row: Row, config: Config) -> str:
    """`"Monthly report" (every month, next 2026-12-01)` of an open deadline that comes again, else an empty text."""
    if not row["every"] or row["done"]:
        return ""
    coming = series.following(row, config)
    if coming is None:
        return ""
    every = row["every"] if "=" in row["every"] else f"every {row['every']}"  # as RFC 5545 has it
    return f'"{one_line(row["title"])}" ({every}, next {coming["due"].replace("T", " ")})'


def ended_by_removal(reader: Reader, names: Sequence[str]) -> list[tuple[str, str]]:
    """Which series would end with some deadlines: what was typed, and the series. Raises NotFound."""
    found = []
    for name in names:
        row = row_of(reader.connection, "deadline", reader.find("deadline", name).record_id)
        if row and (series_ended := going_on(row, reader.env.config)):
            found.append((name, series_ended))
    return found


def latest_occurrence(work: UnitOfWork, row: Row) -> int:
    """The latest that there is of the series, counted from the same day by the same rule; at least the row's own."""
    sql = f"SELECT max(occurrence) FROM deadline WHERE (id = :first OR series_id = :first) AND {SAME}"
    found = work.connection.execute(sql, {**row, "first": row["series_id"] or row["id"]}).fetchone()
    return int(found[0] or 0)


def note_missed(work: UnitOfWork, record_ids: Sequence[int], verb: str) -> None:
    """Where what a series went on to is overdue as well, say what to type to catch up at once. verb: done or skip."""
    env = work.env
    for record_id in record_ids:
        row = work.row("deadline", record_id)
        if not is_over(from_iso(row["due"]), env.now):
            continue
        coming = series.following(row, env.config, env.today)
        if coming is None:
            continue
        command = f"amcli deadline {verb} D{record_id} --all-missed"
        closes = "closes it and goes on" if verb == "done" else "goes on"
        work.notes.append(f"D{record_id} is overdue as well: `{command}` {closes} to {coming['due'].replace('T', ' ')}")
