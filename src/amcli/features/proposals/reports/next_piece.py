"""The first proposals as a screen draws them."""

from __future__ import annotations

from amcli.base.screen import Flow, Piece
from amcli.features.proposals.reports.proposals import First


def next_flow(first: First, indent: int) -> Flow:
    """`NEXT  ford:issue IS6 · maruti:promise D6 3 d late · and 8 more: amcli next`."""
    pieces = [Piece(each.brief, "late" if each.late else "close") for each in first.proposals]
    left = first.number - len(pieces)
    if left:
        pieces.append(Piece(f"and {left} more: amcli next", "quiet"))
    return Flow(pieces, Piece("NEXT", "heading"), indent=indent, gap=" · ")
