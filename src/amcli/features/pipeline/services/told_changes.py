"""What a change made of an opportunity, as a sentence says it: from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from amcli.base.field_type import ARROW, NONE
from amcli.base.money import amount_change, from_minor
from amcli.base.results import Change
from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.records.services.changes import changed
from amcli.records.services.descriptions import describe
from amcli.store import currencies
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

TOLD = 3  # records of which a sentence says what became of them; the others are counted


def told(
    work: UnitOfWork, verb: str, before: Mapping[int, Row], *, more: Sequence[str] = (), dry_run: bool = False
) -> Change:
    """The result of an operation, and its summary. before: the opportunities as they were, by id; more: what else the
    operation made, each a reference and what is said of it, `next D4 (Send the offer)`.
    """
    said = []
    for record_id, row in list(before.items())[:TOLD]:
        changes = ", ".join(changes_of(work, row, work.row("opportunity", record_id)))
        said.append(describe(work, OPPORTUNITY, record_id) + (f": {changes}" if changes else ""))
    if len(before) > TOLD:
        said.append(f"and {len(before) - TOLD} more")
    work.summary = f"{verb} {OPPORTUNITY.name} {'; '.join(said)}"
    work.summary += "".join(f", {each}" for each in more)
    return changed(work, [f"{OPPORTUNITY.letter}{record_id}" for record_id in before], dry_run=dry_run)


def changes_of(work: UnitOfWork, before: Row, after: Row) -> Iterator[str]:
    """What is dated and the kind, each from what to what it went, where it did."""
    stage, probability = ((before[name], after[name]) for name in ("stage", "probability"))
    if stage[0] != stage[1]:
        yield f"{stage[0]} {probability[0]} % {ARROW} {stage[1]} {probability[1]} %"
    elif probability[0] != probability[1]:
        yield f"probability {probability[0]} % {ARROW} {probability[1]} %"
    if (before["amount_minor"], before["currency"]) != (after["amount_minor"], after["currency"]):
        (old, one), (new, other) = amount_of(work, before), amount_of(work, after)
        if old is not None or new is not None:
            yield f"amount {amount_change(old, one, new, other)}"
    for name in ("close", "forecast", "kind"):
        if before[name] != after[name]:
            yield f"{name} {before[name] or NONE} {ARROW} {after[name] or NONE}"
    if before["colleague_id"] != after["colleague_id"]:
        yield f"owner {_colleague(work, before)} {ARROW} {_colleague(work, after)}"


def amount_of(work: UnitOfWork, row: Row) -> tuple[Any, str]:
    """The amount as a Decimal, None where none is known, and its currency."""
    minor, currency = row["amount_minor"], row["currency"] or ""
    return None if minor is None else from_minor(minor, currencies.decimals(work.connection, currency)), currency


def _colleague(work: UnitOfWork, row: Row) -> str:
    code = work.scalar("SELECT code FROM colleague WHERE id = ?", row["colleague_id"])
    return str(code) if code else NONE
