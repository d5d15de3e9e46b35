"""What a question about whitespace reads: who bought what in the period, when last, and what is open or was lost."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple, TypeVar, cast

from amcli.base.field_type import SEPARATOR
from amcli.base.stages import LOST, UNDECIDED, WON
from amcli.base.text import name_key, unescape_phrase
from amcli.base.time.period import Period
from amcli.features.analysis.rules.whitespace import Kin, Market
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.ledger import Reading
from amcli.features.sales.reports.product_groups import all_products
from amcli.features.sales.reports.sums import GOODS, GROUP, ITEM, NO_CATEGORY, NO_PRODUCT, Question
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.window import window
from amcli.store.reader import Reader, query_text

KEYS = {"category": GROUP, "product": ITEM}
IN_NO_GROUP = (NO_PRODUCT, NO_CATEGORY)


class Account(NamedTuple):
    """An account, as whitespace needs it; `not_for` are the names of what it can never buy, as they are compared."""

    id: int
    code: str
    name: str
    kin: Kin
    not_for: frozenset[str]
    archived: bool


class Group(NamedTuple):
    """A category or a product: its key in sums, what it is called by, its name, and all that `not_for` may call it."""

    key: Hashable
    called: str
    name: str
    names: frozenset[str]


class Tried(NamedTuple):
    """The latest opportunity that is open, and the latest that was lost; 0 for none."""

    open: int = 0
    lost: int = 0


NEVER = Tried()
_T = TypeVar("_T")
ByAccount = dict[int, dict[Hashable, _T]]  # what there is of each account with each group


class WhitespaceData:
    """Sales of a period up to a day by account and group, in one currency, and what they are held against.

    What was bought without a product is under NO_PRODUCT, of products without a category under NO_CATEGORY.
    """

    def __init__(
        self, reader: Reader, period: Period, as_of: date | None, by: str, currency: str, *, ever: bool = True
    ) -> None:
        """Read it all. ever: also what was bought before the period, which takes longest to read and tells what was
        dropped from what was never bought. Raises Refused and BadValue as report_currency does, and MissingRate for
        sales in the period.
        """
        self.by, self.today = by, reader.env.today
        self.known = as_of or self.today  # the day as of which opportunities are read; it may lie after the period
        self.window = window(period, self.known)
        self.accounts = _accounts(reader)
        self.products = all_products(reader)
        reading = Reading(reader, Question([[(self.window.period.start, self.window.cut)]], KEYS[by], full=-1))
        found = reading.currencies()
        self.rates = Rates(reader, report_currency(reader, currency, found))
        self.converts = bool(found - {self.rates.to})
        (sums,), _, _ = reading.sums(self.rates)
        self.sold: ByAccount[Amount] = {}
        for key in sums.keys:
            account, group = cast("tuple[int, Hashable]", key)
            self.sold.setdefault(account, {})[group] = sums.row(key).actual
        self.totals = {account: sum(amounts.values()) for account, amounts in self.sold.items()}
        self.amounts: dict[Hashable, Amount] = {}
        for amounts in self.sold.values():
            for group, amount in amounts.items():
                self.amounts[group] = self.amounts.get(group, 0) + amount
        self.last: ByAccount[str] = self._last_sales(reader) if ever else {}
        self.loose: dict[int, list[int]] = {}  # open opportunities of an account that are of no group
        self.tried = self._tried(reader)
        self.groups = self._groups()
        self.buyers = {account: total for account, total in self.totals.items() if total > 0}
        self.market = self._market()

    def _market(self) -> Market:
        named = {group.key for group in self.groups}
        bought = {
            account: {group: amount for group, amount in self.sold[account].items() if amount > 0 and group in named}
            for account in self.buyers
        }
        kin = {account.id: account.kin for account in self.accounts.values()}
        return Market([group.key for group in self.groups], kin, self.buyers, bought)

    def _last_sales(self, reader: Reader) -> ByAccount[str]:
        """The last day before the cut on which each account bought of each group, ever: as ISO text."""
        goods, join = GOODS[KEYS[self.by]]
        sql = query_text(__file__, "last_of_goods").replace("{goods}", goods).replace("{join}", join)
        cut = self.window.cut
        found: ByAccount[str] = {}
        for account, group, day in reader.rows(sql, {"month": f"{cut:%Y-%m}", "cut": cut.isoformat()}):
            days = found.setdefault(account, {})
            if day > days.get(group, ""):
                days[group] = day
        return found

    def _tried(self, reader: Reader) -> ByAccount[Tried]:
        found: ByAccount[Tried] = {}
        sql, ends = query_text(__file__, "opportunities_of_goods"), {"lost": LOST, "won": WON, "undecided": UNDECIDED}
        if self.known < self.today:
            from amcli.features.pipeline.reports.states import ask_states

            rows = ask_states(reader, sql.replace("{opportunities}", "({states})"), self.known, None, ends)
        else:
            rows = reader.rows(sql.replace("{opportunities}", "opportunity"), ends)
        for number, account, product, category, is_open in rows:
            group, groups = product if self.by == "product" else category, found.setdefault(account, {})
            if group is None and is_open:
                self.loose.setdefault(account, []).append(number)
            known = groups.get(group, NEVER)
            groups[group] = known._replace(open=number) if is_open else known._replace(lost=number)
        return found

    def _groups(self) -> list[Group]:
        """Those that anybody ever bought or that are being sold, those of which most is sold first."""
        found = {group for each in (self.sold, self.last, self.tried) for groups in each.values() for group in groups}
        known = {each.key: each for each in self._all_groups()}
        groups = (known[key] for key in found - {None, *IN_NO_GROUP})
        return sorted(groups, key=lambda each: (-self.amounts.get(each.key, 0), each.called))

    def _all_groups(self) -> list[Group]:
        if self.by == "product":
            return [
                Group(number, code, name, frozenset(map(name_key, filter(None, (code, name, category)))))
                for number, code, name, category in self.products
            ]
        categories = {category for *_, category in self.products if category}
        return [Group(category, category, category, frozenset({name_key(category)})) for category in categories]


def _accounts(reader: Reader) -> dict[int, Account]:
    """All accounts by row id, in the order of their codes."""
    rows = reader.run_query(__file__, "accounts_alike")
    return {
        number: Account(number, code, name, Kin(category or None, tier), _words(not_for), archived is not None)
        for number, code, name, category, tier, not_for, archived in rows
    }


def _words(text: str | None) -> frozenset[str]:
    """The words of a set, as names are compared."""
    words = (text or "").split(SEPARATOR)
    return frozenset(name_key(unescape_phrase(word)) for word in words if word)
