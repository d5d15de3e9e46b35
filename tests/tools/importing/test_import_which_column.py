"""Which of several columns a field is taken from: the one that fits and is filled, else the import asks."""

from pathlib import Path

import pytest

from conftest import Cli, Done, built_once

FOREIGN = Path(__file__).parent / "foreign"
FIRMS = FOREIGN / "04-company-or-customer"


@pytest.fixture
@built_once
def firms(cli: Cli) -> Cli:
    """A client and one's own firm."""
    cli.ok("config", "set", "currency", "EUR")
    cli.ok("account", "add", "Blue Ltd")
    cli.ok("account", "add", "Red Ltd")
    cli.ok("account", "add", "My Own GmbH")
    return cli


def take(cli: Cli, kind: str, text: str, *options: str) -> Done:
    return cli("import", kind, "-", *options, stdin=text)


def accounts(cli: Cli, noun: str = "sale") -> list[str]:
    return cli.ok(noun, "list", "-f", "csv", "--columns", "account").splitlines()[1:]


def asks(cli: Cli, kind: str, text: str, *says: str) -> None:
    """The import stops, names the option that answers, and writes nothing."""
    before = cli.dump()
    done = take(cli, kind, text)
    assert (done.code, done.out) == (2, ""), done.err
    for each in says:
        assert each in done.err
    assert cli.dump() == before


def test_the_customer_of_an_invoice_and_not_ones_own_firm(firms: Cli) -> None:
    """Company is the same in all rows: it wrote the file. That is said."""
    done = firms(
        "import", "sales", str(FIRMS / "invoices.csv"), "--map", "date=Posting Date", "--map", "amount=Grand Total"
    )
    assert (done.code, accounts(firms)) == (0, ["blue-ltd", "blue-ltd"])
    assert "account is 'Customer': 'Company' is the same in all rows" in done.err
    assert firms("import", "sales", str(FIRMS / "org.csv")).code == 0
    assert accounts(firms) == ["blue-ltd"] * 3


def test_people_with_a_company_and_a_customer_are_asked_about(firms: Cli) -> None:
    """In a file of people both may be the account."""
    before = firms.dump()
    done = firms("import", "contacts", str(FIRMS / "people.csv"))
    assert (done.code, "'Company' and 'Customer' may both be the account" in done.err) == (2, True)
    assert "type --map account=COLUMN" in done.err
    assert firms.dump() == before
    assert firms("import", "contacts", str(FIRMS / "people.csv"), "--map", "account=Customer").code == 0
    assert accounts(firms, "contact") == ["blue-ltd"]


def test_the_contacts_of_outlook(cli: Cli) -> None:
    """Its Title is a form of address, its Account an empty field of its own."""
    cli.ok("account", "add", "Acme")
    done = cli("import", "contacts", str(FOREIGN / "14-outlook-contacts" / "full.csv"))
    assert "account is 'Company': 'Account' has nothing in it" in done.err
    assert "title is 'Job Title': 'Title' has forms of address alone" in done.err
    cli.ok("import", "contacts", str(FOREIGN / "14-outlook-contacts" / "without_account_column.csv"))
    listed = cli.ok("contact", "list", "-f", "csv", "--columns", "account,name,title,email,phone").splitlines()[1:]
    assert listed == [
        "acme,Jane Roe,Chief Buyer,jane@acme.example,555-0100",
        "acme,John Public,Head of Sales,john@acme.example,555-0100",
    ]


@pytest.mark.parametrize(
    ("kind", "text", "both", "option"),
    [
        ("sales", "Customer,Company,Amount,Date\nBlue Ltd,Red Ltd,1,2026-01-01\nRed Ltd,Blue Ltd,1,2026-01-02\n",
         "'Customer' and 'Company'", "account"),
        ("sales", "Account,Customer,Amount,Date\nSales Income,Blue Ltd,1,2026-01-01\n", "'Account' and 'Customer'",
         "account"),
        ("sales", "Account,Date,Invoice Date,Amount\nBlue Ltd,2026-01-01,2026-02-01,1\n", "'Date' and 'Invoice Date'",
         "date"),
        ("sales", "Kunde,Belegdatum,Buchungsdatum,Betrag\nBlue Ltd,2026-01-01,2026-02-01,1\n",
         "'Belegdatum' and 'Buchungsdatum'", "date"),
        ("sales", "Account,Date,Amount,Net Amount\nBlue Ltd,2026-01-01,119,100\n", "'Amount' and 'Net Amount'",
         "amount"),
        ("sales", "Account,Date,Amount (EUR),Amount (USD)\nBlue Ltd,2026-01-01,119,100\n",
         "'Amount (EUR)' and 'Amount (USD)'", "amount"),
        ("contacts", "Account,Name,Title,Job Title\nBlue Ltd,Ann,Boss,Head\n", "'Title' and 'Job Title'", "title"),
        ("contacts", "Account,Company,Name\nBlue Ltd,Red Ltd,Ann\n", "'Account' and 'Company'", "account"),
        ("accounts", "Company,Customer\nA,B\nC,D\n", "'Company' and 'Customer'", "name"),
    ],
)  # fmt: skip
def test_two_that_both_fit_are_asked_about(firms: Cli, kind: str, text: str, both: str, option: str) -> None:
    """With the line on which they differ."""
    asks(firms, kind, text, f"the columns {both} may both be the {option} (line 2: ", f"type --map {option}=COLUMN")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("sales", "Account,Customer,Amount,Date\nBlue Ltd,blue ltd,1,2026-01-01\n"),
        ("sales", "Account,Date,Invoice Date,Amount\nBlue Ltd,2026-01-01,2026-01-01,1\n"),
        ("sales", "Account,Date,Invoice Date,Amount\nBlue Ltd,,2026-01-01,1\n"),
        ("sales", "Account,Date,Invoice Date,Amount\nBlue Ltd,2026-01-01,,1\n"),
        ("contacts", "Account,Name,Title,Job Title\nBlue Ltd,Ann,Boss,\n"),
        ("contacts", "Account,Name,Title,Position\nBlue Ltd,Ann,Frau,Chefin\n"),
    ],
)
def test_what_says_the_same_or_nothing_is_no_rival(firms: Cli, kind: str, text: str) -> None:
    """Two columns that agree are one."""
    assert take(firms, kind, text).code == 0


def test_forms_of_address_are_no_job(firms: Cli) -> None:
    """In any of many languages, also where there is no other column."""
    text = "Account,Name,Title\n" + "".join(
        f"Blue Ltd,N{n},{title}\n" for n, title in enumerate(["Mr.", "Dr", "Frau", "Mme", "Sra.", "Sig.", ""])
    )
    done = take(firms, "contacts", text)
    assert (done.code, "'Title' is not the title: it has forms of address alone" in done.err) == (0, True)
    assert set(firms.ok("contact", "list", "-f", "csv", "--columns", "title").splitlines()[1:]) == {'""'}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("contacts", "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value\n"
         "A,B,Blue Ltd,Boss,a@b.c\n"),
        ("contacts", "Given Name,Family Name,Organization 1 - Name\nA,B,Blue Ltd\n"),
        ("contacts", "Prénom,Nom,Société,Fonction,Courriel\nA,B,Blue Ltd,Chef,a@b.c\n"),
        ("contacts", "Nome,Cognome,Società,Posizione,Indirizzo posta elettronica\nA,B,Blue Ltd,Capo,a@b.c\n"),
        ("contacts", "Nome,Cognome,Azienda,Posizione,Posta elettronica\nA,B,Blue Ltd,Capo,a@b.c\n"),
        ("contacts", "Nome,Apelido,Empresa,Cargo,Endereço de correio eletrónico\nA,B,Blue Ltd,Chefe,a@b.c\n"),
        ("contacts", "Imię,Nazwisko,Firma,Stanowisko\nA,B,Blue Ltd,Szef\n"),
        ("contacts", "Фамилия,Имя,Компания,Должность\nB,A,Blue Ltd,x\n"),
        ("contacts", "Full Name,Account Name,Designation,Primary Phone\nA B,Blue Ltd,Boss,1\n"),
        ("sales", "Cliente,Fecha,Importe,Moneda\nBlue Ltd,2026-01-01,1,EUR\n"),
        ("sales", "Klant,Factuurdatum,Bedrag,Valuta\nBlue Ltd,2026-01-01,1,EUR\n"),
        ("sales", "得意先,日付,金額,通貨\nBlue Ltd,2026-01-01,1,EUR\n"),
        ("sales", "Sold-to party,Billing Date,Net Value,Document Currency\nBlue Ltd,2026-01-01,1,EUR\n"),
        ("sales", "Invoice Partner Display Name,Invoice/Bill Date,Untaxed Amount,Currency\n"
         "Blue Ltd,2026-01-01,1,EUR\n"),
        ("sales", "Debitor,Belegdatum,Umsatz,WKZ\nBlue Ltd,2026-01-01,1,EUR\n"),
    ],
)  # fmt: skip
def test_the_names_of_other_systems_and_languages(firms: Cli, kind: str, text: str) -> None:
    """No --map is needed."""
    done = take(firms, kind, text)
    assert done.code == 0, done.err
    assert accounts(firms, kind.removesuffix("s")) == ["blue-ltd"]
