"""One currency for a report: which it is, and the rates that take other amounts there, exactly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from amcli.domain.errors import BadValue, Refused
from amcli.domain.money import from_minor
from amcli.domain.text import nearest, quote
from amcli.store.reader import Reader

FALLBACK = "USD"  # of a portfolio without a single record


class MissingRate(Refused):
    """An amount cannot be converted: no rate on or before its day."""


def report_currency(reader: Reader, asked: str, found: Collection[str]) -> str:
    """The currency asked for, else the configured one, else the one that all of the `found` are.

    Raises BadValue for a word that is no currency, Refused where the records have several.
    """
    code = (asked or reader.env.config.currency).strip().upper()
    if not code:
        if len(found) > 1:
            several = ", ".join(sorted(found))
            raise Refused(f"the records are in {several}: say which one to report in, such as --currency {min(found)}")
        return next(iter(found), FALLBACK)
    if code not in reader.decimals:
        raise BadValue(
            f"{quote(code)} is no currency of ISO 4217: type a code such as EUR", nearest(code, reader.decimals)
        )
    return code


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate that serves on a day, as it was set: one `base` is `rate` of `quote`. `factor` is what to multiply by."""

    base: str
    quote: str
    rate: Decimal
    factor: Fraction


class Rates:
    """The way into one currency."""

    def __init__(self, reader: Reader, to: str) -> None:
        """Read the rates of all pairs with `to`, in one statement."""
        self.to = to
        self._decimals = reader.decimals
        self._days: dict[tuple[str, str], list[str]] = {}
        self._rates: dict[tuple[str, str], list[str]] = {}
        for base, into, day, rate in reader.named("rates_with", currency=to):
            self._days.setdefault((base, into), []).append(day)
            self._rates.setdefault((base, into), []).append(rate)

    def days(self) -> set[date]:
        """Every day that a rate begins to hold on."""
        return {date.fromisoformat(day) for days in self._days.values() for day in days}

    def at(self, currency: str, day: date) -> Rate | None:
        """The latest rate on or before the day, else the latest inverse; None for the report's own currency.

        No chains over a third currency. Raises MissingRate, which names the day and the pair.
        """
        if currency == self.to:
            return None
        if rate := self._latest(currency, self.to, day):
            return Rate(currency, self.to, rate, Fraction(rate))
        if rate := self._latest(self.to, currency, day):
            return Rate(self.to, currency, rate, 1 / Fraction(rate))
        raise MissingRate(
            f"there is no rate from {currency} to {self.to} on or before {day}: "
            f"`amcli rate set {currency} {self.to} RATE --on {day}` sets one"
        )

    def minor(self, minor: int, currency: str, day: date) -> Fraction:
        """Minor units of a currency on a day as minor units of the report's, unrounded. Raises MissingRate."""
        rate = self.at(currency, day)
        if rate is None:
            return Fraction(minor)
        shift = self._decimals[self.to] - self._decimals[currency]
        return minor * rate.factor * Fraction(10) ** shift

    def _latest(self, base: str, into: str, day: date) -> Decimal | None:
        place = bisect_right(self._days.get((base, into), ()), day.isoformat())
        return Decimal(self._rates[base, into][place - 1]) if place else None


def to_money(minor: Fraction | None, decimals: int) -> Decimal | None:
    """Unrounded minor units as money: rounded half even, once."""
    return None if minor is None else from_minor(round(minor), decimals)


def spell_money(minor: Fraction, currency: str, decimals: Mapping[str, int]) -> str:
    """`1,234.50 EUR`, for a sentence."""
    return f"{from_minor(round(minor), decimals[currency]):,f} {currency}"
