"""What an account adds to the load of its owner: its sales of a period, the hours given to it, or just 1."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.money import from_minor, grouped, rounded_money
from amcli.base.results import Column, Kind
from amcli.base.time.period import Period, same_day_earlier, spell
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.ledger import Reading
from amcli.features.sales.reports.sums import ACCOUNT, Question
from amcli.features.sales.rules.window import window
from amcli.features.workload.rules.loads import Amount
from amcli.store.reader import Reader

SALES, HOURS, ACCOUNTS = "sales", "hours", "accounts"
MEASURES = (SALES, HOURS, ACCOUNTS)


class Measured(NamedTuple):
    """What each account adds, by its id (none: nothing), and how such amounts are said. `rates`: of money alone."""

    name: str
    amounts: Mapping[int, Amount]
    facts: Mapping[str, Any]
    rates: Rates | None = None

    def cell(self, amount: Amount) -> Decimal:
        """An amount as a cell: money rounded once, hours and numbers of accounts as they are, a mean to a decimal."""
        if self.rates is not None:
            return rounded_money(amount, self.rates.decimals)
        exact = Fraction(amount)
        ends = exact.denominator == 1 or 10**6 % exact.denominator == 0  # hours have a few decimals, a mean has any
        return Decimal(exact.numerator) / exact.denominator if ends else from_minor(round(exact * 10), 1)

    def said(self, amount: Amount) -> str:
        """An amount for a sentence: money in whole units."""
        return grouped(self.cell(amount), whole=self.rates is not None)

    def column(self, key: str, **more: Any) -> Column:
        """A column of such amounts."""
        return Column(key, Kind.NUMBER if self.rates is None else Kind.MONEY, whole=self.rates is not None, **more)

    @property
    def currency(self) -> tuple[Column, ...]:
        """The column of the currency, where there is one."""
        return () if self.rates is None else (Column("currency", rank=8),)

    @property
    def title(self) -> str:
        """`sales 2026, USD`."""
        if self.rates is None:
            return "hours a week" if self.name == HOURS else "accounts"
        return f"sales {self.facts['period']}, {self.rates.to}"


def measured(
    reader: Reader, name: str, accounts: Collection[int], *, period: Period | None, day: date, currency: str
) -> Measured:
    """What each of these accounts adds by one of MEASURES. period: of sales; None: the twelve months up to today.

    Raises Refused and BadValue as report_currency does, and MissingRate for a sale in the period.
    """
    if name == ACCOUNTS:
        return Measured(name, dict.fromkeys(accounts, 1), {})
    if name == HOURS:
        return Measured(name, _hours(reader, day), {})
    today = reader.env.today
    span = period or _twelve_months(today)
    look = window(span, today)
    reading = Reading(reader, Question([[(span.start, look.cut)]], ACCOUNT, full=-1))
    chosen = set(accounts)
    rates = Rates(reader, report_currency(reader, currency, reading.currencies(chosen)))
    (sums,), _, _ = reading.sums(rates, chosen)
    sold = {account: sums.row(account).actual for account in chosen}
    return Measured(name, sold, look.facts(rates.to), rates)


def _twelve_months(today: date) -> Period:
    end = today + timedelta(days=1)
    start = same_day_earlier(end)
    return Period(start, end, spell(start, end))


def _hours(reader: Reader, day: date) -> dict[int, Amount]:
    """The hours a week of all who are assigned to an account."""
    found: dict[int, Amount] = {}
    for account, hours in reader.run_query(__file__, "hours_by_account", day=day.isoformat()):
        found[account] = found.get(account, 0) + Fraction(hours)
    return found
