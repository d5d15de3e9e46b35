"""What a plan brings and takes by year: contribution, running sum, present value, payback (docs/figures.md, Plans)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.money import parse_quantity
from amcli.base.text import quote

MOST = 1000  # percent a year: more than that is a slip


class YearMoney(NamedTuple):
    """A year of a plan: what is sold in it, what that costs, and what is put in. Minor units of one currency."""

    year: int
    sales: int
    cost: int
    invest: int

    @property
    def contribution(self) -> int:
        return self.sales - self.cost - self.invest


class MoneyLine(NamedTuple):
    """A year with what is left of it, all of them up to its end together, and what it is worth at the begin of the
    first one, unrounded; that is None without a discount.
    """

    money: YearMoney
    running: int
    present: Fraction | None


class Worth(NamedTuple):
    """The years together. present: unrounded; payback: the first year whose running sum is not negative."""

    lines: tuple[MoneyLine, ...]
    contribution: int
    present: Fraction | None
    payback: int | None


def worth(years: Sequence[YearMoney], discount: Fraction | None = None) -> Worth:
    """What the years of a plan come to. discount: a year, as a part of 1; each year counts at its end, so that the
    first one is discounted too, and a year that is left out is a year all the same.
    """
    lines: list[MoneyLine] = []
    running = 0
    for each in sorted(years):
        running += each.contribution
        after = each.year - (lines[0].money.year if lines else each.year) + 1
        present = None if discount is None else each.contribution / (1 + discount) ** after
        lines.append(MoneyLine(each, running, present))
    parts = [line.present for line in lines if line.present is not None]
    payback = next((line.money.year for line in lines if line.running >= 0), None)
    return Worth(tuple(lines), running, sum(parts, Fraction(0)) if parts else None, payback)


def parse_discount(text: str, decimal: str) -> Fraction:
    """Read `10`, `10 %` or `7.5%` a year, as a part of 1. decimal: the sign before the decimals. Raises BadValue."""
    word = text.strip().removesuffix("%").rstrip()
    try:
        value = parse_quantity(word, decimal)
    except BadValue as error:
        raise BadValue(f"{quote(text)} is no discount: use percent a year such as 10 or 7.5%") from error
    if value > MOST:
        raise BadValue(f"{quote(text)} is no discount that is meant: it is at most {MOST} % a year")
    return Fraction(value) / 100
