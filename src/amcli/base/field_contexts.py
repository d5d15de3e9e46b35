"""What a field's type asks of those who read with it: look-ups, how a file writes, what a document holds.

For the type checker alone: nothing imports this when a command runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from amcli.base.fields import Field, Noun
from amcli.base.money import FileAmount, TypedAmount
from amcli.base.time.period import Fiscal


class LookupContext(Protocol):
    """What reading a field may have to look up."""

    @property
    def today(self) -> date: ...
    @property
    def fiscal(self) -> Fiscal: ...
    @property
    def decimal(self) -> str:
        """What stands before the decimals of a number that is typed: `point` or `comma`."""
        ...

    @property
    def currency(self) -> str:
        """The configured currency, or an empty text."""
        ...

    def record_id(self, noun: str, text: str, owner: int | None) -> int:
        """The id of the record that a text names; NotFound or Ambiguous."""
        ...

    def decimals(self, currency: str) -> int:
        """The decimals of a currency; BadValue when there is no such currency."""
        ...

    def implied_currency(self, noun: Noun, row: dict[str, Any]) -> str | None:
        """The currency of the record that a new record's first reference names, where it has one."""
        ...

    def removed(self, field: Field, count: int) -> None:
        """Told when characters were taken out of a text."""
        ...

    def minor(self, value: TypedAmount, currency: str) -> int:
        """The amount in minor units of the currency, by the reader's rule for too many decimals."""
        ...


class CellFormats(Protocol):
    """How one column of a file writes its values. All raise BadValue for what may be two things."""

    def day(self, text: str) -> str:
        """A day as amcli reads it, with a time where it has one that is not midnight."""
        ...

    def amount(self, text: str) -> FileAmount: ...

    def number(self, text: str) -> str:
        """A number as amcli reads it, with its minus."""
        ...

    def whole(self, text: str) -> str:
        """A whole number as amcli reads it, where the file may write a length of time."""
        ...

    def told_word(self, text: str) -> str | None:
        """Our word for another system's, where the user has said it."""
        ...

    def our_word(self, text: str) -> str | None:
        """Our word for another system's: "" where that means nothing, None where it is not known."""
        ...


class DocumentContext(Protocol):
    """What the values of a portfolio document are held against. All raise ValueRejected."""

    def text(self, value: object) -> str:
        """A text without control characters, which are counted."""
        ...

    def currency(self, value: object) -> str:
        """The code of a currency that the document has."""
        ...

    def reference_reader(self, noun: str) -> Callable[[Any], int]:
        """The id of a record of a noun, which the document names by its code or its id."""
        ...


class FilterContext(Protocol):
    """What a filter looks up."""

    @property
    def today(self) -> date: ...
    @property
    def fiscal(self) -> Fiscal: ...
    @property
    def decimal(self) -> str:
        """As of a LookupContext."""
        ...

    def record_id(self, noun: str, text: str) -> int:
        """The id of the record that a text names; NotFound or Ambiguous."""
        ...

    def keeper(self, noun: str) -> int | None:
        """The id of the record of a noun that stands for whoever keeps the file (setting `me`), where one does."""
        ...


class SpellContext(Protocol):
    """What it takes to say a row's values to a person."""

    @property
    def fiscal(self) -> Fiscal: ...

    def reference(self, noun: str, record_id: int) -> str:
        """What a person calls a record: its code or its id."""
        ...

    def currency(self, row: Mapping[str, Any]) -> str:
        """The currency of a row's amounts, or an empty text."""
        ...

    def amount(self, minor: int | None, currency: str) -> Decimal | None:
        """Minor units as an exact amount."""
        ...
