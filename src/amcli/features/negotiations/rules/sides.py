"""Which way a point is better for us, and where the sides stand on it: exact decimals, None where undefined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from amcli.features.negotiations.nouns import CLIENT, HIGHER, LOWER, NOT_OFFERED, US


class Offered(NamedTuple):
    """One offer on a point. past_limit is private."""

    number: int
    day: date
    side: str
    value: Decimal
    in_return: str | None = None
    withdrawn: date | None = None
    past_limit: str | None = None


def offered(
    number: int, day: str, side: str, value: str, in_return: str | None, withdrawn: str | None, past_limit: str | None
) -> Offered:
    """An offer of the columns that the file has of it, in this order."""
    gone = date.fromisoformat(withdrawn) if withdrawn else None
    return Offered(number, date.fromisoformat(day), side, Decimal(value), in_return, gone, past_limit)


class Stand(NamedTuple):
    """Where a point stands. Each is None where it is undefined.

    better: which way is better for us. ours, theirs: the last offer of each side that stands. apart: by how much the
    client has still to come to us, or we to them; less than zero where they offer more than we ask for. to_limit: how
    far theirs is from our limit, less than zero where it is within. room: how far we may still go from ours.
    """

    better: str | None
    ours: Decimal | None
    theirs: Decimal | None
    apart: Decimal | None
    to_limit: Decimal | None
    room: Decimal | None


def better_of(better: str | None, aim: Decimal | None, limit: Decimal | None) -> str | None:
    """Which way is better for us: as it is said, else as aim and limit say it; None where they do not."""
    return better or told_by(aim, limit)


def told_by(aim: Decimal | None, limit: Decimal | None) -> str | None:
    """What aim and limit say is better: a limit is worse than the aim. None where one is missing or they are equal."""
    if aim is None or limit is None or aim == limit:
        return None
    return HIGHER if aim > limit else LOWER


def is_past(value: Decimal, limit: Decimal, better: str) -> bool:
    """Whether a value is worse for us than the limit; the limit itself is not."""
    return value < limit if better == HIGHER else value > limit


def moves(offers: Sequence[Offered], side: str) -> list[Offered]:
    """The offers of a side that stand, from the first to the last; what was agreed and never offered is none."""
    made = (each for each in offers if each.in_return != NOT_OFFERED)
    return sorted(
        (each for each in made if each.side == side and each.withdrawn is None),
        key=lambda each: (each.day, each.number),
    )


def last_of(offers: Sequence[Offered], side: str) -> Offered | None:
    """The last offer of a side that stands."""
    return next(reversed(moves(offers, side)), None)


def conceded(offers: Sequence[Offered], side: str, better: str | None) -> Decimal | None:
    """How far a side came towards the other in all its moves; None where it made no offer, or better is not known."""
    made = moves(offers, side)
    if not made or better is None:
        return None
    return _worse_by(made[0].value, made[-1].value, better if side == US else _other(better))


def stand(better: str | None, limit: Decimal | None, offers: Sequence[Offered]) -> Stand:
    """Where the sides are. Which way is better decides about signs: without it there is no telling how far a limit is,
    and how far the sides are apart has none.
    """
    ours, theirs = (last.value if (last := last_of(offers, side)) else None for side in (US, CLIENT))
    apart = to_limit = room = None
    if ours is not None and theirs is not None:
        apart = _worse_by(ours, theirs, better) if better else abs(ours - theirs)
    if limit is not None and better:
        to_limit = None if theirs is None else _worse_by(limit, theirs, better)
        room = None if ours is None else _worse_by(ours, limit, better)
    return Stand(better, ours, theirs, apart, to_limit, room)


def _worse_by(one: Decimal, other: Decimal, better: str) -> Decimal:
    """By how much the second of two values is worse for us."""
    return one - other if better == HIGHER else other - one


def _other(better: str) -> str:
    return LOWER if better == HIGHER else HIGHER
