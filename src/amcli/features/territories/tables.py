"""The tables of territories and of where accounts lie."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import SQLModel

from amcli.features.territories.nouns import LEVELS
from amcli.store.table_columns import (
    STRICT,
    Code,
    Day,
    Words,
    alias_rules,
    foreign_key,
    id_column,
    is_day,
    known_elsewhere,
    one_of,
    text_column,
)


class Territory(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("length(code) BETWEEN 1 AND 40"),
        CheckConstraint("name <> ''"),
        CheckConstraint("parent_id <> id"),
        one_of("level", LEVELS),
        UniqueConstraint("code"),
        Index("territory_parent", "parent_id", sqlite_where=text("parent_id IS NOT NULL")),
        known_elsewhere("territory"),
        STRICT,
    )
    id: int | None = id_column()
    code: Code = text_column(collation="NOCASE")
    name: Words = text_column()
    parent_id: int | None = foreign_key("territory.id", null=True)
    level: Literal["global", "division", "region", "district", "territory"] | None = text_column(null=True)
    external_id: str | None = text_column(null=True)
    note: str | None = text_column(null=True)


class TerritoryAlias(SQLModel, table=True):
    """What a territory was called before."""

    __tablename__ = "territory_alias"
    __table_args__ = alias_rules("territory")
    id: int | None = id_column()
    territory_id: int = foreign_key("territory.id")
    kind: Literal["code", "external_id", "name"] = text_column()
    text: Words = text_column()


class Placement(SQLModel, table=True):
    """Where an account lies; both days are included."""

    __table_args__ = (
        is_day("start"),
        is_day("until"),
        CheckConstraint("until >= start"),
        Index("placement_account", "account_id", "start"),
        Index("placement_territory", "territory_id"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    territory_id: int = foreign_key("territory.id")
    start: Day | None = text_column(null=True)
    until: Day | None = text_column(null=True)
