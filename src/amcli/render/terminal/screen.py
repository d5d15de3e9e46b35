"""A screen of several parts, drawn at the width of the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from amcli.base.screen import DayGrid, Flow, Grid, GridColumn, Piece, Screen
from amcli.base.text import one_line
from amcli.render.drawing import TICK
from amcli.render.terminal.cells import STYLES, drawn_bar
from amcli.render.terminal.day_grid import print_days
from amcli.render.terminal.flow import flow_lines, indent_of

_MARGIN, _GAP = 1, 2
_COMFORT = 24  # what an elastic cell gets at the least before columns go, and before it goes below the others
Columns = tuple[GridColumn, ...]


def print_screen(console: Console, screen: Screen) -> None:
    """Print the parts one below the other."""
    grids: dict[Columns, list[Sequence[Text]]] = {}
    for part in screen:
        if isinstance(part, Grid):
            grids.setdefault(part.columns, []).extend(_cells(row) for row in part.rows)
    layouts = {columns: _layout(columns, rows, console.width) for columns, rows in grids.items()}
    for part in screen:
        match part:
            case None:
                console.print()
            case Flow():
                _print_flow(console, part)
            case DayGrid():
                print_days(console, part)
            case Grid():
                _print_part(console, part, layouts[part.columns])


def _cells(pieces: Sequence[Piece]) -> list[Text]:
    return [_drawn(piece) for piece in pieces]


def _drawn(piece: Piece) -> Text:
    text = one_line(piece.text)
    if text[:1] in ("█", "░", TICK):
        return drawn_bar(text, piece.tone)
    return Text(text, STYLES[piece.tone])


def _print_flow(console: Console, flow: Flow) -> None:
    label = _drawn(flow.label)
    indent = max(flow.indent, label.cell_len + _GAP if label else 0)
    pieces, right = _cells(flow.pieces), Text(flow.gap).join(_cells(flow.right))
    if label and indent_of(pieces, indent, console.width) < indent:  # below the label there is room for a long code
        console.print(label, overflow="fold")
        label, indent = Text(""), indent_of(pieces, _GAP, console.width)
    room = console.width - indent
    lines = flow_lines(console, pieces, flow.gap, room)
    free = room - lines[0].cell_len - right.cell_len if lines else 0
    if right and len(lines) == 1 and free >= _GAP:
        lines = [Text.assemble(lines[0], " " * free, right)]
    elif right:
        lines += flow_lines(console, _cells(flow.right), flow.gap, room)
    for line in lines:
        space = " " * (indent - label.cell_len)
        console.print(Text.assemble(label, space, line), overflow="fold")
        label = Text("")


class _Layout:
    """Which columns of a grid stay at a width, how wide each is, and whether the elastic one has lines of its own."""

    def __init__(self, columns: Columns, natural: Sequence[int], width: int) -> None:
        self.columns = columns
        self.elastic = next((place for place, column in enumerate(columns) if column.elastic), None)
        widest = max((natural[place] for place in range(len(columns)) if place != self.elastic), default=0)
        self.margin = 0 if widest == width else _MARGIN  # a code as wide as the terminal stays whole
        self.width = width - self.margin
        self.kept = [place for place in range(len(columns)) if natural[place]]
        self.widths = dict(enumerate(natural))
        least = 0 if self.elastic is None else min(natural[self.elastic], _COMFORT)
        while self._fixed() + least > self.width:
            worst = max(self.kept, key=lambda place: (columns[place].rank, place))
            if columns[worst].rank == 0:
                break
            self.kept.remove(worst)
        self.below = self.elastic in self.kept and self._fixed() + least > self.width
        if self.elastic in self.kept and self.elastic is not None:
            self.widths[self.elastic] = min(natural[self.elastic], self.width - self._fixed())

    def _fixed(self) -> int:
        """What the other columns take, with the gap before each but the first."""
        return sum(self.widths[place] + _GAP for place in self.kept if place != self.elastic)


def _layout(columns: Columns, rows: Sequence[Sequence[Text]], width: int) -> _Layout:
    natural = [max((row[place].cell_len for row in rows), default=0) for place in range(len(columns))]
    return _Layout(columns, natural, width)


def _print_part(console: Console, grid: Grid, layout: _Layout) -> None:
    if grid.heading.text:
        heading = _drawn(grid.heading)
        heading.stylize("bold")
        legend = Text(f"  {one_line(grid.legend)}" if grid.legend else "", "dim")
        room = heading.cell_len + legend.cell_len <= console.width
        console.print(Text.assemble(heading, legend) if room else heading, overflow="fold")
    for row in grid.rows:
        for line in _row_lines(console, _cells(row), layout):
            console.print(Text.assemble(" " * layout.margin, line), overflow="fold")
    if grid.more:
        console.print(Text(f"{' ' * _MARGIN}{one_line(grid.more)}", "dim"), overflow="fold")


def _row_lines(console: Console, cells: Sequence[Text], layout: _Layout) -> list[Text]:
    """The lines of a row: a text that does not fit its column goes on below itself, or stands below all the others."""
    elastic = layout.elastic if layout.elastic in layout.kept else None
    others = [place for place in layout.kept if place != elastic]
    first = layout.widths[others[0]] + _GAP if others else 0
    if first > layout.width // 2:  # below a code of forty letters
        first = _GAP
    if layout.below and elastic is not None:
        head = [_in_columns(cells, others, layout)]
        if head[0].cell_len > layout.width:
            pieces = [cells[place] for place in others if cells[place]]
            head = flow_lines(console, pieces, " " * _GAP, layout.width - (_GAP if elastic == layout.kept[0] else 0))
        if elastic == layout.kept[0]:
            return [*flow_lines(console, [cells[elastic]], "", layout.width), *(_indented(line, _GAP) for line in head)]
        text = flow_lines(console, [cells[elastic]], "", layout.width - first) if cells[elastic] else []
        return [*head, *(_indented(line, first) for line in text)]
    if elastic is None:
        return [_in_columns(cells, layout.kept, layout)]
    drawn = []
    shown = list(cells)
    for line in flow_lines(console, [cells[elastic]], "", layout.widths[elastic]) or [Text()]:
        shown[elastic] = line
        drawn.append(_in_columns(shown, layout.kept, layout))
        shown = [Text()] * len(cells)
    return drawn


def _indented(line: Text, by: int) -> Text:
    return Text.assemble(" " * by, line)


def _in_columns(cells: Sequence[Text], places: Sequence[int], layout: _Layout) -> Text:
    line = Text()
    for place in places:
        _append(line, cells[place], layout.widths[place], layout.columns[place].right)
    line.rstrip()
    return line


def _append(line: Text, cell: Text, width: int, right: bool) -> None:
    if line:
        line.append(" " * _GAP)
    space = " " * max(width - cell.cell_len, 0)
    line.append_text(Text.assemble(space, cell) if right else Text.assemble(cell, space))
