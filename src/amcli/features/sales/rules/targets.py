"""Targets: which of those that were set answer for a period, and how an account's and the portfolio's agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

# How a target was come by. The first three are of one that was set, the others add up what was.
OWN, TILED, PRO_RATA = "own", "tiled", "pro rata"
CHILDREN, SUM = "children", "sum"


class SetTarget(NamedTuple):
    """A target as it was set: for [start, end), in minor units of its currency."""

    id: int
    start: date
    end: date
    minor: int
    currency: str

    @property
    def days(self) -> int:
        return (self.end - self.start).days


class TargetMatch(NamedTuple):
    """The targets that answer for a period, and the share of them that does (below 1 when pro rata)."""

    basis: str
    parts: tuple[SetTarget, ...]
    share: Fraction = Fraction(1)


class TargetAmount(NamedTuple):
    """A target in the report's currency, in minor units, unrounded, and how it was come by.

    `pro_rata`: it is, or adds up, a target that was set for a longer period.
    """

    amount: Fraction
    basis: str
    pro_rata: bool = False


def resolve(targets: Iterable[SetTarget], start: date, end: date) -> TargetMatch | None:
    """The target of [start, end) among those of one account and product; None without any.

    The one set for exactly that period; else the finest complete tiling; else the shortest one that contains
    it, pro rata by days. Of several equally short ones the first to start serves.
    """
    known = list(targets)
    inside = [each for each in known if start <= each.start and each.end <= end]
    for each in inside:
        if (each.start, each.end) == (start, end):
            return TargetMatch(OWN, (each,))
    tiles = _finest_tiling(inside, start, end)
    if tiles:
        return TargetMatch(TILED, tiles)
    around = [each for each in known if each.start <= start and end <= each.end]
    if not around:
        return None
    shortest = min(around, key=lambda each: (each.days, each.start))
    return TargetMatch(PRO_RATA, (shortest,), Fraction((end - start).days, shortest.days))


def _finest_tiling(inside: list[SetTarget], start: date, end: date) -> tuple[SetTarget, ...]:
    """Of all ways to cover [start, end) without a gap or an overlap the one of most tiles; () without any.

    Works back from the end: `best` holds, for each day that tiles begin on, the most tiles from there on.
    """
    best: dict[date, tuple[SetTarget, ...]] = {end: ()}
    for tile in sorted(inside, key=lambda each: (each.start, each.end), reverse=True):
        rest = best.get(tile.end)
        if rest is not None and len(rest) + 1 >= len(best.get(tile.start, ())):
            best[tile.start] = (tile, *rest)
    return best.get(start, ())


def aim(resolved: TargetMatch | None, convert: Callable[[SetTarget], Fraction]) -> TargetAmount | None:
    """The resolved target as an amount; `convert` takes a target as it was set to the report's minor units."""
    if resolved is None:
        return None
    amount = resolved.share * sum(map(convert, resolved.parts), Fraction(0))
    return TargetAmount(amount, resolved.basis, resolved.basis == PRO_RATA)


def add(aims: Iterable[TargetAmount | None], basis: str) -> TargetAmount | None:
    """The sum of those that there are; None without any."""
    known = [each for each in aims if each is not None]
    if not known:
        return None
    return TargetAmount(sum((each.amount for each in known), Fraction(0)), basis, any(each.pro_rata for each in known))


def portfolio(own: TargetAmount | None, roots: TargetAmount | None) -> TargetAmount | None:
    """The portfolio's: its own, exact or tiled; else the sum of the roots'; else its own pro rata."""
    if own is not None and own.basis != PRO_RATA:
        return own
    return roots or own


def unallocated(own: TargetAmount | None, parts: TargetAmount | None) -> Fraction | None:
    """What a target leaves over its parts' sum (below zero: they promise more); None unless both are set."""
    if own is None or parts is None or own.basis == PRO_RATA:
        return None
    return own.amount - parts.amount
