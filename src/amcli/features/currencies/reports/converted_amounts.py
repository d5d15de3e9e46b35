"""Amounts that a figure adds up, one by one, with the rate that takes each into the report's currency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.results import Column, Kind
from amcli.features.currencies.reports.rates import Rates
from amcli.store.reader import Reader


class ConvertedAmount(NamedTuple):
    """An amount in minor units of its currency, and the day whose rate it converts at."""

    minor: int
    currency: str
    day: date


def columns(amounts: Iterable[ConvertedAmount], rates: Rates) -> tuple[Column, ...]:
    """`amount` is in `currency`; `converted` in the report's, at `rate` as it was set for `rate_pair`.

    `EUR USD` 1.1 says that one EUR is 1.1 USD, whichever way the amount goes. A terminal shows what a rate has to do
    with only where one was needed.
    """
    rank = 0 if any(each.currency != rates.to for each in amounts) else 8
    return (
        Column("amount", Kind.MONEY),
        Column("currency", rank=1),
        Column("rate_pair", rank=rank),
        Column("rate", Kind.NUMBER, rank=rank),
        Column("converted", Kind.MONEY, rank=rank),
    )


def cells(each: ConvertedAmount, rates: Rates, reader: Reader) -> tuple[Any, ...]:
    """One amount, rounded for itself. Raises MissingRate."""
    rate = rates.at(each.currency, each.day)
    pair, value = (f"{rate.base} {rate.quote}", rate.rate) if rate else (None, None)
    converted = rates.money(rates.minor(each.minor, each.currency, each.day))
    return (reader.money(each.minor, each.currency), each.currency, pair, value, converted)


def total_cells(amounts: Sequence[ConvertedAmount], rates: Rates) -> tuple[Any, ...]:
    """The sum, which rounds once; `amount` has one only where every amount is in the report's currency."""
    total: Decimal | None = rates.money(
        sum((rates.minor(each.minor, each.currency, each.day) for each in amounts), Fraction(0))
    )
    single = all(each.currency == rates.to for each in amounts)
    return (total if single else None, rates.to if single else None, None, None, total)


def rounding_notes(amounts: Sequence[ConvertedAmount], rates: Rates) -> tuple[str, ...]:
    """A sentence where the rows, each rounded for itself, do not add up to the total, which rounds their exact sum."""
    exact = [rates.minor(each.minor, each.currency, each.day) for each in amounts]
    apart = sum(map(round, exact)) - round(sum(exact, Fraction(0)))
    if not apart:
        return ()
    return (f"each row is rounded for itself: together they are {rates.spell(apart)} off the total, which rounds once",)
