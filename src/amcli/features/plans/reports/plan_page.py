"""A plan on one page, for people and for programs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Record
from amcli.base.time.workdays import day_of
from amcli.features.plans.nouns import PLAN
from amcli.features.plans.reports.facts import PlanFacts, plan_facts
from amcli.features.plans.reports.plan_parts import (
    actions_part,
    missing_part,
    money_part,
    needs_part,
    objectives_part,
    page_part,
)
from amcli.features.plans.rules.money import parse_discount
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.base.screen import Screen

_DAY = timedelta(days=1)
_TITLE = Column("account_name", repeats=True)
HEAD = (
    Column("id"),
    Column("account"),
    _TITLE,
    Column("period", repeats=True),
    Column("start", Kind.DATE, repeats=True),
    Column("end", Kind.DATE, repeats=True),
    Column("written", Kind.DATE),
    Column("age", Kind.INT, header="written days ago"),
    Column("stale", Kind.FLAG),
    Column("reached", Kind.INT, header="objectives reached"),
    Column("of_all", Kind.INT, header="objectives in all"),
    Column("next_action", Kind.DATE, header="next action due"),
    Column("currency"),
    Column("contribution", Kind.MONEY),
    Column("discount", Kind.PERCENT, header="discount %"),
    Column("present_value", Kind.MONEY, header="present value", undefined=True),
    Column("payback", Kind.INT, header="payback in", undefined=True),
    Column("external_id"),
    Column("text", repeats=True),
)
PARTS = (page_part, objectives_part, actions_part, needs_part, missing_part, money_part)


def plan_page(reader: Reader, text: str, discount: str = "") -> Record:
    """The plan that a text names. discount: percent a year, as it was typed; none is no present value. Raises BadValue,
    NotFound and Ambiguous.
    """
    facts = plan_facts(reader, text, parse_discount(discount, reader.env.config.decimal) if discount else None)

    def drawing() -> Screen:
        from amcli.features.plans.reports.plan_screen import plan_screen

        return plan_screen(facts)

    return Record(
        PLAN.name,
        HEAD,
        tuple(head_cells(facts)[column.key] for column in HEAD),
        tuple(part(facts) for part in PARTS),
        title=f"Plan {facts.cells['period']} of {facts.cells['account_name']} ({facts.cells['account']})",
        drawing=drawing,
        lists=f"its parts: `amcli objective list --plan {facts.reference}` and other lists",
        page=True,
    )


def head_cells(facts: PlanFacts) -> dict[str, Any]:
    """The cells of HEAD by their keys."""
    worth, action = facts.worth, facts.next_action
    return {
        **facts.cells,
        "end": facts.cells["end"] - _DAY,  # the page says the last day, as reports do, and not the day after
        "age": facts.age,
        "stale": facts.stale,
        "reached": facts.reached,
        "of_all": len(facts.standings),
        "next_action": action and day_of(action["due"]),
        "currency": facts.currency or None,
        "contribution": facts.money(worth.contribution) if worth.lines else None,
        "discount": in_percent(facts.discount),
        "present_value": facts.money(worth.present),
        "payback": worth.payback,
    }
