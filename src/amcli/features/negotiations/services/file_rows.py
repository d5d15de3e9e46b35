"""What a row of a file of negotiations asks for beyond its fields."""

from __future__ import annotations

from amcli.records.services.row_draft import CellError, RowDraft


def finish_negotiation_row(draft: RowDraft) -> None:
    """One that ended has its day and its outcome, in order. Raises CellError."""
    row = draft.columns
    if (row["outcome"] is None) != (row["closed"] is None):
        lacks = "outcome" if row["outcome"] is None else "closed"
        raise CellError("", "", f"a negotiation that ended has its outcome and its day: type --map {lacks}=COLUMN")
    if row["closed"] and row["started"] and row["closed"] < row["started"]:
        raise draft.wrong("closed", f"is before it was started, {row['started']}: correct one")
