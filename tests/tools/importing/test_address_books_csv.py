"""The contacts.csv of Outlook and of Google: each field that a contact has, in old and new words and four languages."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Cli

GOOGLE = (
    "First Name,Middle Name,Last Name,Name Prefix,Organization Name,Organization Title,Notes,Labels,E-mail 1 - Label,"
    "E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,"
    "Phone 2 - Value,Phone 3 - Label,Phone 3 - Value\n"
    "Eva,Q,Meyer,Dr.,Acme,Buyer,Tea,* myContacts,Home,eva@home.example,* Work,eva@acme.example,Work Fax,+49 30 99,"
    "Mobile,+49 170 1,Work,+49 30 1\n"
)
GOOGLE_OLD = (
    "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,"
    "Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Organization 1 - Name,Organization 1 - Title,Notes\n"
    "Eva Meyer,Eva,Meyer,* My,* ,eva@acme.example,Home,eva@home.example,Mobile,+49 170 1,Work,+49 30 1,Acme,Buyer,Tea\n"
)
OUTLOOK = (
    '"Title","First Name","Middle Name","Last Name","Suffix","Company","Department","Job Title","Business Fax",'
    '"Business Phone","Business Phone 2","Home Phone","Mobile Phone","Pager","Account","E-mail Address",'
    '"E-mail Type","E-mail Display Name","E-mail 2 Address","E-mail 3 Address","Notes"\n'
    '"Ing.","Eva","Q","Meyer","","Acme","Buying","Buyer","+49 30 99","+49 30 1","","","+49 170 1","","4711",'
    '"eva@acme.example","SMTP","Eva","eva@home.example","","Tea"\n'
)
GERMAN = (
    "Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Abteilung;Position;Fax geschäftlich;Telefon geschäftlich;"
    "Telefon privat;Mobiltelefon;Pager;E-Mail-Adresse;E-Mail-Typ;E-Mail: Angezeigter Name;E-Mail 2: Adresse;Konto;"
    "Notizen\nFrau;Eva;Q;Meyer;;Acme;Einkauf;Buyer;+49 30 99;;+49 30 1;+49 170 1;;eva@acme.example;SMTP;Eva;"
    "eva@home.example;4711;Tea\n"
)
FRENCH = (
    '"Titre","Prénom","Deuxième prénom","Nom","Suffixe","Société","Service","Titre","Télécopie (bureau)",'
    '"Téléphone (bureau)","Tél. mobile","Adresse de messagerie","Type de messagerie","Adresse de messagerie 2",'
    '"Compte","Notes"\n"Mme","Eva","","Meyer","","Acme","Achats","Buyer","+49 30 99","+49 30 1","+49 170 1",'
    '"eva@acme.example","SMTP","eva@home.example","4711","Tea"\n'
)
SPANISH = (
    '"Title","Nombre","Segundo nombre","Apellidos","Organización","Department","Puesto","Business Fax",'
    '"Teléfono del trabajo","Particular","Mobile Phone","E-mail Address","Dirección de correo electrónico 2",'
    '"Account","Notes"\n"Sra.","Eva","","Meyer","Acme","Compras","Buyer","+49 30 99","","+49 30 1","+49 170 1",'
    '"eva@acme.example","eva@home.example","","Tea"\n'
)


def answer(cli: Cli, *words: str) -> Any:
    """What a command answers as JSON."""
    return cli.json(*words)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GOOGLE, "utf-8-sig"), (GOOGLE_OLD, "utf-16"), (OUTLOOK, "utf-8"), (GERMAN, "cp1252"), (FRENCH, "cp1252"),
        (SPANISH, "cp1252"),
    ],
    ids=["google", "google-old", "outlook", "german", "french", "spanish"],
)  # fmt: skip
def test_each_field_that_a_contact_has(cli: Cli, text: str, encoding: str) -> None:
    """The same person in each: the fax is no phone, Mr. and Dr. no job, an account number no account."""
    cli.ok("account", "add", "Acme")
    file = cli.folder / "contacts.csv"
    file.write_bytes(text.encode(encoding))
    cli.ok("import", "contacts", str(file))
    (found,) = answer(cli, "contact", "list")
    keys = ("account", "name", "title", "email", "email_other", "phone", "mobile", "note")
    assert [found[key] for key in keys] == [
        "acme", "Eva Meyer", "Buyer", "eva@acme.example", "eva@home.example", "+49 30 1", "+49 170 1", "Tea",
    ]  # fmt: skip
    assert "1 already there" in cli.ok("import", "contacts", str(file))


def test_each_row_is_looked_at_by_itself(cli: Cli) -> None:
    """A fax alone is the phone; a second mobile too; what is more than two is said, with one of them."""
    cli.ok("account", "add", "Acme")
    text = (
        "First Name,Last Name,Company,Business Phone,Home Phone,Mobile Phone,Mobile Phone 2,Business Fax\n"
        "A,A,Acme,,,,,9\nB,B,Acme,,,1,2,9\nC,C,Acme,3,4,,,\nD,D,Acme,,5,6,,\n"
    )
    done = cli("import", "contacts", "-", stdin=text)
    listed = cli.ok("contact", "list", "-f", "csv", "--columns", "name,phone,mobile").splitlines()[1:]
    assert (done.code, listed) == (0, ["A A,9,", "B B,2,1", "C C,3,", "D D,5,6"])
    assert "left out 1 number or address beyond the two of each that a contact has, such as '4'" in done.err


def test_what_the_user_maps_counts(cli: Cli) -> None:
    """--map takes one column, as it stands."""
    cli.ok("account", "add", "Acme")
    text = "First Name,Last Name,Company,Business Phone,Home Phone,Mobile Phone\nA,A,Acme,1,2,3\n"
    cli.ok("import", "contacts", "-", "--map", "phone=Home Phone", stdin=text)
    (found,) = answer(cli, "contact", "list")
    assert (found["phone"], found["mobile"]) == ("2", "3")


def test_its_own_export_comes_back(cli: Cli) -> None:
    """Two numbers and two addresses, each where it was."""
    cli.ok("account", "add", "Acme")
    cli.ok("contact", "add", "acme", "Eva", "--phone", "1", "--mobile", "2", "--email", "a@x.example",
           "--email-other", "b@x.example")  # fmt: skip
    text = cli.ok("export", "contacts", "--format", "csv")
    before = answer(cli, "contact", "list")
    cli.ok("contact", "remove", "C1", "--yes")
    cli.ok("import", "contacts", "-", stdin=text)
    keys = ("name", "phone", "mobile", "email", "email_other")
    assert [[each[key] for key in keys] for each in answer(cli, "contact", "list")] == [
        [each[key] for key in keys] for each in before
    ]


def test_a_fax_is_counted(cli: Cli) -> None:
    """Beside a phone it is left out, and said; as the only number it is the phone, and said."""
    cli.ok("account", "add", "Acme")
    text = (
        "First Name,Last Name,Company,Business Phone,Business Fax,Pager\n"
        "A,A,Acme,+49 30 11111,+49 30 99999,\nB,B,Acme,,+49 30 88888,\nC,C,Acme,+49 30 22222,,+49 30 77777\n"
    )
    done = cli("import", "contacts", "-", stdin=text)
    assert [each["phone"] for each in answer(cli, "contact", "list")] == [
        "+49 30 11111",
        "+49 30 88888",
        "+49 30 22222",
    ]
    assert "left out 2 numbers of a fax or a pager beside a phone, such as '+49 30 99999'" in done.err
    assert "1 phone is the number of a fax or a pager: such contacts have no other number" in done.err


def test_whose_the_rows_are(cli: Cli) -> None:
    """--account says it of rows that name none, as of cards, mails and calendars."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "add", "Ford")
    cli.ok("import", "contacts", "-", "--account", "ford", stdin="Name,Titre professionnel\nEva Meyer,Acheteuse\n")
    cli.ok("import", "contacts", "-", "--account", "ford", stdin="Name,Company\nBo Li,Acme\nJo Roe,\n")
    found = answer(cli, "contact", "list", "--sort", "id")
    assert [(each["name"], each["account"], each["title"]) for each in found] == [
        ("Eva Meyer", "ford", "Acheteuse"), ("Bo Li", "acme", None), ("Jo Roe", "ford", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "command"),
    [("contacts", "BEGIN:VCARD\r\n", "vcard"), ("deadlines", "begin:vcalendar\n", "ics"),
     ("interactions", "From: a@x.example\nTo: b@y.example\n", "mail"), ("vcard", "BEGIN:VCALENDAR\n", "ics"),
     ("vcard", "From a@b Mon Sep 14 10:00:00 2026\n", "mail")],
)  # fmt: skip
def test_a_file_of_another_kind_names_its_command(cli: Cli, kind: str, text: str, command: str) -> None:
    """A card, a calendar or a mail is no table."""
    done = cli("import", kind, "-", stdin=text)
    assert (done.code, f"`amcli import {command}` takes that" in done.err) == (2, True), done.err
