"""The table for a terminal, drawn by Rich: this module and those that it draws with are all that import it here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from amcli.base.results import Column, Kind, Listing, NoteOf, Record, Report
from amcli.base.text import clean, one_line
from amcli.render.fit import GAP
from amcli.render.people import Viewer
from amcli.render.select import Rows, without_empty
from amcli.render.terminal.cells import drawer
from amcli.render.terminal.console import open_console, print_dim, print_title
from amcli.render.terminal.grid import print_grid

MOST_HIDDEN_NAMES = 6
MOST_HIDDEN_FIGURES = 10  # of a report, whose columns are figures that somebody looks for


def write_table(
    result: Rows,
    out: TextIO,
    width: int | None = None,
    color: bool = False,
    viewer: Viewer | None = None,
    page: int = 0,
) -> None:
    """Fit the result into `width` cells, else the terminal's. Without `color` there is no escape sequence at all.

    page: the width of a page whose columns are all told, below each other where they do not fit beside: for whoever
    cannot ask again.
    """
    console = open_console(out, width, color)
    if isinstance(result, Report) and result.drawn:
        result = result.drawn(console.width)
    if not isinstance(result, Record):
        most = MOST_HIDDEN_FIGURES if isinstance(result, Report) else MOST_HIDDEN_NAMES
        hidden = _print_table(console, result, list(result.rows), viewer, page)
        _print_hidden(console, [] if page else hidden, most)
    elif result.drawing and result.sections:
        from amcli.render.terminal.screen import print_screen

        print_screen(console, result.drawing())
    else:
        _print_record(console, result, viewer, page)


def _print_hidden(console: Console, keys: list[str], most: int = MOST_HIDDEN_NAMES) -> None:
    """Say what does not fit; many names would take more room than they save."""
    if keys:
        what = ", ".join(keys) if len(keys) <= most else f"{len(keys)} columns"
        print_dim(console, f"hidden at this width: {what} (-f plain shows all)")


def _print_table(
    console: Console, result: Listing | Report, rows: list[Sequence[Any]], viewer: Viewer | None, page: int = 0
) -> list[str]:
    """Print a table with what is said above and below it, and return the keys of the data that does not fit."""
    hidden: list[str] = []
    if not rows and not (isinstance(result, Report) and result.more):  # a limit of 0 leaves the total
        print_dim(console, result.empty)
    else:
        print_title(console, result.title)
        shown, rows = _without_empty(_with_currencies(result, rows), rows)
        draw = drawer(shown.columns, one_line, viewer)
        total = draw(shown.total) if isinstance(shown, Report) and shown.total is not None else None
        hidden = print_grid(console, shown.columns, [draw(row) for row in rows], total, page)
    notes = result.sentences if isinstance(result, Report) else [result.further] if result.more else []
    for note in notes:
        if not isinstance(note, NoteOf) or _is_shown(note.column, result.columns, hidden):
            print_dim(console, note)
    return hidden


def _with_currencies(result: Listing | Report, rows: Sequence[Sequence[Any]]) -> Listing | Report:
    """A list with amount and currency on any screen where there are several: amounts alone would be read as one. A
    report has one.
    """
    if isinstance(result, Report):
        return result
    place = next((place for place, column in enumerate(result.columns) if column.key == "currency"), None)
    if place is None or len({row[place] for row in rows} - {None}) < 2:
        return result
    amount = next((column.key for column in result.columns if column.kind is Kind.MONEY), "")
    columns = (each._replace(rank=0) if each.key in ("currency", amount) else each for each in result.columns)
    return result._replace(columns=tuple(columns))


def _is_shown(key: str, columns: Sequence[Column], hidden: Sequence[str]) -> bool:
    return key not in hidden and any(column.key == key for column in columns)


def _without_empty(result: Listing | Report, rows: list[Sequence[Any]]) -> tuple[Listing | Report, list[Sequence[Any]]]:
    """Leave out the lesser columns of a listing in which no row has anything. Money of which all is in whole units is
    shown so.
    """
    if isinstance(result, Report):
        return result, rows
    shown = without_empty(result, rows)
    rows = list(shown.rows)
    return shown._replace(columns=tuple(map(_whole, shown.columns, zip(*rows, strict=True)))), rows


def _whole(column: Column, values: Sequence[Any]) -> Column:
    """The column without decimals where it is money that has none to show."""
    if column.kind is not Kind.MONEY or any(
        value is not None and value != value.to_integral_value() for value in values
    ):
        return column
    return column._replace(whole=True)


def _print_record(console: Console, record: Record, viewer: Viewer | None, page: int = 0) -> None:
    print_title(console, record.title)
    grid = Table.grid(padding=(0, GAP))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    cell = drawer(record.columns, lambda text: clean(text)[0], viewer)
    for column, text in zip(record.columns, cell(record.row), strict=True):
        if text.plain:
            grid.add_row(Text(one_line(column.title)), text)
    console.print(grid)
    hidden = []
    for section in record.sections:
        rows = list(section.rows)
        if rows and record.page and section.prose:
            _print_prose(console, rows)
        elif rows:
            console.print()
            hidden += _print_table(console, section._replace(title=section.title or section.noun), rows, viewer, page)
        elif record.page and section.empty:
            console.print()
            print_title(console, section.title or section.noun)
            print_dim(console, section.empty)
    _print_hidden(console, [] if page else hidden)


def _print_prose(console: Console, rows: Sequence[Sequence[Any]]) -> None:
    """Each heading, and below it what stands under it."""
    for heading, text in rows:
        if heading:
            console.print()
            print_title(console, heading)
        if text and text.strip():
            console.print()
            console.print(Text(clean(text)[0].strip()))
