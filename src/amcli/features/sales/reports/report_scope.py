"""What a report on sales is about: a period seen on a day, some accounts or all, their targets, and the books."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from amcli.base.time.period import Fiscal, Period
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.accounts.reports.account_tree import AccountNode, Tree
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.reports.account_targets import AccountTargets, Targets
from amcli.features.sales.reports.books import books
from amcli.features.sales.rules.split import quarters_of
from amcli.features.sales.rules.stays import hull
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
        self._reader, self._scope, self.today = reader, scope, reader.env.today
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
        return AccountTargets(self.targets.of(product), self.tree, self.whole, self.rates)


def parts_of(period: Period, by: str, fiscal: Fiscal) -> tuple[Period, ...]:
    """The months or quarters that the period touches, clipped to it; those of a fiscal year are fiscal quarters."""
    if by == "month":
        return period.months()
    return quarters_of(period, fiscal) if by == "quarter" else ()
