"""What an operation made of records that were there before: `target T9: amount 140,000 → 150,000 USD`.

Told from the images before and after by the fields of the noun, each of which knows how to spell its values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from amcli.base.errors import DatabaseError
from amcli.base.field_type import ARROW, CHANGED, NONE, Row
from amcli.base.fields import Field, Noun, is_record_currency
from amcli.base.registry import HOMES, NOUNS
from amcli.base.results import Kind
from amcli.base.text import one_line, quote
from amcli.base.time.period import Fiscal
from amcli.store.reader import Reader
from amcli.store.settings import SETTING
from amcli.store.subjects import owner_of_change

MOST_WORDS = 5  # values that tell a record
TOLD = 3  # records whose changes are told; of more it says that there are more
_BETWEEN = re.compile("[:;,] ")  # between the parts of a summary; an amount has no space after its comma
_READ = 20  # images: one operation may change a record more than once


class FieldChange(NamedTuple):
    """A field's name, and from what to what it went."""

    name: str
    said: str

    def __str__(self) -> str:
        return f"{self.name} {self.said}"


class RecordChange(NamedTuple):
    """A record as a person calls it, and what changed of it."""

    called: str
    fields: tuple[FieldChange, ...]


class SaidChanges(NamedTuple):
    """What an operation changed of the records that were there; `more`: and of others."""

    records: tuple[RecordChange, ...]
    more: bool = False

    def __str__(self) -> str:
        return self._joined([f"{one.called}: {', '.join(map(str, one.fields))}" for one in self.records])

    def beside(self, summary: str) -> str:
        """The summary of the operation, and what it does not say already."""
        left = [
            one._replace(fields=tuple(field for field in one.fields if not _is_said(field, one.fields, summary)))
            for one in self.records
        ]
        left = [one for one in left if one.fields]
        if not left:
            return summary
        if len(self.records) == 1:
            return f"{summary}{',' if ARROW in summary else ':'} {', '.join(map(str, left[0].fields))}"
        return f"{summary}: {SaidChanges(tuple(left), self.more)}"

    def _joined(self, parts: list[str]) -> str:
        return "; ".join([*parts, *["and more"] * self.more])


class SpelledChanges:
    """The changes of operations in words: of the records of these owners and nouns, where there are any, else of all.

    Meets what a field asks for to spell a value (a SpellContext).
    """

    def __init__(
        self,
        reader: Reader,
        owners: Sequence[int] = (),
        nouns: Sequence[str] = (),
        *,
        only: str = "",
        told: int = TOLD,
        parts: bool = True,
    ) -> None:
        """told: of so many records of an operation; a line has room for few. only: a condition on rows of the journal,
        as SQL. parts: whether also of those that are nothing without another one, and follow from what was done with
        that, where no nouns are asked for.
        """
        self._reader, self._told, self._most = reader, told, max(_READ, told)
        terms = [only] if only else []
        if not nouns and not parts and (names := _parts()):
            terms.append(f"record NOT IN ({names})")
        if nouns:
            names = ", ".join(f"'{name}'" for name in nouns)
            terms.append(f"record IN ({names})")
        if owners:
            ids = ", ".join(map(str, owners))
            terms.append(f"({owner_of_change('before')} IN ({ids}) OR {owner_of_change('after')} IN ({ids}))")
        self._sql = f"""SELECT record, record_id, before, after FROM operation_change
            WHERE operation_id = ? AND before IS NOT NULL AND after IS NOT NULL
            {"".join(f" AND {term}" for term in terms)} ORDER BY id LIMIT {self._most + 1}"""
        self._operation = 0
        self._noun: Noun | None = None

    def of(self, operation: int) -> SaidChanges:
        """What an operation changed. DatabaseError where the journal cannot be read."""
        self._operation = operation
        found: dict[tuple[str, int], tuple[Row, Row]] = {}
        images = self._reader.rows(self._sql, (operation,)).fetchall()
        try:
            for table, number, before, after in images[: self._most]:
                first, _ = found.get((table, number), (json.loads(before), None))
                found[table, number] = first, json.loads(after)
            told = [change for (table, number), pair in found.items() if (change := self._change(table, number, *pair))]
        except (ValueError, TypeError, AttributeError, ArithmeticError, KeyError) as error:
            raise DatabaseError(
                f"{self._reader.env.path} is damaged: what H{operation} changed cannot be read; "
                "see `amcli doctor`, and restore a backup"
            ) from error
        return SaidChanges(tuple(told[: self._told]), len(images) > self._most or len(told) > self._told)

    def _change(self, table: str, number: int, before: Row, after: Row) -> RecordChange | None:
        if table == SETTING:
            values = (quote(row["value"]) if row["value"] else NONE for row in (before, after))
            return RecordChange(f"{SETTING} {after['key']}", (FieldChange("value", f" {ARROW} ".join(values)),))
        if table not in HOMES:
            return None  # a link or a former name, which comes and goes
        noun = self._noun = NOUNS[table]
        changed = {column for column in before.keys() | after.keys() if before.get(column) != after.get(column)}
        fields = tuple(
            FieldChange(
                field.name.replace("_", " "),
                CHANGED if field.private else field.type.spell_change(field, before, after, self),
            )
            for field in _told(table)
            if not changed.isdisjoint(field.columns)
        )
        return RecordChange(called(noun, number, after), fields) if fields else None

    def words(self, noun: Noun, image: Row) -> str:
        """What a person knows a record by that came or went: its first values, in the order of its fields."""
        self._noun = noun
        told = (
            each
            for each in _told(noun.name)
            if not (each.many or each.private or each.kind is Kind.FLAG or is_record_currency(each))
        )
        spelled = (one_line(field.type.spell(field, image, self)) for field in told)
        return ", ".join([each for each in spelled if each][:MOST_WORDS])

    @property
    def fiscal(self) -> Fiscal:
        return self._reader.env.config.fiscal

    def reference(self, noun: str, record_id: int) -> str:
        """The code or the id of a record; of one that this operation took out its code is in the journal."""
        letter = f"{NOUNS[noun].letter}{record_id}"
        if not NOUNS[noun].coded:
            return letter
        sql = f"""SELECT code FROM "{noun}" WHERE id = ? UNION ALL SELECT json_extract(before, '$.code')
            FROM operation_change WHERE operation_id = ? AND record = ? AND record_id = ? LIMIT 1"""
        found = self._reader.rows(sql, (record_id, self._operation, noun, record_id)).fetchone()
        return str(found[0]) if found and found[0] else letter

    def currency(self, row: Row) -> str:
        """The row's own, else that of the record that it belongs to (an expense is in its budget's)."""
        if "currency" in row:
            return str(row["currency"] or "")
        for field in self._noun.references if self._noun else ():
            above = NOUNS[field.noun]
            if any(each.name == "currency" for each in above.fields):
                sql = f'SELECT currency FROM "{field.noun}" WHERE id = ?'
                found = self._reader.rows(sql, (row.get(field.column),)).fetchone()
                return str(found[0] or "") if found else ""
        return ""

    def amount(self, minor: int | None, currency: str) -> Decimal | None:
        """An amount in a currency that the file knows; without one in minor units."""
        from amcli.base.money import from_minor

        return None if minor is None else from_minor(minor, self._reader.decimals.get(currency, 0))


def called(noun: Noun, number: int, image: Row) -> str:
    """`account krm`, `contact C3`: the noun, and what a person types for the record of an image."""
    return f"{noun.name} {image['code'] if noun.coded else f'{noun.letter}{number}'}"


def _is_said(field: FieldChange, fields: Sequence[FieldChange], summary: str) -> bool:
    """Whether a summary has a change already: in quotes or not, a currency beside its amount, or together with another
    one, `lead 10 % → proposal 50 %`. fields: all that changed of the record.
    """
    if field.said == CHANGED:
        return str(field) in summary
    old, _, new = field.said.replace("'", "").partition(f" {ARROW} ")
    before, arrow, after = summary.partition(f" {ARROW} ")
    if field.name == "currency" and arrow and old in before and new in after:
        return True
    if field.said in summary or f"{old} {ARROW} {new}" in summary:
        return True
    others = {other.name for other in fields if other.name != field.name}
    for part in _BETWEEN.split(summary):
        was, arrow, now = part.partition(f" {ARROW} ")
        words = was.split()
        if arrow and not others & {*words[:1]} and {*old.split()} <= {*words} and {*new.split()} <= {*now.split()}:
            return True
    return False


@cache
def _parts() -> str:
    """The nouns whose records are nothing without another one, as SQL has them in a list."""
    return ", ".join(f"'{part}'" for noun in NOUNS.values() for part in noun.parts)


@cache
def _told(name: str) -> tuple[Field, ...]:
    """The fields of a noun that are typed, and the day that ends a record. Kept: a history may have 100,000 changes."""
    noun = NOUNS[name]
    ends = (field for field in noun.more if field.column == noun.ended)
    return tuple(dict.fromkeys([*(field for field in noun.editable if not (field.many and field.noun)), *ends]))
