"""A sheet of an Excel workbook (.xlsx) as a table of texts, read by openpyxl: the extra `xlsx`.

Each part of the file is looked through as a stream before openpyxl sees it, because openpyxl makes an object of
whatever there is: what a workbook may hold is bounded here.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, Any, BinaryIO

from amcli.base.errors import BadValue
from amcli.base.text import nearest, one_line, quote
from amcli.tools.importing.services.files.layout import LOOKED_AT, Known, header_row
from amcli.tools.importing.services.files.sheet_cells import SheetRow, sheet_rows
from amcli.tools.importing.services.files.table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Batch,
    Raw,
    Table,
    check_header,
    together,
    unreadable,
)

MOST_ROWS = 1_048_576  # Excel's own limit
MOST_WIDE = 200  # rows with more than MOST_COLUMNS cells: each is bad, and takes as long as many others
MOST_TEXTS = 1_000_000  # that cells share; all of them are in memory
LARGEST = {"worksheet": 2**30, "sst": 100 * 2**20}  # bytes of a part, unpacked, by its root
LARGEST_OTHER = 20 * 2**20
LARGEST_INDEX = 2**20  # bytes of the list of parts
MOST_BETWEEN = 100_000  # elements between two rows, and in any part that is no table
LONGEST_GAP = 4 * LONGEST_CELL  # bytes without an element
SHEET_BLOCK = 1 << 16
# What Excel writes. Parts packed in other ways (bzip2, LZMA) are unpacked all at once, whatever is asked for.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Sheet(Table):
    """A sheet with a header: its first row that is not blank, or the first below with known names."""

    def __init__(
        self, source: BinaryIO, name: str, sheet: str, known: Known | None = None, *, hidden: bool = False
    ) -> None:
        """Opens the workbook. BadValue where it is none or too large, and for a sheet that is not there."""
        self.name, self.notes, self._hidden = name, [], hidden
        self._sheet, parts = _opened(source, name, sheet)
        self._above, self.header = 0, []
        filled = ((row.line, row.cells) for row in self._rows() if any(map(str.strip, row.cells)))
        first = list(islice(filled, LOOKED_AT if known else 1))
        if first:
            place = header_row([cells for _, cells in first], known) if known else 0
            self._above, self.header = first[place][0], _trimmed(first[place][1])
            self.above = [(line, " ".join(filter(None, map(str.strip, cells)))) for line, cells in first[:place]]
            self.notes += [f"the header is row {self._above}: left out what is above it"] if place else []
        check_header(name, self.header)
        if parts.unvalued:
            formulas = "1 formula has" if parts.unvalued == 1 else f"{parts.unvalued:,} formulas have"
            self.notes.append(f"{formulas} no value in {name}: open it in Excel and save it, or the cells are empty")

    def batches(self) -> Iterator[Batch]:
        return together(self._raws())

    def _raws(self) -> Iterator[Raw]:
        width, hidden = len(self.header), 0
        for row in self._rows():
            if row.line <= self._above or not any(map(str.strip, row.cells)):
                continue
            if row.hidden and not self._hidden:
                hidden += 1
                continue
            kept = _trimmed(row.cells)
            wide = f"has {len(kept):,} cells, and the header has {width:,}" if len(kept) > width else ""
            cut = next((n for n in row.rounded if self.used is None or n in self.used), None)
            if cut is not None and not wide:
                wide = f"has a number of {len(row.cells[cut])} digits, of which Excel keeps 15: make the cell a text"
            yield Raw(row.line, kept + [""] * (width - len(kept)), wide)
        self._say_hidden(hidden)

    def _say_hidden(self, count: int) -> None:
        note = f"left out {count:,} hidden row{'' if count == 1 else 's'}: --hidden takes them in"
        if count and note not in self.notes:
            self.notes.append(note)

    def _rows(self) -> Iterator[SheetRow]:
        wide = 0
        try:
            for row in sheet_rows(self._sheet):
                wide += len(row.cells) > MOST_COLUMNS
                if wide > MOST_WIDE:
                    raise BadValue(
                        f"{self.name} has more than {MOST_WIDE} rows with cells to the right of the column number "
                        f"{MOST_COLUMNS:,}, such as row {row.line}: delete these columns, and save it again"
                    )
                yield row
        except BadValue:
            raise
        except OSError as error:
            raise unreadable(self.name, error) from error
        except Exception as error:  # whatever a hostile file makes of the package, it is the file that is wrong
            raise _broken(self.name, error) from error


class _Parts(zipfile.ZipFile):
    """The parts of a workbook, each looked through before it is handed out."""

    seen: dict[str, int]
    unvalued = 0  # formulas without a value in the sheet that was opened last

    def open(self, name: Any, mode: Any = "r", pwd: bytes | None = None, *, force_zip64: bool = False) -> IO[bytes]:
        part = name if isinstance(name, str) else name.filename
        if self.getinfo(part).compress_type not in PACKED:
            raise _TooLarge
        self.seen = getattr(self, "seen", {})
        if part not in self.seen:
            with super().open(name, mode, pwd) as stream:
                self.seen[part] = _look_through(stream, self.getinfo(part).file_size)
        self.unvalued = self.seen[part]
        return super().open(name, mode, pwd, force_zip64=force_zip64)

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        """What openpyxl reads as a whole is no table."""
        if self.getinfo(name if isinstance(name, str) else name.filename).file_size > LARGEST_OTHER:
            raise _TooLarge
        return super().read(name, pwd)


class _TooLarge(Exception):
    """Never leaves this module."""


def _opened(source: BinaryIO, name: str, sheet: str) -> tuple[Any, _Parts]:
    """The sheet of that name, else the first that can be seen."""
    try:
        from openpyxl.reader.excel import ExcelReader
    except ImportError as error:
        raise BadValue(f'{name} is an .xlsx file: type pip install "amcli[xlsx]", or save it as CSV') from error
    import warnings

    # It warns of decorations that it leaves out, on stderr.
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")

    class Reader(ExcelReader):
        def read_chartsheet(self, sheet: Any, rel: Any) -> None:
            """A chart has no rows."""

    try:
        _check_index(source)
        reader = Reader(source, read_only=True, data_only=True, keep_links=False)
        parts = reader.archive = _Parts(source)
        reader.read()
    except _TooLarge as error:
        raise BadValue(f"{name} is too large for a workbook, or made to look small: save the sheet as CSV") from error
    except OSError as error:
        raise unreadable(name, error) if error.errno else _broken(name, error) from error
    except Exception as error:  # as above
        raise _broken(name, error) from error
    return _chosen(reader.wb, name, sheet), parts


def _chosen(workbook: Any, name: str, sheet: str) -> Any:
    sheets = workbook.worksheets
    if not sheets:
        raise BadValue(
            f"{name} has no sheet: if it is a Strict Open XML workbook, save it as a plain one (.xlsx) or as CSV"
        )
    if not sheet:
        chosen = next((each for each in sheets if each.sheet_state == "visible"), sheets[0])
    else:
        found = [each for each in sheets if each.title == sheet]
        found = found or [each for each in sheets if each.title.strip().casefold() == sheet.strip().casefold()]
        if not found:
            names = [one_line(each.title) for each in sheets]
            raise BadValue(f"{name} has no sheet {quote(sheet)}: it has {', '.join(names[:20])}", nearest(sheet, names))
        chosen = found[0]
    chosen.reset_dimensions()  # what the file says of its width may be wrong, and each row would be filled up to it
    return chosen


def _check_index(source: BinaryIO) -> None:
    """The list of parts is at the end of the file, behind it where it is and how long."""
    size = source.seek(0, 2)
    source.seek(max(0, size - 66_000))
    tail = source.read()
    end = tail.rfind(b"PK\5\6")
    length = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    if length > LARGEST_INDEX or b"PK\6\7" in tail[: max(0, end)]:  # the latter is of archives of gigabytes
        raise _TooLarge
    source.seek(0)


def _look_through(stream: IO[bytes], size: int) -> int:
    """How many formulas of a part have no value. _TooLarge where it holds more than a part of its kind may."""
    from xml.parsers import expat

    watch = _Watch(expat.ParserCreate(), size)
    while block := stream.read(SHEET_BLOCK):
        watch.gap += len(block)
        if watch.gap > LONGEST_GAP:
            raise _TooLarge
        try:
            watch.parser.Parse(block)
        except expat.ExpatError:
            break  # no XML: openpyxl says so, if it has a use for it
    watch.end_of_cell()
    return watch.unvalued


class _Watch:
    """Counts elements as they begin."""

    def __init__(self, parser: Any, size: int) -> None:
        self.parser, self.size = parser, size
        self.gap = self.unvalued = 0
        self._root, self._between, self._rows, self._cells = "", 0, 0, 0
        self._text = self._formula = False  # the formula is without a value so far
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.start

    def doctype(self, *_: Any) -> None:
        raise _TooLarge  # no workbook has one; it is how a few bytes say a gigabyte

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.gap = 0
        self._between += 1
        if ":" in name:
            name = name.rpartition(":")[2]
        if not self._root:
            self._root = name
            if self.size > LARGEST.get(name, LARGEST_OTHER):
                raise _TooLarge
        elif name == "c":
            self.end_of_cell()
            self._cells += 1
            self._text = attributes.get("t") == "str"  # a formula whose value is a text, maybe none
        elif name == "f":
            self._formula = not self._text
        elif name == "v":
            if self._formula:
                self.parser.CharacterDataHandler = self.value
        elif name in ("row", "si"):
            self._rows += 1
            self._between = self._cells = 0
            limit = MOST_TEXTS if name == "si" else MOST_ROWS
            number = attributes.get("r", "")  # the rows that are left out before it are all made
            if self._rows > limit or len(number) > 7 or (number.isdecimal() and int(number) > MOST_ROWS):
                raise _TooLarge
        if self._cells > MOST_COLUMNS or self._between > MOST_BETWEEN:
            raise _TooLarge

    def value(self, _: str) -> None:
        self._formula = False
        self.parser.CharacterDataHandler = None

    def end_of_cell(self) -> None:
        self.unvalued += self._formula
        self._formula = False
        self.parser.CharacterDataHandler = None


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Without the blank cells at the end."""
    width = next((n for n in range(len(cells), 0, -1) if cells[n - 1].strip()), 0)
    return list(cells[:width])


def _broken(name: str, error: Exception) -> BadValue:
    if isinstance(error, _TooLarge):
        return BadValue(f"{name} is too large for a workbook, or made to look small: save the sheet as CSV")
    said = " ".join(str(error).split())[:200] or type(error).__name__
    return BadValue(f"{name} cannot be read as an Excel workbook ({said}): save the sheet as CSV")
