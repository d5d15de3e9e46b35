"""The spans of days that figures ask about, cut into disjoint pieces that SQL sums once each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from amcli.features.sales.rules.window import Span

Use = tuple[int, int]  # a look of the report, and the place of one of its spans


class Piece(NamedTuple):
    """The days [first, beyond), their number for a query, and the spans that they lie in."""

    number: int
    first: date
    beyond: date
    uses: tuple[Use, ...]


def cut(looks: Sequence[Sequence[Span]], days: Iterable[date] = ()) -> list[Piece]:
    """The pieces of the spans of several looks, cut at `days` too, in order. Days in no span are in no piece."""
    spans = [((look, place), span) for look, each in enumerate(looks) for place, span in enumerate(each)]
    spans = [(use, span) for use, span in spans if span[0] < span[1]]
    edges = sorted({*days, *(day for _, span in spans for day in span)})
    pieces: list[Piece] = []
    for first, beyond in pairwise(edges):
        uses = tuple(use for use, (start, end) in spans if start <= first and beyond <= end)
        if uses:
            pieces.append(Piece(len(pieces), first, beyond, uses))
    return pieces


def whole_months(pieces: Sequence[Piece]) -> str:
    """The whole months in the pieces, for a query: [[number, first month, month beyond], …]."""
    return _json(
        (piece.number, f"{first:%Y-%m}", f"{beyond:%Y-%m}")
        for piece in pieces
        if (first := _month_from(piece.first)) < (beyond := piece.beyond.replace(day=1))
    )


def other_days(pieces: Sequence[Piece]) -> str:
    """The days of the pieces that are in none of their whole months: [[number, first, beyond], …]."""
    found = []
    for piece in pieces:
        first, beyond = _month_from(piece.first), piece.beyond.replace(day=1)
        if first >= beyond:
            found.append((piece.number, piece.first, piece.beyond))
        else:
            found += [(piece.number, piece.first, first), (piece.number, beyond, piece.beyond)]
    return _json((number, str(first), str(beyond)) for number, first, beyond in found if first < beyond)


def all_days(pieces: Sequence[Piece]) -> str:
    """The pieces as they are: [[number, first, beyond], …]."""
    return _json((piece.number, str(piece.first), str(piece.beyond)) for piece in pieces)


def _json(rows: Iterable[tuple[int, str, str]]) -> str:
    """By hand: numbers and days need no json module, which costs a start three milliseconds."""
    return "[" + ",".join(f'[{number},"{first}","{beyond}"]' for number, first, beyond in rows) + "]"


def _month_from(day: date) -> date:
    """The first of the month that begins on the day or after it."""
    return day if day.day == 1 else date(day.year + day.month // 12, day.month % 12 + 1, 1)
