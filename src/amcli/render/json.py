"""JSON, row by row. Our own, because the json module takes no Decimal and would hold every row at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from json.encoder import encode_basestring
from math import isfinite
from typing import Any, TextIO

from amcli.base.results import Change, Column, Document, Listing, Message, Record, Report, RowFormat
from amcli.base.time.dates import iso
from amcli.render.select import Rows

# A GLOB pattern of texts that are more than ASCII and the letters after it, or hold what JSON escapes.
_RISKY = "*[^] !#-[^-~\u00a1-\u167f]*"
# What the C encoder lets through and should not reach a terminal, split a line of jsonl, or cannot be written as UTF-8.
_UNSAFE = "[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"  # compiled when the first such text comes


def encode(value: object) -> str:
    """Any plain value on one line. Decimals keep their digits; text stays readable; what JSON cannot say is null."""
    encoder = _ENCODERS.get(type(value))
    if encoder is None:
        encoder = next((each for kind, each in _ENCODERS.items() if isinstance(value, kind)), _unknown)
    return encoder(value)


def write_json(result: Rows, out: TextIO) -> None:
    """A listing is an array of objects, a report or a record an object; one row a line."""
    match result:
        case Listing():
            write_array(result, out, "")
        case Report():
            _write_report(result, out)
        case _:
            _write_record(result, out)
    out.write("\n")


def write_jsonl(result: Rows, out: TextIO) -> None:
    """One object a line: the rows of a listing or a report, or the whole record."""
    line = _row_encoder(result.columns)
    if isinstance(result, Listing) and (blocks := _lines(result)) is not None:
        out.writelines("\n".join(block) + "\n" for block in blocks)
        return
    if not isinstance(result, Record):
        out.writelines(f"{line(row)}\n" for row in result.rows)
        return
    members = [line(result.row)[1:-1]]
    for section in result.sections:
        rows = map(_row_encoder(section.columns), section.rows)
        members.append(f"{_string(section.noun)}: [{', '.join(rows)}]")
    out.write(f"{{{', '.join(members)}}}\n")


def write_document(document: Document, out: TextIO) -> None:
    """One object: the head on a line of its own, then each listing as an array, one record a line."""
    out.write(f"{{\n{_string(document.key)}: {encode(document.head)}")
    for section in document.sections:
        out.write(f",\n{_string(section.noun)}: ")
        write_array(section, out, "")
    out.write("\n}\n")


def write_words(result: Change | Message, out: TextIO) -> None:
    """What a write did, or a message's own JSON value, on one line."""
    if isinstance(result, Change):
        value: Any = {"message": result.message, "references": result.references}
    else:
        value = result.text if result.json is None else result.json
    out.write(f"{encode(value)}\n")


def write_array(result: Listing, out: TextIO, indent: str) -> None:
    """The rows of a listing as an array of objects, one a line."""
    blocks = _lines(result)
    if blocks is None:
        _write_array(result.columns, result.rows, out, indent)
        return
    joint = f",\n{indent}  "
    opening, end = f"[\n{indent}  ", "[]"
    for block in blocks:
        out.write(opening + joint.join(block))
        opening, end = joint, f"\n{indent}]"
    out.write(end)


def _lines(result: Listing) -> Iterator[list[str]] | None:
    """The finished objects, where the listing can give them."""
    if result.lines is None or not result.columns:
        return None
    keys = [column.key for column in result.columns]
    heads = [f"{', ' if place else '{'}{_string(key)}: " for place, key in enumerate(keys)]
    return result.lines(keys, RowFormat(tuple(heads), "}", "null", '"', _RISKY, "", _string, _array))


def _write_report(report: Report, out: TextIO) -> None:
    out.write(f'{{\n  "report": {_string(report.report)},\n')
    for key, value in report.facts.items():
        out.write(f"  {_string(key)}: {encode(value)},\n")
    out.write('  "rows": ')
    _write_array(report.columns, report.rows, out, "  ")
    total = "null" if report.total is None else _row_encoder(report.columns)(report.total)
    out.write(f',\n  "total": {total}')
    if report.sentences:
        out.write(f',\n  "notes": {encode(report.sentences)}')
    out.write("\n}")


def _write_record(record: Record, out: TextIO) -> None:
    separator = "{\n"
    for column, cell in zip(record.columns, record.row, strict=True):
        out.write(f"{separator}  {_string(column.key)}: {encode(cell)}")
        separator = ",\n"
    for section in record.sections:
        out.write(f"{separator}  {_string(section.noun)}: ")
        _write_array(section.columns, section.rows, out, "  ")
    out.write("\n}")


def _write_array(columns: Sequence[Column], rows: Iterable[Sequence[Any]], out: TextIO, indent: str) -> None:
    line = _row_encoder(columns)
    separator, end = f"[\n{indent}  ", "[]"
    for row in rows:
        out.write(separator + line(row))
        separator, end = f",\n{indent}  ", f"\n{indent}]"
    out.write(end)


def _row_encoder(columns: Sequence[Column]) -> Callable[[Sequence[Any]], str]:
    heads = [f"{_string(column.key)}: " for column in columns]

    def line(row: Sequence[Any]) -> str:
        cells = [head + _ENCODERS.get(type(cell), encode)(cell) for head, cell in zip(heads, row, strict=True)]
        return f"{{{', '.join(cells)}}}"

    return line


def _string(text: str) -> str:
    encoded = encode_basestring(text)
    return encoded if text.isprintable() else re.sub(_UNSAFE, _escape, encoded)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _decimal(value: Decimal) -> str:
    return format(value, "f") if value.is_finite() else "null"


def _float(value: float) -> str:
    return repr(value) if isfinite(value) else "null"


def _object(value: Mapping[str, object]) -> str:
    return f"{{{', '.join(f'{_string(str(key))}: {encode(each)}' for key, each in value.items())}}}"


def _array(values: Iterable[object]) -> str:
    return f"[{', '.join(map(encode, values))}]"


def _date(value: date) -> str:
    return f'"{iso(value)}"'


def _unknown(value: object) -> str:
    return _string(str(value))


_ENCODERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    str: _string,
    int: int.__repr__,
    Decimal: _decimal,
    float: _float,
    datetime: _date,
    date: _date,
    tuple: _array,
    list: _array,
    dict: _object,
}
