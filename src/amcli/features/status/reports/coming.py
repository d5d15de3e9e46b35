"""What comes next: the first proposals of `next`, and what is due in the next days and matters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from amcli.base.results import Column, Kind, Listing
from amcli.features.proposals.reports.next_report import COLUMNS as NEXT
from amcli.features.proposals.reports.next_report import cells_of
from amcli.features.screens.reports.contracts_part import contracts_until
from amcli.features.screens.reports.today import COMING_DAYS, OpenDeadline, open_deadlines
from amcli.features.status.reports.facts import Facts
from amcli.features.status.reports.pieces import hidden, listed

FIRST = 5  # proposals
HIGH = "high"
_STEPS = (
    hidden("name"),
    Column("act", header="what to do"),
    Column("account_name", header="account"),
    Column("reason", header="why"),
    Column("stake", Kind.MONEY, header="sales at stake", undefined=True, whole=True, rank=1),
    Column("currency", rank=2),
)
_DUE = (
    Column("due", Kind.DATE, timed=True),
    Column("days", Kind.INT, header="in", countdown=True, rank=2),
    Column("title", header="what is due"),
    Column("account"),
    Column("owner", rank=1),
    Column("id", rank=2),
)
_UNKNOWN = "n/a: what was next on a past day is not known."


def next_steps(facts: Facts) -> Listing:
    """The first proposals of today, the most at stake first."""
    title = "Next steps, the most at stake first"
    keys = [column.key for column in NEXT]
    rows = [dict(zip(keys, cells_of(facts.next_facts, each), strict=True)) for each in facts.proposals]
    part = listed("next_steps", title, _STEPS, rows[:FIRST], _UNKNOWN if facts.past else "Nothing is proposed.")
    return part._replace(more=max(len(rows) - FIRST, 0))


def deadlines(facts: Facts) -> Listing:
    """What is due within COMING_DAYS and of high priority, or about what is open with a client; days of contracts."""
    title = f"Due in the next {COMING_DAYS} days: of high priority, or about something open"
    if facts.past:
        return listed("deadlines", title, _DUE, [], _UNKNOWN)
    until = facts.day + timedelta(days=COMING_DAYS)
    found = [_row(facts, each) for each in open_deadlines(facts.reader, facts.day, until + timedelta(days=1))
             if each.priority == HIGH or each.about]  # fmt: skip
    for day in contracts_until(facts.reader, facts.next_facts.contracts, until).days:
        account = day.contract.account_id
        found.append({
            "due": day.due, "days": (day.due - facts.day).days, "title": day.title,
            "account": day.contract.account_name, "owner": facts.who(account, day.contract.owner), "id": day.reference,
        })  # fmt: skip
    found.sort(key=lambda each: each["days"])
    return listed("deadlines", title, _DUE, found, "Nothing of high priority.", reference="id")


def _row(facts: Facts, each: OpenDeadline) -> dict[str, Any]:
    account = facts.ids[each.account]
    return {**each._asdict(), "account": facts.accounts[account].name, "owner": facts.who(account, each.colleague)}
