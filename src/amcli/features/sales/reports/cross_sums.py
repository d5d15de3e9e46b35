"""What was sold by two keys at once: in one or two questions to the file, whatever the keys are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.dimensions import ACCOUNTS, PARTS, PRODUCTS, SoldBy, dimensions
from amcli.features.sales.reports.ledger import Key, Reading, Sums
from amcli.features.sales.reports.outlook import years_known
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.row_keys import BY_DAY
from amcli.features.sales.reports.standing import days_of, standing, told_apart
from amcli.features.sales.reports.sums import ACCOUNT, ALL, PAIR, PRODUCT, Question
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.targets import SUM, TargetAmount, add
from amcli.features.sales.rules.window import ACTUAL, LAST_YEAR, Window
from amcli.store.reader import Reader

Pair = tuple[str | None, str | None]


class Crossing(NamedTuple):
    """Sums by both keys, and the amounts by the one and by the other, which count each sale once."""

    pairs: Sums
    rows: dict[str | None, Amount]
    columns: dict[str | None, Amount]


class CrossSums(ReportScope):
    """Sales in a window and on the same days last year, by two keys. Nothing is forecast, so nobody else is read."""

    def __init__(
        self,
        reader: Reader,
        period: Period,
        as_of: date | None,
        *,
        keys: Sequence[str],
        scope: Collection[int] | None,
        currency: str,
    ) -> None:
        """Read it all. Raises as SalesData does."""
        super().__init__(reader, period, as_of, scope, ())
        by_day = [key for key in keys if key in BY_DAY]
        self._stays, places = standing(reader, by_day, self.tree.parent, self.days_asked, self.window.as_of)
        known = dict(zip(by_day, places, strict=True))
        (self.first, self.second), parts = dimensions(reader, keys, self.accounts, period, self.fiscal, known)
        self.parts = [self.window.part(part) for part in parts]
        self._by_name = {look.period.name: look for look in self.parts}
        self._begins_later: dict[Window, bool] = {}
        tell = {self.first.tells, self.second.tells}
        self._by = _source(tell, self.whole)
        looks = [self.window, *self.parts]
        spans = [(look.spans()[ACTUAL], look.spans()[LAST_YEAR]) for look in looks]
        by_product = self._by in (PAIR, PRODUCT)
        reading = Reading(reader, Question(spans, self._by, scope if by_product else None))
        chosen = scope if self._by == ACCOUNT else None
        found = reading.currencies(chosen) | self.targets.currencies(
            self.tree, whole=self.whole, products=PRODUCTS in tell
        )
        self.rates = Rates(reader, report_currency(reader, currency, found))
        self.converts = bool(found - {self.rates.to})
        sums, self.missing, _ = reading.sums(self.rates, chosen)
        if chosen is not None:
            sums = [each.grouped((account, account) for account in chosen) for each in sums]
        if self._stays:
            sums = told_apart(reader, self.rates, sums, Question(spans, self._by, stays=self._stays))
        self._sums = dict(zip(looks, sums, strict=True))
        self.book = self.book_of(None)
        # A target is an account's, a product's, or that of a part of the period: nobody sets one for a category.
        self.has_targets = "category" not in keys

    def by_both(self) -> Crossing:
        """What was sold by both keys, and by each."""
        found = Crossing(Sums(), {}, {})
        for look in self.parts or [self.window]:
            sums = self._sums[look]
            for each in sums.keys:
                sold, amount = self._sold_by(each, look), sums.cell(each).amount
                rows, columns = self.first.groups(sold), self.second.groups(sold)
                for pair in product(rows, columns):
                    found.pairs.take(pair, sums, each)
                for groups, totals in ((rows, found.rows), (columns, found.columns)):
                    for group in groups:
                        totals[group] = totals.get(group, 0) + amount
        return found

    def total(self) -> Sums:
        """The scope as a whole, under None."""
        return self._sums[self.window].total()

    def targets_of_pairs(self) -> dict[Pair, TargetAmount]:
        """The own targets of the accounts, of their products, of the parts of the period: what was set for a pair, or
        the sum of it. Raises MissingRate.
        """
        found: dict[Pair, list[TargetAmount]] = {}
        for sold, aim in self._targets() if self.has_targets else ():
            for pair in product(self.first.groups(sold), self.second.groups(sold)):
                found.setdefault(pair, []).append(aim)
        return {pair: whole for pair, aims in found.items() if (whole := add(aims, SUM))}

    def last_year(self, sums: Sums, key: Key, look: Window) -> Amount | None:
        """What a key sold on the same days one year earlier; None where that is not known."""
        if look not in self._begins_later:
            self._begins_later[look] = not look.begun or years_known(look, self.books.since) == 0
        return None if self._begins_later[look] or sums.lacks(key, LAST_YEAR) else sums.row(key).last_year

    def look_at(self, pair: Pair) -> Window:
        """The part of the period that a pair is about, else the whole."""
        for key in pair if self.parts else ():
            if key in self._by_name:
                return self._by_name[key]
        return self.window

    def _targets(self) -> Iterator[tuple[SoldBy, TargetAmount]]:
        tell = {self.first.tells, self.second.tells}
        numbers: Sequence[int | None] = self.targets.products if PRODUCTS in tell else (None,)
        for number in numbers:
            book = self.book_of(number)
            holders: Iterable[int | None] = book.accounts if ACCOUNTS in tell else (None,)
            for look in self.parts or [self.window]:
                for holder in holders:
                    if holder is None:
                        if aim := book.total(look.period):
                            yield SoldBy(None, number, look.period.name), aim
                        continue
                    for key, days in days_of(holder, self._stays, look.period):
                        if aim := book.own(holder, days):
                            yield SoldBy(key, number, look.period.name), aim

    def _sold_by(self, key: Key, look: Window) -> SoldBy:
        """What a key of the file's sums stands for."""
        part = look.period.name
        if self._by == PAIR and isinstance(key, tuple):
            return SoldBy(key[0], key[1], part)
        return SoldBy(key, None, part) if self._by == ACCOUNT else SoldBy(None, key, part)


def _source(tell: set[str], whole: bool) -> str:
    """What the file is asked for: as little as tells the keys apart."""
    if tell >= {ACCOUNTS, PRODUCTS}:
        return PAIR
    if PRODUCTS in tell:
        return PRODUCT
    return ALL if tell == {PARTS} and whole else ACCOUNT
