"""What a record was called before it was merged or changed: kept, so that whoever still calls it so finds it.

A noun that is `aliased` has a table `NAME_alias` with the former codes, keys of other systems and names of its records.
They are rows like any others: an operation keeps their images, and undoing it takes them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amcli.base.fields import Noun
from amcli.base.text import name_key
from amcli.store.session import UnitOfWork

KINDS = ("code", "external_id", "name")  # the columns whose former values are kept

Row = Mapping[str, Any]


def keep_former(work: UnitOfWork, noun: Noun, record_id: int, before: Row) -> None:
    """Keep what a record, or one that was merged into it, was called, where it is called otherwise now."""
    if not noun.aliased:
        return
    table, owner = f"{noun.name}_alias", f"{noun.name}_id"
    now = work.row(noun.name, record_id)
    for kind in KINDS:
        if kind not in before:
            continue
        same = f"SELECT id FROM {table} WHERE {owner} = ? AND kind = ? AND text = ?"
        if (taken_back := work.scalar(same, record_id, kind, now[kind])) is not None:
            work.delete(table, taken_back)
        former = before[kind]
        if (
            former is None
            or _is_same(kind, former, now[kind])
            or work.scalar(same, record_id, kind, former) is not None
        ):
            continue
        work.insert(table, {owner: record_id, "kind": kind, "text": former})


def take_over(work: UnitOfWork, noun: Noun, kept: int, gone: int) -> None:
    """Let what finds one record find another, which it is merged into."""
    if noun.aliased:
        table, owner = f"{noun.name}_alias", f"{noun.name}_id"
        for alias_id, kind, text in _aliases(work, noun, gone):
            same = f"SELECT 1 FROM {table} WHERE {owner} = ? AND kind = ? AND text = ?"
            if work.scalar(same, kept, kind, text):
                work.delete(table, alias_id)
            else:
                work.update(table, alias_id, {owner: kept})


def drop_aliases(work: UnitOfWork, noun: Noun, record_id: int) -> None:
    """Take them out, with the record."""
    if noun.aliased:
        for alias_id, *_ in _aliases(work, noun, record_id):
            work.delete(f"{noun.name}_alias", alias_id)


def decoded(texts: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each of the aliases that the views write as one text. Raises ValueError."""
    for one in texts.split(";"):
        kind, joint, text = one.partition(":")
        if kind not in KINDS or not joint or not text:
            raise ValueError(one)
        yield kind, text.replace("%3B", ";").replace("%25", "%")


def _aliases(work: UnitOfWork, noun: Noun, record_id: int) -> list[tuple[int, str, str]]:
    sql = f"SELECT id, kind, text FROM {noun.name}_alias WHERE {noun.name}_id = ? ORDER BY id"
    return work.connection.execute(sql, (record_id,)).fetchall()


def _is_same(kind: str, one: str, other: str | None) -> bool:
    """Whether one is found wherever the other is."""
    if other is None or kind == "external_id":
        return one == other
    return name_key(one) == name_key(other) if kind == "name" else one.lower() == other.lower()
