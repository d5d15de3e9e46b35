"""What a row of a file of tickets asks for beyond its fields: its stage and the moments of it agree."""

from __future__ import annotations

from amcli.features.issues.nouns import ANSWERED, CLOSED
from amcli.records.services.row_draft import CellError, RowDraft

TICKET = "ticket"  # what remarks of rows are about
UNKNOWN_PERSON, OF_NO_CAUSE, OPEN_AGAIN, SOLVED = "unknown person", "of no cause", "open again", "solved"
STATUS_SAID = "status_said"  # in a draft: a cell of the row says where it stands


def finish_ticket_row(draft: RowDraft) -> None:
    """Let the end of a row go with its moment: what was solved at one is closed since then, what was solved at none is
    answered. Raises CellError.
    """
    if draft.below_zero:
        draft.refuse_below_zero()
    row = draft.columns
    ended = row["closed"] or row.get("solved")
    if row.get(STATUS_SAID) and row["stage"] not in (ANSWERED, CLOSED):
        if ended:
            row["closed"] = None
            draft.remarks.append((TICKET, OPEN_AGAIN, 1))
    elif ended:
        row["stage"], row["closed"], row["waiting"] = CLOSED, ended, ""
    elif row["stage"] == CLOSED:
        raise CellError("", "", "it is closed, and no column says since when: type --map closed=COLUMN")
    elif row["stage"] == ANSWERED:
        draft.remarks.append((TICKET, SOLVED, 1))
    if row["stage"] != CLOSED:
        row["accepted"] = None
    if row["opened"]:
        for name in ("acknowledged", "closed"):
            _after_opening(draft, name)


def _after_opening(draft: RowDraft, name: str) -> None:
    """A day alone is after what happened on it. Raises CellError."""
    row = draft.columns
    opened, moment = row["opened"], row[name]
    if not moment:
        return
    if moment == opened[:10]:
        row[name] = opened
    elif moment < opened:
        field = "solved" if name == "closed" and row.get("solved") == moment else name
        raise draft.wrong(field, f"is before it was opened, {opened.replace('T', ' ')}: correct one")
