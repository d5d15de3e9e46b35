"""What a column tells of its days and numbers, and what has to be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing_samples import lines, table

from amcli.base.errors import BadValue
from amcli.base.registry import NOUNS
from amcli.tools.importing.services.columns.formats import FileFormats, detect_formats
from amcli.tools.importing.services.columns.mapping import map_columns
from conftest import Cli

ACCOUNTS = "code,name,currency\nacme,Acme Corp,EUR\nbolt,Bolt,USD\nkuwait,Kuwait Oil,KWD\n"


@pytest.fixture
def file(cli: Cli) -> Cli:
    """A portfolio with three accounts of three currencies."""
    cli.ok("import", "accounts", "-", stdin=ACCOUNTS)
    return cli


def style(text: str, noun: str = "sale", *, date_order: str = "", decimal: str = "") -> FileFormats:
    """What a file of a kind tells."""
    found = table(text.encode(), "rows.csv")
    sources = map_columns(NOUNS[noun], found.header, {}).sources
    return detect_formats(found, sources, date_order=date_order, decimal=decimal)


def answers(found: FileFormats) -> dict[str, str]:
    return {field: told.answer for field, told in found.evidence.items()}


def sales(*rows: str) -> str:
    """Sales of one account: amount and date."""
    return lines("account;amount;date", *(f"acme;{row}" for row in rows))


def stored(cli: Cli, columns: str = "amount, date") -> list[tuple[object, ...]]:
    """The sales, in the order of the file."""
    found = cli.json("sql", f"SELECT {columns} FROM sales ORDER BY record_id")
    return [tuple(row.values()) for row in found]  # type: ignore[attr-defined]


def test_one_day_decides_for_its_column(file: Cli) -> None:
    """Wherever it stands; the note says which."""
    rows = ["1;05/06/2026"] * 3_000 + ["2;24/06/2026"]
    done = file("import", "sales", "-", stdin=sales(*rows))
    assert done.code == 0
    assert "read the column date with the day first, as in line 3002: '24/06/2026'" in done.err
    assert stored(file, "DISTINCT date") == [("2026-06-05",), ("2026-06-24",)]


def test_what_nothing_decides_is_a_question(file: Cli) -> None:
    """Nothing goes in, and the answer is what the question says to type."""
    text = sales("1;2026-01-01", "2;05/06/2026", "3;07/08/2026")
    done = file("import", "sales", "-", stdin=text)
    assert done.code == 2
    question = (
        "'05/06/2026' in the column date (line 3) may be 5 June or 6 May 2026: "
        "type --date-order dmy or --date-order mdy"
    )
    assert question in done.err
    assert stored(file) == []
    file.ok("import", "sales", "-", "--date-order", "mdy", stdin=text)
    assert stored(file, "date") == [("2026-01-01",), ("2026-05-06",), ("2026-07-08",)]


def test_a_day_against_its_column_is_a_bad_row(file: Cli) -> None:
    """Turning it round would be a guess; the row that decided is named. So it is with what the user says."""
    text = sales("1;24/06/2026", "2;05/06/2026", "3;06/24/2026")
    done = file("import", "sales", "-", stdin=text)
    assert "line 4, date '06/24/2026': is no day of the calendar where the day comes first (as in line 2)" in done.err
    done = file("import", "sales", "-", "--date-order", "mdy", stdin=text)
    assert "line 2, date '24/06/2026': is no day of the calendar where the month comes first (--date-order" in done.err
    assert stored(file) == []


def test_each_column_of_days_decides_for_itself() -> None:
    """A due day proves nothing of another column."""
    text = lines("account;title;due;done", "acme;A;24/12/2026;05/06/2026")
    with pytest.raises(BadValue, match=r"'05/06/2026' in the column done \(line 2\) may be"):
        style(text, "deadline")


@pytest.mark.no_cover
def test_a_doubt_that_comes_very_late_is_a_bad_row(file: Cli) -> None:
    """A file that begins with thousands of plain rows is not read twice for it."""
    rows = [f"{n};2026-01-01" for n in range(20_000)]
    done = file("import", "sales", "-", stdin=sales(*rows, "1;05/06/2026", "1.234,56;2026-01-01"))
    assert done.code == 2
    assert "line 20002, date '05/06/2026': may be 5 June or 6 May 2026: type --date-order dmy" in done.err
    assert "line 20003, amount '1.234,56': has a decimal comma: type --decimal comma" in done.err


def test_one_number_decides_for_its_column(file: Cli) -> None:
    """1.234 is a thousand where 1.234,56 stands in the same column."""
    done = file("import", "sales", "-", stdin=sales("1.234;2026-01-01", "1.234,56;2026-01-02", "12,5;2026-01-03"))
    assert "read the column amount with a decimal comma, as in line 3: '1.234,56'" in done.err
    assert stored(file, "amount") == [("1234.00",), ("1234.56",), ("12.50",)]


def test_a_number_that_nothing_decides_keeps_the_strict_rule(file: Cli) -> None:
    """Threes behind a comma are thousands; three decimals are too many, and the row says what else it might be."""
    file.ok("import", "sales", "-", stdin=sales("1,250;2026-01-01"))
    assert stored(file, "amount") == [("1250.00",)]
    done = file("import", "sales", "-", stdin=sales("1.250;2026-01-01"))
    assert "has too many decimals: EUR takes at most 2" in done.err
    assert "with --decimal comma it is 1,250" in done.err
    file.ok("import", "sales", "-", "--decimal", "comma", stdin=sales("1.250;2026-01-02", "1.250,00;2026-01-03"))
    assert stored(file, "amount") == [("1250.00",)] * 3


def test_a_decimal_comma_holds_for_currencies_with_three_decimals(file: Cli) -> None:
    """1.234 in dinars would be a good amount in either way."""
    text = lines("account;amount;date", "kuwait;1.234;2026-01-01", "kuwait;1,5;2026-01-02")
    file.ok("import", "sales", "-", stdin=text)
    assert stored(file, "amount") == [("1234.000",), ("1.500",)]
    text = lines("account;amount;date", "kuwait;5.678;2026-01-03")
    file.ok("import", "sales", "-", "--decimal", "comma", stdin=text)
    assert stored(file, "amount")[2:] == [("5678.000",)]


def test_a_number_against_its_column_is_a_bad_row(file: Cli) -> None:
    """12.50 among decimal commas is no twelve and a half."""
    done = file("import", "sales", "-", stdin=sales("1.234,56;2026-01-01", "12.50;2026-01-02"))
    assert "line 3, amount '12.50': is no number with a decimal comma (as in line 2)" in done.err
    done = file("import", "sales", "-", "--decimal", "point", stdin=sales("1.234,56;2026-01-01"))
    assert "line 2, amount '1.234,56': is no number with a decimal point (--decimal point)" in done.err


def test_the_columns_of_numbers_of_a_file_are_written_alike(file: Cli) -> None:
    """A quantity of 1.000 beside amounts with commas is a thousand; where columns disagree, none lends to another."""
    text = lines("account;amount;date;quantity", "acme;1.234,56;2026-01-01;1.000", "acme;12,50;2026-01-02;2")
    file.ok("import", "sales", "-", stdin=text)
    assert stored(file, "quantity") == [("1000",), ("2",)]
    text = lines("account;amount;cost;date;quantity", "acme;1.234,56;12.50;2026-01-01;1.000")
    assert answers(style(text)) == {"amount": "comma", "cost": "point"}


def test_what_the_user_says_is_not_asked_of_the_file() -> None:
    """Both for all columns, and nothing is to be noted."""
    found = style(sales("1.234,56;24/12/2026"), date_order="mdy", decimal="point")
    assert answers(found) == {"amount": "point", "date": "mdy"}
    assert found.notes == ()


@pytest.mark.parametrize(("option", "word"), [("--date-order", "ymd"), ("--decimal", "dot")])
def test_another_answer_is_refused(file: Cli, option: str, word: str) -> None:
    """The two that there are."""
    done = file("import", "sales", "-", option, word, stdin=sales("1;2026-01-01"))
    assert done.code == 2
    assert f"{option} '{word}' is not accepted: use " in done.err


def test_rows_that_are_bad_anyway_prove_nothing() -> None:
    """A row of another width is not where its columns say."""
    assert answers(style(sales("24/12/2026", "1;2026-01-01;24/12/2026"))) == {}


def test_a_column_without_doubts_is_not_read_to_its_end() -> None:
    """Plain days and numbers cost nothing more."""
    found = table(sales(*["1;2026-01-01"] * 50_000).encode())
    read: list[int] = []
    batches = found.batches

    def counted():  # type: ignore[no-untyped-def]
        for batch in batches():
            read.append(len(batch.rows))
            yield batch

    found.batches = counted  # type: ignore[method-assign]
    detect_formats(found, map_columns(NOUNS["sale"], found.header, {}).sources)
    assert sum(read) < 25_000


DAYS = st.dates().map(lambda day: (day, f"{day.day:02}/{day.month:02}/{day.year:04}"))


@given(st.lists(DAYS, min_size=1, max_size=30))
def test_a_column_is_read_right_or_not_at_all(found: list[tuple[object, str]]) -> None:
    """Days written with the day first are never taken with the month first."""
    written = [text for day, text in found]
    try:
        told = style(sales(*(f"1;{text}" for text in written)))
    except BadValue as error:
        assert all(int(text[:2]) <= 12 for text in written)
        assert "may be" in error.message
    else:
        decided = any(int(text[:2]) > 12 for text in written)
        assert answers(told) == ({"date": "dmy"} if decided else {})
