"""What to do now: the proposals of all rules, without those that were decided on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from amcli.base.errors import NotFound
from amcli.base.text import nearest, quote
from amcli.features.proposals.reports import agreed, due, people, planned, selling
from amcli.features.proposals.reports.facts import Facts
from amcli.features.proposals.rules.proposal import Decided, Proposal, hidden, standing
from amcli.store.reader import Reader

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
# Of some proposals by name, which is what the index has: decisions are kept for good.
_DECIDED = """SELECT c.proposal, c.reason, c.verdict, c.until, d.id IS NOT NULL AND d.done IS NULL
    FROM decision c LEFT JOIN deadline d ON d.id = c.deadline_id
    WHERE c.proposal IN (SELECT value FROM json_each(:names))"""


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
    every = [each for source in _SOURCES for each in source(facts)]
    return standing(every, hidden(_decided(facts.reader, [each.name for each in every]), facts.today))


def proposals_called(facts: Facts, names: Sequence[str]) -> list[Proposal]:
    """Those of some names, in any case, each once. NotFound where none is called so today."""
    known = {each.name.lower(): each for each in proposals(facts)}
    found = {}
    for name in names:
        each = known.get(name.strip().lower())
        if each is None:
            near = nearest(name, [every.name for every in known.values()])
            raise NotFound(f"nothing is proposed as {quote(name)} today: `amcli next` lists what is", near)
        found[each.name] = each
    return list(found.values())


def _decided(reader: Reader, names: Sequence[str]) -> list[Decided]:
    if reader.rows("SELECT 1 FROM decision LIMIT 1").fetchone() is None:
        return []
    import json

    return [
        Decided(name, reason, verdict, until and date.fromisoformat(until), bool(is_open))
        for name, reason, verdict, until, is_open in reader.rows(_DECIDED, {"names": json.dumps(names)})
    ]
