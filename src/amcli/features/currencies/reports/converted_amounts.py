"""Amounts that a figure adds up, one by one, with the rate that takes each into the report's currency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.money import from_minor, grouped
from amcli.base.results import Column, Kind
from amcli.features.currencies.reports.rates import Rates
from amcli.store.reader import Reader

ENDLESS_PLACES = 12  # behind those of the currency, of a number such as 1 / 3


class ConvertedAmount(NamedTuple):
    """An amount in minor units of its currency, and the day whose rate it converts at."""

    minor: int
    currency: str
    day: date


def columns(own: Iterable[Column], amounts: Iterable[ConvertedAmount], rates: Rates) -> tuple[Column, ...]:
    """`amount` is in `currency`; `converted` in the report's, unrounded, at `rate` as it was set for `rate_pair`.

    `EUR USD` 1.1 says that one EUR is 1.1 USD, whichever way the amount goes. A terminal shows what a rate has to do
    with only where one was needed; there it stays at 80 columns, and of the row's own columns those that are ranked
    above the currency go.
    """
    currency = Column("currency", rank=1)
    rank = 0 if any(each.currency != rates.to for each in amounts) else 8
    kept = (each._replace(rank=0) if rank and each.rank > currency.rank else each for each in own)
    return (
        *kept,
        Column("amount", Kind.MONEY),
        currency,
        Column("rate_pair", rank=rank),
        Column("rate", Kind.NUMBER, rank=rank),
        Column("converted", Kind.NUMBER, rank=rank),
    )


def cells(each: ConvertedAmount, rates: Rates, reader: Reader) -> tuple[Any, ...]:
    """One amount, converted and unrounded. Raises MissingRate."""
    rate = rates.at(each.currency, each.day)
    pair, value = (f"{rate.base} {rate.quote}", rate.rate) if rate else (None, None)
    converted = unrounded(rates.minor(each.minor, each.currency, each.day), rates.decimals)
    return (reader.money(each.minor, each.currency), each.currency, pair, value, converted)


def total_cells(amounts: Sequence[ConvertedAmount], rates: Rates) -> tuple[Any, ...]:
    """The sum, which rounds once; `amount` has one only where every amount is in the report's currency."""
    total: Decimal | None = rates.money(
        sum((rates.minor(each.minor, each.currency, each.day) for each in amounts), Fraction(0))
    )
    single = all(each.currency == rates.to for each in amounts)
    return (total if single else None, rates.to if single else None, None, None, total)


def rounding_notes(amounts: Sequence[ConvertedAmount], rates: Rates, *, added_up: bool = True) -> tuple[str, ...]:
    """What the exact parts add up to, where rounding changed their sum; and which parts have no end, so that even they
    are shown rounded. added_up: whether there is a total. Raises MissingRate.
    """
    parts = [rates.minor(each.minor, each.currency, each.day) for each in amounts]
    notes = []
    if added_up and (exact := exact_sum(sum(parts, Fraction(0)), rates)):
        notes.append(f"the parts add up to {exact}")
    if any(_places(part) is None for part in parts):
        places = rates.decimals + ENDLESS_PLACES
        notes.append(f"a converted amount whose decimals never end is shown with {places} of them")
    return tuple(notes)


def exact_sum(minor: Fraction, rates: Rates) -> str:
    """`2,019.497, rounded once to 2,019.50 USD`; nothing where the sum needs no rounding."""
    if minor.denominator == 1:
        return ""
    return f"{grouped(unrounded(minor, rates.decimals))}, rounded once to {rates.spell(minor)}"


def unrounded(minor: Fraction, decimals: int) -> Decimal:
    """Minor units as an exact amount, with the currency's decimals and what more it needs. One whose decimals never end
    gets ENDLESS_PLACES more, half even.
    """
    more = _places(minor)
    if more is None:
        more = ENDLESS_PLACES
    return from_minor(round(minor * 10**more), decimals + more)


def _places(value: Fraction) -> int | None:
    """How many decimals write the number exactly; None where they never end."""
    rest = value.denominator
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
