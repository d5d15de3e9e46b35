"""A proposal of `next`, in which order proposals stand, and which of them were decided on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple

from amcli.base.pattern import pattern
from amcli.features.proposals.rules.catalogue import RULES, WHITESPACE, Rule

# The words of decisions (nouns.py), which a screen that asks for proposals does not load.
DISMISSED, SNOOZED = "dismissed", "snoozed"
_BETWEEN = ":"
_IS_ID = pattern(r"[A-Z]{1,2}[0-9]+")


class Proposal(NamedTuple):
    """What to do at an account, and why. account: its row id; code: its code. made_of: what the reason rests on, such
    as the ids of records: while that is the same the reason is. amount: in minor units of the report's currency,
    unrounded, None where nobody knows; chance: the percent of it that is at stake. late: in days, None where nothing is
    late.
    """

    account: int
    code: str
    rule: Rule
    act: str
    reason: str
    made_of: str
    amount: Fraction | None
    chance: int
    late: int | None
    command: str

    @property
    def name(self) -> str:
        """What a person calls it: `maruti:quiet`."""
        return f"{self.code}{_BETWEEN}{self.rule.name}"

    @property
    def brief(self) -> str:
        """The same with what it is about and how late that is: `maruti:promise D6 3 d late`."""
        about = self.made_of.partition("/")[0]
        late = f"{self.late} d late" if self.late else ""
        return " ".join(filter(None, (self.name, about if _IS_ID.fullmatch(about) else "", late)))

    @property
    def stake(self) -> Fraction | None:
        """The money at stake: the chance times the amount; None where either is not known."""
        return self.amount * Fraction(self.chance, 100) if self.amount is not None and self.chance else None

    @property
    def rank(self) -> tuple[bool, int, Fraction, int, int, str]:
        """The most at stake first; then as the rules stand, the latest first, by code."""
        stake = self.stake
        less = -(stake or Fraction(0))
        # Whole units first, which order nearly all of them: comparing fractions is what sorting spends its time on.
        return stake is None, floor(less), less, RULES.index(self.rule), -(self.late or 0), self.code.lower()


class Decided(NamedTuple):
    """What was said of a proposal. open: whether the deadline that was made of it is."""

    proposal: str
    reason: str
    verdict: str
    until: date | None
    open: bool


def hidden(decisions: Iterable[Decided], today: date) -> set[tuple[str, str]]:
    """The proposals, by name and what their reason rests on, that do not come today: those that were dismissed for the
    same reason, those that wait for a day to come, and those of which a deadline was made that is open.
    """
    return {
        (each.proposal, each.reason)
        for each in decisions
        if each.verdict == DISMISSED
        or (each.verdict == SNOOZED and each.until is not None and each.until > today)
        or each.open
    }


def standing(proposals: Iterable[Proposal], away: Collection[tuple[str, str]]) -> list[Proposal]:
    """Those that come, in their order: of several of one name the first, which says how many more there are."""
    named: dict[str, list[Proposal]] = {}
    for each in proposals:
        if (each.name, each.made_of) not in away:
            named.setdefault(each.name, []).append(each)
    return sorted(map(_first, named.values()), key=lambda each: each.rank)


def _first(some: Sequence[Proposal]) -> Proposal:
    first = min(some, key=lambda each: each.rank)
    if len(some) == 1 or first.rule is WHITESPACE:  # of which only a few of an account are proposed at all
        return first
    return first._replace(reason=f"{first.reason}{and_more(len(some))}")


def and_more(count: int) -> str:
    """What is said after the first of so many: `, and 2 more`; nothing where it is the only one."""
    return f", and {count - 1} more" if count > 1 else ""
