"""The JSON Schema (draft 2020-12) of what `export` writes as JSON, made from the columns and fields themselves."""

from __future__ import annotations

from typing import Any

from amcli.base.fields import Field, Type
from amcli.base.registry import NOUNS
from amcli.base.results import Column, Kind
from amcli.records.portfolio_document import ALL, CURRENCIES, FORMAT, HEAD, REMINDERS, Part, by_code, parts
from amcli.tools.exporting.reports.export import columns_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_DUE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$"
_CODE = "^[A-Za-z0-9._-]{1,40}$"
_CURRENCY = "^[A-Z]{3}$"
_MINOR = {"type": "number", "minimum": 0, "description": "Exact decimals in `currency`."}
# What another record says, or is counted from the record itself.
_HELP = {
    "account": "The account it belongs to.",
    "account_name": "The account's name.",
    "reports_to": "The name of whom it answers to.",
    "with": "The names of who took part.",
    "series": "The first deadline of its series.",
    "budget": "The budget's name.",
    "period": "Its days, as they are typed.",
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
    last = {kind: {"type": "integer", "minimum": 0} for kind in parts()}
    head = {
        "format": {"const": FORMAT},
        "portfolio": {"type": "string", "minLength": 1, "description": "What tells it from another, in calendars."},
        "last_ids": {**_object(last), "description": "The highest number that each kind has given."},
    }
    currency = dict(zip(CURRENCIES, (
        {"type": "string", "pattern": _CURRENCY}, {"type": "string"},
        {"type": "integer", "minimum": 0, "maximum": 4},
    ), strict=True))  # fmt: skip
    reminder = {key: {"type": "string"} for key in REMINDERS}
    keys: Schema = {HEAD: _object(head), "currencies": _array(currency)}
    for kind, part in parts().items():
        columns = {column.key: column for column in columns_of(part.noun)}
        keys[kind] = _array({key: _property(part, columns[key]) for key in part.fields})
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
    text = (field.help if field else "") or _HELP.get(key, "")
    if text and "description" not in found:
        found["description"] = text
    if key not in part.filled:
        found["type"] = [found["type"], "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return found


def _of_kind(part: Part, column: Column, field: Field | None) -> Schema:
    match column.kind:
        case Kind.MONEY:
            return dict(_MINOR)
        case Kind.NUMBER:
            positive = field is not None and field.type is Type.RATE
            return {"type": "number", "exclusiveMinimum" if positive else "minimum": 0}
        case Kind.INT:
            bounds = {"minimum": field.least, "maximum": field.most} if field else {}
            return {"type": "integer", **bounds}
        case Kind.DATE:
            return {"type": "string", "pattern": _DUE} if column.timed else {"type": "string", "format": "date"}
        case Kind.LIST:
            return {"type": "array", "items": _text(part, column.key, field), "minItems": 1}
        case _:
            return _text(part, column.key, field)


def _text(part: Part, key: str, field: Field | None) -> Schema:
    """A string: one of some words, an id, a code, a currency, or any."""
    found: Schema = {"type": "string"}
    pattern = ""
    if key == "id":
        pattern = _id(part.noun.letter)
    elif key == "series":
        pattern = _id("D")
    elif field is None:
        pass
    elif field.choices:
        found["enum"] = list(field.choices)
    elif field.type is Type.REF:
        pattern = _CODE if by_code(field) else _id(NOUNS[field.noun].letter)
    elif field.type is Type.CODE:
        pattern = _CODE
    elif field.type is Type.CURRENCY:
        pattern = _CURRENCY
    if key == "account" and field is None:
        pattern = _CODE
    return {**found, "pattern": pattern} if pattern else found


def _id(letter: str) -> str:
    return f"^{letter}[1-9][0-9]*$"
