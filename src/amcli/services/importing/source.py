"""The CSV file as a stream of rows: its encoding, line ends, delimiter and header, and where each row begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Any, BinaryIO, NamedTuple, TextIO, cast

from amcli.domain.errors import BadValue

DELIMITERS = ",;\t|"
LONGEST_LINE = 1 << 24  # characters; a line without an end must not fill the memory
LONGEST_HEADER = 50  # lines
LONGEST_CELL = 1_000_000  # characters

# A byte that is not UTF-8 is read as one of these, which no UTF-8 text can hold.
_WRONG = re.compile("[\udc80-\udcff]")
_QUOTED = re.compile('"[^"]*("|$)')


class Raw(NamedTuple):
    """One row: the line of the file it begins on, its cells, and why it cannot be used, if it cannot."""

    line: int
    cells: list[str]
    problem: str = ""


class Table:
    """A CSV file with a header. `rows` is read once, a row at a time."""

    def __init__(self, source: TextIO | BinaryIO, name: str) -> None:
        """Reads the header. BadValue where there is none."""
        self.name = name
        lines = _lines(source, name)
        blank, head = _head(lines)
        if not head:
            raise BadValue(f"{name} has no header: the first line names the columns")
        csv.field_size_limit(LONGEST_CELL)
        self.delimiter = max(DELIMITERS, key=_QUOTED.sub("", "".join(head)).count)
        # Strict, because otherwise a quote that is never closed would quietly swallow the rest of the file.
        self._reader: Any = csv.reader(self._kept(chain(head, lines)), delimiter=self.delimiter, strict=True)
        self._before, self._last = blank, ""
        header = self._next()
        if header is None or header.problem:
            raise BadValue(f"{name}: the header {header.problem if header else 'is empty'}")
        self.header = header.cells

    def rows(self) -> Iterator[Raw]:
        """The rows below the header; blank ones are left out. BadValue where the file cannot be read on."""
        width = len(self.header)
        while raw := self._next():
            cells = raw.cells
            if raw.problem:
                yield raw
            elif not any(map(str.strip, cells)):
                continue
            elif len(cells) == width:
                yield raw
            else:
                yield Raw(raw.line, cells, f"has {_count(len(cells))}, and the header has {_count(width)}")

    def _next(self) -> Raw | None:
        reader = self._reader
        start = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return None
        except csv.Error as error:
            return self._broken(error, start + 1)
        return Raw(self._before + start + 1, cells)

    def _broken(self, error: csv.Error, start: int) -> Raw:
        """A row that breaks the rules of CSV: one on one line is a bad row, any other has swallowed good ones."""
        line, end = self._before + start, self._before + self._reader.line_num
        if "unexpected end" in str(error) or end > line:
            raise BadValue(f"{self.name}: a quote is opened on line {line} and not closed properly by line {end}")
        reason = "has a quote inside a quoted cell"
        if "field limit" in str(error):
            reason = f"has a cell of more than {LONGEST_CELL:,} characters"
        return Raw(line, [self._last.rstrip("\r\n")], reason)

    def _kept(self, lines: Iterator[str]) -> Iterator[str]:
        """The lines as they are, the last one remembered for a row that cannot be taken apart."""
        for line in lines:
            self._last = line
            yield line


def _head(lines: Iterator[str]) -> tuple[int, list[str]]:
    """How many blank lines come first, and the lines of the header: several where a name in quotes has line ends."""
    head: list[str] = []
    blank = 0
    for line in lines:
        if head or line.strip():
            head.append(line)
            if len(head) == LONGEST_HEADER or "".join(head).count('"') % 2 == 0:
                break
        else:
            blank += 1
    return blank, head


def _lines(source: TextIO | BinaryIO, name: str) -> Iterator[str]:
    """The lines with their ends, of any kind. BadValue for a byte that is not UTF-8, with its line."""
    wrapper = io.TextIOWrapper(_bytes(source), encoding="utf-8-sig", errors="surrogateescape", newline="")
    number = 0
    try:
        while line := wrapper.readline(LONGEST_LINE):
            number += 1
            if not line.isascii() and (wrong := _WRONG.search(line)):
                byte = ord(wrong[0]) - 0xDC00
                raise BadValue(f"{name} is not UTF-8: line {number} has the byte 0x{byte:02X}; save it as UTF-8")
            if len(line) >= LONGEST_LINE:
                raise BadValue(f"{name}: line {number} is longer than {LONGEST_LINE:,} characters")
            yield line
    except OSError as error:
        raise BadValue(f"cannot read {name}: {error.strerror or error}") from error
    finally:
        with suppress(ValueError):  # closed already
            wrapper.detach()  # or it would close what somebody else has opened


def _bytes(source: TextIO | BinaryIO) -> BinaryIO:
    if isinstance(source, io.TextIOBase) and not hasattr(source, "buffer"):
        return io.BytesIO(source.read().encode("utf-8", "surrogatepass"))
    return cast("BinaryIO", getattr(source, "buffer", source))


def _count(cells: int) -> str:
    return f"{cells:,} cell{'' if cells == 1 else 's'}"
