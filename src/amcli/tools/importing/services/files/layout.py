"""Where the table begins in a file that was made to be looked at, and which cells its rows leave out.

The kinds: lines above the header (a title, a period, "Generated on"), a delimiter at the end of each line, rows that
end before their last columns. What is read otherwise than it stands there is said, and only a habit of the whole file
counts: one row that is too short is a bad row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

Known = Callable[[str], bool]  # whether a name is one of a column of this kind of record

LOOKED_AT = 40  # rows in which the header is
SAMPLE = 64 * 2**10  # characters of rows that show the habits of a file
FEWEST = 2  # rows that make a habit
PART = 20  # one in so many rows makes one


class Habits(NamedTuple):
    """What the rows of a file have beside or without the cells that the header names."""

    trailing: bool = False  # a delimiter behind the last cell
    short: bool = False  # no cells for what is empty at the end


def header_row(rows: Sequence[Sequence[str]], known: Known) -> int:
    """Which of the rows names the columns: the first, or the first with more known names than that, where it is none.

    A row of names has no numbers; the first row is taken where it is as wide as those below it and has a known name.
    """
    if not rows:
        return 0
    first = _count(rows[0], known)
    widths = Counter(_width(row) for row in rows[1:] if any(map(str.strip, row)))
    usual = max(widths, key=lambda width: (widths[width], width)) if widths else 0
    if first and _width(rows[0]) >= usual:
        return 0
    for place, row in enumerate(rows[1:], 1):
        count = _count(row, known)
        cells = [cell.strip() for cell in row if cell.strip()]
        names = len(set(cells)) == len(cells) and not any(cell[0].isdigit() for cell in cells)
        if names and count > first and (count > 1 or count == len(cells)) and 2 * len(cells) > usual:
            return place
    return 0


def known_names(row: Sequence[str], known: Known) -> int:
    """How many of the cells are names of columns."""
    return _count(row, known)


def habits(rows: Sequence[Sequence[str]], width: int) -> Habits:
    """What the rows below a header of so many names do. rows: the first of them, without blank ones."""
    if not rows:
        return Habits()
    wide = [row for row in rows if len(row) >= width]
    trailing = bool(wide) and all(len(row) == width + 1 and not row[-1].strip() for row in wide)
    short = [row for row in rows if len(row) < width]
    cut = (
        not any(row and not row[-1].strip() for row in rows)
        or {len(row) for row in rows} == {width - 1}  # none has the last cell
    )
    return Habits(trailing, cut and len(short) >= FEWEST and len(short) * PART >= len(rows))


def _count(row: Sequence[str], known: Known) -> int:
    return len({cell.strip().casefold() for cell in row if cell.strip() and known(cell)})


def _width(row: Sequence[str]) -> int:
    """The cells down to the last that is not blank."""
    return next((n for n in range(len(row), 0, -1) if row[n - 1].strip()), 0)
