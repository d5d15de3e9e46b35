"""Plain results: what a service or a report hands up, made to be rendered in any format.

One row is a tuple of cells in the order of the columns. A cell is None or a value of its column's kind;
it is never formatted text, so that every writer (table, csv, json, …) starts from the same facts.
NamedTuple and not dataclass, because making a dataclass takes a millisecond of every start, and a NamedTuple a tenth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from amcli.base.charts import Chart
    from amcli.base.screen import Drawing

# Asked for by name or by csv and json alone: a person sees such a column in `show`.
IN_FULL = 9
# By csv and json alone, and by name: the id of what people call by its code.
FOR_PROGRAMS = 10
UNKNOWN = "UNKNOWN"  # what nobody knows, where a reader has to see that
INTERNAL = "Internal: not for the client"  # what a page says of whom it is for, unless it is made for somebody else


class Kind(Enum):
    """What a cell holds."""

    TEXT = "text"  # str
    INT = "int"  # int
    NUMBER = "number"  # Decimal: a quantity or a rate, shown as it is
    MONEY = "money"  # Decimal with exactly the currency's decimals; the row's "currency" column says which
    PERCENT = "percent"  # Decimal with one decimal, or as many as its rule says: 43.3 is 43.3 %
    DATE = "date"  # date, or datetime where a deadline has a time (its column says so: `timed`)
    LIST = "list"  # tuple[str, ...]
    FLAG = "flag"  # bool
    SPARK = "spark"  # tuple[Decimal, ...]: drawn in a Rich table, numbers elsewhere


class Column(NamedTuple):
    """One column: its stable snake_case key, what it holds, and how a person meets it.

    `undefined`: None means "n/a" (a ratio without a denominator) and not "nothing there"; `blank`: the Rich table
    says why in other ways, and leaves it empty all the same. `unknown`: None is what nobody knows and somebody has to
    ask, and says so.
    `rank`: the Rich table shows rank 0 always and drops the highest ranks first when the terminal is narrow; a list
    shows rank IN_FULL to programs (csv, json) and to whoever names the column, FOR_PROGRAMS is shown to these alone.
    `whole`: the Rich table shows money in whole units, and percent without a decimal.
    `table_only`: a drawing for people; left out of every other format. `undrawn`: the Rich table says it in another
    column, and leaves this one out unless it is named. `repeats`: what it says stands in another column already; left
    out of what people read (table, markdown) unless it is named. `also`: a further name that it answers to.
    `timed`: a date may come with a time of day. `moment`: a text that is a time in UTC, which a person reads in their
    own zone. `countdown`: an INT of days from today, which a person reads as `3 d late` or `tomorrow`. `after`: the day
    after a period, of which a person reads the last day. `phrases`: the texts of a list may hold commas, which are %2C
    where commas are between them.
    """

    key: str
    kind: Kind = Kind.TEXT
    header: str = ""
    undefined: bool = False
    rank: int = 0
    whole: bool = False
    table_only: bool = False
    timed: bool = False
    undrawn: bool = False
    repeats: bool = False
    also: str = ""
    moment: bool = False
    blank: bool = False
    countdown: bool = False
    after: bool = False
    phrases: bool = False
    unknown: bool = False

    def missing(self, nothing: str = "") -> str:
        """What people and pipes read where a cell is None. nothing: what says there that there is nothing."""
        return UNKNOWN if self.unknown else "n/a" if self.undefined else nothing

    @property
    def title(self) -> str:
        return self.header or self.key.replace("_", " ")


class RowFormat(NamedTuple):
    """How a format writes a row as one line, told so that SQL can do nearly all of it (records/reports/sql_lines.py).

    heads: what stands before each cell. tail: what ends the line. missing: a cell with nothing in it. quote: stands
    around each text and day. risky, start: GLOB patterns; a text that matches the first, or does not match the second
    (where there is one), is written by `text`, as each list is by `items`: both with all that stands around it.
    """

    heads: tuple[str, ...]
    tail: str
    missing: str
    quote: str
    risky: str
    start: str
    text: Callable[[str], str]
    items: Callable[[Sequence[str]], str]


# The lines of all rows with the columns of these keys, in blocks; None where they have to be made from the rows.
Lines = Callable[[Sequence[str], RowFormat], Iterator[list[str]] | None]


class Listing(NamedTuple):
    """Rows of one noun. `rows` may be a stream that can be read once.

    `reference` is the key of the column that `-f ids` prints. `more` counts the rows that a default
    limit held back. `empty` is the sentence for a terminal when there is no row. `lines` is another way to the same
    rows, and much the faster one, for who writes a line a row: whoever gives a listing other rows takes it away.
    `prose`: its two columns are a heading and what a person wrote under it, which a written page has as such.
    `chart`: what a page draws of its rows beside them. `kinds`: of what kinds those are that `more` counts.
    """

    noun: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Any]]
    reference: str = "id"
    title: str = ""
    empty: str = ""
    more: int = 0
    lines: Lines | None = None
    prose: bool = False
    chart: Chart | None = None
    kinds: str = ""

    @property
    def further(self) -> str:
        """`and 6 more`, and of what kinds, where that is known; nothing where there are none."""
        said = f"and {self.more} more" if self.more else ""
        return f"{said}: {self.kinds}" if said and self.kinds else said

    def by_key(self) -> list[dict[str, Any]]:
        """The rows as what each column says, by its key. It reads them."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]


class NoteOf(str):
    """A note on one column, which a table leaves out with the column. It is the sentence."""

    column: str

    def __new__(cls, column: str, sentence: str) -> NoteOf:
        made = super().__new__(cls, sentence)
        made.column = column
        return made


class Report(NamedTuple):
    """A question answered: rows, a total of the same columns, and the facts it was computed with.

    `facts` are further top-level keys of the JSON object (period, as_of, start, end, currency …), in order.
    `total` is one row of cells in the order of `columns`, or None where a total makes no sense.
    `notes` are sentences for people: shown under a table on a terminal, in "notes" in JSON. `warning` is the one of
    them without which the figures mislead: a format that shows no notes has it said on stderr.
    `drawn` makes the report as people see it, so many cells wide, where its rows and columns are others than programs'.
    `people_order`: how the rows stand in a table and in markdown, as --sort says it; programs get them as they are.
    `depth`: the key of the column that says how deep a row of a tree stands: each row stays with those below it.
    `more` counts the rows that a limit held back; the total counts them too. `idle`: the places of rows with nothing to
    say, which people's formats leave out, for a note names them. `chart`: what a page draws of the rows beside them.
    `charts`: the same of several, of a report as people see it.
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
    warning: str = ""
    people_order: str = ""
    depth: str = ""
    more: int = 0
    idle: frozenset[int] = frozenset()
    drawn: Callable[[int], Report] | None = None
    chart: Chart | None = None
    charts: tuple[Chart, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The notes, and first of all how many rows a limit held back."""
        if not self.more:
            return self.notes
        counted = "" if self.total is None else ": the total counts them too"
        return (f"and {self.more} more{counted}", *self.notes)


class Record(NamedTuple):
    """One record opened: its own cells, then lists of what belongs to it, each under its key.

    drawing: a screen of its own for people. lists: where none of its parts is its rows, the commands that give rows to
    programs that take nothing else. page: it is read as a written page: its title is the heading, and a part without
    rows says its sentence, `Listing.empty`, where there is one. audience: whom a page is for, below its heading.
    """

    noun: str
    columns: tuple[Column, ...]
    row: Sequence[Any]
    sections: tuple[Listing, ...] = ()
    reference: str = "id"
    title: str = ""
    drawing: Drawing | None = None
    lists: str = ""
    page: bool = False
    audience: str = INTERNAL


class Document(NamedTuple):
    """A whole portfolio: an object of its own under the first key, then each listing under its noun."""

    key: str
    head: Mapping[str, Any]
    sections: tuple[Listing, ...]


class Change(NamedTuple):
    """What a write did: a sentence for people, and the references it made or touched for scripts (`-q`)."""

    message: str
    references: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    exit_code: int = 0


class Message(NamedTuple):
    """A plain text that is the result itself, such as a path. title: what it is called where it may be a page."""

    text: str
    json: Any = None
    title: str = ""
