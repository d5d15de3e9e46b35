"""What is known of a plan, read once for all parts of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.money import from_minor, rounded_money
from amcli.base.time.dates import is_over
from amcli.base.time.workdays import day_of
from amcli.features.plans.nouns import NEED, PLAN
from amcli.features.plans.reports.measures import Measures, Standing
from amcli.features.plans.reports.named_plan import plan_named
from amcli.features.plans.reports.objective_rows import objectives
from amcli.features.plans.rules.money import Worth, YearMoney, worth
from amcli.features.plans.rules.page import Part, parts
from amcli.features.plans.rules.progress import CLOSED, age_of, is_stale
from amcli.records.reports.listing import rows_of
from amcli.store.reader import Reader

Cells = Mapping[str, Any]
OPEN, DONE, OVERDUE = "open", "done", "overdue"
_ACTIONS = "objective_id IN (SELECT id FROM objective WHERE plan_id = ?)"
_MONEY = """SELECT year, sales_minor, cost_minor, invest_minor, currency FROM contribution WHERE plan_id = ?
    ORDER BY year"""


class PlanFacts(NamedTuple):
    """A plan and what belongs to it. cells: by the keys of its list; page: the parts of its text. actions: the
    deadlines about its objectives, with `objective` (PL1.1), `state` and `days` from today. needs: of its account, what
    is open first, each with the `objectives` that are for it. worth: of its money, in minor units of `currency`, which
    is empty where it has none; discount: a year, as a part of 1.
    """

    reader: Reader
    id: int
    cells: Cells
    page: Sequence[Part]
    standings: Sequence[Standing]
    actions: Sequence[Cells]
    needs: Sequence[Cells]
    worth: Worth
    currency: str
    discount: Fraction | None

    @property
    def today(self) -> date:
        return self.reader.env.today

    @property
    def reference(self) -> str:
        return f"{PLAN.letter}{self.id}"

    @property
    def age(self) -> int:
        return age_of(self.cells["written"], self.today)

    @property
    def stale(self) -> bool:
        return is_stale(self.cells["written"], self.today)

    @property
    def reached(self) -> int:
        return sum(each.progress.reached for each in self.standings)

    @property
    def next_action(self) -> Cells | None:
        """The open action that is due first."""
        return next((each for each in self.actions if each["state"] != DONE), None)

    @property
    def bare_needs(self) -> list[Cells]:
        """The open needs that no objective of the plan is for."""
        return [each for each in self.needs if each["met"] is None and not each["objectives"]]

    @property
    def bare_objectives(self) -> list[Standing]:
        """The objectives that are neither reached nor closed, and about which nothing is to be done."""
        busy = {each["objective"] for each in self.actions if each["state"] != DONE}
        waiting = (each for each in self.standings if not each.progress.reached and each.progress.state != CLOSED)
        return [each for each in waiting if each.objective.called not in busy]

    def money(self, minor: Fraction | int | None) -> Decimal | None:
        """Minor units of the plan's currency as money, rounded once."""
        if minor is None:
            return None
        decimals = self.reader.decimals.get(self.currency, 2)
        return from_minor(minor, decimals) if isinstance(minor, int) else rounded_money(minor, decimals)


def plan_facts(reader: Reader, text: str, discount: Fraction | None = None) -> PlanFacts:
    """What is known of the plan that a text names. Raises NotFound and Ambiguous."""
    number = plan_named(reader.connection, text, reader.env.today, reader.env.config.fiscal).record_id
    (cells,) = rows_of(reader, PLAN.name, "record_id = ?", (number,), "record_id").by_key()
    (account,) = reader.rows("SELECT account_id FROM plan WHERE id = ?", (number,)).fetchone()
    measures = Measures(reader)
    standings = [measures.standing(each) for each in objectives(reader, [number])]
    money = reader.rows(_MONEY, (number,)).fetchall()
    years = [YearMoney(*year) for *year, _ in money]
    return PlanFacts(
        reader, number, cells, parts(cells["text"]), standings, _actions(reader, number, standings),
        _needs(reader, account, standings), worth(years, discount), money[0][-1] if money else "", discount,
    )  # fmt: skip


def _actions(reader: Reader, plan: int, standings: Sequence[Standing]) -> list[Cells]:
    called = {f"OB{each.objective.id}": each.objective.called for each in standings}
    today, now = reader.env.today, reader.env.moment
    return [
        {
            **each,
            "objective": called[each["about"]],
            "state": DONE if each["done"] else OVERDUE if is_over(each["due"], now) else OPEN,
            "days": (day_of(each["due"]) - today).days,
        }
        for each in rows_of(reader, "deadline", _ACTIONS, (plan,), "done IS NOT NULL, due, record_id").by_key()
    ]


def _needs(reader: Reader, account: int, standings: Sequence[Standing]) -> list[Cells]:
    found = rows_of(
        reader, NEED.name, "account_id = ?", (account,),
        "met IS NOT NULL, CASE priority WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, day DESC, record_id",
    )  # fmt: skip
    for_it: dict[str, list[str]] = {}
    for each in standings:
        if each.objective.need:
            for_it.setdefault(f"{NEED.letter}{each.objective.need}", []).append(each.objective.called)
    return [{**each, "objectives": tuple(for_it.get(each["id"], ())) or None} for each in found.by_key()]
