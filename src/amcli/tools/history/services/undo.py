"""Taking back and putting back: an operation, reversed or repeated from the images it kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal

from amcli.base.errors import NotFound, Refused
from amcli.base.registry import series_columns, tables
from amcli.base.results import Change
from amcli.base.text import quote
from amcli.settings.environment import Env
from amcli.store import backups
from amcli.store.derived import delete_range, update_derived
from amcli.store.lookup import id_number
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, operation
from amcli.tools.history.services.later_changes import refuse_resting
from amcli.tools.history.services.room import (
    Unfit,
    check_again,
    check_keeper,
    check_references,
    check_untouched,
    in_the_way,
    no_longer_fits,
    unfit,
)

Changed = tuple[str, int, Row | None, Row | None]  # table and id of a record, as it was and as it became

# What an operation changed. A record that it made in bulk goes with its range: how it was before the same operation
# changed it once more is nothing to go back to.
_CHANGED = """SELECT record, record_id, before, after FROM operation_change c WHERE operation_id = ?
    AND NOT EXISTS (SELECT 1 FROM operation_range r WHERE r.operation_id = c.operation_id AND r.record = c.record
        AND c.record_id BETWEEN r.first_id AND r.last_id)
    ORDER BY id"""


def undo(env: Env, name: str = "", *, dry_run: bool = False) -> Change:
    """Take back an operation, or the latest that stands. NotFound where there is none of that name.

    Refused where there is nothing to undo, where something since rests on it, where it is undone already, and where the
    file has no room for what was there before.
    """
    with operation(env, dry_run=dry_run, settle=False) as work:
        number, summary = _named(work, name) if name else _latest_standing(work)
        later = work.scalar("SELECT 1 FROM operation WHERE state = 'done' AND id > ?", number)
        if later:
            refuse_resting(work, number)
        # Taken back from the newest on, everything fits by itself.
        checked = bool(later or work.scalar("SELECT 1 FROM operation WHERE state = 'undone' AND id < ?", number))
        if not dry_run and work.scalar("SELECT 1 FROM operation_range WHERE operation_id = ?", number):
            backups.make_automatic_backup(
                env.path, "undo", work.connection
            )  # a bulk import is not redone: this is the way back
        work.connection.execute("PRAGMA defer_foreign_keys=ON")
        _take_out_ranges(work, number)
        images = _images(work, number)
        sequence = _later(work, images)
        refused: list[Unfit] = []
        for table, row, before, _after in reversed(images):
            if before is None:
                _keep_count(work, number, table, row)
            wrong = unfit(work, table, row, before) if checked else None
            try:
                _put(work, number, table, row, before, _count(work, (table, row, before, _after), sequence))
            except Refused as error:
                raise (no_longer_fits(number, wrong.why) if wrong else error) from error
            refused += [wrong] if wrong else []
        if checked:  # what is gone is a better reason
            check_references(work, number, _left(reversed(images), to=2))
            check_again(work, number, refused)
        check_keeper(work)
        update_derived(work.connection, [(table, row, after, before) for table, row, before, after in reversed(images)])
        order = work.scalar("SELECT coalesce(max(undone), 0) + 1 FROM operation WHERE state = 'undone'")
        _mark(work, number, "undone", order)
        return _said("undone", number, summary, dry_run)


def redo(env: Env, *, dry_run: bool = False) -> Change:
    """Put back the operation that was undone last, whatever its number.

    Refused when there is none, for a bulk import, and where a record is no longer as undo left it.
    """
    with operation(env, dry_run=dry_run, settle=False) as work:
        number, summary = _last_undone(work)
        if work.scalar("SELECT 1 FROM operation_range WHERE operation_id = ?", number):
            command = work.scalar("SELECT command FROM operation WHERE id = ?", number)
            raise Refused(f"an import is not redone but run again: {command}")
        work.connection.execute("PRAGMA defer_foreign_keys=ON")
        images = _images(work, number)
        sequence = _later(work, images)
        for table, row, before, after in images:
            check_untouched(work, number, table, row, before)
            _put(work, number, table, row, after, _count(work, (table, row, before, after), sequence))
        check_references(work, number, _left(images, to=3))
        update_derived(work.connection, images)
        _mark(work, number, "done", None)
        return _said("redone", number, summary, dry_run)


def _latest_standing(work: UnitOfWork) -> tuple[int, str]:
    return _operation(
        work, "(SELECT max(id) FROM operation WHERE state = 'done')", "nothing to undo: see `amcli history`"
    )


def _last_undone(work: UnitOfWork) -> tuple[int, str]:
    last = "(SELECT id FROM operation WHERE state = 'undone' ORDER BY undone DESC, id LIMIT 1)"
    return _operation(work, last, "nothing to redo: see `amcli history`")


def _operation(work: UnitOfWork, which: str, nothing: str) -> tuple[int, str]:
    found = work.connection.execute(f"SELECT id, summary FROM operation WHERE id = {which}").fetchone()
    if found is None:
        raise Refused(nothing)
    return found[0], found[1]


def _named(work: UnitOfWork, name: str) -> tuple[int, str]:
    """The operation that a person names, which has to stand. NotFound, Refused."""
    number = id_number("H", name.strip())
    found = work.connection.execute("SELECT id, summary, state FROM operation WHERE id = ?", (number,)).fetchone()
    if found is None:
        raise NotFound(f"there is no operation {quote(name)}: see `amcli history`")
    if found[2] == "undone":
        raise Refused(f"H{number} is undone already: `amcli redo` puts back what was undone last")
    if found[2] == "dropped":
        raise Refused(f"H{number} is undone already, and a later change ended what can be put back")
    return found[0], found[1]


def _images(work: UnitOfWork, number: int) -> list[Changed]:
    rows = work.connection.execute(_CHANGED, (number,))
    return [(table, row, _image(before), _image(after)) for table, row, before, after in rows]


def _left(images: Iterable[Changed], to: Literal[2, 3]) -> list[tuple[str, int, Row | None]]:
    """What each record is in the end: one that an operation changed twice may have named in between what is gone now.

    to: where in each the image is that was put back, in this order.
    """
    return [(table, row, image) for (table, row), image in {(each[0], each[1]): each[to] for each in images}.items()]


def _image(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)


def _later(work: UnitOfWork, images: Sequence[Changed]) -> int:
    """A higher count of changes than any record of the operation had: to a calendar, taking one back is one more.

    To be asked before anything is put back: what goes takes its count along.
    """
    seen = [0]
    for table, row, *both in images:
        if (columns := series_columns(table)) and _counts(columns[0], *both):
            counter, series = columns
            for image in filter(None, both):
                seen += image.get(counter, 0), work.next_change(table, image.get(series) or row) - 1
    return 1 + max(seen)


def _counts(counter: str, before: Row | None, after: Row | None) -> bool:
    """Whether a change was one for calendars: what is only told by another clock now is none."""
    return before is None or after is None or before.get(counter) != after.get(counter)


def _keep_count(work: UnitOfWork, number: int, table: str, row: int) -> None:
    """Before a record goes, write into its image how often it has changed since: put back, it has changed once more."""
    if columns := series_columns(table):
        sql = f"""UPDATE operation_change SET after = json_set(after, '$.{columns[0]}', t."{columns[0]}")
            FROM "{table}" t WHERE operation_id = ? AND record = ? AND record_id = ? AND t.id = record_id"""
        work.connection.execute(sql, (number, table, row))


def _count(work: UnitOfWork, image: Changed, sequence: int) -> int | None:
    """The count that a record gets where its change is taken back or put back; None where it keeps what it has."""
    table, _, before, after = image
    columns = series_columns(table)
    return sequence if columns is None or _counts(columns[0], before, after) else None


def _put(work: UnitOfWork, number: int, table: str, row: int, image: Row | None, sequence: int | None) -> None:
    """Make a row what the image says; no image, no row. Its id stays its own, and its sequence never goes back;
    without a new one it stays.

    Refused where another record has its place.
    """
    execute = work.connection.execute
    if image is None:
        execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
        return
    if columns := series_columns(table):
        counter, series = columns
        if sequence is not None:
            image = {**image, counter: max(sequence, work.next_change(table, image.get(series) or row))}
        else:
            image = {**image, counter: work.row(table, row)[counter]}
    names = ", ".join(f'"{column}"' for column in image)
    marks = ", ".join("?" for _ in image)
    changes = ", ".join(f'"{column}" = excluded."{column}"' for column in image)
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {changes}'
    try:
        execute(sql, tuple(image.values()))
    except sqlite3.IntegrityError as error:
        raise in_the_way(work, number, table, image, error) from error


def _take_out_ranges(work: UnitOfWork, number: int) -> None:
    rows = work.connection.execute(
        "SELECT record, first_id, last_id FROM operation_range WHERE operation_id = ?", (number,)
    ).fetchall()
    if not rows:
        return  # as after all but an import: the order below loads every noun
    last_first = tables()[::-1]  # so that nothing refers to what goes
    for table, first, last in sorted(rows, key=lambda row: last_first.index(row[0])):
        delete_range(work.connection, table, first, last)


def _mark(work: UnitOfWork, number: int, state: str, order: int | None) -> None:
    """order: as which of those that are undone; the highest is redone first."""
    work.connection.execute("UPDATE operation SET state = ?, undone = ? WHERE id = ?", (state, order, number))


def _said(verb: str, number: int, summary: str, dry_run: bool) -> Change:
    message = f"Would have {verb} H{number}: {summary}" if dry_run else f"{verb.capitalize()} H{number}: {summary}"
    return Change(message, (f"H{number}",))
