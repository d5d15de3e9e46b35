"""`amcli schema`: a JSON Schema that every export keeps, and that refuses what is no export."""

import copy
import json
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from amcli.records.portfolio_document import KINDS, parts
from amcli.store.migrate import migrate
from conftest import Cli


def validator(cli: Cli, kind: str) -> Draft202012Validator:
    schema = json.loads(cli.ok("schema", kind))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize("kind", KINDS)
def test_every_export_keeps_its_schema(sample: Cli, agreed: Cli, kind: str) -> None:
    """The JSON of the sample data and of a little of everything is valid, and so is that of nothing."""
    check = validator(agreed, kind)
    for cli in (sample, agreed):
        document = json.loads(cli.ok("export", kind, "-f", "json"))
        check.validate(document)
        assert document
    agreed.ok(
        "deadline", "add", "maruti", "Report", "--due", "2026-09-30T09:00", "--every", "month", "--remind", "7d,2h"
    )
    agreed.ok("deadline", "done", "D4")
    agreed.ok("product", "add", "Free")
    check.validate(json.loads(agreed.ok("export", kind, "-f", "json")))
    if kind != "all":
        check.validate(json.loads(agreed.ok("export", kind, "-f", "json", "--where", "0")))


@pytest.mark.parametrize("kind", parts())
def test_all_keys_are_there(sample: Cli, kind: str) -> None:
    """The schema names exactly the keys of the export, each with a description, and allows no other."""
    items = json.loads(sample.ok("schema", kind))["items"]
    record = json.loads(sample.ok("export", kind, "-f", "json"))[0]
    assert list(items["properties"]) == items["required"] == list(record)
    assert items["additionalProperties"] is False
    assert [key for key, each in items["properties"].items() if not each.get("description")] == []


def test_null_where_the_file_has_it() -> None:
    """What the schema calls always filled the table's columns are NOT NULL, and the other way round."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    for part in parts().values():
        needed = {row[1] for row in connection.execute(f"PRAGMA table_info({part.noun.name})") if row[3]}
        filled = {field.column for key, field in part.fields.items() if key in part.filled}
        assert filled - {"currency"} == needed - {"currency"}, part.noun.name
        assert ("currency" in needed or part.noun.name == "expense") == ("currency" in part.filled)


Records = list[dict[str, Any]]
WRONG: dict[str, tuple[str, Callable[[Records], object]]] = {
    "no array": ("sales", lambda d: d.clear() or d.append([])),  # type: ignore[func-returns-value, arg-type]
    "key too much": ("sales", lambda d: d[0].update(colour="red")),
    "key missing": ("sales", lambda d: d[0].pop("ref")),
    "null": ("sales", lambda d: d[0].update(date=None)),
    "no day": ("sales", lambda d: d[0].update(date="2026-02-30")),
    "amount as text": ("sales", lambda d: d[0].update(amount="12.00")),
    "negative": ("sales", lambda d: d[0].update(amount=-1)),
    "kind": ("sales", lambda d: d[0].update(kind="gift")),
    "id of another": ("sales", lambda d: d[0].update(id="I1")),
    "currency": ("sales", lambda d: d[0].update(currency="usd")),
    "code": ("sales", lambda d: d[0].update(account="with space")),
    "tier": ("accounts", lambda d: d[0].update(tier=4)),
    "tags": ("accounts", lambda d: d[0].update(tags="a,b")),
    "no tags": ("accounts", lambda d: d[0].update(tags=[])),
    "scope": ("accounts", lambda d: d[0].update(scope="galactic")),
    "role": ("contacts", lambda d: d[0].update(roles=["king"])),
    "reports to": ("contacts", lambda d: d[0].update(reports_to_id="Asha")),
    "with": ("interactions", lambda d: d[0].update(with_ids=["Asha"])),
    "due": ("deadlines", lambda d: d[0].update(due="tomorrow")),
    "sequence": ("deadlines", lambda d: d[0].update(sequence=-1)),
    "times": ("deadlines", lambda d: d[0].update(times=0)),
    "rate": ("rates", lambda d: d[0].update(rate=0)),
    "budget": ("expenses", lambda d: d[0].update(budget_id=None)),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_document_is_refused(small: Cli, name: str) -> None:
    """One thing wrong in a record is enough."""
    kind, spoil = WRONG[name]
    check = validator(small, kind)
    document = json.loads(small.ok("export", kind, "-f", "json"))
    spoiled = copy.deepcopy(document)
    spoil(spoiled)
    assert check.is_valid(document)
    assert not check.is_valid(spoiled)


def test_a_wrong_portfolio_is_refused(small: Cli) -> None:
    """So it is with the whole document: a part too much or missing, another format, a record of another kind."""
    check = validator(small, "all")
    document = json.loads(small.ok("export", "all"))
    changes: list[dict[str, Any]] = [
        {"leads": []}, {"amcli": {"format": 2}}, {"sales": document["targets"]}, {"sales": None},
        {"currencies": [{"code": "EUR"}]}, {"reminders": [{}]},
    ]  # fmt: skip
    for change in changes:
        assert not check.is_valid({**document, **change}), change
    for key in document:
        assert not check.is_valid({other: value for other, value in document.items() if other != key})


def test_the_command(small: Cli) -> None:
    """The singular will do; a wrong kind names the nearest; -o writes a file; no portfolio is needed for it."""
    assert small.ok("schema", "sale") == small.ok("schema", "SALES")
    done = small("schema", "slaes")
    assert (done.code, "nearest: sales" in done.err) == (2, True)
    assert small("schema", "ics").code == 2
    path = small.folder / "sales.schema.json"
    assert small.ok("schema", "sales", "-o", str(path)) == ""
    small.db.unlink()
    assert path.read_text() == small.ok("schema", "sales")
    assert not small.db.exists()
