"""The factors of an account: the value of each with the words that say what it comes of, or what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from amcli.base.money import in_percent
from amcli.features.accounts.rules import KEY_TIER
from amcli.features.health.reports.health_facts import HealthFacts
from amcli.features.health.reports.sales_facts import SalesFacts
from amcli.features.health.rules.factors import (
    CORE,
    NOTICE_DAYS,
    PULSE_DAYS,
    contact_value,
    contract_value,
    issues_value,
    promises_value,
    pulse_value,
    roles_value,
    sales_value,
)
from amcli.features.health.rules.score import Factor, Factors
from amcli.features.issues.nouns import CRITICAL, SEVERITIES
from amcli.render.people import short_day

NO_CONTACT = "never spoken with"
NO_ISSUES = "nobody notes issues here"
NOTHING_DUE = "nothing was due in the last 12 months"
NO_ROLES = "nobody's role is noted"
NO_CONTRACT = "no contract"
NO_PULSE = "no pulse noted"
KINDS = CRITICAL_ISSUE, NOTICE_NEAR, NO_DECIDER, KEY_QUIET = (
    "critical issue", "notice near", "no decider", "key account quiet",
)  # fmt: skip


def told_factors(facts: HealthFacts, sales: SalesFacts, account: int) -> Factors:
    """All of one account."""
    return Factors(
        _sales(sales, account),
        _contact(facts, account),
        _issues(facts, account),
        _promises(facts, account),
        _roles(facts, account),
        _contract(facts, account),
        _pulse(facts, account),
    )


class Warned(NamedTuple):
    """What is grave whatever the score says. kind: of KINDS; what: for programs; words: of it for people, beside the
    kind; nothing where the kind says it all.
    """

    kind: str
    what: str
    words: str = ""


def warnings(facts: HealthFacts, account: int) -> Iterator[Warned]:
    """Those of an account, by KINDS.

    No decider: roles of its people are noted, and that is not among them. Quiet is said of key accounts alone.
    """
    for issue in facts.issues.get(account, ()):
        if issue.severity == CRITICAL:
            since = short_day(issue.opened, facts.day)
            yield Warned(CRITICAL_ISSUE, f"{CRITICAL_ISSUE}: IS{issue.id}", f"IS{issue.id} since {since}")
    for one in facts.agreements.get(account, ()):
        if one.near and one.notice:
            called = one.standing.reference
            said = f"{called} by {_when(one.notice, facts.day)}"
            yield Warned(NOTICE_NEAR, f"{NOTICE_NEAR}: {called} by {one.notice}", said)
    centre = facts.coverage.get(account)
    if centre and centre.roles and not centre.has_decider:
        yield Warned(NO_DECIDER, NO_DECIDER)
    contact = facts.contacts[account]
    if facts.accounts[account].tier == KEY_TIER and contact.quiet:
        days = contact.gap.days
        told = NO_CONTACT if days is None else f"{days} d, every {contact.cadence} d"
        yield Warned(KEY_QUIET, KEY_QUIET, told)


def _sales(sales: SalesFacts, account: int) -> Factor:
    known = sales.reached.get(account)
    if known is None or known.ratio is None:
        return Factor(None, sales.lacking(account))
    of = " of its group" if known.group else ""
    return Factor(sales_value(known.ratio), f"lands at {in_percent(known.ratio)} % of target{of}", sales.booked_to)


def _contact(facts: HealthFacts, account: int) -> Factor:
    contact = facts.contacts[account]
    days = contact.gap.days
    value = contact_value(days, contact.cadence)
    return Factor(value, NO_CONTACT if days is None else f"{days} d ago, every {contact.cadence} d", contact.last)


def _issues(facts: HealthFacts, account: int) -> Factor:
    if not facts.issues_kept:
        return Factor(None, NO_ISSUES)
    found = [each.severity for each in facts.issues.get(account, ())]
    counted = [(found.count(severity), severity) for severity in SEVERITIES]
    said = ", ".join(f"{count} {severity}" for count, severity in counted if count)
    first = min((each.opened for each in facts.issues.get(account, ())), default=None)
    return Factor(issues_value(found), f"open: {said or 'none'}", first)


def _promises(facts: HealthFacts, account: int) -> Factor:
    known = facts.promised.get(account)
    if known is None:
        return Factor(None, NOTHING_DUE)
    return Factor(promises_value(known.kept, known.due), f"{known.kept} of {known.due} in time", known.last)


def _roles(facts: HealthFacts, account: int) -> Factor:
    centre = facts.coverage.get(account)
    if centre is None or not centre.roles:
        return Factor(None, NO_ROLES)
    thread = ", single-threaded" if centre.single_threaded else ""
    value = roles_value(centre.covered, single_threaded=centre.single_threaded)
    return Factor(value, f"{centre.covered} of {CORE} covered{thread}")


def _contract(facts: HealthFacts, account: int) -> Factor:
    found = facts.agreements.get(account)
    if not found:
        return Factor(None, NO_CONTRACT)
    value = contract_value(unattended=any(each.unattended for each in found))
    near = next((each for each in found if each.unattended), None) or next((each for each in found if each.near), None)
    if near is None or near.notice is None:
        return Factor(value, f"no notice within {NOTICE_DAYS} d")
    busy = "under way" if near.under_way else "nothing under way"
    return Factor(value, f"{near.standing.reference} notice by {_when(near.notice, facts.day)}, {busy}")


def _pulse(facts: HealthFacts, account: int) -> Factor:
    latest = facts.pulses.get(account)
    if latest is None:
        return Factor(None, NO_PULSE)
    age = (facts.day - latest.day).days
    value = pulse_value(latest.points, age)
    old = "" if value is not None else f", {age} d ago: older than {PULSE_DAYS} d"
    return Factor(value, f"{latest.points} of 5{old}", latest.day, stale=value is None)


def _when(day: date, today: date) -> str:
    """`30 Sep (13 d)`."""
    return f"{short_day(day, today)} ({(day - today).days} d)"
