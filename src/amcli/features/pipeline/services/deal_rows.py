"""What a row of a file of deals asks for beyond its fields: an end with its day, and what amounts of nothing mean."""

from __future__ import annotations

from amcli.base.stages import ENDS, OF_AN_END, WON
from amcli.base.text import quote
from amcli.records.services.row_draft import CellError, RowDraft

# What is said of rows, and counted.
DEAL = "deal"  # what such remarks are about
ON_CLOSE, LOST_FOR_NOTHING, WON_FOR_NOTHING, NOT_ENDED = "ended on close", "lost for 0", "won for 0", "closed and open"
ROUNDED = "rounded"


def finish_deal_row(draft: RowDraft) -> None:
    """Let the day and the amount of a row go with its stage. Raises CellError.

    Where the file does not say when one ended, it was on its close day. An amount of 0 of a lost one is none.
    """
    if draft.below_zero:
        draft.refuse_below_zero()
    row, amounts = draft.columns, draft.amounts
    if row["name"] is None and row["product_id"] is None and row["external_id"] is None:
        raise CellError("", "", "it has no name, and no product or id to be called after: type --map name=COLUMN")
    ended = row["stage"] in ENDS
    made = amounts.pop("actual", None)
    if made is not None and (row["stage"] == WON or (made.value and "amount" not in amounts)):
        amounts["amount"] = made
    if ended:
        _end(draft)
    elif row["closed"] is not None:
        row["closed"] = None
        _say(draft, NOT_ENDED)
    if ended and "amount" in amounts and not amounts["amount"].value:
        if row["stage"] == WON:
            _say(draft, WON_FOR_NOTHING)
        else:
            del amounts["amount"]
            _say(draft, LOST_FOR_NOTHING)


def _end(draft: RowDraft) -> None:
    row = draft.columns
    row["probability"] = OF_AN_END[row["stage"]]
    if row["closed"] is None:
        row["closed"] = row.get("lost_on") or row["close"]
        if row["closed"] is None:
            called = quote(row["name"] or row["external_id"]) if row["name"] or row["external_id"] else "it"
            day = "--map closed=COLUMN, or --map 'closed=\"2026-09-01\"'"
            raise CellError("", "", f"{called} is {row['stage']}, and no column says since when: type {day}")
        _say(draft, ON_CLOSE, row["since"] or "")
    row["since"] = row["closed"]


def _say(draft: RowDraft, what: str, day: str = "") -> None:
    """day: what else is known of when it was, for those who see all rows."""
    draft.remarks.append((DEAL, what, day))
