"""The territories as the tree that they form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from amcli.features.accounts.reports.account_tree import with_ancestors
from amcli.store.reader import Reader


class TerritoryNode(NamedTuple):
    """A territory, as reports need it; `id` and `parent` are row ids."""

    id: int
    code: str
    name: str
    level: str | None
    parent: int | None


Nodes = dict[int, TerritoryNode]


def load(reader: Reader) -> Nodes:
    """All territories by row id, in the order of their codes."""
    return {row[0]: TerritoryNode(*row) for row in reader.run_query(__file__, "report_territories")}


class Above:
    """The nodes that some territories lie in: they themselves and all above them. Remembered, because few are asked."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._found: dict[frozenset[int], frozenset[int]] = {}

    def of(self, territories: Iterable[int]) -> frozenset[int]:
        key = frozenset(territories)
        if key not in self._found:
            self._found[key] = frozenset(with_ancestors(self._nodes, key))
        return self._found[key]
