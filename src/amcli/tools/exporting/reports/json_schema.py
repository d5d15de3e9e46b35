"""The JSON Schema (draft 2020-12) of what `export` writes as JSON, made from the columns and fields themselves."""

from __future__ import annotations

from amcli.base.field_type import Schema
from amcli.base.fields import ID_FIELD, Field
from amcli.base.measure_types import DUE_PATTERN
from amcli.base.registry import NOUNS
from amcli.base.results import Column, Kind
from amcli.base.word_types import CODE_PATTERN, CURRENCY_PATTERN
from amcli.records.portfolio_document import ALL, CURRENCIES, FORMAT, HEAD, LARGEST_ID, REMINDERS, SETTINGS, Part, parts
from amcli.tools.exporting.reports.export import columns_of, document_columns

DRAFT = "https://json-schema.org/draft/2020-12/schema"

# What another record says, or is counted from the record itself.
_HELP = {
    "account": "The account it belongs to.",
    "account_name": "The account's name.",
    "reports_to": "The name of whom it answers to.",
    "with": "The names of who took part.",
    "series": "The first deadline of its series.",
    "budget": "The budget's name.",
    "period": "Its days, as they are typed.",
    "about": "What of the account it is about.",
    "about_name": "What that is called, by which another portfolio is told from this one.",
    "name": "What the record that it belongs to is called.",
    "slips": "How often its close had moved to a later month.",
    "raised_by": "The name of who raised it.",
    "age": "The days that it has been open, or was.",
    "title": "What the record that it belongs to is called.",
    "negotiation": "The negotiation that it belongs to.",
    "unit": "What the value is in.",
    "contact": "The name of who said so.",
    "called": "What it is called in its plan, such as PL1.2.",
}


def schema(kind: str) -> Schema:
    """The schema of `export KIND -f json`, and of the whole document for `all`."""
    if kind == ALL:
        return {"$schema": DRAFT, "title": "amcli export all", **_document()}
    part = parts()[kind]
    columns = {column.key: column for column in columns_of(part.noun)}
    return {
        "$schema": DRAFT,
        "title": f"amcli export {kind}",
        "type": "array",
        "items": _object({key: _property(part, column) for key, column in columns.items()}),
    }


def _document() -> Schema:
    last = {kind: {"type": "integer", "minimum": 0, "maximum": LARGEST_ID} for kind in parts()}
    head = {
        "format": {"const": FORMAT},
        "portfolio": {"type": "string", "minLength": 1, "description": "What tells it from another, in calendars."},
        "last_ids": {**_object(last), "description": "The highest number that each kind has given."},
    }
    currency = dict(zip(CURRENCIES, (
        {"type": "string", "pattern": CURRENCY_PATTERN}, {"type": "string"},
        {"type": "integer", "minimum": 0, "maximum": 4},
    ), strict=True))  # fmt: skip
    setting = {key: {"type": "string", "minLength": 1} for key in SETTINGS}
    reminder = {key: {"type": "string"} for key in REMINDERS}
    keys: Schema = {HEAD: _object(head), "settings": _array(setting), "currencies": _array(currency)}
    for kind, part in parts().items():
        keys[kind] = _array({column.key: _property(part, column) for column in document_columns(part)})
    return _object({**keys, "reminders": _array(reminder)})


def _object(properties: Schema) -> Schema:
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _array(properties: Schema) -> Schema:
    return {"type": "array", "items": _object(properties)}


def _property(part: Part, column: Column) -> Schema:
    """What one key of a record holds."""
    key = column.key
    field = part.fields.get(key)
    found = _of_kind(part, column, field)
    text = (field.help if field else "") or _HELP.get(key) or _called(part, key)
    if text and "description" not in found:
        found["description"] = text
    if key not in part.filled:
        found["type"] = [found["type"], "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return found


def _called(part: Part, key: str) -> str:
    """What is said of a column that has what the record of a field is called, such as `contract_name`."""
    named = part.fields.get(key.removesuffix("_name"))
    return f"What the {named.name} is called." if named and key.endswith("_name") else ""


def _of_kind(part: Part, column: Column, field: Field | None) -> Schema:
    """What a cell holds: as the field says, else as the column does."""
    if field is None or field.name == ID_FIELD.name:
        return _of_column(part, column)
    single = field.type.schema(field, _pattern_of)
    return {"type": "array", "items": single, "minItems": 1} if field.many else single


def _of_column(part: Part, column: Column) -> Schema:
    """The same of a column that no field fills: what another record says, or is counted from the record."""
    match column.kind:
        case Kind.MONEY:
            return {"type": "number", "minimum": 0, "description": "Exact decimals in `currency`."}
        case Kind.NUMBER:
            return {"type": "number", "minimum": 0}
        case Kind.INT:
            return {"type": "integer"}
        case Kind.DATE:
            return {"type": "string", "pattern": DUE_PATTERN} if column.timed else {"type": "string", "format": "date"}
        case Kind.FLAG:
            return {"type": "boolean"}
        case Kind.LIST:
            return {"type": "array", "items": {"type": "string"}, "minItems": 1}
        case _:
            patterns = {"id": _id(part.noun.letter), "series": _id("D"), "account": CODE_PATTERN}
            pattern = patterns.get(column.key)
            return {"type": "string", "pattern": pattern} if pattern else {"type": "string"}


def _pattern_of(name: str) -> str:
    """How records of a noun are named: by their code, else by their id."""
    noun = NOUNS[name]
    return CODE_PATTERN if noun.coded else _id(noun.letter)


def _id(letter: str) -> str:
    return f"^{letter}[1-9][0-9]*$"
