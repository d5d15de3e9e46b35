"""The dispatch: formats, chosen columns, what is loaded, and that rows stream."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from render_samples import CHANGE, LISTING_COLUMNS, MESSAGE, listing, record, report, shown, watched

from amcli.base.errors import BadValue
from amcli.base.formats import PAGES
from amcli.base.results import Change, Column, Kind, Listing, Message, Record, Report
from amcli.render import BINARY, FORMATS, render

TABLES = tuple(format for format in FORMATS if format not in ("ics", "vcf"))  # made of deadlines, of people
STREAMED = ("csv", "tsv", "json", "jsonl", "markdown", "ids")


def test_unknown_format_names_the_accepted_and_the_nearest() -> None:
    """A mistyped format is an error that says what is accepted, and writes nothing."""
    out = StringIO()
    with pytest.raises(BadValue) as caught:
        render(listing(), "jason", out)
    assert all(format in caught.value.message for format in FORMATS)
    assert "json" in caught.value.candidates
    assert out.getvalue() == ""


@pytest.mark.parametrize("format", TABLES)
@pytest.mark.parametrize("result", [listing(), report(), record()], ids=["listing", "report", "record"])
def test_unknown_column_is_refused_before_anything_happens(result: Listing | Report | Record, format: str) -> None:
    """An unknown column raises in every format, with candidates, before a byte is written."""
    out = StringIO()
    with pytest.raises(BadValue) as caught:
        render(result, format, out, columns=["name", "nmae"])
    assert caught.value.candidates[0] == "name"
    assert all(column.key in caught.value.message for column in result.columns)
    assert out.getvalue() == ""


def test_unknown_column_leaves_the_stream_unread() -> None:
    """The rows of a stream are not begun where the columns are wrong."""

    def rows() -> Iterator[tuple[Any, ...]]:
        raise AssertionError("read")
        yield ()

    with pytest.raises(BadValue):
        shown(listing(rows()), "json", columns=["x"])


def test_columns_choose_and_order() -> None:
    """Columns come in the order asked for, a repeated one once."""
    assert shown(listing(), "csv", columns=["tier", "code", "tier"]) == "tier,code\n1,maruti\n,goody\n"
    assert shown(listing(), "csv", columns=["code"]) == "code\nmaruti\ngoody\n"
    assert shown(listing(), "csv", columns=[]) == shown(listing(), "csv")


def test_columns_choose_from_the_total_too() -> None:
    """A report's total follows its columns."""
    text = shown(report(), "json", columns=["attainment", "actual"])
    assert '"total": {"attainment": 88.2, "actual": 520097.50}' in text


def test_columns_of_a_record_leave_its_sections_out() -> None:
    """Chosen columns of a record are all that is shown of it."""
    assert shown(record(), "jsonl", columns=["name", "code"]) == '{"name": "Maruti", "code": "maruti"}\n'


@pytest.mark.parametrize("format", [format for format in TABLES if format not in ("table", *BINARY)])
def test_drawings_stay_in_the_table(format: str) -> None:
    """A drawing for people is in no format but the table."""
    assert "bar" not in shown(report(), format).lower()
    sections = (Listing("sales", (Column("id"), Column("bar", Kind.PERCENT, table_only=True)), [("S1", Decimal(5))]),)
    account = Record("account", (Column("code"),), ("maruti",), sections=sections, reference="code")
    assert "bar" not in shown(account, format).lower()


def test_a_drawing_that_is_named_gives_its_value() -> None:
    """Nothing asked for is ignored: a drawing named in --columns gives the number behind it."""
    assert shown(report(), "csv", columns=["key", "bar"]).splitlines()[1] == "maruti,104.0"


def test_ids_do_not_need_the_reference_among_the_columns() -> None:
    """-f ids prints references whatever columns were chosen."""
    assert shown(listing(), "ids", columns=["name"]) == "maruti\ngoody\n"


def test_ids_of_every_result() -> None:
    """References come one a line; a row without one is left out."""
    assert shown(report(), "ids") == "maruti\nhyundai\nford\nrest\n"
    assert shown(record(), "ids") == "maruti\n"
    assert shown(CHANGE, "ids") == "maruti\nD1\n"
    assert shown(Listing("x", (Column("id"),), [("S1",), (None,), ("",)]), "ids") == "S1\n"
    assert shown(listing([]), "ids") == ""


def test_ids_of_rows_without_a_reference_are_refused() -> None:
    """Rows that nothing refers to have no ids to print."""
    with pytest.raises(BadValue, match="no references"):
        shown(Listing("x", (Column("name"),), [("a",)]), "ids")


@pytest.mark.parametrize("format", ["table", "plain", "csv", "tsv", "markdown"])
def test_words_are_plain_text(format: str) -> None:
    """A change and a message are their sentence, without control characters; nothing is written of nothing."""
    assert shown(CHANGE, format) == "Added account maruti.\n"
    assert shown(MESSAGE, format, color=True) == "/a/path\n"
    assert shown(type(MESSAGE)("a\x1b[31m\u202eb\nc\n"), format) == "a[31mb\nc\n"
    assert shown(type(CHANGE)(""), format) == ""


def test_words_have_no_columns() -> None:
    """--columns on a result without columns is an error, not ignored."""
    with pytest.raises(BadValue, match="no columns"):
        shown(CHANGE, "json", columns=["message"])


@pytest.mark.parametrize("format", [*PAGES, *BINARY])
@pytest.mark.parametrize("result", [CHANGE, MESSAGE], ids=["change", "message"])
def test_words_are_no_page_and_no_sheet(result: Change | Message, format: str) -> None:
    """A sentence in a format of rows is refused, not written as something else."""
    with pytest.raises(BadValue, match=f"no rows for {format}: use another format"):
        shown(result, format)


@pytest.mark.parametrize("format", STREAMED)
def test_rows_stream(format: str) -> None:
    """Each row is written before the next is asked for, so that memory stays flat."""
    out, seen = StringIO(), list[str]()
    columns = (Column("id"), Column("amount", Kind.MONEY))
    render(Listing("sale", columns, watched(out, seen)), format, out)
    assert "first" not in seen[0]
    assert "first" in seen[1]
    assert "second" in seen[2]
    assert "second" not in seen[1]


@pytest.mark.parametrize("format", STREAMED)
def test_chosen_columns_stream_too(format: str) -> None:
    """Choosing columns does not collect the rows."""
    out, seen = StringIO(), list[str]()
    columns = (Column("id"), Column("amount", Kind.MONEY))
    render(Listing("sale", columns, watched(out, seen)), format, out, columns=["amount", "id"])
    assert "first" in seen[1]


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_a_reports_rows_stream(format: str) -> None:
    """A report's rows are written as they come."""
    out, seen = StringIO(), list[str]()
    columns = (Column("key"), Column("amount", Kind.MONEY))
    render(Report("sales", columns, watched(out, seen)), format, out)
    assert "first" in seen[1]
    assert "first" not in seen[0]


def test_a_row_that_does_not_match_its_columns_is_noticed() -> None:
    """A row with a cell too many or too few never shifts silently."""
    for format in ("csv", "json", "plain", "table", "markdown"):
        with pytest.raises(ValueError, match=r"shorter|longer"):
            shown(listing([("only one",)]), format)


_LOAD = """
import sys
from amcli.render import render
from amcli.base.results import Column, Kind, Listing
from decimal import Decimal
render(Listing("x", (Column("id"), Column("m", Kind.MONEY)), [("S1", Decimal("1.50"))]), sys.argv[1], sys.stdout)
print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("format", "absent"),
    [
        ("plain", {"rich", "csv", "json", "amcli.render.terminal.table", "amcli.render.json"}),
        ("json", {"rich", "csv", "amcli.render.terminal.table", "amcli.render.delimited"}),
        ("jsonl", {"rich", "csv"}),
        ("csv", {"rich", "json", "amcli.render.json"}),
        ("tsv", {"rich", "csv", "json"}),
        ("markdown", {"rich", "csv", "json"}),
        ("ids", {"rich", "csv", "json", "amcli.render.cells"}),
        ("table", {"csv", "json"}),
        ("html", {"rich", "csv", "json", "email", "weasyprint", "amcli.render.terminal.table"}),
        ("eml", {"csv", "json", "weasyprint"}),
    ],
)
def test_a_format_loads_its_own_writer_alone(format: str, absent: set[str]) -> None:
    """What a format does not need is not imported: Rich alone doubles the start of a read command."""
    run = subprocess.run([sys.executable, "-c", _LOAD, format], capture_output=True, text=True, check=True)
    assert "S1" in run.stdout
    loaded = set(run.stderr.split())
    assert {"sqlmodel", "sqlalchemy", "pydantic", "dateutil", "slugify"}.isdisjoint(loaded)
    assert absent.isdisjoint(loaded)
    assert ("htpy" in loaded) == (format in PAGES)


def test_sample_has_every_kind() -> None:
    """The listing these tests share shows a column of every kind, so that none goes untested."""
    assert {column.kind for column in LISTING_COLUMNS} == set(Kind)
