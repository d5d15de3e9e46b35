"""What a report on sales is about: a period seen on a day, some accounts or all, their targets, and the books."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property

from amcli.base.time.period import Fiscal, Period
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.accounts.reports.account_tree import AccountNode, Tree
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.reports.account_targets import AccountTargets, Targets
from amcli.features.sales.reports.books import books
from amcli.features.sales.reports.dated_trees import DatedTree, Path, Paths, by_places, parent_in
from amcli.features.sales.rules.split import quarters_of
from amcli.features.sales.rules.stays import Stay, hull
from amcli.features.sales.rules.window import Span, window
from amcli.store.reader import Reader


class ReportScope:
    """What a report about sales needs before it reads a sale. Who reads them says in which currency: `rates`, and then
    `book`, the targets of sales as a whole.
    """

    rates: Rates
    book: AccountTargets

    def __init__(
        self,
        reader: Reader,
        period: Period,
        as_of: date | None,
        scope: Collection[int] | None,
        parts: Sequence[Period],
    ) -> None:
        """scope: the accounts, None for the portfolio. parts: those of the period that are looked at too."""
        self._reader, self._scope, self.today, self.one_of = reader, scope, reader.env.today, reader.one_of
        self.window = window(period, as_of or self.today)
        self.parts = [self.window.part(part) for part in parts]
        self.whole = scope is None
        self.accounts: dict[int, AccountNode] = accounts_of.load(reader, self.window.as_of)
        self.tree = Tree(self.accounts, self.accounts if scope is None else scope)
        self.targets = Targets(reader, period)
        self.fiscal = reader.env.config.fiscal
        self.books, self.lag = books(reader), reader.env.config.number("sales.lag")

    @property
    def days_asked(self) -> Span:
        """From the first day that the report asks about to the last: of its period and of what that is beside."""
        return hull([*self.window.spans(), self.window.period.span], self.window.as_of)

    def book_of(self, product: int | None) -> AccountTargets:
        """The targets of a product, or of sales as a whole."""
        targets = self.targets.of(product)
        shared = any(holder.account is not None for holder in targets)
        return AccountTargets(targets, self.dated if shared else DatedTree(self.tree), self.whole, self.rates)

    @cached_property
    def ever_moved(self) -> bool:
        """Whether the file tells of an account that was part of something else on another day."""
        return accounts_of.ever_moved(self._reader)

    @cached_property
    def parents(self) -> Mapping[int, Sequence[Stay]]:
        """What each account that ever was part of another one was part of, on all days."""
        from amcli.features.sales.reports.standing import parents_of

        return parents_of(self._reader, self.accounts)

    @cached_property
    def paths(self) -> Paths:
        """Where the accounts stood in the tree, by their days."""
        return Paths(self.parents)

    @cached_property
    def dated(self) -> DatedTree:
        """The tree of the accounts of the report, as it was on the days of its period."""
        span, members = self.window.period.span, self.tree.parent
        if not self.ever_moved or not any(
            parent_in(stay) != self.accounts[account].parent
            for account, held in self.parents.items()
            for stay in held
            if stay.start < span[1] and span[0] < stay.beyond
        ):
            return DatedTree(self.tree)
        if self.whole:
            return by_places(members, self.paths, span, lambda path: path)
        others = (path for each in self.accounts if each not in members for _, path in self.paths.of(each, span))
        # A group of which a part is not in the report on some days is not compared on the others either.
        partial = {above for path in others for above in path}
        return by_places(members, self.paths, span, self._up_to_others, partial)

    def _up_to_others(self, path: Path) -> Path:
        """The end of a path that is all of the report."""
        place = len(path)
        while place and path[place - 1] in self.tree.parent:
            place -= 1
        return path[place:]


def parts_of(period: Period, by: str, fiscal: Fiscal) -> tuple[Period, ...]:
    """The months or quarters that the period touches, clipped to it; those of a fiscal year are fiscal quarters."""
    if by == "month":
        return period.months()
    return quarters_of(period, fiscal) if by == "quarter" else ()
