"""xlsx and parquet: read back by the packages themselves, with real dates and exact numbers."""

import sys
import tempfile
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.results import Column, Kind, Listing
from amcli.base.text import clean
from amcli.render import render, xlsx
from conftest import Cli, tries

COLUMNS = (
    Column("id"), Column("tier", Kind.INT), Column("weight", Kind.NUMBER), Column("sales", Kind.MONEY),
    Column("attainment", Kind.PERCENT), Column("day", Kind.DATE), Column("due", Kind.DATE, timed=True),
    Column("tags", Kind.LIST), Column("live", Kind.FLAG), Column("months", Kind.SPARK),
)  # fmt: skip
ROWS: list[tuple[Any, ...]] = [
    ("A", 1, Decimal("2.5"), Decimal("1250.50"), Decimal("43.3"), date(2026, 12, 1), datetime(2026, 12, 1, 15, 30),
     ("car", "key"), True, (Decimal(1), Decimal("2.5"))),
    ("=1+1", 2**53, Decimal("0.000001"), Decimal("123456789012345.67"), None, date(1899, 12, 31), date(2026, 12, 1),
     (), False, ()),
    ("#N/A", None, Decimal("1E+3"), Decimal("5000"), Decimal("-1.0"), None, None, None, None, None),
]  # fmt: skip


def written(path: Path, listing: Listing) -> Path:
    with path.open("w") as out:
        render(listing, path.suffix[1:], out)
    return path


def sheet(path: Path) -> Any:
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) == 1
    return book.active


def test_a_sheet_of_every_kind(tmp_path: Path) -> None:
    """Dates are dates, numbers are numbers with their decimals; what Excel would round is text with every digit."""
    found = sheet(written(tmp_path / "x.xlsx", Listing("sales", COLUMNS, ROWS)))
    values = [[cell.value for cell in row] for row in found.iter_rows()]
    assert values[0] == [column.key for column in COLUMNS]
    assert values[1] == ["A", 1, 2.5, 1250.5, 43.3, datetime(2026, 12, 1), datetime(2026, 12, 1, 15, 30),
                         "car,key", True, "1 2.5"]  # fmt: skip
    assert values[2] == ["=1+1", "9007199254740992", 1e-06, "123456789012345.67", None, "1899-12-31",
                         datetime(2026, 12, 1), None, False, None]  # fmt: skip
    assert values[3] == ["#N/A", None, "1000", 5000, -1, None, None, None, None, None]
    assert [found.cell(row, 4).number_format for row in (2, 4)] == ["#,##0.00", "#,##0"]
    assert found["F2"].number_format == "yyyy-mm-dd"
    assert found["G2"].number_format == "yyyy-mm-dd hh:mm"
    assert [found["A3"].data_type, found["A4"].data_type] == ["s", "s"]


def test_the_header_stays(tmp_path: Path) -> None:
    """The header is bold and frozen, columns are wide enough for a date, the sheet has the name of its records."""
    found = sheet(written(tmp_path / "x.xlsx", Listing("sales", COLUMNS, ROWS)))
    assert found.freeze_panes == "A2"
    assert all(cell.font.bold for cell in found[1])
    assert not found["A2"].font.bold
    assert found.column_dimensions["F"].width >= 11
    assert found.title == "sales"


ODD = ("=A1", "+1", "@x", "#REF!", "\x00", "\ufffe", "a\rb", " x ")


@settings(max_examples=tries(20, 100))
@given(
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["=A1", "+1", "@x", "#REF!", "\x00", "\ufffe", "a\rb"])))
)
def test_any_text_is_text(tmp_path: Path, texts: list[str]) -> None:
    """No text becomes a formula, a number or an error; what a sheet cannot hold is left out, all else comes back."""
    path = written(tmp_path / "x.xlsx", Listing("x", (Column("a"), Column("b")), [(text, "end") for text in texts]))
    cells = [row[0] for row in sheet(path).iter_rows(min_row=2)]
    kept = [clean(text)[0].replace("\ufffe", "").replace("\uffff", "") for text in texts]
    assert [cell.value or "" for cell in cells] == kept
    assert {cell.data_type for cell in cells if cell.value} <= {"s"}


def test_what_excel_would_unescape(tmp_path: Path) -> None:
    """A text that reads like one of Excel's escapes is escaped itself, as the standard says."""
    path = written(tmp_path / "x.xlsx", Listing("x", (Column("a"),), [("_x0041_ _X0041_ _x41_",)]))
    with zipfile.ZipFile(path) as parts:
        assert b"_x005F_x0041_ _X0041_ _x41_" in parts.read("xl/worksheets/sheet1.xml")


def test_the_limits_of_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Excel would cut off is an error that says so: too long a text, too many rows."""
    with pytest.raises(BadValue, match="a note has 40,000 characters"):
        written(tmp_path / "x.xlsx", Listing("x", (Column("note"),), [("x" * 40_000,)]))
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    with pytest.raises(BadValue, match="ends after 2 rows"):
        written(tmp_path / "x.xlsx", Listing("x", (Column("note"),), [("x",)] * 3))


def test_a_file_is_replaced_when_it_is_whole(small: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet that fails half way leaves the old one, and neither a draft nor a temporary file."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    path = small.folder / "notes.xlsx"
    small.ok("export", "accounts", "-o", str(path))
    before = path.read_bytes(), sorted(small.folder.iterdir())
    small.ok("account", "edit", "maruti", "--note", "x" * 40_000)
    done = small("export", "accounts", "-o", str(path))
    assert (done.code, "a note has 40,000 characters" in done.err) == (2, True)
    beside = sorted(path for path in small.folder.iterdir() if path.suffix != ".lock")
    assert (path.read_bytes(), beside) == before
    assert list((tmp_path / "temporary").iterdir()) == []


def test_parquet_of_every_kind(tmp_path: Path) -> None:
    """Types follow from the columns; every value comes back exactly."""
    table = pq.read_table(written(tmp_path / "x.parquet", Listing("sales", COLUMNS, ROWS)))
    assert [str(kind) for kind in table.schema.types] == [
        "string", "int64", "decimal128(38, 12)", "decimal128(38, 4)", "decimal128(38, 4)", "date32[day]", "string",
        "list<element: string>", "bool", "list<element: decimal128(38, 4)>",
    ]  # fmt: skip
    due = ["2026-12-01T15:30", "2026-12-01", None]
    for row, when, read in zip(ROWS, due, table.to_pylist(), strict=True):
        cells = dict(zip(read, row, strict=True)) | {"due": when}
        assert read == {key: list(value) if isinstance(value, tuple) else value for key, value in cells.items()}


@settings(max_examples=tries(12, 60))
@given(st.lists(st.tuples(st.text(max_size=20), st.decimals(-(10**15), 10**15, places=4))))
def test_parquet_gives_everything_back(tmp_path: Path, rows: list[tuple[str, Decimal]]) -> None:
    """Any text and any amount is read back as it was."""
    table = pq.read_table(written(tmp_path / "x.parquet", Listing("x", (Column("a"), Column("m", Kind.MONEY)), rows)))
    assert [tuple(row.values()) for row in table.to_pylist()] == [(clean(text)[0], money) for text, money in rows]


def test_parquet_in_row_groups(cli: Cli, tmp_path: Path) -> None:
    """Rows are written in groups, so that many need no more memory than few."""
    rows = ((number, "x") for number in range(120_001))
    path = written(tmp_path / "x.parquet", Listing("x", (Column("n", Kind.INT), Column("t")), rows))
    meta = pq.ParquetFile(path).metadata
    assert [meta.row_group(group).num_rows for group in range(meta.num_row_groups)] == [50_000, 50_000, 20_001]
    empty = written(tmp_path / "y.parquet", Listing("x", (Column("n", Kind.INT),), []))
    assert pq.read_table(empty).schema.types == [pa.int64()]


def test_a_query_has_its_numbers(small: Cli) -> None:
    """A query of one's own has numbers where SQL has; a column of both is an error that says what to do."""
    path = small.folder / "x.parquet"
    small.ok("sql", "SELECT 1 AS a, 1.5 AS b, 'x' AS c, NULL AS d", "-f", "parquet", "-o", str(path))
    table = pq.read_table(path)
    assert [str(kind) for kind in table.schema.types] == ["int64", "double", "string", "string"]
    assert table.to_pylist() == [{"a": 1, "b": 1.5, "c": "x", "d": None}]
    book = small.folder / "x.xlsx"
    small.ok("sql", "SELECT 1 AS a, 1.5 AS b, '1' AS c, -2 AS d", "-o", str(book))
    assert [cell.value for cell in sheet(book)[2]] == [1, 1.5, "1", -2]
    both = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) SELECT {} AS a FROM n"
    done = small("sql", both.format("CASE WHEN i < 5500 THEN i ELSE 'x' END"), "-o", str(path))
    assert (done.code, "a holds more than int64: CAST it" in done.err) == (2, True)
    assert pq.read_table(path).to_pylist() == [{"a": 1, "b": 1.5, "c": "x", "d": None}]


EVERYWHERE = (
    ("account", "list"), ("sale", "show", "S1"), ("contact", "show", "C1"),
    ("report", "sales", "--currency", "USD"), ("remind", "--explain"), ("search", "sign"),
    ("agenda",), ("history",), ("deadline", "list", "--all"), ("target", "list"), ("search", "price"),
    ("export", "budgets"), ("remind",), ("report", "activity"), ("report", "budget"),
)  # fmt: skip


@pytest.mark.parametrize("words", EVERYWHERE, ids=" ".join)
def test_wherever_there_are_rows(small: Cli, words: tuple[str, ...]) -> None:
    """Every list, record and report can be a sheet and a table, with the columns of its csv, times of day and all."""
    small.ok("rate", "set", "JPY", "USD", "0.0065", "--on", "2026-01-01")
    small.ok("deadline", "add", "maruti", "Sign today", "--due", "2026-09-17T18:00")
    header = small.ok(*words, "-f", "csv").splitlines()[0].split(",")
    for ending in ("xlsx", "parquet"):
        path = small.folder / f"x.{ending}"
        small.ok(*words, "-o", str(path))
        if ending == "xlsx":
            assert [cell.value for cell in sheet(path)[1]] == header
        else:
            assert pq.read_table(path).column_names == header


@pytest.mark.parametrize("format_", ["xlsx", "parquet"])
def test_not_on_a_terminal(small: Cli, format_: str) -> None:
    """Bytes are nothing for a terminal: refused there, written to a pipe."""
    done = small("export", "sales", "-f", format_, tty=True)
    assert (done.code, done.out, f"-o FILE.{format_}" in done.err) == (2, "", True)
    piped = small.spawn("export", "sales", "-f", format_)
    out, err = piped.communicate()
    assert (piped.returncode, err) == (0, b"")
    path = small.folder / f"piped.{format_}"
    path.write_bytes(out)
    rows = pq.read_table(path).num_rows if format_ == "parquet" else sheet(path).max_row - 1
    assert rows == 3
    assert small("config", "path", "-f", format_).code == 2


@pytest.mark.parametrize(("format_", "package"), [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_without_the_extra(small: Cli, monkeypatch: pytest.MonkeyPatch, format_: str, package: str) -> None:
    """Where the package is not installed one line says what to type, and no file is made."""
    monkeypatch.setitem(sys.modules, package, None)
    path = small.folder / f"x.{format_}"
    done = small("export", "sales", "-o", str(path))
    assert (done.code, f'pip install "amcli[{format_}]"' in done.err) == (2, True)
    assert not path.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("format_", ["xlsx", "parquet"])
def test_a_full_disk_is_one_sentence(small: Cli, format_: str) -> None:
    """What a package would say once more when Python clears its objects away is not on stderr."""
    running = small.spawn("export", "sales", "-f", format_, "-o", "/dev/full")
    out, err = running.communicate()
    assert (running.returncode, out) == (2, b"")
    assert err == b"amcli: cannot write /dev/full: No space left on device\n"
