"""The people of a client as one reads them before a call, a row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from amcli.base.screen import GridColumn, Piece

# The id, the name, what part they play, how to reach them.
PEOPLE_COLUMNS = (GridColumn(), GridColumn(), GridColumn(elastic=True), GridColumn(rank=1), GridColumn(rank=2))


def person_row(each: Mapping[str, Any]) -> Sequence[Piece]:
    """A contact among PEOPLE_COLUMNS."""
    part = ", ".join(each["roles"] or ()) or each["title"] or ""
    return (
        Piece(each["id"], "name"), Piece(each["name"]), Piece(part), Piece(each["phone"] or each["mobile"] or ""),
        Piece(each["email"] or each["email_other"] or ""),
    )  # fmt: skip
