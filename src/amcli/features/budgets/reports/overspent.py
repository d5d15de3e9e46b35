"""Cost budgets of which more is spent than was agreed: for the screens and reminders that name them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.money import from_minor
from amcli.features.budgets.rules import spell_overspending
from amcli.store.reader import Reader, query_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection
    from decimal import Decimal

ENDED_DAYS = 30  # so long after its period a budget is still spoken of
_AFTER_EVERY_DAY = "9999-12-31T"


class CostBudget(NamedTuple):
    """A cost budget and what was spent of it, refunds taken off. `since`: the day from which it has been overspent."""

    id: str
    account: str
    archived: bool
    name: str
    start: date
    last_day: date
    amount: Decimal
    spent: Decimal
    currency: str
    since: date | None

    @property
    def overspent(self) -> bool:
        return self.spent > self.amount

    @property
    def text(self) -> str:
        """`Launch rebate: 26,470 of 24,000 USD spent, over by 2,470 (110.3 %)`."""
        return f"{self.name}: {spell_overspending(self.amount, self.spent, self.currency)}"


def current_cost_budgets(reader: Reader, day: date) -> list[CostBudget]:
    """Those whose period holds the day or ended within ENDED_DAYS days before it, as of it; archived accounts too."""
    cut, since = day + timedelta(days=1), day - timedelta(days=ENDED_DAYS)
    return _read(reader.connection, cut.isoformat(), since.isoformat())


def overspent(reader: Reader, day: date) -> list[CostBudget]:
    """The overspent ones among them, of live accounts: those that went over first come first."""
    found = [each for each in current_cost_budgets(reader, day) if each.overspent and not each.archived]
    return sorted(found, key=lambda each: (each.since or each.start, each.account.lower(), int(each.id[1:])))


def overspent_of(connection: sqlite3.Connection, ids: Collection[int]) -> list[CostBudget]:
    """The overspent ones among some budgets, whenever they are, with all that was written of them."""
    return [each for each in _read(connection, _AFTER_EVERY_DAY, "", str(sorted(ids))) if each.overspent]


def _read(connection: sqlite3.Connection, cut: str, since: str, ids: str | None = None) -> list[CostBudget]:
    decimals = dict(connection.execute("SELECT code, decimals FROM currency"))
    rows = connection.execute(query_text(__file__, "cost_budgets"), {"cut": cut, "since": since, "ids": ids})
    return [
        CostBudget(
            f"B{number}",
            account,
            archived is not None,
            name,
            date.fromisoformat(start),
            date.fromisoformat(end) - timedelta(days=1),
            from_minor(minor, decimals[currency]),
            from_minor(spent, decimals[currency]),
            currency,
            date.fromisoformat(went_over) if went_over else None,
        )
        for number, account, archived, name, start, end, minor, currency, spent, went_over in rows
    ]
