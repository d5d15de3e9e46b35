"""Rows below each other, as people of an account by whom they report to: a line each, moved in by its depth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from htpy import Element

from amcli.base.charts import Tree
from amcli.render.charts.rows import Cells, Drawn, and_others, sentence
from amcli.render.charts.svg import AXIS, INK, LINE, QUIET, SMALL, WIDTH, dot, framed, stroke, words

MOST = 60  # rows of a drawing
_IN = 20  # a level
_ALL_IN = 140  # all levels together
_LEAST = 8  # a level that a line has room for
_DOT = 4
_HIGH, _HIGHER = 26, 46  # of a row, and of one with details


class _Place(NamedTuple):
    """A row in the tree. above: the number of the row that it hangs on, in the order of the drawing."""

    row: Cells
    depth: int
    above: int | None


def tree(chart: Tree, drawn: Drawn) -> Element | None:
    """All rows, each below the one that it names; one that names nobody who is there stands at the top. None where
    no row hangs on another, for then there is no tree.
    """
    places = _in_order(chart, drawn.rows)
    if not any(place.depth for place in places):
        return None
    kept, more = places[:MOST], and_others(len(places) - MOST)
    step = min(_IN, _ALL_IN // max(place.depth for place in kept))
    details = [_detail(chart, drawn, place.row) for place in kept]
    tops = [0]
    for detail in details:
        tops.append(tops[-1] + (_HIGHER if detail else _HIGH))
    marks = [*_lines(kept, tops, step)] if step >= _LEAST else []
    for place, top, detail in zip(kept, tops, details, strict=False):
        marks += _row(drawn.label(place.row, chart.label), detail, place.depth * step, top)
    last = words(0, tops[-1] + 16, more, QUIET) if more else None
    return framed(
        drawn.name, chart.title, _said(chart, drawn, kept, details, more), tops[-1] + (LINE if more else 0),
        [*marks, last],
    )  # fmt: skip


def _in_order(chart: Tree, rows: Sequence[Cells]) -> list[_Place]:
    """The rows from the top down, those below one behind it, in the order that they have. Each row comes once."""
    here = {row[chart.key] for row in rows}
    below: dict[object, list[Cells]] = defaultdict(list)
    for row in rows:
        named = row[chart.above]
        below[named if named in here and named != row[chart.key] else None].append(row)
    places: list[_Place] = []
    seen: set[int] = set()
    # Where rows hang on each other in a circle, which the program refuses, none of them is below the top.
    for start in (*below[None], *rows):
        waiting: list[tuple[Cells, int, int | None]] = [(start, 0, None)]
        while waiting:
            row, depth, above = waiting.pop()
            if id(row) in seen:
                continue
            seen.add(id(row))
            number = len(places)
            places.append(_Place(row, depth, above))
            waiting += [(each, depth + 1, number) for each in reversed(below[row[chart.key]])]
    return places


def _row(label: str, detail: str, x: int, top: int) -> Iterator[Element]:
    yield dot(x + _DOT, top + 12, _DOT, INK)
    yield words(x + 3 * _DOT, top + 17, label, room=WIDTH - x - 3 * _DOT)
    if detail:
        yield words(x + 3 * _DOT, top + 36, detail, QUIET, room=WIDTH - x - 3 * _DOT, size=SMALL)


def _lines(places: Sequence[_Place], tops: Sequence[int], step: int) -> Iterator[Element]:
    """From each row to the one that it hangs on."""
    for place, top in zip(places, tops, strict=False):
        if place.above is not None:
            x = (place.depth - 1) * step + _DOT
            yield stroke((x, tops[place.above] + 12 + _DOT, x, top + 12), AXIS, 1)
            yield stroke((x, top + 12, x + step - _DOT, top + 12), AXIS, 1)


def _detail(chart: Tree, drawn: Drawn, row: Cells) -> str:
    """What stands behind a name, of that which is known."""
    return " · ".join(
        filter(None, (drawn.spelled(key, row[key]) for key in chart.detail if row[key] not in (None, ())))
    )


def _said(chart: Tree, drawn: Drawn, places: Sequence[_Place], details: Sequence[str], more: str) -> str:
    told = []
    for place, detail in zip(places, details, strict=True):
        said = drawn.label(place.row, chart.label) + (f" ({detail})" if detail else "")
        if place.above is not None:
            said += f", below {drawn.label(places[place.above].row, chart.label)}"
        told.append(said)
    return sentence(f"From the top down: {'; '.join(told)}.", more)
