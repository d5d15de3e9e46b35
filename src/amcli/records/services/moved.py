"""A record that goes to another account: what is about it goes with it, and what else is of the old one keeps it."""

from __future__ import annotations

from collections import Counter

from amcli.base.errors import Refused
from amcli.base.fields import Noun
from amcli.base.owners import owner_field
from amcli.base.registry import NOUNS, referrers
from amcli.base.text import number_of, with_and
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork
from amcli.store.stand_in import find_id, subjects


def move_what_is_about(work: UnitOfWork, noun: Noun, record_id: int, before: Row) -> None:
    """After a record got another owner give it to all that is about it, which is noted.

    before: the record as it was. Raises Refused where records that are not about it, but of its account, refer to it.
    """
    owner = noun.owner
    after = work.row(noun.name, record_id)
    if owner is None or before[owner.column] == after[owner.column]:
        return
    moved, left = _move_about(work, noun, record_id, before[owner.column], after[owner.column])
    if moved:
        reference = find_id(work.connection, noun.name, record_id).reference
        said = with_and([number_of(count, name, NOUNS[name].view) for name, count in moved.items()])
        without = f", without {_left(work, owner.noun, left, before[owner.column])}" if left else ""
        work.notes.append(f"{said} about {reference} went with it{without}")


def _move_about(work: UnitOfWork, noun: Noun, record_id: int, old: int, new: int) -> tuple[Counter[str], int]:
    """Give a new owner to what is about a record, and to what is about that: how many of each noun, and how many of the
    old owner are left out of their sets. Raises Refused as above.
    """
    moved: Counter[str] = Counter()
    left = 0
    for other in NOUNS.values() if noun.name in subjects().values() else ():
        columns = [column for _, name, column in other.subjects if name == noun.name and other.owner]
        for column in columns:
            ids = work.connection.execute(f"SELECT id FROM {other.name} WHERE {column} = ?", (record_id,)).fetchall()
            for (one,) in ids:
                assert other.owner
                work.update(other.name, one, {other.owner.column: new})
                more, without = _move_about(work, other, one, old, new)
                moved += Counter({other.name: 1}) + more
                left += leave_others(work, other, one, old) + without
    _refuse_left_behind(work, noun, record_id, old)
    return moved, left


def note_left(work: UnitOfWork, noun: Noun, record_id: int, before: Row) -> None:
    """After a record that nothing is about got another owner leave out of its sets what is of the old one, and say so.

    before: the record as it was.
    """
    owner = noun.owner
    if owner is None or noun.name in subjects().values():
        return
    if work.row(noun.name, record_id)[owner.column] == before[owner.column]:
        return
    if left := leave_others(work, noun, record_id, before[owner.column]):
        reference = find_id(work.connection, noun.name, record_id).reference
        work.notes.append(f"{reference} is now without {_left(work, owner.noun, left, before[owner.column])}")


def leave_others(work: UnitOfWork, noun: Noun, record_id: int, owner_id: int) -> int:
    """Take out of the sets of a record what is of an owner that it has left; how many."""
    count = 0
    for field in noun.linked:
        if other := NOUNS[field.noun].owner:
            table, own, theirs = field.link(noun.name)
            sql = f"""SELECT l.id FROM {table} l JOIN {field.noun} t ON t.id = l.{theirs}
                WHERE l.{own} = ? AND t.{other.column} = ?"""
            for (link,) in work.connection.execute(sql, (record_id, owner_id)).fetchall():
                work.delete(table, link)
                count += 1
    return count


def _left(work: UnitOfWork, owner: str, count: int, owner_id: int) -> str:
    return f"{count} who {'is' if count == 1 else 'are'} of {find_id(work.connection, owner, owner_id).reference}"


def _refuse_left_behind(work: UnitOfWork, noun: Noun, record_id: int, owner_id: int) -> None:
    """Raises Refused where something of the account that a record left still refers to it, or is named by it."""
    assert noun.owner
    found, typed = [], ""
    whose = find_id(work.connection, noun.owner.noun, owner_id).reference
    for table, column, one, several in referrers(noun.name):
        field = owner_field(NOUNS[table]) if table in NOUNS else None
        if field is None or table == noun.name:
            continue
        sql = f"SELECT count(*) FROM {table} WHERE {column} = ? AND {field.column} = ?"
        if count := work.scalar(sql, record_id, owner_id):
            found.append(f"{number_of(count, one, several)} of {whose} refer{'s' * (count == 1)} to it")
            typed = typed or _letting_go(work, NOUNS[table], column, record_id)
    for field in noun.linked if noun.name in subjects().values() else ():  # else they are left out (leave_others)
        if other := NOUNS[field.noun].owner:
            table, own, theirs = field.link(noun.name)
            sql = f"""SELECT count(*) FROM {table} l JOIN {field.noun} t ON t.id = l.{theirs}
                WHERE l.{own} = ? AND t.{other.column} = ?"""
            if count := work.scalar(sql, record_id, owner_id):
                found.append(
                    f"it has {number_of(count, field.noun, NOUNS[field.noun].view)} of {whose} in {field.flag}"
                )
    if found:
        reference = find_id(work.connection, noun.name, record_id).reference
        raise Refused(f"{reference} cannot leave {whose} as it is: {', '.join(found)}: {typed or 'change that first'}")


def _letting_go(work: UnitOfWork, noun: Noun, column: str, record_id: int) -> str:
    """What to type for a record of a noun to let go of another one, where a verb of it does that; else nothing."""
    field = next((field for field in noun.editable if field.column == column and not field.required), None)
    if field is None:
        return ""
    one = work.scalar(f"SELECT id FROM {noun.name} WHERE {column} = ? ORDER BY id LIMIT 1", record_id)
    what = f"{noun.letter}{one}"
    if "remove" in noun.examples and "edit" not in noun.examples:  # such records say what was, and are not changed
        return f"`amcli {noun.name} remove {what}` lets go of it"
    return f"`amcli {noun.name} edit {what} {field.flag} ''` lets go of it"
