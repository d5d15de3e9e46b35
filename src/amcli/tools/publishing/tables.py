"""The columns of the company's tables in PostgreSQL, made from the tables of the file (amcli.models)."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args

from sqlalchemy import Column

from amcli.base.field_types import Type
from amcli.base.registry import NOUNS
from amcli.models import MODELS
from amcli.records.published import published_columns
from amcli.store.table_columns import Day

# The types of fields whose texts are numbers: exact, with the decimals that were typed.
_NUMBERS = (Type.NUMBER, Type.RATE)


class CompanyColumn(NamedTuple):
    """A column: its name, its type in PostgreSQL, and whether it may be empty."""

    name: str
    type: str
    empty: bool


class CompanyTable(NamedTuple):
    """A table of the company; its key is the manager and the id."""

    name: str
    columns: tuple[CompanyColumn, ...]


def company_tables() -> tuple[CompanyTable, ...]:
    """All that is published, in the order of amcli.models."""
    found = []
    for name, model in MODELS.items():
        columns = {column.name: column for column in model.__table__.columns}  # type: ignore[attr-defined]
        if shown := published_columns(name, list(columns)):
            found.append(CompanyTable(name, tuple(_column(name, model, columns[each]) for each in shown)))
    return tuple(found)


def _column(table: str, model: Any, column: Column[Any]) -> CompanyColumn:
    return CompanyColumn(column.name, _type(table, model, column), bool(column.nullable))


def _type(table: str, model: Any, column: Column[Any]) -> str:
    """Whole numbers are bigint, as wide as SQLite's; days are date; numbers that were typed are numeric. A moment that
    may be a day alone stays the text that it is, because no type of a server is both.
    """
    annotation = model.__annotations__.get(column.name)
    if annotation is bool:
        return "boolean"
    if str(column.type).upper().startswith("INTEGER"):
        return "bigint"
    if annotation == Day or Day in get_args(annotation):
        return "date"
    noun = NOUNS.get(table)
    typed = {field.column: field.type for field in (*noun.fields, *noun.more)} if noun else {}
    return "numeric" if typed.get(column.name) in _NUMBERS else "text"
