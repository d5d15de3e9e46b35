"""The table for a terminal, drawn by Rich. The only module of this floor that imports it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, TextIO

from rich.box import SIMPLE
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from amcli.base.results import Column, Kind, Listing, Record, Report
from amcli.base.text import clean, one_line
from amcli.render.cells import NUMERIC, TOTAL_LABEL, for_people
from amcli.render.drawing import bar, spark
from amcli.render.fit import GAP, Need, fit
from amcli.render.select import Rows

_SIGNS = {"✓": "green", "~": "yellow", "!": "red"}
_WORDS = {"favourable": "green", "unfavourable": "red"}
MOST_HIDDEN_NAMES = 6
_ELASTIC = frozenset({Kind.TEXT, Kind.LIST})


def write_table(result: Rows, out: TextIO, width: int | None = None, color: bool = False) -> None:
    """Fit the result into `width` cells, else the terminal's. Without `color` there is no escape sequence at all."""
    console = _console(out, width, color)
    if isinstance(result, Report) and result.drawn:
        result = result.drawn(console.width)
    if isinstance(result, Record):
        _print_record(console, result)
    else:
        _print_rows(console, result)


class _Screen(Console):
    """Rich would end the program when a pipe breaks; here the caller decides how to end."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console(out: TextIO, width: int | None, color: bool) -> Console:
    if not width:
        from shutil import get_terminal_size

        width = get_terminal_size().columns
    return _Screen(
        file=out,
        width=width,
        height=25,  # without it a dumb terminal counts as 80 columns whatever the width says
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        legacy_windows=False,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _print_rows(console: Console, result: Listing | Report) -> None:
    _print_hidden(console, _print_table(console, result, list(result.rows)))


def _print_hidden(console: Console, keys: list[str]) -> None:
    """Say what does not fit; many names would take more room than they save."""
    if keys:
        what = ", ".join(keys) if len(keys) <= MOST_HIDDEN_NAMES else f"{len(keys)} columns"
        _print_dim(console, f"hidden at this width: {what} (-f plain shows all)")


def _print_table(console: Console, result: Listing | Report, rows: list[Sequence[Any]]) -> list[str]:
    """Print a table with what is said above and below it, and return the keys of the data that does not fit."""
    hidden: list[str] = []
    if not rows:
        _print_dim(console, result.empty)
    else:
        _print_title(console, result.title)
        hidden = _print_grid(console, *_without_empty(result, rows))
    notes = result.notes if isinstance(result, Report) else [f"and {result.more} more"] if result.more else []
    for note in notes:
        _print_dim(console, note)
    return hidden


def _without_empty(result: Listing | Report, rows: list[Sequence[Any]]) -> tuple[Listing | Report, list[Sequence[Any]]]:
    """Leave out the lesser columns of a listing in which no row has anything: nothing is hidden by that."""
    if isinstance(result, Report):
        return result, rows
    cells = zip(*rows, strict=True)
    kept = [
        place
        for place, (column, values) in enumerate(zip(result.columns, cells, strict=True))
        if column.rank == 0 or any(value is not None for value in values)
    ]
    columns = tuple(result.columns[place] for place in kept)
    return result._replace(columns=columns), [[row[place] for place in kept] for row in rows]


def _print_record(console: Console, record: Record) -> None:
    _print_title(console, record.title)
    grid = Table.grid(padding=(0, GAP))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    cell = _drawer(record.columns, lambda text: clean(text)[0])
    for column, text in zip(record.columns, cell(record.row), strict=True):
        if text.plain:
            grid.add_row(Text(one_line(column.title)), text)
    console.print(grid)
    hidden = []
    for section in record.sections:
        rows = list(section.rows)
        if rows:
            console.print()
            hidden += _print_table(console, section._replace(title=section.title or section.noun), rows)
    _print_hidden(console, hidden)


def _print_grid(console: Console, result: Listing | Report, rows: Iterable[Sequence[Any]]) -> list[str]:
    """Print the columns that fit, and return the keys of the data that does not."""
    columns = result.columns
    draw = _drawer(columns, one_line)
    lines = [draw(row) for row in rows]
    total = draw(result.total) if isinstance(result, Report) and result.total is not None else None
    needs = [
        _need(column, [line[place] for line in (*lines, *([total] if total else []))])
        for place, column in enumerate(columns)
    ]
    widths = fit(needs, console.width)
    if total and columns[first := min(widths)].kind not in NUMERIC:
        total[first] = Text(TOTAL_LABEL)
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
            Text(_header(columns[place])),
            footer=total[place] if total else "",
            width=cells,
            justify="right" if columns[place].kind in NUMERIC else "left",
            overflow="fold",
        )
    for line in lines:
        table.add_row(*[line[place] for place in widths])
    console.print(table, crop=False)
    return [column.key for place, column in enumerate(columns) if place not in widths and not column.table_only]


def _need(column: Column, cells: Sequence[Text]) -> Need:
    header = _header(column)
    widest = max(cell.cell_len for cell in cells)
    natural = max(cell_len(header), widest, 1)
    rigid = max([1, *map(cell_len, header.split())])
    if column.kind not in _ELASTIC or _is_sign(column):
        return Need(column.rank, natural, max(rigid, widest))
    words = (cell_len(word) for cell in cells for word in cell.plain.split())
    return Need(column.rank, natural, rigid, word=max(words, default=1))


def _header(column: Column) -> str:
    """A sign and a bar speak for themselves, unless they were given a header."""
    quiet = not column.header and (_is_sign(column) or _is_bar(column))
    return "" if quiet else one_line(column.title)


def _is_sign(column: Column) -> bool:
    return column.key.endswith("sign") and column.kind is Kind.TEXT


def _is_bar(column: Column) -> bool:
    return column.key == "bar" and column.kind is Kind.PERCENT


def _drawer(columns: Sequence[Column], safe: Callable[[str], str]) -> Callable[[Sequence[Any]], list[Text]]:
    """From a row to its cells; `safe` takes from text what must not reach a terminal."""
    sign = next((place for place, column in enumerate(columns) if _is_sign(column)), None)
    shapes = [for_people(column, safe, column.whole) for column in columns]

    def draw(row: Sequence[Any]) -> list[Text]:
        tone = "cyan" if sign is None else _SIGNS.get(row[sign], "")
        cells = []
        for column, shape, value in zip(columns, shapes, row, strict=True):
            if value is None:
                cells.append(Text("n/a", "dim") if column.undefined else Text(""))
            elif _is_bar(column):
                cells.append(_bar(value, tone))
            elif column.kind is Kind.SPARK:
                cells.append(Text(spark(value), "cyan"))
            else:
                cells.append(Text(shape(value), _style(column, value)))
        return cells

    return draw


def _style(column: Column, value: Any) -> str:
    if column.kind is not Kind.TEXT:
        return ""
    return (_SIGNS if _is_sign(column) else _WORDS).get(value, "")


def _bar(percent: Decimal, style: str) -> Text:
    full, empty = bar(percent)
    return Text.assemble((full, style), (empty, "dim"))


def _print_title(console: Console, title: str) -> None:
    if title:
        console.print(Text(one_line(title), "bold cyan"), overflow="fold")


def _print_dim(console: Console, sentence: str) -> None:
    if sentence:
        console.print(Text(one_line(sentence), "dim"), overflow="fold")
