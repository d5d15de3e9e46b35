"""The cells of a table as a person sees them. A colour has a meaning, and never is all that says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from rich.text import Text

from amcli.base.results import Column, Kind
from amcli.base.screen import SIGN_TONES
from amcli.render.cells import for_people
from amcli.render.drawing import TICK, bar, is_bar, is_sign, spark
from amcli.render.people import Viewer, urgency

STYLES = {
    "late": "red", "close": "yellow", "good": "green", "quiet": "dim", "heading": "bold", "name": "cyan", "": "",
}  # fmt: skip
_WORDS = {"favourable": "green", "unfavourable": "red"}


def drawer(
    columns: Sequence[Column], safe: Callable[[str], str], viewer: Viewer | None
) -> Callable[[Sequence[Any]], list[Text]]:
    """From a row to its cells; `safe` takes from text what must not reach a terminal."""
    sign = next((place for place, column in enumerate(columns) if is_sign(column)), None)
    if viewer and any(column.countdown for column in columns):
        viewer = viewer._replace(near=False)
    shapes = [for_people(column, safe, column.whole, viewer) for column in columns]

    def draw(row: Sequence[Any]) -> list[Text]:
        tone = "name" if sign is None else SIGN_TONES.get(row[sign], "")
        cells = []
        for column, shape, value in zip(columns, shapes, row, strict=True):
            if value is None:
                cells.append(_missing(column))
            elif is_bar(column):
                cells.append(drawn_bar(bar(value), tone))
            elif column.kind is Kind.SPARK:
                cells.append(Text(spark(value), "cyan"))
            else:
                cells.append(Text(shape(value), _style(column, value)))
        return cells

    return draw


def _missing(column: Column) -> Text:
    said = "" if column.blank else column.missing()
    return Text(said, STYLES["close"] if column.unknown else "dim") if said else Text("")


def drawn_bar(cells: str, tone: str) -> Text:
    """A bar in the colour of what it says; its empty part steps back, and its tick stands out."""
    styles = {"░": "dim", TICK: "bold"}
    runs = ("".join(run) for _, run in groupby(cells))
    return Text.assemble(*((run, styles.get(run[0], STYLES[tone])) for run in runs))


def _style(column: Column, value: Any) -> str:
    if column.countdown:
        return STYLES[urgency(value)]
    if column.kind is not Kind.TEXT:
        return ""
    return STYLES[SIGN_TONES.get(value, "")] if is_sign(column) else _WORDS.get(value, "")
