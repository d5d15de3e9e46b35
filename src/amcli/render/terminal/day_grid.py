"""A grid of weeks: the days with what stands on them, its titles where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from amcli.base.screen import DayCell, DayGrid, Piece, WeekRow
from amcli.base.text import one_line
from amcli.render.terminal.cells import STYLES

_NUMBER = 4  # ` 18 `, and `[17]` for today
_TITLE = 8  # what is left of a title has to say something
_WIDEST = 40
_MOST_LINES = 5  # of a day; what is left out stands in the list below
_WIDE = 60  # from this width on columns stand two cells apart


class _Layout(NamedTuple):
    label: int  # how wide the names of the weeks are; 0 leaves them out
    months: bool  # whether only the months' names are left of them
    widths: Sequence[int]
    gap: int
    titled: bool


def print_days(console: Console, grid: DayGrid) -> None:
    """Print the weeks; nothing where a reference would have to be broken."""
    layout = _layout(grid, console.width)
    if layout is None:
        return
    console.print(_line(layout, Text(), [Text(f" {head}", "bold") for head in grid.heads]))
    for week in grid.weeks:
        cells = [_lines(day, width, layout.titled) for day, width in zip(week.days, layout.widths, strict=True)]
        label = Text(_label(week, layout.months), "dim")
        for number in range(max(map(len, cells))):
            console.print(_line(layout, label, [lines[number] if number < len(lines) else Text() for lines in cells]))
            label = Text()


def _label(week: WeekRow, months: bool) -> str:
    return week.month if months else f"{week.month} {week.name}".strip()


def _layout(grid: DayGrid, width: int) -> _Layout | None:
    """The widest one that fits: weekdays on which nothing stands are narrow, the others share what is left."""
    days = [day for week in grid.weeks for day in week.days if day]
    busy = [any(day.entries for week in grid.weeks if (day := week.days[place])) for place in range(7)]
    ids = [cell_len(reference.text) for day in days for reference, _ in day.entries]
    texts = [cell_len(f"{reference.text} {one_line(title)}") for day in days for reference, title in day.entries]
    longest, gap = max(ids, default=0), 2 if width >= _WIDE else 1
    month = max((len(week.month) for week in grid.weeks), default=0)
    labels = [(max(len(_label(week, False)) for week in grid.weeks), False), (month, True), (0, True)]
    for label, months in labels:
        room = width - (label + gap if label else 0) - 6 * gap - _NUMBER * busy.count(False)
        share = min(room // max(busy.count(True), 1), _WIDEST, _NUMBER + max(texts, default=0))
        if share < max(_NUMBER, longest):
            continue
        titled = share >= _NUMBER + longest + 1 + _TITLE
        widths = [share if each else _NUMBER for each in busy]
        return _Layout(label, months, widths, gap, titled or share == _NUMBER + max(texts, default=0))
    return None


def _lines(day: DayCell | None, width: int, titled: bool) -> list[Text]:
    """What stands in the cell of a day, from its number on."""
    if day is None:
        return [Text()]
    number = Text(f"[{day.number:>2}]" if day.marked else f" {day.number:>2} ", STYLES[day.tone])
    entries = [_entry(*entry, room=width - _NUMBER if titled else 0) for entry in day.entries]
    if len(entries) > _MOST_LINES:
        entries = [*entries[: _MOST_LINES - 1], Text(f"+{len(entries) - _MOST_LINES + 1}", "dim")]
    if not entries:
        return [number]
    if _NUMBER + max(line.cell_len for line in entries) > width:
        return [number, *(Text.assemble(" " * (line.cell_len < width), line) for line in entries)]
    return [Text.assemble(number, entries[0]), *(Text.assemble(" " * _NUMBER, line) for line in entries[1:])]


def _entry(reference: Piece, title: str, room: int) -> Text:
    """A reference, with as much of its title as has room; the reference alone where there is none."""
    line = Text(one_line(reference.text), STYLES[reference.tone])
    if room:
        line = Text.assemble(line, " ", one_line(title))
        line.truncate(room, overflow="ellipsis")
    return line


def _line(layout: _Layout, label: Text, cells: Sequence[Text]) -> Text:
    line = Text.assemble(label, " " * (layout.label + layout.gap - label.cell_len)) if layout.label else Text()
    for cell, width in zip(cells, layout.widths, strict=True):
        line.append_text(cell)
        line.append(" " * (width - cell.cell_len + layout.gap))
    line.rstrip()
    return line
