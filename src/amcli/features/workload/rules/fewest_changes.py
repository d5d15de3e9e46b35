"""Whoever gets the same load whatever he is called gets the bundle of which he has most already."""

from __future__ import annotations

from collections.abc import Sequence


def swap_bundles(holders: list[int | None], owners: Sequence[int | None], people: Sequence[int]) -> None:
    """Hand the bundles of these people round among them, so that the fewest accounts change hands: the loads stay the
    same. `owners` has the person who has each account now.
    """
    among = set(people)
    pairs = zip(holders, owners, strict=True)
    both = [(holder, owner) for holder, owner in pairs if holder in among and owner in among]
    concerned = sorted({person for pair in both for person in pair if person is not None})
    index: dict[int | None, int] = dict(zip(concerned, range(len(concerned)), strict=True))
    common = [[0] * len(concerned) for _ in concerned]
    for holder, owner in both:
        common[index[holder]][index[owner]] += 1
    best = _best_pairs(common)
    holders[:] = [concerned[best[index[each]]] if each in index else each for each in holders]


def _best_pairs(gain: Sequence[Sequence[int]]) -> list[int]:
    """The column of each row, no column twice, with the largest sum: the Hungarian method, row by row, n³ at most.

    Numbers from 1 on are rows and columns, 0 is the row that is just being placed; `slack` is what a column lacks to
    be on an alternating path of pairs that cost nothing.
    """
    size = len(gain)
    of_row, of_column = [0] * (size + 1), [0] * (size + 1)
    row_at, before = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        row_at[0], column = row, 0
        slack: list[int | None] = [None] * (size + 1)
        seen = [False] * (size + 1)
        while row_at[column]:
            seen[column] = True
            here, least, following = row_at[column], -1, 0
            for other in range(1, size + 1):
                if seen[other]:
                    continue
                lacks = -gain[here - 1][other - 1] - of_row[here] - of_column[other]
                known = slack[other]
                if known is None or lacks < known:
                    slack[other] = known = lacks
                    before[other] = column
                if least < 0 or known < least:
                    least, following = known, other
            for other in range(size + 1):
                if seen[other]:
                    of_row[row_at[other]] += least
                    of_column[other] -= least
                elif (known := slack[other]) is not None:
                    slack[other] = known - least
            column = following
        while column:
            row_at[column] = row_at[before[column]]
            column = before[column]
    pairs = [0] * size
    for column in range(1, size + 1):
        pairs[row_at[column] - 1] = column - 1
    return pairs
