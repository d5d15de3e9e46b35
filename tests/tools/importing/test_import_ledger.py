"""Amounts in two columns: debit and credit, and an amount with what was paid back of it."""

import pytest

from conftest import Cli, Done

LEDGER = "Date,Customer,Debit,Credit\n2026-09-01,Acme,1000,\n2026-09-02,Acme,,300\n"


@pytest.fixture
def acme(cli: Cli) -> Cli:
    """One account."""
    cli.ok("account", "add", "Acme")
    cli.ok("config", "set", "currency", "EUR")
    return cli


def take(cli: Cli, text: str, *options: str) -> Done:
    return cli("import", "sales", "-", *options, stdin=text)


def amounts(cli: Cli) -> list[str]:
    listed = cli.ok("sale", "list", "-f", "csv", "--columns", "kind,amount", "--sort", "date")
    return listed.splitlines()[1:]


@pytest.mark.parametrize(
    ("one", "other"), [("Debit", "Credit"), ("Soll", "Haben"), ("Debe", "Haber"), ("Debit (EUR)", "Credit (EUR)")]
)
def test_debit_and_credit_are_asked_for_with_the_answer(acme: Cli, one: str, other: str) -> None:
    """The question names the difference of both columns, which then takes a blank cell for nothing, and says so."""
    text = LEDGER.replace("Debit", one).replace("Credit", other)
    before = acme.dump()
    done = take(acme, text)
    assert (done.code, acme.dump()) == (2, before)
    assert f"amount={one}-{other}" in done.err
    done = take(acme, text, "--map", f"amount={one}-{other}")
    assert done.code == 0, done.err
    assert done.err.count("a blank cell counts as 0 in amount =") == 1
    assert amounts(acme) == ["sale,1000.00", "credit,300.00"]


def test_a_dash_in_a_ledger_is_blank_and_two_blanks_are_a_bad_row(acme: Cli) -> None:
    """Nothing in both columns is no amount; a text is none either."""
    text = "Date,Customer,Debit,Credit\n2026-09-01,Acme,1000,-\n"
    assert take(acme, text, "--map", "amount=Debit-Credit").code == 0
    assert amounts(acme) == ["sale,1000.00"]
    for cells in (",", "-,-", " , "):
        done = take(acme, f"Date,Customer,Debit,Credit\n2026-09-01,Acme,{cells}\n", "--map", "amount=Debit-Credit")
        assert (done.code, "line 2" in done.err) == (2, True), done.err
    done = take(acme, "Date,Customer,Debit,Credit\n2026-09-01,Acme,5,x\n", "--map", "amount=Debit-Credit")
    assert (done.code, "line 2" in done.err) == (2, True)
    assert amounts(acme) == ["sale,1000.00"]


@pytest.mark.parametrize(
    ("title", "value", "sign"),
    [("Amount Refunded", "300.00", "-"), ("Refunded Amount", "300", "-"), ("Order Refund Amount", "-300", "+"),
     ("Refund Amount", "300.00", "-"), ("Amount Refunded (EUR)", "300.00", "-")],
)  # fmt: skip
def test_what_was_paid_back_is_asked_for(acme: Cli, title: str, value: str, sign: str) -> None:
    """The question names both answers, and each of them works."""
    text = f"Date,Customer,Amount,{title}\n2026-09-01,Acme,1000.00,{value}\n2026-09-02,Acme,50.00,0.00\n"
    before = acme.dump()
    done = take(acme, text)
    assert (done.code, acme.dump()) == (2, before)
    answer = f"amount=Amount{sign}{title}"
    assert f'--map "{answer}"' in done.err
    assert f'--ignore "{title}"' in done.err
    assert take(acme, text, "--map", answer).code == 0
    assert amounts(acme) == ["sale,700.00", "sale,50.00"]
    acme.ok("undo")
    assert take(acme, text, "--ignore", title).code == 0
    assert amounts(acme) == ["sale,1000.00", "sale,50.00"]


def test_nothing_paid_back_is_no_question(acme: Cli) -> None:
    """A column of zeros changes no figure."""
    text = "Date,Customer,Amount,Amount Refunded\n2026-09-01,Acme,1000.00,0.00\n2026-09-02,Acme,50.00,\n"
    assert take(acme, text).code == 0
    assert amounts(acme) == ["sale,1000.00", "sale,50.00"]
