"""What an import does with records that are there already: the plan, --update, and the question on a terminal."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.registry import NOUNS
from conftest import Cli, tries

SALES = "account,date,amount,ref,product\nmaruti,2026-09-01,1250.50,INV-1,pad\n"


def take(cli: Cli, kind: str, text: str, *options: str, **more: Any) -> Any:
    """Import a text through a file, as a user does."""
    path = cli.folder / "rows.csv"
    path.write_text(text)
    return cli("import", kind, str(path), *options, **more)


def read(cli: Cli, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(cli.db)
    rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


def test_a_corrected_file_corrects(small: Cli) -> None:
    """The row's own reference finds the sale; what it says anew is taken in, what it does not say stays."""
    done = take(small, "sales", SALES.replace("1250.50", "1300"), "--update")
    assert done.out == "Imported 0 sales, changed 1 (0 already there, 0 rejected)\n"
    assert read(small, "SELECT amount_minor, cost_minor, quantity FROM sale WHERE ref = 'INV-1'") == [
        (130000, 80000, "25")
    ]
    assert take(small, "sales", SALES.replace("1250.50", "1300"), "--update").out == (
        "Imported 0 sales (1 already there, 0 rejected)\n"
    )


def test_without_update_the_record_stays_and_the_plan_says_so(small: Cli) -> None:
    """Existing records are left alone; the plan counts those that the file contradicts."""
    before = small.dump()
    done = take(small, "sales", SALES.replace("1250.50", "1300"), "--dry-run")
    assert "unchanged" in done.err
    assert "1 say something else (amount 1): --update takes it in" in done.err
    assert take(small, "sales", SALES.replace("1250.50", "1300")).code == 0
    assert small.dump() == before


def test_an_empty_cell_changes_nothing(small: Cli) -> None:
    """Neither a text, nor a word that has a default (a deadline's priority), nor a date is cleared or reset."""
    text = "id,account,title,due,priority,kind,note\nX-1,maruti,Sign,2026-12-01T15:30,,,\n"
    before = read(small, "SELECT priority, kind, note FROM deadline WHERE title = 'Sign'")
    assert before == [("high", "contract", "Two copies")]
    assert take(small, "deadlines", text, "--update").code == 0
    assert read(small, "SELECT priority, kind, note FROM deadline WHERE title = 'Sign'") == before
    take(small, "deadlines", text.replace(",,,\n", ",normal,other,\n"), "--update")
    assert read(small, "SELECT priority, kind, external_id FROM deadline WHERE title = 'Sign'") == [
        ("normal", "other", "X-1")
    ]


LISTS = [  # how the record is known, and what is added to its list by the first file, by hand and by another file
    ("contacts", "Lena Sen", "account,name,roles\nmaruti,Lena Sen,buyer\n", "--role", "decider", "user"),
    ("accounts", "Maruti Suzuki", "code,name,tags\nmaruti,Maruti Suzuki,north\n", "--tag", "south", "west"),
    ("accounts", "Maruti Suzuki", "code,name,not_for\nmaruti,Maruti Suzuki,pad\n", "--not-for", "disc", "Clutch"),
    (
        "interactions",
        "Asked",
        "id,account,date,text,with\nX-1,maruti,2026-09-01,Asked,Asha Rao\n",
        "--with",
        "Jo Sen",
        "Lena Sen",
    ),
]


@pytest.mark.parametrize(("kind", "known", "rows", "option", "typed", "more"), LISTS)
def test_an_old_file_takes_nothing_out_of_a_list_that_was_typed_since(
    small: Cli, kind: str, known: str, rows: str, option: str, typed: str, more: str
) -> None:
    """With --update what the file has in a list is added; what it has not stays, whoever typed it."""
    column = rows.partition("\n")[0].rpartition(",")[2]
    first, second = rows.strip().rpartition(",")[2], f"{rows.strip().rpartition(',')[0]},{more}\n"
    for name in ("Jo Sen", "Lena Sen"):
        small.ok("contact", "add", "maruti", name)
    for name in ("disc", "Clutch"):
        small.ok("product", "add", name)
    assert take(small, kind, rows, "--update").code == 0
    noun = next(noun for noun in NOUNS.values() if noun.view == kind)

    def found() -> Any:
        (row,) = [row for row in small.json(noun.name, "list") if known in row.values()]  # type: ignore[attr-defined]
        return row

    small.ok(noun.name, "edit", found()["id"], f"--add-{option[2:]}", typed)
    before = small.dump()
    done = take(small, kind, rows, "--update")
    assert (done.code, small.dump()) == (0, before), done.out
    assert take(small, kind, second, "--update").code == 0
    assert set(found()[column]) >= {first, typed, more}


def test_another_systems_id_finds_its_record_again(small: Cli) -> None:
    """The first import fills in the id where the name alone was known; from then on the name may change."""
    text = "id,account,name,email\n003-1,maruti,Asha Rao,\n003-2,maruti,Mira Sen,mira@example.com\n"
    assert take(small, "contacts", text, "--update").out.startswith("Imported 1 contact, changed 1")
    assert take(small, "contacts", text).out == "Imported 0 contacts (2 already there, 0 rejected)\n"
    renamed = text.replace("Asha Rao", "Asha Rao-Sen")
    assert take(small, "contacts", renamed, "--update").out.startswith("Imported 0 contacts, changed 1")
    assert read(small, "SELECT id, email FROM contact WHERE name = 'Asha Rao-Sen'") == [(1, "asha@example.com")]


def test_undo_and_redo_of_an_import_that_changed(small: Cli) -> None:
    """One step back for what it made and what it changed; the changes alone can be redone, rows are imported again."""
    before = small.dump()
    take(small, "sales", SALES.replace("1250.50", "1300"), "--update")
    after = small.dump()
    small.ok("undo")
    assert {**small.dump(), "backup": []} == {**before, "backup": []}
    small.ok("redo")
    assert {**small.dump(), "backup": []} == {**after, "backup": []}


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("sales", "account,date,amount,ref\nmaruti,2026-09-01,1250.50,INV-1\n", "changed 0"),
        ("contacts", "id,account,name\nZ-9,eclair,Asha Rao\n", "changed 1"),
        ("budgets", "account,name,period,amount,currency\nmaruti,Trade fair,2026,12000,EUR\n", "has expenses"),
        ("deadlines", "account,title,due,every\nmaruti,Sign,2026-12-01T15:30,month\n", "series"),
        ("accounts", "code,name,parent\nmaruti,Maruti Suzuki,maruti-service\n", "above itself"),
        ("accounts", "code,name,city\nmaruti,Maruti Suzuki,Pune\nMARUTI,Maruti Suzuki,Agra\n", "line 2"),
    ],
)
def test_what_more_than_one_record_hangs_on_is_not_an_imports_to_change(
    small: Cli, kind: str, text: str, says: str
) -> None:
    """Such a row is bad, or the import refused, with the reason; nothing has changed then."""
    before = small.dump()
    done = take(small, kind, text, "--update")
    if "changed" in says:
        assert done.code == 0
        return
    assert done.code in (2, 4)
    assert says in done.err
    assert small.dump() == before


def test_another_currency_is_not_taken_for_the_records_own(small: Cli) -> None:
    """A file without a currency cannot turn yen into dollars: the row says what is missing."""
    small.ok("account", "edit", "eclair", "--currency", "USD")
    small.ok("sale", "edit", "S3", "--ref", "E-1")
    done = take(small, "sales", "account,date,amount,ref\neclair,2026-08-15,5000,E-1\n", "--update")
    assert (done.code, "column `currency`" in done.err) == (2, True)


def test_the_plan_is_shown_and_asked_for_on_a_terminal(small: Cli) -> None:
    """No is no: nothing is imported; yes does exactly what was shown; --yes shows it and does not ask."""
    text = SALES + "maruti,2026-09-05,7,INV-2,\n"
    before = small.dump(journal=True)
    done = take(small, "sales", text, stdin="n\n", tty=True)
    assert (done.code, "create" in done.err, "Do it?" in done.err) == (4, True, True)
    assert small.dump(journal=True) == before
    done = take(small, "sales", text, "--yes", tty=True)
    assert (done.code, "Do it?" in done.err, "Imported 1 sale" in done.out) == (0, False, True)
    small.ok("undo")
    assert "Imported 1 sale" in take(small, "sales", text, stdin="y\n", tty=True).out
    assert "Do it?" not in take(small, "sales", text, tty=True).err  # there is nothing to do


def test_a_portfolio_that_changed_meanwhile_is_not_touched(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was said yes to is done, or nothing: another plan than the one that was shown is refused."""
    from amcli.tools.importing import cli as imports

    def meanwhile(*_: Any) -> None:
        connection = sqlite3.connect(small.db)
        connection.execute("UPDATE sale SET ref = 'gone' WHERE ref = 'INV-1'")
        connection.commit()

    monkeypatch.setattr(imports, "confirmed", meanwhile)
    done = take(small, "sales", SALES + "maruti,2026-09-05,7,INV-2,\n", tty=True)
    assert (done.code, "changed while you were asked" in done.err) == (4, True)
    assert len(read(small, "SELECT 1 FROM sale")) == 3


def test_a_copy_is_kept_before_an_import(small: Cli) -> None:
    """The state before it is in the backups folder; an import that does nothing, and a dry run, keep none."""
    folder = small.folder / "backups"
    take(small, "sales", SALES)
    take(small, "sales", SALES.replace("INV-1", "INV-9"), "--dry-run")
    assert not folder.exists()
    take(small, "sales", SALES.replace("INV-1", "INV-9"))
    (copy,) = folder.iterdir()
    assert sqlite3.connect(copy).execute("SELECT count(*) FROM sale").fetchone() == (3,)


def test_a_slow_pipe_does_not_hold_the_portfolio(small: Cli) -> None:
    """While an import waits for standard input, others can write."""
    process = small.spawn("import", "sales", "-")
    assert process.stdin is not None
    process.stdin.write(b"account,date,amount,ref\n")
    process.stdin.flush()
    small.ok("log", "maruti", "Meanwhile")
    out, err = process.communicate(b"maruti,2026-09-05,7,INV-2\n", timeout=60)
    assert (process.returncode, out.decode()) == (0, "Imported 1 sale (0 already there, 0 rejected)\n"), err


OWN: dict[str, dict[str, str]] = {  # what finds the record, and what every row of the kind has to say
    "accounts": {"code": "maruti", "name": "Maruti Suzuki"},
    "contacts": {"external_id": "K1", "account": "maruti", "name": "Asha Rao"},
    "interactions": {"external_id": "K1", "account": "maruti", "date": "2026-09-17", "text": "Price list accepted"},
    "products": {"code": "pad", "name": "Brake pad"},
    "sales": {"ref": "INV-1", "account": "maruti", "date": "2026-09-01", "amount": "1250.50"},
    "expenses": {
        "external_id": "K1",
        "account": "maruti",
        "budget": "Trade fair",
        "date": "2026-09-03",
        "amount": "480",
    },
}
WORDS = st.text("abc xyz", min_size=1, max_size=9).map(str.strip).filter(bool)
COUNTS = st.integers(0, 999).map(str)
DAYS = st.sampled_from(["2026-01-01", "2026-02-03"])
SAID: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "accounts": {
        "name": WORDS, "tier": st.sampled_from("123"), "category": WORDS, "scope": st.sampled_from(["global", "local"]),
        "phone": WORDS, "city": WORDS, "note": WORDS, "tags": st.sampled_from(["a", "a;b"]), "external_id": WORDS,
    },
    "contacts": {"name": WORDS, "roles": st.sampled_from(["user", "decider;buyer"]), "title": WORDS, "email": WORDS},
    "interactions": {"text": WORDS, "kind": st.sampled_from(["note", "visit"]), "date": DAYS, "minutes": COUNTS},
    "products": {"name": WORDS, "category": WORDS, "price": COUNTS, "external_id": WORDS},
    "sales": {"amount": COUNTS, "cost": COUNTS, "quantity": COUNTS, "date": DAYS},
    "expenses": {"amount": COUNTS, "date": DAYS, "memo": WORDS},
}  # fmt: skip


@given(st.data())
@settings(max_examples=tries(10, 60))
def test_an_import_changes_just_what_the_row_says(small_file: Path, data: st.DataObject) -> None:
    """Of every kind: the list shows the row's values in the columns that it fills, and in all others what it did."""
    kind = data.draw(st.sampled_from(sorted(OWN)))
    row = dict(OWN[kind])
    for column in data.draw(st.lists(st.sampled_from(sorted(SAID[kind])), unique=True)):
        row[column] = data.draw(SAID[kind][column])
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        shutil.copy(small_file, cli.db)
        noun = next(noun for noun in NOUNS.values() if noun.view == kind)
        if "external_id" in OWN[kind]:
            cli.ok(noun.name, "edit", f"{noun.letter}1", "--external-id", "K1")
        before = {one["id"]: one for one in cli.json(noun.name, "list")}  # type: ignore[attr-defined]
        done = cli("import", kind, "-", "--update", stdin=json.dumps([row]))
        assert done.code == 0, (row, done.err)
        after = {one["id"]: one for one in cli.json(noun.name, "list")}  # type: ignore[attr-defined]
    assert after.keys() == before.keys()
    changed = [
        number for number in after if {**after[number], "reports_to": ""} != {**before[number], "reports_to": ""}
    ]
    assert len(changed) <= 1
    (found,) = [one for one in after.values() if one[KEYS[kind]] == OWN[kind][KEYS[kind]]]
    for column, value in found.items():
        if column in row and column not in ("budget", "account"):
            added = set(spelled(value).split(";")) if isinstance(value, list) else set()
            kept = before[found["id"]][column] if isinstance(value, list) else []
            assert spelled(value) == row[column] or added == {*row[column].split(";"), *kept}, column
        elif not column.startswith("account"):
            assert value == before[found["id"]][column] or column in ("currency", "aliases"), column


KEYS = {kind: next(key for key in ("code", "ref", "external_id") if key in row) for kind, row in OWN.items()}


def spelled(value: Any) -> str:
    """A JSON value as a row would say it."""
    if isinstance(value, list):
        return ";".join(value)
    return str(value).removesuffix(".00")
