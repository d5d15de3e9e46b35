"""One currency for a report: which it is, and the rates that take other amounts there, exactly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from amcli.base.errors import BadValue, Refused
from amcli.base.hints import hinted
from amcli.base.money import from_minor, grouped, rounded_money
from amcli.base.text import nearest, quote
from amcli.store.reader import Reader

FALLBACK = "USD"  # of a portfolio without a single record


class MissingRate(Refused):
    """An amount cannot be converted: no rate on or before its day."""


class SeveralCurrencies(Refused):
    """The records share no currency and nobody said which one to report in."""

    def __init__(self, found: Collection[str]) -> None:
        self._first, self._several = min(found), ", ".join(sorted(found))
        super().__init__(
            f"the records are in {self._several}: say which one to report in, such as --currency {self._first}"
        )

    @property
    def on_screen(self) -> str:
        setting = f": `amcli config set currency {self._first}` says which one to report in"
        return hinted(f"the records are in {self._several}", setting)


def report_currency(reader: Reader, asked: str, found: Collection[str]) -> str:
    """The currency asked for, else the configured one, else the one that all of the `found` are.

    Raises BadValue for a word that is no currency, Refused where the records have several.
    """
    code = (asked or reader.env.config.currency).strip().upper()
    if not code:
        if len(found) > 1:
            raise SeveralCurrencies(found)
        return next(iter(found), FALLBACK)
    if reader.decimals and code not in reader.decimals:  # a portfolio that nobody has written yet knows none
        raise BadValue(
            f"{quote(code)} is no currency of ISO 4217: type a code such as EUR", nearest(code, reader.decimals)
        )
    return code


class DatedRate(NamedTuple):
    """The rate that serves on a day, as it was set: one `base` is `rate` of `quote`. Multiply by `factor`."""

    base: str
    quote: str
    rate: Decimal
    factor: Fraction


class _Set(NamedTuple):
    """A rate as it was set, and the day from which it holds."""

    since: str
    rate: Decimal


class Rates:
    """The way into one currency."""

    def __init__(self, reader: Reader, to: str) -> None:
        self.to = to
        self.decimals = reader.decimals.get(to, 2)  # a portfolio that nobody has written yet knows no currencies
        self._reader = reader

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
        """Days and rates, the oldest first, of every pair with `to`: read in one statement, and only where needed."""
        pairs: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
        for base, into, day, rate in self._reader.run_query(__file__, "rates_with", currency=self.to):
            days, rates = pairs.setdefault((base, into), ([], []))
            days.append(day)
            rates.append(rate)
        return pairs

    def days(self) -> set[date]:
        """Every day on which a rate begins to hold."""
        return {date.fromisoformat(day) for days, _ in self._pairs.values() for day in days}

    def at(self, currency: str, day: date) -> DatedRate | None:
        """The latest rate on or before the day, direct or inverse, the direct one where both are of one day; None for
        the report's own currency.

        No chains over a third currency. Raises MissingRate, which names the day and the pair.
        """
        if currency == self.to:
            return None
        direct, inverse = self._latest(currency, self.to, day), self._latest(self.to, currency, day)
        if direct and (not inverse or direct.since >= inverse.since):
            return DatedRate(currency, self.to, direct.rate, Fraction(direct.rate))
        if inverse:
            return DatedRate(self.to, currency, inverse.rate, 1 / Fraction(inverse.rate))
        raise MissingRate(
            f"there is no rate from {currency} to {self.to} on or before {day}: "
            f"`amcli rate set {currency} {self.to} RATE --on {day}` sets one"
        )

    def minor(self, minor: int, currency: str, day: date) -> Fraction:
        """Minor units of a currency on a day as minor units of the report's, unrounded. Raises MissingRate."""
        rate = self.at(currency, day)
        if rate is None:
            return Fraction(minor)
        return minor * rate.factor * Fraction(10) ** (self.decimals - self._reader.decimals[currency])

    def money(self, minor: Fraction | Decimal | int | None) -> Decimal | None:
        """Unrounded minor units of the report's currency as money: rounded half even, once."""
        return None if minor is None else rounded_money(minor, self.decimals)

    def spell(self, minor: Fraction | int) -> str:
        """`1,234.50 EUR`, for a sentence."""
        return f"{grouped(from_minor(round(minor), self.decimals))} {self.to}"

    def spell_whole(self, minor: Fraction | int) -> str:
        """`1,234`, for a note under figures in whole units whose title says the currency."""
        return grouped(rounded_money(Fraction(minor), self.decimals), whole=True)

    def _latest(self, base: str, into: str, day: date) -> _Set | None:
        days, rates = self._pairs.get((base, into), ((), ()))
        place = bisect_right(days, day.isoformat())
        return _Set(days[place - 1], Decimal(rates[place - 1])) if place else None
