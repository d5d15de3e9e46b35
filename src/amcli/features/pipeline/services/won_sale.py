"""The sale that a won opportunity becomes, once."""

from __future__ import annotations

from amcli.base.errors import BadValue, Refused
from amcli.base.money import from_minor
from amcli.base.registry import NOUNS
from amcli.records.services.changes import RecordDraft, write_new
from amcli.records.services.checks import check_record, note_twin
from amcli.records.services.descriptions import describe
from amcli.store import currencies
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

SALE = "sale"


def draft_won_sale(work: UnitOfWork, won: Row, day: str, ref: str, *, is_open: bool) -> RecordDraft:
    """The sale of an opportunity as it will be, of a day, not written yet. is_open: it is only now won.

    Raises BadValue and Refused.
    """
    called = f"OP{won['id']}"
    there = _sale_of(work, won["id"])
    if there is not None:
        again = f"; `amcli opportunity won {called}` without --sale wins it" if is_open else ""
        raise Refused(f"{called} has its sale already, S{there}: `amcli sale edit S{there}` changes it{again}")
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


def note_sale_keeps(work: UnitOfWork, before: Row, changes: Row) -> None:
    """Say so where the amount or the day of a won opportunity is corrected: its sale is what the books say of it.

    before: the opportunity as it was; changes: its columns that are written.
    """
    there = _sale_of(work, before["id"])
    if there is None:
        return
    after = {**before, **changes}
    flags = []
    if (after["amount_minor"], after["currency"]) != (before["amount_minor"], before["currency"]):
        flags.append(f"--amount {_typed_amount(work, before, after)}")
    if after["closed"] != before["closed"] and after["closed"]:
        flags.append(f"--on {after['closed']}")
    if flags:
        said = describe(work, NOUNS[SALE], there)
        work.notes.append(f"its sale {said} stays as it is: `amcli sale edit S{there} {' '.join(flags)}` changes it")


def _typed_amount(work: UnitOfWork, before: Row, after: Row) -> str:
    """The amount as one types it, with a currency where that changed."""
    if after["amount_minor"] is None:
        return "M"
    currency = after["currency"]
    amount = from_minor(after["amount_minor"], currencies.decimals(work.connection, currency))
    text = f"{amount.to_integral_value() if amount == amount.to_integral_value() else amount:f}"
    return text if currency == before["currency"] else f'"{currency} {text}"'


def _sale_of(work: UnitOfWork, opportunity: int) -> int | None:
    found: int | None = work.scalar("SELECT id FROM sale WHERE opportunity_id = ? ORDER BY id LIMIT 1", opportunity)
    return found
