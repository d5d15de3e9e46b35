"""Where the portfolios of managers are read from: files here, the company's server in server.py."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from amcli.settings.setting import SETTINGS
from amcli.store.reader import Days
from amcli.store.settings import settings_of


class Publication(NamedTuple):
    """A manager whose portfolio is read, and since when it stands as it is; None of a file, which is read as it is.

    records: how many are published; amcli: by which version of the program. me: the code of the colleague who he is.
    """

    manager: str
    at: datetime | None = None
    records: int | None = None
    amcli: str = ""
    me: str = ""


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

    @property
    def remarks(self) -> Sequence[str]:
        """What a person should know of how they are put together."""
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


# What is of a portfolio alone, and makes no figure of a report.
_OF_ONE = ("decimal", "company", "remind.leads", "remind.again")
_NAMED = 3  # as many settings are named


class Files:
    """Portfolios in files, each a manager's."""

    def __init__(self, files: Sequence[tuple[str, sqlite3.Connection]]) -> None:
        """files: what each manager is called, and his portfolio, open to read."""
        self._connections = [connection for _, connection in files]
        self._settings = [settings_of(connection) for connection in self._connections]
        self.publications = [
            Publication(name, me=settings.get("me", ""))
            for (name, _), settings in zip(files, self._settings, strict=True)
        ]
        self._rates: dict[tuple[str, str, str], str] = {}
        self.remarks = [*self._other_settings(), *self._other_rates()]

    def settings(self) -> Mapping[str, str]:
        """Those of the first file."""
        return self._settings[0]

    def rates(self) -> Iterable[Sequence[Any]]:
        """Those of all files, of one day that of the first file that has one."""
        return [(*key, rate) for key, rate in self._rates.items()]

    def _other_settings(self) -> Iterator[str]:
        """Where a file is reckoned otherwise than all of them are here."""
        first, name = self._settings[0], self.publications[0].manager
        keys = [key for key, one in SETTINGS.items() if not one.noun and key not in _OF_ONE]
        for each, publication in zip(self._settings[1:], self.publications[1:], strict=True):
            others = [f"{key} {each.get(key) or SETTINGS[key].default or '(none)'}" for key in keys
                      if each.get(key, "") != first.get(key, "")]  # fmt: skip
            if others:
                more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
                yield f"the settings are those of {name}: {publication.manager} has {', '.join(others[:_NAMED])}{more}"

    def _other_rates(self) -> Iterator[str]:
        """Where files have another rate of the same day than the first that has one."""
        others = []
        for publication, connection in zip(self.publications, self._connections, strict=True):
            for one, other, day, rate in connection.execute("SELECT from_currency, to_currency, date, rate FROM rate"):
                if self._rates.setdefault((one, other, day), rate) != rate:
                    others.append(f"{publication.manager} has {rate} {other} for 1 {one} from {day} on")
        if others:
            more = f", and {len(others) - 1} more" if others[1:] else ""
            yield f"of two rates of a day that of the file named first holds: {others[0]}{more}"

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
