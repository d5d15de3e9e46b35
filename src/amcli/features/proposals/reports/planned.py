"""Proposals about plans: key accounts without a fresh one, and objectives that nobody works on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from amcli.base.text import number_of, quote
from amcli.base.time.period import fiscal_year
from amcli.features.proposals.reports.facts import Facts
from amcli.features.proposals.rules.catalogue import OBJECTIVE, PLAN
from amcli.features.proposals.rules.proposal import Proposal

STALE_DAYS = 90
_SALES = "sales"  # the measure of an objective whose goal is an amount


def plans(facts: Facts) -> Iterator[Proposal]:
    """Key accounts of which no plan holds today, or one that was written long ago."""
    year = fiscal_year(facts.today, facts.reader.env.config.fiscal).name
    rows = facts.reader.run_query(__file__, "plans_of_today", today=facts.today.isoformat())
    there = {account: (number, date.fromisoformat(written)) for account, _, number, written in rows}
    for account in sorted(facts.key_accounts):
        code, sold = facts.accounts[account].code, facts.sold(account)
        command = f"amcli plan write {code} {year}"
        if account not in there:
            yield facts.proposal(account, PLAN, f"a key account without a plan for {year}", year, command, amount=sold)
            continue
        number, written = there[account]
        age = facts.days_since(written)
        if age > STALE_DAYS:
            reason, made_of = f"PL{number} was written {number_of(age, 'day')} ago", f"PL{number}/{written}"
            late = age - STALE_DAYS
            made = facts.proposal(account, PLAN, reason, made_of, command, amount=sold, late=late)
            yield made._replace(act="Look at the plan again")


def objectives(facts: Facts) -> Iterator[Proposal]:
    """The first objective of each account about which nothing is to be done."""
    seen: set[int] = set()
    rows = facts.reader.run_query(__file__, "without_action", today=facts.today.isoformat())
    for account, record, plan, number, title, measure, goal, currency, due in rows:
        if account in seen:
            continue
        seen.add(account)
        name = f"PL{plan}.{number}"
        amount = None
        if measure == _SALES and goal and currency:
            amount = facts.converted(Fraction(Decimal(goal)) * 10 ** facts.reader.decimals[currency], currency)
        by = f", due {due}" if due else ""
        reason = f"{name} {quote(title)}{by} has no open action"
        late = facts.days_since(date.fromisoformat(due)) if due else None
        command = f'amcli deadline add {name} "…" --due +2w'
        yield facts.proposal(account, OBJECTIVE, reason, f"OB{record}", command, amount=amount, late=late)
