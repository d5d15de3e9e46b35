"""The first reading of what sort of opportunity one is, where nobody said it: from what the account bought before."""

from __future__ import annotations

from typing import NamedTuple

from amcli.features.pipeline.nouns import CROSS_SELL, NEW, RENEWAL, UPSELL
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork

_BOUGHT = "SELECT 1 FROM sale WHERE account_id = ? AND kind = 'sale'"


class FirstKind(NamedTuple):
    """The kind, and why, to be said after it."""

    kind: str
    why: str


def first_kind(work: UnitOfWork, row: Row) -> FirstKind:
    """Renewal where a contract is given; new where the account never bought anything; upsell where no product is named,
    or it bought that or of its group before; else cross-sell. row: account_id and, where there is one, product_id and
    contract_id.
    """
    if row.get("contract_id") is not None:
        return FirstKind(RENEWAL, "a contract is given")
    account, product = row["account_id"], row.get("product_id")
    if not work.scalar(f"{_BOUGHT} LIMIT 1", account):
        return FirstKind(NEW, "it never bought anything")
    if product is None:
        return FirstKind(UPSELL, "it bought before, and no product is named")
    called = work.row("product", product)
    if work.scalar(f"{_BOUGHT} AND product_id = ? LIMIT 1", account, product):
        return FirstKind(UPSELL, f"it bought {called['code']} before")
    of_group = f"{_BOUGHT} AND product_id IN (SELECT id FROM product WHERE category = ?) LIMIT 1"
    if called["category"] and work.scalar(of_group, account, called["category"]):
        return FirstKind(UPSELL, f"it bought of {called['category']} before")
    return FirstKind(CROSS_SELL, f"it never bought {called['category'] or called['code']}")
