"""What the measures of objectives are today: read of the records, each question once, however many objectives ask.

Each is of the plan's account and of all that is below it today, as its group is in the brief before a call.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from amcli.base.errors import Refused
from amcli.base.money import in_percent
from amcli.base.registry import NOUNS
from amcli.base.time.period import Period, same_day_earlier
from amcli.features.accounts.reports.account_tree import AccountNode, load, with_descendants
from amcli.features.activity.nouns import TWO_WAY
from amcli.features.currencies.reports.rates import FALLBACK, Rates
from amcli.features.plans.nouns import CONTACTS, ISSUES, MARGIN, SALES, WHITESPACE
from amcli.features.plans.reports.objective_rows import PlanObjective
from amcli.features.plans.rules.progress import Progress, progress
from amcli.features.relationships.rules.coverage import active_since
from amcli.features.sales.reports.figures import margin
from amcli.features.sales.reports.ledger import Cell, Reading, Sums
from amcli.features.sales.reports.sums import ACCOUNT, GROUP, NO_CATEGORY, NO_PRODUCT, Question
from amcli.features.sales.rules.window import ACTUAL, Span
from amcli.store.reader import Reader

_DAY = timedelta(days=1)
Goods = dict[Hashable, Fraction]  # by category


class Measured(NamedTuple):
    """What a measure is: as it is shown, and exactly. Both None, and why, where nobody knows."""

    shown: Decimal | None = None
    exact: Fraction | None = None
    why: str = ""


class Standing(NamedTuple):
    """An objective with what its measure is, and how far that is."""

    objective: PlanObjective
    measured: Measured
    progress: Progress


class ActivePerson(NamedTuple):
    """Somebody who was spoken with lately; ids are row ids, `last` is the ISO text of a day."""

    id: int
    account: int
    name: str
    last: str
    times: int


class Measures:
    """What the records say of accounts up to today."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.today = reader, reader.env.today
        self._readings: dict[tuple[str, Span], Reading] = {}
        self._sums: dict[tuple[str, Span, str], Sums] = {}
        self._scopes: dict[int, set[int]] = {}

    def standing(self, each: PlanObjective) -> Standing:
        """How far an objective is."""
        way = _WAYS.get(each.measure)
        try:
            measured = way(self, each) if way else Measured()
        except Refused as refused:
            measured = Measured(why=str(refused))
        return Standing(each, measured, progress(each.aim, measured.exact, self.today))

    @cached_property
    def accounts(self) -> dict[int, AccountNode]:
        return load(self.reader)

    def scope(self, account: int) -> set[int]:
        """An account and all below it, by row id."""
        if account not in self._scopes:
            self._scopes[account] = with_descendants(self.accounts, [account])
        return self._scopes[account]

    @cached_property
    def _currencies(self) -> dict[int, str | None]:
        return dict(self.reader.rows("SELECT id, currency FROM account").fetchall())

    def currency(self, each: PlanObjective) -> str:
        """The currency in which an objective is worked out: its own, its account's, the configured one."""
        return each.currency or self._currencies[each.account] or self.reader.env.config.currency or FALLBACK

    def days(self, period: Period) -> Span:
        """The days of a period that count: up to today."""
        return period.start, max(period.start, min(period.end, self.today + _DAY))

    def sold(self, each: PlanObjective) -> Cell:
        """What was sold in its plan so far, in minor units of its currency. Refused where an amount has no rate."""
        scope = self.scope(each.account)
        sums = self._sums_of(ACCOUNT, self.days(each.period), self.currency(each))
        self._refuse_lacking(each, any(sums.lacks(account, ACTUAL) for account in scope))
        return sums.total(scope).cell(None)

    def goods(self, each: PlanObjective) -> tuple[Goods, Goods]:
        """What was sold of each category in its plan so far, and in the year before the plan. Raises as `sold`."""
        start = each.period.start
        return self._goods_in(each, self.days(each.period)), self._goods_in(each, (same_day_earlier(start), start))

    def new_groups(self, each: PlanObjective) -> set[Hashable]:
        """The categories that were bought in the plan so far, and not in the year before it. Raises as `sold`."""
        now, before = self.goods(each)
        return {group for group, amount in now.items() if amount > 0 and before.get(group, 0) <= 0}

    def _goods_in(self, each: PlanObjective, days: Span) -> Goods:
        scope, found = self.scope(each.account), Goods()
        sums = self._sums_of(GROUP, days, self.currency(each))
        for key in sums.keys:
            assert isinstance(key, tuple)
            account, group = key
            if account in scope and group not in (NO_PRODUCT, NO_CATEGORY):
                self._refuse_lacking(each, sums.lacks(key, ACTUAL))
                found[group] = found.get(group, Fraction(0)) + Fraction(sums.row(key).actual)
        return found

    def _sums_of(self, by: str, days: Span, currency: str) -> Sums:
        """What everybody sold in some days: what has no rate is noted there, for it may be another account's."""
        if (by, days) not in self._readings:
            full = ACTUAL if by == ACCOUNT else -1
            self._readings[by, days] = Reading(self.reader, Question([[days]], by, full=full))
        if (by, days, currency) not in self._sums:
            (self._sums[by, days, currency],), _, _ = self._readings[by, days].sums(Rates(self.reader, currency), ())
        return self._sums[by, days, currency]

    def _refuse_lacking(self, each: PlanObjective, lacking: bool) -> None:
        if lacking:
            raise Refused(f"an amount has no rate to {self.currency(each)}")

    @cached_property
    def open_issues(self) -> dict[int, int]:
        """How many issues are open, by account."""
        sql = f"SELECT account_id, count(*) FROM issue WHERE {NOUNS['issue'].live_on(self.today)} GROUP BY account_id"
        return dict(self.reader.rows(sql).fetchall())

    @cached_property
    def active(self) -> list[ActivePerson]:
        """Who is there today and whom somebody spoke with as lately as relationships count it: the latest first."""
        rows = self.reader.run_query(
            __file__, "active_people", since=active_since(self.today).isoformat(), cut=(self.today + _DAY).isoformat(),
            day=self.today.isoformat(), kinds=str(list(TWO_WAY)).replace("'", '"'),
        )  # fmt: skip
        return [ActivePerson(*row) for row in rows]


def _of_sales(measures: Measures, each: PlanObjective) -> Measured:
    amount = Fraction(measures.sold(each).amount)
    rates = Rates(measures.reader, measures.currency(each))
    return Measured(rates.money(amount), amount / 10**rates.decimals)


def _of_margin(measures: Measures, each: PlanObjective) -> Measured:
    share = margin(measures.sold(each))
    if share is None:
        return Measured(why="no sale in its days carries a cost")
    return Measured(in_percent(share), share * 100)


def _of_whitespace(measures: Measures, each: PlanObjective) -> Measured:
    return _counted(len(measures.new_groups(each)))


def _of_issues(measures: Measures, each: PlanObjective) -> Measured:
    return _counted(sum(measures.open_issues.get(account, 0) for account in measures.scope(each.account)))


def _of_contacts(measures: Measures, each: PlanObjective) -> Measured:
    scope = measures.scope(each.account)
    return _counted(sum(person.account in scope for person in measures.active))


def _counted(count: int) -> Measured:
    return Measured(Decimal(count), Fraction(count))


_WAYS: Mapping[str, Callable[[Measures, PlanObjective], Measured]] = {
    SALES: _of_sales, MARGIN: _of_margin, WHITESPACE: _of_whitespace, ISSUES: _of_issues, CONTACTS: _of_contacts,
}  # fmt: skip
