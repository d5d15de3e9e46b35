"""What a change made of an issue, as a sentence says it: from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from amcli.base.field_type import ARROW, NONE
from amcli.base.money import amount_change, from_minor
from amcli.features.issues.services.moments import said
from amcli.store import currencies
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

_COLUMNS = {"stage": "", "severity": "", "waiting": "waiting for", "cause": "cause"}
_COLLEAGUES = {"colleague_id": "owner", "escalated_id": "taken to"}
_MOMENTS = {"opened": "raised", "acknowledged": "acknowledged", "closed": "closed"}


def changes_of(work: UnitOfWork, before: Row, after: Row) -> Iterator[str]:
    """What is dated, what came of it and the moments that were corrected, each from what to what it went."""
    for column, name in _COLUMNS.items():
        if before[column] != after[column]:
            yield f"{name} {before[column] or NONE} {ARROW} {after[column] or NONE}".strip()
    for column, name in _COLLEAGUES.items():
        if before[column] != after[column]:
            yield f"{name} {_code(work, before[column])} {ARROW} {_code(work, after[column])}"
    if after["accepted"] and before["accepted"] != after["accepted"]:
        yield "accepted" if after["accepted"] == "yes" else "not accepted"
    if (before["cost_minor"], before["currency"]) != (after["cost_minor"], after["currency"]):
        old, new = (row["currency"] or "" for row in (before, after))
        yield f"cost {amount_change(_cost(work, before), old, _cost(work, after), new)}"
    for column, name in _MOMENTS.items():
        if before[column] and after[column] and before[column] != after[column]:
            yield f"{name} {said(before[column])} {ARROW} {said(after[column])}"


def _code(work: UnitOfWork, colleague: int | None) -> str:
    return str(work.scalar("SELECT code FROM colleague WHERE id = ?", colleague) or NONE)


def _cost(work: UnitOfWork, row: Row) -> Decimal | None:
    minor = row["cost_minor"]
    return None if minor is None else from_minor(minor, currencies.decimals(work.connection, row["currency"]))
