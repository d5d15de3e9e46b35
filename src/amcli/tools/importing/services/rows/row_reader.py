"""One row of cells to the columns of a record, by the same reading of fields as on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from amcli.base.errors import Ambiguous, AmcliError, BadValue
from amcli.base.field_type import SEPARATOR
from amcli.base.fields import Field, Noun, Type
from amcli.base.money import FileAmount, TypedAmount
from amcli.base.text import quote, unescape_cell
from amcli.records.services import field_values as values
from amcli.records.services.checks import check_record
from amcli.records.services.field_values import Row
from amcli.tools.importing.services.columns.foreign_formats import COMMA, DOLLARS
from amcli.tools.importing.services.columns.formats import Style, Told
from amcli.tools.importing.services.columns.mapping import STAGE, Taken
from amcli.tools.importing.services.rows import vocabulary as words
from amcli.tools.importing.services.rows.cells import (
    REMEMBERED,
    Read,
    decimal_hint,
    is_own_id,
    negative,
    reader_of,
    text_of,
)
from amcli.tools.importing.services.rows.import_context import ImportContext

Put = Callable[[str, Row], None]
# What a row is known to be beside its columns.
_STATUS, _RETURNED = "*status", "*returned"


class CellError(Exception):
    """A row cannot be read: the title of the column, the text in it, and why. Never leaves this package."""

    def __init__(self, title: str, text: str, reason: str) -> None:
        super().__init__(reason)
        self.title, self.text, self.reason = title, text, reason

    @classmethod
    def because(cls, error: AmcliError, title: str, text: str) -> CellError:
        """What went wrong and the nearest valid things, without saying the text twice."""
        shown = f"{quote(text)} "
        said_twice = error.message[: len(shown)].casefold() == shown.casefold()
        reason = error.message[len(shown) :] if said_twice else error.message
        if error.candidates:
            reason += f"; {'it could be' if isinstance(error, Ambiguous) else 'nearest'}: {', '.join(error.candidates)}"
        return cls(title, text, reason)

    def and_also(self, more: str) -> CellError:
        return CellError(self.title, self.text, self.reason + more)


class SkipRow(Exception):
    """A good row that is not to be taken, and why, such as a deal that was lost. Never leaves this package."""


class Step(NamedTuple):
    """How one field is read.

    text: where its text is in a row of cells. put: puts its value into the row, or what the value decides. needed: why
    it cannot be empty, or nothing. read: the value of its column from one cell alone that is not blank, unless more is
    needed for it. place: the number of the one column that it is taken from. money: its value is an amount that the
    row's currency settles.
    """

    field: str
    title: str
    text: Callable[[Sequence[str]], str]
    put: Put
    needed: str
    money: bool
    read: Read | None
    place: int | None
    column: str
    type: Type
    many: bool


# Rules that look at the row alone, and the field that a complaint of theirs is about. The rules of other nouns look at
# the file, which takes all rows at once.
CHECKED = {"rate": "to", "deadline": "due"}


class RowReader:
    """Reads rows of one file."""

    def __init__(
        self, noun: Noun, taken: Sequence[Taken], context: ImportContext, *, style: Style | None = None,
        won: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """style: how the file writes days and numbers. won: what it calls the stages of deals that are won."""
        self.noun, self.columns = noun, columns_of(noun)
        self._context, self._style, self._won = context, style or Style(), won
        self.steps = [self._step(one) for one in sorted(taken, key=_order)]
        self._money = [step for step in self.steps if step.money]
        self.empty: Row = dict.fromkeys(self.columns)
        for field in noun.fields:
            if field.default and field.default != "today":
                self.empty[field.column] = field.type.read(field, field.default, context)
        self._tuple = itemgetter(*self.columns)

    def __call__(self, cells: Sequence[str]) -> tuple[Any, ...]:
        """The values of `columns`. CellError for the first cell that is not accepted, SkipRow for a row to leave."""
        row = self.empty.copy()
        for step in self.steps:
            text = step.text(cells)
            if not text or text.isspace():
                if step.needed:
                    raise CellError(step.title, text, step.needed)
                continue
            try:
                step.put(text, row)
            except AmcliError as error:
                raise CellError.because(error, step.title, text) from error
        if self._money:
            self._resolve_currency(cells, row)
        if _STATUS in row:
            self._close(row)
        if self.noun.name in CHECKED:
            self._check(cells, row)
        result: tuple[Any, ...] = self._tuple(row)
        return result

    def _resolve_currency(self, cells: Sequence[str], row: Row) -> None:
        """Put the amounts into minor units of the row's one currency."""
        typed: list[tuple[Step, FileAmount]] = [
            (step, row[step.column]) for step in self._money if row[step.column] is not None
        ]
        if not typed:
            return
        if _RETURNED in row or any(amount.negative for _, amount in typed):
            self._turn(typed, cells, row)
        step = typed[0][0]
        try:
            amounts = [TypedAmount(amount.value, amount.currency) for _, amount in typed]
            currency = values.currency_of(self.noun, row, amounts, self._context, {})
            if "currency" in row:
                row["currency"] = currency
            for (step, amount), value in zip(typed, amounts, strict=True):
                if amount.dollars and currency not in DOLLARS:
                    what = f"{quote(step.text(cells))} is in dollars, and this {self.noun.name} in {currency}"
                    raise BadValue(f"{what}: correct it, or map the column of the currency")
                row[step.column] = self._context.minor(value, currency)
        except AmcliError as error:
            told, text = self._style.of(step.field), step.text(cells)
            raise CellError.because(error, step.title, text).and_also(decimal_hint(text, told)) from error

    def _turn(self, typed: Sequence[tuple[Step, FileAmount]], cells: Sequence[str], row: Row) -> None:
        """A negative sale is a credit, and all its numbers are; no other record has less than nothing."""
        credit = self.noun.name == "sale" and row["kind"] != "purchase" and row["amount_minor"].negative
        for step, amount in typed:
            if credit and not amount.negative and amount.value:
                raise CellError(step.title, step.text(cells), "is not negative, and the amount of the row is")
            if amount.negative and not credit:
                error = negative(row.get("kind") or self.noun.name, step.field, step.text(cells))
                raise CellError.because(error, step.title, step.text(cells))
        if credit:
            row["kind"] = "credit"
        elif row["kind"] != "credit":
            step = next(step for step in self.steps if step.field == "quantity")
            error = negative(row["kind"], step.field, step.text(cells))
            raise CellError.because(error, step.title, step.text(cells))

    def _close(self, row: Row) -> None:
        """Make the day on which a deadline was done agree with what the row says of it."""
        status, title, text = row[_STATUS]
        if status == "cancelled":
            raise SkipRow(f"{title} {quote(text)}: it was cancelled")
        if status == "open" and row["done"] is not None:
            raise CellError(title, text, "says that it is not done, and there is a day on which it was")
        if status == "done" and row["done"] is None:
            row["done"] = row["due"][:10]
            self._context.remarks.append(("closed", "deadline", 1))

    def _check(self, cells: Sequence[str], row: Row) -> None:
        try:
            check_record(self.noun, self._context.work, row)
        except AmcliError as error:
            step = next(step for step in self.steps if step.field == CHECKED[self.noun.name])
            raise CellError.because(error, step.title, step.text(cells)) from error

    def _step(self, taken: Taken) -> Step:
        field, told = taken.field, self._style.of(taken.field.name)
        is_needed = field.required or field.default == "today"
        needed = f"is empty, and every {self.noun.name} needs its {field.name}" if is_needed else ""
        read = reader_of(self.noun, taken, told, self._context)
        alone = read if len(taken.columns) == 1 and self._is_alone(field, taken, told) else None
        return Step(
            field.name, taken.title, text_of(taken), self._put(taken, read), needed, field.type is Type.MONEY,
            alone and _raw(alone, field), taken.columns[0] if len(taken.columns) == 1 else None,
            field.column, field.type, field.many,
        )  # fmt: skip

    def _is_alone(self, field: Field, taken: Taken, told: Told) -> bool:
        """Whether the text of a cell is enough for the value of its column."""
        if field.name in (STAGE, "status", "done") or field.type is Type.PERIOD or is_own_id(taken):
            return False
        if field.type is Type.MONEY:
            return told.answer != COMMA
        if field.type is Type.REF:
            return not field.many and field.noun in (self.noun.name, "account", "product")
        return True

    def _put(self, taken: Taken, read: Read) -> Put:
        """What puts a value into the row."""
        field, column, context = taken.field, taken.field.column, self._context
        if field.name in (STAGE, "status", "done", "quantity"):
            return self._put_deciding(taken, read)
        if field.many and field.type is Type.REF:
            return _put_all(field, context)
        match field.type:
            case Type.PERIOD:

                def put(text: str, row: Row) -> None:
                    period = read(text)
                    row["start"], row["end"] = period.start.isoformat(), period.end.isoformat()

            case Type.REF if field.noun == "budget":

                def put(text: str, row: Row) -> None:
                    row[column] = context.budget(text, row.get("account_id"), row["date"])

            case Type.REF if field.noun not in (self.noun.name, "account", "product"):

                def put(text: str, row: Row) -> None:
                    row[column] = context.record_id(field.noun, text, row.get("account_id"))

            case _:

                def put(text: str, row: Row) -> None:
                    row[column] = read(text)

        return put

    def _put_deciding(self, taken: Taken, read: Read) -> Put:
        """A text that decides more than its own column."""
        title, column = taken.title, taken.field.column
        is_won = lru_cache(REMEMBERED)(lambda text: words.is_won(text, self._won))

        def put_stage(text: str, row: Row) -> None:
            if not is_won(text):
                raise SkipRow(f"{title} {quote(text)}: it is not won")

        def put_status(text: str, row: Row) -> None:
            row[_STATUS] = words.task_status(text), title, text

        def put_done(text: str, row: Row) -> None:
            if words.is_task_status(text):  # some have a day in this column, some a yes
                row[_STATUS] = words.task_status(text), title, text
            else:
                row[column] = read(text)

        def put_quantity(text: str, row: Row) -> None:
            typed = read(text)
            row[column] = typed.removeprefix("-")
            if typed.startswith("-"):
                row[_RETURNED] = True

        return {STAGE: put_stage, "status": put_status, "done": put_done, "quantity": put_quantity}[taken.field.name]


def columns_of(noun: Noun) -> tuple[str, ...]:
    """The columns that a row of the file fills; `with_id` of an interaction is a JSON array of contacts."""
    columns: list[str] = []
    for field in noun.fields:
        columns += ["start", "end"] if field.type is Type.PERIOD else [field.column]
    return (*columns, *noun.derived)


def _order(taken: Taken) -> tuple[bool, bool, bool]:
    """What is not taken at all is found out first; a budget is found by account and day."""
    return taken.field.name != STAGE, taken.field.name != "account", taken.field.type is not Type.DATE


def _raw(read: Read, field: Field) -> Read:
    """Reading a cell as it stands in the file; a number that is less than zero is for who sees the whole row."""
    if field.type.escaped:
        return lambda cell: read(unescape_cell(cell))
    if field.type is not Type.NUMBER:
        return read

    def positive(cell: str) -> Any:
        typed = read(cell)
        if typed.startswith("-"):
            raise BadValue(f"{quote(cell)} is negative")
        return typed

    return positive


def _put_all(field: Field, context: ImportContext) -> Put:
    """Several contacts of the row's account."""
    column = field.column

    def put(text: str, row: Row) -> None:
        parts = [part for part in text.split(SEPARATOR) if part.strip()]
        row[column] = json.dumps(field.type.read_many(field, parts, context, row["account_id"])) if parts else None

    return put
