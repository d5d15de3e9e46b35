"""What was at an account: what was said lately, and what was decided, solved and ended."""

from __future__ import annotations

from typing import Any

from amcli.base.results import UNKNOWN, Column, Kind, Listing
from amcli.base.time.workdays import day_of
from amcli.features.contracts.rules.terms import ENDED
from amcli.features.handover.reports.agreements import contract_cells
from amcli.features.handover.reports.facts import Facts, part, rows

MOST = 10
_SAID = (
    Column("id"),
    Column("date", Kind.DATE),
    Column("kind"),
    Column("text"),
    Column("with", Kind.LIST, rank=1),
    Column("about", rank=2),
    Column("for", rank=2),
)
_ENDED = (
    Column("id"),
    Column("date", Kind.DATE),
    Column("title"),
    Column("outcome"),
    Column("amount", Kind.MONEY, rank=1),
    Column("currency", rank=1),
    Column("reason", rank=2),
)


def said(facts: Facts) -> Listing:
    """The last interactions, the newest first."""
    mine = (facts.node.id,)
    found = rows(facts.reader, "interaction", "account_id = ?", mine, "date DESC, record_id DESC", MOST)
    return part("interactions", "Said lately", _SAID, found, f"{UNKNOWN}: nothing is written down.")


def ended(facts: Facts) -> Listing:
    """What was decided, solved and ended last, the newest first."""
    found = [
        *_opportunities(facts), *_issues(facts), *_negotiations(facts),
        *(_contract(facts, each) for each in facts.contracts if each.state == ENDED),
    ]  # fmt: skip
    found.sort(key=lambda each: each["date"], reverse=True)
    return part("history", "Decided, solved, ended", _ENDED, found[:MOST], "Nothing yet.")


def _closed(facts: Facts, noun: str) -> list[dict[str, Any]]:
    mine = (facts.node.id,)
    return rows(facts.reader, noun, "account_id = ? AND closed IS NOT NULL", mine, "closed DESC, record_id DESC", MOST)


def _row(each: dict[str, Any], title: str, outcome: str, amount: str = "", reason: str | None = None) -> dict[str, Any]:
    value = each[amount] if amount else None
    return {
        "id": each["id"], "date": day_of(each["closed"]), "title": title, "outcome": outcome, "amount": value,
        "currency": each["currency"] if value is not None else None, "reason": reason,
    }  # fmt: skip


def _opportunities(facts: Facts) -> list[dict[str, Any]]:
    found = []
    for each in _closed(facts, "opportunity"):
        lost_to = f"to {each['competitor']}" if each["reason"] and each["competitor"] else ""
        found.append(_row(each, each["name"], each["stage"], "amount", _joined(each["reason"], lost_to)))
    return found


def _issues(facts: Facts) -> list[dict[str, Any]]:
    taken = {"yes": "accepted", "no": "not accepted"}
    return [
        _row(each, each["title"], f"closed, {taken.get(each['accepted'], UNKNOWN)}", "cost", each["resolution"])
        for each in _closed(facts, "issue")
    ]


def _negotiations(facts: Facts) -> list[dict[str, Any]]:
    return [_row(each, each["subject"], each["outcome"]) for each in _closed(facts, "negotiation")]


def _contract(facts: Facts, standing: Any) -> dict[str, Any]:
    cells = contract_cells(facts.reader, standing)
    return _row({**cells, "closed": cells["end"]}, cells["name"], ENDED, "value_a_year", cells["reason"])


def _joined(*texts: str | None) -> str | None:
    return ", ".join(filter(None, texts)) or None
