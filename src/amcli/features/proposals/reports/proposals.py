"""What to do now: the proposals of all rules, without those that were decided on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from amcli.base.errors import NotFound
from amcli.base.text import nearest, quote
from amcli.features.proposals.reports import agreed, due, people, planned, selling
from amcli.features.proposals.reports.facts import Facts
from amcli.features.proposals.rules.proposal import Proposal, standing

_SOURCES: tuple[Callable[[Facts], Iterator[Proposal]], ...] = (
    due.late_promises,
    agreed.issues,
    agreed.notice,
    agreed.renewals,
    selling.stopped_buying,
    people.quiet_accounts,
    people.people_who_decide,
    selling.gaps,
    selling.white_space,
    planned.plans,
    planned.objectives,
    agreed.budgets,
    due.trainings,
)


class First(NamedTuple):
    """The first proposals of a day, how many there are, and what they rest on."""

    facts: Facts
    proposals: list[Proposal]
    number: int


def first(facts: Facts, most: int) -> First:
    """So many at most."""
    found = proposals(facts)
    return First(facts, found[:most], len(found))


def proposals(facts: Facts) -> list[Proposal]:
    """Those that come today, the most at stake first."""
    return standing(every(facts), facts.away)


def every(facts: Facts) -> Iterator[Proposal]:
    """What all rules find, each record that they find by itself where few are to be expected."""
    return (each for source in _SOURCES for each in source(facts))


def proposals_called(facts: Facts, names: Sequence[str]) -> list[Proposal]:
    """Those of some names, in any case, each once. NotFound where none is called so today."""
    known = {each.name.lower(): each for each in proposals(facts)}
    found = {}
    for name in names:
        each = known.get(name.strip().lower())
        if each is None:
            near = nearest(name, [one.name for one in known.values()])
            raise NotFound(f"nothing is proposed as {quote(name)} today: `amcli next` lists what is", near)
        found[each.name] = each
    return list(found.values())
