"""What a change made of a contract, as a sentence says it: from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from amcli.base.field_type import ARROW, NONE
from amcli.base.money import amount_change, from_minor
from amcli.base.results import Change
from amcli.features.contracts.nouns import CONTRACT, TOTAL
from amcli.features.contracts.services.days import said_days
from amcli.records.services import told as records
from amcli.store import currencies
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

_SAID = (
    "name", "kind", "start", "end", "renews", "notice", "term", "lead", "latest_end", "per", "signed", "ref", "noticed",
    "noticed_by", "ends", "snoozed",
)  # fmt: skip
_OF_DAYS = {"start", "end", "renews", "notice", "term", "lead", "latest_end", "ends"}
_FOR = {TOTAL: "in total", "year": "a year", "month": "a month"}


def told(work: UnitOfWork, verb: str, before: Mapping[int, Row], *, dry_run: bool = False) -> Change:
    """The result of an operation, and its summary. before: the contracts as they were, by id."""
    return records.told(work, CONTRACT, verb, before, changes_of, dry_run=dry_run)


def changes_of(work: UnitOfWork, before: Row, after: Row) -> Iterator[str]:
    """What is not as it was, and the days of notice where they follow from that."""
    changed = {name for name in _SAID if before[name] != after[name]}
    if "noticed" in changed:  # it says both
        changed.discard("noticed_by")
    for name in _SAID:
        if name in changed:
            was = f"{before[name]} {ARROW} " if before[name] else ""
            by = f" by {after['noticed_by']}" if name == "noticed" and after[name] else ""
            yield f"{name.replace('_', ' ')} {was}{after[name] or NONE}{by}"
    if any(before[name] != after[name] for name in ("value_minor", "currency")):
        amounts = [_amount(work, row) for row in (before, after)]
        per = f" {_FOR[after['per']]}" if after["per"] and amounts[1] is not None else ""
        yield f"value {amount_change(amounts[0], before['currency'], amounts[1], after['currency'])}{per}"
    if changed & _OF_DAYS and not after["ends"]:
        end, *days = said_days(work, after)
        yield from ([] if end == f"ends {after['end']}" else [end])
        yield from days


def _amount(work: UnitOfWork, row: Row) -> Decimal | None:
    minor = row["value_minor"]
    return None if minor is None else from_minor(minor, currencies.decimals(work.connection, row["currency"]))
