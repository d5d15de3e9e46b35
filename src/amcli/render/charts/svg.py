"""What all charts are made of: the frame with its title and description, texts, and the colours.

A chart is 480 units wide and as high as it needs; a page shows it 330 to 540 pixels wide, so that its text of 15 units
stays readable on a telephone. Colours stand in the marks themselves, for what makes paper of a page reads no styles
inside a drawing; the classes beside them turn dark in the page's own style. The colours are three of Okabe and Ito
(2008), whom colour-blind people tell apart, at least 3 : 1 on white; what they say is also said in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from htpy import Element, Node, desc, figcaption, figure, line, rect, svg, text, title

from amcli.base.text import clean, one_line
from amcli.render.width import cut

WIDTH = 480
LINE = 20  # from one line of text to the next
LETTER = 8  # about the width of a letter: what has more is cut
ONE, TWO, THREE, BACK, INK, QUIET, AXIS = "one", "two", "three", "back", "ink", "quiet", "axis"
_COLOURS = {
    ONE: "#0072b2", TWO: "#d55e00", THREE: "#007a5a", BACK: "#d3d8dd", INK: "#1c2126", QUIET: "#565f68",
    AXIS: "#7d8790",
}  # fmt: skip


def framed(name: str, heading: str, said: str, height: int, marks: Node) -> Element:
    """A chart as a figure. name: of its own on a page, for its title and description (said)."""
    return figure[
        figcaption[heading],
        svg(
            xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}", role="img",
            aria_labelledby=f"{name}-title {name}-desc",
        )[title(id=f"{name}-title")[heading], desc(id=f"{name}-desc")[shown(said)], marks],
    ]  # fmt: skip


def box(x: Decimal | int, y: int, width: Decimal | int, height: int, colour: str) -> Element:
    """A filled rectangle."""
    return rect(
        ".s-" + colour, x=units(x), y=str(y), width=units(width), height=str(height), fill=_COLOURS[colour]
    )  # fmt: skip


def stroke(points: Sequence[Decimal | int], colour: str, width: int = 2, dashes: str = "") -> Element:
    """A straight line from x1, y1 to x2, y2."""
    x1, y1, x2, y2 = map(units, points)
    return line(
        ".l-" + colour, x1=x1, y1=y1, x2=x2, y2=y2, stroke=_COLOURS[colour], stroke_width=str(width),
        stroke_dasharray=dashes or None,
    )  # fmt: skip


def words(x: Decimal | int, y: int, said: str, colour: str = INK, anchor: str = "start", room: int = WIDTH) -> Element:
    """A line of text, cut to the room that it has. anchor: which end of it stands at x: start, middle, end."""
    return text(
        ".s-" + colour, x=units(x), y=str(y), fill=_COLOURS[colour], font_size="15",
        text_anchor=None if anchor == "start" else anchor,
    )[cut(shown(said), room // LETTER)]  # fmt: skip


def shown(said: str) -> str:
    """A text of a user's on one line, without what is no letter."""
    return one_line(clean(said)[0])


def units(value: Decimal | int) -> str:
    """A length or place with one decimal: the same figure is the same text."""
    rounded = Decimal(value).quantize(Decimal("0.1"))
    return format(rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded, "f")
