"""What a budget and an expense ask for beyond their fields."""

from __future__ import annotations

from amcli.base.errors import BadValue, Refused
from amcli.records.services.field_values import Row
from amcli.records.services.row_draft import RowDraft
from amcli.store.session import UnitOfWork

# What an import does not change: SQL over the difference `d`, the record `t` and the waiting row `s`; and why.
LEFT_ALONE_BY_IMPORTS = (
    (
        "d.\"column\" = 'currency' AND EXISTS (SELECT 1 FROM expense WHERE budget_id = d.id)",
        "has expenses in its currency already",
    ),
)

GROUP_OF_COST = "--group is for a revenue budget: add --direction revenue, or type --no-group"


def check_budget(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A budget keeps its currency once it was spent from: its expenses are in it; what is below an account sells, and
    spends from budgets of its own. Raises BadValue and Refused.
    """
    whole = row if record_id is None else {**work.row("budget", record_id), **row}
    if whole["group"] and whole["direction"] == "cost":
        raise BadValue(GROUP_OF_COST)
    if record_id is None or "currency" not in row:
        return
    currency = work.row("budget", record_id)["currency"]
    if row["currency"] != currency and work.scalar("SELECT 1 FROM expense WHERE budget_id = ?", record_id):
        raise Refused(f"B{record_id} has expenses in {currency}: add a budget in {row['currency']} instead")


def check_expense(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """An expense is in its budget's currency, so that one without a new amount stays among budgets of the same.

    Raises BadValue.
    """
    if record_id is None or "budget_id" not in row or "amount_minor" in row:
        return
    sql = "SELECT currency FROM budget WHERE id = ?"
    old, new = (work.scalar(sql, budget) for budget in (work.row("expense", record_id)["budget_id"], row["budget_id"]))
    if old != new:
        raise BadValue(f"B{row['budget_id']} is in {new} and X{record_id} in {old}: type its --amount as well")


def finish_expense_row(draft: RowDraft) -> None:
    """A negative expense of a file is a refund, and so is one that is called that already."""
    if draft.below_zero and draft.columns["kind"] != "refund":
        draft.columns["kind"] = "refund"
        draft.remarks.append(("below zero", "refund", 1))
