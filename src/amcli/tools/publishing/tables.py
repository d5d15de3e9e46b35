"""The columns of the company's tables in PostgreSQL, made from the tables of the file (amcli.models)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

from sqlalchemy import Column

from amcli.base.field_types import Type
from amcli.base.pattern import pattern
from amcli.base.registry import NOUNS
from amcli.models import MODELS
from amcli.records.published import published_columns
from amcli.store.table_columns import Day

# The types of fields whose texts are numbers: exact, with the decimals that were typed.
_PLAIN = pattern(r"(\w+|\"\w+\") ((?:>=|>) 0|BETWEEN [0-9]+ AND [0-9]+|IN \('[^()]*'\)|<> '')")
_NUMBERS = (Type.NUMBER, Type.RATE)


class CompanyColumn(NamedTuple):
    """A column: its name, its type in PostgreSQL, and whether it may be empty."""

    name: str
    type: str
    empty: bool


class CompanyTable(NamedTuple):
    """A table of the company; its key is the manager and the id. rules: what holds of each row, as SQL."""

    name: str
    columns: tuple[CompanyColumn, ...]
    rules: tuple[str, ...]


def company_tables() -> tuple[CompanyTable, ...]:
    """All that is published, in the order of amcli.models."""
    found = []
    for name, model in MODELS.items():
        columns = {column.name: column for column in model.__table__.columns}  # type: ignore[attr-defined]
        if shown := published_columns(name, list(columns)):
            made = tuple(_column(name, model, columns[each]) for each in shown)
            found.append(CompanyTable(name, made, tuple(_rules(model, {each.name: each.type for each in made}))))
    return tuple(found)


def _column(table: str, model: Any, column: Column[Any]) -> CompanyColumn:
    return CompanyColumn(column.name, _type(table, model, column), bool(column.nullable))


def _rules(model: Any, types: dict[str, str]) -> Iterator[str]:
    """The CHECKs of the file that mean the same to PostgreSQL: of whole numbers and words that are published."""
    for constraint in sorted(str(each.sqltext) for each in model.__table__.constraints if hasattr(each, "sqltext")):
        if (found := _PLAIN.fullmatch(constraint)) and types.get(found[1].strip('"')) in ("bigint", "text"):
            yield f'"{found[1].strip(chr(34))}" {found[2]}'


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
