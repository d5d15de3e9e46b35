"""The cells of a question about whitespace: each account with each group, what it is there and what could be sold."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.money import in_percent, whole_percent
from amcli.base.text import nearest, quote
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import find_accounts
from amcli.features.analysis.reports.whitespace_data import NEVER, Account, Group, WhitespaceData
from amcli.features.analysis.rules import whitespace as rules
from amcli.features.analysis.rules.whitespace import CATEGORY, COUNTS_FROM, STATES, TIER, WHITE, PeerStanding
from amcli.features.sales.rules.forecast import Amount
from amcli.store.reader import Reader

_BY = ("category", "product")


class CellOf(NamedTuple):
    """One account and one group, amounts unrounded. potential: what could be sold of what it does not buy; upsell: by
    how much what it buys is below its peers; None where there is no more to sell. opportunity: the open one, else 0.
    """

    account: Account
    group: Group
    state: str
    sold: Amount
    potential: Fraction | None
    upsell: Fraction | None
    standing: PeerStanding
    opportunity: int

    @property
    def white(self) -> bool:
        """Whether there is something to sell that nobody tried yet."""
        return self.state in WHITE and self.potential is not None


class Whitespace:
    """The cells of the accounts that a question is about."""

    def __init__(
        self,
        reader: Reader,
        period: Period,
        as_of: date | None,
        *,
        by: str,
        accounts: Sequence[str],
        currency: str,
        ever: bool = True,
    ) -> None:
        """Read it; without `ever` what was dropped is a gap as any other, and as white. Raises BadValue for another
        `by`, NotFound and Ambiguous for the accounts, and as WhitespaceData.
        """
        if by not in _BY:
            raise BadValue(f"cannot report whitespace by {quote(by)}: use one of {', '.join(_BY)}", nearest(by, _BY))
        named = find_accounts(reader, accounts)
        self.data = data = WhitespaceData(reader, period, as_of, by, currency, ever=ever)
        wanted = named or data.buyers
        rows = [each for each in data.accounts.values() if each.id in wanted]
        self.accounts = sorted(rows, key=lambda each: (-data.totals.get(each.id, 0), each.code.lower()))
        self.named = bool(named)

    @cached_property
    def cells(self) -> list[CellOf]:
        """Every account with every group, the largest first."""
        return [cell for account in self.accounts for cell in self._cells_of(account)]

    def only_white(self) -> Iterator[CellOf]:
        """The cells with something to sell that nobody tried yet, for who asks for no others: those of what is bought
        are most, and none of them is made, nor of those of which nothing can be said.
        """
        return (cell for account in self.accounts for cell in self._cells_of(account, bought=False) if cell.white)

    def _cells_of(self, account: Account, *, bought: bool = True) -> Iterator[CellOf]:
        data, market, not_for = self.data, self.data.market, account.not_for
        sold_of, last_of = data.sold.get(account.id, {}), data.last.get(account.id, {})
        tried_of = data.tried.get(account.id, {})
        for group, standing in zip(data.groups, market.standings(account.id), strict=True):
            key = group.key
            sold, tried = sold_of.get(key, 0), tried_of.get(key, NEVER)
            if not bought and (sold > 0 or standing.share is None):
                continue
            state = rules.state(
                eligible=not (not_for and not_for & group.names),
                bought=sold > 0,
                open_=bool(tried.open),
                lost=bool(tried.lost),
                sold_before=key in last_of,
            )
            more = None if state == rules.NOT_ELIGIBLE else market.potential(account.id, standing.share, sold)
            potential, upsell = (None, more) if state == rules.BOUGHT else (more, None)
            yield CellOf(account, group, state, sold, potential, upsell, standing, tried.open)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many cells are in each state."""
        found = dict.fromkeys(STATES, 0)
        for cell in self.cells:
            found[cell.state] += 1
        return found

    @cached_property
    def white(self) -> list[CellOf]:
        """The cells with something to sell that nobody tried yet, in their order."""
        return [cell for cell in self.cells if cell.white]

    def sold_of(self, key: Hashable) -> Amount:
        """What was sold to the accounts under a key, such as that of what is in no group."""
        return rules.exact_sum(self.data.sold.get(account.id, {}).get(key, 0) for account in self.accounts)

    def potential(self, cells: Iterable[CellOf]) -> Fraction:
        """What could be sold in the white ones of some cells: what is open or was lost is somebody's work already."""
        return rules.exact_sum(cell.potential for cell in cells if cell.white and cell.potential)

    @cached_property
    def tried(self) -> dict[str, Fraction]:
        """The potential of the cells that are open, and of those that were lost; only of a state that has some."""
        found = {
            state: rules.exact_sum(cell.potential for cell in self.cells if cell.state == state and cell.potential)
            for state in (rules.OPEN, rules.LOST)
        }
        return {state: amount for state, amount in found.items() if amount}

    @property
    def besides(self) -> str:
        """`open and lost ones besides: 19,187`, of what is in no total; nothing where there is none."""
        amount = self.data.rates.spell_whole(sum(self.tried.values(), Fraction(0)))
        return f"{' and '.join(self.tried)} ones besides: {amount}" if self.tried else ""

    def money(self, amount: Amount | None) -> Decimal | None:
        """Minor units as money."""
        return self.data.rates.money(amount)

    def reason(self, standing: PeerStanding) -> str:
        """`9 of 10 of Germany buy it, at 14 % of what they spend`."""
        kind, value = standing.circle
        whose = f" of {value}" if kind == CATEGORY else f" of tier {value}" if kind == TIER else ""
        said = f"{standing.buyers} of {standing.peers}{whose} buy it"
        if standing.share is None:
            return f"{said}: fewer than {COUNTS_FROM} %" if standing.peers else "nobody else bought anything"
        return f"{said}, at {whole_percent(_percent(standing.share))} of what they spend"


def _percent(share: Fraction) -> Decimal:
    found = in_percent(share)
    assert found is not None
    return found
