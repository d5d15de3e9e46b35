"""What each account sold in a period, and in each of the years that lead up to it, in one currency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from amcli.base.time.period import Period, fiscal_year, same_day_earlier
from amcli.features.analysis.reports.key_accounts import KeyAccounts, Sold, key_accounts, largest_first
from amcli.features.analysis.rules.concentration import Measures, measures
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.ledger import Reading, Sums
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.sums import ACCOUNT, Question
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.window import ACTUAL, RECENT, Span
from amcli.store.reader import Reader


class YearSpan(NamedTuple):
    """A fiscal year, and the day after the last one of it that counts."""

    period: Period
    cut: date

    @property
    def partly(self) -> bool:
        return self.cut < self.period.end

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.cut - timedelta(days=1)


class YearSold(NamedTuple):
    """A year with its measures and the share of the key accounts; None where an amount of it has no rate."""

    year: YearSpan
    measures: Measures | None
    key: Amount


class SoldByYear(ReportScope):
    """The sales of all accounts in a period up to a day, and in so many fiscal years up to that of the day."""

    def __init__(self, reader: Reader, period: Period, as_of: date | None, *, years: int, currency: str) -> None:
        """Read them in one question. Raises Refused and BadValue as report_currency does, MissingRate for a sale of the
        period; a year that lacks a rate is not known.
        """
        super().__init__(reader, period, as_of, None, ())
        self.years = self._years(years, as_of or self.today)
        # What a year is made of is looked at as what lies behind a period: it does not say the currency of a report.
        nothing: list[Span] = [(period.start, period.start)] * RECENT
        end = self.today + timedelta(days=1)
        spans = [*((each.period.start, each.cut) for each in self.years), (same_day_earlier(end), end)]
        looks = [[(period.start, self.window.cut)], *([*nothing, span] for span in spans)]
        reading = Reading(reader, Question(looks, ACCOUNT, None, full=-1))
        found = reading.currencies()
        self.rates = Rates(reader, report_currency(reader, currency, found))
        self.converts = bool(found - {self.rates.to})
        (self._now, *self._before, self._lately), self.missing, _ = reading.sums(self.rates)

    @cached_property
    def sold(self) -> list[Sold]:
        """The accounts with more sales than credits in the period, the largest first, equals by their codes."""
        return self._sold(self._now, ACTUAL)

    @cached_property
    def key(self) -> KeyAccounts:
        """The key accounts of today, for all years; by class that of the twelve months up to today, as everywhere."""
        return key_accounts(self.accounts.values(), self._sold(self._lately, RECENT))

    def key_amount(self, sold: Sequence[Sold]) -> Amount:
        """What the key accounts sold of it."""
        return sum(each.amount for each in sold if each.account.id in self.key.ids)

    def left_out(self) -> list[Sold]:
        """Those that sold something in the period, and gave as much or more of it back."""
        known = self._now.known
        amounts = ((node, self._now.row(node.id)[ACTUAL]) for node in self.accounts.values() if node.id in known)
        return [Sold(node, amount) for node, amount in amounts if amount <= 0]

    def by_year(self) -> Iterator[YearSold]:
        """Each year, the earliest first."""
        for year, sums in zip(self.years, self._before, strict=True):
            found = self._sold(sums, RECENT)
            known = not sums.lacking()
            yield YearSold(year, measures([each.amount for each in found]) if known else None, self.key_amount(found))

    def _sold(self, sums: Sums, place: int) -> list[Sold]:
        return largest_first(
            Sold(self.accounts[key], sums.row(key)[place]) for key in sums.keys if isinstance(key, int)
        )

    def _years(self, count: int, day: date) -> list[YearSpan]:
        """Fiscal years up to that of the last day that counts, as far as the books reach back."""
        year, since = fiscal_year(self.window.as_of, self.fiscal), self.books.since
        found: list[YearSpan] = []
        while since and len(found) < count and year.end > since:
            found.append(YearSpan(year, max(year.start, min(year.end, day + timedelta(days=1)))))
            year = fiscal_year(year.start - timedelta(days=1), self.fiscal)
        return found[::-1]
