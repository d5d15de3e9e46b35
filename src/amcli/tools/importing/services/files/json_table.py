"""JSON as a table of texts: an array of objects, a reply that holds one, or an object a line (JSONL).

What is nested is flattened: {"properties": {"name": "Acme"}} is the column properties.name. Numbers keep their digits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

from amcli.base.errors import BadValue
from amcli.base.text import one_line, quote
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

FIRST_RECORDS = 1_000  # records whose keys are the columns
LONGEST_RECORD = 4 * 2**20  # bytes; a record is in memory as a whole
DEEPEST = 20
KEY_JOINT = ";"  # between the words of a list
REPLIES = ("results", "value", "data", "records", "items")  # what the replies of CRMs call their list

_BOM = b"\xef\xbb\xbf"


class JsonTable(Table):
    """Records with keys; the columns are the keys of the first thousand, in the order in which they appear."""

    def __init__(self, source: BinaryIO, name: str, array: str | None) -> None:
        """array: the key that the records are under, "" where the document is the array; None for an object a line."""
        self.name, self.notes = name, []
        self._source, self._array = source, array
        first = list(islice(self._records(), FIRST_RECORDS))
        self.header = list(dict.fromkeys(key for _, record, problem in first if not problem for key in record))
        if not self.header:
            why = f": the first {first[0][2]}" if first and first[0][2] else ""
            raise BadValue(f"{name} holds no records, which are objects with names and values{why}")
        check_header(name, self.header)

    def batches(self) -> Iterator[Batch]:
        """See Table. Keys that first come after the first thousand records are left out, and noted."""
        return together(self._raws())

    def _raws(self) -> Iterator[Raw]:
        known = set(self.header)
        for line, record, problem in self._records():
            if problem:
                yield Raw(line, [*record.values()], problem)
                continue
            if not record.keys() <= known:
                self._note(next(key for key in record if key not in known), line)
            cells = [record.get(key, "") for key in self.header]
            if any(map(str.strip, cells)):
                yield Raw(line, cells)

    def _note(self, key: str, line: int) -> None:
        note = f"ignored {quote(key)} and what else first appears after {FIRST_RECORDS:,} records, as in record {line}"
        if not any(each.startswith("ignored ") for each in self.notes):
            self.notes.append(note)

    def _records(self) -> Iterator[tuple[int, dict[str, str], str]]:
        """Line or number of each record, its texts by their keys, and what is wrong with it."""
        _begin(self._source)
        if self._array is None:
            found: Iterable[tuple[int, Any, str]] = _lines(self._source, self.name)
        else:
            found = _items(self._source, self.name, self._array)
        for line, value, problem in found:
            if problem or not isinstance(value, dict):
                yield line, {"": str(value)[:LONGEST_CELL]}, problem or "is no object with names and values"
                continue
            record: dict[str, str] = {}
            wrong = _flatten(value, "", record, 0)
            yield line, record, wrong


def open_json(source: BinaryIO, name: str) -> JsonTable:
    """The table in a document, whichever sort of document it is. BadValue where it holds no records."""
    _begin(source)
    line = source.readline(LONGEST_RECORD)
    while line and not line.strip():
        line = source.readline(LONGEST_RECORD)
    try:
        first = json.loads(line, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        first = None
    if isinstance(first, dict):
        more = any(each.strip() for each in iter(lambda: source.readline(LONGEST_RECORD), b""))
        lists = [
            key for key, value in first.items() if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        if more or not lists:
            return JsonTable(source, name, None)
    return JsonTable(source, name, _array(source, name))


def _items(source: BinaryIO, name: str, array: str) -> Iterator[tuple[int, Any, str]]:
    """The records of an array, numbered from 1. array: the key that it stands under; "" where it is the document."""
    level = 2 if array else 1  # how deep one is inside the array
    bounded, builder = _Bounded(source, name), _Builder()
    number, depth, key, inside = 0, 0, "", False
    for event, value in _events(bounded):
        depth += event.startswith("start_") - event.startswith("end_")
        if inside and depth >= level:
            if builder.takes(event, value):
                bounded.read_since = 0
                number += 1
                yield number, builder.value, ""
            continue
        bounded.read_since = 0
        inside = event == "start_array" and depth == level and key == array
        if event == "map_key" and depth == 1:
            key = value


def _lines(source: BinaryIO, name: str) -> Iterator[tuple[int, Any, str]]:
    number = 0
    while line := source.readline(LONGEST_RECORD + 1):
        number += 1
        if len(line) > LONGEST_RECORD:
            raise BadValue(f"{name}: line {number} is longer than {LONGEST_RECORD:,} bytes")
        if not line.strip():
            continue
        try:
            yield number, json.loads(line, parse_int=str, parse_float=Decimal, parse_constant=_no_number), ""
        except (ValueError, ArithmeticError, RecursionError) as error:
            said = str(error) if isinstance(error, json.JSONDecodeError) else type(error).__name__
            yield number, line.decode("utf-8", "replace").strip(), f"is not JSON: {said}"


def _no_number(word: str) -> Any:
    raise ValueError(word)  # NaN is no JSON


def _array(source: BinaryIO, name: str) -> str:
    """Where the records of a document are: it is an array, or an object in which one value is an array of objects."""
    _begin(source)
    bounded = _Bounded(source, name)
    found: list[str] = []
    depth, key, opened = 0, "", False
    for event, value in _events(bounded):
        bounded.read_since = 0
        if event == "start_array" and (depth == 0 or (depth == 1 and key in REPLIES)):
            return key
        if event == "start_map" and depth == 2 and opened:
            found.append(key)
        if event == "map_key" and depth == 1:
            key = value
        opened = event == "start_array" and depth == 1
        depth += event.startswith("start_") - event.startswith("end_")
    if len(found) != 1:
        what = f"several lists of records ({', '.join(map(quote, found))})" if found else "no list of records"
        raise BadValue(f"{name} holds {what}: an array of objects is read, or an object with one such array")
    return found[0]


def _events(source: _Bounded) -> Iterator[tuple[str, Any]]:
    """What a document says, one thing after the other. BadValue where it is no JSON."""
    import ijson

    depth = 0
    try:
        for event, value in ijson.basic_parse(source):
            depth += event.startswith("start_") - event.startswith("end_")
            if depth > 2 * DEEPEST:
                raise BadValue(f"{source.name} is nested more than {2 * DEEPEST} deep")
            yield event, value
    except OSError as error:
        raise unreadable(source.name, error) from error
    except (ijson.JSONError, ValueError, ArithmeticError) as error:
        said = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        said = one_line(said.strip().split("\n")[0])[:200]
        raise BadValue(f"{source.name} is not JSON that can be read: {said}") from error


class _Builder:
    """Puts one value together."""

    def __init__(self) -> None:
        self.value: Any = None
        self._open: list[Any] = []
        self._keys: list[str] = []

    def takes(self, event: str, value: Any) -> bool:
        """Whether the value is complete with this."""
        if event == "map_key":
            self._keys[-1] = value
            return False
        if event in ("end_map", "end_array"):
            self.value = self._open.pop()
            self._keys.pop()
            return not self._open
        self.value = {} if event == "start_map" else [] if event == "start_array" else value
        if self._open and isinstance(self._open[-1], list):
            self._open[-1].append(self.value)
        elif self._open:
            self._open[-1][self._keys[-1]] = self.value
        if event in ("start_map", "start_array"):
            self._open.append(self.value)
            self._keys.append("")
        return not self._open


MOST_DIGITS = 4_300  # Python makes no number of more
# Looked for beforehand: the parser goes on with an error left behind, which then comes up anywhere.
_TOO_LONG = re.compile(rb"[0-9]{%d}" % (MOST_DIGITS + 1))


class _Bounded:
    """A file that refuses to be read on for ever without anything being found in it."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        self._source, self.name = source, name
        self.read_since = 0  # the last thing was found
        self._end = b""

    def read(self, size: int = -1) -> bytes:
        if self.read_since > LONGEST_RECORD:
            raise BadValue(f"{self.name} holds a record of more than {LONGEST_RECORD:,} bytes, or does not end")
        block = self._source.read(size)
        self.read_since += len(block)
        if _TOO_LONG.search(self._end + block):
            raise BadValue(f"{self.name} holds a number that is too long")
        self._end = (self._end + block)[-MOST_DIGITS:]
        return block


def _begin(source: BinaryIO) -> None:
    source.seek(0)
    if source.read(len(_BOM)) != _BOM:
        source.seek(0)


def _flatten(value: Any, path: str, into: dict[str, str], depth: int) -> str:
    """Put the texts of a value into a record; hands out what is wrong, if anything."""
    if depth > DEEPEST:
        return f"is nested more than {DEEPEST} deep"
    if len(into) > MOST_COLUMNS:
        return f"holds more than {MOST_COLUMNS:,} values"
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        members = {str(number): each for number, each in enumerate(value)}.items()
    else:
        into[path] = KEY_JOINT.join(map(_text, value)) if isinstance(value, list) else _text(value)
        return f"has a value of more than {LONGEST_CELL:,} characters" if len(into[path]) > LONGEST_CELL else ""
    for key, each in members:
        if wrong := _flatten(each, f"{path}.{key}" if path else key, into, depth + 1):
            return wrong
    return ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 60:
        return format(value, "f")
    return str(value)
