"""The targets of a report: an account's own, its group's, a product's, and the portfolio's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import Tree
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.sales.reports.dated_trees import DatedTree
from amcli.features.sales.rules.targets import (
    CHILDREN,
    GROUP,
    SUM,
    Minor,
    SetTarget,
    TargetAmount,
    TargetMatch,
    TargetPlan,
    add,
    added,
    unallocated,
)
from amcli.store.reader import Reader


class Holder(NamedTuple):
    """Whose a target is: an account's own, with `group` that of all below it too; without one the portfolio's."""

    account: int | None
    group: bool


class Excess(NamedTuple):
    """A target that finer ones of the same holder exceed, and by how much, in minor units of the report's currency."""

    holder: Holder
    target: SetTarget
    over: Minor


ByHolder = dict[Holder, list[SetTarget]]


class Targets:
    """Those that have a say in the report's period: they overlap it, or overlap one that does, and so on."""

    def __init__(self, reader: Reader, period: Period) -> None:
        self._by_product: dict[int | None, ByHolder] = {None: {}}
        days: dict[str, date] = {}  # few days begin or end many targets
        rows = reader.run_query(__file__, "report_targets", start=period.start.isoformat(), end=period.end.isoformat())
        for account, group, product, number, start, end, minor, currency in rows:
            for text in (start, end):
                if text not in days:
                    days[text] = date.fromisoformat(text)
            target = SetTarget(number, days[start], days[end], minor, currency)
            holder = Holder(account, bool(group) and account is not None)
            self._by_product.setdefault(product, {}).setdefault(holder, []).append(target)
        for by_holder in self._by_product.values():
            for holder, targets in by_holder.items():
                by_holder[holder] = _connected(targets, period)

    def of(self, product: int | None) -> ByHolder:
        """The targets of a product, or of sales as a whole."""
        return self._by_product.get(product, {})

    @property
    def products(self) -> list[int]:
        """The products that have targets."""
        return [product for product in self._by_product if product is not None]

    def currencies(self, tree: Tree, *, whole: bool, products: bool) -> set[str]:
        """Those of the targets that may be asked for; with `products` the targets of products too."""
        return {
            target.currency
            for product in self._by_product
            if product is None or products
            for holder, targets in self.of(product).items()
            if holder.account in tree.parent or (holder.account is None and whole)
            for target in targets
        }


def _connected(targets: list[SetTarget], period: Period) -> list[SetTarget]:
    """Those that overlap the period, and those that overlap what these cover, and so on."""
    start, end = period.start, period.end
    while True:
        found = [each for each in targets if each.start < end and each.end > start]
        first, beyond = (
            min((each.start for each in found), default=start),
            max((each.end for each in found), default=end),
        )
        if first >= start and beyond <= end:
            return found
        start, end = min(start, first), max(end, beyond)


class AccountTargets:
    """The targets of one product or of sales as a whole, for the accounts of a tree; of one that moved in it for
    each of the places where it stood, by the days of that.

    `whole`: the tree is the portfolio, so that the portfolio's own targets count.
    """

    def __init__(self, targets: ByHolder, dated: DatedTree, whole: bool, rates: Rates) -> None:
        self.dated, self.whole, self.rates = dated, whole, rates
        self._plans = {
            holder: TargetPlan(each, self._converted)
            for holder, each in targets.items()
            if holder.account is None or dated.nodes(holder.account)
        }
        self._rolled: dict[Period, dict[int, TargetAmount | None]] = {}
        tree, above = dated.tree, set[int]()
        for account in self.accounts:
            for node in dated.nodes(account):
                here: int | None = node
                while here is not None and here not in above:
                    above.add(here)
                    here = tree.parent[here]
        self._upwards = sorted(above, key=tree.depth.__getitem__, reverse=True)

    @property
    def accounts(self) -> set[int]:
        """Those that have a target of their own or of their group."""
        return {holder.account for holder in self._plans if holder.account is not None}

    @property
    def groups(self) -> list[int]:
        """The accounts that others are or were part of."""
        tree, account = self.dated.tree, self.dated.account
        return list(dict.fromkeys(account(node) for node in tree.depth if node in tree.children))

    def right_below(self, account: int) -> set[int]:
        """What is or was part of an account."""
        children = self.dated.tree.children
        return {self.dated.account(each) for node in self.dated.nodes(account) for each in children.get(node, ())}

    def match(self, holder: Holder, period: Period) -> TargetMatch | None:
        """The targets of a holder that answer for a period. Raises MissingRate."""
        plan = self._plans.get(holder)
        return plan.resolve(period.start, period.end) if plan else None

    def own(self, account: int | None, period: Period) -> TargetAmount | None:
        """What was set for the account's own sales, or with None for the portfolio. Raises MissingRate."""
        return self._aim(Holder(account, False), period)

    def group(self, account: int, period: Period) -> TargetAmount | None:
        """What was set for the account and all below it. Raises MissingRate."""
        return self._aim(Holder(account, True), period)

    def rolled_up(self, period: Period) -> dict[int, TargetAmount | None]:
        """Every node of the tree that has one: its group's, where all of the group is in the tree, else its own and
        those right below it. Raises MissingRate.
        """
        found = self._rolled.get(period)
        if found is None:
            found = self._rolled[period] = {}
            for node in self._upwards:
                group = None if node in self.dated.partial else self._of(node, True, period)
                found[node] = group or self._given(node, period, found)
        return found

    def answered(self, period: Period) -> set[int]:
        """The accounts that have one, of their own or of some below them. Raises MissingRate."""
        return {self.dated.account(node) for node, amount in self.rolled_up(period).items() if amount}

    def total(self, period: Period) -> TargetAmount | None:
        """The portfolio's, or that of the accounts of the tree. Raises MissingRate."""
        if self.whole and (own := self.own(None, period)):
            return own
        rolled, roots = self.rolled_up(period), self.dated.tree.roots
        if not self.whole and len({self.dated.account(root) for root in roots}) == 1:
            return added((rolled.get(root) for root in roots), CHILDREN)
        return add((rolled.get(root) for root in roots), SUM)

    def unallocated(self, account: int | None, period: Period) -> Fraction | None:
        """What is set for an account's group, or with None for the portfolio, less what it is made of: the account's
        own and those right below it. None unless both are set. Raises MissingRate.
        """
        rolled = self.rolled_up(period)
        if account is None:
            return unallocated(self.own(None, period), add((rolled.get(root) for root in self.dated.tree.roots), SUM))
        nodes = self.dated.nodes(account)
        group = add((self._of(node, True, period) for node in nodes), GROUP)
        return unallocated(group, add((self._given(node, period, rolled) for node in nodes), CHILDREN))

    def exceeded(self, period: Period) -> Iterator[Excess]:
        """The targets that finer ones exceed; a holder whose amounts lack a rate is passed over."""
        for holder, plan in self._plans.items():
            if holder.account is not None or self.whole:
                try:
                    over = list(plan.exceeded(period.start, period.end))
                except MissingRate:
                    continue
                yield from (Excess(holder, *each) for each in over)

    def _of(self, node: int, group: bool, period: Period) -> TargetAmount | None:
        """What was set for the account of a node, for its days there."""
        if not self.dated.moved:
            return self._aim(Holder(node, group), period)
        days = self.dated.days(node, period)
        return self._aim(Holder(self.dated.account(node), group), days) if days else None

    def _given(self, node: int, period: Period, rolled: dict[int, TargetAmount | None]) -> TargetAmount | None:
        """The account's own and the sum of those right below it."""
        own = self._of(node, False, period)
        children = add((rolled.get(child) for child in self.dated.tree.children.get(node, ())), CHILDREN)
        return add((own, children), CHILDREN) if own and children else own or children

    def _aim(self, holder: Holder, period: Period) -> TargetAmount | None:
        plan = self._plans.get(holder)
        return plan.aim(period.start, period.end, GROUP if holder.group else "") if plan else None

    def _converted(self, target: SetTarget) -> Minor:
        """A target converts on the first day of its own period."""
        if target.currency == self.rates.to:
            return target.minor
        return self.rates.minor(target.minor, target.currency, target.start)
