"""A screen of several parts, told so that it can be drawn at any width: what `today` and the brief before a call are.

Pieces of text with a meaning (TONES), never with a colour of their own; what they say they say without colour too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

# What a piece of text means: it is late, close to it, on target, of little weight, a heading, a name.
TONES = ("late", "close", "good", "quiet", "heading", "name")
# What the signs of a forecast and of a budget mean.
SIGN_TONES = {"✓": "good", "~": "close", "!": "late"}


class Piece(NamedTuple):
    """A text that stays together while it fits into a line. tone: one of TONES, or nothing."""

    text: str
    tone: str = ""


class Flow(NamedTuple):
    """Pieces one behind the other, the next line under the first of them. label: stands before them, at least `indent`
    cells wide. right: what stands at the right edge while there is room, and else behind the others.
    """

    pieces: Sequence[Piece]
    label: Piece = Piece("")
    right: Sequence[Piece] = ()
    indent: int = 0
    gap: str = "  "


class GridColumn(NamedTuple):
    """A column of a grid. Where the elastic one gets little room the highest ranks go, rank 0 never."""

    rank: int = 0
    elastic: bool = False
    right: bool = False


class Grid(NamedTuple):
    """Rows under a heading. Grids of the same columns have the same widths, so that cells stand under each other.

    legend: what its signs mean, beside the heading. more: how to see the rows that are left out, below.
    """

    heading: Piece
    columns: tuple[GridColumn, ...]
    rows: Sequence[Sequence[Piece]]
    more: str = ""
    legend: str = ""

    @classmethod
    def of_most(
        cls, heading: Piece, columns: tuple[GridColumn, ...], rows: Sequence[Sequence[Piece]], most: int, command: str
    ) -> Grid:
        """The first rows, at most so many; where there are others, how many, and the command that shows them."""
        left = len(rows) - most
        return cls(heading, columns, rows[:most], f"and {left} more: {command}" if left > 0 else "")


class DayCell(NamedTuple):
    """A day in a grid of weeks. entries: what stands on it, each a reference and what that is; marked: it is today."""

    number: int
    entries: Sequence[tuple[Piece, str]] = ()
    tone: str = ""
    marked: bool = False


class WeekRow(NamedTuple):
    """A week of such a grid: how it is called, the month of its first day where that is another than the week's before,
    and its days: None is one that is left out.
    """

    name: str
    month: str
    days: Sequence[DayCell | None]


class DayGrid(NamedTuple):
    """Weeks below each other, a column a weekday. Titles stand in it where there is room, references else; where there
    is none for these either, it is left out: what it shows stands in a list as well.
    """

    heads: Sequence[str]
    weeks: Sequence[WeekRow]


# The parts from top to bottom; None is an empty line.
Screen = Sequence[Flow | Grid | DayGrid | None]
# What makes a screen, when somebody looks.
Drawing = Callable[[], Screen]
