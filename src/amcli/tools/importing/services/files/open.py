"""A file of records, opened by what it is."""

from __future__ import annotations

import re
from typing import BinaryIO

from amcli.base.errors import BadValue
from amcli.tools.importing.services.files.encoding import decoded
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


# `[Name],[City]` begins a CSV file, `[{` and `["` a JSON one.
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*[\[{\]"0-9-]|\{\s*["}])')


def open_table(source: BinaryIO, name: str, *, sheet: str = "", encoding: str = "") -> Table:
    """The table in a file, by what the file is, not by what it is called. BadValue where there is none.

    source: seekable, open as long as the table is read. sheet: which one of a workbook, else the first.
    encoding: of a text, where its bytes do not tell.
    """
    try:
        source.seek(0)
        head = source.read(4096)
    except OSError as error:
        raise unreadable(name, error) from error
    for start, what in _OTHERS:
        if head.startswith(start):
            raise BadValue(f"{name} {what}")
    if head.startswith(_ZIP):
        if encoding:
            raise BadValue(f"--encoding is for text files, and {name} is a workbook: leave it out")
        from amcli.tools.importing.services.files.sheet import Sheet

        return Sheet(source, name, sheet)
    if sheet:
        raise BadValue(f"--sheet is for .xlsx files, and {name} is none: leave it out")
    notes: list[str] = []
    if encoding or not _JSON.match(head):  # JSON is UTF-8, and may be one line of any length
        source, notes = decoded(source, name, encoding)
        source.seek(0)
        head = source.read(4096)
    table = _of_text(source, name, head)
    table.notes[:0] = notes
    return table


def _of_text(source: BinaryIO, name: str, head: bytes) -> Table:
    """The table in a text, which is UTF-8 and begins so."""
    if _JSON.match(head):
        from amcli.tools.importing.services.files.json_table import open_json

        return open_json(source, name)
    from amcli.tools.importing.services.files.delimited import Delimited

    return Delimited(source, name)
