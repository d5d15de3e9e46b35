"""Opening closed deadlines again: one of a series joins it again where that can be."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from amcli.base.results import Change
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.services import series
from amcli.features.deadlines.services.endings import SAME
from amcli.records.services.changes import changed, finish
from amcli.records.services.checks import check_record
from amcli.records.services.descriptions import describe
from amcli.records.services.field_values import Row
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork, prepared_operation


def reopen(env: Env, names: Sequence[str], *, dry_run: bool = False) -> Change:
    """Open closed deadlines again. NotFound.

    One of a series carries it on again: what its closing had opened goes back, where nobody touched that, and comes
    again when this one is done. Where the series has gone further it opens as a single deadline, which is said.
    """

    def prepare(work: UnitOfWork) -> list[int]:
        return [work.find("deadline", name).record_id for name in names]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, record_ids):
        taken_back: list[str] = []
        for record_id in record_ids:
            row = work.row("deadline", record_id)
            if row["done"] and row["every"]:
                taken_back += _rejoin(work, row, record_ids)
            opened: Row = {"done": None}
            check_record(DEADLINE, work, opened, record_id)
            work.update("deadline", record_id, opened)
        result = finish(work, "reopened", "deadline", record_ids, dry_run=dry_run)
        if not taken_back:
            return result
        work.summary += f", took back {', '.join(taken_back)}"
        return changed(work, result.references, dry_run=dry_run)


def _rejoin(work: UnitOfWork, row: Row, kept: Collection[int]) -> list[str]:
    """Let a closed one carry its series again, or part it from it; which one went back for that, as a person knows it.

    kept: what is not to go back, because it was named itself.
    """
    live = _live(work, row)
    if live is None:
        return []
    said = describe(work, DEADLINE, live["id"])
    if live["id"] not in kept and _is_as_opened(work, row, live):
        work.update("deadline", row["id"], {"done": None})  # counted on from the one that goes: calendars know that
        work.delete("deadline", live["id"])
        return [said]
    # It is the same moment still, by the clock that it was counted by.
    work.update("deadline", row["id"], dict.fromkeys(series.SERIES_FIELDS) | {"zone": row["zone"]})
    work.notes.append(f"D{row['id']} is open by itself: its series goes on with {said}")
    return []


def _live(work: UnitOfWork, row: Row) -> Row | None:
    """The open one of the same series, where there is one."""
    sql = """SELECT id FROM deadline WHERE (id = :first OR series_id = :first) AND id <> :id AND done IS NULL
        AND every IS NOT NULL"""
    found = work.connection.execute(sql, {"first": row["series_id"] or row["id"], "id": row["id"]}).fetchone()
    return found and work.row("deadline", found[0])


def _is_as_opened(work: UnitOfWork, row: Row, live: Row) -> bool:
    """Whether the live one is what closing this one opened, and has been left so."""
    if live["occurrence"] <= row["occurrence"] or any(live[name] is not None for name in ("external_id", "uid")):
        return False
    opened = series.occurrence(row, live["occurrence"], work.env.config)
    between = f"""SELECT 1 FROM deadline WHERE (id = :first OR series_id = :first) AND {SAME}
        AND occurrence > :occurrence AND occurrence < :live"""
    first = row["series_id"] or row["id"]
    if work.connection.execute(between, {**row, "first": first, "live": live["occurrence"]}).fetchone():
        return False
    return opened is not None and all(live[name] == value for name, value in opened.items())
