"""CSV and its relatives, as UTF-8: the delimiter, the header, and where each row begins.

A batch is what some thousand lines hold, taken apart by the csv module without a step of Python for each row. A row
that goes on behind these lines is read again with the next ones.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from typing import BinaryIO, TextIO

from amcli.base.errors import BadValue
from amcli.base.text import quote
from amcli.tools.importing.services.files.layout import (
    LOOKED_AT,
    SAMPLE,
    Known,
    habits,
    header_row,
    known_names,
)
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

    def __init__(self, source: BinaryIO, name: str, known: Known | None = None) -> None:
        """Finds the header among the first lines, by the names that are `known`. BadValue where there is none."""
        self.name, self._source = name, source
        source.seek(0)
        self._encoding = "utf-8-sig" if source.read(3) == codecs.BOM_UTF8 else "utf-8"
        self.notes: list[str] = []
        csv.field_size_limit(LONGEST_CELL)
        with self._text() as text:
            lines = text.readlines(SAMPLE)
        above, head = _head(lines, 0)
        told = _SEP.fullmatch(head[0]) if head else None
        if told:
            above, head = _head(lines, above + 1)
        self.delimiter = told[1] if told else max(DELIMITERS, key=_QUOTED.sub("", "".join(head)).count)
        place = self._find_header(lines, above, known, [self.delimiter] if told else DELIMITERS) if known else above
        names, self._above = self._names(_head(lines, place)[1], place)
        if place > above:
            self.notes.append(_said_of_preamble(above, place, lines))
            self.above = [(number, line) for number, line in enumerate(lines[:place], 1) if line.strip()]
        check_header(name, names)
        below = self._rows_of(lines, self._above)
        if len(names) > 1 and not names[-1].strip() and below and all(len(row) < len(names) for _, row in below):
            names.pop()  # a delimiter behind the last name alone
        self.header = names
        self._footer = _footer(source, self._encoding)
        self._habits = habits([row for _, row in below if not self._is_footer(row)], len(names))
        self._short = 0  # rows that were filled up
        if self._footer:
            self.notes.append("left out the lines that Salesforce writes below a report")

    def _find_header(self, lines: list[str], above: int, known: Known, delimiters: Iterable[str]) -> int:
        """The number of lines above the header, and the delimiter that finds the most known names in it."""
        best, place = 0, above
        for delimiter in sorted(delimiters, key=lambda each: each != self.delimiter):
            rows = self._rows_of(lines, above, delimiter, LOOKED_AT)
            chosen = header_row([row for _, row in rows], known)
            found = known_names(rows[chosen][1], known) if rows else 0
            if found > best:
                best, place, self.delimiter = found, rows[chosen][0], delimiter
            if chosen == 0 and best > 1:
                break  # one name may be a word of a title
        return place

    def _rows_of(
        self, lines: list[str], above: int, delimiter: str = "", most: int = 1 << 20
    ) -> list[tuple[int, list[str]]]:
        """Rows of the first lines that are not blank, and the lines above each; as far as they can be taken apart."""
        reader = csv.reader(iter(lines[above:]), delimiter=delimiter or self.delimiter)
        found: list[tuple[int, list[str]]] = []
        start = above
        with suppress(csv.Error):
            for row in reader:
                if any(map(str.strip, row)):
                    found.append((start, row))
                start = above + reader.line_num
                if len(found) == most:
                    break
        if found and delimiter == "" and start == len(lines) and len("".join(lines)) >= SAMPLE:
            found.pop()  # it may go on below
        return found

    def batches(self) -> Iterator[Batch]:
        self._short = 0
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
                    self._say_short()
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
        """Without blank rows, by the habits of the file, and with the rows of another width as problems."""
        width = len(self.header)
        if any(self._habits):
            rows = [row if n in problems else self._fitted(row, width) for n, row in enumerate(rows)]
        if set(map(len, rows)) == {width} and not [1 for cells in rows if not cells[0].strip()]:
            return Batch(lines, rows, problems)
        kept = [n for n, cells in enumerate(rows) if any(map(str.strip, cells)) and not self._is_footer(cells)]
        problems = {
            place: problems.get(n) or f"has {_count(len(rows[n]))}, and the header has {_count(width)}"
            for place, n in enumerate(kept)
            if n in problems or len(rows[n]) != width
        }
        return Batch([lines[n] for n in kept], [rows[n] for n in kept], problems)

    def _fitted(self, row: list[str], width: int) -> list[str]:
        """A row of a file that has a delimiter at the end of its lines, or no cells for what is empty there."""
        if self._habits.trailing and len(row) == width + 1 and not row[-1].strip():
            return row[:width]
        if self._habits.short and 0 < len(row) < width and not self._is_footer(row):
            self._short += 1
            return row + [""] * (width - len(row))
        return row

    def _is_footer(self, cells: list[str]) -> bool:
        return len(cells) == 1 < len(self.header) and cells[0] in self._footer

    def _say_short(self) -> None:
        """Note how many rows were filled up, once all of them are read."""
        if not self._short:
            return
        note = f"rows end before the last columns, as where these are empty: read so in {self._short:,} of them"
        if note not in self.notes:
            self.notes.append(note)

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


def _head(lines: Sequence[str], above: int) -> tuple[int, list[str]]:
    """How many lines are above the first row from there on, and its lines: several where a name has line ends."""
    while above < len(lines) and not lines[above].strip():
        above += 1
    head: list[str] = []
    for line in lines[above : above + LONGEST_HEADER]:
        head.append(line)
        if "".join(head).count('"') % 2 == 0:
            break
    return above, head


def _said_of_preamble(above: int, place: int, lines: Sequence[str]) -> str:
    first = lines[above].strip()
    return f"the header is line {place + 1}: left out what is above it, such as {quote(first)}"


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
