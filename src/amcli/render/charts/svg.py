"""What all charts are made of: the frame with its title and description, texts, and the colours.

A chart is 400 units wide and as high as it needs; a page shows it 330 to 450 pixels wide, so that its text of 15 units
stays readable on a telephone. What the marks mean stands below it as text of the page, which folds. Colours stand in
the marks themselves, for what makes paper of a page reads no styles inside a drawing; the classes beside them turn
dark in the page's own style. The colours are three of Okabe and Ito (2008), whom colour-blind people tell apart, at
least 3 : 1 on white; what they say is also said in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from htpy import Element, Node, circle, desc, figcaption, figure, line, p, polygon, polyline, rect, svg, text, title

from amcli.base.text import clean, one_line
from amcli.render.charts.letters import SIZE, cut, length

WIDTH = 400
LINE = 20  # from one line of text to the next
SMALL = 14  # letters of what is beside the matter
ONE, TWO, THREE, BACK, INK, QUIET, AXIS = "one", "two", "three", "back", "ink", "quiet", "axis"
_COLOURS = {
    ONE: "#0072b2", TWO: "#d55e00", THREE: "#007a5a", BACK: "#d3d8dd", INK: "#1c2126", QUIET: "#565f68",
    AXIS: "#7d8790",
}  # fmt: skip
_GAP = 12  # between a label and the figure behind it
_LEAST = 60  # of a label
Length = Decimal | Fraction | int
Point = tuple[Length, Length]


def framed(name: str, heading: str, said: str, height: int, marks: Node, legend: str = "") -> Element:
    """A chart as a figure. name: its own on a page, for its title and description (said). legend: what marks mean."""
    return figure[
        figcaption[heading],
        svg(
            xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}", role="img",
            aria_labelledby=f"{name}-title {name}-desc",
        )[title(id=f"{name}-title")[heading], desc(id=f"{name}-desc")[shown(said)], marks],
        p(".legend")[legend] if legend else None,
    ]  # fmt: skip


def box(x: Length, y: Length, width: Length, height: Length, colour: str) -> Element:
    """A filled rectangle."""
    return rect(
        ".s-" + colour, x=units(x), y=units(y), width=units(width), height=units(height), fill=_COLOURS[colour]
    )  # fmt: skip


def dot(x: Length, y: Length, radius: int, colour: str) -> Element:
    """A filled circle."""
    return circle(".s-" + colour, cx=units(x), cy=units(y), r=str(radius), fill=_COLOURS[colour])


def stroke(points: Sequence[Length], colour: str, width: int = 2, dashes: str = "") -> Element:
    """A straight line from x1, y1 to x2, y2."""
    x1, y1, x2, y2 = map(units, points)
    return line(
        ".l-" + colour, x1=x1, y1=y1, x2=x2, y2=y2, stroke=_COLOURS[colour], stroke_width=str(width),
        stroke_dasharray=dashes or None,
    )  # fmt: skip


def path(points: Sequence[Point], colour: str, width: int = 2, dashes: str = "") -> Element:
    """A line through points."""
    return polyline(
        ".l-" + colour, points=_places(points), fill="none", stroke=_COLOURS[colour], stroke_width=str(width),
        stroke_dasharray=dashes or None,
    )  # fmt: skip


def area(points: Sequence[Point], colour: str) -> Element:
    """What lies between points."""
    return polygon(".s-" + colour, points=_places(points), fill=_COLOURS[colour])


def words(
    x: Length, y: Length, said: str, colour: str = INK, anchor: str = "start", room: int = WIDTH, size: int = SIZE
) -> Element:
    """A line of text, cut to the room that it has. anchor: which end of it stands at x: start, middle, end."""
    return text(
        f".s-{colour}.small" if size == SMALL else f".s-{colour}", x=units(x), y=units(y), fill=_COLOURS[colour],
        font_size=str(size), text_anchor=None if anchor == "start" else anchor,
    )[cut(drawable(said), room, size)]  # fmt: skip


def label_and_figure(y: int, label: str, figure: str) -> list[Element]:
    """A line with a label, and at its end a figure, which is cut only where the label had no room at all."""
    taken = min(length(drawable(figure)), WIDTH - _LEAST - _GAP)
    return [
        words(0, y, label, room=WIDTH - taken - _GAP),
        words(WIDTH, y, figure, QUIET, "end", taken),
    ]


def shown(said: str) -> str:
    """A text of a user's on one line, without what is no letter."""
    return one_line(clean(said)[0])


def drawable(said: str) -> str:
    """The same as a drawing has it: a letter and its mark as one, for not all that draws can put them together."""
    if said.isascii():
        return shown(said)
    from unicodedata import normalize

    return normalize("NFC", shown(said))


def units(value: Length) -> str:
    """A length or place with one decimal: the same figure is the same text."""
    tenths = round(Fraction(value) * 10)
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{rest}' if rest else ''}"


def _places(points: Sequence[Point]) -> str:
    return " ".join(f"{units(x)},{units(y)}" for x, y in points)
