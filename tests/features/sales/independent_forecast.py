"""The forecast of a period's end a second time, from the rules alone (docs/figures.md), with no code of the program.

Fractions throughout; the interval alone has roots, in decimals of forty digits. None is n/a.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil

TWENTIETH = Fraction(1, 20)
FLOOR = Fraction(1, 1000)
FEWEST = 4
DIGITS = 40


@dataclass(frozen=True)
class Sums:
    """A row's sales less credits: to as-of, the same days a year earlier, the rest of that earlier period, the
    24 months to as-of; and the last three one year earlier still.
    """

    sold: Fraction
    then: Fraction
    rest: Fraction
    months: Fraction
    then2: Fraction
    rest2: Fraction
    months2: Fraction

    def earlier(self) -> tuple[Fraction, Fraction, Fraction, Fraction]:
        """What the rules would have been given a year ago."""
        return self.then, self.then2, self.rest2, self.months2

    def now(self) -> tuple[Fraction, Fraction, Fraction, Fraction]:
        return self.sold, self.then, self.rest, self.months


def added(rows: Sequence[Sums]) -> Sums:
    """Several rows as one."""
    names = ("sold", "then", "rest", "months", "then2", "rest2", "months2")
    return Sums(*(sum((getattr(row, name) for row in rows), Fraction(0)) for name in names))


@dataclass(frozen=True)
class Look:
    """What the portfolio's sums make the coefficients of the rules, on one day."""

    w: Fraction | None
    h: Fraction
    rest: Fraction  # the portfolio's own, by the blend
    months: Fraction

    def rules(self, sold: Fraction, then: Fraction, rest: Fraction, months: Fraction) -> list[Fraction | None]:
        """What is still to come by each rule; None where a rule has no say."""
        assert self.w is not None
        ahead = 1 - self.w
        blend = ahead * (sold + self.h * rest)
        return [
            blend,
            self.h * rest + ahead * (sold - self.h * then),
            rest + (sold - then) * ahead / self.w if self.w else None,
            self.rest * months / self.months if self.months > 0 else blend,
        ]


def look(sold: Fraction, then: Fraction, rest: Fraction, months: Fraction) -> Look:
    whole = then + rest
    w = min(max(then / whole, Fraction(0)), Fraction(1)) if whole > 0 else None
    below = 2 * then + whole
    h = max(Fraction(0), (2 * sold + whole) / below) if below > 0 else Fraction(1)
    return Look(w, h, (1 - (w or 0)) * (sold + h * rest), months)


class Forecast:
    """A portfolio's accounts on a day of a period; `of` is the forecast of any sum of them, `interval` its range.

    years: how many earlier periods the ledger reaches back to, 2 at the most.
    """

    def __init__(self, accounts: Sequence[Sums], years: int, days: int, elapsed: int) -> None:
        self.accounts, self.days, self.elapsed = accounts, days, elapsed
        self.whole = added(accounts)
        self.now = look(*self.whole.now())
        self.then = look(*self.whole.earlier())
        self.w = self.now.w if years else None
        self.errors: list[Fraction] = []
        self.weights = self._weigh(years)

    def _weigh(self, years: int) -> list[Fraction]:
        """How much each rule counts, by its errors of a year ago; the blend alone where those say nothing."""
        alone = [Fraction(1), Fraction(0), Fraction(0), Fraction(0)]
        known = [row for row in self.accounts if row.then + row.then2 + row.rest2 > 0]
        shares = (self.w, self.then.w)
        if years < 2 or len(known) < FEWEST or not all(share is not None and 0 < share < 1 for share in shares):
            return alone
        misses: list[list[Fraction]] = [[], [], [], []]
        for row in self.accounts:
            if any(row.earlier()):
                for place, rest in enumerate(self.then.rules(*row.earlier())):
                    assert rest is not None
                    misses[place].append(abs(rest - row.rest))
        self.errors = [sum(miss, Fraction(0)) / (self.whole.then + self.whole.rest) for miss in misses]
        says = [1 / max(error, FLOOR) ** 4 for error in self.errors]
        if any(share is None or share < TWENTIETH for share in shares):
            says[2] = Fraction(0)
        return [each / sum(says) for each in says]

    def _pooled(self, at: Look, sums: tuple[Fraction, Fraction, Fraction, Fraction]) -> Fraction:
        parts = zip(self.weights, at.rules(*sums), strict=True)
        return sum((weight * rest for weight, rest in parts if rest is not None and weight), Fraction(0))

    def of(self, row: Sums) -> Fraction | None:
        if not self.elapsed:
            return None
        if self.elapsed == self.days:
            return row.sold
        if self.w is None:
            return row.sold * self.days / self.elapsed
        return row.sold + self._pooled(self.now, row.now())

    def spread(self) -> tuple[Decimal, Decimal] | None:
        """q and c; None where no interval is given."""
        if not 0 < self.elapsed < self.days or self.w is None or not TWENTIETH < self.w < 1:
            return None
        with localcontext(prec=DIGITS):
            k = self._k()
            if self.errors:
                tried = [(row, row.then + row.then2 + row.rest2) for row in self.accounts]
                found = [
                    decimal(abs(self._pooled(self.then, row.earlier()) - row.rest)) / bulk(size)
                    for row, size in tried
                    if size > 0
                ]
            else:
                grown = self.whole.sold / self.whole.then
                tried = [(row, row.sold + row.then + row.rest) for row in self.accounts]
                found = [k * decimal(abs(row.sold - grown * row.then)) / bulk(size) for row, size in tried if size > 0]
            if len(found) < FEWEST:
                return None
            q = sorted(found)[ceil(Fraction(8, 10) * (len(found) + 1)) - 1]
            whole = self.of(self.whole)
            assert whole is not None
            ahead = whole - self.whole.sold
            c = k * decimal(abs(self.whole.sold - self.whole.then) / ahead) if ahead > 0 else Decimal(0)
            return q, c

    def _k(self) -> Decimal:
        assert self.w is not None
        return decimal((1 - self.w) * (2 - self.w) / (2 * self.w)).sqrt()

    def interval(self, row: Sums) -> tuple[Decimal, Decimal] | None:
        spread, ending = self.spread(), self.of(row)
        size = row.sold + row.then + row.rest
        if spread is None or ending is None or size <= 0:
            return None
        with localcontext(prec=DIGITS):
            q, c = spread
            half = ((q * bulk(size)) ** 2 + (c * decimal(ending - row.sold)) ** 2).sqrt()
            return max(decimal(ending) - half, decimal(min(row.sold, ending))), decimal(ending) + half


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def bulk(size: Fraction) -> Decimal:
    """size to the power of two thirds."""
    return (decimal(size).ln() * 2 / 3).exp()
