"""What was said as people read it, a row each: in the brief of an account, and of what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from amcli.base.screen import GridColumn, Piece
from amcli.render.people import spoken_day

# The day, what it was, with whom, what was said.
SAID_COLUMNS = (GridColumn(), GridColumn(rank=1), GridColumn(rank=2), GridColumn(elastic=True))


def said_row(each: Mapping[str, Any], today: date) -> Sequence[Piece]:
    """An interaction among SAID_COLUMNS."""
    first, *others = each["with"] or ("",)
    with_whom = f"{first} +{len(others)}" if others else first
    return (Piece(spoken_day(each["date"], today)), Piece(each["kind"]), Piece(with_whom), Piece(each["text"]))
