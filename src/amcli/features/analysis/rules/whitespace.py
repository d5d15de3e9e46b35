"""What an account does not buy although others like it do. The formulas are those of docs/figures.md.

Accounts that bought anything in the period are peers of others. The share of a group is what one bought of it to all
that it bought.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from amcli.features.sales.rules.forecast import Amount

NOT_ELIGIBLE, BOUGHT, OPEN, LOST, DROPPED, GAP = STATES = ("not eligible", "bought", "open", "lost", "dropped", "gap")
WHITE = (DROPPED, GAP)  # the states of what nobody works on yet
ENOUGH_PEERS = 3
COUNTS_FROM = 40  # percent of the peers that buy a group
CATEGORY, TIER, ALL = "category", "tier", "all"

Circle = tuple[str, str | int | None]  # by what accounts are alike, and what they have of it


class Kin(NamedTuple):
    """What makes accounts alike."""

    category: str | None
    tier: int | None


class PeerStanding(NamedTuple):
    """How the peers of an account stand to a group: how many of how many buy it, and the median of their shares, None
    where those that do are too few to count.
    """

    circle: Circle
    buyers: int
    peers: int
    share: Fraction | None


class _Ranked(NamedTuple):
    """The buyers of a group within a circle, by their shares: numbers in the order of these, and the accounts; and how
    it stands to accounts: by the number of their peers, of those that buy it, and the places of those in the middle.
    """

    group: Hashable
    order: list[int]
    accounts: list[int]
    standings: dict[tuple[int, ...], PeerStanding]


class Market:
    """Who bought in the period, who is like whom, and what they spend on what."""

    def __init__(
        self,
        groups: Sequence[Hashable],
        kin: Mapping[int, Kin],
        totals: Mapping[int, Amount],
        bought: Mapping[int, Mapping[Hashable, Amount]],
    ) -> None:
        """totals: of each account that bought; bought: what of it for which group. Both are above zero."""
        self._groups, self._kin, self._totals = groups, kin, totals
        self._members: dict[Circle, set[int]] = {(ALL, None): set(totals)}
        for account in totals:
            for circle in _circles(kin[account])[:-1]:
                self._members.setdefault(circle, set()).add(account)
        # Shares are compared as whole numbers: two that differ do so by more than one part in 2 ** fine.
        self._shares = {
            account: {group: _parts(amount, totals[account]) for group, amount in amounts.items()}
            for account, amounts in bought.items()
        }
        wholes = (whole for shares in self._shares.values() for _, whole in shares.values())
        fine = 2 * max(wholes, default=0).bit_length()
        self._orders = {
            account: {group: (part << fine) // whole for group, (part, whole) in shares.items()}
            for account, shares in self._shares.items()
        }
        self._ranked: dict[Circle, list[_Ranked]] = {}

    def standings(self, account: int) -> Iterator[PeerStanding]:
        """The peers of an account, and what they buy of each group, in the order of the groups."""
        circle, inside = self.circle_of(account), account in self._totals
        if circle not in self._ranked:
            self._ranked[circle] = [self._rank(circle, group) for group in self._groups]
        peers, own = len(self._members[circle]) - inside, self._orders.get(account, {})
        for ranked in self._ranked[circle]:
            group, order, accounts, standings = ranked
            mine = own.get(group)
            # The account's own place among them is passed over; any of equal ones is as good.
            buyers, place = (len(order), len(order)) if mine is None else (len(order) - 1, bisect_left(order, mine))
            low, high = (buyers - 1) // 2, buyers // 2
            middle = (peers, buyers, low + (low >= place), high + (high >= place))
            if middle not in standings:
                counts = buyers and buyers * 100 >= peers * COUNTS_FROM
                share = self._median(group, [accounts[each] for each in middle[2:]]) if counts else None
                standings[middle] = PeerStanding(circle, buyers, peers, share)
            yield standings[middle]

    def potential(self, account: int, share: Fraction | None, sold: Amount) -> Fraction | None:
        """What an account would buy more at the share of its peers; None where that is nothing."""
        if share is None:
            return None
        bottom = share.denominator
        more = share.numerator * self._totals.get(account, 0) - sold * bottom
        return Fraction(more, bottom) if more > 0 else None

    def peers(self, account: int) -> list[int]:
        """The accounts of its circle but itself."""
        return sorted(self._members[self.circle_of(account)] - {account})

    def share(self, account: int, group: Hashable) -> Fraction | None:
        """What of all that an account bought was for a group; None where it bought none of it."""
        parts = self._shares.get(account, {}).get(group)
        return Fraction(*parts) if parts else None

    def circle_of(self, account: int) -> Circle:
        """The closest circle that has enough peers, else all."""
        for circle in _circles(self._kin[account]):
            if len(self._members.get(circle, ())) - (account in self._totals) >= ENOUGH_PEERS:
                return circle
        return ALL, None

    def _rank(self, circle: Circle, group: Hashable) -> _Ranked:
        members, orders = self._members[circle], self._orders
        buyers = sorted((orders[account][group], account) for account in members if group in orders.get(account, ()))
        return _Ranked(group, [order for order, _ in buyers], [account for _, account in buyers], {})

    def _median(self, group: Hashable, accounts: Sequence[int]) -> Fraction:
        """Of the two in the middle, which may be one."""
        return sum((Fraction(*self._shares[account][group]) for account in accounts), Fraction(0)) / len(accounts)


def state(*, eligible: bool, bought: bool, open_: bool, lost: bool, sold_before: bool) -> str:
    """The first state that holds."""
    if not eligible:
        return NOT_ELIGIBLE
    if bought:
        return BOUGHT
    if open_ or lost:
        return OPEN if open_ else LOST
    return DROPPED if sold_before else GAP


def exact_sum(amounts: Iterable[Amount]) -> Fraction:
    """The sum of amounts, many of which have one denominator: those are added as whole numbers."""
    tops: dict[int, int] = {}
    for amount in amounts:
        tops[amount.denominator] = tops.get(amount.denominator, 0) + amount.numerator
    return sum((Fraction(top, bottom) for bottom, top in tops.items()), Fraction(0))


def _circles(kin: Kin) -> list[Circle]:
    """Those that an account is in, the closest first."""
    own: list[Circle] = [(CATEGORY, kin.category)] if kin.category else []
    return [*own, *([(TIER, kin.tier)] if kin.tier else []), (ALL, None)]


def _parts(part: Amount, whole: Amount) -> tuple[int, int]:
    """A ratio in whole numbers."""
    return part.numerator * whole.denominator, part.denominator * whole.numerator
