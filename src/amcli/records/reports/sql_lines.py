"""The rows of a view as finished lines of csv or JSON, written by SQL: four times as fast as cell by cell in Python.

Only a text that holds more than plain characters comes back to Python, one at a time, to be quoted and escaped. The
texts of records with a code stand in many rows: whether any of them is risky is asked of their own table, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from amcli.base.fields import Noun, Type
from amcli.base.registry import NOUNS
from amcli.base.results import Column, Kind, Lines, RowFormat
from amcli.base.text import unescape_phrase
from amcli.store.reader import Reader

DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
TIME = "T[0-9][0-9]:[0-9][0-9]"
BLOCK = 1_000  # lines that are handed over at one time


def lines_of(
    reader: Reader, noun: Noun, columns: Sequence[Column], sources: Mapping[str, str], rest: str, given: Sequence[Any]
) -> Lines:
    """The way to the lines of a noun's rows.

    sources: the SQL of each column by its key; a column without one cannot be written by SQL alone. rest: the SQL from
    FROM on, with `given` as its parameters.
    """
    known = {column.key: column for column in columns}

    def lines(keys: Sequence[str], style: RowFormat) -> Iterator[list[str]] | None:
        if not all(key in sources for key in keys):
            return None
        _teach(reader, style)
        cells = [
            _cell(known[key], sources[key], style, _risk(reader, noun, known[key], sources[key], style)) for key in keys
        ]
        form = "%s".join([*(head.replace("%", "%%") for head in style.heads), style.tail.replace("%", "%%")])
        return _blocks(reader, f"SELECT printf({_literal(form)}, {', '.join(cells)}) {rest}", given)

    return lines


def _blocks(reader: Reader, sql: str, given: Sequence[Any]) -> Iterator[list[str]]:
    cursor = reader.rows(sql, tuple(given))
    while rows := cursor.fetchmany(BLOCK):
        yield [line for (line,) in rows]


def _teach(reader: Reader, style: RowFormat) -> None:
    """The format's own writing of what SQL cannot write."""
    functions: dict[str, Callable[[str], str]] = {
        "line_text": style.text,
        "line_items": lambda text: style.items(text.split(";")),
        "line_phrases": lambda text: style.items([unescape_phrase(each) for each in text.split(";")]),
        "line_number": _number,
    }
    for name, function in functions.items():
        reader.connection.create_function(name, 1, function, deterministic=True)


def _number(text: str) -> str:
    """A number's digits. ValueError for what is none, as only other hands can have written."""
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return format(number, "f")


def _risk(reader: Reader, noun: Noun, column: Column, source: str, style: RowFormat) -> str:
    """The SQL that tells whether a cell is more than plain characters; nothing where none is.

    The texts of a table that is small beside the rows, and of which many rows show one, are looked at once. What amcli
    writes as a day or a known word is looked at all the same, since other hands may have written into the file; to ask
    whether it has that form is five times as fast as to look for what is risky in it.
    """
    key = column.key
    if key == "id" or (key.endswith("_id") and key != "external_id"):
        return ""
    field = next((field for field in noun.fields if field.name == key), None)
    if column.kind is Kind.DATE:
        forms = [DAY, f"{DAY}{TIME}"] if column.timed else [DAY]
        return f"NOT ({' OR '.join(f'{source} GLOB {_literal(form)}' for form in forms)})"
    if field and field.choices and not field.many:
        return f"{source} NOT IN ({', '.join(map(_literal, field.choices))})"
    if field and field.type is Type.CURRENCY:
        return f"{source} NOT GLOB '[A-Z][A-Z][A-Z]'"
    if home := _home(noun, key):
        table, name = home  # where a disk has spoilt a row, an index of it may say what the row said before
        if reader.rows(f"SELECT 1 FROM {table} NOT INDEXED WHERE {_risky(name, style)} LIMIT 1").fetchone() is None:
            return ""
    return _risky(source, style)


def _home(noun: Noun, key: str) -> tuple[str, str] | None:
    """The table and the column of the text that a column shows of another noun's record, where that has a code."""
    named = {field.name: field.noun for field in noun.references if field.noun != noun.name}
    named |= {noun.within: noun.within} if noun.within else {}
    other = named.get(key.removesuffix("_name"), "")
    return (other, "name" if key.endswith("_name") else "code") if other and NOUNS[other].coded else None


def _cell(column: Column, source: str, style: RowFormat, risk: str) -> str:
    """The SQL of one cell. risk: which texts are not simply put between their quotes."""
    cases = []
    quoted = source
    match column.kind:
        case Kind.TEXT | Kind.DATE if risk:
            cases = [(risk, f"line_text({source})")]
        case Kind.LIST:
            items = f"line_items({source})"
            if column.phrases:  # commas stand between those of a cell (base/text.py: escape_phrase)
                items = f"line_phrases({source})" if style.missing else f"line_items(replace({source}, ',', '%2C'))"
            return f"CASE WHEN {source} IS NULL THEN {_literal(style.missing)} ELSE {items} END"
        case Kind.NUMBER:  # written by amcli it has digits and a point
            odd = [f"{source} NOT GLOB '[0-9]*'", *(f"{source} GLOB '{form}'" for form in ("*[^0-9.]*", "*.", "*.*.*"))]
            cases = [(" OR ".join(odd), f"line_number({source})")]
        case _:
            pass
    if style.quote and column.kind in (Kind.TEXT, Kind.DATE):
        quote = _literal(style.quote)
        quoted = f"{quote} || {source} || {quote}"
    if style.missing:
        quoted = f"coalesce({quoted}, {_literal(style.missing)})"
    if not cases:
        return quoted
    return f"CASE {' '.join(f'WHEN {test} THEN {cell}' for test, cell in cases)} ELSE {quoted} END"


def _risky(source: str, style: RowFormat) -> str:
    """NULL for a missing text, which counts as no. (GLOB and printf end at a NUL, which other hands may have put.)"""
    test = f"{source} GLOB {_literal(style.risky)} OR instr({source}, char(0))"
    return f"({source} NOT GLOB {_literal(style.start)} OR {test})" if style.start else f"({test})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
