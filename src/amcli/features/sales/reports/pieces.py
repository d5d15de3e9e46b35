"""The spans of days that figures ask about, cut into disjoint pieces that SQL sums once each.

What an account sold is kept by month, so whole months are one number each, and of a month that a span cuts in two the
shorter part is added up from the sales: the longer one is the month's total less that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import NamedTuple

from amcli.features.sales.rules.window import Span


class Use(NamedTuple):
    """What a piece counts for: the place of a span in a look of the report. sign: -1 where it is taken off."""

    look: int
    place: int
    sign: int = 1


class Piece(NamedTuple):
    """The days [first, beyond), and the spans that they count for."""

    first: date
    beyond: date
    uses: tuple[Use, ...]


def cut(looks: Sequence[Sequence[Span]], days: Iterable[date] = ()) -> list[Piece]:
    """The pieces of the spans of several looks, cut at `days` too, in order. Days in no span are in no piece."""
    spans = [(Use(look, place), span) for look, each in enumerate(looks) for place, span in enumerate(each)]
    spans = [(use, span) for use, span in spans if span[0] < span[1]]
    edges = sorted({*days, *(day for _, span in spans for day in span)})
    pieces: list[Piece] = []
    for first, beyond in pairwise(edges):
        uses = tuple(use for use, (start, end) in spans if start <= first and beyond <= end)
        if uses:
            pieces.append(Piece(first, beyond, uses))
    return pieces


def by_month(pieces: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces as whole months, and the days beside them."""
    months, days = [], []
    for piece in pieces:
        first, beyond = _month_from(piece.first), piece.beyond.replace(day=1)
        if first >= beyond:
            days.append(piece)
            continue
        months.append(piece._replace(first=first, beyond=beyond))
        ends = (piece._replace(beyond=first), piece._replace(first=beyond))
        days += [end for end in ends if end.first < end.beyond]
    return months, days


def shortened(days: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Days beside whole months as fewer of them, and whole months that they are taken off.

    For sums that may be added and taken away: of one currency, say, at one rate.
    """
    months, rest = [], []
    split = [part for piece in days for part in _at_months(piece)]
    for month, group in groupby(split, lambda part: part.first.replace(day=1)):
        parts = _with_gaps(list(group), month)
        longest = max(parts, key=lambda part: (part.beyond - part.first).days)
        if longest.uses:
            months.append(Piece(month, _month_from(longest.beyond), longest.uses))
        for part in parts:
            if part is longest:
                continue
            own = [use for use in part.uses if use not in longest.uses]
            taken = [use._replace(sign=-1) for use in longest.uses if use not in part.uses]
            if own or taken:
                rest.append(part._replace(uses=(*own, *taken)))
    return months, rest


def asked_days(pieces: Iterable[tuple[int, Piece]], length: int = len("2026-01-01")) -> list[tuple[str, str]]:
    """The days of numbered pieces, or with the length of a month their months: [first, beyond) each."""
    return [(str(piece.first)[:length], str(piece.beyond)[:length]) for _, piece in pieces]


def as_months(pieces: Iterable[tuple[int, Piece]]) -> str:
    """Numbered pieces of whole months, for a query: [[number, first month, month beyond], …]."""
    return _json((number, f"{piece.first:%Y-%m}", f"{piece.beyond:%Y-%m}") for number, piece in pieces)


def as_days(pieces: Iterable[tuple[int, Piece]]) -> str:
    """Numbered pieces by their days: [[number, first, beyond], …]."""
    return _json((number, str(piece.first), str(piece.beyond)) for number, piece in pieces)


def _json(rows: Iterable[tuple[int, str, str]]) -> str:
    """By hand: numbers and days need no json module, which costs a start three milliseconds."""
    return "[" + ",".join(f'[{number},"{first}","{beyond}"]' for number, first, beyond in rows) + "]"


def _at_months(piece: Piece) -> list[Piece]:
    """A piece that reaches over the first of a month (and holds no whole one), in two."""
    edge = piece.beyond.replace(day=1)
    if piece.first < edge < piece.beyond:
        return [piece._replace(beyond=edge), piece._replace(first=edge)]
    return [piece]


def _with_gaps(parts: Sequence[Piece], month: date) -> list[Piece]:
    """The parts of a month with the days between them, which count for nothing."""
    found, here = [], month
    for part in parts:
        if here < part.first:
            found.append(Piece(here, part.first, ()))
        found.append(part)
        here = part.beyond
    end = _month_from(month.replace(day=2))
    if here < end:
        found.append(Piece(here, end, ()))
    return found


def _month_from(day: date) -> date:
    """The first of the month that begins on the day or after it."""
    return day if day.day == 1 else date(day.year + day.month // 12, day.month % 12 + 1, 1)
