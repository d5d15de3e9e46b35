"""How the cell of one field is read and what it puts into the draft of its row: one class for each unusual way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from amcli.base.errors import Ambiguous, BadValue, NotFound
from amcli.base.field_type import SEPARATOR
from amcli.base.fields import Noun, Type, is_record_currency
from amcli.base.money import COMMA
from amcli.base.registry import NOUNS
from amcli.base.text import is_empty, name_key, quote
from amcli.features.contracts.services.register_rows import OF_NO_KIND, REGISTER
from amcli.records.services.row_draft import RowDraft
from amcli.records.services.taken_in import BESIDE, NOBODY_BESIDE
from amcli.tools.importing.services.columns.currency_words import family_of
from amcli.tools.importing.services.columns.deal_columns import FLAGS
from amcli.tools.importing.services.columns.formats import FormatEvidence
from amcli.tools.importing.services.columns.mapping import (
    REGISTERED,
    STAGE,
    STATUS,
    TICKETS,
    VOIDED,
    ColumnSource,
    has_stages,
)
from amcli.tools.importing.services.columns.own_export import named_by_id
from amcli.tools.importing.services.columns.register_columns import EXTENDABLE, RENEWS
from amcli.tools.importing.services.rows import vocabulary as words
from amcli.tools.importing.services.rows.cell_step import FoundStep, KeyBesideStep, Step
from amcli.tools.importing.services.rows.cells import REMEMBERED, text_of
from amcli.tools.importing.services.rows.contract_steps import RenewsStep
from amcli.tools.importing.services.rows.deal_steps import DealStageStep, FlagStep, ProbabilityStep
from amcli.tools.importing.services.rows.import_context import ImportContext
from amcli.tools.importing.services.rows.questions import LeftOut
from amcli.tools.importing.services.rows.ticket_steps import (
    AcceptedStep,
    AssigneeStep,
    RaisedByStep,
    TicketStatusStep,
    WordStep,
)


class StageStep(Step):
    """The stage of a deal, which is no column: it says whether the row is taken at all."""

    alone = False

    def __init__(
        self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext, won: Sequence[str]
    ) -> None:
        super().__init__(noun, taken, told, context)
        asks = words.asks_yes_or_no(taken.title)
        self._is_won = lru_cache(REMEMBERED)(
            lambda text: words.is_won(text, won, noun.name, context.told, yes_or_no=asks)
        )

    def is_blank(self, text: str) -> bool:
        """A deal whose stage is said to be unknown is not taken for one without stages."""
        return is_empty(text)

    def put(self, text: str, draft: RowDraft) -> None:
        if not self._is_won(text):
            raise draft.skipped(self.name, "it is not won")


class StateStep(FoundStep):
    """The state of an invoice, which is no column either: it says whether the row counts."""

    stored = False

    def _find(self, text: str) -> None:
        yes = words.yes_or_no(text) if words.says_posted(self.title) else None
        if yes is False and self.context.told.keeps(text):
            yes = True
        if not (words.counts(self.noun.name, text, self.context.told) if yes is None else yes):
            self._leave_out(text)

    def _leave_out(self, text: str) -> None:
        self.context.questions.leaves_out(self.title, text)
        raise LeftOut(f"{quote(text)} does not count; --keep-status {quote(text)} takes it in")

    def put(self, text: str, draft: RowDraft) -> None:
        self.read(text)


class VoidedStep(StateStep):
    """A yes or a day, where the row was cancelled."""

    def _find(self, text: str) -> None:
        if words.is_struck_out(text, self.context.told):
            self._leave_out(text)


class StatusStep(Step):
    """What became of a record, in a word; its noun makes a day of it."""

    alone = False

    def put(self, text: str, draft: RowDraft) -> None:
        asks = words.asks_yes_or_no(self.title)
        draft.status = words.task_status(self.noun.name, text, self.context.told, yes_or_no=asks)
        draft.status_field = self.name


class ClosedStep(StatusStep):
    """The day on which it was closed: some files have a day in this column, some a yes."""

    def put(self, text: str, draft: RowDraft) -> None:
        if words.is_task_status(text):
            super().put(text, draft)
        else:
            draft.columns[self.column] = self.read(text)


class BesideStep(Step):
    """A record that goes with the row's own, such as who owns an account; the row is good where there is none."""

    stored = alone = False

    def put(self, text: str, draft: RowDraft) -> None:
        try:
            draft.remarks.append((BESIDE, self.name, self.read(text)))
        except NotFound:
            draft.remarks.append((NOBODY_BESIDE, self.name, text))


class NumberStep(Step):
    """A quantity: its minus is kept beside it, because the whole row decides what that means."""

    def put(self, text: str, draft: RowDraft) -> None:
        typed = self.read(text)
        draft.columns[self.column] = typed.removeprefix("-")
        if typed.startswith("-"):
            draft.below_zero = True
            draft.negative.append(self.name)

    def _read_cell(self, cell: str) -> Any:
        typed = self.read(cell)
        if typed.startswith("-"):
            raise BadValue(f"{quote(cell)} is negative")
        return typed


class CurrencyStep(Step):
    """The currency of the row, which a sign that several share does not settle alone."""

    def put(self, text: str, draft: RowDraft) -> None:
        if sign := family_of(text):
            draft.sign = sign
        else:
            super().put(text, draft)


class AmountStep(Step):
    """An amount, which waits for the row's currency. unit: the one that its column's title names."""

    money = True

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        super().__init__(noun, taken, told, context)
        self.unit = taken.unit
        if told.answer == COMMA or family_of(self.unit):  # a whole column at once is read with points and codes alone
            self.read_alone = None

    def put(self, text: str, draft: RowDraft) -> None:
        amount = draft.amounts[self.name] = self.read(text)
        draft.below_zero = draft.below_zero or amount.negative


class PeriodStep(Step):
    """A period, which fills two columns."""

    alone = False

    def put(self, text: str, draft: RowDraft) -> None:
        period = self.read(text)
        draft.columns["start"], draft.columns["end"] = period.start.isoformat(), period.end.isoformat()


class OwnedStep(Step):
    """A record without a code, which is known by its name among those of its owner."""

    alone = False

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        super().__init__(noun, taken, told, context)
        owner = NOUNS[self.field.noun].owner
        self.owner_column = owner.column if owner else ""

    def put(self, text: str, draft: RowDraft) -> None:
        owner = draft.columns.get(self.owner_column)
        draft.columns[self.column] = self.context.record_id(self.field.noun, text, owner)


class AboutStep(Step):
    """What of its account a record is about, by amcli's id: a column for each kind of what that may be.

    What it is called stands beside it, for in another portfolio the id is that of something else.
    """

    alone = False

    def __init__(self, noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext) -> None:
        super().__init__(noun, taken, told, context)
        self._name = text_of(replace(taken, columns=(taken.all_columns[-1],), key=None), self.missing)

    def put(self, text: str, draft: RowDraft) -> None:
        """Raises BadValue where the record of that id is called otherwise here."""
        owner = self.noun.owner
        whose = draft.columns.get(owner.column) if owner else None
        found = self._found(text, whose)
        name = self._name(draft.cells)
        for noun, column in zip(self.field.nouns or (self.field.noun,), self.field.columns, strict=True):
            record_id = found[column]
            if record_id is None:
                continue
            here = self.context.names(noun).name_of(record_id)
            if name_key(here) != name_key(name):
                raise BadValue(
                    f"is {quote(here)} here, and {quote(name)} in the file, which may be another portfolio's: correct "
                    f"the id, or --ignore {self.name} takes all rows without it"
                )
        draft.columns |= found

    def _found(self, text: str, whose: int | None) -> dict[str, int | None]:
        """By column: the record of an id."""
        if not self.field.nouns:
            return {self.column: self.context.record_id(self.field.noun, text, whose)}
        found: dict[str, int | None] = self.field.type.read(self.field, text, self.context, whose)
        return found


class KeyedStep(KeyBesideStep):
    """A record that a column names, and another column has the key of: what either is known by, where they agree."""

    def put(self, text: str, draft: RowDraft) -> None:
        key = self.key_in(draft.cells)
        if super().is_blank(key):
            draft.columns[self.column] = self.read(text)
            return
        if super().is_blank(self.name_in(draft.cells)):
            draft.columns[self.column] = self.context.record_id(self.field.noun, key, None, keyed=True)
            return
        known = self.context.known_by_key(self.field.noun, key)
        draft.columns[self.column] = self.read(text) if known is None else self._agreed(text, key, known)

    def _agreed(self, text: str, key: str, known: int) -> int:
        """The record of a key, unless the name is that of another. Raises BadValue."""
        names = self.context.names(self.field.noun)
        try:
            named = names.find(text, None)
        except (NotFound, Ambiguous):  # the key tells which
            return known
        if named != known:
            raise BadValue(
                f"is {names.describe(named)}, and the key {quote(key)} beside it is that of {names.describe(known)}: "
                f"correct one, or --ignore the column that is not the {self.name}"
            )
        return known


class DatedStep(OwnedStep):
    """One of an owner's records of the same name, picked by the row's day."""

    def put(self, text: str, draft: RowDraft) -> None:
        owner, day = draft.columns.get(self.owner_column), draft.columns[self.noun.day]
        draft.columns[self.column] = self.context.record_on_day(self.field.noun, text, owner, day)


class LinksStep(OwnedStep):
    """Several records of the row's owner, as a JSON array of their ids."""

    def put(self, text: str, draft: RowDraft) -> None:
        owner = draft.columns[self.owner_column]
        parts = [name for part in text.split(SEPARATOR) if part.strip() for name in self._names(part, owner)]
        linked = self.field.type.read_many(self.field, parts, self.context, owner)
        draft.columns[self.column] = json.dumps(linked) if parts else None

    def _names(self, text: str, owner: int) -> list[str]:
        """The names in a text that may have commas between them, as our csv has, or in one of them (`Rao, Asha`)."""
        if "," in text:
            try:
                self.context.record_id(self.field.noun, text, owner)
            except NotFound:
                return [name for name in text.split(",") if name.strip()]
        return [text]


def step_for(noun: Noun, taken: ColumnSource, told: FormatEvidence, context: ImportContext, won: Sequence[str]) -> Step:
    """How a field of a noun's rows is read. told: how its column writes days or numbers. won: the stages that are."""
    field = taken.field
    if field in noun.beside:
        return BesideStep(noun, taken, told, context)
    if field.name == STAGE and field not in noun.fields:
        return StageStep(noun, taken, told, context, won)
    if has_stages(noun) and field.name in _OF_DEALS:
        return _OF_DEALS[field.name](noun, taken, told, context)
    if (noun.name, field.name) in _OF_THEIR_OWN:
        return _OF_THEIR_OWN[noun.name, field.name](noun, taken, told, context)
    return _way_of(noun, taken)(noun, taken, told, context)


_OF_DEALS: dict[str, type[Step]] = {
    STAGE: DealStageStep, "probability": ProbabilityStep, **dict.fromkeys((STATUS, *FLAGS), FlagStep)
}  # fmt: skip


class _KindStep(WordStep):
    """The kind of a contract: what registers have there, such as a department, is mostly none of ours."""

    remark = (REGISTER, OF_NO_KIND)


_OF_THEIR_OWN: dict[tuple[str, str], type[Step]] = {
    (REGISTERED, RENEWS): RenewsStep, (REGISTERED, EXTENDABLE): RenewsStep, (REGISTERED, "kind"): _KindStep,
    (TICKETS, STAGE): TicketStatusStep, (TICKETS, "raised_by"): RaisedByStep, (TICKETS, "cause"): WordStep,
    (TICKETS, "accepted"): AcceptedStep, (TICKETS, "owner"): AssigneeStep,
}  # fmt: skip


def _way_of(noun: Noun, taken: ColumnSource) -> type[Step]:
    field = taken.field
    if field.name == STATUS:
        return StatusStep if noun.closed else StateStep
    if field.name == VOIDED:
        return VoidedStep
    if field.name == noun.closed:
        return ClosedStep
    if is_record_currency(field):
        return CurrencyStep
    if field.nouns or (taken.key is not None and named_by_id(field)):
        return AboutStep
    if taken.key is not None:
        return KeyedStep
    if field.type is Type.REF and field.noun != noun.name:
        return LinksStep if field.many else _way_of_reference(NOUNS[field.noun])
    ways: dict[Type, type[Step]] = {Type.MONEY: AmountStep, Type.NUMBER: NumberStep, Type.PERIOD: PeriodStep}
    return ways.get(field.type, Step)


def _way_of_reference(other: Noun) -> type[Step]:
    if other.by_day:
        return DatedStep
    return Step if other.coded else OwnedStep
