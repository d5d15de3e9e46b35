"""`import all` reads the document of every format since the first: each as the program of its time wrote it."""

import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from amcli.base.text import escape_phrase
from amcli.records.portfolio_document import FORMAT, parts
from conftest import Cli

DOCUMENTS = Path(__file__).parent / "documents"
FORMATS = range(1, FORMAT + 1)
# What records have since a later format, by the format: its value where an older document did not say it. Whether a
# target is of a group follows from the accounts below its own, so that has no one value here.
ADDED: dict[int, dict[tuple[str, str], object]] = {
    2: {
        ("accounts", "aliases"): None,
        ("products", "aliases"): None,
        ("contacts", "aliases"): None,
        ("expenses", "kind"): "spend",
    },
    3: {("contacts", "left"): None, ("budgets", "group"): ..., ("targets", "group"): ...},
    4: {
        **{("accounts", key): None for key in ("links", "not_for")},
        **{("interactions", key): None for key in ("for", "owed_by", "opportunity")},
        **{("deadlines", key): None for key in ("for", "owed_by", "evidence", "opportunity")},
        ("sales", "opportunity"): None,
    },
    5: {
        ("opportunities", "contract"): None,
        **{(kind, key): None for kind in ("interactions", "deadlines") for key in ("contract", "issue", "negotiation")},
    },
    6: {("accounts", "parent_since"): None},
    7: {
        **{("contacts", key): None for key in ("influence", "stance")},
        **{(kind, "objective"): None for kind in ("interactions", "deadlines")},
    },
    8: {
        **{("contacts", key): None for key in ("email_other", "mobile", "uid", "card")},
        **{("deadlines", key): None for key in ("zone", "exceptions", "event")},
    },
}


def read(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return document


def fixture(number: int) -> tuple[str, dict[str, Any]]:
    text = (DOCUMENTS / f"{number}.json").read_text(encoding="utf-8")
    return text, read(text)


@pytest.mark.parametrize("number", FORMATS)
def test_each_format_has_a_document_with_every_kind_of_record(number: int) -> None:
    """A new format comes with a document of the last one; none lacks a kind of record that the format had."""
    _, document = fixture(number)
    assert document["amcli"]["format"] == number
    assert set(document) >= {"amcli", "currencies", "reminders"}
    assert {kind for kind in parts() if kind in document and not document[kind]} == set()


@pytest.mark.parametrize("number", FORMATS)
def test_taken_in_and_written_again_it_says_the_same(cli: Cli, number: int) -> None:
    """Every record of it is in the new document with every value; what later formats added has its usual value."""
    text, document = fixture(number)
    cli.ok("import", "all", "-", stdin=text)
    now = read(cli.ok("export", "all"))
    new_kinds = {kind: 0 for kind, part in parts().items() if part.noun.since_format > number}
    last = new_kinds | document["amcli"]["last_ids"]
    assert now["amcli"] == document["amcli"] | {"format": FORMAT, "last_ids": last}
    later = {key: value for since, keys in ADDED.items() if since > number for key, value in keys.items()}
    for kind, records in document.items():
        if kind == "amcli":
            continue
        assert len(now[kind]) == len(records), kind
        for old, new in zip(records, now[kind], strict=True):
            assert {key: new[key] for key in old} == old
            more = {(kind, key): value for key, value in new.items() if key not in old}
            assert set(more) == {key for key in later if key[0] == kind}
            assert all(value == later[key] for key, value in more.items() if later[key] is not ...)


@pytest.mark.parametrize("number", FORMATS)
def test_the_file_holds_what_the_document_says(cli: Cli, number: int) -> None:
    """The views of the file have each value that stands in the document, read by SQL alone; the file is in order."""
    text, document = fixture(number)
    cli.ok("import", "all", "-", stdin=text)
    with closing(sqlite3.connect(cli.db)) as connection:
        connection.row_factory = sqlite3.Row
        for kind in parts():
            rows = [dict(row) for row in connection.execute(f"SELECT * FROM {kind} ORDER BY record_id")]
            records = document.get(kind, ())  # none of a kind that came later
            assert len(rows) == len(records), kind
            for record, row in zip(records, rows, strict=True):
                common = [key for key in record if key in row]
                assert len(common) >= min(5, len(record) - 2), kind
                wanted = {key: _as_in_the_file(key, record[key]) for key in common}
                assert {key: _number(row[key], record[key]) for key in common} == wanted
        links = "SELECT 'I' || interaction_id, 'C' || contact_id FROM interaction_contact ORDER BY interaction_id, id"
        pairs = [(record["id"], each) for record in document["interactions"] for each in record["with_ids"] or ()]
        assert [tuple(row) for row in connection.execute(links)] == pairs
    states: Any = cli.json("doctor")
    assert {check["check"] for check in states["checks"] if check["state"] == "failed"} == set()


def _as_in_the_file(key: str, value: Any) -> Any:
    """A value of the document as a view has it: ids are numbers, several texts stand in one."""
    if isinstance(value, list):
        return ";".join(map(escape_phrase, value) if key in ("links", "not_for") else value)
    return int(value[1:]) if key.endswith("_id") and key != "external_id" and value else value


def _number(cell: Any, wanted: Any) -> Any:
    """Amounts and rates are exact texts in the views."""
    return Decimal(cell) if isinstance(wanted, (Decimal, int)) and isinstance(cell, str) else cell


def test_a_format_to_come_is_refused(cli: Cli) -> None:
    """A document of a newer amcli is not read by halves: one line, and nothing goes in."""
    text = fixture(FORMAT)[0].replace(f'"format": {FORMAT}', f'"format": {FORMAT + 1}', 1)
    done = cli("import", "all", "-", stdin=text)
    assert (done.code in (2, 5), len(done.err.splitlines()), cli.db.exists()) == (True, 1, False)
