"""What a file calls records: codes, keys of other systems, names in any spelling, and cells that say there is none."""

from pathlib import Path
from typing import Any

import pytest

from amcli.base.keys import case_checksum, excel_text, system_key
from conftest import Cli

FOREIGN = Path(__file__).parent / "foreign"


@pytest.fixture
def file(cli: Cli) -> Cli:
    """An empty portfolio in euros."""
    cli.ok("config", "set", "currency", "EUR")
    return cli


def take(file: Cli, kind: str, *rows: str, options: tuple[str, ...] = ()) -> Any:
    """Import rows of csv; exit code and output."""
    return file("import", kind, "-", *options, stdin="\n".join(rows) + "\n")


def rows(file: Cli, sql: str) -> list[list[str]]:
    """What the views say."""
    return [line.split(",") for line in file.ok("sql", sql, "-f", "csv").splitlines()[1:]]


def test_codes_shaped_like_ids(file: Cli) -> None:
    """An ERP's products P1, P2, P3 in another order than ours, and a company called A1."""
    folder = FOREIGN / "01-codes-shaped-like-ids"
    file.ok("import", "products", str(folder / "products.csv"), "--map", "external_id=Code")
    file.ok("account", "add", "Acme", "-q")
    file.ok("import", "sales", str(folder / "sales.csv"))
    booked = "SELECT s.ref, p.name FROM sales s JOIN products p ON p.code = s.product ORDER BY 1"
    assert rows(file, booked) == [["1", "Brake pad"], ["2", "Clutch"], ["3", "Gear oil"]]
    file.ok("account", "add", "A1", "-q")
    file.ok("import", "sales", str(folder / "company.csv"))
    assert rows(file, "SELECT account_name FROM sales WHERE ref = '4'") == [["A1"]]


def test_codes_shaped_like_ids_are_codes(file: Cli) -> None:
    """The same file without --map: its codes are the products' codes."""
    file.ok("import", "products", str(FOREIGN / "01-codes-shaped-like-ids" / "products.csv"))
    assert rows(file, "SELECT code, name FROM products ORDER BY 1") == [
        ["P1", "Brake pad"], ["P2", "Clutch"], ["P3", "Gear oil"],
    ]  # fmt: skip


def test_a_column_id_of_another_system(file: Cli) -> None:
    """Its keys are kept whatever their shape, a correction finds its row, and a contact its company."""
    folder = FOREIGN / "15-ids-of-another-system-in-id"
    file.ok("account", "add", "Acme", "-q")
    file.ok("import", "sales", str(folder / "first.csv"))
    file.ok("import", "sales", str(folder / "corrected.csv"), "--update")
    assert rows(file, "SELECT ref, amount FROM sales ORDER BY 1") == [["S1001", "120.00"], ["S1002", "50.00"]]
    file.ok("import", "accounts", str(folder / "accounts.csv"))
    file.ok("import", "contacts", str(folder / "contacts.csv"))
    assert rows(file, "SELECT name, external_id FROM accounts WHERE external_id > '' ORDER BY 1") == [
        ["Eta", "A1002"], ["Zeta", "A1001"],
    ]  # fmt: skip
    assert rows(file, "SELECT name, account_name FROM contacts") == [["Pat", "Zeta"]]


def test_our_own_export_knows_its_ids(file: Cli) -> None:
    """The whole header of an export, and ids that all have its letter: there an id of ours names a record."""
    file.ok("account", "add", "Acme", "-q")
    for name in ("Ann", "Bob"):
        file.ok("contact", "add", "acme", name, "-q")
    whole = file.ok("export", "contacts", "-f", "csv").splitlines()
    place = whole[0].split(",").index("reports_to")
    below = [*whole[2].split(",")]
    below[place] = "C1"
    text = "\n".join([whole[0], whole[1], ",".join(below)])
    assert file("import", "contacts", "-", "--update", stdin=text).code == 0
    assert rows(file, "SELECT reports_to FROM contacts WHERE name = 'Bob'") == [["Ann"]]
    made = take(file, "contacts", "account,name,reports_to", "acme,Cid,C1")
    assert (made.code, "there is no contact 'C1'" in made.err) == (2, True)


def test_keys_are_texts(file: Cli) -> None:
    """Leading zeros, eighteen digits to the last, and what was written for Excel; nothing is a number here."""
    take(file, "accounts", "Id,Name", "00123,Zero", "123,Plain", '="00077",Excel', "100000000000000001,One",
         "100000000000000002,Two")  # fmt: skip
    keys = rows(file, "SELECT external_id, name FROM accounts ORDER BY record_id")
    assert keys == [
        ["00123", "Zero"], ["123", "Plain"], ["00077", "Excel"], ["100000000000000001", "One"],
        ["100000000000000002", "Two"],
    ]  # fmt: skip
    done = take(file, "sales", "AccountId,date,amount,ref", "123,2026-09-01,1,a", '="00123",2026-09-01,2,="007"',
                "00077,2026-09-01,3,c", "100000000000000002,2026-09-01,4,d")  # fmt: skip
    assert done.code == 0, done.err
    assert rows(file, "SELECT account_name, ref FROM sales ORDER BY amount_minor") == [
        ["Plain", "a"], ["Zero", "007"], ["Excel", "c"], ["Two", "d"],
    ]  # fmt: skip
    assert take(file, "sales", "AccountId,date,amount", "77,2026-09-01,1").code == 2


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("0015g00000A1bbb", "0015g00000A1bbbAAB"),
        ("001D000000IqhSL", "001D000000IqhSLIAZ"),
        ("a" * 15, "a" * 15 + "AAA"),
    ],
)
def test_the_two_lengths_of_an_id_of_salesforce(file: Cli, short: str, long: str) -> None:
    """Fifteen characters and eighteen are one key where the last three are the checksum of the others."""
    assert short + case_checksum(short) == long
    assert system_key(long) == short == system_key(short)
    assert system_key(f"{short}ABC") == f"{short}ABC"
    take(file, "accounts", "Id,Name", f"{long},Force")
    assert "0 accounts (1 already" in take(file, "accounts", "Id,Name", f"{short},Force Inc").out
    assert take(file, "sales", "AccountId,date,amount,Id", f"{short},2026-09-01,5,{short}").code == 0
    assert "0 sales (1 already" in take(file, "sales", "AccountId,date,amount,Id", f"{long},2026-09-01,5,{long}").out
    assert take(file, "sales", "AccountId,date,amount", f"{short}ABC,2026-09-01,5").code == 2


def test_the_exact_key_is_tried_first(file: Cli) -> None:
    """Two records whose keys another system would take for one are told apart where the file does so."""
    take(file, "accounts", "Id,Name", "0015g00000A1bbb,Short", "0015g00000A1bbbAAB,Long")
    take(file, "sales", "AccountId,date,amount", "0015g00000A1bbb,2026-09-01,1", "0015g00000A1bbbAAB,2026-09-01,2")
    assert rows(file, "SELECT account_name FROM sales ORDER BY amount_minor") == [["Short"], ["Long"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [('="00123"', "00123"), ('="say ""hi"""', 'say "hi"'), ('="', '="'), ('=""', ""), ('="a" & "b"', '="a" & "b"'),
     ("=1+1", "=1+1")],
)  # fmt: skip
def test_what_was_written_for_excel(cell: str, text: str) -> None:
    """A formula that is nothing but a text is this text; any other is left as it is."""
    assert excel_text(cell) == text


def test_two_companies_in_one_cell(file: Cli) -> None:
    """The first where ids say so, and it is said; names are a bad row, and never a company of that name."""
    take(file, "accounts", "Id,Name", "1,Acme", "2,Beta")
    done = take(file, "contacts", "Associated Company IDs,Name", "1;2,Pat", "2,Kim")
    assert done.code == 0
    assert "took the first of several accounts, '1', where a cell says '1;2'" in done.err
    assert rows(file, "SELECT name, account_name FROM contacts ORDER BY 1") == [["Kim", "Beta"], ["Pat", "Acme"]]
    done = take(file, "contacts", "account,name", "Acme;Beta,Lee", options=("--create-missing",))
    assert (done.code, "'Acme;Beta': names 2 accounts" in done.err, "--map account=COLUMN" in done.err) == (
        2,
        True,
        True,
    )
    file.ok("account", "add", "Smith; Sons", "-q")
    assert take(file, "contacts", "account,name", "Smith; Sons,Lee").code == 0


ZOE = [
    "Zoë GmbH",
    "Zoe\u0308 GmbH",
    "ZOË\u00a0GMBH",
    "zoë  gmbh",
    "\u200fZoë GmbH\u200e",
    "Zoë\u200b GmbH",
    "Ｚoë GmbH",
]


@pytest.mark.parametrize("text", ZOE)
def test_one_name_is_one_record(file: Cli, text: str) -> None:
    """In any spelling: referred to, imported again, and with a key that it did not have; no twin is made."""
    file.ok("account", "add", ZOE[0], "--code", "z", "-q")
    file.ok("contact", "add", "z", ZOE[0], "-q")
    assert take(file, "sales", "account,date,amount", f"{text},2026-09-01,5", options=("--create-missing",)).code == 0
    assert "0 accounts (1 already" in take(file, "accounts", "name", text).out
    assert "0 contacts (1 already" in take(file, "contacts", "account,name", f"{text},{text}").out
    assert "0 accounts (1 already" in take(file, "accounts", "Id,Name", f"77,{text}").out
    assert rows(file, "SELECT count(*) FROM accounts") == [["1"]]
    assert "z is called" in file("account", "add", text).err


def test_one_name_twice_in_a_file_is_one_record(file: Cli) -> None:
    """Made once by --create-missing, and once by rows that say the same otherwise."""
    lines = [f"{text},2026-09-0{n},5" for n, text in enumerate(ZOE, 1)]
    done = take(file, "sales", "account,date,amount", *lines, options=("--create-missing",))
    assert "created 1 account: zoe-gmbh" in done.err
    assert "1 product (6 already" in take(file, "products", "name,category", *(f"{text},x" for text in ZOE)).out


def test_error_values_of_excel(file: Cli, tmp_path: Path) -> None:
    """They are missing values in sheets and csv: a bad row where the field is needed, else empty, and counted."""
    folder = FOREIGN / "13-excel-error-values"
    done = file("import", "sales", str(folder / "sales.xlsx"), "--create-missing")
    assert (done.code, "line 3, account '#N/A': is empty" in done.err) == (2, True)
    options = ("--create-missing", "--rejects", str(tmp_path / "bad.csv"))
    assert file("import", "sales", str(folder / "sales.xlsx"), *options).code in (2, 6)
    assert rows(file, "SELECT name FROM accounts") == [["Acme"]]
    assert rows(file, "SELECT name FROM products") == [["Widget"]]
    done = file("import", "accounts", str(folder / "accounts.xlsx"))
    assert (done.code, "read 2 cells such as '#VALUE!' as empty" in done.err) == (0, True)
    assert file.json("account", "list", "--name", "Zeta")[0]["phone"] is None  # type: ignore[index]
    assert file("import", "sales", str(folder / "sales.csv"), "--create-missing").code == 2
    assert rows(file, "SELECT count(*) FROM accounts") == [["2"]]


NOTHING = [
    *("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#NV", "#BEZUG!", "#¡VALOR!", "Err:502"),
    *("N/A", "n.a.", "-", "–", "—", "0", "null", "None", "(blank)", "(Leer)", "\u200b", "\u00a0", "\ufeff\u200b "),
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_made_of_words_for_nothing(file: Cli, text: str) -> None:
    """No account or product is made or named so, no key is one, and two sales without a ref are two."""
    done = take(file, "sales", "account,date,amount", f"{text},2026-09-01,5", options=("--create-missing",))
    assert (done.code, "is empty, and every sale needs its account" in done.err) == (2, True)
    assert take(file, "accounts", "name,city", f"{text},Rome").code == 2
    lines = [f"Acme,2026-09-01,{n},{text},{text}" for n in (1, 2)]
    done = take(file, "sales", "account,date,amount,product,ref", *lines, options=("--create-missing",))
    assert done.code == 0, done.err
    assert ("read 4 cells such as" in done.err) == bool(text.strip("\u200b\ufeff \u00a0"))
    assert rows(file, "SELECT count(*), count(ref), count(product) FROM sales") == [["2", "0", "0"]]
    assert rows(file, "SELECT (SELECT count(*) FROM accounts), (SELECT count(*) FROM products)") == [["1", "0"]]


def test_what_is_really_called_so(file: Cli) -> None:
    """A record that has the name is found by it; people are called Null and Nan; a note may be a word or a dash."""
    file.ok("account", "add", "None", "--code", "none-ltd", "-q")
    assert take(file, "sales", "account,date,amount", "None,2026-09-01,5").code == 0
    done = take(
        file, "contacts", "account,first_name,last_name,note", "none-ltd,Jennifer,Null,None", "none-ltd,Nan,-,-"
    )
    assert done.code == 0, done.err
    assert rows(file, "SELECT name, note FROM contacts ORDER BY 1") == [["Jennifer Null", "None"], ["Nan", "'-"]]


def test_the_import_after_a_merge(file: Cli) -> None:
    """What was merged in is known: the same file adds nothing, and a deal of the other is booked on the one left."""
    folder = FOREIGN / "26-merge-and-the-next-import"
    file.ok("import", "accounts", str(folder / "accounts.csv"))
    file.ok("account", "merge", "cumulus", "cumulus-ltd", "--yes")
    for options in ((), ("--update",)):
        assert "0 accounts (2 already there" in file.ok("import", "accounts", str(folder / "accounts.csv"), *options)
    file.ok("import", "sales", str(folder / "deals.csv"))
    assert rows(file, "SELECT account, ref FROM sales") == [["cumulus", "O1"]]
    assert file.json("account", "list")[0]["external_id"] == "9004"  # type: ignore[index]


def test_the_import_after_a_change_of_name(file: Cli) -> None:
    """By its former name, and code, a record is known: the rest of the row is taken in, the names are not."""
    take(file, "accounts", "code,name,city", "acme,Acme,Rome", ",Beta,Oslo")
    file.ok("account", "edit", "acme", "--code", "aag", "--name", "Acme AG")
    file.ok("account", "edit", "beta", "--name", "Beta AG")
    done = take(file, "accounts", "code,name,city", "ACME,Acme,Bern", ",BETA,Graz", options=("--update",))
    assert "changed 2" in done.out, done.err
    assert rows(file, "SELECT code, name, city FROM accounts ORDER BY 1") == [
        ["aag", "Acme AG", "Bern"], ["beta", "Beta AG", "Graz"],
    ]  # fmt: skip
    file.ok("contact", "add", "aag", "Ann", "-q")
    file.ok("contact", "edit", "Ann", "--name", "Ann Lee")
    assert "0 contacts (1 already" in take(file, "contacts", "account,name", "acme,ann").out


def test_an_update_keeps_what_a_record_was_called(file: Cli) -> None:
    """A file that renames records leaves aliases too, which its undo takes back."""
    take(file, "accounts", "Id,Name", "1,Acme", "2,Beta")
    before = file.dump()["account_alias"]
    take(file, "accounts", "Id,Name", "1,Acme AG", "2,Beta", options=("--update",))
    assert rows(file, "SELECT name, aliases FROM accounts ORDER BY 1") == [["Acme AG", "name:Acme"], ["Beta", ""]]
    assert take(file, "sales", "account,date,amount", "Acme,2026-09-01,1").code == 0
    file.ok("undo")
    file.ok("undo")
    assert file.dump()["account_alias"] == before


def test_what_a_file_does_not_have_any_more(file: Cli) -> None:
    """--missing names what has a key and is not in the file; archive takes it out of the lists, and undo back."""
    take(file, "accounts", "Id,Name", "1,Acme", "2,Beta", "3,Cord")
    file.ok("account", "add", "By hand", "-q")
    done = take(file, "accounts", "Id,Name", "1,Acme", options=("--missing", "report"))
    assert "2 accounts with external id are not in the file: beta (Beta), cord (Cord)" in done.err
    done = take(file, "accounts", "Id,Name", "1,Acme", options=("--missing", "archive"))
    assert "archived 2" in done.out
    assert file.ok("account", "list", "-f", "ids").split() == ["acme", "by-hand"]
    assert "not in the file" not in take(file, "accounts", "Id,Name", "1,Acme", options=("--missing", "archive")).err
    file.ok("undo")
    assert len(file.ok("account", "list", "-f", "ids").split()) == 4


def test_a_file_of_one_month_says_nothing_of_others(file: Cli) -> None:
    """A corrected amount, a late row and one that is gone; and what cannot be archived is a question."""
    take(file, "accounts", "name", "Acme")
    august, september = (
        "Acme,2026-08-31,1,R0",
        ("Acme,2026-09-01,10,R1", "Acme,2026-09-15,20,R2", "Acme,2026-09-30,30,R3"),
    )
    take(file, "sales", "account,date,amount,ref", august, *september)
    again = ("Acme,2026-09-01,11,R1", "Acme,2026-09-20,5,R4", "Acme,2026-09-30,30,R3")
    done = take(file, "sales", "account,date,amount,ref", *again, options=("--update", "--missing", "report"))
    assert "Imported 1 sale, changed 1 (1 already" in done.out
    assert "1 sale with ref is not in the file: S3" in done.err
    before = file.dump()
    for kind, word, said in (
        ("sales", "archive", "--missing report names them"), ("sales", "x", "report or archive"),
        ("targets", "report", "leave out --missing"),
    ):  # fmt: skip
        row = "2027,5" if kind == "targets" else "Acme,2026-09-01,11,R1"
        head = "period,amount" if kind == "targets" else "account,date,amount,ref"
        done = take(file, kind, head, row, options=("--missing", word))
        assert (done.code, said in done.err) == (2, True), done.err
    assert file.dump() == before


def test_rows_that_repeat_one_of_the_file_are_not_called_known(cli: Cli) -> None:
    """Lines of one invoice that are alike may be several: how many repeat another is said apart, with the line."""
    cli.ok("account", "add", "Acme")
    row = "2026-09-01,Acme,100,INV-1\n"
    text = f"Date,Customer,Amount,InvoiceNumber\n{row * 3}"
    done = cli("import", "sales", "-", "--map", "ref=InvoiceNumber", stdin=text)
    assert done.code == 0, done.err
    assert "Imported 1 sale (2 already there, 0 rejected)" in done.out
    assert "2 rows repeat an earlier row of this file, as in line 3" in done.err
    assert "2  2 as an earlier row of this file" in done.err
    done = cli("import", "sales", "-", "--map", "ref=InvoiceNumber", stdin=text)
    assert "(3 already there, 0 rejected)" in done.out
