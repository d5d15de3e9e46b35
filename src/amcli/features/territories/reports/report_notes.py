"""What a person should know of the figures of territories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from amcli.base.hints import hinted
from amcli.features.accounts.reports.account_tree import names
from amcli.features.territories.reports.node_sums import NOWHERE, Sums, counted_more_than_once
from amcli.features.territories.reports.owner_nodes import OwnerNode
from amcli.features.territories.reports.stays import AccountStay, TerritoryData


def notes(
    data: TerritoryData, rolled: Sums, several: Sequence[AccountStay], owners: Sequence[OwnerNode]
) -> Iterator[str]:
    """Who counts in several nodes, who in none, who moved; what the targets are of; where the owners are."""
    if several:
        again = data.rates.spell_whole(counted_more_than_once(several))
        yield hinted(
            f"in several territories at once: {_names(data, (part.account for part in several))}; counted once above "
            f"them and in the total, and {again} more than once in the nodes' own sales",
            ": see --overlaps",
        )
    if nowhere := rolled[NOWHERE].accounts:
        yield f"in no territory: {_names(data, nowhere)}"
    if moved := _names(data, (one.account for one, other in zip(data.stays, data.stays[1:], strict=False)
                              if one.account == other.account)):  # fmt: skip
        yield f"moved in {data.window.period.name}, each sale by its own day: {moved}"
    yield from _on_targets(data, rolled)
    if owners:
        said = f"owners, and the lowest territory that holds all of their accounts: {_told(owners)}"
        yield hinted(said, "; see --owners")
    if data.converts:
        yield f"converted to {data.rates.to}: a sale at the rate of its day, a target at that of its first day"


def _on_targets(data: TerritoryData, rolled: Sums) -> Iterator[str]:
    """A node adds up its accounts' own targets, the total is the portfolio's."""
    aims = [part.target for part in data.stays if part.target]
    total = data.book.total(data.window.period)
    if not aims:
        if total:
            yield "no account has a target of its own, so that no territory has one"
        return
    without = {account for sums in rolled.values() for account in sums.untargeted}
    if without:
        yield f"a territory's target adds up those of its accounts: none of {_names(data, without)}"
    added = sum(aim.amount for aim in aims)
    if total and total.amount != added:
        money = data.rates.spell_whole
        yield f"the accounts' own targets add to {money(added)}, that of the total is {money(total.amount)}"


def _told(owners: Iterable[OwnerNode]) -> str:
    """`nora in asia (with 2 of others), emil in none`"""
    return names([f"{each.code} in {each.node.code if each.node else 'none'}{_besides(each)}" for each in owners])


def _besides(each: OwnerNode) -> str:
    return f" (with {len(each.others)} of others)" if each.others else ""


def _names(data: TerritoryData, accounts: Iterable[int]) -> str:
    return names(sorted({data.accounts[each].code for each in accounts}, key=str.lower))
