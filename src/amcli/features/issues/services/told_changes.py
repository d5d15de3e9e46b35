"""What a change made of an issue, as a sentence says it: from what to what."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.base.field_type import ARROW, NONE
from amcli.base.money import amount_change, grouped
from amcli.features.issues.nouns import ANSWERED
from amcli.features.issues.services.checks import cost_of
from amcli.features.issues.services.moments import said
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
    if before["accepted"] != after["accepted"]:
        if before["closed"] and after["closed"]:
            yield f"accepted {before['accepted'] or NONE} {ARROW} {after['accepted'] or NONE}"
        elif after["accepted"]:
            yield "accepted" if after["accepted"] == "yes" else "not accepted"
    if (before["cost_minor"], before["currency"]) != (after["cost_minor"], after["currency"]):
        yield f"cost {_cost_change(work, before, after)}"
    for column, name in _MOMENTS.items():
        if before[column] and after[column] and before[column] != after[column]:
            yield f"{name} {said(before[column])} {ARROW} {said(after[column])}"


def _code(work: UnitOfWork, colleague: int | None) -> str:
    return str(work.scalar("SELECT code FROM colleague WHERE id = ?", colleague) or NONE)


def _cost_change(work: UnitOfWork, before: Row, after: Row) -> str:
    """From what to what; of a further answer what it adds to what there was."""
    old, new = cost_of(work, before), cost_of(work, after)
    if old and new and before["stage"] != ANSWERED == after["stage"]:
        first, more, both = (grouped(each, each == each.to_integral_value()) for each in (old, new - old, new))
        return f"{first} + {more} = {both} {after['currency']}"
    return amount_change(old, before["currency"] or "", new, after["currency"] or "")
