"""Each chart over small rows, as it is kept in golden/, and what holds of any rows: nothing outside, nothing over
another text, nothing untold, and a mark as long as its value.
"""

import xml.etree.ElementTree as ET
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from drawings import ALL, BULLETS, LINES, LORENZ, MATRIX, SVG, TREE, Drawing, Rows, columns, d, drawn
from hypothesis import example, given, settings
from hypothesis import strategies as st
from render_samples import HOSTILE

from amcli.base.charts import Bars, Bullets, Chart, Matrix, Tree
from amcli.base.results import Column, Kind
from amcli.base.text import clean
from amcli.render.charts.rows import MOST
from conftest import tries

GOLDEN = Path(__file__).parent / "golden"
MARKS = {"title", "desc", "text", "rect", "line", "circle", "polyline", "polygon"}
ATTRIBUTES = {
    "class", "id", "x", "y", "width", "height", "fill", "font-size", "text-anchor", "cx", "cy", "r", "x1", "y1", "x2",
    "y2", "stroke", "stroke-width", "stroke-dasharray", "points",
}  # fmt: skip
# XML has no place for the two letters that are none.
TEXT = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=60),
    st.sampled_from([clean(each)[0] for each in HOSTILE]),
)
AMOUNT = st.integers(-(10**9), 10**9).map(Decimal)
ABOVE_ZERO = st.integers(0, 10**9).map(Decimal)
SCORE = st.integers(10, 50).map(lambda tenths: Decimal(tenths) / 10)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


ROWS: dict[str, st.SearchStrategy[tuple[Any, ...]]] = {
    "bars": st.tuples(TEXT, maybe(AMOUNT), maybe(AMOUNT), st.sampled_from((None, "!", "✓")), st.just("USD")),
    "bullets": st.tuples(
        TEXT, st.sampled_from(("cost", "revenue")), maybe(AMOUNT), maybe(ABOVE_ZERO),
        maybe(st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)), maybe(AMOUNT),
        st.sampled_from((None, "!", "~", "✓")), st.sampled_from(("USD", "EUR")),
    ),
    "lines": st.tuples(TEXT, *[maybe(AMOUNT)] * 5, st.just("USD")),
    "lorenz": st.tuples(TEXT, maybe(ABOVE_ZERO), st.just("USD")),
    "matrix": st.tuples(TEXT, maybe(SCORE), maybe(SCORE)),
    "tree": st.tuples(
        st.sampled_from([f"C{number}" for number in range(30)]),
        maybe(st.sampled_from([f"C{number}" for number in range(32)])), maybe(TEXT), maybe(TEXT),
    ),
}  # fmt: skip
ANY = st.sampled_from(sorted(ALL)).flatmap(
    lambda kind: st.tuples(st.just(kind), st.lists(ROWS[kind], max_size=30, unique_by=lambda row: str(row[0])))
)


def of_kind(kind: str, rows: Rows) -> str:
    chart, columns_, _ = ALL[kind]
    return drawn(chart, columns_, rows)


@pytest.mark.parametrize("kind", sorted(ALL))
def test_a_chart_is_as_it_was(kind: str) -> None:
    """To the letter: what it draws, says in words, and explains below."""
    assert f"{drawn(*ALL[kind])}\n" == (GOLDEN / f"{kind}.html").read_text(encoding="utf-8")


@settings(max_examples=tries(40, 400))
@given(ANY)
def test_no_mark_is_outside_and_no_text_over_another(made: tuple[str, Rows]) -> None:
    """Whatever the names and the values; and the same rows are the same drawing."""
    figure = of_kind(*made)
    assert figure == of_kind(*made)
    if not figure:
        return
    drawing = Drawing(figure)
    for mark in drawing.marks:
        inside = mark.left >= -0.1 and mark.right <= drawing.width + 0.1 and mark.top >= -0.1
        assert inside and mark.bottom <= drawing.height + 0.1, mark
    for one, other in combinations(drawing.of("text"), 2):
        assert not (one.text and other.text and one.meets(other)), (one, other)


@settings(max_examples=tries(30, 300))
@given(ANY)
def test_a_drawing_has_nothing_but_its_marks_and_escaped_text(made: tuple[str, Rows]) -> None:
    """No text becomes a mark, an attribute, a style or a link."""
    figure = of_kind(*made)
    if not figure:
        return
    (svg,) = ET.fromstring(figure).iter(f"{SVG}svg")
    for each in svg:
        assert each.tag.removeprefix(SVG) in MARKS
        assert set(each.attrib) <= ATTRIBUTES
        assert not len(each)
    assert [each.attrib["id"] for each in svg if "id" in each.attrib] == ["chart-title", "chart-desc"]
    assert svg.attrib["aria-labelledby"] == "chart-title chart-desc"
    assert all(each.text for each in svg if each.tag in (f"{SVG}title", f"{SVG}desc"))


@settings(max_examples=tries(30, 300))
@example([Decimal(0), Decimal(1)])
@given(st.lists(st.integers(-(10**6), 10**6).map(Decimal), min_size=1, max_size=20))
def test_a_bar_is_as_long_as_its_value(values: list[Decimal]) -> None:
    """All by one measure, from zero; what is below zero goes the other way; and each is told."""
    chart, made = Bars("Values", "name", "value"), columns(name=Kind.TEXT, value=Kind.MONEY)
    figure = drawn(chart, made, [(f"row {place}", value) for place, value in enumerate(values)])
    if not any(values):
        assert not figure
        return
    drawing = Drawing(figure)
    bars = drawing.of("rect")
    assert len(bars) == min(len(values), MOST) == drawing.desc.count("row ")
    longest = max(range(len(bars)), key=lambda place: abs(values[place]))
    for bar, value in zip(bars, values, strict=False):
        if values[longest]:
            part = abs(value / values[longest])
            long = bars[longest].right - bars[longest].left
            assert abs((bar.right - bar.left) - float(part) * long) <= 0.3
        assert ("two" in bar.look) == (value < 0)
    assert ("more in the table" in figure) == (len(values) > MOST)


@settings(max_examples=tries(30, 300))
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 2000)), min_size=1, max_size=MOST))
def test_a_bullet_is_as_long_as_what_was_reached(pairs: list[tuple[int, int]]) -> None:
    """In percent of the row's own target, up to one and a half of it; beyond the target a limit is over."""
    chart = Bullets("Used", "name", "spent", "agreed", limit=("", ""))
    made = columns(name=Kind.TEXT, spent=Kind.MONEY, agreed=Kind.MONEY)
    rows = [(f"row {place}", Decimal(spent), Decimal(agreed)) for place, (spent, agreed) in enumerate(pairs)]
    drawing = Drawing(drawn(chart, made, rows))
    whole, bars, over = drawing.of("rect", "back"), drawing.of("rect", "one"), drawing.of("rect", "two")
    for back, bar, (spent, agreed) in zip(whole, bars, pairs, strict=True):
        reached = min(Fraction(spent, agreed), Fraction(3, 2))
        assert abs((bar.right - bar.left) - float(reached) * (back.right - back.left)) <= 0.5
    wrong = [place for place, (spent, agreed) in enumerate(pairs) if spent > agreed]
    assert len(over) == len(wrong)
    assert [text.startswith("over: ") and text.endswith(" !") for text in drawing.texts[1::2]] == [
        place in wrong for place in range(len(pairs))
    ]


def test_what_is_beyond_its_limit_is_said_and_not_coloured_alone() -> None:
    """A budget that is spent is over; a revenue beyond what was agreed is not."""
    figure = drawn(*BULLETS)
    drawing = Drawing(figure)
    assert drawing.texts[3] == "over: 120 % of 1,000 !"
    assert drawing.texts[5] == "120 % of 1,000 ✓"
    assert len(drawing.of("rect", "two")) == 1
    assert "orange, !: over it" in figure
    assert "No amount" not in figure


def test_a_line_stops_where_nothing_is_known() -> None:
    """What is to come is no 0: the line ends at the last value, the forecast goes on from there, in its band."""
    drawing = Drawing(drawn(*LINES))
    (actual, forecast), target = drawing.of("polyline", "one")[::-1], drawing.of("polyline", "ink")[0]
    assert actual.right < target.right == forecast.right
    assert forecast.left == pytest.approx(actual.right)
    (band,) = drawing.of("polygon")
    assert (band.left, band.right) == (forecast.left, forecast.right)
    assert "2026-03: target 360, forecast 350, low 330, high 370" in drawing.desc


def test_a_line_of_many_points_says_its_ends_and_extremes() -> None:
    """A year of days is drawn whole, and told in four."""
    chart, made, _ = LINES
    rows = [(f"day {place}", d((place * 37) % 100), *[None] * 4, "USD") for place in range(365)]
    drawing = Drawing(drawn(chart, made, rows))
    (points,) = (each.attrib["points"] for each in drawing.svg if each.tag == f"{SVG}polyline")
    assert len(points.split()) == 365
    assert "first day 0: actual 0" in drawing.desc
    assert "most day 27: actual 99" in drawing.desc


def test_the_curve_of_lorenz_has_the_coefficient_of_gini() -> None:
    """500, 250, 120, 80, 50: 0.4280; all alike: 0; and its points are the shares."""
    figure = drawn(*LORENZ)
    drawing = Drawing(figure)
    assert "Gini 0.4280" in figure
    assert "The smallest 2 of 5 accounts bring 13.0 % of all, the largest one 50.0 %." in drawing.desc
    points = next(each.attrib["points"] for each in drawing.svg if each.tag == f"{SVG}polyline").split()
    first, *_, before, last = (tuple(map(float, point.split(","))) for point in points)
    assert (first[1] - before[1]) / (first[1] - last[1]) == pytest.approx(0.5, abs=0.001)
    chart, made, _ = LORENZ
    assert "Gini 0.0000" in drawn(chart, made, [("a", d(5), "USD"), ("b", d(5), "USD")])
    assert not drawn(chart, made, [("a", d(5), "USD"), ("b", d(-1), "USD")])
    assert not drawn(chart, made, [("a", d(5), "USD")])


@settings(max_examples=tries(20, 200))
@given(st.lists(st.tuples(SCORE, SCORE), min_size=1, max_size=40))
def test_a_point_is_where_its_values_are(values: list[tuple[Decimal, Decimal]]) -> None:
    """Each in its field, which is told; a name stands beside its point or is counted as missing."""
    chart, made, _ = MATRIX
    assert isinstance(chart, Matrix)
    figure = drawn(chart, made, [(f"p{place}", x, y) for place, (x, y) in enumerate(values)])
    drawing = Drawing(figure)
    dots, lines = drawing.of("circle"), drawing.of("line")
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    found = sorted(((dot.left + dot.right) / 2 - left) / (right - left) for dot in dots)
    assert found == pytest.approx(sorted(float((x - 1) / 4) for x, _ in values), abs=0.002)
    named = [text for text in drawing.texts if text.startswith("p") and text[1:].isdigit()]
    missing = len(values) - len(named)
    assert (f"no room for {missing} name" in figure) == bool(missing)
    for place, (x, y) in enumerate(values):
        field = chart.fields[y >= 3][x >= 3]
        assert f"p{place} {x} to the right, {y} up, {field}" in drawing.desc


def test_points_on_each_other_have_names_apart() -> None:
    """Both are read, and the names are at the same places each time."""
    names = [mark for mark in Drawing(drawn(*MATRIX)).of("text") if mark.text.endswith("ford")]
    assert {mark.text for mark in names} == {"ford", "also-ford"}
    assert not names[0].meets(names[1])


def test_a_tree_is_as_deep_as_its_rows() -> None:
    """Each below whom it names, who is not there stands at the top, all once; without anybody below it is no tree."""
    drawing = Drawing(drawn(*TREE))
    lefts = [dot.left for dot in drawing.of("circle")]
    assert lefts[0] < lefts[1] < lefts[2]
    assert lefts[3] == lefts[0]
    assert "Sunita (Quality), below Devraj" in drawing.desc
    chart, made, _ = TREE
    assert not drawn(chart, made, [("C1", None, "a", None), ("C2", None, "b", None)])


@pytest.mark.parametrize("shape", ["deep", "wide", "circle"])
def test_a_tree_of_any_shape_is_drawn(shape: str) -> None:
    """A chain of forty, forty below one, and a circle, which the program refuses: nothing hangs, all are there."""
    above = {"deep": [None, *range(39)], "wide": [None, *[0] * 39], "circle": [None, 39, *range(1, 39)]}[shape]
    rows = [(each, boss, f"n{each}", None) for each, boss in enumerate(above)]
    chart, _, _ = TREE
    assert isinstance(chart, Tree)
    made = columns(id=Kind.INT, above=Kind.INT, name=Kind.TEXT, title=Kind.TEXT)
    drawing = Drawing(drawn(chart, made, rows))
    assert sorted(drawing.texts) == sorted(f"n{each}" for each in range(40))


def test_a_chart_without_its_columns_is_none() -> None:
    """A report of two keys has other columns than the one whose chart it was."""
    chart: Chart = Bars("Sales", "name", "actual", "target")
    assert not drawn(chart, (Column("name"), Column("actual", Kind.MONEY)), [("a", d(5))])
