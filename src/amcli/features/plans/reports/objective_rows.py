"""The objectives of plans, as their progress needs them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.period import Period, spell
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.plans.rules.progress import Aim
from amcli.store.reader import Reader


class PlanObjective(NamedTuple):
    """One of them; ids are row ids. target: None where its measure has none; due: where it has no day of its own the
    last one of its plan, whose days are `period`.
    """

    id: int
    plan: int
    number: int
    account: int
    title: str
    measure: str
    target: Decimal | None
    currency: str | None
    due: date
    need: int | None
    done: date | None
    note: str | None
    period: Period

    @property
    def called(self) -> str:
        return f"PL{self.plan}.{self.number}"

    @property
    def aim(self) -> Aim:
        target = None if self.target is None else Fraction(self.target)
        return Aim(self.measure, target, self.period.start, self.due, self.done)


def objectives(reader: Reader, plans: Collection[int] | None) -> list[PlanObjective]:
    """Those of some plans, by row id, or of all, in the order of their numbers."""
    found = []
    for *cells, start, end in reader.run_query(__file__, "objectives", plans=as_json(plans)):
        number, plan, place, account, title, measure, goal, currency, due, need, done, note = cells
        first, beyond = date.fromisoformat(start), date.fromisoformat(end)
        period = Period(first, beyond, spell(first, beyond, reader.env.config.fiscal))
        found.append(
            PlanObjective(
                number, plan, place, account, title, measure, None if goal is None else Decimal(goal), currency,
                date.fromisoformat(due) if due else period.last_day, need, date.fromisoformat(done) if done else None,
                note, period,
            )
        )  # fmt: skip
    return found
