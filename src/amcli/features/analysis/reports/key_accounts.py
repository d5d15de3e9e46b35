"""Which accounts are key accounts, by what was typed or, where nobody typed a tier, by what they bring."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.accounts.rules import KEY_TIER
from amcli.features.analysis.rules.concentration import CLASSES, measures, ranked
from amcli.features.sales.rules.forecast import Amount

TIER, CLASS = "tier", "class"
_FIRST = CLASSES[0]


class Sold(NamedTuple):
    """An account and what it sold, in minor units, unrounded."""

    account: AccountNode
    amount: Amount


class KeyAccounts(NamedTuple):
    """Their row ids, and by what they are it: TIER or CLASS."""

    ids: Collection[int]
    by: str

    @property
    def said(self) -> str:
        """What a key account is here: `tier 1 today`."""
        return (
            f"tier {KEY_TIER} today"
            if self.by == TIER
            else f"class {_FIRST} of twelve months, for no account has a tier"
        )


def largest_first(sold: Iterable[Sold]) -> list[Sold]:
    """Those above 0, the largest first, equals by their codes."""
    above = (each for each in sold if each.amount > 0)
    return sorted(above, key=lambda each: (-each.amount, each.account.code.lower()))


def key_accounts(accounts: Iterable[AccountNode], largest: Sequence[Sold]) -> KeyAccounts:
    """Those of tier 1 today; where no live account has a tier, those of class A of what was sold in the twelve months
    up to today, which is in the order of `largest_first`.
    """
    every = list(accounts)
    if any(each.tier and not each.archived for each in every):
        return KeyAccounts({each.id for each in every if each.tier == KEY_TIER}, TIER)
    places = ranked(measures([each.amount for each in largest]))
    found = zip(largest, places, strict=True)
    return KeyAccounts({each.account.id for each, place in found if place.abc == _FIRST}, CLASS)
