"""One sheet of Excel: real dates and numbers, text that is text whatever it begins with. Written row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from amcli.base.errors import BadValue
from amcli.base.results import Column, Kind, Record, Report
from amcli.base.text import clean, with_article
from amcli.render.cells import for_programs, number
from amcli.render.select import Rows

if TYPE_CHECKING:
    from openpyxl.cell import Cell

MOST_ROWS = 1_048_575  # below the header
LONGEST = 32_767  # characters of a cell
DIGITS = 15  # Excel counts in binary floating point, which keeps so many
OLDEST = date(1900, 3, 1)  # before it Excel's days are not the calendar's
_WIDTHS = {Kind.DATE: 12, Kind.MONEY: 15, Kind.TEXT: 18, Kind.LIST: 18}
_NOT_XML = re.compile("[\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads `_x0041_` as A
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
Shape = Callable[[Any], Any]


def write_xlsx(result: Rows, out: BinaryIO) -> None:
    """A bold header that stays, then the rows; no total, so that a column can be summed. BadValue where Excel's own
    limits would cut something off, or the extra is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.worksheet._writer import ALL_TEMP_FILES
    except ImportError as error:
        raise BadValue('xlsx needs an extra package: pip install "amcli[xlsx]"') from error
    book = Workbook(write_only=True)
    book.properties.creator = "amcli"
    sheet = book.create_sheet(_NO_TITLE.sub(" ", result.report if isinstance(result, Report) else result.noun)[:31])
    try:
        _write_header(sheet, result.columns)
        _write_rows(sheet, result)
        _save(book, out)
    finally:
        if not sheet.closed:
            with suppress(OSError):  # of a disk that is full, which has been said by then
                sheet.close()
        for path in ALL_TEMP_FILES:  # openpyxl removes them when Python ends, and amcli does not wait for that
            Path(path).unlink(missing_ok=True)


def _save(book: Any, out: BinaryIO) -> None:
    """What `book.save` does. An archive that could not be written is given up: it would try to end itself once more
    when Python clears it away, and complain on stderr.
    """
    from zipfile import ZIP_DEFLATED, ZipFile

    from openpyxl.writer.excel import ExcelWriter

    archive = ZipFile(out, "w", ZIP_DEFLATED, allowZip64=True)
    try:
        ExcelWriter(book, archive).save()
    except BaseException:
        archive.fp = None
        raise


def _write_header(sheet: Any, columns: Sequence[Column]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    header = [WriteOnlyCell(sheet) for _ in columns]
    for place, (cell, column) in enumerate(zip(header, columns, strict=True), 1):
        width = 17 if column.timed else _WIDTHS.get(column.kind, 10)
        sheet.column_dimensions[get_column_letter(place)].width = max(width, len(column.key) + 2)
        cell.font = Font(bold=True)
        _texts(column.key, cell)(column.key)
    sheet.append(header)


def _write_rows(sheet: Any, result: Rows) -> None:
    from openpyxl.cell import WriteOnlyCell

    shapes = [_shape(column, lambda: WriteOnlyCell(sheet)) for column in result.columns]
    rows: Iterable[Sequence[Any]] = [result.row] if isinstance(result, Record) else result.rows
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise BadValue(f"a sheet of Excel ends after {MOST_ROWS:,} rows: use csv or parquet, or narrow it down")
        sheet.append([None if value is None else shape(value) for shape, value in zip(shapes, row, strict=True)])


def _shape(column: Column, new: Callable[[], Cell]) -> Shape:
    """How a value of the column becomes a cell. A cell is written at once, so that one object serves all its rows."""
    text = _texts(column.key, new())
    match column.kind:
        case Kind.INT | Kind.NUMBER | Kind.PERCENT | Kind.MONEY:
            return _numbers(column, text, new)
        case Kind.DATE:
            return _days(text, new)
        case Kind.FLAG:
            return bool
        case Kind.TEXT:  # of a query of the user's own it may be a number
            numbers = _numbers(column, text, new)
            return lambda value: text(value) if isinstance(value, str) else numbers(value)
        case _:
            shown = for_programs(column, str)
            return lambda value: text(shown(value))


def _texts(key: str, cell: Cell) -> Shape:
    def text(value: str) -> Any:
        shown = _ESCAPE.sub("_x005F_", _NOT_XML.sub("", clean(value)[0]))
        if len(shown) > LONGEST:
            raise BadValue(
                f"{with_article(key)} has {len(shown):,} characters, a cell of Excel takes {LONGEST:,}: use csv"
            )
        cell.value = shown
        cell.data_type = "s"  # and no formula, and no error value
        return cell

    return text


def _numbers(column: Column, text: Shape, new: Callable[[], Cell]) -> Shape:
    """Money with the decimals it has; what Excel would round as text."""
    cells: dict[int, Cell] = {}

    def shape(value: int | Decimal) -> Any:
        _sign, digits, exponent = Decimal(value).as_tuple()
        if len(digits) > DIGITS or not isinstance(exponent, int) or exponent > 0:
            return text(number(value))
        if column.kind is not Kind.MONEY:
            return value
        if -exponent not in cells:
            cell = cells[-exponent] = new()
            cell.number_format = "#,##0" + ("." + "0" * -exponent if exponent else "")
        cell = cells[-exponent]
        cell.value = value
        return cell

    return shape


def _days(text: Shape, new: Callable[[], Cell]) -> Shape:
    day, moment = new(), new()
    day.number_format, moment.number_format = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"

    def shape(value: date) -> Any:
        if value < (datetime.combine(OLDEST, datetime.min.time()) if isinstance(value, datetime) else OLDEST):
            return text(value.isoformat())
        cell = moment if isinstance(value, datetime) else day
        cell.value = value
        return cell

    return shape
