"""Proposals about what is due: promises that are late, and trainings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from amcli.base.text import number_of, quote
from amcli.base.time.dates import from_iso
from amcli.base.time.workdays import day_of
from amcli.features.proposals.reports.facts import Facts
from amcli.features.proposals.rules.catalogue import PROMISE, TRAINING, Rule
from amcli.features.proposals.rules.proposal import MEMBERS, Proposal, and_more

_TRAINING_DAYS = 14


def late_promises(facts: Facts) -> Iterator[Proposal]:
    """What is late and ours, the oldest of each account. About an opportunity that is at stake, by its probability."""
    rows = facts.reader.run_query(__file__, "late_promises", today=facts.today.isoformat(), away=_gone(facts, PROMISE))
    for account, count, _, ids, number, title, due, minor, currency, probability in rows:
        late = facts.days_since(_day(due))
        reason = f"D{number} {quote(title)} is {number_of(late, 'day')} late{and_more(count)}"
        at_stake, chance = facts.converted(minor, currency), probability
        if at_stake is None:
            at_stake, chance = facts.sold(account), None
        yield facts.proposal(
            account, PROMISE, reason, _made_of(number, ids), f"amcli deadline done D{number}",
            amount=at_stake, chance=chance, late=late,
        )  # fmt: skip


def trainings(facts: Facts) -> Iterator[Proposal]:
    """Those that are late or come soon, the first of each account."""
    until = facts.today + timedelta(days=_TRAINING_DAYS + 1)
    rows = facts.reader.run_query(__file__, "trainings", until=until.isoformat(), away=_gone(facts, TRAINING))
    for account, count, _, ids, number, title, due in rows:
        late = facts.days_since(_day(due))
        when = f"{number_of(late, 'day')} late" if late > 0 else f"due {_day(due)}"
        reason = f"D{number} {quote(title)} is {when}{and_more(count)}"
        made_of, command = _made_of(number, ids), f"amcli deadline done D{number}"
        yield facts.proposal(account, TRAINING, reason, made_of, command, amount=Fraction(0), late=late)


def each_deadline(facts: Facts, one: Proposal) -> Iterator[Proposal]:
    """Of a proposal about deadlines, one for each of them, the first one first; else nothing."""
    if one.rule not in (PROMISE, TRAINING):
        return
    for number in (int(each[1:]) for each in one.made_of.split(MEMBERS)):
        sql = "SELECT title, due FROM deadline WHERE id = ?"
        title, due = facts.reader.rows(sql, (number,)).fetchone()
        late = facts.days_since(_day(due))
        state = f"{number_of(late, 'day')} late" if late > 0 else f"due {_day(due)}"
        yield one._replace(
            reason=f"D{number} {quote(title)} is {state}", made_of=f"D{number}", late=late if late > 0 else None,
            command=f"amcli deadline done D{number}",
        )  # fmt: skip


def _gone(facts: Facts, rule: Rule) -> str:
    """The row ids of the deadlines that were decided on, as JSON: the rest is counted, and told of."""
    return json.dumps([int(key[1:]) for key in facts.away.members(rule.name) if key[1:].isdecimal()])


def _made_of(first: int, ids: str) -> str:
    """All of them, the first one first."""
    return MEMBERS.join(f"D{each}" for each in dict.fromkeys([str(first), *ids.split(",")]))


def _day(due: str) -> date:
    return day_of(from_iso(due))
