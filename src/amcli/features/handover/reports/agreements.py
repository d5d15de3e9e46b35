"""What was agreed, and what is being agreed: contracts with their days, negotiations without what is private of them,
budgets.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from amcli.base.charts import Bullets
from amcli.base.money import rounded_money
from amcli.base.results import UNKNOWN, Column, Kind, Listing
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import ENDED
from amcli.features.handover.reports.facts import Facts, part, rows
from amcli.features.negotiations.nouns import CLIENT, US
from amcli.features.negotiations.rules.sides import Offered, last_of, offered
from amcli.features.screens.reports.account_brief import account_budgets
from amcli.store.reader import Reader

_CONTRACTS = (
    Column("id"),
    Column("name"),
    Column("kind", rank=2),
    Column("state"),
    Column("start", Kind.DATE, rank=1),
    Column("end", Kind.DATE),
    Column("renews"),
    Column("arrive_by", Kind.DATE, header="notice by", undefined=True),
    Column("act_by", Kind.DATE, undefined=True),
    Column("next_arrive_by", Kind.DATE, header="next notice by", rank=1),
    Column("value_a_year", Kind.MONEY, unknown=True, rank=1),
    Column("currency", rank=1),
    Column("ref", rank=2),
    Column("owner", rank=2),
)
_NEGOTIATIONS = (
    Column("id"),
    Column("subject"),
    Column("about", rank=1),
    Column("started", Kind.DATE, rank=1),
    Column("until", Kind.DATE, unknown=True),
    Column("owner", rank=1),
    Column("note", rank=3),
)
# Where the sides stand is in the documented views; how far we would go is not, and is nowhere here.
_POINTS = (
    Column("negotiation"),
    Column("point"),
    Column("ours", Kind.NUMBER, undefined=True),
    Column("theirs", Kind.NUMBER, undefined=True),
    Column("agreed", Kind.NUMBER, rank=1),
    Column("unit", rank=1),
)
_BUDGETS = (
    Column("key", header="id"),
    Column("name"),
    Column("period"),
    Column("direction", rank=2),
    Column("agreed_with", rank=2),
    Column("agreed", Kind.MONEY),
    Column("spent", Kind.MONEY),
    Column("left", Kind.MONEY),
    Column("burn", Kind.PERCENT, header="used", undefined=True),
    Column("elapsed", Kind.PERCENT, header="of time", undefined=True, rank=1),
    Column("currency", rank=1),
)
_USED = Bullets(
    "How much of each is used", "name", "spent", "agreed", "elapsed", limit=("direction", "cost"), verb="used"
)
_OPEN_POINTS = """SELECT p.negotiation_id, p.id, p.name, p.unit, p.agreed FROM point p
    JOIN negotiation n ON n.id = p.negotiation_id WHERE n.account_id = ? AND n.closed IS NULL
    ORDER BY p.negotiation_id, p.id"""
_OFFERS = """SELECT o.point_id, o.id, o.day, o.side, o.value, o.in_return, o.withdrawn, NULL FROM offer o
    JOIN point p ON p.id = o.point_id JOIN negotiation n ON n.id = p.negotiation_id
    WHERE n.account_id = ? AND n.closed IS NULL ORDER BY o.day, o.id"""


def contracts(facts: Facts) -> Listing:
    """Those that are not over, and those that ended and nobody renewed, by their next day."""
    found = sorted((each for each in facts.contracts if each.state != ENDED), key=lambda each: each.days_left or 0)
    cells = [contract_cells(facts.reader, each) for each in found]
    return part("contracts", "Contracts", _CONTRACTS, cells, f"{UNKNOWN}: no contract is written down.")


def contract_cells(reader: Reader, each: Standing) -> dict[str, Any]:
    """What the dossier says of a contract; the value of a year is in the currency of its term."""
    value = (
        rounded_money(each.value, reader.decimals[each.currency]) if each.value is not None and each.currency else None
    )
    return {
        **{key: getattr(each.contract, key) for key in ("name", "kind", "renews", "ref", "owner", "reason")},
        **{key: getattr(each, key) for key in ("state", "start", "end", "arrive_by", "act_by", "next_arrive_by")},
        "id": each.reference, "value_a_year": value, "currency": each.currency if value is not None else None,
    }  # fmt: skip


def negotiations(facts: Facts) -> Listing:
    """The open ones."""
    order = "until IS NULL, until, record_id"
    found = rows(facts.reader, "negotiation", "account_id = ? AND closed IS NULL", (facts.node.id,), order)
    return part("negotiations", "Open negotiations", _NEGOTIATIONS, found, "None is open.")


def points(facts: Facts) -> Listing:
    """Where either side stands on the points of these: its last offer that was not taken back."""
    offers: dict[int, list[Offered]] = {}
    for point, *offer in facts.reader.rows(_OFFERS, (facts.node.id,)):
        offers.setdefault(point, []).append(offered(*offer))
    found = []
    for negotiation, point, name, unit, agreed in facts.reader.rows(_OPEN_POINTS, (facts.node.id,)):
        ours, theirs = (last_of(offers.get(point, ()), side) for side in (US, CLIENT))
        found.append({
            "negotiation": f"NG{negotiation}", "point": name, "unit": unit,
            "agreed": agreed and Decimal(agreed),
            "ours": ours and ours.value, "theirs": theirs and theirs.value,
        })  # fmt: skip
    return part("points", "Where the sides stand", _POINTS, found)


def budgets(facts: Facts) -> Listing:
    """Those that hold today, and the overspent ones that ended lately, or the sentence that says why there are none."""
    found = account_budgets(facts.reader, facts.node.id)
    if found.reference != "key":
        return found
    return part("budgets", "Budgets", _BUDGETS, found.by_key(), "None holds today.", _USED)
