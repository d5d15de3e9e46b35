"""The types of fields: one object each, which agrees with what the nouns declare."""

import re
import sqlite3
from contextlib import closing
from typing import Any, cast

import pytest

from amcli.base import measure_types, word_types
from amcli.base.errors import BadValue
from amcli.base.field_type import ValueRejected
from amcli.base.fields import Field, Noun, Type
from amcli.base.registry import NOUNS

ALL = [each for each in vars(Type).values() if isinstance(each, Type)]


def test_a_type_is_one_object_with_a_name_of_its_own() -> None:
    """`field.type is Type.MONEY` holds for each field of that type, and no two types are called the same."""
    names = [each.name for each in ALL]
    assert len(set(names)) == len(ALL) == 18
    assert all(
        getattr(Type, name) is each and repr(each) == f"Type.{name}" for name, each in zip(names, ALL, strict=True)
    )
    defined = {
        kind for module in (word_types, measure_types) for kind in vars(module).values() if isinstance(kind, type)
    }
    assert {type(each) for each in ALL} <= defined


@pytest.mark.parametrize("noun", NOUNS.values(), ids=lambda noun: noun.name)
def test_a_column_of_a_list_is_of_its_fields_kind(noun: Noun) -> None:
    """What a list says of a cell is what the field's type says of it."""
    fields = {field.stored or field.name if field.many else field.name: field for field in (*noun.fields, *noun.more)}
    for column in (*noun.columns, *noun.exported):
        if column.key in fields:
            field = fields[column.key]
            assert (column.kind, column.timed) == (field.kind, field.type.timed), (noun.name, column.key)


def test_a_field_says_which_columns_it_fills() -> None:
    """A period has two; an amount is in minor units; another record is an id."""
    fields = [Field("period", Type.PERIOD), Field("amount", Type.MONEY), Field("product", Type.REF, noun="product")]
    assert [field.columns for field in fields] == [("start", "end"), ("amount_minor",), ("product_id",)]
    assert Field("from", Type.CURRENCY, stored="from_currency").columns == ("from_currency",)


class Document:
    """What the values of a document are held against, where none needs it."""

    def text(self, value: object) -> str:
        raise NotImplementedError

    def currency(self, value: object) -> str:
        raise NotImplementedError

    def reference_reader(self, noun: str) -> Any:
        raise NotImplementedError


@pytest.mark.parametrize(
    ("field", "good", "column", "wrong", "why"),
    [
        (Field("n", Type.INT, least=1, most=3), 3, 3, True, "is no whole number from 1 to 3"),
        (Field("n", Type.NUMBER), 5, "5", -1, "is negative or too large"),
        (Field("n", Type.RATE), 5, "5", 0, "'0' is not a rate"),
        (Field("n", Type.MONEY), 5, 5, "5", "is no number"),
        (Field("n", Type.DATE), "2026-12-01", "2026-12-01", "20261201", "is no day such as 2026-12-01"),
        (Field("n", Type.DUE), "2026-12-01T15:30", "2026-12-01T15:30", "2026-12-01T15:30:00", "is no day or time"),
        (Field("n", Type.CODE), "acme", "acme", "a b", "is not a code"),
        (Field("n", Type.CHOICE, choices=("a", "b")), "b", "b", "B", "is none of a, b"),
        (Field("n", Type.RULE), "month", "month", "sometimes", "sometimes"),
        (Field("n", Type.LEAD_TIMES), "7d,1d", "7d,1d", "soon", "soon"),
        (Field("n", Type.SPAN, least=1), "3m", "3m", "3 months", "is not as it is stored: use 3m"),
        (Field("n", Type.SPAN, least=1), "90d", "90d", "0d", "'0d' is no n"),
    ],
    ids=lambda value: value.type.name if isinstance(value, Field) else "",
)
def test_a_value_of_a_document(field: Field, good: Any, column: Any, wrong: Any, why: str) -> None:
    """What the column holds, or a sentence of what is wrong."""
    read = field.type.json_reader(field, Document())
    assert read(good) == column
    with pytest.raises(ValueRejected, match=why):
        read(wrong)


class Words:
    """How a column of a file writes its values, of which one word is known."""

    def our_word(self, text: str) -> str | None:
        return {"quarterly": "3m", "-": ""}.get(text)


def test_a_span_is_kept_in_short_and_found_by_its_length() -> None:
    """Typed or in a cell it may be spelled in words; a bare number is not guessed; 12m is 1y, and 3m is not 90d."""
    field, nobody = Field("notice", Type.SPAN), cast("Any", None)
    kind, words = field.type, cast("Any", Words())
    assert [kind.read(field, text, nobody) for text in ("3 Months", "90d", "0m")] == ["3m", "90d", "0d"]
    assert [kind.read_cell(field, text, nobody, words) for text in ("1 year", "quarterly", "-")] == ["1y", "3m", None]
    for text in ("3", "soon"):
        with pytest.raises(BadValue, match=f"'{text}' is no notice"):
            kind.read_cell(field, text, nobody, words)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute('CREATE TABLE contract AS SELECT value AS notice FROM json_each(\'["12m", "1y", "90d"]\')')
        for text, count in (("1 year", 2), ("90 days", 1), ("3m", 0)):
            test, parameters = kind.where(field, text, nobody)
            found = connection.execute(f"SELECT count(*) FROM contract WHERE {test}", parameters)
            assert found.fetchone() == (count,)
    said = [kind.spell(field, {"notice": short}, nobody) for short in ("3m", "1y", "0d", None)]
    assert said == ["3 months", "1 year", "0 days", ""]
    pattern = kind.schema(field, str)["pattern"]
    assert [bool(re.search(pattern, text)) for text in ("3m", "0d", "0m", "03m", "3", "3 months")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip
