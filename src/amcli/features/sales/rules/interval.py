"""Between what a row will end, four times in five: how far the pool was off one year ago, and what all rows share.

Rounded to 40 digits, unlike every other figure, because it takes roots. Formulas: the chapter on the forecast in
docs/figures.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from amcli.features.sales.rules.forecast import EARLY, Amount, Pool, RowSums

DIGITS = 40
COVERED = Fraction(8, 10)  # of the rows end within
_SCALE = 3 * DIGITS  # digits of a square that its cube root is found from
_SHIFT = 128  # bits that an order of misses keeps behind the point


class Spread(NamedTuple):
    """own: half the width for a row of size 1, in minor units to the power of 1/3. common: the error that all rows
    have in common, of what is still to come.
    """

    own: Decimal
    common: Decimal


class Miss(NamedTuple):
    """How far a row was off, `off` over `over`, and its size."""

    off: Amount
    over: Amount
    size: Amount

    @property
    def order(self) -> int:
        """In the order of the relative misses: its third power as a whole number, which needs no root."""
        off = max(self.off, -self.off)
        return int(off * off * off * (1 << _SHIFT) // (self.size * self.size))

    @property
    def relative(self) -> Decimal:
        """The miss for a row of size 1."""
        return abs(_decimal(Fraction(self.off) / self.over)) / _power(self.size)


def spread(accounts: Collection[RowSums], known: Pool) -> Spread | None:
    """From all accounts of the portfolio; None where they are too few or it is too early to say."""
    now = known.season
    share = now.share
    if share is None or not now.proper or share < EARLY:
        return None
    with localcontext(prec=DIGITS):
        early = _decimal((1 - share) * (2 - share) / (2 * share)).sqrt()
        misses = list(_misses(accounts, known))
        place = ceil(COVERED * (len(misses) + 1))
        if place > len(misses):
            return None
        own = sorted(misses, key=lambda miss: miss.order)[place - 1].relative
        if known.pooled_then is None:  # they are of this year, and the rest of it is still to come
            own *= early
        total = RowSums(now.actual, now.last_year, now.rest, now.recent)
        to_come = known.pooled.rest(total)
        off = _decimal(abs(Fraction(now.actual) - now.last_year) / to_come) if to_come > 0 else Decimal(0)
        return Spread(own, early * off)


def interval(sums: RowSums, forecast: Fraction | None, known: Spread | None) -> tuple[Decimal, Decimal] | None:
    """The lower and the upper end of a row's 80 % interval, in minor units; not below what is sold already."""
    if known is None or forecast is None or sums.size <= 0:
        return None
    with localcontext(prec=DIGITS):
        middle, actual = _decimal(forecast), _decimal(Fraction(sums.actual))
        half = ((known.own * _power(sums.size)) ** 2 + (known.common * (middle - actual)) ** 2).sqrt()
        return max(middle - half, min(actual, middle)), middle + half


def shifted(ends: tuple[Decimal, Decimal] | None, by: Amount) -> tuple[Decimal, Decimal] | None:
    """An interval by so much higher, in minor units: what a row sold that its forecast knows nothing of."""
    if not ends or not by:
        return ends
    with localcontext(prec=DIGITS):
        shift = _decimal(Fraction(by))
        return ends[0] + shift, ends[1] + shift


def _misses(accounts: Collection[RowSums], known: Pool) -> Iterable[Miss]:
    """How far each account was from what the pool said one year ago; without a past, from the portfolio's growth."""
    rule = known.pooled_then
    if rule is None:
        now = known.season
        for sums in accounts:
            if sums.size > 0:
                yield Miss(sums.actual * now.last_year - now.actual * sums.last_year, now.last_year, sums.size)
        return
    for sums in accounts:
        was = sums.a_year_ago
        if was.size > 0:
            yield Miss(rule.numerator(was) - rule.over * sums.rest, rule.over, was.size)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def _power(size: Amount) -> Decimal:
    """The size to the power of 2/3: of a large row the miss grows slower than the row.

    By Newton's rule in whole numbers, twenty times as fast as a Decimal to the power of a third.
    """
    square = int(size * size * 10**_SCALE)
    root = 1 << -(-square.bit_length() // 3)
    while (lower := (2 * root + square // (root * root)) // 3) < root:
        root = lower
    return Decimal(root).scaleb(-_SCALE // 3)
