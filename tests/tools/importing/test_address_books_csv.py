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
