"""The lowest territory of each owner's accounts, as rows and as facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amcli.base.hints import hinted
from amcli.base.results import Column, Kind, Report
from amcli.features.territories.reports.owner_nodes import OwnerNode

_COLUMNS = (
    Column("key", header="owner"),
    Column("name", rank=2),
    Column("accounts", Kind.INT),
    Column("unplaced", Kind.INT, rank=1, header="in none"),
    Column("territory", undefined=True),
    Column("territory_name", rank=4),
    Column("level", rank=3),
    Column("others", Kind.LIST, header="others' accounts in it"),
    Column("unowned", Kind.LIST, rank=2, header="nobody's"),
)


def owner_report(owners: Sequence[OwnerNode], facts: dict[str, Any], title: str) -> Report:
    """A row for each owner of accounts: the lowest territory that holds all of them, and who else's lie in it."""
    apart = [each.code for each in owners if each.node is None and not each.unplaced]
    return Report(
        "territories",
        _COLUMNS,
        [tuple(_facts_of(each).values()) for each in owners],
        facts=facts,
        title=title,
        empty=hinted("no account has an owner", ": `amcli assignment add ACCOUNT COLLEAGUE` names one"),
        notes=(f"no territory holds all accounts of {', '.join(apart)}",) if apart else (),
    )


def owner_facts(owners: Sequence[OwnerNode]) -> list[dict[str, Any]]:
    """The same for the JSON object of the whole report."""
    return [_facts_of(each) for each in owners]


def _facts_of(each: OwnerNode) -> dict[str, Any]:
    node = each.node
    return {
        "owner": each.code,
        "name": each.name,
        "accounts": len(each.accounts),
        "unplaced": len(each.unplaced),
        "territory": node.code if node else None,
        "territory_name": node.name if node else None,
        "level": node.level if node else None,
        "others": each.others,
        "unowned": each.unowned,
    }
