"""The changes that every noun has: add, set, edit, remove. One call is one operation, one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from amcli.base.errors import BadValue, Refused
from amcli.base.field_type import SEPARATOR
from amcli.base.fields import Field, Noun
from amcli.base.registry import NOUNS, load, referrers
from amcli.base.results import Change
from amcli.base.text import number_of
from amcli.records.services.aliases import drop_aliases, keep_former
from amcli.records.services.checks import check_record, note_twin, note_who_left, record_with_same_key, refuse_keeper
from amcli.records.services.descriptions import describe, figure_change, reference_of
from amcli.records.services.field_values import Row, TypedFields, columns_for_edit, columns_for_new
from amcli.records.services.file_context import FileContext
from amcli.records.services.listed_words import spell_listed_words, spelled_if_known
from amcli.records.services.moved import move_what_is_about, note_left
from amcli.settings.environment import Env
from amcli.store.lookup import Found
from amcli.store.session import UnitOfWork, keep_history, prepared_operation
from amcli.store.stand_in import with_owner

# What an operation does beside its records: it is handed their ids when they are written, and returns what it did.
Also = Callable[["UnitOfWork", Sequence[int]], str]


class RecordDraft(NamedTuple):
    """A record or a change of one, read and checked, before it is written: its columns, and whom its sets name."""

    row: Row
    links: list[tuple[Field, Sequence[int]]]


def add(env: Env, name: str, given: TypedFields, *, dry_run: bool = False, also: Also | None = None) -> Change:
    """Make one record. Raises BadValue, NotFound, Ambiguous and Refused as its fields and its noun's check do."""
    noun = NOUNS[name]
    with prepared_operation(env, lambda work: draft_new(work, noun, given), dry_run=dry_run) as (work, draft):
        made = [write_new(work, noun, draft)]
        return finish(work, "added", name, made, dry_run=dry_run, more=also(work, made) if also else "")


def put(env: Env, name: str, given: TypedFields, *, dry_run: bool = False) -> Change:
    """Make a record, or change the one that has the same key (targets and rates). Raises as `add`."""
    noun = NOUNS[name]

    def prepare(work: UnitOfWork) -> tuple[Row, int | None]:
        row = draft_new(work, noun, given).row
        return row, record_with_same_key(work, name, row)

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (row, known)):
        if known is not None:
            work.update(name, known, row)
        record_id = work.insert(name, row) if known is None else known
        return finish(work, "set", name, [record_id], dry_run=dry_run)


def edit(
    env: Env,
    name: str,
    references: Sequence[str],
    given: TypedFields,
    *,
    dry_run: bool = False,
    also: Also | None = None,
    reach: Callable[[UnitOfWork, list[int]], list[int]] | None = None,
) -> Change:
    """Change fields of one or more records; `add-X` and `remove-X` change one member of a set. reach: which records are
    meant where some are named.

    Raises BadValue where nothing is to be changed, and as `add`.
    """
    if not given and also is None:
        raise BadValue(f"nothing to change: `amcli {name} edit --help` lists what can be")
    noun = NOUNS[name]

    def prepare(work: UnitOfWork) -> list[tuple[int, RecordDraft]]:
        record_ids = [work.find(name, reference).record_id for reference in references]
        record_ids = reach(work, record_ids) if reach else record_ids
        return [(record_id, draft_change(work, noun, record_id, given)) for record_id in record_ids]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, drafts):
        for place, (record_id, draft) in enumerate(drafts):
            # What was written of the first may be what the check of the next has to see (one code for two, say).
            write_change(work, noun, record_id, draft if not place else draft_change(work, noun, record_id, given))
        changed_ids = [record_id for record_id, _ in drafts]
        more = also(work, changed_ids) if also else ""
        return finish(work, "changed", name, changed_ids, dry_run=dry_run, more=more)


def remove(env: Env, name: str, references: Sequence[str], *, dry_run: bool = False) -> Change:
    """Take records out. Refused while others refer to one, saying which; NotFound, Ambiguous."""
    noun = NOUNS[name]

    def prepare(work: UnitOfWork) -> tuple[list[Found], str]:
        records = list(dict.fromkeys(work.find(name, reference) for reference in references))
        return records, ", ".join(describe(work, noun, record.record_id) for record in records)

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, (records, said)):
        along: Counter[str] = Counter()
        for record in records:
            refuse_keeper(work, noun, record)
            along += take_out(work, noun, record.record_id)
        work.summary = f"removed {name} {said}{_told_along(noun, along)}"
        return changed(work, [record.reference for record in records], dry_run=dry_run)


def take_out(work: UnitOfWork, noun: Noun, record_id: int) -> Counter[str]:
    """Take one record out inside an operation, with its parts; returns how many of which. Refused while others refer
    to it.
    """
    along: Counter[str] = Counter()
    _refuse_referred(work, noun, record_id, reference_of(work, noun, record_id))
    if noun.removal:
        load(noun.removal)(work, record_id)
    for part in noun.parts:
        along += _delete_parts(work, NOUNS[part], noun.name, record_id)
    for field in noun.linked:
        link_records(work, noun, field, record_id, ())
    drop_aliases(work, noun, record_id)
    work.delete(noun.name, record_id)
    return along


def insert(work: UnitOfWork, noun: Noun, given: TypedFields) -> int:
    """Read, check and write one new record of a file inside an operation; returns its id. Raises as `add`."""
    return write_new(work, noun, draft_new(work, noun, given, typed=False))


def update(work: UnitOfWork, noun: Noun, record_id: int, given: TypedFields) -> None:
    """Read, check and write the change of one record inside an operation. Raises as `add`."""
    write_change(work, noun, record_id, draft_change(work, noun, record_id, given, typed=False))


def draft_new(work: UnitOfWork, noun: Noun, given: TypedFields, *, typed: bool = True) -> RecordDraft:
    """Read and check a new record, writing nothing. typed: by a person, who hears of a twin, and may leave out what is
    worked out. Raises as `add`.
    """
    if typed:
        given = _of_owner(work, noun, given)
        for name, place in noun.worked_out.items():
            if given.get(name) is None:
                given = {**given, name: load(place)(work, given)}
    row = columns_for_new(noun, given, FileContext(work))
    if noun.made:
        row.setdefault(noun.made, work.env.today.isoformat())
    spell_listed_words(work, noun, row, {})
    links = _take_links(noun, row)
    check_record(noun, work, row)
    if typed:
        note_twin(work, noun, row, {})
        note_who_left(work, noun, row)
    return RecordDraft(row, links)


def draft_change(
    work: UnitOfWork, noun: Noun, record_id: int, given: TypedFields, *, typed: bool = True
) -> RecordDraft:
    """Read and check the change of a record, writing nothing. typed: as for `draft_new`. Raises as `add`."""
    current = work.row(noun.name, record_id)
    if typed:
        given = _of_owner(work, noun, given)
    plain = {name: value for name, value in given.items() if not name.startswith(("add_", "remove_"))}
    row = columns_for_edit(noun, plain, FileContext(work), current)
    for field in noun.fields:
        if field.many:
            row |= _change_set(work, noun, field.name, given, current)
    spell_listed_words(work, noun, row, current)
    links = _take_links(noun, row)
    check_record(noun, work, row, record_id)
    if typed:
        note_twin(work, noun, row, current)
        note_who_left(work, noun, row)
    return RecordDraft(row, links)


def _of_owner(work: UnitOfWork, noun: Noun, given: TypedFields) -> TypedFields:
    """What was typed, an id in the account's place read; what that does beyond naming the account is noted."""
    found = with_owner(work.connection, noun, given, work.env.today, work.notes.append)
    if noun.owner:
        linked = [str(found[field.name]) for field in noun.more if field.name in found and field.name not in given]
        work.notes += [f"this {noun.name} is linked to {each} of {found[noun.owner.name]}" for each in linked]
    return found


def write_new(work: UnitOfWork, noun: Noun, draft: RecordDraft) -> int:
    """Write a new record and its links; returns its id. Raises Refused where the schema does."""
    record_id = work.insert(noun.name, draft.row)
    for field, others in draft.links:
        link_records(work, noun, field, record_id, others)
    return record_id


def write_change(work: UnitOfWork, noun: Noun, record_id: int, draft: RecordDraft) -> None:
    """Write the change of a record and its links. Raises Refused where the schema does."""
    before = work.row(noun.name, record_id)
    work.said.update((noun.name, record_id, column) for column in draft.row)
    if work.update(noun.name, record_id, draft.row):
        keep_former(work, noun, record_id, before)
    for field, others in draft.links:
        link_records(work, noun, field, record_id, others)
    if noun.owner and noun.owner.column in draft.row:
        move_what_is_about(work, noun, record_id, before)
        note_left(work, noun, record_id, before)


def _take_links(noun: Noun, row: Row) -> list[tuple[Field, Sequence[int]]]:
    """The links that a row speaks of, taken out of its columns."""
    return [(field, row.pop(field.column)) for field in noun.linked if field.column in row]


def _change_set(work: UnitOfWork, noun: Noun, name: str, given: TypedFields, current: Row) -> Row:
    """`--add-tag` and `--remove-tag`: the set as it will be."""
    if f"add_{name}" not in given and f"remove_{name}" not in given:
        return {}
    field = noun.field(name)
    column = field.column
    context = FileContext(work)

    def members(texts: Any) -> list[Any]:
        value = columns_for_edit(noun, {name: texts}, context, current)[column]
        return list(value) if isinstance(value, tuple) else (value or "").split(SEPARATOR)

    linked = bool(field.noun)
    if name in given:
        stands = members(given[name])
    elif linked:
        stands = list(_linked(work, noun, field, current["id"]))
    else:
        stands = (current[column] or "").split(SEPARATOR)
    gone = members(given.get(f"remove_{name}", ()))
    if field.listed:
        gone += [spelled_if_known(work, field, word) for word in gone]
    kept = [word for word in [*stands, *members(given.get(f"add_{name}", ()))] if word and word not in gone]
    if linked:
        return {column: tuple(dict.fromkeys(kept))}
    typed = [field.type.as_typed(word) for word in kept]
    return {column: columns_for_edit(noun, {name: typed}, context, current)[column]}


def link_records(work: UnitOfWork, noun: Noun, field: Field, record_id: int, others: Sequence[int]) -> None:
    """Make these the records that a record names in a repeatable field."""
    table, own, theirs = field.link(noun.name)
    stands = _linked(work, noun, field, record_id)
    for other, link_id in stands.items():
        if other not in others:
            work.delete(table, link_id)
    for other in others:
        if other not in stands:
            work.insert(table, {own: record_id, theirs: other})


def _linked(work: UnitOfWork, noun: Noun, field: Field, record_id: int) -> dict[int, int]:
    """The records that a record names in a repeatable field, in order, and the id of each link."""
    table, own, theirs = field.link(noun.name)
    rows = work.connection.execute(f"SELECT {theirs}, id FROM {table} WHERE {own} = ? ORDER BY id", (record_id,))
    return dict(rows.fetchall())


def _told_along(noun: Noun, along: Counter[str]) -> str:
    """How many parts went with what was removed; its history (Noun.dated), which nobody wrote, is not told."""
    told = [] if noun.dated else [number_of(count, name, NOUNS[name].view) for name, count in along.items()]
    return f", with {' and '.join(told)}" if told else ""


def _delete_parts(work: UnitOfWork, part: Noun, name: str, record_id: int) -> Counter[str]:
    """Take out the records that are nothing without another one, and theirs; returns how many of each noun. part: their
    noun; name: the other's.
    """
    gone: Counter[str] = Counter()
    column = _column_of(part, name)
    for (part_id,) in work.connection.execute(
        f"SELECT id FROM {part.name} WHERE {column} = ?", (record_id,)
    ).fetchall():
        gone[part.name] += 1
        for below in part.parts:
            gone += _delete_parts(work, NOUNS[below], part.name, part_id)
        work.delete(part.name, part_id)
    return gone


def _column_of(part: Noun, name: str) -> str:
    """The column by which a part names the record that it is nothing without; name: that record's noun."""
    return next(field.column for field in part.references if field.noun == name)


def finish(
    work: UnitOfWork, verb: str, name: str, record_ids: Sequence[int], *, dry_run: bool = False, more: str = ""
) -> Change:
    """The result of a change of some records, and the operation's summary. more: what else it did."""
    noun = NOUNS[name]
    record_ids = list(dict.fromkeys(record_ids))
    said = [figure_change(work, noun, record_id) or describe(work, noun, record_id) for record_id in record_ids[:3]]
    others = f" and {len(record_ids) - 3} more" if len(record_ids) > 3 else ""
    work.summary = f"{verb} {name} {', '.join(said)}{others}{f': {more}' if more else ''}"
    return changed(work, [reference_of(work, noun, record_id) for record_id in record_ids], dry_run=dry_run)


def changed(work: UnitOfWork, references: Sequence[str], *, dry_run: bool) -> Change:
    """The result of the operation, of which all is written: its summary as a sentence, and what it touched."""
    keep_history(work)
    nothing = not work.changes and not work.ranges
    said = work.summary
    if nothing:
        said = (
            f"nothing to change: {said.removeprefix('changed ')} already"
            if references
            else "nothing to change: no record was named"
        )
    if dry_run and not nothing:
        said = f"would have {said}"
    message = said[:1].upper() + said[1:]
    touched = {table for table, *_ in work.changes}
    return Change(message, tuple(references), tuple(dict.fromkeys([*work.notes, *warnings(work, touched)])))


def warnings(work: UnitOfWork, touched: Iterable[str]) -> list[str]:
    """What the nouns of these tables have to say of where things stand after the operation, each sentence once."""
    nouns = [NOUNS[table] for table in sorted(touched) if table in NOUNS]
    says = dict.fromkeys(noun.warnings for noun in nouns if noun.warnings)
    return [sentence for place in says for sentence in load(place)(work)]


def _refuse_referred(work: UnitOfWork, noun: Noun, record_id: int, reference: str) -> None:
    uses = []
    for table, column, one, several in referrers(noun.name):
        if table in noun.parts and column == _column_of(NOUNS[table], noun.name):
            continue
        count = work.scalar(f"SELECT count(*) FROM {table} WHERE {column} = ?", record_id)
        if count:
            uses.append(number_of(count, one, several))
    if uses:
        instead = f", or `amcli {noun.name} {noun.instead.format(reference)}`" if noun.instead else ""
        raise Refused(f"{noun.name} {reference} is still referred to by {', '.join(uses)}: remove them first{instead}")
