"""A file of records, opened by what it is."""

from __future__ import annotations

import re
from typing import BinaryIO

from amcli.base.errors import BadValue
from amcli.tools.importing.services.files.encoding import decoded
from amcli.tools.importing.services.files.layout import Known
from amcli.tools.importing.services.files.other_texts import other_kind
from amcli.tools.importing.services.files.table import Table, unreadable

_ZIP = b"PK\x03\x04"


# What people take for a table, by its first bytes.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "is an Excel file of before 2007: save it as .xlsx or CSV"),
    (b"\x1f\x8b", "is compressed: unpack it first"),
    (b"%PDF", "is a PDF: export the table as CSV or .xlsx"),
    (b"SQLite format 3\0", "is an SQLite database: export a table of it as CSV"),
    (b"PAR1", "is a Parquet file: export it as CSV"),
)


_DELIMITED = re.compile(rb"[,;\t|]")
_AS_XLSX = "open it in Excel or LibreOffice and save it as .xlsx or CSV"
_OTHER_ARCHIVES = (
    (b"application/vnd.oasis.opendocument", f"is an OpenDocument file: {_AS_XLSX}"),
    (b"Index/Document.iwa", "is a Numbers file: export it from Numbers as .xlsx or CSV"),
    (b"word/document.xml", "is a Word document: put the table into a sheet and save that as .xlsx or CSV"),
)
_MARKUP = (
    (r"<!doctype html|<(?:html|table|meta|head|body)\b", f"is a web page (HTML), whatever it is called: {_AS_XLSX}"),
    (r"urn:schemas-microsoft-com:office:spreadsheet|progid=.Excel.Sheet", f"is an Excel 2003 XML file: {_AS_XLSX}"),
    (r"<\?xml|<[a-z]+ xmlns", "is XML: export the table as CSV or .xlsx"),
)

# `[Name],[City]` begins a CSV file, `[{` and `["` a JSON one.
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*[\[{\]"0-9-]|\{\s*["}])')


def open_table(
    source: BinaryIO,
    name: str,
    *,
    sheet: str = "",
    encoding: str = "",
    hidden: bool = False,
    known: Known | None = None,
) -> Table:
    """The table in a file, by what the file is, not by what it is called. BadValue where there is none.

    source: seekable, open as long as the table is read. sheet: which one of a workbook, else the first.
    encoding: of a text, where its bytes do not tell. known: which names are of columns, to find the header
    by. hidden: take the hidden rows of a sheet too.
    """
    try:
        source.seek(0)
        head = source.read(4096)
    except OSError as error:
        raise unreadable(name, error) from error
    for start, what in _OTHERS:
        if head.startswith(start):
            raise BadValue(f"{name} {what}")
    if other := other_kind(head):
        raise BadValue(f"{name} is {other}")
    if head.startswith(_ZIP):
        for mark, what in _OTHER_ARCHIVES:
            if mark in head or mark in _tail(source):
                raise BadValue(f"{name} {what}")
        if encoding:
            raise BadValue(f"--encoding is for text files, and {name} is a workbook: leave it out")
        from amcli.tools.importing.services.files.sheet import Sheet

        return Sheet(source, name, sheet, known, hidden=hidden)
    for given, option in ((sheet, "--sheet"), (hidden, "--hidden")):
        if given:
            raise BadValue(f"{option} is for .xlsx files, and {name} is none: leave it out")
    notes: list[str] = []
    if encoding or not _JSON.match(head):  # JSON is UTF-8, and may be one line of any length
        source, notes = decoded(source, name, encoding)
        source.seek(0)
        head = source.read(4096)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        for pattern, what in _MARKUP:
            if re.search(pattern.encode(), head, re.IGNORECASE):
                raise BadValue(f"{name} {what}")
    table = _of_text(source, name, head, known)
    table.notes[:0] = notes
    return table


def _tail(source: BinaryIO) -> bytes:
    """The end of an archive, where the names of its parts are."""
    source.seek(max(0, source.seek(0, 2) - 66_000))
    return source.read()


def _of_text(source: BinaryIO, name: str, head: bytes, known: Known | None) -> Table:
    """The table in a text, which is UTF-8 and begins so."""
    if _JSON.match(head):
        from amcli.tools.importing.services.files.json_table import open_json

        return open_json(source, name)
    if known and b"  " in head and not _DELIMITED.search(head.lstrip(b"\xef\xbb\xbf \r\n").split(b"\n")[0]):
        from amcli.tools.importing.services.files.aligned import open_aligned

        if aligned := open_aligned(source, name, known):
            return aligned
    from amcli.tools.importing.services.files.delimited import Delimited

    return Delimited(source, name, known)
