"""Reads: SQL on the standard library's sqlite3, read-only, queries in files beside the reports that ask them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from amcli.settings.environment import Env
from amcli.store.connect import explained
from amcli.store.lookup import Found, find, keeper_of
from amcli.store.open import open_reader
from amcli.store.settings import settings_of
from amcli.store.stand_in import find_owner

if TYPE_CHECKING:
    from decimal import Decimal

Days = Sequence[tuple[str, str]]


def query_text(module: str, name: str) -> str:
    """The SQL in NAME.sql, beside a module: its `__file__`."""
    return Path(module).with_name(f"{name}.sql").read_text(encoding="utf-8")


class Reader:
    """A read-only look at the file.

    one_of: by the id of an owner of records that of the one which it is the same as, None for one that is no owner but
    keeps others together: where several portfolios are read as one, and only there.
    """

    one_of: Mapping[int, int | None] = MappingProxyType({})

    def __init__(self, connection: sqlite3.Connection, env: Env) -> None:
        self.connection = connection
        self.env = env
        self.remarks: list[str] = []  # how something was taken that was typed, for a person

    def rows(
        self, sql: str, parameters: Mapping[str, Any] | tuple[Any, ...] = (), days: Days | None = None
    ) -> sqlite3.Cursor:
        """A cursor over the rows: read as they are asked for, never collected here.

        days: the days, or the months, that the question looks at in tables that are kept by these, each [first,
        beyond); None for all. A file has them all; who has to fetch them fetches no others.
        """
        return self.connection.execute(sql, parameters)

    def run_query(self, module: str, name: str, **parameters: Any) -> sqlite3.Cursor:
        """The rows of the query in NAME.sql, beside the module that asks: its `__file__`."""
        return self.rows(query_text(module, name), parameters)

    def find(self, noun: str, text: str, owner: int | None = None) -> Found:
        return find(self.connection, noun, text, owner, self.env.today, self.env.phone_country)

    def find_owner(self, noun: str, text: str) -> Found:
        """The same of what owns records, also by the id of one of them that stands in its place (store/stand_in.py)."""
        return find_owner(self.connection, noun, text, self.env.today, self.remarks.append)

    def keeper(self, noun: str) -> int | None:
        """The id of the record of a noun that stands for whoever keeps the file (setting `me`), where one does."""
        return keeper_of(self.connection, noun, self.env.config.text("me"))

    def has_code(self, noun: str, code: str) -> bool:
        """Whether a record is called so by its exact code."""
        return self.rows(f"SELECT 1 FROM {noun} WHERE code = ?", (code,)).fetchone() is not None

    @cached_property
    def decimals(self) -> dict[str, int]:
        """Decimals by currency, for every currency that the file knows."""
        return dict(self.connection.execute("SELECT code, decimals FROM currency"))

    def money(self, minor: int | None, currency: str) -> Decimal | None:
        """Minor units as an exact Decimal of the currency."""
        from amcli.base.money import from_minor  # a completion reads no amounts

        return None if minor is None else from_minor(minor, self.decimals[currency])


@contextmanager
def reading(env: Env, *, suspect: bool = False, as_it_is: bool = False) -> Iterator[Reader]:
    """Open the file to read, in one snapshot, and close it. suspect, as_it_is: as for `open_reader`."""
    path = env.to_read()
    connection = open_reader(path, suspect=suspect, as_it_is=as_it_is)
    try:
        with explained(path), env.settings_from(lambda _: settings_of(connection)):
            connection.execute("BEGIN")
            yield Reader(connection, env)
    finally:
        connection.close()
