"""What was sold on each day, in a table that the writers keep and `doctor` checks: reports over years add up days."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

DaySpan = tuple[Any, Any]  # the first and the last day, both in
SHOWN = 3  # days that are named

# A group for each day and currency that was sold on, in the order of the index on sale.
_DAYS = """SELECT date, currency, count(*), sum(CASE kind WHEN 'sale' THEN amount_minor ELSE -amount_minor END),
    count(cost_minor),
    sum(CASE WHEN cost_minor IS NULL THEN 0 WHEN kind = 'sale' THEN amount_minor ELSE -amount_minor END),
    sum(CASE WHEN cost_minor IS NULL THEN 0 WHEN kind = 'sale' THEN cost_minor ELSE -cost_minor END)
    FROM sale WHERE kind <> 'purchase' AND {days} GROUP BY date, currency"""


class SaleDays:
    """The totals by day and currency (store/derived.py: Kept)."""

    def follow(self, connection: sqlite3.Connection, images: Sequence[Mapping[str, Any]]) -> None:
        """Add up the days of sales again, given their images before and after."""
        days = sorted({image["date"] for image in images})
        if days:
            _recount(connection, "date IN (SELECT value FROM json_each(?))", (json.dumps(days),))

    def follow_range(self, connection: sqlite3.Connection, first: int, last: int) -> None:
        """Add up the days of new sales, ids both ends in."""
        self.recount(connection, self.touched(connection, first, last))

    def touched(self, connection: sqlite3.Connection, first: int, last: int) -> DaySpan:
        """The first and the last day of a range of sales, None where there are none."""
        found = connection.execute("SELECT min(date), max(date) FROM sale WHERE id BETWEEN ? AND ?", (first, last))
        return tuple(found.fetchone())

    def recount(self, connection: sqlite3.Connection, touched: DaySpan | None = None) -> None:
        """Add up the days of a span again, or all."""
        if touched is None:
            _recount(connection, "1", ())
        else:
            _recount(connection, "date BETWEEN ? AND ?", touched)

    def problems(self, connection: sqlite3.Connection) -> list[str]:
        """Whether each day's total is the sum of its sales: a sentence that names days that are not, or nothing."""
        rows = connection.execute(
            f"""SELECT date, currency FROM (
                SELECT date, currency, lines, amount_minor, cost_lines, costed_minor, cost_minor FROM sale_day
                UNION ALL {_DAYS.format(days="1")}
            ) GROUP BY date, currency, lines, amount_minor, cost_lines, costed_minor, cost_minor HAVING count(*) = 1"""
        )
        wrong = sorted({f"{day} {currency}" for day, currency in rows})
        if not wrong:
            return []
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        return [f"the totals by day are not the sums of the sales: {', '.join(wrong[:SHOWN])}{more}"]


def _recount(connection: sqlite3.Connection, days: str, parameters: tuple[Any, ...]) -> None:
    """Add up some days again, a condition on `date`."""
    connection.execute(f"DELETE FROM sale_day WHERE {days}", parameters)
    connection.execute(f"INSERT INTO sale_day {_DAYS.format(days=days)}", parameters)


DAYS = SaleDays()
