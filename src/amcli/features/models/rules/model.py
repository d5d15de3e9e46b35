"""What a model is: items with words for each point of a scale, and what the answers come to.

One of four kinds: a `score` has items and bands, a `matrix` two axes of both and a cell for each pair of bands,
`points` are a line from less to more with a rule each, `roles` are counted from the contacts of an account.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

SCORE, MATRIX, POINTS, ROLES = KINDS = ("score", "matrix", "points", "roles")
SUM, MEAN = COUNTS = ("sum", "mean")
DECLARED = "declared"  # stands in an item's place where the result itself was said
# What certain facts rest on, and how that is said.
MARKS = {
    "source": "read in the source",
    "secondary": "read in a secondary source",
    "own": "made for this model",
}


class Citation(NamedTuple):
    """The work that a model goes back to; an empty text for what is not known of it."""

    authors: str
    year: int
    title: str = ""
    published: str = ""
    link: str = ""

    @property
    def short(self) -> str:
        """`Webster 1992`."""
        return f"{self.authors} {self.year}"

    @property
    def whole(self) -> str:
        """The same with the title and the place, where these are known."""
        return ", ".join(filter(None, (self.short, self.title, self.published)))


class Certain(NamedTuple):
    """What is certain of a model: what that rests on, one of MARKS, and a sentence."""

    mark: str
    text: str


class Item(NamedTuple):
    """What is asked, with words for each point of the scale. weight: in percent of its axis; None: as the others."""

    code: str
    name: str
    words: tuple[str, ...]
    weight: Fraction | None = None


class Result(NamedTuple):
    """What an assessment may come to, and what is advised then; an empty text for no advice."""

    name: str
    advice: str = ""


class Band(NamedTuple):
    """A part of a scale. Of a sum both ends are in; of a mean `to` is in only where the scale ends."""

    result: Result
    low: Fraction
    high: Fraction


class Axis(NamedTuple):
    """Items that are counted together, and the bands of what they come to, the lowest first."""

    code: str
    name: str
    items: tuple[Item, ...]
    bands: tuple[Band, ...] = ()


class Cell(NamedTuple):
    """What a matrix says of a pair of bands, by their names in the order of the axes."""

    bands: tuple[str, ...]
    result: Result


class Part(NamedTuple):
    """Some items of a score, whose mean is told beside it."""

    code: str
    name: str
    items: tuple[str, ...]


Demand = tuple[tuple[str, int], ...]  # facts or items, and how much each must be at least


class Point(NamedTuple):
    """A point of a line. when: it holds where all that one of these demands does; none: it is declared alone."""

    result: Result
    words: str
    when: tuple[Demand, ...]


class Role(NamedTuple):
    """A role of contacts, and its words. later: it was added after the cited work, and is counted apart."""

    role: str
    words: str
    later: bool


class ModelSpec(NamedTuple):
    """A model as its file says it. What a kind does not have is empty.

    counting: how a score counts its items, SUM or MEAN. near: so near to a cut-off is told. scale: its first and last
    point. start: what an account is before the first point. never_sold: what it is before its first sale.
    declared: results that are only ever said. apart_from: from this difference of two parts on they are told as apart.
    """

    code: str
    name: str
    kind: str
    about: str
    basis: str
    citation: Citation
    certain: tuple[Certain, ...]
    cut_offs: str = ""
    counting: str = MEAN
    near: Fraction = Fraction(0)
    scale: tuple[int, int] = (0, 0)
    axes: tuple[Axis, ...] = ()
    cells: tuple[Cell, ...] = ()
    parts: tuple[Part, ...] = ()
    apart_from: Fraction | None = None
    never_sold: Result | None = None
    declared: tuple[Result, ...] = ()
    start: Result | None = None
    points: tuple[Point, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All that is asked."""
        return tuple(item for axis in self.axes for item in axis.items)

    @property
    def sayable(self) -> tuple[Result, ...]:
        """The results that may be declared."""
        return (*self.declared, *(point.result for point in self.points))
