"""What a report wants read for its rows, and what the figures of one row are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import add
from typing import NamedTuple

from amcli.features.sales.reports.ledger import NO_SUMS, NOTHING, Cell
from amcli.features.sales.rules.forecast import Amount, RowSums
from amcli.features.sales.rules.window import Span


class Wanted(NamedTuple):
    """What a report wants beyond the sums of its window. working_days: what is needed per working day. spans: of days
    that its rows stand beside. last_sales: when each of them sold something last.
    """

    working_days: bool = True
    spans: Sequence[Span] = ()
    last_sales: bool = False


EVERY_FIGURE, NO_WORKING_DAYS = Wanted(), Wanted(working_days=False)


class LineSums(NamedTuple):
    """What the figures of a row are made of. now, last_year: what was sold while it was of the row. spans: of whoever
    is of the row as of the report's day, from whom the rest of the period is expected. lacking: an amount of last year
    has no rate. beside: the sums of the spans that were wanted. trend: reads the amounts of its months.
    """

    now: Cell
    last_year: Amount
    spans: RowSums
    lacking: bool
    beside: tuple[Amount, ...]
    last_sale: date | None
    trend: Callable[[], tuple[Amount, ...]]

    def plus(self, other: LineSums) -> LineSums:
        """Both rows together."""
        days = [day for day in (self.last_sale, other.last_sale) if day]
        return LineSums(
            Cell(*map(add, self.now, other.now)),
            self.last_year + other.last_year,
            RowSums(*map(add, self.spans, other.spans)),
            self.lacking or other.lacking,
            tuple(map(add, self.beside, other.beside)),
            max(days, default=None),
            lambda: tuple(map(add, self.trend(), other.trend())),
        )


NOTHING_SOLD = LineSums(NOTHING, 0, NO_SUMS, False, (), None, lambda: ())
