"""What is open at an account: sales against their target, opportunities, deadlines and promises, issues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amcli.base.charts import Bars, Bullets
from amcli.base.results import Column, Kind, Listing
from amcli.features.handover.reports.facts import Facts, part
from amcli.features.screens.reports.account_brief import account_pipeline
from amcli.features.screens.reports.headline import SalesLines

_SALES = (
    Column("of"),
    Column("period"),
    Column("currency", rank=1),
    Column("actual", Kind.MONEY, header="sold"),
    Column("target", Kind.MONEY, unknown=True),
    Column("attainment", Kind.PERCENT, header="done", undefined=True),
    Column("forecast", Kind.MONEY, undefined=True),
    Column("gap", Kind.MONEY, undefined=True, rank=2),
    Column("growth", Kind.PERCENT, undefined=True, rank=1),
)
_PIPELINE = (
    Column("of"),
    Column("period"),
    Column("currency", rank=1),
    Column("open", Kind.INT),
    Column("amount", Kind.MONEY),
    Column("weighted", Kind.MONEY),
    Column("coverage", Kind.NUMBER, header="covers the gap ×", undefined=True),
    Column("needed_coverage", Kind.NUMBER, header="needed ×", undefined=True, rank=1),
    Column("unpriced", Kind.INT, header="without amount", rank=2),
    Column("other_open", Kind.INT, header="on other days", rank=2),
)
_DEALS = (
    Column("id"),
    Column("name"),
    Column("stage"),
    Column("amount", Kind.MONEY, unknown=True),
    Column("currency", rank=1),
    Column("probability", Kind.INT, header="%", rank=1),
    Column("close", Kind.DATE, unknown=True),
    Column("kind", rank=2),
    Column("contract", rank=2),
    Column("competitor", rank=2),
    Column("owner", rank=2),
)
_DUE = (
    Column("id"),
    Column("due", Kind.DATE, timed=True),
    Column("days", Kind.INT, header="days left", rank=1, countdown=True),
    Column("title"),
    Column("kind", rank=1),
    Column("priority", rank=2),
    Column("owed_by", rank=1),
    Column("for", rank=1),
    Column("about", rank=2),
    Column("every", rank=2),
)
_ISSUES = (
    Column("id"),
    Column("title"),
    Column("severity"),
    Column("stage"),
    Column("standing"),
    Column("waiting", header="waits for", rank=2),
    Column("opened", Kind.DATE, timed=True, rank=1),
    Column("close_by", Kind.DATE, timed=True, rank=1),
    Column("late", Kind.FLAG, rank=1, repeats=True),
    Column("late_minutes", Kind.INT, rank=2, repeats=True),
    Column("owner", rank=2),
)
_ON_THE_WAY = Bullets("Sales on the way to their targets", ("of", "period"), "actual", "target", forecast="forecast")
_AMOUNTS = Bars("What they may bring", "name", "amount")


def sales(facts: Facts) -> Listing:
    """Of this fiscal year and the last: its own and, where others are below it, its group's."""
    found, refused = [], ""
    for each in facts.sales:
        found += list(_sales_rows(each))
        refused = refused or each.refused
    return part("sales", "Sales against target", _SALES, found, refused, _ON_THE_WAY)


def _sales_rows(sales: SalesLines) -> Iterator[dict[str, Any]]:
    for word, line in sales.lines.items():
        if len(sales.lines) > 1 and not line.actual and line.target is None:
            continue  # a group that sells nothing itself
        yield {**line._asdict(), "of": word, "period": sales.period.name}


def pipeline(facts: Facts) -> Listing:
    """What is open and should close in the fiscal year, beside the gap to its target."""
    sales = facts.sales[0]
    found = [
        {**line._asdict(), "of": word, "period": sales.period.name, "currency": sales.lines[word].currency}
        for word, line in account_pipeline(facts.reader, sales, facts.node.id).items()
        if line.open or line.other_open
    ]
    return part("pipeline", f"Pipeline of {sales.period.name}", _PIPELINE, found)


def opportunities(facts: Facts) -> Listing:
    """By the day on which they should close."""
    return part("opportunities", "Open opportunities", _DEALS, facts.deals, "None is open.", _AMOUNTS)


def deadlines(facts: Facts) -> Listing:
    """What is due of both sides, the overdue first."""
    return part("deadlines", "Deadlines and promises", _DUE, facts.due, "Nothing is due.")


def issues(facts: Facts) -> Listing:
    """The open ones, the worst first, and how late each is."""
    found = [
        {
            "id": each.reference, "title": each.title, "severity": each.severity, "stage": each.stage,
            "standing": said, "waiting": each.waiting, "opened": each.clock.opened, "close_by": each.clock.close.due,
            "late": each.late > 0, "late_minutes": each.late, "owner": owner,
        }
        for each, said, _, owner in facts.issues
    ]  # fmt: skip
    return part("issues", "Open issues", _ISSUES, found, "None is open.")
