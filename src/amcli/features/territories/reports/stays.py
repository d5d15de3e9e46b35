"""What each account sold, and was to sell, on the days on which it lay in the same territories."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.ledger import Reading, Sums
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.standing import Standing, days_of, standing, told_apart
from amcli.features.sales.reports.sums import ACCOUNT, Question
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.stays import NO_GROUP, Groups
from amcli.features.sales.rules.targets import TargetAmount
from amcli.features.territories.reports.territory_tree import Above, load
from amcli.store.reader import Reader


class AccountStay(NamedTuple):
    """An account's days of the period in the same territories (in none, where there are none), and what they are worth:
    minor units, unrounded.

    lines, actual: sales up to the report's day. target: its own for these days, None where none was set.
    """

    account: int
    days: Period
    territories: frozenset[int]
    lines: int
    actual: Amount
    target: TargetAmount | None

    @property
    def last(self) -> date:
        return self.days.end - timedelta(days=1)


class TerritoryData(ReportScope):
    """The stays of all accounts in a period, in one currency; and where each that is not archived lies on the day.

    lying: by account, in the order of the codes.
    """

    def __init__(self, reader: Reader, period: Period, as_of: date | None, currency: str) -> None:
        """Read them. Raises Refused and BadValue as report_currency does, MissingRate for sales of the period."""
        super().__init__(reader, period, as_of, None, ())
        self.nodes = load(reader)
        self._by_code: dict[str | None, int] = {node.code: node.id for node in self.nodes.values()}
        self.above = Above(self.nodes)
        now = (period.start, self.window.cut)
        question = Question([[now]], ACCOUNT)
        reading = Reading(reader, question)
        found = reading.currencies() | self.targets.currencies(self.tree, whole=True, products=False)
        self.rates = Rates(reader, report_currency(reader, currency, found))
        self.converts = bool(found - {self.rates.to})
        self.book = self.book_of(None)
        sums, _, _ = reading.sums(self.rates)
        where = standing(reader, ("territory",), self.accounts, period.span, self.window.as_of)
        if where.stays:
            sums = told_apart(reader, self.rates, sums, question._replace(stays=where.stays))
        self.stays = list(self._stays(where, sums[0], period))
        (places,) = where.places
        self.lying = {
            each: self._ids(places.later.get(each, NO_GROUP))
            for each, node in self.accounts.items()
            if not node.archived
        }

    def _stays(self, where: Standing, sums: Sums, period: Period) -> Iterator[AccountStay]:
        """In the order of the accounts' codes and of days."""
        (places,) = where.places
        for account in self.accounts:
            for key, days in days_of(account, where.stays, period):
                target = self.book.own(account, days)
                lines, actual = sums.cell(key).lines, sums.row(key).actual
                territories = self._ids(places.groups.get(key, NO_GROUP))
                yield AccountStay(account, days, territories, lines, actual, target)

    def _ids(self, groups: Groups) -> frozenset[int]:
        return frozenset(self._by_code[code] for code in groups if code is not None)
