"""Taking back and putting back: the latest operation, reversed or repeated from the images it kept."""

from __future__ import annotations

import json

from amcli.base.errors import Refused
from amcli.base.registry import series_columns, tables
from amcli.base.results import Change
from amcli.settings.environment import Env
from amcli.store import backups
from amcli.store.derived import delete_range, update_derived
from amcli.store.session import Row, UnitOfWork, operation


def undo(env: Env, *, dry_run: bool = False) -> Change:
    """Reverse the latest operation that stands. Refused when there is none."""
    with operation(env, dry_run=dry_run, settle=False) as work:
        number, summary = _latest(work, "done", "max", "nothing to undo")
        if not dry_run and work.scalar("SELECT 1 FROM operation_range WHERE operation_id = ?", number):
            backups.make_automatic_backup(
                env.path, "undo", work.connection
            )  # a bulk import is not redone: this is the way back
        work.connection.execute("PRAGMA defer_foreign_keys=ON")
        _take_out_ranges(work, number)
        images = _images(work, number)
        sequence = _later(work, images)
        for table, row, before, _after in reversed(images):
            if before is None:
                _keep_count(work, number, table, row)
            _put(work, table, row, before, sequence)
        update_derived(work.connection, [(table, row, after, before) for table, row, before, after in reversed(images)])
        _mark(work, number, "undone")
        return _said("undone", number, summary, dry_run)


def redo(env: Env, *, dry_run: bool = False) -> Change:
    """Put back the operation that was undone last. Refused when there is none, and for a bulk import."""
    with operation(env, dry_run=dry_run, settle=False) as work:
        number, summary = _latest(work, "undone", "min", "nothing to redo")
        if work.scalar("SELECT 1 FROM operation_range WHERE operation_id = ?", number):
            command = work.scalar("SELECT command FROM operation WHERE id = ?", number)
            raise Refused(f"an import is not redone but run again: {command}")
        work.connection.execute("PRAGMA defer_foreign_keys=ON")
        images = _images(work, number)
        sequence = _later(work, images)
        for table, row, _before, after in images:
            _put(work, table, row, after, sequence)
        update_derived(work.connection, images)
        _mark(work, number, "done")
        return _said("redone", number, summary, dry_run)


def _latest(work: UnitOfWork, state: str, pick: str, nothing: str) -> tuple[int, str]:
    """Operations are undone from the newest on, so the one undone last is the oldest that is undone."""
    found = work.connection.execute(
        f"SELECT id, summary FROM operation WHERE id = (SELECT {pick}(id) FROM operation WHERE state = ?)", (state,)
    ).fetchone()
    if found is None:
        raise Refused(f"{nothing}: see `amcli history`")
    return found[0], found[1]


def _images(work: UnitOfWork, number: int) -> list[tuple[str, int, Row | None, Row | None]]:
    rows = work.connection.execute(
        "SELECT record, record_id, before, after FROM operation_change WHERE operation_id = ? ORDER BY id", (number,)
    )
    return [(table, row, _image(before), _image(after)) for table, row, before, after in rows]


def _image(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)


def _later(work: UnitOfWork, images: list[tuple[str, int, Row | None, Row | None]]) -> int:
    """A higher count of changes than any record of the operation had: to a calendar, taking one back is one more.

    To be asked before anything is put back: what goes takes its count along.
    """
    seen = [0]
    for table, row, *both in images:
        if columns := series_columns(table):
            counter, series = columns
            for image in filter(None, both):
                seen += image.get(counter, 0), work.next_change(table, image.get(series) or row) - 1
    return 1 + max(seen)


def _keep_count(work: UnitOfWork, number: int, table: str, row: int) -> None:
    """Before a record goes, write into its image how often it has changed since: put back, it has changed once more."""
    if columns := series_columns(table):
        sql = f"""UPDATE operation_change SET after = json_set(after, '$.{columns[0]}', t."{columns[0]}")
            FROM "{table}" t WHERE operation_id = ? AND record = ? AND record_id = ? AND t.id = record_id"""
        work.connection.execute(sql, (number, table, row))


def _put(work: UnitOfWork, table: str, row: int, image: Row | None, sequence: int) -> None:
    """Make a row what the image says; no image, no row. Its id stays its own, and its sequence never goes back."""
    execute = work.connection.execute
    if image is None:
        execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
        return
    if columns := series_columns(table):
        counter, series = columns
        image = {**image, counter: max(sequence, work.next_change(table, image.get(series) or row))}
    names = ", ".join(f'"{column}"' for column in image)
    marks = ", ".join("?" for _ in image)
    changes = ", ".join(f'"{column}" = excluded."{column}"' for column in image)
    execute(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {changes}',
        tuple(image.values()),
    )


def _take_out_ranges(work: UnitOfWork, number: int) -> None:
    rows = work.connection.execute(
        "SELECT record, first_id, last_id FROM operation_range WHERE operation_id = ?", (number,)
    ).fetchall()
    if not rows:
        return  # as after all but an import: the order below loads every noun
    last_first = tables()[::-1]  # so that nothing refers to what goes
    for table, first, last in sorted(rows, key=lambda row: last_first.index(row[0])):
        delete_range(work.connection, table, first, last)


def _mark(work: UnitOfWork, number: int, state: str) -> None:
    work.connection.execute("UPDATE operation SET state = ? WHERE id = ?", (state, number))


def _said(verb: str, number: int, summary: str, dry_run: bool) -> Change:
    message = f"Would have {verb} H{number}: {summary}" if dry_run else f"{verb.capitalize()} H{number}: {summary}"
    return Change(message, (f"H{number}",))
