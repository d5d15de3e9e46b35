"""What the rules of `next` ask of the portfolio, read once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.errors import Refused
from amcli.base.time.period import Period, fiscal_year, same_day_earlier
from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.accounts.reports.account_tree import load as load_accounts
from amcli.features.analysis.reports.key_accounts import KeyAccounts, Sold, key_accounts, largest_first
from amcli.features.analysis.reports.whitespace_cells import Whitespace
from amcli.features.contracts.reports.about_contracts import under_way
from amcli.features.contracts.reports.days import PASSED_DAYS, standing_contracts
from amcli.features.contracts.rules.standing import Standing
from amcli.features.currencies.reports.factors import Factors
from amcli.features.currencies.reports.rates import Rates
from amcli.features.issues.reports.any_issues import has_issues
from amcli.features.proposals.reports.decisions import away_of
from amcli.features.proposals.rules.catalogue import Rule
from amcli.features.proposals.rules.proposal import Away, Proposal
from amcli.features.sales.reports.books import Books, books
from amcli.features.sales.reports.line_sums import Wanted
from amcli.features.sales.reports.sales_data import SalesData
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.features.issues.reports.clock import Clocks, IssueThen

NOTICE_DAYS, RENEWAL_DAYS = 30, 90
WANTED = Wanted(working_days=False)


class Asking(NamedTuple):
    """The open issues of live accounts that ask for a look, the worst first, and what counted their clocks."""

    clocks: Clocks
    issues: list[IssueThen]


class Facts:
    """The live accounts as of today, what they bought, and what is at stake."""

    def __init__(
        self,
        reader: Reader,
        currency: str = "",
        survey: SalesData | None = None,
        contracts: Mapping[int, Standing] | None = None,
    ) -> None:
        """survey: the sales of the fiscal year, where somebody has read what is WANTED of them. contracts: those of all
        live accounts as they stand today, by their ids, where they are read already.
        """
        self.reader, self.today = reader, reader.env.today
        every = load_accounts(reader)
        self.accounts: dict[int, AccountNode] = {each.id: each for each in every.values() if not each.archived}
        self.ids = {each.code: each.id for each in self.accounts.values()}
        self.every = every
        self._asked, self._survey, self._contracts = currency, survey, contracts
        self.refused = ""  # why there is no money at stake

    @cached_property
    def year(self) -> Period:
        """The twelve months up to and including today."""
        end = self.today + timedelta(days=1)
        return Period(same_day_earlier(end), end, "the last twelve months")

    @cached_property
    def space(self) -> Whitespace | None:
        """What was bought in these twelve months by group, and what not; None where the records share no currency."""
        try:
            return Whitespace(
                self.reader, self.year, None, by="category", accounts=(), currency=self._asked, ever=False
            )
        except Refused as refused:
            self.refused = getattr(refused, "on_screen", str(refused))
            return None

    @cached_property
    def books(self) -> Books:
        return books(self.reader)

    @property
    def behind(self) -> int:
        """By how many days the books end before today, where those are more than usual (`sales.lag`); else 0."""
        return self.books.behind(self.today, self.reader.env.config.number("sales.lag"))

    @property
    def year_is_booked(self) -> bool:
        """Whether the books reach into the fiscal year of today, or there are none."""
        start = fiscal_year(self.today, self.reader.env.config.fiscal).start
        return not self.behind or self.books.booked_to is None or self.books.booked_to >= start

    @cached_property
    def sales(self) -> SalesData | None:
        """Sales of the fiscal year as the report of sales reads them, where the books end long ago as of their last
        day: days that nobody has booked yet forecast nothing. None where that lies before the year, or nobody can say.
        """
        if self.space is None:
            return None
        period = fiscal_year(self.today, self.reader.env.config.fiscal)
        booked_to = self.books.booked_to if self.behind else None
        if not self.year_is_booked:
            return None
        if booked_to is None and self._survey is not None and self._survey.rates.to == self.rates.to:
            return self._survey
        try:
            return SalesData(self.reader, period, booked_to, currency=self.rates.to, wanted=WANTED)
        except Refused as refused:
            self.refused = getattr(refused, "on_screen", str(refused))
            return None

    @property
    def rates(self) -> Rates:
        assert self.space is not None
        return self.space.data.rates

    @cached_property
    def _factors(self) -> Factors | None:
        return Factors(self.rates, self.today) if self.space else None

    def converted(self, minor: Fraction | int | None, currency: str | None) -> Fraction | None:
        """Minor units of a currency at today's rate; None where there is no amount or no rate."""
        if minor is None or currency is None or self._factors is None:
            return None
        factor = self._factors.of(currency)
        return None if factor is None else minor * factor

    def sold(self, account: int) -> Fraction | None:
        """What an account bought in the twelve months."""
        if self.space is None:
            return None
        return Fraction(max(self.space.data.totals.get(account, 0), 0))

    def spell(self, minor: Fraction | None) -> str:
        """`1,234 USD`."""
        return "n/a" if minor is None else f"{self.rates.spell_whole(minor)} {self.rates.to}"

    @cached_property
    def key(self) -> KeyAccounts:
        """The key accounts; by class that of what was bought in the twelve months, archived accounts among them."""
        sold = largest_first(Sold(each, self.sold(each.id) or Fraction(0)) for each in self.every.values())
        return key_accounts(self.every.values(), sold)

    @cached_property
    def key_accounts(self) -> frozenset[int]:
        """Those of them that are live."""
        return frozenset(self.key.ids) & self.accounts.keys()

    @cached_property
    def contracts(self) -> list[Standing]:
        """Those of live accounts that may have a day within NOTICE_DAYS, those renewed by agreement that end within
        RENEWAL_DAYS, and what `today` tells of besides: those whose day of notice passed lately.
        """
        days = (-PASSED_DAYS, NOTICE_DAYS, RENEWAL_DAYS + 1)
        since, until, renewal = (self.today + timedelta(days=number) for number in days)
        return standing_contracts(self.reader, since=since, until=until, renewal=renewal, known=self._contracts)

    @cached_property
    def asking(self) -> Asking | None:
        """The open issues that are critical or late; None where the file has no issue, and none of it is loaded."""
        if not has_issues(self.reader):
            return None
        from amcli.features.issues.reports.clock import Clocks, then_of

        clocks = Clocks(self.reader, then_of(self.reader, None))
        return Asking(clocks, clocks.asking())

    @cached_property
    def away(self) -> Away:
        """What was decided on, and so does not come today."""
        return away_of(self.reader, self.ids)

    @cached_property
    def under_way(self) -> set[int]:
        """The contracts about which something is negotiated or offered."""
        return set(under_way(self.reader, self.today))

    def proposal(
        self,
        account: int,
        rule: Rule,
        reason: str,
        made_of: object,
        command: str,
        *,
        amount: Fraction | None = None,
        chance: int | None = None,
        late: int | None = None,
    ) -> Proposal:
        """A proposal at an account, with the act of its rule. chance: that of the rule where nothing else is said."""
        code, chance = self.accounts[account].code, rule.chance if chance is None else chance
        days = late if late is not None and late > 0 else None
        return Proposal(account, code, rule, rule.act, reason, str(made_of), amount, chance, days, command)

    def days_since(self, day: date) -> int:
        return (self.today - day).days
