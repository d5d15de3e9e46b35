"""The columns that tables are made of: checked types, STRICT text, links, and the CHECKs that say a rule twice."""

from typing import Annotated, Any

from pydantic import StringConstraints
from sqlalchemy import CheckConstraint, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import Field

STRICT: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Due = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$")]
Words = Annotated[str, StringConstraints(min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,40}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Minor = Annotated[int, Field(ge=0, lt=2**63)]


def id_column() -> Any:
    return Field(default=None, primary_key=True)


def text_column(*, null: bool = False, collation: str | None = None, default: str = "") -> Any:
    """default: what the rows of an older file have in a column that came later."""
    kind = Text(collation=collation) if collation else Text()
    if default:
        return Field(default=default, sa_type=kind, sa_column_kwargs={"server_default": text(f"'{default}'")})
    if null:
        return Field(default=None, sa_type=kind)
    return Field(sa_type=kind)


def foreign_key(target: str, *, null: bool = False) -> Any:
    return Field(default=None, foreign_key=target) if null else Field(foreign_key=target)


def currency_column(*, null: bool = False) -> Any:
    if null:
        return Field(default=None, foreign_key="currency.code", sa_type=Text)
    return Field(foreign_key="currency.code", sa_type=Text)


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})")


def is_day(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IS date({column}, '+0 days')")


def is_moment(column: str, *, null: bool = False) -> CheckConstraint:
    """A day, or a day with a time."""
    length = f"length({column}) IN (10, 16)"
    if null:
        length = f"({column} IS NULL OR {length})"
    return CheckConstraint(f"substr({column}, 1, 10) IS date({column}, '+0 days') AND {length}")


def is_flag(column: str) -> CheckConstraint:
    return CheckConstraint(f'"{column}" IN (0, 1)')


def flag_column() -> Any:
    """Yes or no, no unless it is said."""
    return Field(default=False, sa_type=Integer, sa_column_kwargs={"server_default": text("0")})


def alias_rules(table: str) -> tuple[Any, ...]:
    """What holds of the former names of a table's records: of which field each was, and each once."""
    return (
        one_of("kind", ("code", "external_id", "name")),
        CheckConstraint("text <> ''"),
        UniqueConstraint(f"{table}_id", "kind", "text"),
        Index(f"{table}_alias_text", "kind", text("text COLLATE NOCASE")),
        STRICT,
    )


def known_elsewhere(table: str) -> Index:
    """The way to a record by what another system calls it."""
    return Index(f"{table}_external", "external_id", sqlite_where=text("external_id IS NOT NULL"))
