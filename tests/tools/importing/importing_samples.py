"""Workbooks and other files made in memory, and what a table says of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from amcli.tools.importing.services.files.open import open_table
from amcli.tools.importing.services.files.table import Table

_XML = b'<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
SHEET_BEGIN = _XML + b'<worksheet xmlns="' + _MAIN + b'"><sheetData>'
SHEET_END = b"</sheetData></worksheet>"
TEXTS_BEGIN = _XML + b'<sst xmlns="' + _MAIN + b'">'


def workbook(
    rows: Iterable[Sequence[Any]],
    name: str = "Data",
    others: Mapping[str, Iterable[Sequence[Any]]] = MappingProxyType({}),
) -> io.BytesIO:
    """A workbook with a sheet of these rows, and others behind it."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, values in {name: rows, **others}.items():
        sheet = book.create_sheet(title)
        for row in values:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream


def archive(parts: Mapping[str, Iterable[bytes]]) -> io.BytesIO:
    """A workbook with these parts (blocks of bytes) in place of its own; a part of texts is known to it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(workbook([["a"], ["b"]])) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.namelist():
            if part == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                known = f'<Override PartName="/{TEXTS}" ContentType="{kind}"/></Types>'
                made.writestr(part, given.read(part).decode().replace("</Types>", known))
            elif part not in parts:
                made.writestr(part, given.read(part))
        for part in {TEXTS: [TEXTS_BEGIN, b"</sst>"], **parts}:
            with made.open(part, "w") as target:
                for block in {TEXTS: [TEXTS_BEGIN, b"</sst>"], **parts}[part]:
                    target.write(block)
    return stream


def table(data: bytes | io.BytesIO, name: str = "rows.x", sheet: str = "") -> Table:
    """The table in some bytes."""
    return open_table(data if isinstance(data, io.BytesIO) else io.BytesIO(data), name, sheet=sheet)


def rows(found: Table) -> list[tuple[int, list[str], str]]:
    """Lines, cells and problems."""
    return [tuple(raw) for raw in found.rows()]  # type: ignore[misc]


def lines(*rows: str) -> str:
    """Rows that are CSV already."""
    return "\n".join(rows) + "\n"
