"""What is asked of a director: what others wrote down for him, and what the records say is to be agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from amcli.base.results import Column, Kind, Listing
from amcli.base.text import number_of
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import TACIT
from amcli.features.issues.nouns import CLOSED
from amcli.features.pitch.reports.pitch_parts import ASKED
from amcli.features.plans.rules.page import paragraphs, parts, under
from amcli.features.status.reports.facts import COLLEAGUE, Facts
from amcli.features.status.reports.pieces import listed, money, told_day

SOON = timedelta(days=30)  # as long before the day to decide on notice `next` speaks of it
_COLUMNS = (
    Column("decision", header="what is asked"),
    Column("account"),
    Column("figures", rank=1),
    Column("by", Kind.DATE, header="decide by"),
    Column("days", Kind.INT, header="left", countdown=True, rank=1),
    Column("owner", header="asked by", rank=2),
    Column("id", rank=3),
)
_BOSS = f"SELECT code FROM {COLLEAGUE} WHERE id = (SELECT reports_to_id FROM {COLLEAGUE} WHERE id = ?)"
_TAKEN = f"""SELECT p.issue_id, k.code, k.name FROM phase p JOIN {COLLEAGUE} k ON k.id = p.escalated_id
    WHERE p.id = (SELECT l.id FROM phase l WHERE l.issue_id = p.issue_id AND l.at <= ? ORDER BY l.at DESC, l.id DESC
        LIMIT 1)"""
_PLANS = f"""SELECT account_id, id, text FROM plan WHERE start <= :day AND "end" > :day AND written <= :day
    AND text LIKE '%{ASKED}%' ORDER BY id"""


class Decision(NamedTuple):
    """One of them. account: its row id; by: the day until which; id: of the record that it is about."""

    decision: str
    account: int
    figures: str | None = None
    by: date | None = None
    owner: str | None = None
    id: str | None = None


def decisions(facts: Facts) -> list[Decision]:
    """All of them: by the day until which, then what was taken to the director, what plans ask, what to agree to."""
    found = [each for way in (_notice, _taken, _plans, _budgets) for each in way(facts)]
    return sorted(found, key=lambda each: (each.by is None, each.by or date.max))


def wanted(facts: Facts, found: list[Decision]) -> Listing:
    """They as a part of the page."""
    rows = [
        {**each._asdict(), "account": facts.accounts[each.account].name,
         "days": (each.by - facts.day).days if each.by else None}
        for each in found
    ]  # fmt: skip
    return listed("decisions", "Decisions wanted", _COLUMNS, rows, "None.")


def worth(facts: Facts, each: Standing) -> str | None:
    """`31,000 USD a year`; nothing where nobody said."""
    if each.value is None or each.currency is None:
        return None
    amount = facts.reader.money(round(each.value), each.currency)
    return None if amount is None else f"{money(amount, each.currency)} a year"


def put_off(facts: Facts, each: Standing) -> bool:
    """Whether it was put off to a later day; of a past day nobody knows."""
    snoozed = each.contract.snoozed
    return not facts.past and snoozed is not None and snoozed > facts.day


def _notice(facts: Facts) -> Iterator[Decision]:
    """The contracts on whose notice is to be decided by a day that is near."""
    for each in facts.contracts:
        by, term, contract = each.decide, each.in_time, each.contract
        if missed := _missed(facts, each):
            who = facts.who(contract.account_id, contract.owner)
            yield Decision(missed, contract.account_id, worth(facts, each), each.act_by, who, each.reference)
        if by is None or term is None or by > facts.day + SOON or put_off(facts, each):
            continue
        late = f"; that was to be decided by {told_day(by)}" if by < facts.day else ""
        yield Decision(
            f"Give notice of {contract.name}, {_or_else(contract.renews)} {told_day(term.end)}{late}",
            contract.account_id,
            worth(facts, each),
            by,
            facts.who(contract.account_id, contract.owner),
            each.reference,
        )


def _missed(facts: Facts, each: Standing) -> str:
    """Of a contract that goes on because nobody gave notice, and could until a while ago."""
    term, last = each.next_term, each.arrive_by
    if term is None or last is None or last < facts.day - SOON or each.contract.renews != TACIT:
        return ""
    decided = told_day(each.act_by or last)
    return f"Notice of {each.contract.name} was to be decided by {decided}: it now goes on until {told_day(term.end)}"


def _or_else(renews: str) -> str:
    """What becomes of a contract without notice."""
    return "or let it go on after" if renews == TACIT else "or not; its term ends"


def _taken(facts: Facts) -> Iterator[Decision]:
    """The open issues that were taken to whom the keeper of the file answers to; where nobody is said to keep it or the
    keeper answers to nobody, to anyone.
    """
    clocks = facts.clocks
    if clocks is None:
        return
    me = facts.reader.keeper(COLLEAGUE)
    row = facts.reader.rows(_BOSS, (me,)).fetchone() if me else None
    boss = row[0] if row else None
    until = clocks.then.until
    taken = {number: (code, name) for number, code, name in facts.reader.rows(_TAKEN, (until,))}
    for each in facts.issues:
        code, name = taken.get(each.id, (None, None))
        if each.stage == CLOSED or code is None or boss not in (None, code):
            continue
        due = each.clock.close.due
        yield Decision(
            f"Taken to {name}: {each.title}",
            facts.ids[each.account],
            f"{each.severity}, open {number_of(each.clock.days, 'day')}",
            due.date() if due else None,
            _owner_of(facts, each.owner, facts.ids[each.account]),
            each.reference,
        )


def _owner_of(facts: Facts, colleague: int | None, account: int) -> str | None:
    if colleague is None:
        return facts.who(account)
    return str(facts.reader.rows(f"SELECT name FROM {COLLEAGUE} WHERE id = ?", (colleague,)).fetchone()[0])


def _plans(facts: Facts) -> Iterator[Decision]:
    """What stands in the plans of the day under the heading for those who decide."""
    for account, number, text in facts.reader.rows(_PLANS, {"day": facts.day.isoformat()}):
        if account in facts.live:
            for each in paragraphs(under(parts(text), ASKED)):
                yield Decision(each, account, None, None, facts.who(account), f"PL{number}")


def _budgets(facts: Facts) -> Iterator[Decision]:
    """The budgets of which more was spent than was agreed."""
    for each in facts.overspent:
        account = facts.ids[each.account]
        over = money(each.spent - each.amount, each.currency)
        yield Decision(
            f"Agree to {over} more for {each.name}, or say who bears it",
            account,
            f"spent {money(each.spent)} of {money(each.amount)}",
            None,
            facts.who(account),
            each.id,
        )
