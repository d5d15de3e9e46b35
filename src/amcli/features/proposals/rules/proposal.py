"""A proposal of `next`, in which order proposals stand, and which of them were decided on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple

from amcli.base.pattern import pattern
from amcli.base.text import escape_phrase
from amcli.features.proposals.rules.catalogue import RULES, WHITESPACE, Rule

# The words of decisions (nouns.py), which a screen that asks for proposals does not load.
DISMISSED, SNOOZED = "dismissed", "snoozed"
_BETWEEN = ":"
MEMBERS, SIZE = ";", "~"
_IS_ID = pattern(r"[A-Z]{1,2}[0-9]+")


class Proposal(NamedTuple):
    """What to do at an account, and why. account: its row id; code: its code. made_of: what the reason rests on, such
    as the ids of records, of several with MEMBERS between them: what of it was decided on is no reason any more.
    amount: in minor units of the report's currency, unrounded, None where nobody knows; chance: the percent of it that
    is at stake. late: in days, None where nothing is late. about: the record that the deadline is about that is made of
    it, else the account alone.
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
    about: str = ""

    @property
    def name(self) -> str:
        """What a person calls it: `maruti:quiet`."""
        return called(self.code, self.rule)

    @property
    def brief(self) -> str:
        """The same with what it is about and how late that is: `maruti:promise D6 3 d late`."""
        about = self.made_of.partition(MEMBERS)[0].partition("/")[0]
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


def called(code: str, rule: Rule) -> str:
    """What the proposal of a rule at an account is called."""
    return f"{code}{_BETWEEN}{rule.name}"


class Decided(NamedTuple):
    """What was said of a proposal. open: whether the deadline that was made of it is."""

    proposal: str
    reason: str
    verdict: str
    until: date | None
    open: bool


class Away(NamedTuple):
    """What does not come today, as (proposal, member): what waits for a day or for a deadline, and what was dismissed,
    with the size that it had then, where it has one.
    """

    waiting: Collection[tuple[str, str]]
    dismissed: Mapping[tuple[str, str], str]

    def has(self, proposal: str, member: str) -> bool:
        """Whether a member of what a proposal rests on does not come. One that was dismissed and has grown by more than
        a quarter since is another reason.
        """
        key, _, size = member.partition(SIZE)
        if (proposal, key) in self.waiting:
            return True
        then = self.dismissed.get((proposal, key))
        return then is not None and not _has_grown(then, size)

    def members(self, rule: str) -> list[str]:
        """The members that do not come of the proposals of a rule, which have no size."""
        ends = f"{_BETWEEN}{rule}"
        return [key for proposal, key in (*self.waiting, *self.dismissed) if proposal.endswith(ends)]


NOTHING_AWAY = Away((), {})


def away(decisions: Iterable[Decided], today: date) -> Away:
    """What was said of proposals, in the order in which it was said, as of a day: what was dismissed stays away, what
    waits for a day to come and of what a deadline was made that is open too. Each holds for all that the reason rested
    on when it was said.
    """
    waiting: set[tuple[str, str]] = set()
    dismissed: dict[tuple[str, str], str] = {}
    for each in decisions:
        for member in each.reason.split(MEMBERS):
            key, _, size = member.partition(SIZE)
            if each.verdict == DISMISSED:
                dismissed[each.proposal, key] = size
            elif each.open or (each.verdict == SNOOZED and each.until is not None and each.until > today):
                waiting.add((each.proposal, key))
    return Away(waiting, dismissed)


def member(text: str) -> str:
    """A text of a user's as a member of what a reason rests on."""
    return escape_phrase(text).replace(SIZE, "%7E")


def sized(key: str, minor: Fraction, currency: str) -> str:
    """A member of what a reason rests on that is another reason once it has grown: `2026~14730100 USD`."""
    return f"{key}{SIZE}{round(minor)} {currency}"


def _has_grown(then: str, now: str) -> bool:
    """Whether a size is more than a quarter larger. In another currency nobody can say."""
    old, _, unit = then.partition(" ")
    new, _, other = now.partition(" ")
    return bool(unit) and unit == other and old.isdigit() and new.isdigit() and 4 * int(new) > 5 * int(old)


def standing(proposals: Iterable[Proposal], gone: Away) -> list[Proposal]:
    """Those that come, in their order: of several of one name the first, which says how many more there are, and rests
    on all of them, so that what is said of it holds for those too.
    """
    return sorted((first_of(some) for some in by_name(proposals, gone).values()), key=lambda each: each.rank)


def by_name(proposals: Iterable[Proposal], gone: Away) -> dict[str, list[Proposal]]:
    """Those that come, by name, the first one first."""
    named: dict[str, list[Proposal]] = {}
    for each in proposals:
        if not all(gone.has(each.name, member) for member in each.made_of.split(MEMBERS)):
            named.setdefault(each.name, []).append(each)
    for some in named.values():
        some.sort(key=lambda each: each.rank)
    return named


def first_of(some: Sequence[Proposal]) -> Proposal:
    """The one that stands for some of one name, which are in their order."""
    first = some[0]
    if len(some) == 1 or first.rule is WHITESPACE:  # of which only a few of an account are proposed at all
        return first
    every = MEMBERS.join([first.made_of, *sorted(each.made_of for each in some[1:])])
    return first._replace(reason=f"{first.reason}{and_more(len(some))}", made_of=every)


def and_more(count: int) -> str:
    """What is said after the first of so many: `, and 2 more`; nothing where it is the only one."""
    return f", and {count - 1} more" if count > 1 else ""
