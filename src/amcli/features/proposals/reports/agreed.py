"""Proposals about what was agreed: issues, notice, renewals, budgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from amcli.base.money import grouped
from amcli.base.text import number_of, quote
from amcli.base.time.workdays import day_of
from amcli.features.budgets.reports.overspent import overspent
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import ENDED, EXPRESS
from amcli.features.proposals.reports.facts import NOTICE_DAYS, RENEWAL_DAYS, Facts
from amcli.features.proposals.rules.catalogue import BUDGET, ISSUE, NOTICE, RENEWAL, Rule
from amcli.features.proposals.rules.proposal import Proposal


def issues(facts: Facts) -> Iterator[Proposal]:
    """The open issues that are critical or late."""
    for each in facts.asking.issues if facts.asking else ():
        account, due = facts.ids[each.account], each.clock.close.due
        late = facts.days_since(day_of(due)) if each.late and due else None
        state = f"{each.severity}, open for {number_of(each.clock.days, 'day')}{', late' if each.late else ''}"
        reason = f"{each.reference} {quote(each.title)} is {state}"
        made_of, command = f"{each.reference}/{each.severity}", f"amcli issue show {each.reference}"
        yield facts.proposal(account, ISSUE, reason, made_of, command, amount=facts.sold(account), late=late)


def notice(facts: Facts) -> Iterator[Proposal]:
    """The contracts on whose notice is to be decided soon, where nobody works on them."""
    soon = facts.today + timedelta(days=NOTICE_DAYS)
    for each in facts.contracts:
        term, decide = each.in_time, each.decide
        if not (term and decide and decide <= soon and _waits(facts, each)):
            continue
        reason = f"{each.reference} {quote(each.contract.name)}: decide by {decide}, its term ends {term.end}"
        yield _of_contract(facts, each, NOTICE, reason, f"amcli contract show {each.reference}", decide)


def renewals(facts: Facts) -> Iterator[Proposal]:
    """The contracts that end soon and are renewed by agreement alone, where nobody works on them."""
    soon = facts.today + timedelta(days=RENEWAL_DAYS)
    for each in facts.contracts:
        by_agreement = each.contract.renews == EXPRESS and each.ends is None and each.state != ENDED
        if not (by_agreement and each.end <= soon and _waits(facts, each)):
            continue
        ends = "ends" if each.end >= facts.today else "ended"
        reason = f"{each.reference} {quote(each.contract.name)} {ends} {each.end}, nothing is under way"
        command = f'amcli negotiation add {each.reference} "Renewal"'
        yield _of_contract(facts, each, RENEWAL, reason, command, each.end)


def budgets(facts: Facts) -> Iterator[Proposal]:
    """The budgets of which more is spent than was agreed."""
    for each in overspent(facts.reader, facts.today):
        over, decimals = each.spent - each.amount, facts.reader.decimals[each.currency]
        amount = facts.converted(Fraction(over) * 10**decimals, each.currency)
        reason = f"{each.id} {quote(each.name)} is over by {grouped(over)} {each.currency}"
        late = facts.days_since(each.since) if each.since else None
        command, made_of = f"amcli report budget --explain {each.id}", f"{each.id}/{each.amount}"
        yield facts.proposal(facts.ids[each.account], BUDGET, reason, made_of, command, amount=amount, late=late)


def _waits(facts: Facts, each: Standing) -> bool:
    """Whether nobody works on it and it was not put off."""
    contract = each.contract
    return contract.id not in facts.under_way and not (contract.snoozed and contract.snoozed > facts.today)


def _of_contract(facts: Facts, each: Standing, rule: Rule, reason: str, command: str, day: date) -> Proposal:
    amount = facts.converted(each.value, each.currency)
    made_of, late = f"{each.reference}/{each.end}", facts.days_since(day)
    return facts.proposal(each.contract.account_id, rule, reason, made_of, command, amount=amount, late=late)
