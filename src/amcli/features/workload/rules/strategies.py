"""The ways of giving accounts to people, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from amcli.features.workload.rules.balance import balance
from amcli.features.workload.rules.deal import Deal
from amcli.features.workload.rules.fewest_changes import swap_bundles
from amcli.features.workload.rules.loads import Account, Person, Plan, loads_of


def plan(strategy: str, accounts: Sequence[Account], people: Sequence[Person], *, keep: bool = False) -> Plan:
    """Who gets which account by one of STRATEGIES; with `keep` the accounts of one of the people stay where they are.

    There is somebody to have them. The same comes out for the same order of people, whatever that of the accounts.
    """
    deal = Deal(accounts, people, keep)
    proven = STRATEGIES[strategy](deal)
    return Plan(accounts, people, tuple(deal.holders), deal.kept, proven)


def _one_each(deal: Deal) -> bool:
    """One account for each who has none, the largest first; what is more than people is left without."""
    idle = [person for person, count in enumerate(deal.counts) if not count]
    for person, place in zip(idle, deal.to_give(), strict=False):
        deal.give(place, person)
    swap_bundles(deal.holders, deal.owners, idle)
    return False


def _by_category(deal: Deal) -> bool:
    """All of a category to one who knows that trade: who keeps most of it, else the least loaded, the largest category
    first. Accounts without a category have nothing in common, and go one by one.
    """
    idle = [person for person, count in enumerate(deal.counts) if not count]
    groups: dict[str, list[int]] = {}
    for place in deal.to_give():
        account = deal.accounts[place]
        groups.setdefault(f"in {account.category}" if account.category else f"alone {place}", []).append(place)
    for group in sorted(groups.values(), key=lambda places: -sum(deal.weights[place] for place in places)):
        category = deal.accounts[group[0]].category
        kept = [0] * len(deal.people)
        for place in deal.kept:
            if category and deal.accounts[place].category == category:
                kept[deal.holders[place] or 0] += 1
        person = kept.index(max(kept)) if any(kept) else deal.least_loaded()
        for place in group:
            deal.give(place, person)
    swap_bundles(deal.holders, deal.owners, idle)
    return False


def _by_size(deal: Deal) -> bool:
    """Sorted by size and cut into blocks: the largest accounts to who was named first, the many small ones to the last.

    That is what is meant by "by size": a few large accounts and many small ones ask for different people. Dealing them
    out in turn would be a worse `balanced`. Each takes accounts until one more would bring him further from an equal
    share of what there is for him and those after him, and one at least while there is one for each.
    """
    rest = deal.to_give()[::-1]
    sizes = deal.weights if any(deal.weights) else [1] * len(deal.weights)  # where nothing was sold all are alike
    loads = [int(each) for each in loads_of(sizes, deal.holders, len(deal.people))]
    for person, last in enumerate(range(len(deal.people) - 1, -1, -1)):
        everything = sum(loads[person:]) + sum(sizes[place] for place in rest)
        idle = deal.counts[person + 1 :].count(0)
        while rest:
            one_more = 2 * loads[person] + sizes[rest[-1]]  # twice what lies midway between now and one more
            if last and deal.counts[person] and (len(rest) <= idle or one_more * (last + 1) > 2 * everything):
                break
            place = rest.pop()
            loads[person] += sizes[place]
            deal.give(place, person)
    return False


def _by_criticality(deal: Deal) -> bool:
    """The critical accounts first, so that nobody has two more of them than another; then the rest by load."""
    idle = [person for person, count in enumerate(deal.counts) if not count]
    critical = [0] * len(deal.people)
    for place in deal.kept:
        if deal.accounts[place].critical:
            critical[deal.holders[place] or 0] += 1
    rest = deal.to_give()
    for place in [each for each in rest if deal.accounts[each].critical]:
        fewest = min(critical)
        among = [person for person, count in enumerate(critical) if count == fewest]
        person = min(among, key=lambda each: (deal.loads[each], deal.counts[each]))
        critical[person] += 1
        deal.give(place, person)
    for place in [each for each in rest if not deal.accounts[each].critical]:
        deal.give(place, deal.least_loaded())
    swap_bundles(deal.holders, deal.owners, idle)
    return False


STRATEGIES: MappingProxyType[str, Callable[[Deal], bool]] = MappingProxyType(
    {
        "one-each": _one_each,
        "category": _by_category,
        "size": _by_size,
        "criticality": _by_criticality,
        "balanced": balance,
    }
)
