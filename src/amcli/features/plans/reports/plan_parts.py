"""The parts of a plan's page as rows: its text, objectives, actions, needs, what is missing, and its money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from amcli.base.charts import Bars
from amcli.base.hints import hinted
from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Listing
from amcli.features.plans.nouns import CONTACTS, ISSUES, MARGIN, SALES, WHITESPACE
from amcli.features.plans.reports.facts import PlanFacts
from amcli.features.plans.reports.measures import Standing

# What the numbers of a measure count, where that is no currency.
UNITS = {MARGIN: "%", WHITESPACE: "new groups", ISSUES: "open issues", CONTACTS: "active people"}
_PAGE = (Column("heading"), Column("text"))
OBJECTIVES = (
    Column("objective"),
    Column("id", rank=3),
    Column("title"),
    Column("measure", rank=2),
    Column("value", Kind.NUMBER, undefined=True),
    Column("target", Kind.NUMBER),
    Column("unit", rank=1),
    Column("percent", Kind.PERCENT, undefined=True),
    Column("state"),
    Column("time_gone", Kind.PERCENT, header="time gone", rank=1, whole=True),
    Column("due", Kind.DATE),
    Column("done", Kind.DATE, rank=2),
    Column("need", rank=1),
    Column("actions_open", Kind.INT, header="actions open", rank=2),
    Column("actions_overdue", Kind.INT, header="overdue", rank=2),
    Column("why", rank=1),
    Column("note", rank=3),
)
_ACTIONS = (
    Column("id"),
    Column("objective"),
    Column("title"),
    Column("due", Kind.DATE, timed=True),
    Column("state"),
    Column("days", Kind.INT, rank=2),
    Column("done", Kind.DATE, rank=1),
    Column("for", rank=1),
    Column("owed_by", rank=1),
)
_NEEDS = (
    Column("id"),
    Column("text"),
    Column("kind", rank=1),
    Column("priority", rank=1),
    Column("contact", rank=2),
    Column("day", Kind.DATE, rank=2),
    Column("met", Kind.DATE, rank=1),
    Column("objectives", Kind.LIST),
)
_MISSING = (Column("missing"), Column("id"), Column("text"))
MONEY = (
    Column("year", Kind.INT),
    Column("sales", Kind.MONEY),
    Column("cost", Kind.MONEY),
    Column("invest", Kind.MONEY),
    Column("contribution", Kind.MONEY),
    Column("running", Kind.MONEY),
    Column("currency", rank=1),
)
PROGRESS = Bars(
    "How far the objectives are, beside how much of their time is gone", "title", "percent", "time_gone", 100
)
CONTRIBUTED = Bars("What is left of the sales by year", "year", "contribution")
BARE_NEED, BARE_OBJECTIVE = "need without an objective", "objective without an action"


def page_part(facts: PlanFacts) -> Listing:
    """What was written, under its headings."""
    return Listing("page", _PAGE, [tuple(part) for part in facts.page], "heading", "The plan", prose=True)


def objectives_part(facts: PlanFacts) -> Listing:
    """What is to be reached, and how far that is."""
    rows = [objective_cells(facts, each) for each in facts.standings]
    add = hinted("None", f": `amcli plan objective {facts.reference} TITLE` gives it one", ".")
    return Listing("objectives", OBJECTIVES, rows, "objective", "Objectives", add, chart=PROGRESS)


def objective_cells(facts: PlanFacts, standing: Standing) -> tuple[Any, ...]:
    """The cells of OBJECTIVES."""
    each, measured, how = standing
    states = [action["state"] for action in facts.actions if action["objective"] == each.called]
    return (
        each.called, f"OB{each.id}", each.title, each.measure, measured.shown, each.target, unit_of(standing),
        in_percent(None if how.percent is None else how.percent / 100), how.state, Decimal(how.time_gone),
        each.due, each.done,
        f"ND{each.need}" if each.need else None, sum(state != "done" for state in states), states.count("overdue"),
        measured.why or None, each.note,
    )  # fmt: skip


def unit_of(standing: Standing) -> str | None:
    """What the numbers of an objective are in."""
    each = standing.objective
    return each.currency if each.measure == SALES else UNITS.get(each.measure)


def actions_part(facts: PlanFacts) -> Listing:
    """What is to be done about its objectives and what was done, the open ones first."""
    return _picked("actions", "Actions", _ACTIONS, facts.actions, "None is about an objective of it.")


def needs_part(facts: PlanFacts) -> Listing:
    """What the account needs."""
    code = facts.cells["account"]
    return _picked(
        "needs", "Needs", _NEEDS, facts.needs, hinted("None is written down", f": `amcli need add {code} TEXT`", ".")
    )


def missing_part(facts: PlanFacts) -> Listing:
    """What has no objective, and what has no action."""
    return Listing(
        "missing", _MISSING, list(_missing(facts)), "id", "What is missing", "Nothing of what is looked for."
    )


def _missing(facts: PlanFacts) -> Iterator[tuple[str, str, str]]:
    for need in facts.bare_needs:
        yield BARE_NEED, need["id"], need["text"]
    for standing in facts.bare_objectives:
        yield BARE_OBJECTIVE, standing.objective.called, standing.objective.title


def money_part(facts: PlanFacts) -> Listing:
    """What it brings and takes by year."""
    add = hinted("None", f": `amcli plan money {facts.reference} YEAR --sales M --cost M --invest M`", ".")
    return Listing("money", MONEY, list(money_rows(facts)), "year", "Money by year", add, chart=CONTRIBUTED)


def money_rows(facts: PlanFacts) -> Iterator[tuple[Any, ...]]:
    """The cells of MONEY, a row a year."""
    for money, running, _ in facts.worth.lines:
        amounts = (money.sales, money.cost, money.invest, money.contribution, running)
        yield (money.year, *map(facts.money, amounts), facts.currency)


def money_total(facts: PlanFacts) -> tuple[Decimal | None, ...]:
    """The sums of sales, cost, investment and contribution over the years."""
    years = [line.money for line in facts.worth.lines]
    sums = (sum(getattr(year, key) for year in years) for key in ("sales", "cost", "invest", "contribution"))
    return tuple(map(facts.money, sums))


def _picked(key: str, title: str, columns: tuple[Column, ...], found: Any, empty: str) -> Listing:
    keys = [column.key for column in columns]
    return Listing(key, columns, [tuple(each[one] for one in keys) for each in found], keys[0], title, empty)
