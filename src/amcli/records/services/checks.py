"""What a noun asks for beyond its fields: its own check, and the checks that several have."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.base.errors import Refused
from amcli.base.fields import Noun, Type
from amcli.base.owners import tied
from amcli.base.registry import NOUNS, load
from amcli.base.text import make_code, name_key, quote, with_article
from amcli.records.services.field_values import FALLBACK_CURRENCY, Row
from amcli.settings.setting import Setting, naming_records
from amcli.store.lookup import Found, called, keeper_of
from amcli.store.session import UnitOfWork
from amcli.store.settings import settings_of
from amcli.store.stand_in import find_id

FALLBACK_NOTE = f"amounts without a currency are in {FALLBACK_CURRENCY}: `amcli config set currency EUR` changes that"


def check_record(noun: Noun, work: UnitOfWork, row: Row, record_id: int | None = None) -> None:
    """Complete and check the columns of a new record (record_id is None) or of a change, as its noun asks.

    Raises Refused and BadValue.
    """
    _check_about(noun, work, row, record_id)
    if noun.check:
        load(noun.check)(work, row, record_id)


def about_stays(name: str) -> tuple[tuple[str, str], ...]:
    """What an import leaves alone of such a noun (`Noun.frozen`): the account of a record that is about something."""
    noun = NOUNS[name]
    assert noun.owner
    is_about = " OR ".join(f"t.{column} IS NOT NULL" for *_, column in noun.subjects)
    why = f"is about something of its {noun.owner.name}: change that with `{name} edit`"
    return ((f"d.\"column\" = '{noun.owner.column}' AND ({is_about})", why),)


def _check_about(noun: Noun, work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """Raises Refused where a record would be about something, or refer to it, of another account than its own."""
    owner = noun.owner
    if owner is None:
        return
    whole = {**(work.row(noun.name, record_id) if record_id is not None else {}), **row}
    for field, name, column in tied(noun, whole):
        if {owner.column, column}.isdisjoint(row):
            continue
        whose = None if whole.get(column) is None else work.row(name, whole[column])[owner.column]
        if whose not in (None, whole[owner.column]):
            one = f"{noun.letter}{record_id}" if record_id is not None else with_article(noun.name)
            other = find_id(work.connection, name, whole[column]).reference
            theirs = find_id(work.connection, owner.noun, whose).reference
            how = field.name if field.nouns else f"of the {field.noun}"
            raise Refused(
                f"{one} is {how} {other} of {theirs}: type {field.flag} '' too, or {field.flag} with what is of "
                f"its new {owner.name}"
            )


def record_with_same_key(work: UnitOfWork, name: str, row: Row, record_id: int | None = None) -> int | None:
    """The id of another record with the same natural key."""
    key = NOUNS[name].keys[-1]
    same = "".join(f' AND "{column}" IS ?' for column in key)
    sql = f"SELECT id FROM {name} WHERE id IS NOT ?{same}"
    other_id: int | None = work.scalar(sql, record_id, *(row.get(column) for column in key))
    return other_id


def require_unique_key(work: UnitOfWork, name: str, whole: Row, record_id: int) -> None:
    """Raises Refused where another record has the natural key that this one would have."""
    other = record_with_same_key(work, name, whole, record_id)
    if other is not None:
        raise Refused(f"there is such {with_article(name)} already, {NOUNS[name].letter}{other}: edit that one")


def check_code(work: UnitOfWork, table: str, row: Row, record_id: int | None) -> None:
    """Raises Refused for a code that is taken; a new record without one gets one made from its name."""
    sql = f"SELECT id FROM {table} WHERE code = ? AND id IS NOT ?"
    former = f"SELECT t.code FROM {table}_alias a JOIN {table} t ON t.id = a.{table}_id WHERE a.kind = 'code' AND "
    former += "a.text = ? COLLATE NOCASE AND t.id IS NOT ?"
    if row.get("code"):
        if other := work.scalar(former, row["code"], record_id):
            work.notes.append(f"{row['code']} was the code of {other}: from now on it means this {table}")
        if work.scalar(sql, row["code"], record_id) is not None:
            raise Refused(f"the code {row['code']} is taken by another {table}: choose another with --code")
    elif record_id is None:
        taken = f"SELECT ({sql}) IS NOT NULL OR EXISTS ({former})"
        row["code"] = make_code(row["name"], lambda code: bool(work.scalar(taken, code, None, code, None)), stem=table)


def note_twin(work: UnitOfWork, noun: Noun, row: Row, current: Row) -> None:
    """Say so where a new record, or a changed one, is another one again by its natural key: it may be meant.

    row: the columns that are written; current: of a change, the record as it stands. Texts are compared in whatever
    spelling. Two records without a name that have different keys in another system are known to be two.
    """
    if noun.twin and not current and (said := load(noun.twin)(work, row)):
        work.notes.append(said)
        return
    key = noun.keys[-1]
    whole = {**current, **row}
    if noun.unique or all(whole.get(column) == current.get(column) for column in key):
        return
    terms, values = ["id IS NOT ?"], [current.get("id")]
    texts = {field.column for field in noun.fields if field.type is Type.TEXT}
    for column in key:
        is_text = column in texts and whole.get(column) is not None
        terms.append(f'name_key("{column}") = ?' if is_text else f'"{column}" IS ?')
        values.append(name_key(whole[column]) if is_text else whole.get(column))
    named = "name" in key
    others = {columns[-1] for columns in noun.keys[:-1]} & {field.column for field in noun.fields}
    terms += [f'"{column}" IS NULL' for column in sorted(others) if not named and whole.get(column) is not None]
    reference = "code" if noun.coded else f"'{noun.letter}' || id"
    ended = f'"{noun.ended}"' if noun.ended else "NULL"
    order = f"{ended} IS NOT NULL, id"
    sql = f"SELECT {reference}, {ended} FROM {noun.name} WHERE {' AND '.join(terms)} ORDER BY {order} LIMIT 1"
    if twin := work.connection.execute(sql, values).fetchone():
        other = f"{twin[0]} ({noun.ended} {twin[1]})" if twin[1] else twin[0]
        only_named = {*key} <= {"name", noun.owner and noun.owner.column}
        work.notes.append(
            f"{other} is called {quote(whole['name'])} too"
            if only_named
            else f"{other} is the same: `amcli undo` takes this back"
        )


def note_gone(work: UnitOfWork, noun: Noun, record_id: int) -> None:
    """Say so where somebody who is to do something is there no more."""
    sql = f"SELECT {noun.ended} FROM {noun.name} WHERE id = ? AND NOT ({noun.live_on(work.env.today)})"
    if noun.ended and (day := work.scalar(sql, record_id)):
        reference = find_id(work.connection, noun.name, record_id).reference
        work.notes.append(f"{reference} {noun.ended} on {day}")


def note_who_left(work: UnitOfWork, noun: Noun, row: Row) -> None:
    """The same of whom a record that is written now names to do it."""
    for field in noun.fields:
        if field.mine and row.get(field.column) is not None:
            note_gone(work, NOUNS[field.noun], row[field.column])


def refuse_keeper(work: UnitOfWork, noun: Noun, record: Found) -> None:
    """Raises Refused where a setting names a record that is to be removed."""
    for one in naming_records():
        if one.noun != noun.name:
            continue
        if keeper_of(work.connection, one.noun, work.env.config.text(one.key)) == record.record_id:
            instead = f", or `amcli {noun.name} {noun.instead.format(record.reference)}`" if noun.instead else ""
            raise Refused(
                f"the setting {one.key} names {noun.name} {record.reference}: `amcli config set {one.key} CODE` names "
                f"another, an empty text none{instead}"
            )


def settings_of_none(work: UnitOfWork) -> Iterator[tuple[Setting, str]]:
    """The settings of the portfolio that name a record which is not there, each with what it calls it."""
    stored = settings_of(work.connection)
    for one in naming_records():
        code = stored.get(one.key)
        if code and not called(work.connection, one.noun, code):
            yield one, code


def refuse_circle(work: UnitOfWork, table: str, column: str, record_id: int, above: int) -> None:
    """Raises Refused where a record would be above itself. column: it names the one above."""
    sql = f"""WITH RECURSIVE up(id) AS (
        SELECT ? UNION SELECT {column} FROM {table} JOIN up USING (id) WHERE {column} IS NOT NULL
    ) SELECT 1 FROM up WHERE id = ?"""
    if above == record_id:
        raise Refused(f"this would put the {table} above itself: name another one")
    if work.scalar(sql, above, record_id) is not None:
        raise Refused(f"this would put the {table} above itself: its {column.removesuffix('_id')} is below it already")
