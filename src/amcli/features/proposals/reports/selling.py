"""Proposals about sales: who stopped buying, what is missing for the target, what could be sold besides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from heapq import nlargest
from shlex import quote as shell_quote

from amcli.base.text import number_of
from amcli.features.analysis.reports.whitespace_cells import CellOf
from amcli.features.proposals.reports.facts import Facts
from amcli.features.proposals.rules.catalogue import GAP, STOPPED, WHITESPACE
from amcli.features.proposals.rules.proposal import Proposal, member, sized
from amcli.features.sales.reports.silence import silences

_DAY = timedelta(days=1)
_GROUPS = 3  # so many of an account, the next of which comes where one is dismissed


def stopped_buying(facts: Facts) -> Iterator[Proposal]:
    """Accounts that bought in twelve months, and nothing since for longer than they usually do."""
    rates = facts.rates if facts.space else None
    for account, each in silences(facts.reader, facts.accounts, rates).items():
        start, cut = each.span
        months = f"in the 12 months to {cut - _DAY}"
        bought = f"bought {facts.spell(each.bought)} {months}, last on" if each.bought is not None else "last bought on"
        usual = f", and before that at most {number_of(each.gap, 'day')} apart" if each.gap else ""
        ago = "ago" if each.until == facts.today else f"before {each.until}, to which sales are booked"
        reason = f"{bought} {each.last}, {number_of(each.days, 'day')} {ago}{usual}"
        code = facts.accounts[account].code
        command = f"amcli report sales --account {code} --period {start}..{cut - _DAY} --by month"
        yield facts.proposal(account, STOPPED, reason, each.last, command, amount=each.bought, late=each.over)


def gaps(facts: Facts) -> Iterator[Proposal]:
    """Accounts whose forecast stays below their target by more than what is open there, by its probability."""
    survey = facts.sales
    if survey is None or survey.window.over:
        return
    period, view, open_of = survey.window.period, survey.view(), _open_of(facts)
    for account, node in facts.accounts.items():
        aim = survey.book.own(account, period)
        short = survey.line(view, account, aim).pace.shortfall if aim else None
        covered = open_of.get(node.code, Fraction(0))
        if short is None or short <= covered:
            continue
        beside = f"{facts.spell(covered)} is open, weighted" if covered else "nothing is open"
        reason = f"{period.name} ends {facts.spell(short)} below target, {beside}"
        command = f'amcli opportunity add {node.code} "…" --close eoq'
        made_of = sized(period.name, short - covered, facts.rates.to)
        yield facts.proposal(account, GAP, reason, made_of, command, amount=short - covered)


def _open_of(facts: Facts) -> dict[str, Fraction]:
    """What is open of each account in the fiscal year, weighted, by its code."""
    survey = facts.sales
    if survey is None or facts.reader.rows("SELECT 1 FROM opportunity LIMIT 1").fetchone() is None:
        return {}
    from amcli.features.pipeline.reports.beside_sales import Pipeline

    pipeline = Pipeline(facts.reader, survey.window.period, facts.today, facts.rates.to)
    return {code: each.weighted for code, each in pipeline.by_account().items()}


def white_space(facts: Facts) -> Iterator[Proposal]:
    """For each account the few groups with the largest potential that nobody tried to sell it yet."""
    space = facts.space
    if space is None:
        return
    cells: dict[int, list[CellOf]] = {}
    for cell in space.only_white():
        if cell.account.id in facts.accounts:
            cells.setdefault(cell.account.id, []).append(cell)
    for account, some in cells.items():
        for cell in nlargest(_GROUPS, some, key=lambda each: each.potential or 0):
            name, code = cell.group.name, cell.account.code
            worth = facts.rates.spell_whole(cell.potential or Fraction(0)).replace(",", "")
            reason = f"{name}: {space.reason(cell.standing)}"
            command = f"amcli opportunity add {code} {shell_quote(name)} {worth} --close eoq"
            made_of, act = f"{member(cell.group.called)}/{cell.state}", f"{WHITESPACE.act} {name}"
            made = facts.proposal(account, WHITESPACE, reason, made_of, command, amount=cell.potential)
            yield made._replace(act=act)
