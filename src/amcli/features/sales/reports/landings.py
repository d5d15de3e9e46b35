"""Where the sales of every account will end beside its target: what `report sales` says of each, for other reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.sales.reports.line_sums import Wanted
from amcli.features.sales.reports.sales_data import Grouping, Line, SalesData, View
from amcli.features.sales.rules.targets import TargetAmount
from amcli.features.sales.rules.window import Span
from amcli.store.reader import Reader


class Landing(NamedTuple):
    """Of an account with a target. group: the target is of it and all below it, and so are the sales. Amounts are of
    the line, in minor units, unrounded.
    """

    line: Line
    aim: TargetAmount
    group: bool

    @property
    def reached(self) -> Fraction | None:
        """The forecast / target, 1 being all of it."""
        return self.line.pace.landing


def landings(
    reader: Reader,
    period: Period,
    as_of: date,
    *,
    currency: str = "",
    scope: Collection[int] | None = None,
    spans: Sequence[Span] = (),
) -> Landings:
    """Those of a period up to a day, of some accounts or of all (None). spans: of days whose sales are asked for
    beside, in the order of `sold`. Raises Refused and BadValue as SalesData does.
    """
    wanted = Wanted(working_days=False, spans=spans)
    return Landings(SalesData(reader, period, as_of, scope=scope, currency=currency, wanted=wanted))


class Landings:
    """Where each account of some sales that were read ends."""

    def __init__(self, survey: SalesData) -> None:
        self.survey = survey
        self._own = survey.view()
        self._known: dict[int, Landing | None] = {}

    def of(self, account: int) -> Landing | None:
        """By the account's own target; where it has none, by that of its group. None without either. MissingRate."""
        if account not in self._known:
            self._known[account] = self._of(account)
        return self._known[account]

    def line(self, account: int) -> Line:
        """The same, of one without a target too: what it sold itself."""
        landing = self.of(account)
        return landing.line if landing else self.survey.line(self._own, account, None)

    def _of(self, account: int) -> Landing | None:
        book, period = self.survey.book, self.survey.window.period
        if own := book.own(account, period):
            return Landing(self.survey.line(self._own, account, own), own, False)
        if group := book.group(account, period):
            return Landing(self.survey.line(self._rolled, account, group), group, True)
        return None

    def sold(self, account: int) -> tuple[int | Fraction, ...]:
        """What it sold itself in each of the spans, in minor units."""
        return self._own.line_sums(account).beside

    @cached_property
    def _rolled(self) -> View:
        """Each account with all below it, which few are asked for."""
        tree = self.survey.tree
        return self.survey.view(Grouping(lambda sums: sums.rolled_up(tree)))
