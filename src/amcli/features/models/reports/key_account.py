"""Whether an account is a key account, and its place among all by what it bought in twelve months."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.errors import Refused
from amcli.base.money import grouped, in_percent
from amcli.features.accounts.reports.account_tree import AccountNode, load
from amcli.features.analysis.reports.key_accounts import TIER, KeyAccounts, Sold, key_accounts, largest_first
from amcli.features.workload.reports.measures import SALES, measured
from amcli.store.reader import Reader


class KeyAccount(NamedTuple):
    """The facts for programs, and the sentence for people."""

    facts: Mapping[str, Any]
    sentence: str


def key_account(reader: Reader, account: AccountNode) -> KeyAccount:
    """An account's tier, and its share and rank of the sales of the twelve months up to today: undefined where nothing
    was sold, or a rate is missing, and for an account that gave back what it bought. Whether it is a key account is
    undefined where no account has a tier and nobody can say what they bought in one currency.
    """
    facts: dict[str, Any] = {
        "account": account.code, "tier": account.tier, "key_account": None, "key_by": None, "period": None,
        "currency": None, "sales": None, "share": None, "rank": None, "buyers": None,
    }  # fmt: skip
    nodes = load(reader)
    try:
        found = measured(reader, SALES, list(nodes), period=None, day=reader.env.today, currency="")
    except Refused as error:
        key = key_accounts(nodes.values(), ())
        unknown = "whether it is a key account is n/a: no account has a tier"
        said = _said(account, key, facts) if key.by == TIER else unknown
        return KeyAccount(facts, f"{said}; its share of sales is n/a: {error.on_screen}")
    amounts = found.amounts
    sold = largest_first(Sold(node, Fraction(amounts.get(node.id, 0))) for node in nodes.values())
    said = _said(account, key_accounts(nodes.values(), sold), facts)
    mine = amounts.get(account.id, 0)
    buyers = [amount for amount in amounts.values() if amount > 0]
    whole = sum((Fraction(amount) for amount in amounts.values()), Fraction(0))
    sales = found.cell(mine)
    currency = found.facts["currency"]
    facts |= {"period": found.facts["period"], "currency": currency, "sales": sales, "buyers": len(buyers)}
    if mine <= 0 or whole <= 0:
        return KeyAccount(facts, f"{said}; nothing was sold to it in the last twelve months")
    rank = 1 + sum(1 for amount in buyers if amount > mine)
    share: Decimal | None = in_percent(Fraction(mine) / whole)
    facts |= {"share": share, "rank": rank}
    told = f"{grouped(sales, whole=True)} {currency} in the last twelve months, {share} % of all"
    return KeyAccount(facts, f"{said}; number {rank} of {len(buyers)} by sales: {told}")


def _said(account: AccountNode, key: KeyAccounts, facts: dict[str, Any]) -> str:
    """`a key account (tier 1)`, and the same as facts."""
    is_key = account.id in key.ids
    facts |= {"key_account": is_key, "key_by": key.by}
    tier = "no tier" if account.tier is None else f"tier {account.tier}"
    of_class = key.said if is_key else f"{tier}, and not class A"
    return f"{'a key account' if is_key else 'no key account'} ({tier if key.by == TIER else of_class})"
