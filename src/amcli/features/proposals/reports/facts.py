"""What the rules of `next` ask of the portfolio, read once for all of them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from amcli.base.errors import Refused
from amcli.base.time.period import Period, fiscal_year, same_day_earlier
from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.accounts.reports.account_tree import load as load_accounts
from amcli.features.accounts.rules import KEY_TIER
from amcli.features.analysis.reports.whitespace_cells import Whitespace
from amcli.features.analysis.rules.concentration import CLASSES, measures, ranked
from amcli.features.contracts.reports.about_contracts import under_way
from amcli.features.contracts.reports.days import standing_contracts
from amcli.features.contracts.rules.standing import Standing
from amcli.features.currencies.reports.factors import Factors
from amcli.features.currencies.reports.rates import Rates
from amcli.features.proposals.rules.catalogue import Rule
from amcli.features.proposals.rules.proposal import Proposal
from amcli.features.sales.reports.line_sums import Wanted
from amcli.features.sales.reports.sales_data import SalesData
from amcli.store.reader import Reader

RENEWAL_DAYS = 90


class Facts:
    """The live accounts as of today, what they bought, and what is at stake."""

    def __init__(self, reader: Reader, currency: str = "", sales: SalesData | None = None) -> None:
        """sales: of the fiscal year up to today, with when each account sold last, where they were read already."""
        self.reader, self.today, self._sales_read = reader, reader.env.today, sales
        every = load_accounts(reader)
        self.accounts: dict[int, AccountNode] = {each.id: each for each in every.values() if not each.archived}
        self.ids = {each.code: each.id for each in self.accounts.values()}
        self.every = every
        self._asked = currency
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
            return Whitespace(self.reader, self.year, None, by="category", accounts=(), currency=self._asked)
        except Refused as refused:
            self.refused = getattr(refused, "on_screen", str(refused))
            return None

    @cached_property
    def sales(self) -> SalesData | None:
        """Sales of the fiscal year, as the report of sales reads them."""
        if self.space is None:
            return None
        if self._sales_read and self._sales_read.rates.to == self.rates.to:
            return self._sales_read
        period = fiscal_year(self.today, self.reader.env.config.fiscal)
        wanted = Wanted(working_days=False, last_sales=True)
        try:
            return SalesData(self.reader, period, None, currency=self.rates.to, wanted=wanted)
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
    def key_accounts(self) -> set[int]:
        """Those of tier 1; where no account has a tier, those of class A by what was bought."""
        tiers = {each.id: each.tier for each in self.accounts.values()}
        if any(tiers.values()):
            return {account for account, tier in tiers.items() if tier == KEY_TIER}
        sold = {each: self.sold(each) or Fraction(0) for each in self.accounts}
        largest = sorted((each for each in sold if sold[each] > 0), key=lambda each: (-sold[each], each))
        places = ranked(measures([sold[each] for each in largest]))
        return {each for each, place in zip(largest, places, strict=True) if place.abc == CLASSES[0]}

    @cached_property
    def contracts(self) -> list[Standing]:
        """Those of live accounts that may have a day within the next ninety days."""
        last = self.today + timedelta(days=RENEWAL_DAYS)
        return standing_contracts(self.reader, until=last)

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
