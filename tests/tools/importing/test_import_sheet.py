"""Excel sheets as tables of texts."""

import builtins
import io
import struct
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_samples import SHEET, SHEET_BEGIN, SHEET_END, STYLES, TEXTS, TEXTS_BEGIN, archive, rows, table, workbook

from amcli.base.errors import AmcliError, BadValue
from amcli.tools.importing.services.files import sheet
from amcli.tools.importing.services.files.table import Table


def cell(value: Any) -> str:
    """A value written into a workbook by openpyxl, and read back as text."""
    return table(workbook([["a", "b"], [value, "x"]])).batches().__next__().rows[0][0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1250.1, "1250.1"),
        (0.1 + 0.2, "0.3"),
        (3.0, "3"),
        (-45.5, "-45.5"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (7, "7"),
        (True, "true"),
        (False, "false"),
        (None, ""),
        (date(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24, 15, 30), "2026-11-24T15:30:00"),
        (time(15, 30), "15:30:00"),
        ("0012", "0012"),
        (" Ä🙂\n", " Ä🙂\n"),
        ("=1+1", ""),
    ],
)
def test_a_cell_is_what_would_be_typed(value: object, text: str) -> None:
    """Numbers without noise, days as ISO has them, texts as they are, of a formula the value that was kept."""
    assert cell(value) == text


@settings(max_examples=40)
@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=30))
def test_an_amount_arrives_to_the_cent(amounts: list[Decimal]) -> None:
    """Excel keeps binary numbers; none of their noise comes through."""
    found = rows(table(workbook([["a"], *([float(amount)] for amount in amounts)])))
    assert [Decimal(cells[0]) for _, cells, _ in found] == amounts


def test_the_header_is_the_first_row_that_is_not_blank() -> None:
    """Rows have the numbers that they have in Excel; blank ones are left out, short ones filled up."""
    found = table(workbook([[], [None, " "], ["Name", "City", None], ["A"], [], [None, "B", None], ["C", "D", "E"]]))
    assert found.header == ["Name", "City"]
    assert rows(found) == [
        (4, ["A", ""], ""),
        (6, ["", "B"], ""),
        (7, ["C", "D", "E"], "has 3 cells, and the header has 2"),
    ]
    assert rows(found) == rows(found)


def test_the_sheet_is_the_first_one_or_the_one_named() -> None:
    """A hidden one, as Dynamics puts in front, is not the first; a name counts in any case; a wrong one is answered."""
    import openpyxl

    book = openpyxl.load_workbook(
        workbook([["secret"], ["x"]], "hiddenSheet", {"Leads": [["a"], ["1"]], "Mehr": [["b"], ["2"]]})
    )
    book["hiddenSheet"].sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    assert table(stream).header == ["a"]
    assert table(stream, sheet="mehr ").header == ["b"]
    assert table(stream, sheet="hiddenSheet").header == ["secret"]
    with pytest.raises(BadValue, match=r"rows\.x has no sheet 'Mer': it has hiddenSheet, Leads, Mehr") as error:
        table(stream, sheet="Mer")
    assert error.value.candidates[0] == "Mehr"
    with pytest.raises(BadValue, match=r"--sheet is for \.xlsx files"):
        table(b"a\n1\n", sheet="Mehr")


def test_what_excel_kept_of_a_formula_is_taken() -> None:
    """And a formula that nobody has worked out yet is said."""
    cells = b'<row><c t="str"><f>A1</f><v>name</v></c><c t="str"><f>x</f><v>sum</v></c></row>'
    values = b'<row><c t="str"><f>""</f><v></v></c><c><f>1+1</f><v>2</v></c></row>'
    assert rows(table(archive({SHEET: [SHEET_BEGIN, cells, values, SHEET_END]}))) == [(2, ["", "2"], "")]
    assert table(archive({SHEET: [SHEET_BEGIN, cells, values, SHEET_END]})).notes == []
    empty = b"<row><c><f>1+1</f></c><c><f>2</f><v></v></c></row>"
    assert table(archive({SHEET: [SHEET_BEGIN, cells, empty, SHEET_END]}), "x.xlsx").notes == [
        "2 formulas have no value in x.xlsx: open it in Excel and save it, or the cells are empty"
    ]


def test_texts_that_cells_share_are_found() -> None:
    """As Excel itself writes them."""
    shared = [TEXTS_BEGIN, b"<si><t>Name</t></si><si><r><t>A</t></r><r><t>cme</t></r></si></sst>"]
    data = [
        SHEET_BEGIN,
        b'<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="9"><c t="s"><v>1</v></c></row>',
        SHEET_END,
    ]
    found = table(archive({TEXTS: shared, SHEET: data}))
    assert (found.header, rows(found)) == (["Name"], [(9, ["Acme"], "")])


MEGABYTE = 2**20
BOMBS: dict[str, dict[str, list[bytes]]] = {
    "one long text": {SHEET: [SHEET_BEGIN, b"<row><c><is><t>", *[b" " * MEGABYTE] * 6]},
    "a large sheet": {SHEET: [SHEET_BEGIN, *[b"<row/>", b" " * MEGABYTE] * 5]},
    "a million columns": {SHEET: [SHEET_BEGIN, b"<row>", *[b"<c/>" * 10_000] * 100, b"</row>", SHEET_END]},
    "two million rows": {SHEET: [SHEET_BEGIN, *[b"<row/>" * 10_000] * 200, SHEET_END]},
    "a row far away": {SHEET: [SHEET_BEGIN, b'<row r="99999999999"/>', SHEET_END]},
    "an entity": {SHEET: [b'<!DOCTYPE x [<!ENTITY a "aaaa">]>', SHEET_BEGIN[38:], b"<row/>", SHEET_END]},
    "many merged cells": {SHEET: [SHEET_BEGIN, b"<mergeCell/>" * 200_000, SHEET_END]},
    "many shared texts": {TEXTS: [TEXTS_BEGIN, *[b"<si/>" * 10_000] * 101, b"</sst>"]},
    "large shared texts": {TEXTS: [TEXTS_BEGIN, *[b"<si><t>%s</t></si>" % (b"x" * MEGABYTE)] * 4, b"</sst>"]},
    "large styles": {STYLES: [b"<styleSheet>", *[b" " * MEGABYTE] * 21, b"</styleSheet>"]},
    "deep styles": {STYLES: [b"<styleSheet>", b"<a>" * 200_000]},
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_no_workbook_holds_is_refused(bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before openpyxl makes an object of it. (The largest sizes are lowered, so that nobody waits for a gigabyte.)"""
    monkeypatch.setattr(sheet, "LARGEST", {"worksheet": 5 * MEGABYTE, "sst": 3 * MEGABYTE})
    with pytest.raises(BadValue, match="too large for a workbook"):
        table(archive(BOMBS[bomb]))


def far_to_the_right(cell: str, count: int) -> Table:
    """A sheet of so many rows, each with a value in its first column and a cell in the last that Excel has."""
    made = [f'<row r="{n}"><c r="A{n}"><v>{n}</v></c>{cell.format(n)}</row>'.encode() for n in range(2, count + 2)]
    head = b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
    return table(archive({SHEET: [SHEET_BEGIN, head, *made, SHEET_END]}))


def test_rows_that_are_very_wide() -> None:
    """Some are bad rows, which say how wide they are; more are refused, since each takes as long as hundreds; what is
    wide only by the format of empty cells is read as if these were not there.
    """
    found = rows(far_to_the_right('<c r="XFD{0}"><v>1</v></c>', 3))
    assert {problem for _, _, problem in found} == {"has 16,384 cells, and the header has 1"}
    with pytest.raises(BadValue, match="more than 200 rows with cells to the right of the column number 1,000"):
        rows(far_to_the_right('<c r="XFD{0}"><v>1</v></c>', 300))
    found = rows(far_to_the_right('<c r="XFD{0}" s="0"/>', 3_000))
    assert (len(found), found[0]) == (3_000, (2, ["2"], ""))


def test_a_list_of_very_many_parts_is_refused() -> None:
    """Reading the list alone would fill the memory."""
    data = bytearray(workbook([["a"]]).getvalue())
    end = data.rfind(b"PK\5\6")
    data[end + 12 : end + 16] = struct.pack("<I", 2**20 + 1)
    with pytest.raises(BadValue, match="too large for a workbook"):
        table(bytes(data))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 and no more", "cannot be read as an Excel workbook"),
        (archive({SHEET: [b"no xml"]}).getvalue(), "cannot be read as an Excel workbook"),
        (archive({SHEET: [SHEET_BEGIN, b"<row><c>"]}).getvalue(), "cannot be read as an Excel workbook"),
        (archive({SHEET: [SHEET_BEGIN, SHEET_END]}).getvalue(), "has no header"),
        (archive({SHEET: [SHEET_BEGIN, b'<row><c t="s"><v>7</v></c></row>', SHEET_END]}).getvalue(), "list index"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an Excel file of before 2007"),
        (b"\x1f\x8b\x08", "is compressed: unpack it first"),
        (b"%PDF-1.7", "is a PDF"),
        (b"SQLite format 3\0", "is an SQLite database"),
    ],
)
def test_what_is_no_workbook_says_what_it_is(data: bytes, says: str) -> None:
    """One line, and no traceback of a package."""
    with pytest.raises(BadValue, match=says):
        rows(table(data))


def test_another_archive_is_no_workbook() -> None:
    """A zip file of anything."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("a.csv", "a\n1\n")
    with pytest.raises(BadValue, match="cannot be read as an Excel workbook"):
        table(stream)


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    real = builtins.__import__

    def missing(name: str, *others: Any, **more: Any) -> Any:
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return real(name, *others, **more)

    data = workbook([["a"]])
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(BadValue, match=r'type pip install "amcli\[xlsx\]", or save it as CSV'):
        table(data)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=20), st.integers(0, 3))
def test_a_damaged_workbook_is_rows_or_an_error_of_ours(damage: list[tuple[int, int]], cut: int) -> None:
    """Whatever bytes are wrong in it."""
    data = bytearray(_WHOLE if not cut else _WHOLE[: -cut * 50])
    for place, byte in damage:
        data[place % len(data)] = byte
    try:
        rows(table(bytes(data)))
    except AmcliError as error:
        assert "\n" not in error.message


_WHOLE = workbook([["a", "b"], [1, date(2026, 1, 1)], ["x", True]]).getvalue()
