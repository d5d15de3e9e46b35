"""Where the portfolios of managers are read from: files here, the company's server in server.py."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from amcli.store.reader import Days
from amcli.store.settings import settings_of


class Publication(NamedTuple):
    """A manager whose portfolio is read, and since when it stands as it is; None of a file, which is read as it is.

    records: how many are published; amcli: by which version of the program.
    """

    manager: str
    at: datetime | None = None
    records: int = 0
    amcli: str = ""


class ManagerTarget(NamedTuple):
    """What a director wants of a manager in [start, end), in minor units."""

    manager: str
    start: date
    end: date
    minor: int
    currency: str


class Source(Protocol):
    """The rows come with the place of their manager among `publications` first."""

    @property
    def publications(self) -> Sequence[Publication]:
        """The managers, in the order of their places."""
        ...

    def settings(self) -> Mapping[str, str]:
        """The settings that hold for all of them."""
        ...

    def rates(self) -> Iterable[Sequence[Any]]:
        """from, to, day, rate."""
        ...

    def targets(self) -> Iterable[ManagerTarget]:
        """What the managers are to reach beside their own targets."""
        ...

    def rows(self, table: str, columns: Sequence[str], day: str, days: Days | None) -> Iterator[Sequence[Any]]:
        """Rows of a table of records; with `days` those whose column `day` is in one of them."""
        ...

    def totals(self, table: str, columns: Sequence[str], days: Days | None) -> Iterator[Sequence[Any]]:
        """Rows of a table of totals that writers keep, which begins with the month or the day that it is by."""
        ...


class Files:
    """Portfolios in files, each a manager's."""

    def __init__(self, files: Sequence[tuple[str, sqlite3.Connection]]) -> None:
        """files: what each manager is called, and his portfolio, open to read."""
        self._connections = [connection for _, connection in files]
        self.publications = [Publication(name) for name, _ in files]

    def settings(self) -> Mapping[str, str]:
        """Those of the first file."""
        return settings_of(self._connections[0])

    def rates(self) -> Iterator[Sequence[Any]]:
        for connection in self._connections:
            yield from connection.execute("SELECT from_currency, to_currency, date, rate FROM rate")

    def targets(self) -> Iterable[ManagerTarget]:
        return ()

    def rows(self, table: str, columns: Sequence[str], day: str, days: Days | None) -> Iterator[Sequence[Any]]:
        yield from self._read(table, columns, day, days)

    def totals(self, table: str, columns: Sequence[str], days: Days | None) -> Iterator[Sequence[Any]]:
        yield from self._read(table, columns, columns[0], days)

    def _read(self, table: str, columns: Sequence[str], day: str, days: Days | None) -> Iterator[Sequence[Any]]:
        shown = ", ".join(f't."{column}"' for column in columns)
        span = f' WHERE t."{day}" >= ? AND t."{day}" < ?' if days is not None else ""
        for place, connection in enumerate(self._connections):
            for each in [()] if days is None else days:
                yield from connection.execute(f'SELECT {place}, {shown} FROM "{table}" AS t{span}', each)
