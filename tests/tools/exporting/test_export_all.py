"""`export all` and `import all`: the whole portfolio goes out and in again as it was, or not at all."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portfolio_samples import Rows, contents, portfolios, write

from amcli.records.portfolio_document import FORMAT, parts
from amcli.store.open import open_writer
from conftest import Cli, tries
from older_documents import of_format


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio without a record, made once; copy it before writing to it."""
    path = tmp_path_factory.mktemp("empty") / "portfolio.db"
    open_writer(path).close()
    return path


def fresh(folder: Path, name: str) -> Cli:
    """An empty portfolio of its own, which is not there yet."""
    cli = Cli(folder / name)
    cli.folder.mkdir(exist_ok=True)
    for path in cli.folder.iterdir():
        path.unlink()
    return cli


def holds_nothing(cli: Cli) -> bool:
    """Whether there is no record and no operation, or not even a file."""
    return not cli.db.exists() or cli.json("account", "list") == cli.json("history") == []


@settings(max_examples=tries(12, 100))
@given(made=portfolios(), last=st.sampled_from((0, 2_000_000)))
def test_out_and_in_and_out_again_is_the_same(
    tmp_path: Path, empty_file: Path, made: dict[str, Rows], last: int
) -> None:
    """Whatever is in a portfolio, its export taken into an empty file is that portfolio, and exports the same bytes."""
    old, new = fresh(tmp_path, "old"), fresh(tmp_path, "new")
    for cli in (old, new):
        shutil.copy(empty_file, cli.db)
    write(old.db, made, last)
    document = old.ok("export", "all")
    json.loads(document)
    new.ok("import", "all", "-", stdin=document)
    assert new.ok("export", "all") == document
    assert contents(new.db) == contents(old.db)


def test_every_column_is_kept() -> None:
    """No column of a record's table is missing in the document, and none is there twice."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    from amcli.store.migrate import migrate

    migrate(connection)
    for part in parts().values():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({part.noun.name})")]
        kept = [field.column for key, field in part.fields.items() if key != "with_ids"]
        if part.noun.name == "expense":  # in its budget's currency
            kept.remove("currency")
        assert sorted(kept) == sorted(columns + ["aliases"] * part.noun.aliased)  # which have a table of their own


def test_the_samples_round_trip(sample: Cli, tmp_path: Path) -> None:
    """The sample portfolio, journal and all, comes back as the same records, and can be searched and reported on."""
    sample.ok("remind", "--once")
    document = sample.ok("export", "all")
    new = fresh(tmp_path, "new")
    said = new.ok("import", "all", "-", stdin=document)
    assert "accounts" in said
    assert new.ok("export", "all") == document
    assert contents(new.db) == contents(sample.db)
    for words in (("report", "sales"), ("today",), ("search", "price"), ("remind", "--once")):
        assert new.ok(*words, "-f", "json") == sample.ok(*words, "-f", "json")
    calendars = [re.sub("(DTSTAMP|LAST-MODIFIED):.*", "", cli.ok("export", "ics")) for cli in (sample, new)]
    assert calendars[0] == calendars[1]


def test_one_record_a_line(small: Cli) -> None:
    """The document can be looked at with line tools: each record is a line of its own, whole."""
    lines = small.ok("export", "all").splitlines()
    assert lines[0] == "{"
    assert lines[-1] == "}"
    assert json.loads("{" + lines[1].rstrip(",") + "}")["amcli"]["format"] == FORMAT
    assert len([line for line in lines if line.startswith(('  {"id": "S1', '  {"id": "S2', '  {"id": "S3'))]) == 3


def test_ids_are_never_given_again(small: Cli, tmp_path: Path) -> None:
    """What was removed before the export keeps its number: the next record gets the one after it."""
    small.ok("sale", "remove", "S3", "--yes")
    new = fresh(tmp_path, "new")
    new.ok("import", "all", "-", stdin=small.ok("export", "all"))
    assert new.ok("sale", "add", "maruti", "5", "-q") == "S4\n"


def test_a_pipeline(small: Cli, tmp_path: Path) -> None:
    """`amcli export all | amcli --db new.db import all -` moves a portfolio, as two processes."""
    new = tmp_path / "new.db"
    program = f"{sys.executable} -c 'from amcli.app.main import console_main; console_main()'"
    line = f"{program} export all | {program} --db {new} import all - && {program} --db {new} export all"
    done = subprocess.run(["sh", "-c", line], env={**os.environ, **small.environ}, capture_output=True, check=True)
    _said, _, document = done.stdout.decode().partition("\n")
    assert document == small.ok("export", "all")


def test_undo_takes_it_back(small: Cli, tmp_path: Path) -> None:
    """It is one operation: undone, the file is empty, and takes the document once more."""
    document = small.ok("export", "all")
    new = fresh(tmp_path, "new")
    new.ok("import", "all", "-", stdin=document)
    history: Any = new.json("history")
    assert history[0]["summary"] == "imported a portfolio of 28 records from standard input"
    new.ok("undo")
    assert all(
        rows == [] for table, rows in new.dump().items() if table in {part.noun.name for part in parts().values()}
    )
    assert new("redo").code == 4
    new.ok("import", "all", "-", stdin=document)
    assert new.ok("export", "all") == document


def test_a_dry_run_writes_nothing(small: Cli, tmp_path: Path) -> None:
    """--dry-run reads and checks it all, says so, and leaves no record."""
    new = fresh(tmp_path, "new")
    said = new.ok("import", "all", "-", "--dry-run", stdin=small.ok("export", "all"))
    assert said.startswith("Would have imported 28 records: 4 accounts")
    assert holds_nothing(new)


def test_only_into_an_empty_file(small: Cli) -> None:
    """A file with records is refused, and stays as it was."""
    before = small.dump(journal=True)
    done = small("import", "all", "-", stdin=small.ok("export", "all"))
    assert (done.code, len(done.err.splitlines())) == (4, 1)
    assert "empty file" in done.err
    assert small.dump(journal=True) == before


def test_an_empty_portfolio(cli: Cli, tmp_path: Path) -> None:
    """Nothing at all is a whole document too."""
    open_writer(cli.db).close()
    document = cli.ok("export", "all")
    new = fresh(tmp_path, "new")
    assert new.ok("import", "all", "-", stdin=document) == "Imported 0 records\n"
    assert new.ok("export", "all") == document


def test_layout_and_key_order_do_not_matter(small: Cli, tmp_path: Path) -> None:
    """Written anew by another program, on one line or on many, with records' keys turned round, it is the same."""
    document = small.ok("export", "all")
    loaded = json.loads(document, parse_float=Decimal)
    turned = {
        key: [dict(reversed(record.items())) for record in value] if isinstance(value, list) else value
        for key, value in loaded.items()
    }
    for number, text in enumerate(
        (json.dumps(turned, default=float), json.dumps(turned, indent=7, ensure_ascii=False, default=float),
         "\ufeff" + document, document.replace("\n", "\r\n"))
    ):  # fmt: skip
        new = fresh(tmp_path, f"new{number}")
        new.ok("import", "all", "-", stdin=text)
        assert new.ok("export", "all") == document


def test_control_characters_are_taken_out(small: Cli, tmp_path: Path) -> None:
    """What may not be stored is removed on the way in, and that is said."""
    document = small.ok("export", "all").replace("Saw the plant", r"Saw\u0000 \u001b[31mthe\u202e plant")
    new = fresh(tmp_path, "new")
    done = new("import", "all", "-", stdin=document)
    assert done.code == 0
    assert "removed 3 control characters" in done.err
    assert new.json("interaction", "show", "I2")["text"] == "Saw [31mthe plant"  # type: ignore[index]


Document = dict[str, Any]


def changed(of: str, number: int, /, **values: Any) -> Callable[[Document], None]:
    """Give keys of one record other values; `...` takes a key out."""

    def change(document: Document) -> None:
        record = document[of][number]
        for key, value in values.items():
            if value is ...:
                del record[key]
            else:
                record[key] = value

    return change


def again(of: str, /, **values: Any) -> Callable[[Document], None]:
    """The first record of a kind once more, with some other values."""
    return lambda document: document[of].append({**document[of][0], **values})


WRONG: dict[str, tuple[Callable[[Document], object], str]] = {
    "other program": (lambda d: d.pop("amcli"), "no portfolio"),
    "newer": (lambda d: d["amcli"].update(format=FORMAT + 1), f"a newer amcli wrote this (format {FORMAT + 1}"),
    "format": (lambda d: d["amcli"].update(format="1"), "not as `amcli export all` writes it"),
    "head key": (lambda d: d["amcli"].update(more=1), "not as `amcli export all` writes it"),
    "last ids": (lambda d: d["amcli"]["last_ids"].update(sales=-1), "not as `amcli export all` writes it"),
    "no kind": (lambda d: d.pop("sales"), "'sales' is expected here, not 'targets'"),
    "no end": (lambda d: d.pop("reminders"), "'reminders' is expected here, not the end"),
    "unknown kind": (lambda d: d.update(leads=[]), "'leads' is no part of a portfolio"),
    "no array": (lambda d: d.update(sales={}), "[ is expected"),
    "no object": (lambda d: d["sales"].append(5), "sales: record 4: is no object"),
    "array as record": (lambda d: d["sales"].append([1, 2]), "sales: record 4: is no object"),
    "unknown key": (changed("sales", 0, colour="red"), "sales: S1 (record 1): 'colour' is no key"),
    "missing key": (changed("sales", 0, cost=...), "sales: S1 (record 1): cost is missing"),
    "id of another": (changed("sales", 0, id="I1"), "sales: I1 (record 1): id is no id such as S12"),
    "id zero": (changed("sales", 0, id="S0"), "id is no id"),
    "id too long": (changed("sales", 0, id="S" + "9" * 30), "id is no id"),
    "id near the end": (changed("sales", 0, id=f"S{10**12 + 1}"), "id is too large for an id, which goes up to S1000"),
    "last id near the end": (lambda d: d["amcli"]["last_ids"].update(sales=10**12 + 1), "last_ids: sales is too large"),
    "id as number": (changed("sales", 0, id=1), "id is no text"),
    "no value": (changed("sales", 0, date=None), "date has no value"),
    "no such day": (changed("sales", 0, date="2026-02-30"), "date is no day"),
    "other day": (changed("sales", 0, date="20260203"), "date is no day"),
    "list as day": (changed("sales", 0, date=["2026-02-03"]), "date is no text"),
    "no such time": (changed("deadlines", 0, due="2026-09-18T25:00"), "due is no day or time"),
    "seconds": (changed("deadlines", 0, due="2026-09-18T12:00:01"), "due is no day or time"),
    "kind": (changed("sales", 0, kind="gift"), "kind is none of sale, purchase, credit"),
    "currency": (changed("sales", 0, currency="XXL"), "currency is no currency"),
    "text as amount": (changed("sales", 0, amount="12"), "amount is no number"),
    "bool as amount": (changed("sales", 0, amount=True), "amount is no number"),
    "negative": (changed("sales", 0, amount=-1), "amount is negative or too large"),
    "too many decimals": (changed("sales", 0, amount=1.005), "amount has more decimals than USD takes"),
    "too large": (changed("sales", 0, amount=10**15), "amount is negative or too large"),
    "cost": (changed("sales", 0, cost=0.001), "cost has more decimals"),
    "quantity": (changed("sales", 0, quantity=0.0000001), "quantity"),
    "account": (changed("sales", 0, account="nobody"), "account names no account of the document: 'nobody'"),
    "product": (changed("sales", 0, product="nothing"), "product names no product"),
    "same id": (again("sales", ref="other"), "sales: S1: its id is there twice"),
    "same ref": (again("sales", id="S9"), "sales: S9: its account_id, kind, ref is there twice"),
    "same code": (again("accounts", id="A9", code="MARUTI"), "accounts: A9: its code is there twice"),
    "same target": (again("targets", id="T9"), "targets: T9: its start, end, account and product is there twice"),
    "same rate": (again("rates", id="R9"), "rates: R9: its from_currency, to_currency, date is there twice"),
    "code": (changed("accounts", 3, code="A 1"), "code 'A 1' is not a code"),
    "tier": (changed("accounts", 0, tier=4), "tier is no whole number from 1 to 3"),
    "tier as text": (changed("accounts", 0, tier="1"), "tier is no whole number"),
    "tags": (changed("accounts", 0, tags="oem"), "tags is no list"),
    "no tags": (changed("accounts", 0, tags=[]), "tags is no list"),
    "tag": (changed("accounts", 0, tags=["a;b"]), "tags has a word"),
    "role": (changed("contacts", 0, roles=["king"]), "roles is none of initiator"),
    "parent": (changed("accounts", 0, parent="nobody"), "accounts: A1: parent is not in the document"),
    "circle": (changed("accounts", 0, parent="maruti-service"), "parent leads back to itself"),
    "own parent": (changed("accounts", 0, parent="maruti"), "accounts: A1: parent leads back to itself"),
    "reports to": (changed("contacts", 0, reports_to_id="C9"), "contacts: C1: reports_to_id is not in the document"),
    "stranger": (changed("contacts", 0, reports_to_id="C3"), "contacts: C1: reports_to_id is a contact of another"),
    "with": (changed("interactions", 0, with_ids=["C9"]), "interactions: I1: with_ids names no contact"),
    "with twice": (changed("interactions", 0, with_ids=["C1", "C1"]), "interactions: I1: its interaction_id"),
    "budget": (changed("expenses", 0, budget_id="B9"), "budget_id names no budget"),
    "its currency": (changed("expenses", 0, currency="EUR"), "or currency is not the budget's"),
    "period": (changed("budgets", 0, end="2025-01-01"), "budgets: B1: its start is not before its end"),
    "empty name": (changed("accounts", 0, name=""), "accounts: A1: it breaks the rule name <> ''"),
    "every": (changed("deadlines", 0, every="now and then"), "every "),
    "remind": (changed("deadlines", 0, remind="soon"), "remind "),
    "template": (changed("deadlines", 0, template="[]"), "template is no JSON object"),
    "rate of nothing": (changed("rates", 0, rate=0), "rate "),
    "currency row": (lambda d: d["currencies"].append({"code": "x", "name": "", "decimals": 2}), "currencies: 'x'"),
    "decimals": (lambda d: d["currencies"][0].update(decimals=9), "currencies: 'EUR'"),
    "reminder": (lambda d: d["reminders"].append({"said": 1, "said_at": "x"}), "reminders: "),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_document_is_one_sentence(small: Cli, tmp_path: Path, name: str) -> None:
    """Whatever is wrong is named with its kind, record and key, exit 2, and nothing at all is taken in."""
    spoil, said = WRONG[name]
    document = json.loads(small.ok("export", "all"))
    spoil(document)
    new = fresh(tmp_path, "new")
    done = new("import", "all", "-", stdin=json.dumps(document))
    assert (done.code, len(done.err.splitlines())) == (2, 1), done.err
    assert said in done.err
    assert holds_nothing(new)


NO_JSON = {
    "nothing": ("", "ends too soon"),
    "spaces": (" \n ", "ends too soon"),
    "csv": ("id,name\nA1,x\n", "{ is expected"),
    "an array": ("[]", "{ is expected"),
    "an object": ("{}", "no portfolio"),
    "cut": ('{"amcli": {"format": 1', "no JSON"),
    "a key alone": ('{"amcli"}', ": is expected"),
    "no key": ("{5: 1}", "a key is no text"),
    "not a number": ('{"amcli": NaN}', "no number of JSON"),
    "huge exponent": ('{"amcli": 1e9999999999999999999999}', "cannot be read"),
    "huge number": ('{"amcli": ' + "9" * 5000 + "}", "cannot be read"),
    "deep": ('{"amcli": ' + "[" * 100_000, "cannot be read"),
    "unbalanced quote": ('{"amcli": "' + "x" * 100_000, "no JSON"),
    "control": ('{"amcli": "a\nb"}', "no JSON"),
}


@pytest.mark.parametrize("name", NO_JSON)
def test_what_is_no_document(cli: Cli, name: str) -> None:
    """Broken JSON and other JSON is one sentence with the line, exit 2."""
    text, said = NO_JSON[name]
    done = cli("import", "all", "-", stdin=text)
    assert (done.code, len(done.err.splitlines())) == (2, 1), done.err
    assert said in done.err


def test_what_is_no_text(cli: Cli) -> None:
    """Bytes that are no UTF-8 are said to be that."""
    done = cli("import", "all", "-", stdin=b'{"amcli": "\xff"}')
    assert (done.code, "no text in UTF-8" in done.err) == (2, True)


@pytest.mark.parametrize("key", ["id", "amount"])
def test_a_key_that_is_there_twice(small: Cli, tmp_path: Path, key: str) -> None:
    """JSON allows it; here it would mean that one of two values is lost."""
    document = small.ok("export", "all").replace('{"id": "S1"', f'{{"{key}": "S1", "id": "S1"')
    done = fresh(tmp_path, "new")("import", "all", "-", stdin=document)
    assert (done.code, "a key is there twice" in done.err) == (2, True)


def test_the_line_is_named(small: Cli, tmp_path: Path) -> None:
    """The sentence says on which line of the document the trouble is."""
    document = small.ok("export", "all")
    number = 1 + document[: document.index('"id": "S2"')].count("\n")
    done = fresh(tmp_path, "new")("import", "all", "-", stdin=document.replace('"kind": "credit"', '"kind": "gift"'))
    assert f"line {number}: sales: S2 (record 2): kind is none of" in done.err
    done = fresh(tmp_path, "new")("import", "all", "-", stdin=document.replace('"kind": "credit"', '"kind": credit'))
    assert f"line {number}: this is no JSON" in done.err


def test_what_means_nothing_for_all_is_refused(small: Cli) -> None:
    """A whole portfolio cannot be narrowed, and has one format."""
    options = (
        "--since 2026-01-01,--period 2026,--account maruti,--where 1,--columns id,--all,-f csv,-f ids,-f xlsx,-f ics"
    )
    for line in options.split(","):
        words = line.split()
        done = small("export", "all", *words)
        assert (done.code, done.out) == (2, ""), words


@pytest.mark.parametrize("format_", [1, 2])
def test_targets_of_parents_in_older_documents_are_their_groups(tmp_path: Path, format_: int) -> None:
    """Before format 3 the target of an account with others below it was meant for all of them; others were own ones."""
    old, new = fresh(tmp_path, "old"), fresh(tmp_path, "new")
    old.ok("account", "add", "Group", "--currency", "EUR")
    old.ok("account", "add", "Plant", "--parent", "group")
    old.ok("contact", "add", "plant", "Ida")
    old.ok("budget", "add", "plant", "Fair", "--amount", "500", "--period", "2026")
    old.ok("product", "add", "Pad")
    for words in (("--account", "group"), ("--account", "plant"), (), ("--account", "group", "--product", "pad")):
        old.ok("target", "set", "2026", "EUR 1000", *words)
    document = of_format(old.ok("export", "all"), format_)
    new.ok("import", "all", "-", stdin=json.dumps(document))
    found: Any = new.json("target", "list")
    assert {row["id"]: row["group"] for row in found} == {"T1": True, "T2": False, "T3": False, "T4": True}
    again = fresh(tmp_path, "again")
    again.ok("import", "all", "-", stdin=old.ok("export", "all"))
    kept: Any = again.json("target", "list")
    assert not any(row["group"] for row in kept)


@pytest.mark.no_cover
def test_memory_stays_flat(cli: Cli, tmp_path: Path) -> None:
    """Sales go out and in without being held: five thousand more of them do not need more memory."""
    import tracemalloc

    peaks = []
    for count in (11_000, 16_000):
        old, new = fresh(tmp_path, f"old{count}"), fresh(tmp_path, f"new{count}")
        connection = open_writer(old.db)
        connection.execute("INSERT INTO account (id, code, name, created) VALUES (1, 'acme', 'Acme', '2026-01-01')")
        connection.execute(
            """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO sale (account_id, date, amount_minor, currency, kind, ref)
            SELECT 1, '2026-01-01', i, 'USD', 'sale', 'INV-' || i FROM n""",
            (count,),
        )
        connection.close()
        path = tmp_path / f"{count}.json"
        old.ok("export", "all", "-o", str(path))
        tracemalloc.start()
        new.ok("import", "all", str(path))
        assert new.ok("export", "all", "-o", str(path.with_suffix(".2.json"))) == ""
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert path.read_bytes() == path.with_suffix(".2.json").read_bytes()
    assert peaks[1] < peaks[0] + 500_000
