"""The CSV file as a stream of rows."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.domain.errors import AmcliError, BadValue
from amcli.services.importing.source import LONGEST_CELL, Raw, Table


def read(text: str | bytes) -> list[tuple[int, list[str], str]]:
    """Header and rows with their lines."""
    table = Table(io.BytesIO(text.encode() if isinstance(text, str) else text), "rows.csv")
    return [(0, table.header, ""), *((raw.line, raw.cells, raw.problem) for raw in table.rows())]


def lines(text: str | bytes) -> list[int]:
    return [line for line, _, _ in read(text)[1:]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_is_taken(end: str) -> None:
    """Unix, Windows and old Mac line ends give the same rows on the same lines."""
    assert read(end.join(["a,b", "1,2", "3,4", ""])) == [(0, ["a", "b"], ""), (2, ["1", "2"], ""), (3, ["3", "4"], "")]


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    """What spreadsheets put in front is taken off."""
    assert read(b"\xef\xbb\xbfa,b\n1,2\n")[0][1] == ["a", "b"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_the_header(delimiter: str) -> None:
    """Comma, semicolon, tab and bar are found from the header alone; those inside quotes do not count."""
    text = delimiter.join(["a", '"b,;|\t,;|\t,;|\t"', "c"]) + "\n" + delimiter.join("123") + "\n"
    assert read(text) == [(0, ["a", "b,;|\t,;|\t,;|\t", "c"], ""), (2, ["1", "2", "3"], "")]


def test_line_numbers_are_those_of_the_file() -> None:
    """A row has the line it begins on, below quoted line ends, blank lines and a header of two lines."""
    assert lines('\n"a\nx",b\n1,2\n"3\r\n\r3",4\n\n   \n,\n5,6\n') == [4, 5, 11]


def test_quoted_line_ends_stay_as_they_are() -> None:
    """A cell may have several lines."""
    assert read('a\n"1\r\n2\r3\n4"\n')[1][1] == ["1\r\n2\r3\n4"]


def test_blank_rows_are_left_out() -> None:
    """Blank lines, lines of delimiters and lines of spaces are no rows."""
    assert lines("a,b\n\n,\n , \n  \n1,\n") == [6]


@pytest.mark.parametrize(("row", "has"), [("1", "1 cell"), ("1,2,3", "3 cells")])
def test_too_few_or_too_many_cells_are_a_bad_row(row: str, has: str) -> None:
    """A row of another width is named with both counts, and the next row is read."""
    assert read(f"a,b\n{row}\n3,4\n")[1:] == [
        (2, row.split(","), f"has {has}, and the header has 2 cells"),
        (3, ["3", "4"], ""),
    ]


def test_a_quote_inside_a_quoted_cell_is_a_bad_row() -> None:
    """The row is given back as it stands, and the next one is read."""
    assert read('a,b\n"x"y,1\n3,4\n')[1:] == [(2, ['"x"y,1'], "has a quote inside a quoted cell"), (3, ["3", "4"], "")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1,2\n3,\"open\n5,6\n", "opened on line 3 and not closed properly by line 4"),
        ('a,b\n1,"open\n5,"six"\n', "opened on line 2 and not closed properly by line 3"),
        ('"a', "opened on line 1"),
    ],
)  # fmt: skip
def test_a_quote_that_is_never_closed_ends_it(text: str, says: str) -> None:
    """Otherwise it would quietly swallow the good rows below."""
    with pytest.raises(BadValue, match=says):
        read(text)


@pytest.mark.parametrize("text", ["", "\n", "\r\n  \n", b"\xef\xbb\xbf"])
def test_a_file_without_a_header_is_refused(text: str | bytes) -> None:
    """An empty file says that the header is missing."""
    with pytest.raises(BadValue, match=r"rows\.csv has no header"):
        read(text)


def test_a_header_that_cannot_be_taken_apart_is_refused() -> None:
    """There is nothing to read the rows by."""
    with pytest.raises(BadValue, match=r"rows\.csv: the header has a quote inside a quoted cell"):
        read('"a"b,c\n1,2\n')


def test_a_header_alone_has_no_rows() -> None:
    """Zero rows are fine."""
    assert read("a,b") == [(0, ["a", "b"], "")]


def test_a_wrong_byte_is_named_with_its_line() -> None:
    """A file in another encoding is refused, and says where."""
    with pytest.raises(BadValue, match=r"rows\.csv is not UTF-8: line 3 has the byte 0xE9"):
        read("a\n1\ncafé\n".encode("cp1252"))


def test_nul_bytes_and_control_characters_come_through() -> None:
    """They are the business of who reads the cell."""
    assert read("a,b\n\0\x1b,\x07\n")[1][1] == ["\0\x1b", "\x07"]


def test_a_very_long_cell_is_a_bad_row() -> None:
    """Ten million characters in one cell are no crash, and the next row is read."""
    rows = read("a,b\n" + "x" * 10_000_000 + ",1\n3,4\n")
    assert [row[2] for row in rows[1:]] == [f"has a cell of more than {LONGEST_CELL:,} characters", ""]


def test_a_very_long_line_is_refused() -> None:
    """A line without an end does not fill the memory."""
    with pytest.raises(BadValue, match="line 2 is longer than"):
        read(b"a\n" + b"x" * 20_000_000)


def test_many_cells_on_a_long_line_are_a_bad_row() -> None:
    """A line of ten megabytes is read."""
    assert read("a,b\n" + "xyz," * 2_500_000 + "\n")[1][2] == "has 2,500,001 cells, and the header has 2 cells"


def test_the_source_stays_open() -> None:
    """Whoever opened the file closes it, also when it is not read to the end."""
    source = io.BytesIO(b"a\n1\n2\n")
    table = Table(source, "rows.csv")
    assert next(iter(table.rows())) == Raw(2, ["1"])
    del table
    assert not source.closed


def test_a_text_stream_is_taken_too() -> None:
    """In memory, or over bytes."""
    assert Table(io.StringIO("é,b\n"), "x").header == ["é", "b"]
    assert Table(io.TextIOWrapper(io.BytesIO("é;b\n".encode()), encoding="ascii"), "x").header == ["é", "b"]


def test_a_source_that_cannot_be_read_is_an_error_of_its_own() -> None:
    """The database has nothing to do with it."""

    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise OSError(5, "Input/output error")

    with pytest.raises(BadValue, match=r"cannot read rows\.csv: Input/output error"):
        Table(io.BufferedReader(Broken()), "rows.csv")


BYTES = st.lists(
    st.sampled_from([b"a", b",", b";", b"\t", b'"', b"\n", b"\r", b"\r\n", b"\0", b" ", b"\xc3\xa9", b"\xe9"])
    | st.binary()
).map(b"".join)


@given(BYTES)
def test_whatever_the_bytes_it_is_rows_or_an_error_of_ours(data: bytes) -> None:
    """No other exception, and the lines of the rows go up."""
    try:
        found = lines(data)
    except AmcliError:
        return
    assert found == sorted(set(found))
