"""Open negotiations on one line of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.screen import Flow, Piece
from amcli.features.negotiations.reports.near import NearNegotiation
from amcli.render.people import countdown, urgency


def near_flow(near: Sequence[NearNegotiation], most: int, indent: int, *, whose: bool = True) -> Flow:
    """`NG1 maruti Prices of 2027, 8 d`, and nothing behind what has no day: at most so many, and the command that shows
    the others.

    whose: whether each says of which account it is.
    """
    pieces = [
        Piece(
            f"{each.id} {f'{each.account} ' if whose else ''}{each.subject}"
            + ("" if each.days is None else f", {countdown(each.days)}"),
            "" if each.days is None else urgency(each.days),
        )
        for each in near[:most]
    ]
    if len(near) > most:
        pieces.append(Piece(f"and {len(near) - most} more: amcli negotiation list", "quiet"))
    return Flow(pieces, Piece("NEGOTIATIONS", "heading"), indent=indent, gap=" · ")
