"""What every question about sales needs: the window, the one currency, the ledger, the targets, the season."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.accounts.reports.account_tree import AccountNode, Tree
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.account_targets import AccountTargets, Targets
from amcli.features.sales.reports.ledger import Amount, Cell, Key, Ledger, Reading, Sums
from amcli.features.sales.rules.pace import Pace, Sold, Window, pace, seasonal_share, window
from amcli.features.sales.rules.targets import TargetAmount
from amcli.store.reader import Reader


class Line(NamedTuple):
    """The figures of one row: sums in minor units, unrounded; `last_year` is None before the period."""

    now: Cell
    last_year: Amount | None
    aim: TargetAmount | None
    pace: Pace
    trend: tuple[Amount, ...]


class SalesData:
    """Sales in a window, for a scope of accounts (None: the portfolio), by account, by product or by neither."""

    def __init__(
        self,
        reader: Reader,
        period: Period,
        as_of: date | None,
        *,
        by: str = "",
        scope: Collection[int] | None = None,
        parts: Sequence[Period] = (),
        currency: str = "",
    ) -> None:
        """Read it all. `parts` are parts of the period that will be asked for too. Raises Refused and BadValue as
        report_currency does, and MissingRate.
        """
        self.window = window(period, as_of or reader.env.today)
        self.parts = [self.window.part(part) for part in parts]
        self.whole = scope is None
        self.accounts: dict[int, AccountNode] = accounts_of.load(reader)
        self.tree = Tree(self.accounts, self.accounts if scope is None else scope)
        self.targets = Targets(reader, period)
        self.fiscal = reader.env.config.fiscal
        self._first_sale = _first_sale(reader)
        look = self.window
        spans = [(period.start, look.cut), (look.earlier_start, look.earlier_end)]
        edges = {day for each in (look, *self.parts) for day in each.edges()}
        edges |= {start for start, _ in _months(look)}
        reading = Reading(reader, spans, edges, by, scope)
        found = reading.currencies | self.targets.currencies(self.tree, whole=self.whole, products=by == "product")
        self.rates = Rates(reader, report_currency(reader, currency, found))
        self.converts = bool(found - {self.rates.to})
        self.ledger: Ledger = reading.ledger(self.rates)
        self.book = self.book_of(None)
        self._seasons = {look: self._season(look) for look in (self.window, *self.parts)}

    def book_of(self, product: int | None) -> AccountTargets:
        """The targets of a product, or of sales as a whole."""
        return AccountTargets(self.targets.of(product), self.tree, self.whole, self.rates)

    def seasonal_share(self, look: Window) -> Fraction | None:
        """w, from the portfolio whatever the scope; None where its sales do not reach back far enough."""
        return self._seasons[look]

    def total(self) -> Line:
        """The scope as a whole."""
        return self.line(self.ledger.total(), None, self.window, self.book.total(self.window.period))

    def line(self, sums: Sums, key: Key, look: Window, aim: TargetAmount | None) -> Line:
        """The figures of one key in the window or a part of it."""
        now = sums.between(key, look.period.start, look.cut)
        before = sums.between(key, look.earlier_start, look.earlier_cut)
        rest = sums.between(key, look.earlier_cut, look.earlier_end)
        sold = Sold(Fraction(now.amount), Fraction(before.amount), Fraction(rest.amount), before.lines + rest.lines > 0)
        return Line(
            now,
            before.amount if look.begun else None,
            aim,
            pace(sold, aim.amount if aim else None, look.period.days, look.elapsed, self.seasonal_share(look)),
            tuple(sums.between(key, start, end).amount for start, end in _months(look)),
        )

    def _season(self, look: Window) -> Fraction | None:
        start, cut, end = look.earlier_start, look.earlier_cut, look.earlier_end
        if not look.begun or self._first_sale is None or self._first_sale >= _month_end(start):
            return None
        sold = self.ledger.portfolio
        return seasonal_share(
            Fraction(sold.between(None, start, cut).amount), Fraction(sold.between(None, start, end).amount)
        )


@lru_cache(maxsize=512)
def _months(look: Window) -> list[tuple[date, date]]:
    """The months of the window up to its cut, clipped to it."""
    return [(month.start, min(month.end, look.cut)) for month in look.period.months() if month.start < look.cut]


def _first_sale(reader: Reader) -> date | None:
    row = reader.run_query(__file__, "first_sale").fetchone()
    return date.fromisoformat(row[0]) if row else None


def _month_end(day: date) -> date:
    """The first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
