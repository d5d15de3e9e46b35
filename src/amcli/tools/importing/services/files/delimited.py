"""CSV and its relatives, as UTF-8: the delimiter, the header, and where each row begins.

A batch is what some thousand lines hold, taken apart by the csv module without a step of Python for each row. A row
that goes on behind these lines is read again with the next ones.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from typing import BinaryIO, TextIO

from amcli.base.errors import BadValue
from amcli.tools.importing.services.files.table import LONGEST_CELL, TOGETHER, Batch, Table, check_header, unreadable

DELIMITERS = ",;\t|"
LONGEST_ROW = 1 << 22  # characters, where it has several lines: each takes sixty bytes more
LONGEST_HEADER = 50  # lines
LONGEST_FOOTER = 2048  # bytes
COPYRIGHT = "salesforce.com, inc. All rights reserved."

_QUOTED = re.compile('"[^"]*("|$)')
_SEP = re.compile(r'\s*"?sep=([,;\t|])"?\s*', re.IGNORECASE)  # Excel's own first line
_LINE_END = re.compile("\r\n|\r|\n")


class Delimited(Table):
    """A text file with a header, its columns cut by one character."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        """Looks through the file once, and reads the header. BadValue where there is none."""
        self.name, self._source = name, source
        source.seek(0)
        self._encoding = "utf-8-sig" if source.read(3) == codecs.BOM_UTF8 else "utf-8"
        self.notes: list[str] = []
        csv.field_size_limit(LONGEST_CELL)
        with self._text() as text:
            above, lines = _head(text)
            told = _SEP.fullmatch(lines[0]) if lines else None
            if told:
                blank, lines = _head(text)
                above += 1 + blank
        self.delimiter = told[1] if told else max(DELIMITERS, key=_QUOTED.sub("", "".join(lines)).count)
        names, self._above = self._names(lines, above)
        check_header(name, names)
        self.header = names
        self._footer = _footer(source, self._encoding)
        if self._footer:
            self.notes.append("left out the lines that Salesforce writes below a report")

    def batches(self) -> Iterator[Batch]:
        with self._text() as text:
            for _ in range(self._above):
                text.readline()
            above = self._above
            begun: list[str] = []  # the lines of a row that is not complete
            while True:
                # As much again as the row has so far, or a long one would be read from its beginning very often.
                more = text.readlines(max(TOGETHER, sum(map(len, begun))))
                lines = [*begun, *more]
                if not lines:
                    return
                batch, used = self._taken_apart(lines, above, last=not more)
                begun, above = lines[used:], above + used
                if batch.rows:
                    yield batch

    def _taken_apart(self, lines: list[str], above: int, *, last: bool) -> tuple[Batch, int]:
        """The rows of some lines, and how many lines that were: what may go on is left for the next time."""
        # Strict, because otherwise a quote that is never closed would quietly swallow the rest of the file.
        reader = csv.reader(iter(lines), delimiter=self.delimiter, strict=True)
        rows: list[list[str]] = []
        starts: list[int] = []
        problems: dict[int, str] = {}
        line, used = above + 1, len(lines)
        while True:
            try:
                rows.extend(reader)  # what comes before an error stays
                break
            except csv.Error as error:
                line = _number(rows, starts, line)
                begun = line - above - 1
                if "unexpected end" in str(error) and not last and sum(map(len, lines[begun:])) < LONGEST_ROW:
                    used = begun
                    break
                problems[len(rows)] = self._why(error, line, above + reader.line_num)
                rows.append([lines[begun].rstrip("\r\n")])
        if len(rows) == used:
            return self._checked(range(above + 1, above + 1 + used), rows, problems), used
        _number(rows, starts, line)
        return self._checked(starts, rows, problems), used

    def _checked(self, lines: Sequence[int], rows: list[list[str]], problems: dict[int, str]) -> Batch:
        """Without blank rows, and with the rows of another width as problems."""
        width = len(self.header)
        if set(map(len, rows)) == {width} and not [1 for cells in rows if not cells[0].strip()]:
            return Batch(lines, rows, problems)
        kept = [n for n, cells in enumerate(rows) if any(map(str.strip, cells)) and not self._is_footer(cells)]
        problems = {
            place: problems.get(n) or f"has {_count(len(rows[n]))}, and the header has {_count(width)}"
            for place, n in enumerate(kept)
            if n in problems or len(rows[n]) != width
        }
        return Batch([lines[n] for n in kept], [rows[n] for n in kept], problems)

    def _is_footer(self, cells: list[str]) -> bool:
        return len(cells) == 1 < len(self.header) and cells[0] in self._footer

    def _names(self, lines: list[str], above: int) -> tuple[list[str], int]:
        """The names in the header, and how many lines there are down to its end."""
        reader = csv.reader(iter(lines), delimiter=self.delimiter, strict=True)
        try:
            names = next(reader, [])
        except csv.Error as error:
            why = self._why(error, above + 1, above + reader.line_num)
            raise BadValue(f"{self.name}: the header {why}") from error
        return names, above + reader.line_num

    def _why(self, error: csv.Error, start: int, end: int) -> str:
        """What is wrong with a row; BadValue where it has swallowed good ones."""
        if "unexpected end" in str(error) or end > start:
            raise BadValue(f"{self.name}: a quote is opened on line {start} and not closed properly by line {end}")
        if "field limit" in str(error):
            return f"has a cell of more than {LONGEST_CELL:,} characters"
        return "has a quote inside a quoted cell"

    @contextmanager
    def _text(self) -> Iterator[TextIO]:
        """The file from its beginning, with its line ends as they are."""
        self._source.seek(0)
        text = io.TextIOWrapper(self._source, encoding=self._encoding, newline="")
        try:
            yield text
        except OSError as error:
            raise unreadable(self.name, error) from error
        except UnicodeDecodeError as error:
            raise BadValue(f"{self.name} was changed while it was read: import it again") from error
        finally:
            with suppress(ValueError):  # closed already
                text.detach()  # or it would close what somebody else has opened


def _head(text: TextIO) -> tuple[int, list[str]]:
    """How many blank lines come first, and the lines that hold the header: several where a name has line ends."""
    head: list[str] = []
    blank = 0
    while line := text.readline():
        if head or line.strip():
            head.append(line)
            if len(head) == LONGEST_HEADER or "".join(head).count('"') % 2 == 0:
                break
        else:
            blank += 1
    return blank, head


def _footer(source: BinaryIO, encoding: str) -> Set[str]:
    """What Salesforce writes below a report: its name, the copyright, who made it; behind a blank line."""
    source.seek(max(0, source.seek(0, 2) - LONGEST_FOOTER))
    tail = source.read().decode(encoding, "replace").replace("\r\n", "\n").rpartition("\n\n")[2]
    return {line.strip('"') for line in tail.splitlines()} if COPYRIGHT in tail else set()


def _number(rows: Sequence[Sequence[str]], starts: list[int], line: int) -> int:
    """Note where the rows begin that are not numbered yet, the first on this line; hands out where the next begins."""
    for cells in rows[len(starts) :]:
        starts.append(line)
        text = ",".join(cells)
        line += 1 if "\n" not in text and "\r" not in text else 1 + len(_LINE_END.findall(text))
    return line


def _count(cells: int) -> str:
    return f"{cells:,} cell{'' if cells == 1 else 's'}"
