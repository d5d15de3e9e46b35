"""What changed between two operations, or in some days: each record from what it was to what it is, by the names that
people know, and what was done in bulk as its count and sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from amcli.base.errors import DatabaseError
from amcli.base.field_type import Row
from amcli.base.registry import HOMES, NOUNS, link_of
from amcli.records.reports.bulk_changes import ADDED, CHANGED, REMOVED, BulkChange, bulk_changes
from amcli.records.reports.journal_span import Span, TakenBack, begins_later, taken_back
from amcli.records.reports.net_rows import NetRow, made_in_bulk_of, many_at_once, net_rows
from amcli.records.reports.spelled_fields import FieldChange, FieldSpelling, setting_change, without_private
from amcli.store.reader import Reader
from amcli.store.settings import SETTING
from amcli.store.subjects import owner_named

MANY = 50  # records of a noun that one operation touched: of more the count is told, not each


class OperationDone(NamedTuple):
    """An operation that stands: its number, when it was (UTC), its command, and what it said of itself."""

    number: int
    at: str
    command: str
    summary: str


class NetRecord(NamedTuple):
    """A record, or a setting, that is another one than before.

    reference: what people call it, by its code where it has one; of a setting its key. account: the code of whose it
    is, or was last; None where it is nobody's. was, now: its images, with `…` for what is private; None: it was not
    there, or is not. fields: what changed of what was there. words: what one that came or went is known by.
    """

    noun: str
    record_id: int
    reference: str
    account: str | None
    was: Row | None
    now: Row | None
    fields: tuple[FieldChange, ...]
    words: str
    operations: tuple[OperationDone, ...]

    @property
    def what(self) -> str:
        """Whether it was added, removed or changed."""
        return ADDED if self.was is None else REMOVED if self.now is None else CHANGED

    @property
    def commands(self) -> tuple[str, ...]:
        """By which commands, each once, in their order."""
        return tuple(dict.fromkeys(one.command for one in self.operations))


class NetChanges(NamedTuple):
    """What a span changed.

    records: by the order of nouns, then by account and id. bulk: in the order of their operations. begins: the day on
    which the history begins, where that is later than the day that was asked for. operations: how many stand. undone:
    how many of the span do not. passed: how many records came and went; turned: how many changed and are again as they
    were. taken_back: what of before the span stands no more.
    """

    span: Span
    records: tuple[NetRecord, ...]
    bulk: tuple[BulkChange, ...]
    begins: date | None
    operations: int
    undone: int
    passed: int
    turned: int
    taken_back: TakenBack


def net_changes(
    reader: Reader, span: Span, nouns: Sequence[str] | None = None, accounts: Sequence[int] | None = None
) -> NetChanges:
    """What the operations of a span that stand made of the records.

    nouns: only these (`setting` too); None: all but those whose records follow from another's, such as a history by
    day. accounts: the ids of those whose own they have to be or have been; None: all. Operations that touched more
    than MANY records of a noun are told as bulk. DatabaseError where the journal cannot be read.
    """
    return _Netting(reader, span, nouns, tuple(accounts or ())).changes()


class _Netting:
    def __init__(self, reader: Reader, span: Span, nouns: Sequence[str] | None, owners: tuple[int, ...]) -> None:
        self._reader, self._span, self._owners = reader, span, owners
        self._nouns = [*(name for name in HOMES if name not in _following()), SETTING] if nouns is None else [*nouns]
        self._spelling = FieldSpelling(reader)
        self._passed = self._turned = 0

    def changes(self) -> NetChanges:
        reader, span = self._reader, self._span
        many = many_at_once(reader, span, MANY)
        tables = {*self._nouns, *(table for name in self._nouns if name in HOMES for table in _links(name))}
        rows = [row for row in net_rows(reader, span, tables, many) if self._counts(row)]
        done = self._done()
        records = self._records(rows, done)
        bulk = bulk_changes(reader, span, [name for name in self._nouns if name in HOMES], self._owners, many)
        told = (done[one.operation] for one in bulk)
        count, standing = reader.rows(
            "SELECT count(*), coalesce(sum(state = 'done'), 0) FROM operation WHERE id > ? AND id <= ?", span[:2]
        ).fetchone()
        return NetChanges(
            span,
            records,
            tuple(
                one._replace(at=by.at, command=by.command, summary=by.summary)
                for one, by in zip(bulk, told, strict=True)
            ),
            begins_later(reader, span),
            standing,
            count - standing,
            self._passed,
            self._turned,
            taken_back(reader, span),
        )

    def _counts(self, row: NetRow) -> bool:
        """Whether it is a change; what is none is counted, where it is a record."""
        if row.is_change:
            return True
        if row.table in HOMES and self._is_wanted(row):
            self._passed += row.was is None
            self._turned += row.was is not None
        return False

    def _records(self, rows: Sequence[NetRow], done: dict[int, OperationDone]) -> tuple[NetRecord, ...]:
        links = self._linked(rows)
        own = {(row.table, row.record_id): row for row in rows if row.table in HOMES}
        images = [(row.table, image) for row in own.values() for image in (row.was, row.now) if image]
        try:
            self._spelling.load(images)
            for (name, record_id), changed in links.items():
                if (name, record_id) not in own:  # nothing else of the record changed
                    image = self._spelling.image(name, record_id)
                    own[name, record_id] = NetRow(name, record_id, image, image, tuple(sorted(changed.operations)))
            found = [self._record(row, links.get((row.table, row.record_id)), done) for row in own.values()]
        except (TypeError, AttributeError, ArithmeticError, KeyError, ValueError) as error:
            raise DatabaseError(
                f"{self._reader.env.path} is damaged: what changed cannot be read; see `amcli doctor`, "
                "and restore a backup"
            ) from error
        found += [_setting(row, done) for row in rows if row.table == SETTING and not self._owners]
        place = {name: place for place, name in enumerate((*HOMES, SETTING))}
        kept = [one for one in found if one]
        return tuple(sorted(kept, key=lambda one: (place[one.noun], one.account or "", one.record_id)))

    def _record(self, row: NetRow, links: _LinkChange | None, done: dict[int, OperationDone]) -> NetRecord | None:
        """None where nothing changed that is told, or where it is nobody's that was asked for."""
        if not self._is_wanted(row):
            return None
        noun, image = NOUNS[row.table], row.now or row.was or {}
        fields: tuple[FieldChange, ...] = ()
        if row.was is not None and row.now is not None:
            fields = (*self._spelling.changes(noun, row.was, row.now), *(links.fields(self._spelling) if links else ()))
            if not fields:
                return None
        owner = self._spelling.owner(row.table, row.record_id, image)
        operations = sorted({*row.operations, *(links.operations if links else ())})
        return NetRecord(
            row.table,
            row.record_id,
            self._spelling.reference(row.table, row.record_id),
            None if owner is None else self._spelling.reference(owner_named(), owner),
            row.was and without_private(noun, row.was),
            row.now and without_private(noun, row.now),
            fields,
            "" if row.was is not None and row.now is not None else self._spelling.words(noun, image, owner=False),
            tuple(done[number] for number in operations),
        )

    def _is_wanted(self, row: NetRow) -> bool:
        """Whether it is or was a record of the accounts that were asked for."""
        images = [image for image in (row.was, row.now) if image]
        return not self._owners or any(
            self._spelling.owner(row.table, row.record_id, image) in self._owners for image in images
        )

    def _linked(self, rows: Iterable[NetRow]) -> dict[tuple[str, int], _LinkChange]:
        """By the record that has them the links that came and went, but of records that were made in bulk."""
        found: dict[tuple[str, int], _LinkChange] = {}
        for row in rows:
            link = None if row.table in HOMES else link_of(row.table)
            if link is None:
                continue
            _, own, theirs = link.field.link(link.noun.name)
            for image, sign in ((row.was, -1), (row.now, 1)):
                if image is not None:
                    changed = found.setdefault((link.noun.name, image[own]), _LinkChange({}, set()))
                    changed.operations.update(row.operations)
                    counted = changed.links.setdefault((link.field.name, link.field.noun), Counter())
                    counted[image[theirs]] += sign
        for name in {name for name, _ in found}:
            ids = {record_id for noun, record_id in found if noun == name}
            for record_id in made_in_bulk_of(self._reader, self._span, name, ids):
                del found[name, record_id]
            self._spelling.load_records({name: ids})
        return found

    def _done(self) -> dict[int, OperationDone]:
        sql = "SELECT id, at, command, summary FROM operation WHERE id > ? AND id <= ? AND state = 'done'"
        return {row[0]: OperationDone(*row) for row in self._reader.rows(sql, self._span[:2])}


class _LinkChange(NamedTuple):
    """How often a record came to name each other one in a field, and ceased to: 1, -1, or 0 where it is as before."""

    links: dict[tuple[str, str], Counter[int]]
    operations: set[int]

    def fields(self, spelling: FieldSpelling) -> Iterator[FieldChange]:
        for (name, noun), counted in self.links.items():
            old, new = (
                ", ".join(spelling.reference(noun, record_id) for record_id, count in counted.items() if count == sign)
                for sign in (-1, 1)
            )
            said = [f"added {new}"] * bool(new) + [f"removed {old}"] * bool(old)
            if said:
                yield FieldChange(name.replace("_", " "), ", ".join(said), old, new)


def _setting(row: NetRow, done: dict[int, OperationDone]) -> NetRecord | None:
    """None where it has the same value, as one that was set and taken back has."""
    change = setting_change(row.was, row.now)
    if change.old == change.new:
        return None
    key = str((row.now or row.was or {})["key"])
    by = tuple(done[number] for number in row.operations)
    return NetRecord(SETTING, row.record_id, key, None, row.was, row.now, (change,), "", by)


@cache
def _following() -> frozenset[str]:
    """The nouns whose records are the history by day of others: what became of these says the same."""
    return frozenset(part for noun in NOUNS.values() if noun.dated for part in noun.parts)


@cache
def _links(name: str) -> tuple[str, ...]:
    return tuple(field.link(name)[0] for field in NOUNS[name].linked)
