"""One row of a file on its way to a record: what its reader and the record's noun do to it by turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from amcli.base.errors import Ambiguous, AmcliError, Question
from amcli.base.fields import Noun
from amcli.base.money import FileAmount
from amcli.base.text import quote, with_article
from amcli.records.services.field_values import Row


class CellError(Exception):
    """A row cannot be read: the title of the column, the text in it, and why.

    question: what the user is to be asked, where that is what keeps it from being read. group: what is said of all rows
    with such an error at once, rather than row by row; empty where it stands alone. others: what else is wrong with the
    row, where both are of groups.
    """

    group = ""
    others: tuple[CellError, ...] = ()

    def __init__(self, title: str, text: str, reason: str, question: Question | None = None) -> None:
        super().__init__(reason)
        self.title, self.text, self.reason, self.question = title, text, reason, question

    @classmethod
    def because(cls, error: AmcliError, title: str, text: str) -> CellError:
        """What went wrong and the nearest valid things, without saying the text twice."""
        shown = f"{quote(text)} "
        said_twice = error.message[: len(shown)].casefold() == shown.casefold()
        reason = error.message[len(shown) :] if said_twice else error.message
        if error.candidates:
            reason += f"; {'it could be' if isinstance(error, Ambiguous) else 'nearest'}: {', '.join(error.candidates)}"
        return cls(title, text, reason, error if isinstance(error, Question) else None)

    def of_group(self, group: str) -> CellError:
        """The same as one of many."""
        self.group = group
        return self

    def and_also(self, more: str) -> CellError:
        """The same with more of why."""
        return CellError(self.title, self.text, self.reason + more, self.question)


class SkipRow(Exception):
    """A good row that is not to be taken, and why, such as a deal that was lost."""


class CellSource(NamedTuple):
    """Where a field comes from: the title of its columns, and what finds its text in the cells of a row."""

    title: str
    text: Callable[[Sequence[str]], str]


class RowDraft:
    """What is known of one row so far.

    columns: of the record's table, None where nothing is known. amounts: by field, until the row's currency is; then
    they are in `columns`, in minor units. below_zero: the file has a number with a minus, which stands without it here;
    negative: the fields of those that are no amounts. status: what the file says became of it, `open`, `done` or
    `cancelled`, and status_field the field that says so; both empty where it says nothing. sign: of a currency,
    one that several share. remarks: what is to be said of the row when it is taken (about, name, amount).
    """

    __slots__ = (
        "_cells", "_noun", "_sources", "amounts", "below_zero", "columns", "negative", "remarks", "sign",
        "status", "status_field",
    )  # fmt: skip

    def __init__(self, noun: Noun, sources: Mapping[str, CellSource], cells: Sequence[str], columns: Row) -> None:
        """sources: of the fields that the file speaks of. columns: what the record has where a cell says nothing."""
        self._noun, self._sources, self._cells = noun, sources, cells
        self.columns = columns
        self.amounts: dict[str, FileAmount] = {}
        self.below_zero = False
        self.negative: list[str] = []
        self.status = self.status_field = self.sign = ""
        self.remarks: list[tuple[str, str, Any]] = []

    @property
    def cells(self) -> Sequence[str]:
        """The cells of the row as they stand."""
        return self._cells

    def text(self, field: str) -> str:
        """What the file has for a field."""
        return self._sources[field].text(self._cells)

    def title(self, field: str) -> str:
        """What the file calls the column of a field."""
        return self._sources[field].title

    def wrong(self, field: str, why: str | AmcliError) -> CellError:
        """The complaint of a field's cell, to be raised."""
        title, text = self._sources[field].title, self.text(field)
        return CellError.because(why, title, text) if isinstance(why, AmcliError) else CellError(title, text, why)

    def skipped(self, field: str, why: str | AmcliError) -> SkipRow:
        """The reason to leave the row out, which a field's cell gives, to be raised."""
        if isinstance(why, AmcliError):
            why = CellError.because(why, "", self.text(field)).reason
        return SkipRow(f"{self._sources[field].title} {quote(self.text(field))}: {why}")

    def refuse_below_zero(self, *, numbers: bool = True) -> None:
        """Raises CellError where an amount has a minus, or, with `numbers`, any number."""
        amounts = [field for field, amount in self.amounts.items() if amount.negative]
        for field in [*amounts, *(self.negative if numbers else ())]:
            record = self.columns.get("kind") or self._noun.name
            raise self.wrong(field, f"is negative: the {field} of {with_article(record)} is zero or more")
