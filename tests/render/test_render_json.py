"""json and jsonl: always valid, every digit kept, every text as it went in."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from render_samples import ANY_TEXT, CHANGE, MESSAGE, listing, one_cell, record, report, shown

from amcli.base.results import Column, Kind, Listing, Message, Record, Report
from amcli.render.json import encode

PLAIN_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)


def loads(text: str) -> Any:
    """Read as strictly as the standard library can: no NaN, no lost digit."""

    def refuse(word: str) -> None:
        raise AssertionError(word)

    return json.loads(text, parse_float=Decimal, parse_constant=refuse)


def test_listing_is_an_array_of_objects() -> None:
    """Keys in the columns' order, native values, null for what is missing, one row a line."""
    text = shown(listing(), "json")
    assert loads(text) == [
        {
            "code": "maruti",
            "name": "Maruti",
            "tier": 1,
            "weight": Decimal("2.5"),
            "sales": Decimal("1234567.80"),
            "attainment": Decimal("43.3"),
            "due": "2026-12-01",
            "tags": ["car", "key"],
            "live": True,
            "months": [1, Decimal("2.5")],
        },
        {
            "code": "goody",
            "name": "Goody Service",
            "tier": None,
            "weight": None,
            "sales": Decimal("-0.05"),
            "attainment": None,
            "due": "2026-12-01T15:30",
            "tags": [],
            "live": False,
            "months": [],
        },
    ]
    lines = text.splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 4)
    assert lines[1].startswith('  {"code": "maruti", "name": "Maruti", "tier": 1, ')
    assert lines[1].endswith("},")


def test_money_keeps_its_decimals() -> None:
    """A JSON number has exactly the currency's decimals, and never an exponent."""
    columns = (Column("amount", Kind.MONEY),)
    rows = [(Decimal("617085.20"),), (Decimal("0E-2"),), (Decimal("1E+3"),), (Decimal("12345678901234567.89"),)]
    text = shown(Listing("sale", columns, rows), "jsonl")
    numbers = [line.removeprefix('{"amount": ').removesuffix("}") for line in text.splitlines()]
    assert numbers == ["617085.20", "0.00", "1000", "12345678901234567.89"]


def test_empty_results_are_valid() -> None:
    """No row is `[]`, an object with no rows, or no line."""
    assert shown(listing([]), "json") == "[]\n"
    assert shown(listing([]), "jsonl") == ""
    assert loads(shown(report([]), "json"))["rows"] == []


def test_report_is_an_object_with_its_facts() -> None:
    """The facts come in order between the report's name and its rows; total and notes follow."""
    read = loads(shown(report(), "json"))
    assert list(read) == ["report", "period", "as_of", "pace", "forecast", "rows", "total", "notes"]
    assert (read["report"], read["as_of"], read["pace"], read["forecast"]) == (
        "sales",
        "2026-06-30",
        Decimal("87.4"),
        None,
    )
    assert [row["key"] for row in read["rows"]] == ["maruti", "hyundai", "ford", "rest"]
    assert read["rows"][3] == {"key": "rest", "name": "Rest", "actual": 0, "attainment": None, "sign": None}
    assert read["total"]["actual"] == Decimal("520097.50")
    assert read["notes"] == ["Rest has no target."]


def test_report_without_total_or_notes() -> None:
    """A total that makes no sense is null; notes are there only where there are any."""
    read = loads(shown(Report("activity", (Column("key"),), [("a",)]), "json"))
    assert read == {"report": "activity", "rows": [{"key": "a"}], "total": None}


def test_report_in_jsonl_is_its_rows() -> None:
    """jsonl is one object a row, nothing else."""
    lines = shown(report(), "jsonl").splitlines()
    assert [loads(line)["key"] for line in lines] == ["maruti", "hyundai", "ford", "rest"]


def test_record_is_an_object_with_its_sections() -> None:
    """Sections are arrays under their noun, also when empty; jsonl says the same on one line."""
    expected = {
        "code": "maruti",
        "name": "Maruti",
        "phone": None,
        "growth": None,
        "note": "First line\nsecond line",
        "contacts": [{"id": "C1", "roles": ["buyer", "user"]}],
        "deadlines": [],
    }
    assert loads(shown(record(), "json")) == expected
    assert list(loads(shown(record(), "json"))) == list(expected)
    line = shown(record(), "jsonl")
    assert loads(line) == expected
    assert line.count("\n") == 1
    bare = Record("account", (Column("code"),), ("maruti",))
    assert loads(shown(bare, "json")) == loads(shown(bare, "jsonl")) == {"code": "maruti"}


def test_words() -> None:
    """A change is an object; a message is its JSON value, else its text."""
    assert loads(shown(CHANGE, "json")) == {"message": "Added account maruti.", "references": ["maruti", "D1"]}
    assert loads(shown(MESSAGE, "json")) == {"path": "/a/path"}
    assert loads(shown(Message("hello"), "jsonl")) == "hello"
    assert loads(shown(Message("no", json=False), "json")) is False


@given(st.lists(ANY_TEXT, min_size=1, max_size=3))
def test_any_text_comes_back(texts: list[str]) -> None:
    """Any text, lone surrogates too, is read back as it was, from bytes, and one row stays one line."""
    table = Listing("note", (Column("text"), Column("tags", Kind.LIST)), [(text, (text,)) for text in texts])
    whole = shown(table, "json").encode()
    assert loads(whole.decode()) == [{"text": text, "tags": [text]} for text in texts]
    lines = shown(table, "jsonl").splitlines()
    assert [loads(line)["text"] for line in lines] == texts


@given(ANY_TEXT)
def test_nothing_in_json_can_drive_a_terminal(text: str) -> None:
    """Control characters and bidi overrides are written as escapes; letters of any script stay readable."""
    written = encode(text)
    assert not [
        c
        for c in written
        if ord(c) < 32 or 127 <= ord(c) < 160 or "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069"
    ]
    assert encode("é 合同 🎉") == '"é 合同 🎉"'


@given(PLAIN_VALUES)
def test_any_plain_value_is_valid_json(value: Any) -> None:
    """Every nesting of plain values is valid, and equal when read back."""
    assert loads(encode(value)) == value


def test_what_json_cannot_say() -> None:
    """Infinite and undefined numbers are null; subclasses go by what they are; the rest by its text."""

    class Level(IntEnum):
        HIGH = 3

    class Name(str):
        __slots__ = ()

    values = [Decimal("NaN"), Decimal("Infinity"), float("inf"), float("nan"), 1.5, Level.HIGH, Name("x"), b"y"]
    assert encode(values) == '[null, null, null, null, 1.5, 3, "x", "b\'y\'"]'
    assert encode((date(2026, 12, 1), datetime(2026, 12, 1, 15, 30))) == '["2026-12-01", "2026-12-01T15:30"]'


def test_hostile_key() -> None:
    """Keys are escaped like any text, since `sql` takes them from the user."""
    assert loads(shown(Listing("x", (Column('a"\x00'),), [(1,)]), "json")) == [{'a"\x00': 1}]
    assert loads(shown(one_cell("a"), "json")) == [{"text": "a"}]
