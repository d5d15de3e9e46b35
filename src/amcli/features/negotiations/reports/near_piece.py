"""Open negotiations that should be agreed by now or soon, on one line of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.screen import Flow, Piece
from amcli.features.negotiations.reports.near import NearNegotiation
from amcli.render.people import countdown, urgency


def near_flow(near: Sequence[NearNegotiation], most: int, indent: int, *, whose: bool = True) -> Flow:
    """`NG1 maruti Prices of 2027, 8 d`: at most so many, and the command that shows the others.

    whose: whether each says of which account it is.
    """
    pieces = [
        Piece(f"{each.id} {f'{each.account} ' if whose else ''}{each.subject}, {countdown(each.days)}", tone)
        for each in near[:most]
        for tone in (urgency(each.days),)
    ]
    if len(near) > most:
        pieces.append(Piece(f"and {len(near) - most} more: amcli negotiation list", "quiet"))
    return Flow(pieces, Piece("NEGOTIATIONS", "heading"), indent=indent, gap=" · ")
