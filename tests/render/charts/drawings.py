"""Small rows for each chart, and what is read from a drawing: its marks, each with the place that it takes."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from amcli.base.charts import Bars, Bullets, Chart, Lines, Lorenz, Matrix, Tree
from amcli.base.results import Column, Kind
from amcli.render.charts.draw import draw
from amcli.render.charts.letters import length

SVG = "{http://www.w3.org/2000/svg}"
MONEY, TEXT, PERCENT, NUMBER = Kind.MONEY, Kind.TEXT, Kind.PERCENT, Kind.NUMBER
Rows = Sequence[Sequence[Any]]


def d(text: str | int | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def columns(**kinds: Kind) -> tuple[Column, ...]:
    return tuple(Column(key, kind) for key, kind in kinds.items())


BARS = (
    Bars("Sales by month", "month", "actual", "target", sign="sign"),
    columns(month=TEXT, actual=MONEY, target=MONEY, sign=TEXT, currency=TEXT),
    [
        ("2026-01", d(1200), d(1500), "!", "USD"),
        ("2026-02", d(3000), d(1500), "✓", "USD"),
        ("2026-03", d(-600), None, None, "USD"),
        ("2026-04", None, d(1500), None, "USD"),
    ],
)
BULLETS = (
    Bullets("Budgets", "name", "spent", "agreed", "elapsed", "ends", "sign", ("direction", "cost"), "used"),
    columns(
        name=TEXT, direction=TEXT, spent=MONEY, agreed=MONEY, elapsed=PERCENT, ends=MONEY, sign=TEXT, currency=TEXT
    ),
    [
        ("Fair", "cost", d(500), d(1000), d("71.2"), d(700), "✓", "USD"),
        ("Rebate", "cost", d(1200), d(1000), d("71.2"), d(1700), "!", "USD"),
        ("Commitment", "revenue", d(1200), d(1000), d("71.2"), None, "✓", "USD"),
        ("No amount", "cost", d(10), d(0), None, None, None, "USD"),
    ],
)
LINES = (
    Lines("Sales added up", "month", "actual", "target", "forecast", "low", "high"),
    columns(month=TEXT, actual=MONEY, target=MONEY, forecast=MONEY, low=MONEY, high=MONEY, currency=TEXT),
    [
        ("2026-01", d(100), d(120), None, None, None, "USD"),
        ("2026-02", d(230), d(240), None, None, None, "USD"),
        ("2026-03", None, d(360), d(350), d(330), d(370), "USD"),
        ("2026-04", None, d(480), d(470), d(420), d(520), "USD"),
    ],
)
LORENZ = (
    Lorenz("How unevenly sales are spread", "sales", "accounts"),
    columns(account=TEXT, sales=MONEY, currency=TEXT),
    [(each, d(sales), "USD") for each, sales in (("a", 500), ("b", 250), ("c", 120), ("d", 80), ("e", 50))],
)
MATRIX = (
    Matrix(
        "Portfolio", "account", "supplier", "customer", "what we invested", "what they invested", (Decimal(3),),
        (Decimal(3),), (("market", "captive supplier"), ("captive buyer", "partnership")), Decimal(1), Decimal(5),
    ),
    columns(account=TEXT, supplier=NUMBER, customer=NUMBER),
    [("maruti", d("3.2"), d("2.4")), ("ford", d("2.2"), d("1.4")), ("also-ford", d("2.2"), d("1.4")),
     ("on-the-line", d(3), d(3)), ("nothing", None, d(2))],
)  # fmt: skip
TREE = (
    Tree("Who answers to whom", "id", "above", "name", ("title",)),
    columns(id=TEXT, above=TEXT, name=TEXT, title=TEXT),
    [
        ("C1", None, "Anika", "Head"),
        ("C2", "C1", "Devraj", None),
        ("C3", "C2", "Sunita", "Quality"),
        ("C4", "C9", "Below somebody who is not here", None),
    ],
)
ALL: dict[str, tuple[Chart, tuple[Column, ...], Rows]] = {
    "bars": BARS, "bullets": BULLETS, "lines": LINES, "lorenz": LORENZ, "matrix": MATRIX, "tree": TREE,
}  # fmt: skip


def drawn(chart: Chart, of: Sequence[Column], rows: Rows) -> str:
    """The figure as text; an empty one where there is nothing to draw."""
    figure = draw(chart, "chart", of, rows)
    return "" if figure is None else str(figure)


class Mark(NamedTuple):
    """A mark: from where to where it goes, and its text."""

    kind: str
    left: float
    top: float
    right: float
    bottom: float
    text: str = ""
    look: str = ""

    def meets(self, other: "Mark") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Drawing:
    """What a figure is made of."""

    def __init__(self, figure: str) -> None:
        (self.svg,) = ET.fromstring(figure).iter(f"{SVG}svg")
        x, y, self.width, self.height = map(float, self.svg.attrib["viewBox"].split())
        assert (x, y) == (0, 0)
        self.desc = "".join(each.text or "" for each in self.svg.iter(f"{SVG}desc"))
        self.marks = [_mark(each) for each in self.svg if each.tag not in (f"{SVG}title", f"{SVG}desc")]

    def of(self, kind: str, look: str = "") -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == kind and (not look or look in mark.look.split("-"))]

    @property
    def texts(self) -> list[str]:
        return [mark.text for mark in self.of("text")]


def _mark(each: ET.Element) -> Mark:
    kind, told = each.tag.removeprefix(SVG), each.attrib
    look = told["class"].split()[0]

    def of(key: str) -> float:
        return float(told[key])

    match kind:
        case "rect":
            return Mark(kind, of("x"), of("y"), of("x") + of("width"), of("y") + of("height"), look=look)
        case "circle":
            return Mark(kind, of("cx") - of("r"), of("cy") - of("r"), of("cx") + of("r"), of("cy") + of("r"), look=look)
        case "line":
            xs, ys = sorted((of("x1"), of("x2"))), sorted((of("y1"), of("y2")))
            return Mark(kind, xs[0], ys[0], xs[1], ys[1], look=look)
        case "text":
            return _text(each, look)
    points = [tuple(map(float, point.split(","))) for point in told["points"].split()]
    xs, ys = sorted(x for x, _ in points), sorted(y for _, y in points)
    return Mark(kind, xs[0], ys[0], xs[-1], ys[-1], look=look)


def _text(each: ET.Element, look: str) -> Mark:
    """The room of a text: the letters stand on its y, and reach a fifth of their size below it."""
    said, size = each.text or "", int(each.attrib["font-size"])
    wide, x, y = length(said, size), float(each.attrib["x"]), float(each.attrib["y"])
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[each.attrib.get("text-anchor", "start")]
    return Mark("text", left, y - size * 0.8, left + wide, y + size * 0.2, said, look)
