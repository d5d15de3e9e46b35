"""Whether the file has room for what undo or redo puts there, where it does not go back step by step.

What it has none for is refused with the reason, so that nothing is half taken back.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from amcli.base.errors import AmcliError, Refused
from amcli.base.registry import NOUNS, series_columns
from amcli.records.services.checks import check_record, settings_of_none
from amcli.store.rows import Row, row_of
from amcli.store.session import UnitOfWork
from amcli.tools.history.services.later_changes import label, last_change, references


class Unfit(NamedTuple):
    """A change back that its noun refused before the rest was put back: the record, as it was then, and why."""

    table: str
    record_id: int
    before: Row
    why: AmcliError


def unfit(work: UnitOfWork, table: str, record_id: int, image: Row | None) -> Unfit | None:
    """Check the change of a record back to an image as its noun checks an edit: None where it fits, or is no change.

    A circle of accounts, or a budget whose currency expenses rest on, is no matter of one record's columns.
    """
    current = row_of(work.connection, table, record_id) if image is not None and table in NOUNS else None
    if image is None or current is None:
        return None
    try:
        _check_change(work, table, record_id, current, image)
    except AmcliError as error:
        return Unfit(table, record_id, current, error)
    return None


def check_again(work: UnitOfWork, number: int, refused: Sequence[Unfit]) -> None:
    """After all was put back: check what did not fit before, each record alone as it was then. Raises Refused.

    What a record refers to may come back with it, and so may who answers to a contact whose account comes back.
    """
    for one in refused:
        there = row_of(work.connection, one.table, one.record_id)
        assert there is not None  # it was put there
        try:
            _write(work, one.table, one.before)
        except sqlite3.IntegrityError:
            raise no_longer_fits(number, one.why) from one.why
        try:
            _check_change(work, one.table, one.record_id, one.before, there)
        except AmcliError as error:
            raise no_longer_fits(number, error) from error
        _write(work, one.table, there)


def no_longer_fits(number: int, why: AmcliError) -> Refused:
    """What is said of an operation whose records as they were are refused now."""
    return Refused(f"H{number} no longer fits: {why.message}")


def _write(work: UnitOfWork, table: str, row: Row) -> None:
    columns = ", ".join(f'"{column}" = ?' for column in row)
    work.connection.execute(f'UPDATE "{table}" SET {columns} WHERE id = ?', (*row.values(), row["id"]))


def _check_change(work: UnitOfWork, table: str, record_id: int, current: Row, image: Row) -> None:
    changed = {column: value for column, value in image.items() if current.get(column) != value}
    changed.pop("code", None)  # the schema holds that it is the only one, and then what has it is named
    check_record(NOUNS[table], work, changed, record_id)


def check_untouched(work: UnitOfWork, number: int, table: str, record_id: int, image: Row | None) -> None:
    """Check that a record is as undo left it; what counts its changes only ever goes up. Raises Refused."""
    current = row_of(work.connection, table, record_id)
    counter = (series_columns(table) or ("",))[0]
    if image is None or current is None:
        same = image is None and current is None
    else:
        same = all(current[column] == value for column, value in image.items() if column not in (counter, "id"))
    if not same:
        raise Refused(f"H{number} no longer fits: {label(work, table, record_id, image)} is not as undo left it")


def check_references(work: UnitOfWork, number: int, images: Sequence[tuple[str, int, Row | None]]) -> None:
    """Check that the records are there which those that were put back refer to. Raises Refused."""
    found = {table: references(work, table) for table, *_ in images}
    for table, _record_id, image in images:
        for column, parent in found[table] if image else ():
            wanted = (image or {}).get(column)
            if wanted is None or work.scalar(f'SELECT 1 FROM "{parent}" WHERE id = ?', wanted):
                continue
            raise Refused(_because(work, number, parent, wanted, "is gone"))


def in_the_way(work: UnitOfWork, number: int, table: str, image: Row, error: sqlite3.IntegrityError) -> Refused:
    """What to say where another record has the place of one that is to come back, such as its code."""
    columns = re.findall(rf"\b{table}\.(\w+)", str(error)) or list(NOUNS[table].keys[-1] if table in NOUNS else ())
    same = " AND ".join(f'"{column}" IS ?' for column in columns)
    values = [image.get(column) for column in columns]
    other = columns and work.scalar(f'SELECT id FROM "{table}" WHERE id IS NOT ? AND {same}', image["id"], *values)
    if not other:
        return Refused(f"H{number} no longer fits: {error}")
    what = ", ".join(column.removesuffix("_id") for column in columns)
    own = label(work, table, image["id"], image)
    return Refused(_because(work, number, table, int(other), f"has the {what} of {own}"))


def _because(work: UnitOfWork, number: int, table: str, record_id: int, what: str) -> str:
    """A sentence about the record that keeps it from fitting, and what to do first."""
    last = last_change(work, table, record_id)
    said = f"H{number} no longer fits: {label(work, table, record_id)} {what}"
    if last is None:
        return said
    operation_id, state = last
    return f"{said} (H{operation_id}): {f'undo H{operation_id}' if state == 'done' else '`amcli redo`'} first"


def check_keeper(work: UnitOfWork) -> None:
    """Raises Refused where a setting names a record that was taken out."""
    for one, code in settings_of_none(work):
        raise Refused(
            f"the setting {one.key} names {one.noun} {code}, which this would take out: "
            f"`amcli config set {one.key} CODE` first, or an empty text for none"
        )
