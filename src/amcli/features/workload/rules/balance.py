"""The largest load as small as can be, then the spread: largest first, then moves and swaps, then all ways if few."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from amcli.features.workload.rules.all_ways import best_of_all
from amcli.features.workload.rules.deal import Deal
from amcli.features.workload.rules.fewest_changes import swap_bundles

ALL_WAYS = 10**6  # while people ^ accounts is not above this all ways are tried
ROUNDS = 1000  # of moves and swaps; each makes two loads more alike, and few are ever needed


def balance(deal: Deal) -> bool:
    """Give out what nobody has yet. Returns whether it is proven that nothing is better: no smaller largest load, and
    with that no smaller spread. Of equal results the one with fewer changes, as far as they are tried.
    """
    people = len(deal.people)
    heavy = [place for place in deal.to_give() if deal.weights[place]]
    for place in heavy:
        deal.give(place, deal.least_loaded())
    _even_out(deal, heavy)
    swap_bundles(deal.holders, deal.owners, _interchangeable(deal))
    deal.count_again()
    few = people ** len(heavy) <= ALL_WAYS
    if few and people > 1:
        best_of_all(deal, heavy)
        deal.count_again()
    _give_weightless(deal)
    # Loads differ by a whole number: where they differ by 1 at most, nothing can make them more alike.
    return few or max(deal.loads) - min(deal.loads) <= 1


def _interchangeable(deal: Deal) -> list[int]:
    """The people who keep nothing: which of them gets which bundle makes no difference to the loads."""
    keepers = {deal.holders[place] for place in deal.kept}
    return [person for person in range(len(deal.people)) if person not in keepers]


def _even_out(deal: Deal, free: Sequence[int]) -> None:
    """Move an account or swap two between whoever carries most and another, else between another and whoever carries
    least, so that the two carry more alike, until nothing does.
    """
    held: list[list[int]] = [[] for _ in deal.people]  # the free accounts of each, lightest first
    for place in reversed(free):
        held[_holder(deal, place)].append(place)
    for _ in range(ROUNDS):
        order = sorted(range(len(deal.people)), key=lambda person: deal.loads[person])
        pairs = [(order[-1], taker) for taker in order[:-1]] + [(giver, order[0]) for giver in order[-2:0:-1]]
        if not any(_exchange(deal, held, giver, taker) for giver, taker in pairs):
            return


def _holder(deal: Deal, place: int) -> int:
    holder = deal.holders[place]
    assert holder is not None
    return holder


def _exchange(deal: Deal, held: Sequence[list[int]], giver: int, taker: int) -> bool:
    """Make the move or the swap that leaves the smallest larger load of the two; whether there is one."""
    weights, gap, best = deal.weights, deal.loads[giver] - deal.loads[taker], None
    taken = [weights[place] for place in held[taker]]
    for out in held[giver] if gap > 1 else ():
        # What should come back so that half of the gap goes over: its neighbours, or nothing.
        wanted = bisect_left(taken, weights[out] - gap // 2)
        for back in (None, *held[taker][max(wanted - 1, 0) : wanted + 1]):
            passes = weights[out] - (0 if back is None else weights[back])
            larger = max(gap - passes, passes)  # above what the taker carries now
            if larger < gap and (best is None or larger < best[0]):
                best = larger, out, back
    if best is None:
        return False
    _, out, back = best
    _hand_over(deal, held, giver, taker, out)
    if back is not None:
        _hand_over(deal, held, taker, giver, back)
    return True


def _hand_over(deal: Deal, held: Sequence[list[int]], giver: int, taker: int, place: int) -> None:
    weight = deal.weights[place]
    deal.holders[place] = taker
    deal.loads[giver] -= weight
    deal.loads[taker] += weight
    held[giver].remove(place)
    at = bisect_left([deal.weights[other] for other in held[taker]], weight)
    held[taker].insert(at, place)


def _give_weightless(deal: Deal) -> None:
    """What adds to no load stays with its owner if he is one of the people, else goes to who has fewest accounts."""
    rest = deal.to_give()
    for place in sorted(rest, key=lambda place: deal.owners[place] is None):
        owner = deal.owners[place]
        fewest = min(range(len(deal.people)), key=lambda person: (deal.counts[person], deal.loads[person]))
        deal.give(place, fewest if owner is None else owner)
