"""The first rows of a file, by which its columns are known: which are filled, and with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from amcli.base.text import unescape_cell
from amcli.tools.importing.services.files.table import Table

FIRST = 500  # rows


class FirstRows(NamedTuple):
    """Lines and cells of the first rows that can be read."""

    lines: Sequence[int] = ()
    rows: Sequence[Sequence[str]] = ()

    def filled(self, place: int) -> Iterator[str]:
        """The texts of a column that are not blank."""
        return (text for text in self.texts(place) if text)

    def texts(self, place: int) -> Iterator[str]:
        """The texts of a column, row by row."""
        return (unescape_cell(cells[place]).strip() for cells in self.rows)

    def is_empty(self, place: int) -> bool:
        """Whether there are rows, and none has anything in this column."""
        return bool(self.rows) and not any(self.filled(place))

    def first_empty(self, place: int) -> int | None:
        """The first line that has nothing in a column; None where all have something."""
        return next((line for line, text in zip(self.lines, self.texts(place), strict=True) if not text), None)

    def is_constant(self, place: int) -> bool:
        """Whether all rows that have something in this column have the same."""
        return len({text.casefold() for text in self.filled(place)}) == 1

    def differ(self, one: int, other: int) -> tuple[int, str, str] | None:
        """The first line on which a column says what another one does not, and what both say."""
        for line, first, second in zip(self.lines, self.texts(one), self.texts(other), strict=True):
            if second and first.casefold() != second.casefold():
                return line, first, second
        return None


def first_rows(table: Table) -> FirstRows:
    """Read the first rows of a file. BadValue where it cannot be read."""
    lines: list[int] = []
    rows: list[Sequence[str]] = []
    for batch in table.batches():
        for number, (line, cells) in enumerate(zip(batch.lines, batch.rows, strict=True)):
            if number not in batch.problems and len(cells) >= len(table.header):
                lines.append(line)
                rows.append(cells)
        if len(rows) >= FIRST:
            break
    return FirstRows(lines[:FIRST], rows[:FIRST])
