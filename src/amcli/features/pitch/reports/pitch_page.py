"""The page that presents an idea to those who decide about it: what nobody wrote down it says."""

from __future__ import annotations

from typing import Any

from amcli.base.results import Column, Kind, Listing, Record
from amcli.features.handover.reports.facts import part
from amcli.features.handover.reports.open_things import pipeline, sales
from amcli.features.handover.reports.risks import risks
from amcli.features.pitch.reports.pitch_parts import asked, idea, ideas, needs, threats, unknown
from amcli.features.pitch.reports.proposed import Proposed, proposed
from amcli.features.plans.reports.plan_page import head_cells
from amcli.features.plans.reports.plan_parts import (
    CONTRIBUTED,
    MONEY,
    OBJECTIVES,
    PROGRESS,
    money_part,
    objectives_part,
)
from amcli.features.plans.rules.money import parse_discount
from amcli.store.reader import Reader

HEAD = (
    Column("code", repeats=True, undrawn=True),
    Column("as_of", Kind.DATE, repeats=True, undrawn=True),
    Column("name", repeats=True, undrawn=True),
    Column("tier", Kind.INT, unknown=True),
    Column("category", unknown=True),
    Column("owner", unknown=True),
    Column("last_spoken", Kind.DATE, header="last spoken with", unknown=True),
    Column("plan", unknown=True),
    Column("period", header="plan of", unknown=True),
    Column("written", Kind.DATE, header="plan written", unknown=True),
    Column("stale", Kind.FLAG),
    Column("currency"),
    Column("invest", Kind.MONEY, header="investment", unknown=True),
    Column("contribution", Kind.MONEY, unknown=True),
    Column("discount", Kind.PERCENT),
    Column("present_value", Kind.MONEY, header="present value", undefined=True),
    Column("payback", Kind.INT, header="payback in", undefined=True),
)
_OF_PLAN = ("period", "written", "stale", "currency", "contribution", "discount", "present_value", "payback")
# Of an objective those who decide need less than those who work on it.
_LEFT_OUT = {"id", "need", "actions_open", "actions_overdue", "done"}


def pitch_page(reader: Reader, text: str, discount: str = "") -> Record:
    """The page of what a text names (proposed). discount: percent a year, as it was typed. Raises BadValue, NotFound
    and Ambiguous.
    """
    told = proposed(reader, text, parse_discount(discount, reader.env.config.decimal) if discount else None)
    known = told.known
    return Record(
        "pitch",
        HEAD,
        tuple(_head(told)[column.key] for column in HEAD),
        (
            sales(known), pipeline(known), needs(told), idea(told), ideas(told), _objectives(told), _money(told),
            asked(told), risks(known), threats(told), unknown(told),
        ),
        "code",
        title=f"Proposal for {known.node.name} ({known.node.code}), {known.today}",
        lists=f"`amcli plan list --account {known.node.code}` and other lists",
        page=True,
    )  # fmt: skip


def _head(told: Proposed) -> dict[str, Any]:
    """The cells of HEAD by their keys."""
    known, plan = told.known, told.plan
    found: dict[str, Any] = {
        **dict.fromkeys(column.key for column in HEAD),
        **known.cells,
        "as_of": known.today,
        "owner": known.owner and known.owner["colleague"],
        "last_spoken": known.spoken.last,
        "currency": None,
        "plan": plan and plan.reference,
    }
    if plan:
        found |= {key: head_cells(plan)[key] for key in _OF_PLAN}
        years = [line.money.invest for line in plan.worth.lines]
        found["invest"] = plan.money(sum(years)) if years else None
    return found


def _objectives(told: Proposed) -> Listing:
    """What is to be reached, and how far that is."""
    columns = tuple(column for column in OBJECTIVES if column.key not in _LEFT_OUT)
    found = objectives_part(told.plan).by_key() if told.plan else []
    return part(
        "objectives", "What is to be reached", columns, found, "UNKNOWN: no objective is written down.", PROGRESS
    )


def _money(told: Proposed) -> Listing:
    """What it brings and takes by year."""
    found = money_part(told.plan).by_key() if told.plan else []
    return part(
        "money", "Money by year", MONEY, found, "UNKNOWN: nobody wrote down what it brings and takes.", CONTRIBUTED
    )
