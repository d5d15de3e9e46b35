"""The targets of a report: an account's own, a parent's, a product's, and the portfolio's."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import Tree
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.rules.targets import (
    CHILDREN,
    SUM,
    SetTarget,
    TargetAmount,
    TargetMatch,
    add,
    aim,
    portfolio,
    resolve,
    unallocated,
)
from amcli.store.reader import Reader

ByAccount = dict[int | None, list[SetTarget]]


class Targets:
    """Those that overlap the report's period, as they were set."""

    def __init__(self, reader: Reader, period: Period) -> None:
        self._by_product: dict[int | None, ByAccount] = {None: {}}
        rows = reader.run_query(__file__, "report_targets", start=period.start.isoformat(), end=period.end.isoformat())
        for account, product, number, start, end, minor, currency in rows:
            target = SetTarget(number, date.fromisoformat(start), date.fromisoformat(end), minor, currency)
            self._by_product.setdefault(product, {}).setdefault(account, []).append(target)

    def of(self, product: int | None) -> ByAccount:
        """The targets by account of a product, or of sales as a whole; None is the portfolio's."""
        return self._by_product.get(product, {})

    def currencies(self, tree: Tree, *, whole: bool, products: bool) -> set[str]:
        """Those of the targets that may be asked for; with `products` the targets of products too."""
        return {
            target.currency
            for product in self._by_product
            if product is None or products
            for account, targets in self.of(product).items()
            if account in tree.parent or (account is None and whole)
            for target in targets
        }


class AccountTargets(NamedTuple):
    """The targets by account of one product or of sales as a whole, for the accounts of a tree.

    `whole`: the tree is the portfolio, so that the portfolio's own targets count.
    """

    targets: ByAccount
    tree: Tree
    whole: bool
    rates: Rates

    def resolved(self, account: int | None, period: Period) -> TargetMatch | None:
        """The targets that answer for the account's own."""
        return resolve(self.targets.get(account, ()), period.start, period.end)

    def own(self, account: int | None, period: Period) -> TargetAmount | None:
        """What was set for the account, or with None for the portfolio. Raises MissingRate."""
        return aim(self.resolved(account, period), self._converted)

    def rolled_up(self, period: Period) -> dict[int, TargetAmount | None]:
        """Every account of the tree: its own, else its children's sum. Raises MissingRate."""
        found: dict[int, TargetAmount | None] = {}
        if self.targets:
            for each in self.tree.upwards():
                found[each] = self.own(each, period) or self._of_children(each, found)
        return found

    def total(self, period: Period) -> TargetAmount | None:
        """The portfolio's, or that of the accounts of the tree. Raises MissingRate."""
        rolled = self.rolled_up(period)
        roots = add((rolled.get(root) for root in self.tree.roots), SUM)
        if self.whole:
            return portfolio(self.own(None, period), roots)
        return rolled.get(self.tree.roots[0]) if len(self.tree.roots) == 1 else roots

    def unallocated(
        self, account: int | None, period: Period, rolled: dict[int, TargetAmount | None]
    ) -> Fraction | None:
        """What is set for an account, or with None for the portfolio, less what those right below it add up to."""
        return unallocated(self.own(account, period), self._of_children(account, rolled))

    def _of_children(self, account: int | None, rolled: dict[int, TargetAmount | None]) -> TargetAmount | None:
        return add((rolled.get(child) for child in self.tree.children.get(account, ())), CHILDREN)

    def _converted(self, target: SetTarget) -> Fraction:
        """A target converts on the first day of its own period."""
        return self.rates.minor(target.minor, target.currency, target.start)
