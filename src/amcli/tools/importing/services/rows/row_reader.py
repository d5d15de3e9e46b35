"""One row of cells to the columns of a record, by the same reading of fields as on the command line.

A row is a RowDraft that goes through passes in this order: its cells are read, its noun finishes it, its currency is
resolved, its noun checks it. The noun comes before the currency, because a minus is refused, or makes the row another
kind of record, whatever the currency is.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from amcli.base.errors import AmcliError, BadValue, NotFound
from amcli.base.fields import Noun, Type
from amcli.base.money import TypedAmount
from amcli.base.registry import NOUNS, follower
from amcli.base.text import quote
from amcli.records.services import field_values as values
from amcli.records.services.checks import check_record
from amcli.records.services.field_values import Row
from amcli.records.services.row_draft import CellError, CellSource, RowDraft, SkipRow
from amcli.tools.importing.services.columns import currency_words as currencies
from amcli.tools.importing.services.columns.deal_columns import FLAGS
from amcli.tools.importing.services.columns.formats import FileFormats
from amcli.tools.importing.services.columns.mapping import STAGE, STATUS, VOIDED, ColumnSource, gathers
from amcli.tools.importing.services.rows.cell_step import Step
from amcli.tools.importing.services.rows.cell_steps import step_for
from amcli.tools.importing.services.rows.cells import decimal_hint
from amcli.tools.importing.services.rows.import_context import AddsTo, ImportContext, NoName
from amcli.tools.importing.services.rows.questions import LeftOut

__all__ = ["CellError", "RowReader", "SkipRow", "columns_of"]


class SignQuestion(BadValue):
    """A sign that several currencies share, where nothing says which is meant: the import stops."""


class RowReader:
    """Reads rows of one file."""

    def __init__(
        self, noun: Noun, taken: Sequence[ColumnSource], context: ImportContext, *, formats: FileFormats | None = None,
        won: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """formats: how the file writes days and numbers. won: what it calls the stages of deals that are won."""
        self.noun, self.columns = noun, columns_of(noun)
        self._context = context
        formats = formats or FileFormats()
        ordered = sorted(taken, key=lambda one: _order(noun, one))
        self.steps = [step_for(noun, one, formats.of(one.field.name), context, won) for one in ordered]
        self.step_of: dict[str, Step] = {step.name: step for step in self.steps}
        self._sources = {step.name: CellSource(step.title, step.text) for step in self.steps}
        self._finish = follower(noun, "finish_row") or _refuse_below_zero
        self.empty: Row = dict.fromkeys(self.columns)
        for field in noun.fields:
            if field.default and field.default != "today":
                self.empty[field.column] = field.type.read(field, field.default, context)
        self._signing = noun.field(noun.signs) if noun.signs else None
        self._gathers = gathers(noun)
        self._hinted = False  # what helps is said once
        self._tuple = itemgetter(*self.columns)

    def __call__(self, cells: Sequence[str]) -> tuple[Any, ...]:
        """The values of `columns`. CellError for the first cell that is not accepted, SkipRow for a row to leave."""
        draft = RowDraft(self.noun, self._sources, cells, self.empty.copy())
        self._read_cells(cells, draft)
        kind, negative = draft.columns.get(self.noun.signs), _is_negative(draft)
        self._finish(draft)
        if draft.sign or any(amount.sign for amount in draft.amounts.values()):
            self._settle_signs(draft)
        if draft.amounts:
            self._resolve_currency(draft)
        if self.noun.row_check:
            self._check(draft)
        if self._signing and draft.amounts:
            takes, title = kind == self._signing.choices[-1], self._signing.name
            text = draft.text(title) if title in self._sources else ""
            self._context.signs.hear(negative=negative, takes=takes, text=text)
        if draft.remarks:
            self._context.remarks += draft.remarks
        result: tuple[Any, ...] = self._tuple(draft.columns)
        return result

    def _read_cells(self, cells: Sequence[str], draft: RowDraft) -> None:
        """Each field that the file speaks of, in the order in which one needs another."""
        wrong: list[CellError] = []
        for step in self.steps:
            try:
                self._read_cell(step, cells, draft)
            except CellError as error:
                if not error.group:
                    raise
                wrong.append(error)
        if wrong:
            wrong[0].others = tuple(wrong[1:])
            raise wrong[0]

    def _read_cell(self, step: Step, cells: Sequence[str], draft: RowDraft) -> None:
        text = step.text(cells)
        if step.says_nothing(text):
            if step.instead:
                text = self._instead(step, draft)
            elif step.needed:
                raise self._lacking(step, text)
            elif step.if_blank:
                raise CellError.because(step.if_blank, step.title, text)
            elif not step.takes_blank:
                return
        try:
            step.put(text, draft)
        except LeftOut as error:
            raise draft.skipped(step.name, error) from error
        except AmcliError as error:
            group = step.field.noun if self._gathers and isinstance(error, NotFound) else ""
            group = f"id of a {group}" if isinstance(error, NoName) and group else group
            raise CellError.because(error, step.title, text).of_group(group) from error

    def _instead(self, step: Step, draft: RowDraft) -> str:
        """The owner of a row that names none, as the user has said."""
        self._context.whose_used = True
        draft.remarks.append(("whose", step.instead, 1))
        return step.instead

    def _lacking(self, step: Step, text: str) -> CellError:
        if self._gathers and step.field == self.noun.owner:
            why = f"{step.needed}: --account CODE gives it to all rows without one"
            return CellError(step.title, text.strip(), why).of_group("owner")
        return CellError(step.title, text, step.needed)

    def _settle_signs(self, draft: RowDraft) -> None:
        """Find out what a sign means that several currencies share, such as $: what the row, or its account, says.

        Where only the configuration says it, that holds where it may be meant; a row then has it in so many words.
        CellError where the row says another, and a question that ends the import where nothing says it.
        """
        signs = {draft.sign or "": "currency", **{amount.sign: name for name, amount in draft.amounts.items()}}
        signs.pop("", None)
        row, context = draft.columns, self._context
        named = {amount.currency for amount in draft.amounts.values() if amount.currency} | {row.get("currency")}
        in_row = next(filter(None, named), None)
        known = in_row or context.implied_currency(self.noun, row)
        for sign, field in signs.items():
            if known and not currencies.fits(sign, known):
                hint = "" if self._hinted else ": correct it, or map the column of the currency"
                self._hinted = True
                raise draft.wrong(
                    field, f"is in {currencies.SPOKEN.get(sign, sign)}, and this {self.noun.name} in {known}{hint}"
                )
            if not known and not currencies.fits(sign, context.currency):
                where = f"the column {quote(self._sources[field].title)} has {quote(draft.text(field))}, and"
                raise SignQuestion(f"{where} {currencies.sign_question(sign)}")
            if not in_row:
                draft.remarks.append(("sign", sign, known or context.currency))
        if draft.sign:
            row["currency"] = known or context.currency

    def _resolve_currency(self, draft: RowDraft) -> None:
        """Put the amounts into minor units of the row's one currency. Raises CellError."""
        row, amounts = draft.columns, draft.amounts
        name = next(iter(amounts))  # of the amount that a complaint is about; of a currency, the first
        try:
            typed = [TypedAmount(amount.value, amount.currency) for amount in amounts.values()]
            if not row.get("currency") and not any(amount.currency for amount in typed):
                self._context.some_name_no_currency = True
            currency = values.currency_of(self.noun, row, typed, self._context, {})
            if "currency" in row:
                row["currency"] = currency
            for name, value in zip(amounts, typed, strict=True):
                row[self.step_of[name].column] = self._context.minor(value, currency, self._adds_to(name, row))
        except AmcliError as error:
            hint = decimal_hint(draft.text(name), self.step_of[name].told)
            raise draft.wrong(name, error).and_also(hint) from error

    def _adds_to(self, name: str, row: Row) -> AddsTo:
        """What an amount of the row adds to, or takes from, as a credit and its cost do.

        The amounts of a kind that neither adds nor takes away, such as purchases, are no part of the others' sum.
        """
        what = [name] if name != "amount" else []
        if self._signing is None:
            return AddsTo("".join(what))
        kind, choices = row[self._signing.column], self._signing.choices
        if kind in choices[1:-1]:
            what.insert(0, kind)
        return AddsTo(" ".join(what), -1 if kind == choices[-1] else 1)

    def _check(self, draft: RowDraft) -> None:
        """What the noun asks for beyond its fields, where that looks at the row alone. Raises CellError."""
        try:
            check_record(self.noun, self._context.work, draft.columns)
        except AmcliError as error:
            raise draft.wrong(self.noun.row_check, error) from error


def columns_of(noun: Noun) -> tuple[str, ...]:
    """The columns that a row of the file fills; a field that links to several records has a JSON array of them."""
    return (*(column for field in noun.fields for column in field.columns), *noun.derived)


def _is_negative(draft: RowDraft) -> bool:
    amount = draft.amounts.get("amount")
    return amount is not None and amount.negative


def _refuse_below_zero(draft: RowDraft) -> None:
    """What a noun does that has nothing to say of minus signs: no number of a record is less than nothing."""
    if draft.below_zero:
        draft.refuse_below_zero()


def _order(noun: Noun, taken: ColumnSource) -> tuple[int, bool, bool]:
    """What is not taken at all is found out first; what others are named within, and the day, before those others."""
    field = taken.field
    owns = bool(field.noun) and field.noun != noun.name and NOUNS[field.noun].owns
    beside = field.name in (STATUS, VOIDED, noun.signs, *FLAGS)  # a stage of the noun's own is read with these
    return 0 if beside else 1 if field.name == STAGE else 2, not owns, field.type is not Type.DATE
