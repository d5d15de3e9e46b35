"""The plan: how the file was read, before anything is written, for a person and in a pipe."""

import pytest

from conftest import Cli, built_once

FILE = """Customer,Company,Posting Date,Amount (EUR),Kind,Memo
Acme,Own GmbH,24.09.2026,1.250,sale,x
Acme,Own GmbH,25.09.2026,"100,50",sale,y
Blue,Own GmbH,26.09.2026,50,credit,z
"""


@pytest.fixture
@built_once
def firms(cli: Cli) -> Cli:
    """Two clients."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "add", "Blue")
    return cli


@pytest.mark.parametrize("options", [(), ("--yes",), ("--dry-run",)])
def test_the_plan_is_shown_in_a_pipe(firms: Cli, options: tuple[str, ...]) -> None:
    """On stderr, once, also with --yes; the result alone is on stdout."""
    done = firms("import", "sales", "-", *options, stdin=FILE)
    assert done.err.splitlines() == [
        "standard input, sales:",
        "  columns   account = Customer, amount = Amount (EUR), date = Posting Date,",
        "            kind = Kind",
        "  ignored the columns Company, Memo",
        "  decided   account is 'Customer': 'Company' is the same in all rows",
        "  decided   read the column Amount (EUR) with a decimal comma, as in line 3: '100,50'",
        "  first row line 2: account acme, amount 1,250.00 EUR, date 2026-09-24, kind sale",
        "  in all    1,350.50 EUR, credit 50.00 EUR; 2026-09-24 to 2026-09-26; 2 accounts",
        "  create            3",
    ]
    verb = "Would have imported" if options == ("--dry-run",) else "Imported"
    assert done.out == f"{verb} 3 sales (0 already there, 0 rejected)\n"


def test_the_plan_is_shown_on_a_terminal_too(firms: Cli) -> None:
    """And each decision once, before the question."""
    (firms.folder / "f.csv").write_text(FILE, encoding="utf-8")
    done = firms("import", "sales", str(firms.folder / "f.csv"), tty=True, stdin="n\n")
    assert done.err.count("decided   account is 'Customer'") == 1
    assert done.err.count("ignored the columns") == 1
    assert done.err.count("in all    1,350.50 EUR, credit 50.00 EUR") == 1
    assert firms.ok("sale", "list", "-f", "csv", "--columns", "ref").splitlines()[1:] == []


def test_the_changes_of_an_update_are_said_in_a_pipe(firms: Cli) -> None:
    """As on a terminal: which record, and which columns."""
    firms.ok("import", "accounts", "-", stdin="code,name,city\nacme,Acme,Bonn\n")
    done = firms("import", "accounts", "-", "--update", stdin="code,name,city\nacme,Acme,Köln\n")
    assert "  update            1  city 1" in done.err
    assert "    line 2: acme (Acme): city" in done.err
    done = firms("import", "accounts", "-", stdin="code,name,city\nacme,Acme,Ulm\n")
    assert "1 say something else (city 1): --update takes it in" in done.err


def test_an_amount_that_no_column_names_a_currency_for_is_said(firms: Cli) -> None:
    """The currency is then the account's, else the configured one."""
    firms.ok("config", "set", "currency", "CHF")
    text = "account,date,amount\nacme,2026-01-01,1\n"
    done = firms("import", "sales", "-", stdin=text)
    assert (
        "no column says the currency: an amount that names none is in its account's currency, else in CHF" in done.err
    )
    done = firms("import", "sales", "-", stdin="account,date,amount,ccy\nacme,2026-01-02,1,EUR\nacme,2026-01-03,1,\n")
    assert "the column ccy is empty in line 3: an amount that names none is in its account's currency" in done.err


def test_repeated_rows_are_not_counted_twice(firms: Cli) -> None:
    """The control total is that of the records."""
    text = (
        "account,date,amount,ref,currency\nacme,2026-01-01,1,R,EUR\nacme,2026-01-01,1,R,EUR\nblue,2026-01-02,2,S,USD\n"
    )
    assert "  in all    1.00 EUR, 2.00 USD; 2026-01-01 to 2026-01-02; 2 accounts" in firms(
        "import", "sales", "-", stdin=text
    ).err  # fmt: skip


def test_large_totals_are_exact(firms: Cli) -> None:
    """More than fits into 64 bits of cents."""
    rows = "".join(f"acme,2026-01-01,90000000000000.01,R{n},EUR\n" for n in range(1_200))
    done = firms("import", "sales", "-", stdin=f"account,date,amount,ref,currency\n{rows}")
    assert "in all    108,000,000,000,000,012.00 EUR" in done.err


def test_days_of_periods_are_those_that_belong_to_them(firms: Cli) -> None:
    """The end of a period is its last day."""
    done = firms("import", "targets", "-", stdin="period,amount,currency\n2026-Q1,5,EUR\n2026-Q2,5,EUR\n")
    assert "first row line 2: period 2026-01-01 to 2026-03-31, amount 5.00 EUR" in done.err
    assert "in all    10.00 EUR; 2026-01-01 to 2026-06-30" in done.err
