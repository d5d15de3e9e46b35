"""Rows that no file of amcli can have: a manager wrote them with other hands, and is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from amcli.base.errors import DatabaseError
from amcli.base.registry import NOUNS
from amcli.base.text import one_line
from amcli.features.accounts.nouns import ACCOUNT
from amcli.features.company.rules import STEP, Numbering
from amcli.features.sales.nouns import PRODUCT

# What the writers of a file add up of its sales, and is added up where they are: by its first column, a month or a day.
DAYS = "sale_day"
TOTALS = (DAYS, "sale_month", "sale_product_month")


class OddRows:
    """Looks for them in the one portfolio, table by table."""

    def __init__(self, connection: sqlite3.Connection, numbering: Numbering) -> None:
        self._connection, self._numbering = connection, numbering
        self._refers: dict[str, dict[str, str]] = {}

    def error(self, place: int, table: str, why: str) -> DatabaseError:
        """The error for a row of a manager."""
        if table == DAYS:  # which has all of them together
            said = f"what the managers sold on a day is no amount ({one_line(why)})"
            return DatabaseError(
                f"{said}: ask for each with --manager, and leave out with --without who has such a sale"
            )
        manager = one_line(self._numbering.managers[place])
        return DatabaseError(
            f"what {manager} has of the table {table} is not of amcli ({one_line(why)}): he publishes again with "
            f"`amcli publish --replace`; until then --without {manager} leaves him out"
        )

    def refers(self, table: str) -> dict[str, str]:
        """The columns of a table that hold ids, and the table that each names; nothing for its own."""
        if table not in self._refers:
            found = self._connection.execute(f"PRAGMA foreign_key_list('{table}')")
            named = {column: other for _, _, other, column, *_ in found if column.endswith("_id")}
            # Totals refer to what they add up without a word of it in the schema.
            self._refers[table] = {"id": "", "account_id": ACCOUNT.name, "product_id": PRODUCT.name, **named}
        return self._refers[table]

    def refuse(self, table: str) -> None:
        """DatabaseError for rows of a table that name a record which is not there, or that are part of themselves."""
        columns = {name for _, name, *_ in self._connection.execute(f"PRAGMA table_info('{table}')")}
        for column, other in self.refers(table).items():
            if column not in columns or not (other in NOUNS and NOUNS[other].coded):
                continue
            if other == table:
                rows = self._connection.execute(f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
                self._refuse_circle(table, dict(rows))
            self._refuse_unknown(table, column, f'NOT IN (SELECT id FROM "{other}") AND "{column}" % {STEP} > 0')
        for column in columns & {"currency"}:
            self._refuse_unknown(table, column, "NOT IN (SELECT code FROM currency)")

    def refuse_circles_by_day(self) -> None:
        """DatabaseError for accounts that are above themselves on a day, by what they were part of then."""
        held = self._connection.execute("""SELECT account_id, parent_id, coalesce(start, ''), until FROM membership
            UNION ALL SELECT id, parent_id, coalesce(parent_since, ''), '9999-12-31' FROM account
            WHERE parent_id IS NOT NULL""").fetchall()
        while True:  # what is below nothing that is left is in no circle
            parents = {account for account, *_ in held}
            left = [each for each in held if each[1] in parents]
            if len(left) == len(held):
                break
            held = left
        for day in sorted({start for _, _, start, _ in held}):
            self._refuse_circle(ACCOUNT.name, {each: up for each, up, start, until in held if start <= day <= until})

    def _refuse_circle(self, table: str, above: Mapping[int, int]) -> None:
        sound: set[int] = set()
        for each in above:
            path: dict[int, None] = {}
            here: int | None = each
            while here is not None and here not in sound:
                if here in path:
                    raise self.error(self._numbering.place(here), table, "a record is above itself")
                path[here] = None
                here = above.get(here)
            sound |= path.keys()

    def _refuse_unknown(self, table: str, column: str, condition: str) -> None:
        whose = "account_id" if table in TOTALS else "id"
        sql = f'SELECT {whose} FROM "{table}" WHERE "{column}" {condition} LIMIT 1'
        if table != DAYS and (found := self._connection.execute(sql).fetchone()):
            raise self.error(self._numbering.place(found[0]), table, f"its {column} is of nothing that is there")
