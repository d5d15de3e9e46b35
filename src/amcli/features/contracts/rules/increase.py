"""What a value becomes with an increase in percent."""

from __future__ import annotations

from fractions import Fraction

from amcli.base.errors import BadValue
from amcli.base.money import parse_quantity
from amcli.base.text import quote

MOST = 1000  # percent: more than that is a slip


def parse_increase(text: str, decimal: str) -> Fraction:
    """Read `2.1%`, `2.1` or `-1.5 %`, as a part of 1. decimal: the sign before the decimals. Raises BadValue, also for
    what leaves nothing.
    """
    word = text.strip().removesuffix("%").rstrip()
    below = word.startswith("-")
    try:
        value = parse_quantity(word.removeprefix("-").removeprefix("+"), decimal)
    except BadValue as error:
        raise BadValue(f"{quote(text)} is not an increase: use percent such as 2.1% or -1.5%") from error
    if value > MOST or (below and value >= 100):
        raise BadValue(f"{quote(text)} is no increase that is meant: it is above -100 % and at most {MOST} %")
    return Fraction(value) / (-100 if below else 100)
