"""What a sheet shows and its numbers do not say: keys with zeros in front, hidden rows, digits that are gone."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from importing_samples import SHEET, SHEET_BEGIN, SHEET_END, archive, rows, table

from amcli.base.errors import BadValue
from amcli.tools.importing.services.files.sheet_cells import key_format
from conftest import Cli


def sheet(cells: list[list[Any]], *, formats: dict[str, str] | None = None, hidden: tuple[int, ...] = ()) -> io.BytesIO:
    """A workbook of these rows. formats: by cell; hidden: rows."""
    import openpyxl

    book = openpyxl.Workbook()
    made = book.worksheets[0]
    for row in cells:
        made.append(row)
    for name, code in (formats or {}).items():
        made[name].number_format = code
    for number in hidden:
        made.row_dimensions[number].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("00000", 15, "00015"), ("00000", 1234567, "1234567"), ("00000", 15.0, "00015"), ("0000", 0, "0000"),
        ('"R-"0000', 15, "R-0015"), ("000-00-0000", 12345678, "012-34-5678"), (r"\A000", 7, "A007"),
        ("00000;-00000", 15, "00015"), ("[$-409]00000", 15, "00015"), ("000 000", 1234, "001 234"),
        ("0", 15, "15"), ("General", 15, "15"), ("0.00", 15, "15"), ("#,##0", 1500, "1500"), ('0" kg"', 15, "15"),
        ("00.00", 1.5, "1.5"), ("00000", 1.5, "1.5"), ("00000", -15, "-15"), ("0%", 0.15, "0.15"),
    ],
)  # fmt: skip
def test_a_format_with_zeros_carries_the_key(code: str, value: float, text: str) -> None:
    """`00000` shows 15 as 00015, and so it is read; an amount stays the number that it is."""
    found = rows(table(sheet([["a", "b"], [value, "x"]], formats={"A2": code})))
    assert [cells[0] for _, cells, _ in found] == [text]


def test_dates_are_no_keys() -> None:
    """Zeros in a format of days make none."""
    assert key_format("yyyy-mm-dd") is None
    assert key_format("hh:mm:ss.00") is None


def test_hidden_rows_stay_out_unless_they_are_wanted(cli: Cli) -> None:
    """As a filter leaves them: what one sees is what goes in, and how many others there are is said."""
    path = cli.folder / "book.xlsx"
    path.write_bytes(sheet([["name", "city"], ["A", "X"], ["B", "X"], ["C", "X"]], hidden=(3,)).getvalue())
    done = cli("import", "accounts", str(path))
    assert (done.code, "left out 1 hidden row: --hidden takes them in" in done.err) == (0, True)
    assert cli.ok("account", "list", "-f", "ids").split() == ["a", "c"]
    assert "Imported 1 account (2 already there" in cli.ok("import", "accounts", str(path), "--hidden")
    done = cli("import", "accounts", "-", "--hidden", stdin="name\nA\n")
    assert (done.code, "--hidden is for .xlsx files" in done.err) == (2, True)


def test_digits_that_excel_has_cut_off_are_a_bad_row(cli: Cli) -> None:
    """A number of 18 digits is no key any more; in a column that is not taken it does not matter."""
    xml = b'<row r="1"><c t="inlineStr"><is><t>name</t></is></c><c t="inlineStr"><is><t>%s</t></is></c></row>'
    row = b'<row r="2"><c t="inlineStr"><is><t>A</t></is></c><c r="B2"><v>1.23456789012346E+17</v></c></row>'
    path = cli.folder / "book.xlsx"
    path.write_bytes(archive({SHEET: [SHEET_BEGIN, xml % b"external_id", row, SHEET_END]}).getvalue())
    done = cli("import", "accounts", str(path))
    assert (done.code, "line 2: has a number of 18 digits, of which Excel keeps 15" in done.err) == (2, True)
    path.write_bytes(archive({SHEET: [SHEET_BEGIN, xml % b"IBAN", row, SHEET_END]}).getvalue())
    cli.ok("import", "accounts", str(path))


def test_a_title_and_a_merged_cell_above_the_header(cli: Cli) -> None:
    """The header is the first row whose names are known; it is said which."""
    path = cli.folder / "book.xlsx"
    data: list[list[Any]] = [["Customers of 2026"], [], ["Customer", None, "More"], ["name", "city", "phone"]]
    path.write_bytes(sheet([*data, ["A", "X", "1"]]).getvalue())
    done = cli("import", "accounts", str(path))
    assert (done.code, "the header is row 4: left out what is above it" in done.err) == (0, True)
    assert "Imported 1 account" in done.out


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<html><body><table><tr><td>name</td></tr></table>", "is a web page (HTML)"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<html>", "is a web page (HTML)"),
        ("\ufeff<table><tr><td>name".encode("utf-16"), "is a web page (HTML)"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', "is an Excel 2003 XML file"),
        (b'<?xml version="1.0"?><rows><row/></rows>', "is XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an Excel file of before 2007"),
        (b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "is an OpenDocument file"),
        (b"PK\x03\x04" + b"Index/Document.iwa", "is a Numbers file"),
    ],
)
def test_what_is_called_a_workbook_and_is_none(data: bytes, says: str) -> None:
    """One sentence says what it is and what to do."""
    with pytest.raises(BadValue) as error:
        table(data, "rows.xls")
    assert f"rows.xls {says}" in error.value.message
    assert "CSV" in error.value.message


def test_a_strict_workbook_is_named() -> None:
    """Its parts have other names than openpyxl knows: one sentence says how to save it."""
    plain, strict = sheet([["name"], ["A"]]), io.BytesIO()
    with zipfile.ZipFile(plain) as given, zipfile.ZipFile(strict, "w") as made:
        for part in given.namelist():
            made.writestr(part, given.read(part).replace(b"schemas.openxmlformats.org", b"purl.oclc.org/ooxml"))
    with pytest.raises(BadValue, match=r"Strict|cannot be read"):
        table(strict, "rows.xlsx")


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("[$$-409]#,##0.00", 1000, "$ 1000"), ("#,##0 [$kr-414]", 2000, "2000 kr"), ('"¥"#,##0', 3000, "¥ 3000"),
        ("[$¥-411]#,##0", 3000.5, "¥ 3000.5"), ('"USD" #,##0', -5, "USD -5"), (r"#,##0.00\ [$€-407]", 5, "5 €"),
        ('_("$"* #,##0.00_);_("$"* \\(#,##0.00\\)', 5, "$ 5"), ("€#,##0", 5, "€ 5"), (r"#,##0\ \k\r", 5, "5 kr"),
        ("[$EUR] #,##0.00;[Red]-[$EUR] #,##0.00", 5, "EUR 5"), ("$#,##0", 5, "$ 5"), ('#,##0 "zł"', 5, "5 zł"),
        ("[$-409]#,##0", 5, "5"), ('0" kg"', 5, "5"), ('0.0"L"', 5, "5"), ("[Red]0.00", 5, "5"),
        ('#,##0 "Stk"', 5, "5"),
    ],
)  # fmt: skip
def test_a_currency_that_only_the_format_says_is_in_the_text(code: str, value: float, text: str) -> None:
    """The sign or code that the cell shows stands beside its number; units of other things do not."""
    found = rows(table(sheet([["a", "b"], [value, "x"]], formats={"A2": code})))
    assert [cells[0] for _, cells, _ in found] == [text]


def test_amounts_have_the_currency_that_their_format_shows(cli: Cli) -> None:
    """A code settles it; a sign of several currencies is asked for, as in any file."""
    cli.ok("account", "add", "Acme")
    path = cli.folder / "book.xlsx"
    cells: list[list[Any]] = [
        ["account", "date", "amount"],
        ["Acme", "2026-09-01", 1000],
        ["Acme", "2026-09-02", 2000.5],
    ]
    path.write_bytes(sheet(cells, formats={"C2": '"USD" #,##0', "C3": "#,##0.00 [$€-407]"}).getvalue())
    cli.ok("import", "sales", str(path))
    listed = cli.ok("sale", "list", "-f", "csv", "--columns", "amount,currency", "--sort", "date").splitlines()
    assert listed[1:] == ["1000.00,USD", "2000.50,EUR"]
    path.write_bytes(sheet(cells, formats={"C2": "#,##0 [$kr-414]", "C3": "#,##0 [$kr-414]"}).getvalue())
    done = cli("import", "sales", str(path))
    assert done.code == 2
    assert "kr may be" in done.err and "--map 'currency=" in done.err
