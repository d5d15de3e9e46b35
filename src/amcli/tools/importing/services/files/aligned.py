"""Text whose columns are lined up by blanks, as terminals and databases print tables.

A column is where no line has a blank all the way down; a line of dashes below the header says so itself. A column
without a name is a question, because its cells would go to the one beside it; a row that does not line up is bad.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import BinaryIO, NamedTuple, TextIO

from amcli.base.errors import BadValue
from amcli.tools.importing.services.files.layout import LOOKED_AT, SAMPLE, Known
from amcli.tools.importing.services.files.table import (
    LONGEST_CELL,
    Batch,
    Raw,
    Table,
    check_header,
    together,
    unreadable,
)

_CUT = re.compile(r"[,;\t|]")
_NAMES = re.compile(r"\S+(?: \S+)*")  # what two blanks or more part
_RULE = re.compile(r"\s*[-=+]{2,}(?:[-=+\s])*")


class Span(NamedTuple):
    """The places of a column: the first, and the one behind the last."""

    start: int
    end: int


class Aligned(Table):
    """A text with a header, its columns at the same places in each line."""

    def __init__(self, source: BinaryIO, name: str, above: int, spans: Sequence[Span], names: Sequence[str]) -> None:
        """above: how many lines there are down to the header's end."""
        self.name, self.header, self._spans = name, list(names), spans
        self._source, self._above = source, above
        self.notes = [f"the columns are lined up by blanks, and read as {', '.join(names)}"]
        check_header(name, self.header)

    def batches(self) -> Iterator[Batch]:
        return together(self._raws())

    def _raws(self) -> Iterator[Raw]:
        with _text(self._source, self.name) as text:
            for number, read in enumerate(iter(lambda: text.readline(LONGEST_CELL), ""), 1):
                line = read.rstrip()
                if number <= self._above or not line or _RULE.fullmatch(line):
                    continue
                if "\t" in line or any(line[a.end : b.start].strip() for a, b in pairwise(self._spans)):
                    yield Raw(number, [line], "does not line up with the header: save the table as CSV")
                    continue
                yield Raw(number, _cells(line, self._spans))


def open_aligned(source: BinaryIO, name: str, known: Known) -> Aligned | None:
    """The table in a text that has no delimiter; None where it is no such table. BadValue for a column without name."""
    with _text(source, name) as text:
        lines = [line.rstrip() for line in text.readlines(SAMPLE)]
    for place, line in enumerate(lines[:LOOKED_AT]):
        if _CUT.search(line):
            return None
        below = [each for each in lines[place + 1 :] if each]
        if not line or len(line.split()) < 2 or not below:
            continue
        ruled = _RULE.fullmatch(below[0]) is not None
        spans = _ruled(below[0]) if ruled else _columns([line, *below])
        names = [line[span.start : span.end].strip() for span in spans]
        if not ruled:
            spans, names = _merged(line, spans, known)
        if len(names) > 1 and any(map(known, names)):
            if not all(names):
                raise BadValue(
                    f"{name}: the columns are lined up by blanks, and one has no name on line {place + 1}: "
                    "save the table as CSV"
                )
            table = Aligned(source, name, place + 1, spans, names)
            table.above = [(number, each) for number, each in enumerate(lines[:place], 1) if each]
            return table
    return None


def _columns(lines: Sequence[str]) -> list[Span]:
    """Where there is something in any of the lines."""
    width = max(map(len, lines))
    filled = bytearray(width + 1)
    for line in lines:
        for match in re.finditer(r"\S+", line):
            filled[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return [Span(match.start(), match.end()) for match in re.finditer(rb"\x01+", bytes(filled))]


def _ruled(line: str) -> list[Span]:
    return [Span(match.start(), match.end()) for match in re.finditer(r"[-=]+", line)]


def _merged(header: str, spans: Sequence[Span], known: Known) -> tuple[list[Span], list[str]]:
    """Columns that have one name of several words are one, unless each of the words is a name that is known."""
    found: list[Span] = []
    for name in _NAMES.finditer(header):
        parts = [span for span in spans if span.start < name.end() and name.start() < span.end]
        if found and parts and parts[0].start < found[-1].end:
            return [], []  # two names over one column: these are no columns
        if len(parts) > 1 and not all(known(header[part.start : part.end].strip()) for part in parts):
            parts = [Span(parts[0].start, parts[-1].end)]
        found += parts
    for span in spans:
        before = next((n for n, each in enumerate(found) if each.end == span.start - 1), None)
        if any(span.start < each.end and each.start < span.end for each in found):
            continue
        if before is None:
            found.append(span)  # it has no name
        else:
            found[before] = Span(found[before].start, span.end)  # another word of the text in front
    found.sort()
    return found, [header[span.start : span.end].strip() for span in found]


def _cells(line: str, spans: Sequence[Span]) -> list[str]:
    """The texts of the columns; the last goes on to the end of the line."""
    cells = [line[span.start : span.end].strip() for span in spans[:-1]]
    return [*cells, line[spans[-1].start :].strip()]


@contextmanager
def _text(source: BinaryIO, name: str) -> Iterator[TextIO]:
    source.seek(0)
    text = io.TextIOWrapper(source, encoding="utf-8-sig")
    try:
        yield text
    except OSError as error:
        raise unreadable(name, error) from error
    except UnicodeDecodeError as error:
        raise BadValue(f"{name} was changed while it was read: import it again") from error
    finally:
        with suppress(ValueError):  # closed already
            text.detach()
