"""Plain results: what a service or a report hands up, made to be rendered in any format.

One row is a tuple of cells in the order of the columns. A cell is None or a value of its column's kind;
it is never formatted text, so that every writer (table, csv, json, …) starts from the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Kind(Enum):
    """What a cell holds."""

    TEXT = "text"  # str
    INT = "int"  # int
    NUMBER = "number"  # Decimal: a quantity or a rate, shown as it is
    MONEY = "money"  # Decimal with exactly the currency's decimals; the row's "currency" column says which
    PERCENT = "percent"  # Decimal with one decimal: 43.3 is 43.3 %
    DATE = "date"  # date, or datetime where a deadline has a time
    LIST = "list"  # tuple[str, ...]
    FLAG = "flag"  # bool
    SPARK = "spark"  # tuple[Decimal, ...]: drawn in a Rich table, numbers elsewhere


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its stable snake_case key, what it holds, and how a person meets it.

    `undefined`: None means "n/a" (a ratio without a denominator) and not "nothing there".
    `rank`: the Rich table shows rank 0 always and drops the highest ranks first when the terminal is narrow.
    `whole`: the Rich table shows money in whole units.
    `table_only`: a drawing for people; left out of every other format.
    """

    key: str
    kind: Kind = Kind.TEXT
    header: str = ""
    undefined: bool = False
    rank: int = 0
    whole: bool = False
    table_only: bool = False

    @property
    def title(self) -> str:
        return self.header or self.key.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one noun. `rows` may be a stream that can be read once.

    `reference` is the key of the column that `-f ids` prints. `more` counts the rows that a default
    limit held back. `empty` is the sentence for a terminal when there is no row.
    `styles` maps a row's number to a style name ("good", "warn", "bad", "dim").
    """

    noun: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Any]]
    reference: str = "id"
    title: str = ""
    empty: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """A question answered: rows, a total of the same columns, and the facts it was computed with.

    `facts` are further top-level keys of the JSON object (period, as_of, start, end, currency …), in order.
    `total` is one row of cells in the order of `columns`, or None where a total makes no sense.
    `notes` are sentences for people: shown under a table on a terminal, in "notes" in JSON.
    """

    report: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Any]]
    total: Sequence[Any] | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    reference: str = "key"
    title: str = ""
    empty: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One record opened: its own cells, then lists of what belongs to it, each under its key."""

    noun: str
    columns: tuple[Column, ...]
    row: Sequence[Any]
    sections: tuple[Listing, ...] = ()
    reference: str = "id"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a write did: a sentence for people, and the references it made or touched for scripts (`-q`)."""

    message: str
    references: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """A plain text that is the result itself, such as a path."""

    text: str
    json: Any = None
