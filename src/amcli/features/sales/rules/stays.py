"""Where an account stood, by day: with whom, in which territories, below which account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from amcli.base.time.day_span import day_beyond
from amcli.features.sales.rules.window import Span

Groups = tuple[str | None, ...]  # those of one account at once: several tags or territories, or None alone
NO_GROUP: Groups = (None,)


class Held(NamedTuple):
    """What held from a day to a day, both included; None: since ever, and open."""

    group: str
    start: date | None
    until: date | None


class Stay(NamedTuple):
    """The days [start, beyond) on which an account stood in the same groups, those of each key that is asked for."""

    start: date
    beyond: date
    groups: tuple[Groups, ...]

    def within(self, span: Span) -> Span:
        """Those of the days [first, beyond) on which it stood there; empty where it is on none."""
        first, beyond = max(self.start, span[0]), min(self.beyond, span[1])
        return (first, max(first, beyond))


def stays(*keys: Iterable[Held]) -> list[Stay]:
    """The stays of one account, from the first day of all to the last, in order. keys: what held by each key."""
    rows = [[(each.group, each.start or date.min, day_beyond(each.until)) for each in held] for held in keys]
    edges = sorted({date.min, date.max, *(day for held in rows for _, *days in held for day in days)})
    found: list[Stay] = []
    for first, beyond in pairwise(edges):
        here = [{group for group, start, end in held if start <= first and beyond <= end} for held in rows]
        groups = tuple(tuple(sorted(each)) or NO_GROUP for each in here)
        if found and found[-1].groups == groups:
            found[-1] = found[-1]._replace(beyond=beyond)
        else:
            found.append(Stay(first, beyond, groups))
    return found


def hull(spans: Iterable[Span], day: date) -> Span:
    """From the first day of some spans to the last; of none that has days the one day."""
    days = [span for span in spans if span[0] < span[1]] or [(day, day)]
    return min(first for first, _ in days), max(beyond for _, beyond in days)


def during(all_stays: Sequence[Stay], span: Span) -> list[Stay]:
    """Those of an account's stays that have a day of a span, or its first one where it has none."""
    return [stay for stay in all_stays if stay.beyond > span[0] and (stay.start < span[1] or stay.start <= span[0])]


def at(all_stays: Sequence[Stay], day: date) -> Stay:
    """The stay of a day."""
    return next(stay for stay in all_stays if stay.start <= day < stay.beyond)
