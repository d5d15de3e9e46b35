"""Several portfolios as one in memory, of which no more is fetched than a question reads.

The reports of a file run on it unchanged. SQLite itself tells which tables a statement reads, through views too; of
those that are kept by day or by month only what the question looks at is fetched, where it says so.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from amcli.base.registry import NOUNS
from amcli.features.accounts.nouns import ACCOUNT, MEMBERSHIP
from amcli.features.company.reports.joined import Joined, Place
from amcli.features.company.reports.odd_rows import TOTALS
from amcli.features.company.reports.sources import Source
from amcli.features.sales.nouns import SALE
from amcli.records.published import published
from amcli.settings.environment import Env
from amcli.store.open import open_in_memory
from amcli.store.reader import Days, Reader

_EVER: Days = (("0000", "9999"),)
_QUESTION = re.compile(r"(\s|--[^\n]*\n)*(SELECT|WITH)\b", re.IGNORECASE)


class FetchedPortfolio(sqlite3.Connection):
    """A connection that has what a statement reads before it runs it."""

    filling: Filling | None = None

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """As any connection does."""
        return self.execute_on(sql, parameters, None)

    def execute_on(self, sql: str, parameters: Any, days: Days | None) -> sqlite3.Cursor:
        """The same for a statement that looks at some days or months alone (Reader.rows)."""
        if self.filling and _QUESTION.match(sql):
            self.filling.have(self._tables_of(sql, parameters), days)
        return super().execute(sql, parameters)

    def _tables_of(self, sql: str, parameters: Any) -> Iterable[str]:
        """The tables that a question reads."""
        found: dict[str, None] = {}

        def note(action: int, table: str | None, *_: Any) -> int:
            if action == sqlite3.SQLITE_READ and table:
                found[table] = None
            return sqlite3.SQLITE_OK

        self.set_authorizer(note)
        try:
            super().execute(f"EXPLAIN {sql}", parameters)
        finally:
            self.set_authorizer(None)
        return found


class Filling:
    """Fetches the rows of tables from where they are, each once."""

    def __init__(self, connection: FetchedPortfolio, source: Source, place: Place, *, apart: bool) -> None:
        self._connection, self._source = connection, source
        self.publications, self.remarks = source.publications, source.remarks
        self._columns = {each.name: each.columns for each in published(connection)}
        for table in TOTALS:
            rows = connection.execute(f"PRAGMA table_info('{table}')")
            self._columns[table] = tuple(str(name) for _, name, *_ in rows)
        self._days: dict[str, Sequence[tuple[str, str]]] = {}  # what is here of each table
        self.joined = Joined(connection, source, place, apart=apart)
        sql = "INSERT OR IGNORE INTO rate (from_currency, to_currency, date, rate) VALUES (?, ?, ?, ?)"
        connection.executemany(sql, source.rates())

    def have(self, tables: Iterable[str], days: Days | None = None) -> None:
        """Have rows of some tables here: all, or of those that are kept by day at least those of some days."""
        self._connection.filling = None  # what is written now reads nothing that is elsewhere
        try:
            for table in tables:
                if table in self._columns:
                    self._have(table, days if table in (*TOTALS, SALE.name) else None)
        finally:
            self._connection.filling = self

    def _have(self, table: str, days: Days | None) -> None:
        if table == MEMBERSHIP.name:  # comes with the accounts
            table = ACCOUNT.name
        here = self._days.get(table, ())
        lacking = less(_EVER if days is None else days, here)
        if not lacking:
            return
        self._days[table] = union([*here, *lacking])
        for other in dict.fromkeys(self.joined.refers(table).values()):
            if other in NOUNS and NOUNS[other].coded and other != table:
                self._have(other, None)  # records of one code are one: that has to be known
        if table == ACCOUNT.name:
            self._take(ACCOUNT.name, None)
            self._take(MEMBERSHIP.name, None)
            self.joined.hang_up()
        else:
            self._take(table, None if lacking == list(_EVER) else lacking)

    def _take(self, table: str, days: Days | None) -> None:
        columns = self._columns[table]
        if table in TOTALS:
            rows = self._source.totals(table, columns, days)
        else:
            rows = self._source.rows(table, columns, "date", days)
        self.joined.take(table, columns, rows)


class CompanyReader(Reader):
    """A look at what several managers have."""

    connection: FetchedPortfolio

    def __init__(self, connection: FetchedPortfolio, filling: Filling, env: Env) -> None:
        super().__init__(connection, env)
        self.filling = filling

    def rows(
        self, sql: str, parameters: Mapping[str, Any] | tuple[Any, ...] = (), days: Days | None = None
    ) -> sqlite3.Cursor:
        return self.connection.execute_on(sql, parameters, days)

    def tell_apart(self) -> None:
        """Let each account be one of its own from now on, also where several managers have the same client."""
        vars(self)["one_of"] = {each: one for each, one in self.one_of.items() if one is None}

    @cached_property
    def one_of(self) -> Mapping[int, int | None]:  # type: ignore[override]
        self.filling.have([ACCOUNT.name])
        return self.filling.joined.one_of


@contextmanager
def company_reader(source: Source, env: Env, place: Place, *, apart: bool) -> Iterator[CompanyReader]:
    """All the managers of a source as one portfolio, open to read; env: the surroundings, with the source's settings.

    place, apart: as of Joined.
    """
    connection = open_in_memory(FetchedPortfolio)
    try:
        filling = Filling(connection, source, place, apart=apart)
        connection.filling = filling
        yield CompanyReader(connection, filling, env)
    finally:
        connection.close()


def union(spans: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Spans [first, beyond) as disjoint ones, in order."""
    found: list[tuple[str, str]] = []
    for first, beyond in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], beyond))
        else:
            found.append((first, beyond))
    return found


def less(spans: Iterable[tuple[str, str]], others: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What of spans is in none of the others, which are disjoint and in order."""
    found = []
    for first, beyond in union(spans):
        here = first
        for start, end in others:
            if start > here and start < beyond:
                found.append((here, start))
            if start < beyond:
                here = max(here, end)
        if here < beyond:
            found.append((here, beyond))
    return found
