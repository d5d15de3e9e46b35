"""What currencies are worth in a report on a day, where their rates are known."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from amcli.features.currencies.reports.rates import MissingRate, Rates


class Factors:
    """What one minor unit of each currency is in those of the report on a day; None without a rate."""

    def __init__(self, rates: Rates, day: date) -> None:
        self._rates, self._day = rates, day
        self._known: dict[str, Fraction | None] = {}

    def of(self, currency: str) -> Fraction | None:
        """The latest rate on or before the day."""
        if currency not in self._known:
            try:
                self._known[currency] = self._rates.minor(1, currency, self._day)
            except MissingRate:
                self._known[currency] = None
        return self._known[currency]

    @property
    def lacking(self) -> list[str]:
        """The currencies that were asked for and have no rate."""
        return sorted(currency for currency, factor in self._known.items() if factor is None)
