"""What is said of budgets of which more is spent than was agreed, and why of each budget."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from amcli.base.money import grouped
from amcli.features.budgets.reports.overspent import CostBudget, current_cost_budgets
from amcli.store.reader import Reader

BUDGET = "budget"  # the reason


class OverspentBudget(NamedTuple):
    """A reminder of a budget, as DueReminder has them: due on the day that it went over."""

    id: str
    due: date
    days: int
    account: str
    text: str
    key: str
    what: str


def overspent_reminder(one: CostBudget, today: date) -> OverspentBudget:
    """The reminder of an overspent budget. Its key has the day it went over: overspent anew, it is said anew."""
    since = one.since or one.start
    whole = all(each == each.to_integral_value() for each in (one.amount, one.spent))
    over, spent, amount = (grouped(each, whole) for each in (one.spent - one.amount, one.spent, one.amount))
    said = f"over by {over} {one.currency}, {spent} of {amount} spent"
    text = f"Budget {one.name}, {one.account}: {said} ({one.id})"
    key = f"{one.id}|{since}|over"
    return OverspentBudget(one.id, since, (since - today).days, one.account, text, key, f"Budget {one.name}: {said}")


def explain_budgets(
    reader: Reader, reasons: Collection[str], said_at: Callable[[str], str], *, once: bool
) -> Iterator[tuple[Any, ...]]:
    """A row of EXPLAINED_COLUMNS for each cost budget of today or of the last days; `said_at`: when a key was said."""
    today = reader.env.today
    for one in current_cost_budgets(reader, today):
        said, because = one.overspent, one.text if one.overspent else _within(one)
        if one.archived:
            said, because = False, f"account {one.account} is archived"
        elif one.overspent and BUDGET not in reasons:
            said, because = False, f"{because}; the options leave out {BUDGET}"
        elif one.overspent and (last := said_at(overspent_reminder(one, today).key)):
            said, because = not once, f"{because}; was said on {last}: with --once not again until it is overspent anew"
        yield one.id, one.since or one.last_day, one.account, said, because


def _within(one: CostBudget) -> str:
    return f"{one.name}: {grouped(one.spent)} of {grouped(one.amount)} {one.currency} spent, is not over"
