"""The text of one cell to the value of its column: as on the command line, else as other programs write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from amcli.base.errors import BadValue, Question
from amcli.base.field_type import SEPARATOR
from amcli.base.fields import Field, Noun, Type
from amcli.base.keys import excel_text
from amcli.base.money import COMMA, FileAmount
from amcli.base.registry import NOUNS
from amcli.base.text import clean, is_empty, quote, unescape_cell, with_article
from amcli.tools.importing.services.columns import crm_names as crm
from amcli.tools.importing.services.columns import foreign_formats as foreign
from amcli.tools.importing.services.columns import lengths, spans
from amcli.tools.importing.services.columns.formats import LENGTH, FormatEvidence
from amcli.tools.importing.services.columns.header import is_utc, plain_titles
from amcli.tools.importing.services.columns.key_columns import is_key_column
from amcli.tools.importing.services.columns.mapping import ColumnSource, moves, plain_title
from amcli.tools.importing.services.rows import sums
from amcli.tools.importing.services.rows import vocabulary as words
from amcli.tools.importing.services.rows.import_context import ImportContext
from amcli.tools.importing.services.rows.questions import LeftOut
from amcli.tools.importing.services.rows.word_lists import SKIP

REMEMBERED = 10_000  # texts of a field that are read once; the same days, kinds and prices come again and again

PLUS_OR_MINUS = ("+", "-", "\u2212", "\u2013")  # in a column of them
Read = Callable[[str], Any]
JOINED = ":::"  # between several values in one cell, as Google Contacts writes them
OF_ONE = frozenset({"email", "phone", "website"})  # fields that have one of them


def text_of(taken: ColumnSource, missing: re.Pattern[str]) -> Callable[[Sequence[str]], str]:
    """The text of a field in a row of cells; several cells are joined, those left out that hold nothing.

    missing: what such a cell may say.
    """
    if taken.reach is not None:
        reach, name = taken.reach, taken.field.name
        return lambda cells: reach.text(cells, name)
    if not taken.columns:
        return lambda cells: taken.constant
    if taken.minus:
        nothing = re.compile(rf"{missing.pattern}|\s*[-\u2010-\u2015\u2212]\s*")  # a dash alone, as ledgers have it
        return lambda cells: sums.BETWEEN.join(
            "" if nothing.fullmatch(cells[n]) else cells[n].strip() for n in taken.columns
        )
    if taken.pieces:
        return lambda cells: _pieced(taken, cells)
    first, *others = taken.columns
    plain = _unescaped if taken.field.type.escaped else excel_text
    if others:
        return lambda cells: taken.joint.join(
            plain(cells[n]) for n in taken.columns if not is_empty(cells[n]) and not missing.fullmatch(cells[n])
        )
    return lambda cells: plain(cells[first])


def _unescaped(cell: str) -> str:
    return excel_text(unescape_cell(cell))


def _pieced(taken: ColumnSource, cells: Sequence[str]) -> str:
    """Cells with the user's own texts around and between them: a text beside an empty cell is not needed."""
    pieces = taken.pieces
    places = [n for n, piece in enumerate(pieces) if isinstance(piece, int)]
    text, between = "", taken.joint
    for piece in pieces[places[0] : places[-1] + 1]:
        if isinstance(piece, str):
            between = piece
            continue
        cell = unescape_cell(cells[piece]) if taken.field.type.escaped else cells[piece]
        if cell.strip():
            text = f"{text}{between}{cell}" if text else cell
        between = taken.joint
    before, behind = pieces[: places[0]], pieces[places[-1] + 1 :]
    return "".join(map(str, (*before, text, *behind))) if text else ""


def reader_of(noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> Read:
    """What makes the value of a column out of a text that is not blank; an AmcliError where it is not accepted.

    A number that is less than zero comes with its minus; an amount is a FileAmount, a period a Period.
    """
    field = taken.field
    formats = ColumnFormats(noun, taken, told, context)
    if field.many:
        return lambda text: field.type.read_many(
            field, formats.our_words(text) if field.choices else text, context, None
        )
    if field.noun == noun.name:  # found when all rows are known
        return lambda text: clean(text)[0].strip()

    if field.noun and NOUNS[field.noun].coded and is_key_column(taken.title):
        return lambda text: context.record_id(field.noun, text, None, keyed=True)

    def read(text: str) -> Any:
        if JOINED in text and field.name in OF_ONE:
            text = _first_of(field, text, context)
        return field.type.read_cell(field, text, context, formats)

    return lru_cache(REMEMBERED)(read) if field.type.remembered else read


def _first_of(field: Field, text: str, context: ImportContext) -> str:
    """The first of several values in one cell, which is remembered to be said."""
    first = next((part.strip() for part in text.split(JOINED) if part.strip()), "")
    if first:
        context.first_in_cell.setdefault(field.name, (first, text))
    return first or text


class ColumnFormats:
    """How one column of a file writes days, numbers and words (a CellFormats)."""

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        """told: what the column, or the user, tells of its days or numbers."""
        self._noun, self._field, self._taken, self._title = noun, taken.field, taken, taken.title
        self._answer, self._why = told
        self._context = context
        self._signs = is_sign(noun, taken)
        self._is_utc = is_utc(taken.title)
        self._says_back = self._signs and says_back(noun, taken)

    def day(self, text: str) -> str:
        text = foreign.in_utc(text) if self._is_utc else text
        return foreign.day(text, self._answer, self._why, self._context.zone)

    def amount(self, text: str) -> FileAmount:
        minus = self._taken.minus
        if minus:
            self._note_blank(text)
            amount = sums.summed_amount(text, minus, self._answer, self._why)
        else:
            amount = foreign.amount(text, self._answer, self._why)
        return sums.in_unit(amount, text, self._taken.unit)

    def number(self, text: str) -> str:
        if self._taken.minus:
            self._note_blank(text)
            return sums.summed_number(text, self._taken.minus, self._answer, self._why)
        return foreign.quantity(text, self._answer, self._why)

    def _note_blank(self, text: str) -> None:
        if sums.has_blank(text):
            self._context.blank_in_sums[self._title] = self._field.name

    def whole(self, text: str) -> str:
        return lengths.minutes(text, self._answer) if self._field.name == LENGTH else text

    def told_word(self, text: str) -> str | None:
        told = self._context.told.word(self._field.name, text)
        if told == SKIP:
            raise LeftOut(f"{quote(text)} is left out (--word)")
        return told

    def our_word(self, text: str) -> str | None:
        """Question for a number on a scale that is not known, and for a word that decides a sign and is not known.

        LeftOut for what is no such record at all. A length of time is read by its column (columns.spans).
        """
        if self._field.type is Type.SPAN:
            told = self.told_word(text)
            return spans.span(text, self._title, self._field.name) if told is None else told
        found = self._context.told.on_scale(self._noun.name, self._field.name, text)
        if found is None and self._says_back and (yes := words.yes_or_no(text)) is not None:
            return words.our_word(self._noun.name, self._field, "credit") if yes else self._field.default
        if found is None:
            found = words.our_word(self._noun.name, self._field, text)
        if self._signs and text.strip() in PLUS_OR_MINUS:
            found = (
                self._field.default if text.strip() == "+" else words.our_word(self._noun.name, self._field, "credit")
            )
        if found is None and self._field.choices:
            self._ask(text)
        if found == SKIP:
            raise LeftOut(f"{quote(text)} is no {self._noun.name}; --word {self._field.name}:WORD=… takes it as one")
        if self._signs and found:
            if words.is_reversal(text):
                self._context.questions.takes_off(self._field.name, self._title, text)
            self._context.meanings.setdefault((self._title, text), found)
        return found

    def _ask(self, text: str) -> None:
        ours = self._field.choices
        option = f"--word {self._field.name}:{{}}={ours[0]} for each, or with ={', ='.join(ours[1:])}"
        if words.is_number(text):
            raise Question("a number of a scale that the file does not name", option)
        if self._signs or moves(self._noun):  # each system's user has words of his own
            what = f"which is no {self._field.name} of {self._noun.view} that we know"
            raise Question(what, f"{option} or ={SKIP}; --ignore COLUMN takes all rows without it")

    def our_words(self, text: str) -> list[str]:
        """Those of a set, each in our word where it has one."""
        parts = [part.strip() for part in text.replace(",", SEPARATOR).split(SEPARATOR)]
        return [part if (our_word := self.our_word(part)) is None else our_word for part in parts if part]


def is_sign(noun: Noun, taken: ColumnSource) -> bool:
    """Whether a column of another system's name decides what a row adds or takes away."""
    return bool(taken.columns) and taken.field.name == noun.signs and plain_title(taken.title) != taken.field.name


def says_back(noun: Noun, taken: ColumnSource) -> bool:
    """Whether a column says with a yes or a no that what a row has came back."""
    known = plain_title(taken.title) in plain_titles(crm.BACK_NAMES)
    return known or words.is_called_back(noun.name, taken.field, taken.title)


def blank_sign(noun: Noun, field: Field) -> Question:
    """What is asked where such a column is empty."""
    ours = field.choices
    others = ", ".join(f"={word}" for word in (*ours[1:], SKIP))
    return Question(
        f"which does not say what kind of {noun.name} it is", f"--word {field.name}:={ours[0]} (or {others})"
    )


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
    return BadValue(f"{quote(text)} is negative: the {field} of {with_article(record)} is zero or more")
