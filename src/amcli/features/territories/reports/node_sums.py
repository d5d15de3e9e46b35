"""What each node of the territories has itself, and with all below it: every account and every sale once in each."""

from __future__ import annotations

from collections.abc import Iterable

from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.targets import SUM, TargetAmount, add
from amcli.features.territories.reports.stays import AccountStay, TerritoryData

NOWHERE = None  # in the place of a node: what lies in no territory


class NodeSums:
    """Accounts that lie there on the report's day; lines, sales and targets of the days on which accounts lay there."""

    def __init__(self) -> None:
        self.accounts: set[int] = set()
        self.lines = 0
        self.actual: Amount = 0
        self.targets: list[TargetAmount] = []
        self.untargeted: set[int] = set()  # those that sold something there without a target of their own

    def count(self, part: AccountStay) -> None:
        """Take in a stay."""
        self.lines += part.lines
        self.actual += part.actual
        if part.target is not None:
            self.targets.append(part.target)
        elif part.lines:
            self.untargeted.add(part.account)

    @property
    def target(self) -> TargetAmount | None:
        return add(self.targets, SUM)

    @property
    def says_something(self) -> bool:
        return bool(self.accounts or self.lines or self.targets)


Sums = dict[int | None, NodeSums]


def node_sums(data: TerritoryData) -> tuple[Sums, Sums]:
    """By node what lies in it itself, and what lies in it or below; both have NOWHERE too."""
    own: Sums = {each: NodeSums() for each in (*data.nodes, NOWHERE)}
    rolled: Sums = {each: NodeSums() for each in own}
    for part in data.stays:
        _into(own, part.territories, part)
        _into(rolled, data.above.of(part.territories), part)
    for account, territories in data.lying.items():
        for each in territories or (NOWHERE,):
            own[each].accounts.add(account)
        for each in data.above.of(territories) or (NOWHERE,):
            rolled[each].accounts.add(account)
    return own, rolled


def _into(sums: Sums, nodes: Iterable[int], part: AccountStay) -> None:
    for each in nodes or (NOWHERE,):
        sums[each].count(part)


def overlapping(data: TerritoryData) -> list[AccountStay]:
    """The stays in several territories at once, in the order of the accounts' codes and days."""
    return [part for part in data.stays if len(part.territories) > 1]


def counted_more_than_once(parts: Iterable[AccountStay]) -> Amount:
    """What is to be taken off the nodes' own sales, so that each sale is in their sum once."""
    return sum((_extra(part) for part in parts), 0)


def _extra(part: AccountStay) -> Amount:
    return (len(part.territories) - 1) * part.actual
