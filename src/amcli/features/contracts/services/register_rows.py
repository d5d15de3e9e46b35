"""What a row of a register of contracts asks for beyond its fields."""

from __future__ import annotations

from amcli.features.contracts.nouns import EXPRESS, NO
from amcli.records.services.row_draft import CellError, RowDraft

REGISTER = "register"  # what remarks of rows are about
UNSAID, OF_NO_KIND = "renewal unsaid", "of no kind"


def finish_register_row(draft: RowDraft) -> None:
    """Let the days of a row agree, and its value with what it is for. Raises CellError."""
    if draft.below_zero:
        draft.refuse_below_zero()
    row = draft.columns
    if row["end"] < row["start"]:
        why = f"is before its start, {row['start']}: a contract ends on or after its first day"
        raise draft.wrong("end", why)
    if row["latest_end"] and row["latest_end"] < row["end"]:
        raise draft.wrong("latest_end", f"is before its end, {row['end']}: it is the day beyond which it cannot go on")
    if (row["noticed"] is None) != (row["noticed_by"] is None):
        raise CellError("", "", "notice has its day and who gave it: noticed and noticed_by, or neither")
    if "value" not in draft.amounts:
        row["per"] = None
    if row.get("extendable") == NO and row["renews"] == EXPRESS:
        row["renews"] = NO
    if not row.get("renews_said"):
        draft.remarks.append((REGISTER, UNSAID, 1))
