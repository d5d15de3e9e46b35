"""What was sold, added up in three tables that the writers keep and `doctor` checks: reports add up totals, not sales.

`sale_day` has the portfolio by day, `sale_month` each account by month, `sale_product_month` each product of each
account by month and the day of its last sale; all by currency.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from amcli.features.sales.rules.added_up import AMOUNTS, COSTS, LAST

DaySpan = tuple[Any, Any]  # the first and the last day, both in
SHOWN = 3  # totals that are named


class Totals(NamedTuple):
    """A table of totals: its keys and what they are of a sale, what it adds up by column, and how `doctor` names it and
    one of its rows.
    """

    table: str
    columns: tuple[str, ...]
    keys: str
    sums: Mapping[str, str]
    called: str
    row: str

    def added_up(self, where: str) -> str:
        """The statement that adds up the sales of a condition."""
        sums = ", ".join(self.sums.values())
        return f"SELECT {self.keys}, {sums} FROM sale WHERE kind <> 'purchase' AND {where} GROUP BY {self.keys}"

    def recount(self, connection: sqlite3.Connection, own: str, sales: str, parameters: tuple[Any, ...]) -> None:
        """Add some up again: `own` is a condition on the table, `sales` the same one on sales."""
        connection.execute(f"DELETE FROM {self.table} WHERE {own}", parameters)
        connection.execute(f"INSERT INTO {self.table} {self.added_up(sales)}", parameters)

    def problem(self, connection: sqlite3.Connection) -> str:
        """A sentence that names totals that are not the sums of their sales; nothing where all are."""
        both = ", ".join((*self.columns, *self.sums))
        rows = connection.execute(
            f"""SELECT DISTINCT {self.row} FROM (
                SELECT {both} FROM {self.table} UNION ALL {self.added_up("1")}
            ) GROUP BY {both} HAVING count(*) = 1"""
        )
        wrong = sorted(row for (row,) in rows)
        if not wrong:
            return ""
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        return f"{self.called} are not the sums of the sales: {', '.join(wrong[:SHOWN])}{more}"


_ACCOUNT = "coalesce((SELECT code FROM account WHERE id = account_id), account_id)"
_PRODUCT = "coalesce((SELECT code FROM product WHERE id = product_id), iif(product_id, product_id, '(no product)'))"
DAYS = Totals(
    "sale_day", ("date", "currency"), "date, currency", {**AMOUNTS, **COSTS},
    "the totals by day", "date || ' ' || currency",
)  # fmt: skip
# Of a month every day up to the 31st, so that text alone tells what lies in it.
MONTHS = Totals(
    "sale_month", ("month", "account_id", "currency"), "substr(date, 1, 7), account_id, currency",
    {**AMOUNTS, **COSTS}, "the totals by month and account", f"month || ' ' || {_ACCOUNT} || ' ' || currency",
)  # fmt: skip
PRODUCTS = Totals(
    "sale_product_month", ("month", "account_id", "product_id", "currency"),
    "substr(date, 1, 7), account_id, coalesce(product_id, 0), currency", {**AMOUNTS, **LAST},
    "the totals by month, account and product",
    f"month || ' ' || {_ACCOUNT} || ' ' || {_PRODUCT} || ' ' || currency",
)  # fmt: skip
BY_MONTH = (MONTHS, PRODUCTS)


class SaleTotals:
    """The three tables (store/derived.py: Kept)."""

    def follow(self, connection: sqlite3.Connection, images: Sequence[Mapping[str, Any]]) -> None:
        """Add up the days and the months of sales again, given their images before and after."""
        days = sorted({image["date"] for image in images})
        if days:
            same = "date IN (SELECT value FROM json_each(?))"
            DAYS.recount(connection, same, same, (json.dumps(days),))
        for month, account in sorted({(image["date"][:7], image["account_id"]) for image in images}):
            for totals in BY_MONTH:
                totals.recount(
                    connection,
                    "month = ?1 AND account_id = ?2",
                    "account_id = ?2 AND date BETWEEN ?1 || '-01' AND ?1 || '-31'",
                    (month, account),
                )

    def follow_range(self, connection: sqlite3.Connection, first: int, last: int) -> None:
        """Add up the days and the months of new sales, ids both ends in."""
        self.recount(connection, self.touched(connection, first, last))

    def touched(self, connection: sqlite3.Connection, first: int, last: int) -> DaySpan:
        """The first and the last day of a range of sales, None where there are none."""
        found = connection.execute("SELECT min(date), max(date) FROM sale WHERE id BETWEEN ? AND ?", (first, last))
        return tuple(found.fetchone())

    def recount(self, connection: sqlite3.Connection, touched: DaySpan | None = None) -> None:
        """Add up the days of a span again and the months that it touches, or all."""
        if touched is None:
            for totals in (DAYS, *BY_MONTH):
                totals.recount(connection, "1", "1", ())
            return
        DAYS.recount(connection, "date BETWEEN ? AND ?", "date BETWEEN ? AND ?", touched)
        for totals in BY_MONTH:
            totals.recount(
                connection,
                "month BETWEEN substr(?1, 1, 7) AND substr(?2, 1, 7)",
                "date BETWEEN substr(?1, 1, 7) || '-01' AND substr(?2, 1, 7) || '-31'",
                touched,
            )

    def problems(self, connection: sqlite3.Connection) -> list[str]:
        """Whether each total is the sum of its sales: a sentence for each table that has others."""
        return [problem for each in (DAYS, *BY_MONTH) if (problem := each.problem(connection))]


TOTALS = SaleTotals()
