"""Rows in columns as wide as the terminal allows, or, where it is too narrow for that, each row in lines of its own."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from amcli.base.results import Column
from amcli.render.cells import ELASTIC, NUMERIC, TOTAL_LABEL
from amcli.render.drawing import header, is_sign
from amcli.render.fit import GAP, Need, fit, is_too_wide, need_of
from amcli.render.terminal.flow import flow_lines, indent_of

_INDENT = 2
_ALSO_STACKED = 2  # a rank: lines of their own have room for what columns had not
Cells = list[Text]


def print_grid(
    console: Console, columns: Sequence[Column], lines: Sequence[Cells], total: Cells | None, page: int = 0
) -> list[str]:
    """Print the columns that fit, and return the keys of the data that does not. A total of which none fits is not
    printed. page: the width of a page all of whose columns are wanted: what does not fit beside goes below.
    """
    everything = [*lines, *([total] if total else [])]
    widths = _widths(console, columns, everything)
    if total and columns[first := min(widths)].kind not in NUMERIC:
        total[first] = Text(TOTAL_LABEL)
        widths = _widths(console, columns, everything)  # a label may need more room than what stood there
    wanted = _widths(console, columns, everything, page) if page else widths
    if is_too_wide(widths, console.width) or not widths.keys() >= wanted.keys():
        least = -1 if page else _ALSO_STACKED
        places = [place for place, column in enumerate(columns) if place in wanted or column.rank <= least]
        kept = [[row[place] for place in places] for row in everything]
        _print_stacked(console, [columns[place] for place in places], kept)
        widths = dict.fromkeys(places, 0)
    else:
        if total and lines and not any(total[place].plain.strip() not in ("", TOTAL_LABEL) for place in widths):
            total = None
        console.print(_table(console, columns, lines, total, widths), crop=False)
    return [column.key for place, column in enumerate(columns) if place not in widths and not column.table_only]


def _widths(console: Console, columns: Sequence[Column], rows: Sequence[Cells], page: int = 0) -> dict[int, int]:
    needs = [_need(column, [row[place].plain for row in rows]) for place, column in enumerate(columns)]
    return fit(needs, page or console.width)


def _need(column: Column, texts: Sequence[str]) -> Need:
    return need_of(
        header(column), texts, cell_len, folds=column.kind in ELASTIC and not is_sign(column), rank=column.rank
    )


def _table(
    console: Console, columns: Sequence[Column], lines: Sequence[Cells], total: Cells | None, widths: dict[int, int]
) -> Table:
    table = Table(
        box=SIMPLE,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),  # the box adds one between columns
        border_style="dim",
        header_style="bold",
        footer_style="bold",
        show_footer=total is not None,
        width=sum(widths.values()) + GAP * (len(widths) - 1),
    )
    for place, cells in widths.items():
        table.add_column(
            Text(header(columns[place])),
            footer=total[place] if total else "",
            width=cells,
            justify="right" if columns[place].kind in NUMERIC else "left",
            overflow="fold",
        )
    for line in lines:
        table.add_row(*[_hanging(console, line[place], cells) for place, cells in widths.items()])
    return table


def _hanging(console: Console, cell: Text, width: int) -> Text:
    """A cell that is indented, as in a tree, goes on under its first word."""
    indent = len(cell.plain) - len(cell.plain.lstrip())
    if not indent or cell.cell_len <= width:
        return cell
    lines = flow_lines(console, [cell[indent:]], "", width - indent)
    return Text("\n").join(Text.assemble(" " * indent, line) for line in lines)


def _print_stacked(console: Console, columns: Sequence[Column], rows: Sequence[Cells]) -> None:
    """The first cell and the signs, and below them each other one behind its header."""
    for row in rows:
        head, rest = [row[0]], []
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if not cell.plain:
                continue
            if is_sign(column):
                head.append(cell)
            else:
                title = header(column).strip()
                rest.append(Text.assemble((f"{title} " if title else "", "dim"), cell))
        for line in flow_lines(console, head, "  ", console.width):
            console.print(line)
        indent = indent_of(rest, len(row[0].plain) - len(row[0].plain.lstrip()) + _INDENT, console.width)
        for line in flow_lines(console, rest, " · ", console.width - indent):
            console.print(Text.assemble(" " * indent, line))
