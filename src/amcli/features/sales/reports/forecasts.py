"""Where the sales of some accounts end, for reports that are about something else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction

from amcli.base.time.period import Period
from amcli.features.currencies.reports.rates import MissingRate
from amcli.features.sales.reports.sales_data import SalesData
from amcli.store.reader import Reader


class Forecasts:
    """The forecasts of one report: as of one day, in minor units of one currency. Each is made once."""

    def __init__(self, reader: Reader, as_of: date, currency: str) -> None:
        self._reader, self._as_of, self._currency = reader, as_of, currency
        self._made: dict[tuple[date, date, frozenset[int]], Fraction | None] = {}

    def of(self, period: Period, accounts: Collection[int]) -> Fraction | None:
        """What the accounts together will have sold at the period's end, unrounded.

        None before the period begins, and where an amount that it rests on has no rate: a forecast is an extra beside
        figures that are known.
        """
        key = (period.start, period.end, frozenset(accounts))
        if key not in self._made:
            self._made[key] = self._make(period, accounts)
        return self._made[key]

    def _make(self, period: Period, accounts: Collection[int]) -> Fraction | None:
        try:
            data = SalesData(self._reader, period, self._as_of, scope=accounts, currency=self._currency)
        except MissingRate:
            return None
        return data.total().pace.forecast
