"""What fields went from and to, in words that people know: `amount 140,000 → 150,000 USD`.

Told from the images that the journal keeps, by the fields of the noun, each of which knows how to spell its values.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from amcli.base.field_type import ARROW, CHANGED, NONE, Row
from amcli.base.fields import Field, Noun, is_record_currency
from amcli.base.owners import owner_field
from amcli.base.registry import HOMES, NOUNS
from amcli.base.results import Kind
from amcli.base.text import HIDDEN, one_line, quote
from amcli.base.time.period import Fiscal
from amcli.store.reader import Reader
from amcli.store.subjects import owner_named

MOST_WORDS = 5  # values that tell a record
_GONE = """SELECT c.record_id, coalesce(c.after, c.before) FROM operation_change c WHERE c.id IN (
    SELECT max(id) FROM operation_change WHERE record = ? AND record_id IN (SELECT value FROM json_each(?))
    GROUP BY record_id)"""


class FieldChange(NamedTuple):
    """A field's name, and from what to what it went: as one text, and each by itself, empty where there is nothing."""

    name: str
    said: str
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.said}"


class FieldSpelling:
    """Spells what records are and were. What they refer to is read once; `load` reads what many of them do at a time.

    Meets what a field asks for to spell a value (a SpellContext).
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._noun: Noun | None = None
        self._images: dict[tuple[str, int], Row] = {}

    def changes(self, noun: Noun, before: Row, after: Row) -> tuple[FieldChange, ...]:
        """The fields of a record that are typed and that differ; of what is private only that it did."""
        self._noun = noun
        changed = {column for column in before.keys() | after.keys() if before.get(column) != after.get(column)}
        return tuple(
            self._change(field, before, after)
            for field in told_fields(noun.name)
            if not changed.isdisjoint(field.columns)
        )

    def words(self, noun: Noun, image: Row, *, owner: bool = True) -> str:
        """What a person knows a record by that came or went: its first values, in the order of its fields, each behind
        the name of its field but what it is called. owner: also whose it is, which may stand beside it.
        """
        self._noun = noun
        told = (
            each
            for each in told_fields(noun.name)
            if not (each.many or each.private or each.kind is Kind.FLAG or is_record_currency(each))
            and (owner or each.noun != owner_named())
        )
        spelled = ((field, one_line(field.type.spell(field, image, self))) for field in told)
        named = (
            text if field.name == noun.label else f"{field.name.replace('_', ' ')} {text}"
            for field, text in spelled if text
        )  # fmt: skip
        return ", ".join(list(named)[:MOST_WORDS])

    def load(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Read all that these rows of nouns name, and whose they are: a few queries, however many rows there are."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for name, row in rows:
            if NOUNS[name].coded and (name, row["id"]) not in self._images:
                wanted[name].add(row["id"])
            for noun, column in _named_columns(name):
                if (record_id := row.get(column)) is not None and (noun, record_id) not in self._images:
                    wanted[noun].add(record_id)
        self.load_records(wanted)

    def load_records(self, wanted: Mapping[str, set[int]]) -> None:
        """Read records by their nouns and ids, and whose they are."""
        while wanted:
            found = [(name, row) for name, ids in wanted.items() for row in self._read(name, ids)]
            above: dict[str, set[int]] = defaultdict(set)
            for name, row in found:
                noun, column = _above(name)
                if noun and (record_id := row.get(column)) is not None and (noun, record_id) not in self._images:
                    above[noun].add(record_id)
            wanted = above

    def image(self, noun: str, record_id: int) -> Row:
        """A record as it is; as it was last where it is gone, and empty where nobody knows that."""
        if (noun, record_id) not in self._images:
            for _ in self._read(noun, {record_id}):
                pass
        return self._images[noun, record_id]

    def owner(self, name: str, record_id: int, row: Row) -> int | None:
        """The record whose own a record of a noun is, by its row; None where it is nobody's."""
        noun = NOUNS[name]
        if noun.owns:
            return record_id
        above, column = _above(name)
        found: int | None = row.get(column) if above else None
        if found is None or NOUNS[above].owns:
            return found
        return self.owner(above, found, self.image(above, found))

    @property
    def fiscal(self) -> Fiscal:
        return self._reader.env.config.fiscal

    def reference(self, noun: str, record_id: int) -> str:
        """The code or the id of a record; of one that is gone its code is in the journal."""
        letter = f"{NOUNS[noun].letter}{record_id}"
        return str(self.image(noun, record_id).get("code") or letter) if NOUNS[noun].coded else letter

    def currency(self, row: Row) -> str:
        """The row's own, else that of the record that it belongs to (an expense is in its budget's)."""
        if "currency" in row:
            return str(row["currency"] or "")
        lender = lender_of(self._noun) if self._noun else None
        if lender is None or row.get(lender.column) is None:
            return ""
        return str(self.image(lender.noun, row[lender.column]).get("currency") or "")

    def amount(self, minor: int | None, currency: str) -> Decimal | None:
        """An amount in a currency that the file knows; without one in minor units."""
        from amcli.base.money import from_minor

        return None if minor is None else from_minor(minor, self._reader.decimals.get(currency, 0))

    def _change(self, field: Field, before: Row, after: Row) -> FieldChange:
        name = field.name.replace("_", " ")
        if field.private:
            had, has = (any(row.get(column) is not None for column in field.columns) for row in (before, after))
            return FieldChange(name, CHANGED, HIDDEN * had, HIDDEN * has)
        old, new = (one_line(field.type.spell(field, row, self)) for row in (before, after))
        return FieldChange(name, field.type.spell_change(field, before, after, self), old, new)

    def _read(self, noun: str, ids: set[int]) -> Iterator[Row]:
        """Records by their ids, which are kept; those that are gone as the journal had them last."""
        cursor = self._reader.rows(
            f'SELECT * FROM "{noun}" WHERE id IN (SELECT value FROM json_each(?))', (json.dumps(sorted(ids)),)
        )
        names = [column[0] for column in cursor.description]
        found: dict[int, Row] = {}
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            found[row["id"]] = row
        if gone := ids - found.keys():
            rows = self._reader.rows(_GONE, (noun, json.dumps(sorted(gone))))
            found |= {record_id: json.loads(image) for record_id, image in rows}
        for record_id in ids:
            self._images[noun, record_id] = found.get(record_id, {})
        yield from found.values()


def called(noun: Noun, number: int, image: Row) -> str:
    """`account krm`, `contact C3`: the noun, and what a person types for the record of an image."""
    return f"{noun.name} {image['code'] if noun.coded else f'{noun.letter}{number}'}"


def setting_change(before: Row | None, after: Row | None) -> FieldChange:
    """From what to what a setting went; one that was taken back has an empty value."""
    old, new = (str(row["value"] or "") if row else "" for row in (before, after))
    said = f" {ARROW} ".join(quote(value) if value else NONE for value in (old, new))
    return FieldChange("value", said, one_line(old), one_line(new))


def lender_of(noun: Noun) -> Field | None:
    """The reference to the record whose currency is that of a noun's records, where they have none of their own."""
    for field in noun.references:
        if not field.many and any(is_record_currency(each) for each in NOUNS[field.noun].fields):
            return field
    return None


@cache
def told_fields(name: str) -> tuple[Field, ...]:
    """The fields of a noun that are typed, and the day that ends a record. Kept: a history may have 100,000 changes."""
    noun = NOUNS[name]
    ends = (field for field in noun.more if field.column == noun.ended)
    return tuple(dict.fromkeys([*(field for field in noun.editable if not (field.many and field.noun)), *ends]))


def without_private(noun: Noun, image: Mapping[str, Any]) -> Row:
    """An image with `…` in the place of what is private."""
    hidden = noun.private_columns
    return {key: HIDDEN if key in hidden and value is not None else value for key, value in image.items()}


@cache
def _named_columns(name: str) -> tuple[tuple[str, str], ...]:
    """The columns of a noun's table that name records, and the nouns of these."""
    noun = NOUNS[name]
    named = [(field.noun, field.column) for field in (*noun.fields, *noun.more) if field.noun and not field.many]
    return tuple(dict.fromkeys([*named, *((other, column) for _, other, column in noun.subjects)]))


@cache
def _above(name: str) -> tuple[str, str]:
    """The noun and the column by which a noun's records are somebody's: an owner's, or by way of another record."""
    if name not in HOMES or NOUNS[name].owns:
        return "", ""
    noun = NOUNS[name]
    field = owner_field(noun) or next((each for each in noun.references if each.required and not each.many), None)
    return (field.noun, field.column) if field else ("", "")
