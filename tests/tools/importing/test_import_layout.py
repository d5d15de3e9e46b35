"""Files that were made to be looked at: titles above the header, totals below the rows, cells that are left out."""

from __future__ import annotations

import json

import pytest

from conftest import Cli, built_once

DATE = "2026-01-0"


@pytest.fixture
@built_once
def two(cli: Cli) -> Cli:
    """Two accounts, one of them called Total."""
    cli.ok("account", "add", "Acme", "--code", "acme")
    cli.ok("account", "add", "Total", "--code", "total-sa")
    return cli


def sales(cli: Cli) -> list[tuple[str, str]]:
    """Account and amount of each sale."""
    shown = json.loads(cli.ok("sale", "list", "-f", "json", "--sort", "id"), parse_float=str)
    return [(row["account"], row["amount"]) for row in shown]


def took(cli: Cli, text: str, *options: str) -> str:
    """What an import of sales that goes well says on stderr."""
    done = cli("import", "sales", "-", *options, stdin=text)
    assert done.code == 0, done.err
    return done.err


BOTH = [("acme", "5.00"), ("acme", "6.50")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Sales report\nGenerated on 26.11.2026, 10:15\n\ndate;account;amount\n{0}1;acme;5\n{0}2;acme;6.50\n", 4),
        ("Sales,,,\nPeriod:,{0}1,,\n,,,\ndate,account,amount,note\n{0}1,acme,5,x\n{0}2,acme,6.50,\n", 4),
        ('"Report ""all"", final"\n"date";"account";"amount"\n{0}1;acme;5\n{0}2;acme;6.50\n', 2),
        ("Umsatz\t\t\nDate\tAccount\tAmount\n{0}1\tacme\t5\n{0}2\tacme\t6.50\n", 2),
        ("sep=;\nTitle\n\ndate;account;amount\n{0}1;acme;5\n{0}2;acme;6.50\n", 4),
        ("Account\nList of 26.11.2026\ndate;account;amount;\n{0}1;acme;5,00;\n{0}2;acme;6,50;\n;;11,50;\n", 3),
        ("Liste\nTag,Kunde,Netto\n{0}1,acme,5\n{0}2,acme,6.50\n", 2),
    ],
)
def test_lines_above_the_header(two: Cli, text: str, line: int) -> None:
    """The header is the first row with names that are known, whatever stands above; the note says where it is."""
    options = ("--map", "date=Tag", "--map", "account=Kunde", "--map", "amount=Netto") if "Tag" in text else ()
    assert f"the header is line {line}: left out what is above it" in took(two, text.replace("{0}", DATE), *options)
    assert sales(two) == BOTH


def test_a_header_is_not_looked_for_where_the_first_line_is_one(two: Cli) -> None:
    """A row of words that are names of columns too is a row."""
    two.ok("import", "accounts", "-", stdin="name,city,country\nOther,City,Country\nName,Note,Phone\n")
    names = [row["name"] for row in json.loads(two.ok("account", "list", "-f", "json", "--sort", "id"))]
    assert names == ["Acme", "Total", "Other", "Name"]


@pytest.mark.parametrize(
    "text",
    [
        "date,account,amount\n{0}1,acme,5,\n{0}2,acme,6.50,\n",  # at the end of the rows
        "date,account,amount,\n{0}1,acme,5\n{0}2,acme,6.50\n",  # of the header
        "date,account,amount,\n{0}1,acme,5,\n{0}2,acme,6.50,\n",  # of both
        'date;account;"amount";\n{0}1;acme;5;\n{0}2;acme;6.50;\n',
    ],
)
def test_a_delimiter_at_the_end_of_the_lines(two: Cli, text: str) -> None:
    """It is no cell."""
    took(two, text.replace("{0}", DATE))
    assert sales(two) == BOTH


def test_cells_that_are_left_out_where_they_are_empty(two: Cli) -> None:
    """A program that cuts empty cells at the end does so in each row; how many is said."""
    text = f"date,account,amount,ref,note\n{DATE}1,acme,5\n{DATE}2,acme,6.50,R2\n{DATE}3,acme,7,R3,late\n"
    assert "rows end before the last columns, as where these are empty: read so in 2 of them" in took(two, text)
    assert len(sales(two)) == 3


@pytest.mark.parametrize(
    "rows",
    [
        f"{DATE}1,acme,5\n{DATE}2,acme,6.50,R2,\n{DATE}3,acme,7,R3,late\n",  # one empty cell is written elsewhere
        f"{DATE}1,acme,5\n{DATE}2,acme,6.50,R2,x\n{DATE}3,acme,7,R3,late\n",  # one row is no habit
        f"{DATE}1,acme,5,a, b,\n{DATE}2,acme,6.50,R2,\n",  # and a delimiter too many is none
    ],
)
def test_a_row_that_is_short_or_long_alone_is_bad(two: Cli, rows: str) -> None:
    """What only one row does is a mistake in it."""
    done = two("import", "sales", "-", stdin=f"date,account,amount,ref,note\n{rows}")
    assert (done.code, "line 2: has" in done.err, sales(two)) == (2, True, [])


@pytest.mark.parametrize(
    "end",
    [
        "Total,,11.50\n", ",Grand Total,11.50\n", "Summe:,,11.50\n", "Totale EUR,,999\n", ",,11.50\n",
        "TOTAL (EUR),,11.50\n\nReport generated 2026-11-26 10:15,,\n", "\n2 rows,,\n", "Gesamt,,11.50\nAnzahl: 2,,\n",
        "Acme Total,,11.50\nGrand Total,,11.50\n", "Rows: 2\n", "Total sales: 2\n", "(2 rows)\n",
        "Итого,,11.50\n", "合計,,11.50\n",
    ],
)  # fmt: skip
def test_totals_and_closing_lines_are_no_records(two: Cli, end: str) -> None:
    """They are left out, and the note says on which line they are."""
    said = took(two, f"date,account,amount\n{DATE}1,acme,5\n{DATE}2,acme,6.50\n{end}")
    assert ("left out" in said, "a total or a closing line: line " in said) == (True, True)
    assert sales(two) == BOTH


def test_a_subtotal_within_the_rows(two: Cli) -> None:
    """Of a group: the sum of the rows right above it."""
    rows = (
        f"acme;{DATE}1;5\nacme;{DATE}2;6.50\nacme Total;;11.50\nTotal;{DATE}3;7\nTotal Total;;7\nGrand Total;;18.50\n"
    )
    said = took(two, f"account;date;amount\n{rows}")
    assert "left out 3 rows" in said
    assert sales(two) == [*BOTH, ("total-sa", "7.00")]


@pytest.mark.parametrize("row", [",,12", "Totals Ltd,,12", ",acme,11.50", "Sum Ltd,,5.01"])
def test_a_row_that_may_be_a_record_is_bad(two: Cli, row: str) -> None:
    """What is no sum and has no word of its own is a row that lacks something."""
    done = two("import", "sales", "-", stdin=f"date,account,amount\n{DATE}1,acme,5\n{DATE}2,acme,6.50\n{row}\n")
    assert (done.code, "line 4, " in done.err, sales(two)) == (2, True, [])


def test_an_account_called_total_is_not_lost(cli: Cli) -> None:
    """Where a name is all that a record needs, a row is a total by its sum alone, and a sentence no name."""
    text = "name,city,employees\nA,Paris,2\nTotal,Paris,5\nTotalEnergies,,\nSumme GmbH,,\nPage One Books,,\nGesamt,,7\n"
    done = cli("import", "accounts", "-", stdin=text + "Report generated 2026-11-26,,\n")
    assert (done.code, "left out 2 rows" in done.err) == (0, True)
    names = [row["name"] for row in json.loads(cli.ok("account", "list", "-f", "json", "--sort", "id"))]
    assert names == ["A", "Total", "TotalEnergies", "Summe GmbH", "Page One Books"]
