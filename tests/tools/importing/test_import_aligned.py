"""Tables that are lined up by blanks: read where header and rows line up, else a question or a bad row."""

from __future__ import annotations

import json

import pytest

from conftest import Cli


@pytest.fixture
def acme(cli: Cli) -> Cli:
    cli.ok("account", "add", "Acme Motors", "--code", "acme")
    return cli


def sales(cli: Cli) -> list[tuple[str, ...]]:
    shown = json.loads(cli.ok("sale", "list", "-f", "json", "--sort", "id"), parse_float=str)
    return [(row["account"], row["date"], row["amount"], row["ref"] or "") for row in shown]


PLAIN = """\
account      date          amount  ref
acme         2026-01-01   1250.00  first one
Acme Motors  2026-01-02      7.50

acme         2026-01-03      3.00  x
"""
RULE = "-----------  ----------  --------  ---------"
WANTED = [("acme", "2026-01-01", "1250.00", "first one"), ("acme", "2026-01-02", "7.50", ""), ("acme", "2026-01-03",
          "3.00", "x")]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\nacme         2026-01-01", f"\n{RULE}\nacme         2026-01-01"),
        "Sales of January\n\n" + PLAIN,
        "account     date         amount ref\nacme        2026-01-01  1250.00 first one\n"
        "Acme Motors 2026-01-02     7.50\nacme        2026-01-03     3.00 x\n",
    ],
    ids=["blanks", "a rule", "a title", "one blank"],
)  # fmt: skip
def test_columns_that_line_up(acme: Cli, text: str) -> None:
    """Numbers may stand at the right, texts have blanks inside, and the note says which columns there are."""
    done = acme("import", "sales", "-", stdin=text)
    assert (done.code, "lined up by blanks, and read as account, date, amount, ref" in done.err) == (0, True), done.err
    assert sales(acme) == WANTED


def test_a_name_of_two_words_is_one_column(cli: Cli) -> None:
    """Also where no cell reaches below the second word."""
    text = "name   external id  city\nA      1            Paris\nB      2            Rome\n"
    cli.ok("import", "accounts", "-", stdin=text)
    shown = json.loads(cli.ok("account", "list", "-f", "json", "--sort", "id"))
    assert [(row["name"], row["external_id"], row["city"]) for row in shown] == [
        ("A", "1", "Paris"),
        ("B", "2", "Rome"),
    ]


def test_a_column_without_a_name_is_a_question(acme: Cli) -> None:
    """Its cells are nobody's: nothing goes in."""
    text = "account  date        amount\nacme     2026-01-01    5.00   x\nacme     2026-01-02    6.00   y\n"
    done = acme("import", "sales", "-", stdin=text)
    assert (done.code, "one has no name on line 1: save the table as CSV" in done.err, sales(acme)) == (2, True, [])


def test_a_row_that_does_not_line_up_is_bad(acme: Cli) -> None:
    """Below what was looked at to find the columns, where one line cannot move them any more."""
    rows = "acme     2026-01-01    5.00\n" * 3_000
    done = acme("import", "sales", "-", stdin=f"account  date        amount\n{rows}Acme Motors 2026-01-02 6.00\n")
    assert (done.code, "line 3002: does not line up with the header" in done.err, sales(acme)) == (2, True, [])


def test_one_column_of_texts_is_no_table_of_blanks(cli: Cli) -> None:
    """Two blanks in a name part nothing."""
    cli.ok("import", "accounts", "-", stdin="name\nAcme  Ltd\nB\n")
    shown = json.loads(cli.ok("account", "list", "-f", "json", "--sort", "id"))
    assert [row["name"] for row in shown] == ["Acme  Ltd", "B"]
