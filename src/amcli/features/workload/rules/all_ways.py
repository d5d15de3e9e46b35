"""All ways of giving few accounts to few people, but those that cannot be better than one that is known."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.features.workload.rules.deal import Deal

Result = tuple[int, int, int]  # the largest load, the spread, the accounts that change hands: smaller is better


def best_of_all(deal: Deal, free: Sequence[int]) -> None:
    """Put the best way of giving out these accounts, the largest first, in the place of the one that `deal` has."""
    search = _Search(deal, free)
    search.go_on(0, 0)
    for place, holder in zip(free, search.best_holders, strict=True):
        deal.holders[place] = holder


class _Search:
    """Account by account, each to each of the people (branch and bound)."""

    def __init__(self, deal: Deal, free: Sequence[int]) -> None:
        self.weights = [deal.weights[place] for place in free]
        self.owners = [deal.owners[place] for place in free]
        self.ends = [deal.accounts[place].owner is not None for place in free]  # somebody has it now
        known = [deal.holders[place] for place in free]
        self.best_holders = [-1 if holder is None else holder for holder in known]
        self.loads = list(deal.loads)
        for weight, holder in zip(self.weights, self.best_holders, strict=True):
            self.loads[holder] -= weight
        self.mean = -(-(sum(self.loads) + sum(self.weights)) // len(self.loads))  # whole weights: rounded up
        self.holders = [-1] * len(free)
        self.left = [sum(self.weights[place:]) for place in range(len(free) + 1)]
        self.owned = [{owner for owner in self.owners[place:] if owner is not None} for place in range(len(free) + 1)]
        changes = sum(self._changes(place, holder) for place, holder in enumerate(self.best_holders))
        loads = deal.loads
        self.best: Result = (max(loads), max(loads) - min(loads), changes)

    def _changes(self, place: int, holder: int) -> int:
        return int(self.ends[place] and self.owners[place] != holder)

    def go_on(self, place: int, changes: int) -> None:
        """Try everybody for the account at this place, the least loaded first."""
        if self._at_best(place, changes) >= self.best:
            return
        if place == len(self.weights):
            self.best, self.best_holders = self._at_best(place, changes), list(self.holders)
            return
        loads, weight, owner, owned = self.loads, self.weights[place], self.owners[place], self.owned[place]
        alike = set()
        for load, _, person in sorted((load, person != owner, person) for person, load in enumerate(loads)):
            if load + weight > self.best[0]:
                break
            # Of people who carry the same and own nothing of what is to come one is as good as the other.
            if person not in owned:
                if load in alike:
                    continue
                alike.add(load)
            self.holders[place] = person
            loads[person] = load + weight
            self.go_on(place + 1, changes + self._changes(place, person))
            loads[person] = load

    def _at_best(self, place: int, changes: int) -> Result:
        """What nothing that begins so can be better than: what is left is poured over the smallest loads."""
        largest = max(self.mean, *self.loads)
        left, smallest = self.left[place], 0
        poured = 0
        for count, load in enumerate(sorted(self.loads), 1):
            poured += load
            level = (poured + left) // count
            smallest = level if count == 1 else min(smallest, level)
        return largest, largest - smallest, changes
