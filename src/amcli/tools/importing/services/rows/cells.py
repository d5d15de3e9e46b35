"""The text of one cell to the value of its column: as on the command line, else as other programs write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.fields import Field, Noun, Type
from amcli.base.text import clean, is_id, quote, unescape_cell
from amcli.records.services import field_values as values
from amcli.records.services.field_values import SEPARATOR
from amcli.tools.importing.services.columns import foreign_formats as foreign
from amcli.tools.importing.services.columns.foreign_formats import COMMA
from amcli.tools.importing.services.columns.formats import Told
from amcli.tools.importing.services.columns.mapping import Taken, plain
from amcli.tools.importing.services.rows import vocabulary as words
from amcli.tools.importing.services.rows.import_context import ImportContext

TEXTS = (Type.TEXT, Type.REF, Type.CODE)  # what an export escapes against spreadsheets
REMEMBERED = 10_000  # texts of a field that are read once; the same days, kinds and prices come again and again

Read = Callable[[str], Any]


def text_of(taken: Taken) -> Callable[[Sequence[str]], str]:
    """The text of a field in a row of cells; several cells are joined, empty ones left out."""
    if not taken.columns:
        return lambda cells: taken.constant
    first, *others = taken.columns
    escaped = taken.field.type in TEXTS
    if others:
        return lambda cells: taken.joint.join(
            unescape_cell(cells[n]) if escaped else cells[n] for n in taken.columns if cells[n].strip()
        )
    if escaped:
        return lambda cells: unescape_cell(cells[first])
    return itemgetter(first)


def reader_of(noun: Noun, taken: Taken, told: Told, context: ImportContext) -> Read:
    """What makes the value of a column out of a text that is not blank; an AmcliError where it is not accepted.

    A number that is less than zero comes with its minus; an amount is a foreign.Amount, a period a domain Period.
    """
    field = taken.field
    if field.many:
        return lambda text: values.read_many(field, _words(noun, field, text) if field.choices else text, context)
    match field.type:
        case Type.TEXT if is_own_id(taken):
            letter = noun.letter  # amcli's own ids, in its own export, name nothing in another system

            def read(text: str) -> Any:
                return None if is_id(text) and text[0].upper() == letter else values.read(field, text, context)

            return read
        case Type.TEXT | Type.CODE:
            return lambda text: values.read(field, text, context)
        case Type.REF if field.noun == noun.name:  # found when all rows are known
            return lambda text: clean(text)[0].strip()
        case Type.REF:
            return lambda text: context.record_id(field.noun, text, None)
        case _:
            return lru_cache(REMEMBERED)(_foreign(noun, field, told, context))


def is_own_id(taken: Taken) -> bool:
    """Whether the key of another system is taken from a column that amcli's exports have too."""
    return taken.field.name in ("external_id", "ref") and plain(taken.title) == "id"


def _foreign(noun: Noun, field: Field, told: Told, context: ImportContext) -> Read:
    """A value that depends on its text alone."""
    answer, why = told
    match field.type:
        case Type.DATE:
            return lambda text: values.read(field, foreign.day(text, answer, why).partition("T")[0], context)
        case Type.DUE:
            return lambda text: values.read(field, foreign.day(text, answer, why), context)
        case Type.PERIOD:

            def period(text: str) -> Any:
                days = [foreign.day(part, answer, why).partition("T")[0] for part in text.split("..")]
                return values.read(field, "..".join(days), context)

            return period
        case Type.MONEY:
            return lambda text: foreign.amount(text, answer, why)
        case Type.NUMBER | Type.RATE:

            def number(text: str) -> Any:
                typed = foreign.quantity(text, answer, why)
                sign = "-" if typed.startswith("-") and field.type is Type.NUMBER else ""
                value = values.read(field, typed.removeprefix(sign), context)
                return f"{sign}{value}" if value != "0" else value

            return number
        case Type.CHOICE | Type.INT | Type.CURRENCY:
            return lambda text: _word(noun, field, text, context)
        case _:
            return lambda text: values.read(field, text, context)


def _word(noun: Noun, field: Field, text: str, context: ImportContext) -> Any:
    """Our own word, or the word of another system for it."""
    try:
        return values.read(field, foreign.minutes(text) if field.name == "minutes" else text, context)
    except BadValue:
        our = words.our_word(noun.name, field, text)
        if our is None:
            raise
        return values.read(field, our, context) if our else None


def _words(noun: Noun, field: Field, text: str) -> list[str]:
    parts = [part.strip() for part in text.replace(",", SEPARATOR).split(SEPARATOR)]
    return [ours if (ours := words.our_word(noun.name, field, part)) is not None else part for part in parts if part]


def decimal_hint(text: str, told: Told) -> str:
    """What to add to a complaint of an amount whose point may have been meant for thousands."""
    if told.answer or foreign.sign_of(text) != "?" or "." not in text:
        return ""
    try:
        return f"; with --decimal comma it is {foreign.amount(text, COMMA).value:,}"
    except BadValue:
        return ""


def negative(record: str, field: str, text: str) -> BadValue:
    """A number that has to be zero or more."""
    return BadValue(f"{quote(text)} is negative: the {field} of a {record} is zero or more")
