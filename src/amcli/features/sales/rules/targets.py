"""Targets: which of those that were set answer for a period, and with how much, so that its parts add up to it.

A day belongs to the shortest target that covers it. What finer targets leave of a target is spread evenly over the
days that they leave: a period without a target of its own has the sum of its days' shares.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

# How a target was come by. The first three are of one account's or the portfolio's; GROUP is of an account and all
# below it; the others add up what was set for several.
OWN, TILED, PRO_RATA = "own", "tiled", "pro rata"
GROUP = "group"
CHILDREN, SUM = "children", "sum"

Minor = int | Fraction  # minor units of the report's currency, unrounded


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

    def within(self, start: date, end: date) -> bool:
        """Whether all of its days are among those of [start, end)."""
        return start <= self.start and self.end <= end


class TargetShare(NamedTuple):
    """What a target gives to a period: `days` of the `left` days that finer targets leave of it, and as much of `rest`.

    `rest` is the target less what the finer ones hold, not below zero.
    """

    target: SetTarget
    rest: Minor
    left: int
    days: int

    @property
    def amount(self) -> Minor:
        if self.days == self.left:
            return self.rest
        return Fraction(self.rest * self.days) / self.left


class TargetMatch(NamedTuple):
    """The targets that answer for a period, each with its share."""

    basis: str
    shares: tuple[TargetShare, ...]

    @property
    def amount(self) -> Fraction:
        return Fraction(sum(share.amount for share in self.shares))


class TargetAmount(NamedTuple):
    """A target in the report's currency, in minor units, unrounded, and how it was come by.

    `pro_rata`: it is, or adds up, a share of a target that was set for a longer period.
    """

    amount: Fraction
    basis: str
    pro_rata: bool = False


class _Rest(NamedTuple):
    """What finer targets leave of a target, and of how many days. `over`: by how much they exceed it, else 0."""

    target: SetTarget
    rest: Minor
    left: int
    over: Minor


class _Piece(NamedTuple):
    """Days that belong to one target, without a gap."""

    start: date
    end: date
    of: _Rest


class _Block(NamedTuple):
    """Days that targets cover without a gap, and what the targets that lie wholly in them come to."""

    start: date
    end: date
    value: Minor


class TargetPlan:
    """All targets of one account (its own, or its group's) or of the portfolio, of one product or of sales as a whole.

    `convert` takes a target as it was set to minor units of the report's currency, and is asked for what is needed.
    """

    def __init__(self, targets: Iterable[SetTarget], convert: Callable[[SetTarget], Minor]) -> None:
        self._targets = list(targets)
        self._convert = convert
        self._exact = {(each.start, each.end): each for each in self._targets}

    def resolve(self, start: date, end: date) -> TargetMatch | None:
        """The target of [start, end): the one set for exactly that; else, where targets cover each of its days, the
        sum of its days' shares. None where they do not. Raises what `convert` does.
        """
        exact = self._exact.get((start, end))
        if exact is not None:
            return TargetMatch(OWN, (TargetShare(exact, self._convert(exact), exact.days, exact.days),))
        days: dict[int, int] = {}
        rests: dict[int, _Rest] = {}
        here = start
        for piece in self._pieces_from(start):
            if piece.start > here or here >= end:
                break
            until = min(piece.end, end)
            number = piece.of.target.id
            days[number] = days.get(number, 0) + (until - here).days
            rests[number] = piece.of
            here = until
        if here < end:
            return None
        shares = tuple(TargetShare(of.target, of.rest, of.left, days[number]) for number, of in rests.items())
        whole = all(share.target.within(start, end) for share in shares)
        return TargetMatch(TILED if whole else PRO_RATA, shares)

    def aim(self, start: date, end: date, basis: str = "") -> TargetAmount | None:
        """What the target of [start, end) comes to; `basis` says how it is called instead of the match's own word."""
        exact = self._exact.get((start, end))
        if exact is not None:
            return TargetAmount(Fraction(self._convert(exact)), basis or OWN)
        match = self.resolve(start, end)
        return TargetAmount(match.amount, basis or match.basis, match.basis == PRO_RATA) if match else None

    def exceeded(self, start: date, end: date) -> Iterator[tuple[SetTarget, Minor]]:
        """The targets in [start, end), or that answer for it, which finer ones exceed, and by how much."""
        if len(self._targets) == 1:
            return
        match = self.resolve(start, end)
        answers = {share.target for share in match.shares} if match else set()
        for each in self._layers[1]:
            if each.over and (each.target in answers or each.target.within(start, end)):
                yield each.target, each.over

    def _pieces_from(self, day: date) -> Iterator[_Piece]:
        """The pieces from the one that has the day on."""
        starts, pieces = self._starts, self._layers[0]
        place = max(bisect_right(starts, day) - 1, 0)
        if pieces and pieces[place].end <= day:
            place += 1
        while place < len(pieces):
            yield pieces[place]
            place += 1

    @cached_property
    def _starts(self) -> list[date]:
        return [piece.start for piece in self._layers[0]]

    @cached_property
    def _layers(self) -> tuple[list[_Piece], list[_Rest]]:
        """Whose each day is, in order, and what is left of each target: laid from the shortest up.

        Of two equally long the later one comes first.
        """
        in_order = sorted(self._targets, key=lambda each: each.start)
        if all(one.end <= other.start for one, other in pairwise(in_order)):  # months, say: nothing lies in another
            rests = [_Rest(each, self._convert(each), each.days, 0) for each in in_order]
            return [_Piece(rest.target.start, rest.target.end, rest) for rest in rests], rests
        layers = _Layers()
        for each in sorted(self._targets, key=lambda each: (each.days, -each.id)):
            layers.lay(each, self._convert(each))
        return layers.pieces, layers.rests


class _Layers:
    """Targets laid over the calendar, each after all that are shorter: it takes the days that are still free."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self.rests: list[_Rest] = []
        self._blocks: list[_Block] = []  # disjoint, in order; a later target takes those that lie wholly in it in

    def lay(self, target: SetTarget, amount: Minor) -> None:
        """Lay a target that is not shorter than any before it."""
        blocks = self._blocks
        first = bisect_right(blocks, target.start, key=lambda block: block.end)
        beyond = bisect_left(blocks, target.end, key=lambda block: block.start)
        start, end = target.start, target.end
        aside: Minor = 0  # what its days have that belong to targets which stick out of it
        if first < beyond and blocks[first].start < start:
            aside += self._between(start, blocks[first].end)
            start = blocks[first].end
            first += 1
        if first < beyond and blocks[beyond - 1].end > end:
            beyond -= 1
            aside += self._between(blocks[beyond].start, end)
            end = blocks[beyond].start
        inside = blocks[first:beyond]
        held = aside + sum(block.value for block in inside)
        free = list(_gaps(start, end, inside))
        left = sum((until - since).days for since, until in free)
        rest = _Rest(target, max(amount - held, 0), left, max(held - amount, 0))
        self.rests.append(rest)
        for since, until in free:
            place = bisect_left(self.pieces, since, key=lambda piece: piece.start)
            self.pieces.insert(place, _Piece(since, until, rest))
        if start < end:
            blocks[first:beyond] = [_Block(start, end, amount - aside)]

    def _between(self, start: date, end: date) -> Minor:
        """What the days of [start, end) have, all of which are covered."""
        total: Minor = 0
        place = bisect_right(self.pieces, start, key=lambda piece: piece.end)
        while place < len(self.pieces) and self.pieces[place].start < end:
            piece = self.pieces[place]
            days = (min(piece.end, end) - max(piece.start, start)).days
            total += Fraction(piece.of.rest * days) / piece.of.left
            place += 1
        return total


def _gaps(start: date, end: date, blocks: Iterable[_Block]) -> Iterator[tuple[date, date]]:
    """The days of [start, end) that disjoint blocks in it leave."""
    for block in blocks:
        if start < block.start:
            yield start, block.start
        start = block.end
    if start < end:
        yield start, end


def add(aims: Iterable[TargetAmount | None], basis: str) -> TargetAmount | None:
    """The sum of those that there are; None without any."""
    known = [each for each in aims if each is not None]
    if not known:
        return None
    return TargetAmount(sum((each.amount for each in known), Fraction(0)), basis, any(each.pro_rata for each in known))


def added(aims: Iterable[TargetAmount | None], basis: str) -> TargetAmount | None:
    """The target of all days, of those of their parts; `basis` says how it is called where those differ."""
    known = [each for each in aims if each is not None]
    called = {each.basis for each in known}
    return add(known, called.pop() if len(called) == 1 else basis)


def unallocated(own: TargetAmount | None, parts: TargetAmount | None) -> Fraction | None:
    """What a target leaves over its parts' sum (below zero: they promise more); None unless both are set."""
    if own is None or parts is None:
        return None
    return own.amount - parts.amount
