"""For each owner of accounts the lowest territory that holds all of them, and whose accounts lie in it besides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from amcli.features.team.reports.owner_on import owners_on
from amcli.features.territories.reports.stays import TerritoryData
from amcli.features.territories.reports.territory_tree import TerritoryNode
from amcli.store.reader import Reader


class OwnerNode(NamedTuple):
    """An owner on the report's day. node: None where no territory holds all of the accounts.

    unplaced: those that lie in none. others, unowned: accounts in the node that are somebody else's, or nobody's.
    """

    code: str
    name: str
    accounts: tuple[str, ...]
    unplaced: tuple[str, ...]
    node: TerritoryNode | None
    others: tuple[str, ...]
    unowned: tuple[str, ...]


def owner_nodes(reader: Reader, data: TerritoryData) -> list[OwnerNode]:
    """The owners of accounts that are not archived, in the order of their codes."""
    names: dict[str, str] = {}
    owners: dict[int, str] = {}
    for each in owners_on(reader.connection, str(data.window.as_of)):
        if each.account_id in data.lying:
            names[each.code] = each.name
            owners[each.account_id] = each.code
    inside = {account: data.above.of(territories) for account, territories in data.lying.items()}
    held: dict[int, set[int]] = {each: set() for each in data.nodes}
    for account, nodes in inside.items():
        for node in nodes:
            held[node].add(account)
    theirs: dict[str, set[int]] = {code: set() for code in names}
    for account, code in owners.items():
        theirs[code].add(account)
    return [_placed(code, names[code], theirs[code], held, owners, data) for code in sorted(names, key=str.lower)]


def _placed(
    code: str,
    name: str,
    accounts: set[int],
    held: Mapping[int, set[int]],
    owners: Mapping[int, str],
    data: TerritoryData,
) -> OwnerNode:
    all_of = [node for node, inside in held.items() if accounts <= inside]
    above = {each for node in all_of for each in data.above.of((node,)) - {node}}
    lowest = [node for node in all_of if node not in above]
    # Of several, in a matrix, the one with the fewest accounts is the closest.
    best = min(lowest, key=lambda node: (len(held[node]), data.nodes[node].code.lower()), default=None)
    besides = held[best] - accounts if best is not None else set()
    return OwnerNode(
        code,
        name,
        _codes(data, accounts),
        _codes(data, {each for each in accounts if not data.lying[each]}),
        None if best is None else data.nodes[best],
        _codes(data, {each for each in besides if each in owners}),
        _codes(data, {each for each in besides if each not in owners}),
    )


def _codes(data: TerritoryData, accounts: set[int]) -> tuple[str, ...]:
    return tuple(sorted((data.accounts[each].code for each in accounts), key=str.lower))
