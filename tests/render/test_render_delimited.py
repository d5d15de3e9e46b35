"""csv and tsv: read back by a csv reader, safe in a spreadsheet, plain numbers."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import ANY_TEXT, listing, one_cell, record, report, shown

from amcli.base.results import Column, Kind, Listing
from amcli.base.text import clean, escape_cell, unescape_cell


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline=""), strict=True))


def test_csv_of_every_kind() -> None:
    """Plain numbers, ISO dates, lists joined by commas, empty cells for what is missing."""
    assert shown(listing(), "csv") == (
        "code,name,tier,weight,sales,attainment,due,tags,live,months\n"
        'maruti,Maruti,1,2.5,1234567.80,43.3,2026-12-01,"car,key",true,1 2.5\n'
        "goody,Goody Service,,,-0.05,,2026-12-01T15:30,,false,\n"
    )


def test_tsv_of_every_kind() -> None:
    """The same cells between tabs, unquoted."""
    assert shown(listing(), "tsv") == (
        "code\tname\ttier\tweight\tsales\tattainment\tdue\ttags\tlive\tmonths\n"
        "maruti\tMaruti\t1\t2.5\t1234567.80\t43.3\t2026-12-01\tcar,key\ttrue\t1 2.5\n"
        "goody\tGoody Service\t\t\t-0.05\t\t2026-12-01T15:30\t\tfalse\t\n"
    )


def test_report_has_no_total_line() -> None:
    """A column can be summed: the total is no row of it."""
    assert shown(report(), "csv").splitlines() == [
        "key,name,actual,attainment,sign",
        "maruti,Maruti,520000.00,104.0,✓",
        "hyundai,Hyundai,90.50,93.0,~",
        "ford,Ford,7.00,9.9,!",
        "rest,Rest,0.00,,",
    ]


def test_record_is_a_header_and_a_row() -> None:
    """A record gives its own cells."""
    assert read_csv(shown(record(), "csv")) == [
        ["code", "name", "phone", "growth", "note"],
        ["maruti", "Maruti", "", "", "First line\nsecond line"],
    ]


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_empty_is_a_header_alone(format: str) -> None:
    """No row is still a valid file."""
    assert shown(listing([]), format).count("\n") == 1


def test_only_text_is_escaped() -> None:
    """What a spreadsheet would run is escaped in text and lists; a negative number stays a number."""
    columns = (Column("text"), Column("tags", Kind.LIST), Column("amount", Kind.MONEY))
    text = shown(Listing("x", columns, [("=1+1", ("@a", "b"), Decimal("-5.00"))]), "csv")
    assert text == "text,tags,amount\n'=1+1,\"'@a,b\",-5.00\n"


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=3))
def test_csv_gives_any_text_back(rows: list[tuple[str, str]]) -> None:
    """Any text that can be stored comes back through a csv reader and the import's unescaping."""
    read = read_csv(shown(Listing("x", (Column("a"), Column("b")), rows), "csv"))
    assert [[unescape_cell(cell) for cell in row] for row in read[1:]] == [[clean(a)[0], clean(b)[0]] for a, b in rows]


@given(ANY_TEXT)
def test_csv_cells_do_not_run(text: str) -> None:
    """No cell begins as a formula does."""
    cell = read_csv(shown(one_cell(text), "csv"))[1][0]
    assert cell == escape_cell(clean(text)[0])


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=3))
def test_tsv_gives_any_text_back(rows: list[tuple[str, str]]) -> None:
    """A row is one line whatever it holds, and its escapes can be undone."""
    lines = shown(Listing("x", (Column("a"), Column("b")), rows), "tsv").removesuffix("\n").split("\n")
    read = [[unescape_cell(_unescape_tsv(cell)) for cell in line.split("\t")] for line in lines[1:]]
    assert read == [[clean(a)[0], clean(b)[0]] for a, b in rows]


def _unescape_tsv(cell: str) -> str:
    """The reader's side of the tsv rules."""
    read, characters = "", iter(cell)
    for character in characters:
        read += {"n": "\n", "t": "\t", "\\": "\\"}[next(characters)] if character == "\\" else character
    return read


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_keep_every_digit(value: Decimal) -> None:
    """A number comes back equal, and without an exponent."""
    columns = (Column("m", Kind.MONEY), Column("p", Kind.PERCENT), Column("n", Kind.NUMBER))
    cells = read_csv(shown(Listing("x", columns, [(value,) * 3]), "csv"))[1]
    assert [Decimal(cell) for cell in cells] == [value] * 3
    assert "E" not in "".join(cells)


def test_a_text_column_takes_what_sql_gives() -> None:
    """A query's cells have no declared kind: a number in a text column is shown as it is."""
    assert shown(Listing("row", (Column("a"), Column("b")), [(5, Decimal("1E-7"))]), "csv") == "a,b\n5,0.0000001\n"
