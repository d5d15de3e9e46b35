"""The first proposals as a screen draws them."""

from __future__ import annotations

from amcli.base.screen import Grid, GridColumn, Piece
from amcli.features.proposals.reports.proposals import First

# What it is called, why, and the money at stake.
_COLUMNS = (GridColumn(), GridColumn(elastic=True), GridColumn(rank=1, right=True))


def next_grid(first: First) -> Grid:
    """Each with its reason; how many there are besides."""
    facts = first.facts
    rows = [
        (
            Piece(each.name, "name"),
            Piece(each.reason),
            Piece(facts.rates.spell_whole(each.stake) if each.stake is not None else "", "quiet"),
        )
        for each in first.proposals
    ]
    left = first.number - len(rows)
    more = f"and {left} more: amcli next" if left else ""
    return Grid(Piece("NEXT", "heading"), _COLUMNS, rows, more, "at stake" if facts.space else "")
