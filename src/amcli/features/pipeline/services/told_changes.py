"""What a change made of an opportunity, as a sentence says it: from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from amcli.base.field_type import ARROW
from amcli.base.money import from_minor
from amcli.base.results import Change
from amcli.features.pipeline.nouns import OPPORTUNITY
from amcli.features.pipeline.rules.dated import Dated, dated_changes
from amcli.records.services import told as records
from amcli.store import currencies
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork


def told(
    work: UnitOfWork, verb: str, before: Mapping[int, Row], *, more: Sequence[str] = (), dry_run: bool = False
) -> Change:
    """The result of an operation, and its summary. before: the opportunities as they were, by id; more: what else the
    operation made, each a reference and what is said of it, `next D4 (Send the offer)`.
    """
    return records.told(work, OPPORTUNITY, verb, before, changes_of, more=more, dry_run=dry_run)


def changes_of(work: UnitOfWork, before: Row, after: Row) -> Iterator[str]:
    """What is dated, the kind and the days that were corrected, each from what to what it went, where it did."""
    yield from dated_changes(_dated(work, before), _dated(work, after))
    if before["kind"] != after["kind"]:
        yield f"kind {before['kind']} {ARROW} {after['kind']}"
    if before["created"] != after["created"]:
        yield f"opened {before['created']} {ARROW} {after['created']}"
    if before["closed"] and after["closed"] and before["closed"] != after["closed"]:
        yield f"closed {before['closed']} {ARROW} {after['closed']}"
    follows = before["stage"] != after["stage"] or after["since"] in (after["created"], after["closed"])
    if before["since"] != after["since"] and not follows:
        yield f"since {before['since']} {ARROW} {after['since']}"


def amount_of(work: UnitOfWork, row: Row) -> Decimal | None:
    """The amount; None where none is known."""
    minor = row["amount_minor"]
    return None if minor is None else from_minor(minor, currencies.decimals(work.connection, row["currency"]))


def _dated(work: UnitOfWork, row: Row) -> Dated:
    owner = work.scalar("SELECT code FROM colleague WHERE id = ?", row["colleague_id"])
    said = (row["stage"], row["probability"], amount_of(work, row), row["currency"] or "", row["close"])
    return Dated(*said, row["forecast"], owner)
