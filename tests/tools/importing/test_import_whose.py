"""Whose a row is, where its text may name two records, or two of its columns may."""

import pytest

from conftest import Cli, built_once

SALE = ",Amount,Date\n"
DAY = ",5,2026-01-02\n"


def whose(cli: Cli) -> list[str]:
    """The names of the accounts that have sales."""
    return cli.ok("sql", "SELECT account_name FROM sales ORDER BY record_id", "-f", "csv").splitlines()[1:]


def take(cli: Cli, kind: str, text: str, *options: str) -> tuple[int, str]:
    """Import a text; the exit code and the messages."""
    done = cli("import", kind, "-", *options, stdin=text)
    return done.code, done.err


@pytest.mark.parametrize("column", ["Customer No", "Debitorennummer", "Associated Company IDs (Primary)", "Account ID"])
@pytest.mark.parametrize("other", [("Fünf", "--code", "103"), ("103",)])
def test_a_key_of_another_system_comes_first_in_its_column(cli: Cli, column: str, other: tuple[str, ...]) -> None:
    """Before a code of ours and a name."""
    cli.ok("account", "add", *other)
    cli.ok("account", "add", "Sechs", "--external-id", "103")
    assert take(cli, "sales", column + SALE + "103" + DAY)[0] == 0
    assert whose(cli) == ["Sechs"]


def test_a_column_of_keys_that_map_names(cli: Cli) -> None:
    """A key that it had once counts before a code too; without such a key the code does."""
    cli.ok("account", "add", "Fünf", "--code", "103")
    cli.ok("account", "add", "Sieben", "--code", "104")
    cli.ok("account", "add", "Sechs", "--external-id", "103")
    cli.ok("account", "edit", "sechs", "--external-id", "203")
    text = "Artikelnummer" + SALE + "103" + DAY + "104" + DAY
    assert take(cli, "sales", text, "--map", "account=Artikelnummer")[0] == 0
    assert whose(cli) == ["Sechs", "Sieben"]


def test_a_parent_by_its_key(cli: Cli) -> None:
    """A column of the parent's keys, in a file of accounts."""
    cli.ok("account", "add", "Fünf", "--code", "103")
    cli.ok("account", "add", "Sechs", "--external-id", "103")
    assert take(cli, "accounts", "Name,ParentId\nKind,103\n")[0] == 0
    assert cli.ok("sql", "SELECT parent FROM accounts WHERE name = 'Kind'", "-f", "csv").splitlines()[1] == "sechs"


def test_the_code_of_one_and_the_name_of_another(cli: Cli) -> None:
    """A bad row that names both, and what to type; what is spelled as the code alone is means the code."""
    cli.ok("account", "add", "Ford Motor", "--code", "ford")
    cli.ok("account", "add", "Ford")
    code, said = take(cli, "sales", "Customer" + SALE + "Ford" + DAY)
    assert (code, whose(cli)) == (2, [])
    assert "'Ford': is the code of 'Ford Motor' (ford) and the name of 'Ford' (ford-2): type 'ford-2'" in said
    assert take(cli, "sales", "Customer" + SALE + "ford" + DAY + "ford-2" + DAY + "Ford Motor" + DAY)[0] == 0
    assert whose(cli) == ["Ford Motor", "Ford", "Ford Motor"]


def test_the_key_of_one_and_the_name_of_another(cli: Cli) -> None:
    """The same of a key of another system, where the column is not one of keys."""
    cli.ok("account", "add", "Sechs", "--external-id", "Nine")
    cli.ok("account", "add", "Nine", "--code", "n")
    code, said = take(cli, "sales", "Customer" + SALE + "Nine" + DAY)
    assert (code, whose(cli)) == (2, [])
    assert "'Nine': is the key of 'Sechs' (sechs) and the name of 'Nine' (n): type 'n'" in said


@pytest.fixture
@built_once
def two(cli: Cli) -> Cli:
    """Acme, whose key is 7, and Beta, whose key is 0011a00000abcdeAAA."""
    cli.ok("account", "add", "Acme", "--external-id", "7")
    cli.ok("account", "add", "Beta", "--external-id", "0011a00000abcdeAAA")
    return cli


def test_a_name_and_the_key_of_another(two: Cli) -> None:
    """A bad row that names both; --ignore and --map settle it."""
    text = "Account ID,Customer" + SALE + "0011a00000abcdeAAA,Acme" + DAY
    code, said = take(two, "sales", text)
    assert (code, whose(two)) == (2, [])
    assert "'Acme' (acme), and the key '0011a00000abcdeAAA' beside it is that of 'Beta' (beta)" in said
    assert take(two, "sales", text, "--ignore", "Account ID")[0] == 0
    assert take(two, "sales", text, "--map", "account=Account ID")[0] == 0
    assert whose(two) == ["Acme", "Beta"]


@pytest.mark.parametrize(
    ("pair", "name"),
    [
        ("7,Acme", "Acme"), ("7,", "Acme"), (",Beta", "Beta"), ("99,Beta", "Beta"), ("0011a00000abcde,Bêta", "Beta"),
        ("7;9,Acme", "Acme"), ("7,Twin", "Acme"),
    ],
)  # fmt: skip
def test_one_of_two_columns_tells(two: Cli, pair: str, name: str) -> None:
    """Where the other says nothing, nothing that is known, or what several are called."""
    two.ok("account", "add", "Twin", "--code", "t1")
    two.ok("account", "add", "Twin", "--code", "t2")
    assert take(two, "sales", "Account ID,Customer" + SALE + pair + DAY)[0] == 0
    assert whose(two) == [name]


def test_a_name_that_is_made_is_not_that_of_a_key(two: Cli) -> None:
    """--create-missing makes what neither column finds, and that alone."""
    text = "Account ID,Customer" + SALE + "7,Acme Ltd" + DAY + "8,New" + DAY
    assert take(two, "sales", text, "--create-missing")[0] == 0
    assert whose(two) == ["Acme", "New"]


@pytest.mark.parametrize("pair", ["Kunde,Auftraggeber", "Customer,Bill-to Customer", "Sold-to party,Payer"])
def test_who_orders_and_who_pays(two: Cli, pair: str) -> None:
    """Two columns that say different things are asked for; where they say the same there is no question."""
    code, said = take(two, "sales", pair + SALE + "Acme,Beta" + DAY)
    assert (code, whose(two)) == (2, [])
    assert "--map account=COLUMN, or --ignore" in said
    assert take(two, "sales", pair + SALE + "Acme,Acme" + DAY)[0] == 0
    assert whose(two) == ["Acme"]


def test_several_values_in_one_cell(cli: Cli) -> None:
    """Two addresses of a contact of Google's are its two; a third number is said, and a note may have such a text."""
    cli.ok("account", "add", "Acme")
    text = (
        "First Name,Organization Name,E-mail 1 - Value,Phone 1 - Value,Notes\n"
        "Ann,Acme,m@a.com ::: m2@a.com,+1 2 ::: +3 4,x ::: y\n"
        "Bob,Acme,b@a.com ::: b2@a.com,5,\n"
    )
    code, said = take(cli, "contacts", text)
    beyond = "left out 1 number or address beyond the two of each that a contact has, such as '+3 4'"
    assert (code, said.count(beyond)) == (0, 1)
    found = cli.ok(
        "sql", "SELECT email, email_other, phone, note FROM contacts ORDER BY record_id", "-f", "csv"
    ).splitlines()[1:]
    assert [line.replace("'", "") for line in found] == ["m@a.com,m2@a.com,+1 2,x ::: y", "b@a.com,b2@a.com,5,"]


def accounts(cli: Cli) -> list[str]:
    """Name and key of all accounts."""
    return cli.ok("sql", "SELECT name, external_id FROM accounts ORDER BY record_id", "-f", "csv").splitlines()[1:]


def test_a_former_name_with_a_new_key(cli: Cli) -> None:
    """The record is known by it, keeps its name, and gets the key with --update; undo takes it back."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "edit", "acme", "--name", "Acme Holding")
    text = "Account Name,Account ID\nAcme,7\n"
    assert take(cli, "accounts", text)[0] == 0
    assert accounts(cli) == ["Acme Holding,"]
    for _ in range(2):
        assert take(cli, "accounts", text, "--update")[0] == 0
        assert accounts(cli) == ["Acme Holding,7"]
        cli.ok("undo")
        assert accounts(cli) == ["Acme Holding,"]
    assert take(cli, "accounts", text, "--update")[0] == 0
    assert take(cli, "accounts", "Account Name,Account ID\nAcme,8\n")[0] == 0  # another key is another company
    assert accounts(cli) == ["Acme Holding,7", "Acme,8"]


def test_a_live_name_comes_before_a_former_one(cli: Cli) -> None:
    """Who is called so now is meant, also where another was."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "edit", "acme", "--name", "Acme Holding")
    cli.ok("account", "add", "Acme")
    assert take(cli, "accounts", "Account Name,Account ID\nAcme,7\n", "--update")[0] == 0
    assert accounts(cli) == ["Acme Holding,", "Acme,7"]


@pytest.mark.parametrize("update", [(), ("--update",)])
def test_what_was_merged_does_not_come_back(cli: Cli, update: tuple[str, ...]) -> None:
    """However often the file comes, in which both have a key that nobody had; the keys are found later too."""
    cli.ok("account", "add", "Acme")
    cli.ok("account", "add", "Acme Ltd")
    cli.ok("account", "merge", "acme", "acme-ltd", "--yes")
    for _ in range(3):
        assert take(cli, "accounts", "Account Name,Account ID\nAcme,7\nAcme Ltd,8\n", *update)[0] == 0
        assert accounts(cli) == ["Acme,7" if update else "Acme,"]
    if update:
        assert take(cli, "sales", "Account ID" + SALE + "8" + DAY)[0] == 0
        assert whose(cli) == ["Acme"]
