"""The sale that a won opportunity becomes, once."""

from __future__ import annotations

from amcli.base.errors import BadValue, Refused
from amcli.base.registry import NOUNS
from amcli.records.services.changes import RecordDraft, write_new
from amcli.records.services.checks import check_record, note_twin
from amcli.records.services.descriptions import describe
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

SALE = "sale"


def draft_won_sale(work: UnitOfWork, won: Row, day: str, ref: str) -> RecordDraft:
    """The sale of an opportunity as it will be, of a day, not written yet. Raises BadValue and Refused."""
    called = f"OP{won['id']}"
    there = _sale_of(work, won["id"])
    if there is not None:
        raise Refused(f"{called} has its sale already, S{there}: `amcli sale edit S{there}` changes it")
    if won["amount_minor"] is None:
        raise BadValue(f"{called} has no amount to be sold for: type --amount M")
    row: Row = {
        "account_id": won["account_id"], "amount_minor": won["amount_minor"], "currency": won["currency"],
        "product_id": won["product_id"], "date": day, "kind": "sale", "ref": ref or None, "opportunity_id": won["id"],
    }  # fmt: skip
    check_record(NOUNS[SALE], work, row)
    note_twin(work, NOUNS[SALE], row, {})
    return RecordDraft(row, [])


def write_won_sale(work: UnitOfWork, draft: RecordDraft) -> str:
    """Write it; what it is called and what it is."""
    return describe(work, NOUNS[SALE], write_new(work, NOUNS[SALE], draft))


def note_sale_stays(work: UnitOfWork, opportunity: int) -> None:
    """Say so where an opportunity that is opened again was sold: nobody takes a sale out by the way."""
    there = _sale_of(work, opportunity)
    if there is not None:
        work.notes.append(f"its sale S{there} stays: `amcli sale remove S{there}` takes it out")


def _sale_of(work: UnitOfWork, opportunity: int) -> int | None:
    found: int | None = work.scalar("SELECT id FROM sale WHERE opportunity_id = ? ORDER BY id LIMIT 1", opportunity)
    return found
