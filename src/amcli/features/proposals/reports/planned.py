"""Proposals about plans: key accounts without a fresh one, and objectives that nobody works on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from amcli.base.text import number_of, quote
from amcli.base.time.period import fiscal_year
from amcli.features.proposals.reports.facts import Facts
from amcli.features.proposals.rules.catalogue import OBJECTIVE, PLAN
from amcli.features.proposals.rules.proposal import Proposal
from amcli.store.reader import Reader

_AFTER = timedelta(days=90)  # what a plan that ended has not reached is proposed for so long
_SALES = "sales"  # the measure of an objective whose goal is an amount


def plans_of(reader: Reader, day: date) -> dict[int, tuple[int, date]]:
    """By account the plan that holds on a day, of several the one that was written last: its row id, and when."""
    rows = reader.run_query(__file__, "plans_of_today", today=day.isoformat())
    return {account: (number, date.fromisoformat(written)) for account, _, number, written in rows}


def plans(facts: Facts) -> Iterator[Proposal]:
    """Key accounts of which no plan holds today, or one that was written long ago."""
    year = fiscal_year(facts.today, facts.reader.env.config.fiscal).name
    there = plans_of(facts.reader, facts.today)
    for account in sorted(facts.key_accounts):
        command, sold = f"amcli plan write {facts.accounts[account].code} {year}", facts.sold(account)
        if account in there:
            yield from _stale(facts, account, *there[account], command)
        else:
            reason = f"a key account without a plan for {year}"
            yield facts.proposal(account, PLAN, reason, year, command, amount=sold)


def _stale(facts: Facts, account: int, plan: int, written: date, command: str) -> Iterator[Proposal]:
    from amcli.features.plans.rules.progress import STALE_DAYS, age_of, is_stale

    if is_stale(written, facts.today):
        age = age_of(written, facts.today)
        reason, made_of = f"PL{plan} was written {number_of(age, 'day')} ago", f"PL{plan}/{written}"
        made = facts.proposal(
            account, PLAN, reason, made_of, command, amount=facts.sold(account), late=age - STALE_DAYS
        )
        yield made._replace(act="Look at the plan again")


def objectives(facts: Facts) -> Iterator[Proposal]:
    """The objectives that are not reached and on which nobody works, for a while after their plan too. Of sales what is
    still missing is at stake.
    """
    since = (facts.today - _AFTER).isoformat()
    rows = facts.reader.run_query(__file__, "without_action", today=facts.today.isoformat(), since=since)
    bare = dict(rows.fetchall())
    if not bare:
        return
    from amcli.features.plans.reports.measures import Measures
    from amcli.features.plans.reports.objective_rows import objectives as objectives_of

    measures = Measures(facts.reader)
    every = objectives_of(facts.reader, set(bare.values()))
    for each in sorted(every, key=lambda one: (one.due, one.id)):
        standing = measures.standing(each) if each.id in bare else None
        if standing is None or standing.progress.reached:
            continue
        amount, late = None, facts.days_since(each.due)
        if each.measure == _SALES and each.target is not None and standing.measured.exact is not None:
            currency = measures.currency(each)
            missing = Fraction(each.target) - standing.measured.exact
            amount = facts.converted(missing * 10 ** facts.reader.decimals[currency], currency)
        over = each.period.end <= facts.today
        missed = "was missed: close it, or give the next plan one of its title"
        reason = f"{each.called} {quote(each.title)}, due {each.due}, {missed if over else 'has no open action'}"
        command = f'amcli deadline add {each.called} "…" --due +2w'
        if over:
            command = f"amcli objective edit {each.called} --done today"
        made = facts.proposal(each.account, OBJECTIVE, reason, f"OB{each.id}", command, amount=amount, late=late)
        yield made._replace(about=each.called, act="Close the objective" if over else made.act)
