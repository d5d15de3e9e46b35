"""The text of one cell to the value of its column: as on the command line, else as other programs write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.field_type import SEPARATOR
from amcli.base.fields import Field, Noun
from amcli.base.keys import excel_text
from amcli.base.money import FileAmount
from amcli.base.text import clean, is_empty, quote, unescape_cell
from amcli.tools.importing.services.columns import foreign_formats as foreign
from amcli.tools.importing.services.columns.foreign_formats import COMMA
from amcli.tools.importing.services.columns.formats import FormatEvidence
from amcli.tools.importing.services.columns.mapping import ColumnSource
from amcli.tools.importing.services.rows import vocabulary as words
from amcli.tools.importing.services.rows.import_context import ImportContext

REMEMBERED = 10_000  # texts of a field that are read once; the same days, kinds and prices come again and again

Read = Callable[[str], Any]


def text_of(taken: ColumnSource, missing: re.Pattern[str]) -> Callable[[Sequence[str]], str]:
    """The text of a field in a row of cells; several cells are joined, those left out that hold nothing.

    missing: what such a cell may say.
    """
    if not taken.columns:
        return lambda cells: taken.constant
    first, *others = taken.columns
    plain = _unescaped if taken.field.type.escaped else excel_text
    if others:
        return lambda cells: taken.joint.join(
            plain(cells[n]) for n in taken.columns if not is_empty(cells[n]) and not missing.fullmatch(cells[n])
        )
    return lambda cells: plain(cells[first])


def _unescaped(cell: str) -> str:
    return excel_text(unescape_cell(cell))


def reader_of(noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> Read:
    """What makes the value of a column out of a text that is not blank; an AmcliError where it is not accepted.

    A number that is less than zero comes with its minus; an amount is a FileAmount, a period a Period.
    """
    field = taken.field
    formats = ColumnFormats(noun, field, told)
    if field.many:
        return lambda text: field.type.read_many(
            field, formats.our_words(text) if field.choices else [text], context, None
        )
    if field.noun == noun.name:  # found when all rows are known
        return lambda text: clean(text)[0].strip()

    def read(text: str) -> Any:
        return field.type.read_cell(field, text, context, formats)

    return lru_cache(REMEMBERED)(read) if field.type.remembered else read


class ColumnFormats:
    """How one column of a file writes days, numbers and words (a CellFormats)."""

    def __init__(self, noun: Noun, field: Field, told: FormatEvidence) -> None:
        """told: what the column, or the user, tells of its days or numbers."""
        self._noun, self._field = noun, field
        self._answer, self._why = told

    def day(self, text: str) -> str:
        return foreign.day(text, self._answer, self._why)

    def amount(self, text: str) -> FileAmount:
        return foreign.amount(text, self._answer, self._why)

    def number(self, text: str) -> str:
        return foreign.quantity(text, self._answer, self._why)

    def whole(self, text: str) -> str:
        return foreign.minutes(text) if self._field.name == "minutes" else text

    def our_word(self, text: str) -> str | None:
        return words.our_word(self._noun.name, self._field, text)

    def our_words(self, text: str) -> list[str]:
        """Those of a set, each in our word where it has one."""
        parts = [part.strip() for part in text.replace(",", SEPARATOR).split(SEPARATOR)]
        return [part if (our_word := self.our_word(part)) is None else our_word for part in parts if part]


def decimal_hint(text: str, told: FormatEvidence) -> str:
    """What to add to a complaint of an amount whose point may have been meant for thousands."""
    if told.answer or foreign.decimal_separator_of(text) != "?" or "." not in text:
        return ""
    try:
        return f"; with --decimal comma it is {foreign.amount(text, COMMA).value:,}"
    except BadValue:
        return ""


def negative(record: str, field: str, text: str) -> BadValue:
    """A number that has to be zero or more."""
    return BadValue(f"{quote(text)} is negative: the {field} of a {record} is zero or more")
