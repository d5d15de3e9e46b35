"""The operations of one record: those that touched it, its parts, and what is about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from amcli.base.registry import HOMES, NOUNS, referrers
from amcli.store.lookup import id_number, record_called
from amcli.store.reader import Reader
from amcli.store.stand_in import subjects
from amcli.store.subjects import NOBODY, noun_of, owner_named, owner_of_change, owner_of_row


class OfRecord(NamedTuple):
    """SQL of a record: what picks the ids of its operations, and the condition on their rows of the journal."""

    operations: str
    changes: str


def record_meant(reader: Reader, text: str) -> tuple[str, int] | None:
    """The noun and the id of the record that is called exactly so, also of one that is gone; None for one that owns
    others, and where there is none.
    """
    word, owner = text.strip(), owner_named()
    if named := record_called(reader.connection, word):
        return None if named[0] == owner else (named[0], named[1].record_id)
    for name in HOMES:
        number = id_number(NOUNS[name].letter, word) if name != owner else None
        if number is not None and _was_there(reader, name, number):
            return name, number
    return None


def of_record(reader: Reader, name: str, record_id: int, kinds: Sequence[str] = ()) -> OfRecord:
    """How the operations of a record are found. kinds: only where they touched such records, where there are any.

    Its own are found by its id in the journal; those of what stands beside it among the ones that touched the kind at
    the account that it is of or was of.
    """
    own = f"record = '{name}' AND record_id = {record_id}"
    owners = ", ".join(map(str, _owners(reader, name, record_id, own)))
    picked, changes = [], []
    if not kinds or name in kinds:
        changes.append(own)
        picked.append(f"SELECT operation_id FROM operation_change WHERE {own}")
        within = f"{record_id} BETWEEN first_id AND last_id"
        picked.append(f"SELECT operation_id FROM operation_range WHERE record = '{name}' AND {within}")
    for table, column, above in _beside(name, str(record_id)):
        if kinds and noun_of(table) not in kinds:
            continue
        named = _named(column, above)
        changes.append(f"(record = '{table}' AND {named})")
        picked.append(
            f"""SELECT s.operation_id FROM operation_subject s
                CROSS JOIN operation_change c ON c.operation_id = s.operation_id
                WHERE s.account_id IN ({owners}) AND s.record = '{noun_of(table)}' AND c.record = '{table}'
                AND {named}"""
        )
        picked.append(
            f"""SELECT r.operation_id FROM operation_range r WHERE r.record = '{table}' AND EXISTS (
                SELECT 1 FROM "{table}" t WHERE t."{column}" IN ({above}) AND t.id BETWEEN r.first_id AND r.last_id)"""
        )
    if not changes:
        return OfRecord("SELECT NULL", "0")
    return OfRecord(" UNION ".join(picked), f"({' OR '.join(changes)})")


def _was_there(reader: Reader, name: str, number: int) -> bool:
    """Whether there is or was such a record."""
    sql = f"""SELECT 1 FROM "{name}" WHERE id = :id
        UNION ALL SELECT 1 FROM operation_change WHERE record = '{name}' AND record_id = :id
        UNION ALL SELECT 1 FROM operation_range WHERE record = '{name}' AND :id BETWEEN first_id AND last_id LIMIT 1"""
    return reader.rows(sql, {"id": number}).fetchone() is not None


def _owners(reader: Reader, name: str, record_id: int, own: str) -> list[int]:
    """Whose the record is and was."""
    told = [
        f"SELECT {owner_of_change(image)} FROM operation_change WHERE {own} AND {image} IS NOT NULL"
        for image in ("before", "after")
    ]
    now = f'SELECT {owner_of_row(name, "t")} FROM "{name}" t WHERE t.id = {record_id}'
    return [owner or NOBODY for (owner,) in reader.rows(" UNION ".join([now, *told]))]


def _named(column: str, above: str) -> str:
    """The condition on a row of the journal that its record names one of some, before or after."""
    return " OR ".join(f"json_extract({image}, '$.{column}') IN ({above})" for image in ("before", "after")).join("()")


def _beside(name: str, above: str) -> Iterator[tuple[str, str, str]]:
    """The tables of what is a record's own, or about it, the column of each that names it, and its id as SQL; with its
    parts those of them, where the ids are of all that it has or had.
    """
    noun = NOUNS[name]
    for part in noun.parts:
        column = next(field.column for field in NOUNS[part].references if field.noun == name)
        theirs = f"""SELECT id FROM "{part}" WHERE "{column}" IN ({above}) UNION SELECT record_id FROM operation_change
            WHERE record = '{part}' AND {_named(column, above)}"""
        for below in NOUNS[part].parts:
            yield below, next(field.column for field in NOUNS[below].references if field.noun == part), theirs
    about = name in subjects().values()
    for table, column, *_ in referrers(name):
        needed = any(f.noun == name and f.required for f in NOUNS[table].fields) if table in NOUNS else False
        if table in NOUNS and (about or needed or table in noun.parts):
            yield table, column, above
    for field in noun.linked:
        yield *field.link(name)[:2], above
    if noun.aliased:
        yield f"{name}_alias", f"{name}_id", above
