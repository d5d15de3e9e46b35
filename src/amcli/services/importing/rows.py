"""One row of cells to the columns of a record, by the same reading of fields as on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from amcli.domain.errors import Ambiguous, AmcliError
from amcli.domain.fields import Field, Noun, Type
from amcli.domain.text import clean, quote, unescape_cell
from amcli.services import rules, values
from amcli.services.importing.facts import ImportFacts
from amcli.services.importing.mapping import Taken
from amcli.services.values import SEPARATOR, Row

TEXTS = (Type.TEXT, Type.REF, Type.CODE)  # what an export escapes against spreadsheets
REMEMBERED = 10_000  # texts of a field that are read once; the same days, kinds and prices come again and again

Put = Callable[[str, Row], None]


class CellError(Exception):
    """A row cannot be read: the title of the column, the text in it, and why. Never leaves this package."""

    def __init__(self, title: str, text: str, reason: str) -> None:
        super().__init__(reason)
        self.title, self.text, self.reason = title, text, reason

    @classmethod
    def because(cls, error: AmcliError, title: str, text: str) -> CellError:
        """What went wrong and the nearest valid things, without saying the text twice."""
        reason = error.message.removeprefix(f"{quote(text)} ")
        if error.candidates:
            reason += f"; {'it could be' if isinstance(error, Ambiguous) else 'nearest'}: {', '.join(error.candidates)}"
        return cls(title, text, reason)


class Step(NamedTuple):
    """How one field is read: where its text is, what puts its value into the row, why it cannot be empty (or "")."""

    field: str
    title: str
    text: Callable[[Sequence[str]], str]
    put: Put
    needed: str
    money: str  # the column, where the amount is to be settled in the row's currency


# Rules that look at the row alone, and the field that a complaint of theirs is about. The rules of other nouns look at
# the file, which takes all rows at once.
CHECKED = {"rate": "to", "deadline": "due"}


class RowReader:
    """Reads rows of one file."""

    def __init__(self, noun: Noun, taken: Sequence[Taken], facts: ImportFacts) -> None:
        self.columns = columns_of(noun)
        self._noun, self._facts = noun, facts
        # A budget is found by account and day, so these two are read first.
        ordered = sorted(taken, key=lambda one: (one.field.name != "account", one.field.type is not Type.DATE))
        self._steps = [self._step(one) for one in ordered]
        self._money = [step for step in self._steps if step.money]
        self._empty: Row = dict.fromkeys(self.columns)
        for field in noun.fields:
            if field.default and field.default != "today":
                self._empty[field.column] = values.read(field, field.default, facts)
        self._tuple = itemgetter(*self.columns)

    def __call__(self, cells: Sequence[str]) -> tuple[Any, ...]:
        """The values of `columns`. Raises CellError for the first cell that is not accepted."""
        row = self._empty.copy()
        for _, title, text_of, put, needed, _ in self._steps:
            text = text_of(cells)
            if not text or text.isspace():
                if needed:
                    raise CellError(title, text, needed)
                continue
            try:
                put(text, row)
            except AmcliError as error:
                raise CellError.because(error, title, text) from error
        if self._money:
            self._settle(cells, row)
        if self._noun.name in CHECKED:
            self._check(cells, row)
        result: tuple[Any, ...] = self._tuple(row)
        return result

    def _settle(self, cells: Sequence[str], row: Row) -> None:
        """Put the amounts into minor units of the row's one currency."""
        typed = [(step, row[step.money]) for step in self._money if row[step.money] is not None]
        if not typed:
            return
        step = typed[0][0]
        try:
            currency = values.currency_of(self._noun, row, [amount for _, amount in typed], self._facts, {})
            if "currency" in row:
                row["currency"] = currency
            for step, amount in typed:
                row[step.money] = self._facts.minor(amount, currency)
        except AmcliError as error:
            raise CellError.because(error, step.title, step.text(cells)) from error

    def _check(self, cells: Sequence[str], row: Row) -> None:
        try:
            rules.apply(self._noun.name, self._facts.work, row)
        except AmcliError as error:
            step = next(step for step in self._steps if step.field == CHECKED[self._noun.name])
            raise CellError.because(error, step.title, step.text(cells)) from error

    def _step(self, taken: Taken) -> Step:
        field = taken.field
        is_needed = field.required or field.default == "today"
        needed = f"is empty, and every {self._noun.name} needs its {field.name}" if is_needed else ""
        money = field.column if field.type is Type.MONEY else ""
        return Step(field.name, taken.title, _text_of(taken), self._put(field), needed, money)

    def _put(self, field: Field) -> Put:
        facts, column = self._facts, field.column
        if field.many:
            return _put_all(field, facts)
        match field.type:
            case Type.TEXT | Type.CODE:

                def put(text: str, row: Row) -> None:
                    row[column] = values.read(field, text, facts)

            case Type.REF if field.noun == self._noun.name:  # found when all rows are known

                def put(text: str, row: Row) -> None:
                    row[column] = clean(text)[0].strip()

            case Type.REF if field.noun == "budget":

                def put(text: str, row: Row) -> None:
                    row[column] = facts.budget(text, row.get("account_id"), row["date"])

            case Type.REF:

                def put(text: str, row: Row) -> None:
                    row[column] = facts.row_of(field.noun, text, row.get("account_id"))

            case _:
                return _put_read(field, facts)
        return put


def columns_of(noun: Noun) -> tuple[str, ...]:
    """The columns that a row of the file fills; `with_id` of an interaction is a JSON array of contacts."""
    columns: list[str] = []
    for field in noun.fields:
        columns += ["start", "end"] if field.type is Type.PERIOD else [field.column]
    return (*columns, *noun.derived)


def _put_all(field: Field, facts: ImportFacts) -> Put:
    """A set: of words, or of contacts of the row's account."""
    column = field.column

    def put(text: str, row: Row) -> None:
        if field.type is Type.REF:
            parts = [part for part in text.split(SEPARATOR) if part.strip()]
            row[column] = json.dumps(values.read_many(field, parts, facts, row["account_id"])) if parts else None
        else:
            row[column] = values.read_many(field, text, facts)

    return put


def _put_read(field: Field, facts: ImportFacts) -> Put:
    """A value that depends on its text alone, remembered."""
    read = lru_cache(REMEMBERED)(lambda text: values.read(field, text, facts))
    column = field.column

    def put(text: str, row: Row) -> None:
        row[column] = read(text)

    def put_period(text: str, row: Row) -> None:
        period = read(text)
        row["start"], row["end"] = period.start.isoformat(), period.end.isoformat()

    return put_period if field.type is Type.PERIOD else put


def _text_of(taken: Taken) -> Callable[[Sequence[str]], str]:
    """The text of a field in a row of cells; several cells are joined with hyphens, empty ones left out."""
    first, *others = taken.columns
    escaped = taken.field.type in TEXTS
    if others:
        return lambda cells: "-".join(
            unescape_cell(cells[n]) if escaped else cells[n] for n in taken.columns if cells[n].strip()
        )
    if escaped:
        return lambda cells: unescape_cell(cells[first])
    return itemgetter(first)
