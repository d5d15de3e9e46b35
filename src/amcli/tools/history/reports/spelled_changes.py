"""What an operation made of records that were there before: `target T9: amount 140,000 → 150,000 USD`.

Told from the images before and after by the fields of the noun, each of which knows how to spell its values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from amcli.base.errors import DatabaseError
from amcli.base.field_type import ARROW, CHANGED, Row
from amcli.base.registry import HOMES, NOUNS
from amcli.records.reports.spelled_fields import FieldChange, FieldSpelling, called, setting_change
from amcli.store.reader import Reader
from amcli.store.settings import SETTING
from amcli.store.subjects import owner_of_change

TOLD = 3  # records whose changes are told; of more it says that there are more
_BETWEEN = re.compile("[:;,] ")  # between the parts of a summary; an amount has no space after its comma
_READ = 20  # images: one operation may change a record more than once


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


class SpelledChanges(FieldSpelling):
    """The changes of operations in words: of the records of these owners and nouns, where there are any."""

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
        super().__init__(reader)
        self._told, self._most = told, max(_READ, told)
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

    def of(self, operation: int) -> SaidChanges:
        """What an operation changed. DatabaseError where the journal cannot be read."""
        found: dict[tuple[str, int], tuple[Row, Row]] = {}
        images = self._reader.rows(self._sql, (operation,)).fetchall()
        try:
            for table, number, before, after in images[: self._most]:
                first, _ = found.get((table, number), (json.loads(before), None))
                found[table, number] = first, json.loads(after)
            told = [
                change
                for (table, number), pair in found.items()
                if (change := self._record_change(table, number, *pair))
            ]
        except (ValueError, TypeError, AttributeError, ArithmeticError, KeyError) as error:
            raise DatabaseError(
                f"{self._reader.env.path} is damaged: what H{operation} changed cannot be read; "
                "see `amcli doctor`, and restore a backup"
            ) from error
        return SaidChanges(tuple(told[: self._told]), len(images) > self._most or len(told) > self._told)

    def _record_change(self, table: str, number: int, before: Row, after: Row) -> RecordChange | None:
        if table == SETTING:
            return RecordChange(f"{SETTING} {after['key']}", (setting_change(before, after),))
        if table not in HOMES:
            return None  # a link or a former name, which comes and goes
        noun = NOUNS[table]
        fields = self.changes(noun, before, after)
        return RecordChange(called(noun, number, after), fields) if fields else None


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
