"""What a product, a sale and a target ask for beyond their fields."""

from __future__ import annotations

from amcli.base.errors import BadValue, Refused
from amcli.base.text import quote
from amcli.records.services.checks import check_code, require_unique_key
from amcli.records.services.field_values import Row
from amcli.records.services.row_draft import RowDraft
from amcli.store.session import UnitOfWork


def check_product(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A code. Raises Refused for one that is taken."""
    check_code(work, "product", row, record_id)


def check_sale(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """The outside reference is unique within account and kind. Raises Refused."""
    current = work.row("sale", record_id) if record_id is not None else {}
    whole = {**current, **row}
    if whole.get("ref"):
        sql = "SELECT id FROM sale WHERE account_id = ? AND kind = ? AND ref = ? AND id IS NOT ?"
        other = work.scalar(sql, whole["account_id"], whole["kind"], whole["ref"], record_id)
        if other is not None:
            raise Refused(f"S{other} of this account and kind has the ref {quote(whole['ref'])} already: edit that one")


def finish_sale_row(draft: RowDraft) -> None:
    """A negative sale of a file is a credit, and all its amounts are; nothing else has less than nothing.

    Raises CellError.
    """
    if not draft.below_zero:
        return
    row = draft.columns
    if row["kind"] == "purchase" or not draft.amounts["amount"].negative:
        draft.refuse_below_zero(numbers=row["kind"] != "credit")  # what comes back may be counted with a minus
        return
    for field, amount in draft.amounts.items():
        if not amount.negative and amount.value:
            raise draft.wrong(field, "is not negative, and the amount of the row is")
    if row["kind"] != "credit":
        row["kind"] = "credit"
        draft.remarks.append(("below zero", "credit", 1))


def check_target(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A group is an account's, and there is one target for a period, account, group and product.

    Raises BadValue and Refused.
    """
    whole = {**work.row("target", record_id), **row} if record_id is not None else row
    if whole.get("group") and whole.get("account_id") is None:
        raise BadValue(
            "a group is an account and all below it: type --group with --account ACCOUNT (the portfolio's target is of "
            "all accounts as it is)"
        )
    if record_id is not None:
        require_unique_key(work, "target", whole, record_id)
