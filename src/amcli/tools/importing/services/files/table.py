"""A file of records as a table of texts, whatever its kind: CSV, an Excel sheet, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from amcli.base.errors import BadValue

MOST_COLUMNS = 1_000
LONGEST_CELL = 1_000_000  # characters
TOGETHER = 256 * 2**10  # characters of a batch


class Raw(NamedTuple):
    """One row: the line of the file it begins on, its cells, and why it cannot be used, if it cannot.

    The line is the row's number in a sheet, and the record's number in a JSON array.
    """

    line: int
    cells: list[str]
    problem: str = ""


class Batch(NamedTuple):
    """Some rows that follow one another: their lines, their cells, and why some of them, by number, cannot be used."""

    lines: Sequence[int]
    rows: Sequence[list[str]]
    problems: Mapping[int, str]


class Table:
    """A file with named columns. Reading its rows begins at the top each time; `notes` may grow meanwhile."""

    name: str
    header: list[str]
    delimiter = ","
    notes: list[str]
    above: Sequence[tuple[int, str]] = ()  # the lines above the header that are left out, with their numbers
    used: Set[int] | None = None  # the columns that are taken, once that is known

    def batches(self) -> Iterator[Batch]:
        """The rows, some at a time; blank ones are left out. BadValue where the file cannot be read on."""
        raise NotImplementedError

    def repeated(self) -> range:
        """The columns whose cells several rows have in common, as where two files are one."""
        return range(0)

    def rows(self) -> Iterator[Raw]:
        """The rows one by one."""
        for lines, rows, problems in self.batches():
            for number, (line, cells) in enumerate(zip(lines, rows, strict=True)):
                yield Raw(line, cells, problems.get(number, ""))


def together(rows: Iterable[Raw]) -> Iterator[Batch]:
    """Rows as batches of a bounded size."""
    lines: list[int] = []
    cells: list[list[str]] = []
    problems: dict[int, str] = {}
    size = 0
    for row in rows:
        if row.problem:
            problems[len(lines)] = row.problem
        lines.append(row.line)
        cells.append(row.cells)
        size += sum(map(len, row.cells)) + 10 * len(row.cells)
        if size > TOGETHER:
            yield Batch(lines, cells, problems)
            lines, cells, problems, size = [], [], {}, 0
    if lines:
        yield Batch(lines, cells, problems)


def check_header(name: str, header: Sequence[str]) -> None:
    """BadValue where there are no columns, or too many."""
    if not any(map(str.strip, header)):
        raise BadValue(f"{name} has no header: the first line names the columns")
    if len(header) > MOST_COLUMNS:
        raise BadValue(f"{name} has {len(header):,} columns: at most {MOST_COLUMNS:,} can be read")


def unreadable(name: str, error: OSError) -> BadValue:
    """What to raise where a file cannot be read."""
    return BadValue(f"cannot read {name}: {error.strerror or error}")
