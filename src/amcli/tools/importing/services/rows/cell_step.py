"""How the cell of a field is read in the usual way, and what it puts into the draft of its row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from amcli.base.fields import Noun
from amcli.base.text import is_empty, unescape_cell
from amcli.records.services.row_draft import RowDraft
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.formats import FormatEvidence
from amcli.tools.importing.services.columns.mapping import is_needed
from amcli.tools.importing.services.rows.cells import (
    PLUS_OR_MINUS,
    REMEMBERED,
    Read,
    blank_sign,
    is_sign,
    reader_of,
    says_back,
    text_of,
)
from amcli.tools.importing.services.rows.import_context import ImportContext
from amcli.tools.importing.services.rows.missing import missing_in


class Step:
    """The usual way: the value of the field's column.

    text: where its text is in a row of cells. needed: why it cannot be empty, or "". if_blank: what is asked where it
    is; takes_blank: the user has said what that means; instead: what is read then. place: the number of the one column
    of the file that it is taken from; constant: its text where there is none. read_alone: the value of its column from
    that one cell, which is not blank; None where more is needed for it.
    """

    stored = True  # it fills a column of the record
    money = False  # its value is an amount, which the row's currency turns into minor units
    alone = True  # the text of its cell says all
    unit = ""  # the currency of its amounts, where the title of its column names one

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        field = taken.field
        self.noun, self.field, self.name, self.column = noun, field, field.name, field.column
        self.missing = missing_in(noun, field)
        self.title, self.text = taken.title, text_of(taken, self.missing)
        self.place = taken.columns[0] if len(taken.columns) == 1 and taken.reach is None else None
        self.needed = f"is empty, and every {noun.name} needs its {field.name}" if is_needed(noun, field) else ""
        self.told, self.context = told, context
        self.instead = context.whose if field == noun.owner else ""
        self.read = reader_of(noun, taken, told, context)
        # A row without the word that decides its sign is not taken for the usual one.
        self.takes_blank = (field.name, "") in context.told.words
        self.signs = is_sign(noun, taken)
        asks = self.signs and not says_back(noun, taken) and not self.takes_blank
        self.if_blank = blank_sign(noun, field) if asks else None
        self.constant = taken.constant
        alone = self.alone and len(taken.columns) < 2 and taken.reach is None
        self.read_alone: Read | None = self._read_cell if alone else None

    def is_blank(self, text: str) -> bool:
        """Whether a text is none, in so many words too, unless a record that it would name is called so."""
        if is_empty(text) or (self.signs and text.strip() in PLUS_OR_MINUS):
            return is_empty(text)
        said = self.missing.fullmatch(text) is not None
        return said and not (self.field.noun and self.context.is_known(self.field.noun, text))

    def says_nothing(self, text: str) -> bool:
        """The same, and count the cells that say so in words."""
        blank = self.is_blank(text)
        if blank and not is_empty(text):
            self.context.emptied[text.strip()] += 1
        return blank

    def put(self, text: str, draft: RowDraft) -> None:
        """Put what a text that is not blank says into the draft. Raises AmcliError, SkipRow."""
        draft.columns[self.column] = self.read(text)

    def _read_cell(self, cell: str) -> Any:
        return self.read(unescape_cell(cell) if self.field.type.escaped else cell)


class FoundStep(Step):
    """A text means what `_find` says, which looks for each once."""

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        super().__init__(noun, taken, told, context)
        self.read = lru_cache(REMEMBERED)(self._find)

    def _find(self, text: str) -> Any:
        raise NotImplementedError


class KeyBesideStep(Step):
    """A record that a column names, where another column, if the file has one, has a key of it: the name, or the key
    where there is no name.
    """

    alone = False

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        super().__init__(noun, taken, told, context)
        keyed = () if taken.key is None else (taken.key,)
        self.name_in = self.text
        self.key_in = text_of(ColumnSource(taken.field, keyed, taken.title), self.missing)
        if keyed:
            self.text = self._either

    def _either(self, cells: Sequence[str]) -> str:
        name = self.name_in(cells)
        return self.key_in(cells) if super().is_blank(name) else name
