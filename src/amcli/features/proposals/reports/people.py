"""Proposals about people: who was not spoken with, who decides, and whether all hangs on one."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.base.text import number_of
from amcli.features.activity.reports.quiet_accounts import contact_statuses
from amcli.features.proposals.reports.facts import Facts
from amcli.features.proposals.rules.catalogue import DECIDER, QUIET, SINGLE
from amcli.features.proposals.rules.proposal import Proposal
from amcli.features.relationships.reports.coverage import coverage_of


def quiet_accounts(facts: Facts) -> Iterator[Proposal]:
    """Those that nobody spoke with for longer than their cadence; of those with whom nobody ever did the key ones."""
    for account, status in contact_statuses(facts.reader, facts.every, facts.today).items():
        if not status.quiet or (status.last is None and account not in facts.key_accounts):
            continue
        days, over = status.gap.days, status.gap.over
        reason = f"last spoken with {days} days ago, {over} over its {status.cadence}" if days else "never spoken with"
        command = f'amcli log {facts.accounts[account].code} "…"'
        made_of = status.last or "never"
        yield facts.proposal(account, QUIET, reason, made_of, command, amount=facts.sold(account), late=over)


def people_who_decide(facts: Facts) -> Iterator[Proposal]:
    """Key accounts without anybody who decides, and those where one person alone was spoken with."""
    for account, people in coverage_of(facts.reader, facts.today).items():
        if account not in facts.key_accounts:
            continue
        code, sold = facts.accounts[account].code, facts.sold(account)
        if not people.has_decider:
            there = f"none of {number_of(people.people, 'contact')} decides" if people.people else "no contact"
            command = f'amcli contact add {code} "NAME" --role decider'
            yield facts.proposal(account, DECIDER, there, "nobody", command, amount=sold)
        if people.single_threaded:
            reason = f"1 of {number_of(people.people, 'contact')} spoken with in 90 days"
            command = f"amcli report relationships {code}"
            yield facts.proposal(account, SINGLE, reason, "one", command, amount=sold)
