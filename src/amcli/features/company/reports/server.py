"""The portfolios that managers have published to the company's server, as a director may read them.

The SQL is what any engine understands that speaks PostgreSQL's protocol: whole months are added up there, of the days
beside them the sales come as they are, so that every rule of a file holds for them to the cent.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from amcli.base.errors import Ambiguous, NotFound
from amcli.base.text import nearest, quote
from amcli.features.company.reports.sources import ManagerTarget, Publication
from amcli.features.sales.rules.added_up import AMOUNTS, COSTS, LAST
from amcli.records.portfolio_document import LARGEST_ID
from amcli.store.reader import Days

if TYPE_CHECKING:
    from psycopg import Connection

_AT_ONCE = 1000  # rows
# When something was published, as far as that is a moment that anything can have happened at.
_WHEN = "CASE WHEN published_at BETWEEN '2000-01-01' AND '2200-01-01' THEN published_at END"
_ADDED_UP = {
    "month": "to_char(month, 'YYYY-MM')",
    **AMOUNTS,
    **COSTS,
    **LAST,
}
# What sales are added up by is one of these, and the currency.
_KEYS = {"date": "date", "account_id": "account_id", "product_id": "coalesce(product_id, 0)", "currency": "currency"}


class Server:
    """A source of rows (sources.py): what a connection sees, in one snapshot. Raises what psycopg raises."""

    remarks: Sequence[str] = ()

    def __init__(
        self, connection: Connection[Any], managers: Collection[str] = (), without: Collection[str] = ()
    ) -> None:
        """managers: only these; none are all. without: all but these. Raises NotFound for who has published nothing,
        and Ambiguous.
        """
        from psycopg.types.string import TextLoader

        for name in ("date", "numeric"):  # as they stand in a file
            connection.adapters.register_loader(name, TextLoader)
        self._connection = connection
        rows = connection.execute(f"SELECT manager, {_WHEN}, counts, amcli, me FROM amcli.publication ORDER BY manager")
        known = [Publication(name, at, _records(counts), by, me or "") for name, at, counts, by, me in rows]
        wanted, others = ([_named(known, name) for name in names] for names in (managers, without))
        self.publications = [each for each in known if (each in wanted or not wanted) and each not in others]
        self._all = len(self.publications) == len(known)
        self._places = {each.manager: place for place, each in enumerate(self.publications)}

    def settings(self) -> Mapping[str, str]:
        found = dict(self._connection.execute("SELECT key, value FROM amcli.setting ORDER BY key").fetchall())
        alone = len(self.publications) == 1
        return {**found, "me": self.publications[0].me} if alone and self.publications[0].me else found

    def rates(self) -> Iterable[Sequence[Any]]:
        sql = "SELECT from_currency, to_currency, date, rate FROM amcli.rate ORDER BY from_currency, to_currency, date"
        return self._connection.execute(sql).fetchall()

    def targets(self) -> Iterable[ManagerTarget]:
        sql = """SELECT manager, "start", "end", amount_minor, currency FROM amcli.manager_target
            ORDER BY manager, "start", "end\""""
        day = date.fromisoformat
        rows = self._connection.execute(sql).fetchall()
        return [ManagerTarget(who, day(start), day(end), minor, code) for who, start, end, minor, code in rows]

    def rows(self, table: str, columns: Sequence[str], day: str, days: Days | None) -> Iterator[Sequence[Any]]:
        names = ", ".join(f'"{name}"' for name in columns)
        where, values = self._where(day, days)
        return self._read(f'SELECT manager, {names} FROM amcli."{table}" WHERE {where}', values)

    def totals(self, table: str, columns: Sequence[str], days: Days | None) -> Iterator[Sequence[Any]]:
        del table  # its columns say what is added up by what
        whose = "manager" if "account_id" in columns else "min(manager)"  # of a day all of them together
        where, values = self._where("date", days)
        keys = [name for name in columns if name in _KEYS]
        shown = ", ".join(_ADDED_UP.get(name, _KEYS.get(name, "")) for name in columns)
        by = [*(["month"] if "month" in columns else []), *(_KEYS[name] for name in keys)]
        by += ["manager"] if whose == "manager" else []
        sales = f"""SELECT manager, account_id, product_id, date, date_trunc('month', CAST(date AS timestamp)) AS month,
            kind, currency, amount_minor, cost_minor FROM amcli.sale WHERE kind IN ('sale', 'credit') AND {where}"""
        return self._read(f"SELECT {whose}, {shown} FROM ({sales}) AS t GROUP BY {', '.join(by)}", values)

    def _where(self, day: str, days: Days | None) -> tuple[str, list[Any]]:
        """The condition on a row: whose it is, and in one of which days."""
        terms, values = ["true"], list[Any]()
        if days is not None:
            terms.append(" OR ".join(f"({day} >= CAST(%s AS date) AND {day} < CAST(%s AS date))" for _ in days))
            values += [_day(each) for span in days for each in span]
        if self._all:  # rows of who has not published, by other hands, are of nobody
            terms.append("manager IN (SELECT manager FROM amcli.publication)")
        else:
            terms.append(f"manager IN ({', '.join('%s' for _ in self._places)})")
            values += self._places
        return f"({') AND ('.join(terms)})", values

    def _read(self, sql: str, values: Sequence[Any]) -> Iterator[Sequence[Any]]:
        """Rows with the place of their manager, a part of them in memory: as a stream, because a cursor of the server's
        is planned for its first rows, and by one process (three times as slow over all of them).
        """
        with self._connection.cursor() as cursor:
            for manager, *row in cursor.stream(sql, values, size=_AT_ONCE):
                yield (self._places[manager], *row)


def _named(known: Sequence[Publication], text: str) -> Publication:
    """The publication of a manager, by his name as it is or else in any case. Raises NotFound and Ambiguous."""
    name = text.strip()
    found = [each for each in known if each.manager == name]
    found = found or [each for each in known if each.manager.lower() == name.lower()]
    if len(found) > 1:
        raise Ambiguous(f"{quote(text)} is more than one manager: type it as it is", [each.manager for each in found])
    if not found:
        names = [each.manager for each in known]
        raise NotFound(f"nobody called {quote(text)} has published anything here", nearest(name, names))
    return found[0]


def _records(counts: str) -> int | None:
    """How many records there are by what a publication says of its tables; None where that is none of amcli's."""
    try:
        found = json.loads(counts).values()
    except (ValueError, AttributeError, RecursionError):
        return None
    return sum(found) if all(type(each) is int and 0 <= each <= LARGEST_ID for each in found) else None


def _day(text: str) -> str:
    """A day, the first one of a month, and one beyond all for what is beyond all."""
    if text < "0001":
        return "0001-01-01"
    if text > "9998":
        return "9999-12-31"
    return f"{text}-01"[: len("2026-01-01")]
