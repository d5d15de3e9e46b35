"""Two files of one export: invoices and their lines, joined by a key."""

from __future__ import annotations

import json

import pytest

from conftest import Cli

INVOICES = "InvoiceId,date,account,Total\nR-1,2026-01-01,acme,30\nR-2,2026-01-02,acme,7\nR-3,2026-01-03,acme,0\n"
LINES = "Invoice,Line,LineTotal,note\nR-1,1,10,a\nR-1,2,20,b\nR-2,1,7,c\n"
MAP = ("--map", "amount=LineTotal", "--map", "ref=InvoiceId+Line")


@pytest.fixture
def acme(cli: Cli) -> Cli:
    cli.ok("account", "add", "Acme", "--code", "acme")
    return cli


def took(cli: Cli, invoices: str, lines: str, *options: str) -> str:
    """What an import that goes well says."""
    written(cli, invoices, lines)
    done = cli("import", "sales", "invoices.csv", "--with", "lines.csv", *options)
    assert done.code == 0, done.err
    return done.err


def written(cli: Cli, invoices: str, lines: str) -> None:
    (cli.folder / "invoices.csv").write_text(invoices, encoding="utf-8")
    (cli.folder / "lines.csv").write_text(lines, encoding="utf-8")


def sales(cli: Cli) -> list[tuple[str, ...]]:
    shown = json.loads(cli.ok("sale", "list", "-f", "json", "--sort", "id"), parse_float=str)
    return [(row["date"], row["amount"], row["ref"]) for row in shown]


WANTED = [("2026-01-01", "10.00", "R-1-1"), ("2026-01-01", "20.00", "R-1-2"), ("2026-01-02", "7.00", "R-2-1")]


@pytest.fixture(autouse=True)
def inside(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(cli.folder)


def test_invoices_and_their_lines(acme: Cli) -> None:
    """Each line is a sale on its invoice's day; an invoice without a line is left out, and counted."""
    said = took(acme, INVOICES, LINES, "--on", "InvoiceId=Invoice", *MAP)
    assert "joined each row of lines.csv with its row of invoices.csv by InvoiceId: lines are of lines.csv" in said
    assert "left out 1 row of invoices.csv whose InvoiceId no row of lines.csv has, such as line 4" in said
    assert sales(acme) == WANTED
    took(acme, INVOICES, LINES, "--on", "InvoiceId=Invoice", *MAP)
    assert sales(acme) == WANTED


def test_the_other_way_round(acme: Cli) -> None:
    """Which of the two files is typed first does not matter."""
    written(acme, INVOICES, LINES)
    acme.ok("import", "sales", "lines.csv", "--with", "invoices.csv", "--on", "Invoice=invoiceid",
            "--map", "amount=LineTotal", "--map", "ref=Invoice+Line")  # fmt: skip
    assert sales(acme) == WANTED


def test_a_column_that_both_have(acme: Cli) -> None:
    """It is called by its file; until that is said, the import stops and shows both."""
    lines = LINES.replace("LineTotal", "Total").replace("Invoice,", "InvoiceId,")
    written(acme, INVOICES, lines)
    options = ("--on", "InvoiceId", "--map", "ref=InvoiceId+Line")
    done = acme("import", "sales", "invoices.csv", "--with", "lines.csv", *options)
    assert (done.code, "invoices.Total" in done.err, "lines.Total" in done.err) == (2, True, True)
    took(acme, INVOICES, lines, *options, "--map", "amount=lines.Total")
    assert sales(acme) == WANTED


def test_an_amount_of_the_invoice_is_not_counted_with_each_line(acme: Cli) -> None:
    """It would be there twice: a question."""
    written(acme, INVOICES, LINES)
    done = acme("import", "sales", "invoices.csv", "--with", "lines.csv", "--on", "InvoiceId=Invoice", "--map",
                "amount=Total")  # fmt: skip
    assert (done.code, "the amount is 'Total', which several rows have in common" in done.err) == (2, True)
    assert sales(acme) == []


def test_a_line_without_an_invoice_is_bad(acme: Cli) -> None:
    """It is named with its line, and goes to the file of rejects with the cells of both."""
    written(acme, INVOICES, f"{LINES}R-9,1,5,d\n")
    words = ("import", "sales", "invoices.csv", "--with", "lines.csv", "--on", "InvoiceId=Invoice", *MAP)
    done = acme(*words)
    assert (done.code, "line 5: InvoiceId 'R-9' is in no row of invoices.csv" in done.err) == (2, True)
    assert sales(acme) == []
    assert acme(*words, "--rejects", "bad.csv").code == 6
    assert sales(acme) == WANTED
    assert (acme.folder / "bad.csv").read_text().splitlines()[0] == (
        "InvoiceId,date,account,Total,Line,LineTotal,note,line,reason"
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--with", "lines.csv"), "--with FILE and --on COLUMN belong together"),
        (("--on", "Invoice"), "--with FILE and --on COLUMN belong together"),
        (("--with", "lines.csv", "--on", "Nope"), "--on: invoices.csv has no column 'Nope'; its columns are InvoiceId"),
        (("--with", "lines.csv", "--on", "InvoiceId=Nope"), "--on: lines.csv has no column 'Nope'"),
        (
            ("--with", "lines.csv", "--on", "account=Line"),
            "says of no file which row is meant: invoices.csv has",
        ),
        (("--with", "missing.csv", "--on", "a"), "cannot read missing.csv"),
    ],
)
def test_what_cannot_be_joined(acme: Cli, options: tuple[str, ...], says: str) -> None:
    """One sentence, exit 2, and nothing goes in."""
    written(acme, INVOICES, LINES)
    done = acme("import", "sales", "invoices.csv", *options, *MAP)
    assert (done.code, says in done.err, sales(acme)) == (2, True, []), done.err
