"""What the data model refuses, a write refuses too: most of it by the schema, the rest by the types of the fields.

Writes run on sqlite3 and never ask SQLModel. Here each bound that a model states is tried against both.
"""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from amcli.base.errors import AmcliError
from amcli.base.registry import NOUNS
from amcli.models import MODELS
from amcli.records.services.field_values import columns_for_edit
from amcli.records.services.file_context import FileContext
from amcli.settings.environment import Env
from amcli.store.session import operation
from conftest import Cli

# A good row of each table; every column that may not be empty is there.
GOOD: dict[str, dict[str, Any]] = {
    "account": {"code": "x", "name": "X", "created": "2026-01-01"},
    "account_alias": {"account_id": 1, "kind": "name", "text": "x"},
    "contact": {"account_id": 1, "name": "X"},
    "contact_alias": {"contact_id": 1, "kind": "external_id", "text": "x"},
    "interaction": {"account_id": 1, "date": "2026-01-01", "kind": "call", "text": "x"},
    "interaction_contact": {"interaction_id": 2, "contact_id": 1},
    "colleague": {"code": "x", "name": "X"},
    "colleague_alias": {"colleague_id": 1, "kind": "code", "text": "x"},
    "opportunity": {
        "account_id": 1, "name": "X", "stage": "lead", "probability": 10, "kind": "new", "forecast": "pipeline",
        "created": "2026-01-01",
    },
    "opportunity_contact": {"opportunity_id": 1, "contact_id": 2},
    "step": {
        "opportunity_id": 1, "day": "2026-01-01", "stage": "lead", "since": "2026-01-01", "probability": 10,
        "forecast": "pipeline",
    },
    "territory": {"code": "x", "name": "X"},
    "territory_alias": {"territory_id": 1, "kind": "code", "text": "x"},
    "placement": {"account_id": 1, "territory_id": 1},
    "assignment": {"account_id": 1, "colleague_id": 1, "role": "owner"},
    "membership": {"account_id": 2, "parent_id": 1, "until": "2026-06-30"},
    "contract": {
        "account_id": 1, "name": "X", "kind": "frame", "start": "2026-01-01", "end": "2026-12-31", "renews": "tacit",
    },
    "term": {"contract_id": 1, "start": "2026-01-01", "end": "2026-12-31"},
    "issue": {
        "account_id": 1, "title": "X", "severity": "low", "cause": "other", "opened": "2026-01-01", "stage": "received",
    },
    "phase": {"issue_id": 1, "at": "2026-01-01T10:00", "stage": "received", "severity": "low"},
    "negotiation": {"account_id": 1, "subject": "X", "started": "2026-01-01"},
    "point": {"negotiation_id": 1, "name": "X", "subject": "price"},
    "offer": {"point_id": 1, "day": "2026-01-01", "side": "us", "value": "5"},
    "need": {"account_id": 1, "text": "x", "kind": "product", "priority": "low", "day": "2026-01-01"},
    "plan": {"account_id": 1, "start": "2030-01-01", "end": "2031-01-01", "text": "x", "written": "2026-01-01"},
    "objective": {"account_id": 1, "plan_id": 1, "number": 9, "title": "x", "measure": "none"},
    "contribution": {
        "plan_id": 1, "year": 2040, "sales_minor": 1, "cost_minor": 1, "invest_minor": 1, "currency": "USD",
    },
    "model": {"code": "x", "name": "X", "text": "x", "added": "2026-01-01"},
    "assessment": {"account_id": 1, "model": "x", "day": "2026-01-01", "answers": "x=1"},
    "pulse": {"account_id": 1, "day": "2026-01-01", "score": 3},
    "decision": {"proposal": "x:y", "reason": "x", "verdict": "accepted", "day": "2026-01-01"},
    "deadline": {"account_id": 1, "title": "x", "due": "2026-01-01", "kind": "other", "priority": "low"},
    "budget": {
        "account_id": 1, "name": "x", "start": "2026-01-01", "end": "2027-01-01", "amount_minor": 1, "currency": "USD",
        "direction": "cost",
    },
    "expense": {"budget_id": 1, "date": "2026-01-01", "amount_minor": 1},
    "product": {"code": "x", "name": "X", "price_minor": 1, "currency": "USD"},
    "product_alias": {"product_id": 1, "kind": "code", "text": "x"},
    "sale": {"account_id": 1, "date": "2026-01-01", "amount_minor": 1, "currency": "USD", "kind": "sale"},
    "target": {"start": "2030-01-01", "end": "2031-01-01", "amount_minor": 1, "currency": "USD"},
    "rate": {"from_currency": "USD", "to_currency": "JPY", "date": "2026-01-01", "rate": "150"},
}  # fmt: skip
DAYS = ("today", "2026-02-30", "2026-1-1", "01.02.2026", "", 20260101)
# Wrong values by the column's name, or by the end of it.
WRONG: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(
        [
            "date",
            "created",
            "archived",
            "done",
            "until",
            "start",
            "end",
            "close",
            "since",
            "day",
            "signed",
            "ends",
            "noticed",
            "latest_end",
            "snoozed",
            "started",
            "withdrawn",
        ],
        DAYS,
    ),
    **dict.fromkeys(
        ("due", "anchor", "opened", "at"), ("someday", "2026-12-01X15:30", "2026-12-01T25:00", "2026-12-01T15:30:00")
    ),
    "code": ("", "x" * 41, "a b", "ä", 5),
    **dict.fromkeys(("name", "title", "text"), ("", 5)),
    **dict.fromkeys(("currency", "from_currency", "to_currency"), ("usd", "EURO", "XYZ1", "", 5)),
    "_minor": (-1, 2**63, "many", 1.5),
    "_id": ("one", 1.5),
    **dict.fromkeys(
        [
            "kind",
            "priority",
            "scope",
            "direction",
            "agreed_with",
            "shift",
            "renews",
            "per",
            "severity",
            "cause",
            "side",
            "better",
        ],
        ("gift", "", 5),
    ),
    "forecast": ("gift", 5),
    **dict.fromkeys(("tier", "times", "cadence"), (0, -1, "many", 1.5)),
    **dict.fromkeys(("minutes", "occurrence", "sequence", "slips"), (-1, "many", 1.5)),
    "probability": (-1, 101, "many", 1.5),
}
# What the schema lets pass: the type of the field is its wall.
BY_TYPE = {("code", "a b"), ("code", "ä"), ("anchor", "someday"), ("anchor", "2026-12-01X15:30"),
           ("anchor", "2026-12-01T25:00"), ("anchor", "2026-12-01T15:30:00")}  # fmt: skip
# SQLite itself makes a text of a number that is put into a column of text, as it does for any program.
MADE_TEXT = {"code", "name", "title", "text"}


def cases() -> list[Any]:
    """Every column that a model bounds, with every value that it refuses."""
    found = []
    for table, model in MODELS.items():
        for column in model.model_fields:
            key = (
                column
                if column in WRONG
                else next((end for end in ("_minor", "_id") if column.endswith(end) and column != "external_id"), "")
            )
            for value in WRONG.get(key, ()):
                if refused_by_model(table, column, value):
                    found.append(pytest.param(table, column, value, id=f"{table}.{column}={value!r}"))
    return found


def refused_by_model(table: str, column: str, value: Any) -> bool:
    try:
        MODELS[table].model_validate({**GOOD[table], column: value})
    except ValidationError:
        return True
    return False


@pytest.fixture
def env(agreed: Cli) -> Env:
    return Env(agreed.environ)


@pytest.mark.parametrize(("table", "column", "value"), cases())
def test_what_the_model_refuses_a_write_refuses(env: Env, agreed: Cli, table: str, column: str, value: Any) -> None:
    """By the schema at the insert, in one line and with nothing kept; where it cannot see it, by the field's type."""
    if (column, value) in BY_TYPE:
        with pytest.raises(AmcliError), operation(env, dry_run=True) as work:
            columns_for_edit(NOUNS[table], {_field(table, column): str(value)}, FileContext(work), {})
        return
    before = agreed.dump()
    if column in MADE_TEXT and isinstance(value, int):
        with operation(env, dry_run=True) as work:
            assert work.row(table, work.insert(table, {**GOOD[table], column: value}))[column] == str(value)
    else:
        with pytest.raises(AmcliError), operation(env) as work:
            work.insert(table, {**GOOD[table], column: value})
    assert agreed.dump() == before


def _field(table: str, column: str) -> str:
    """The field whose type fills a column; a series counts from the day that its deadline is due."""
    return "due" if column == "anchor" else next(each.name for each in NOUNS[table].fields if each.column == column)


@pytest.mark.parametrize("table", GOOD)
def test_the_good_rows_are_good(env: Env, table: str) -> None:
    """The cases above fail for the one value that is changed: both walls take the row as it is."""
    assert not refused_by_model(table, "note", None)
    with operation(env, dry_run=True) as work:
        work.insert(table, GOOD[table])


@pytest.mark.parametrize("table", GOOD)
def test_what_may_not_be_empty(env: Env, table: str) -> None:
    """A column without which the model takes no row is refused by the schema too."""
    for column in GOOD[table]:
        row = {name: value for name, value in GOOD[table].items() if name != column}
        try:
            MODELS[table].model_validate(row)
        except ValidationError:
            with pytest.raises(AmcliError), operation(env) as work:
                work.insert(table, row)


def test_there_are_many_cases(tmp_path: Path) -> None:
    """The list is made from the models: should they stop refusing, this says so."""
    assert len(cases()) > 200
