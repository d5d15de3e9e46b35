"""Plain results: what a service or a report hands up, made to be rendered in any format.

One row is a tuple of cells in the order of the columns. A cell is None or a value of its column's kind;
it is never formatted text, so that every writer (table, csv, json, …) starts from the same facts.
NamedTuple and not dataclass, because making a dataclass takes a millisecond of every start, and a NamedTuple a tenth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple

# Asked for by name or by csv and json alone: a person sees such a column in `show`.
IN_FULL = 9


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


class Column(NamedTuple):
    """One column: its stable snake_case key, what it holds, and how a person meets it.

    `undefined`: None means "n/a" (a ratio without a denominator) and not "nothing there".
    `rank`: the Rich table shows rank 0 always and drops the highest ranks first when the terminal is narrow; a list
    shows rank IN_FULL to programs (csv, json) and to whoever names the column.
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


class Listing(NamedTuple):
    """Rows of one noun. `rows` may be a stream that can be read once.

    `reference` is the key of the column that `-f ids` prints. `more` counts the rows that a default
    limit held back. `empty` is the sentence for a terminal when there is no row.
    """

    noun: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Any]]
    reference: str = "id"
    title: str = ""
    empty: str = ""
    more: int = 0


class Report(NamedTuple):
    """A question answered: rows, a total of the same columns, and the facts it was computed with.

    `facts` are further top-level keys of the JSON object (period, as_of, start, end, currency …), in order.
    `total` is one row of cells in the order of `columns`, or None where a total makes no sense.
    `notes` are sentences for people: shown under a table on a terminal, in "notes" in JSON.
    """

    report: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Any]]
    total: Sequence[Any] | None = None
    facts: Mapping[str, Any] = MappingProxyType({})
    reference: str = "key"
    title: str = ""
    empty: str = ""
    notes: tuple[str, ...] = ()


class Record(NamedTuple):
    """One record opened: its own cells, then lists of what belongs to it, each under its key."""

    noun: str
    columns: tuple[Column, ...]
    row: Sequence[Any]
    sections: tuple[Listing, ...] = ()
    reference: str = "id"
    title: str = ""


class Change(NamedTuple):
    """What a write did: a sentence for people, and the references it made or touched for scripts (`-q`)."""

    message: str
    references: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    exit_code: int = 0


class Message(NamedTuple):
    """A plain text that is the result itself, such as a path."""

    text: str
    json: Any = None
