"""The day on one screen: what is due, who has gone quiet, where sales stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from amcli.base.money import percent
from amcli.base.results import Column, Kind, Listing, Record
from amcli.base.time.dates import from_iso
from amcli.base.time.workdays import day_of
from amcli.features.activity.reports.quiet_accounts import Quiet, quiet
from amcli.features.budgets.reports.overspent import CostBudget, overspent
from amcli.features.deadlines.reports.contract_days import KIND
from amcli.features.deadlines.reports.kinds import FOLLOW_UP_KIND
from amcli.features.negotiations.reports.near import near_negotiations, near_section
from amcli.features.proposals.reports.facts import WANTED, Facts
from amcli.features.proposals.reports.next_report import first_section
from amcli.features.proposals.reports.proposals import first
from amcli.features.screens.reports.contracts_part import contracts_until, days_section
from amcli.features.screens.reports.headline import headline_section, sales_lines
from amcli.features.screens.reports.issues_part import asking_today, issues_section
from amcli.features.screens.reports.pipeline_line import has_opportunities, pipeline_lines, pipeline_section
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.base.screen import Screen
    from amcli.features.contracts.rules.days import ContractDay
    from amcli.features.pipeline.reports.late import LateOpportunity

COMING_DAYS = 14
FIRST = 3  # proposals of what to do next
DEADLINES = (
    Column("id"),
    Column("due", Kind.DATE, timed=True),
    Column("days", Kind.INT),
    Column("account"),
    Column("title"),
    Column("kind"),
    Column("priority"),
    Column("about"),
    Column("for"),
    Column("owed_by"),
)
QUIET = (
    Column("account"),
    Column("name"),
    Column("tier", Kind.INT),
    Column("last", Kind.DATE),
    Column("days_since", Kind.INT, undefined=True),
    Column("cadence", Kind.INT),
    Column("over", Kind.INT, undefined=True),
)
BUDGETS = (
    Column("id"),
    Column("account"),
    Column("name"),
    Column("spent", Kind.MONEY, whole=True),
    Column("amount", Kind.MONEY, whole=True, header="agreed"),
    Column("over", Kind.MONEY, whole=True, header="over by"),
    Column("percent", Kind.PERCENT, undefined=True, header="spent %"),
    Column("currency"),
)
OPPORTUNITIES = (
    Column("id"),
    Column("account"),
    Column("name"),
    Column("amount", Kind.MONEY, whole=True),
    Column("currency"),
    Column("close", Kind.DATE),
    Column("stage"),
    Column("days_in_stage", Kind.INT),
    Column("stage_days", Kind.INT),
    Column("late", Kind.LIST),
)


class OpenDeadline(NamedTuple):
    """A row of the screen, in the order of DEADLINES; days: from today, less than zero where it is late."""

    id: str
    due: date
    days: int
    account: str
    title: str
    kind: str
    priority: str
    about: str | None
    colleague: str | None
    owed_by: str | None


def is_empty(reader: Reader) -> bool:
    """Whether there is no account yet."""
    return reader.rows("SELECT 1 FROM account LIMIT 1").fetchone() is None


def today(reader: Reader) -> Record:
    """The screen of the reader's day. `days` counts from today: -3 is three days late."""
    day = reader.env.today
    soon = day + timedelta(days=COMING_DAYS + 1)
    sunday = day + timedelta(days=6 - day.weekday())
    coming = open_deadlines(reader, day + timedelta(days=1), soon)
    others = [row for row in coming if row.kind != FOLLOW_UP_KIND]
    this_week = [row for row in others if row.days <= (sunday - day).days]
    late, now = open_deadlines(reader, None, day), open_deadlines(reader, day, day + timedelta(days=1))
    sales, silent, over = sales_lines(reader, wanted=WANTED), quiet(reader), overspent(reader, day)
    pipeline, slow = pipeline_lines(reader, sales, {"": None}), _late(reader)
    talks = near_negotiations(reader)
    facts = Facts(reader, survey=sales.survey)  # sales, contracts and issues are read once, for what to do next too
    contracts = contracts_until(reader, facts.contracts, soon - timedelta(days=1))
    issues, proposed = asking_today(facts.asking), first(facts, FIRST)
    sections = (
        headline_section(sales, day),
        _section("overdue", "Overdue", late),
        _section("today", "Today", now),
        _section("this_week", "This week", this_week),
        _section("coming", f"Next {COMING_DAYS} days", others[len(this_week) :]),
        _section(
            "follow_ups", f"Follow-ups, next {COMING_DAYS} days", [row for row in coming if row.kind == FOLLOW_UP_KIND]
        ),
        _quiet(silent),
        _overspent(over),
        pipeline_section(sales, pipeline),
        Listing("opportunities", OPPORTUNITIES, slow, title="Late opportunities"),
        near_section(talks),
        days_section(contracts, day),
        issues_section("Issues that are critical or late", issues),
        first_section(proposed),
    )

    def drawing() -> Screen:
        from amcli.features.deadlines.reports.due_pieces import keeper_code
        from amcli.features.screens.reports.today_screen import Beside, Due, today_screen

        days = [_of_contract(each, day) for each in contracts.days]
        due = Due(
            _by_day(late, [each for each in days if each.days < 0]),
            _by_day(now, [each for each in days if each.days == 0]),
            _by_day(coming, [each for each in days if each.days > 0]),
        )
        me = keeper_code(reader) if any(each.colleague for some in due for each in some) else ""
        beside = Beside(pipeline, slow, contracts.passed, silent, over, talks, issues, proposed)
        return today_screen(reader.env.now, sales, due, beside, me)

    columns = (Column("date", Kind.DATE), Column("weekday"))
    return Record(
        "today",
        columns,
        (day, f"{day:%A}"),
        sections,
        "date",
        drawing=drawing,
        lists="`amcli deadline list`, `amcli report sales`, `amcli report activity`",
    )


def _section(key: str, title: str, rows: Sequence[Sequence[Any]]) -> Listing:
    return Listing(key, DEADLINES, rows, title=title)


def open_deadlines(reader: Reader, start: date | None, end: date) -> list[OpenDeadline]:
    """Open deadlines of live accounts due in [start, end), by day; without a start all before the end."""
    day = reader.env.today
    rows = reader.run_query(__file__, "open_deadlines", start=start.isoformat() if start else "", end=end.isoformat())
    found = []
    for reference, due, *rest in rows:
        when = from_iso(due)
        found.append(OpenDeadline(reference, when, (day_of(when) - day).days, *rest))
    return found


def _of_contract(each: ContractDay, day: date) -> OpenDeadline:
    """The day of a contract as a deadline is drawn; programs have these in a section of their own, because no deadline
    can be done under such an id.
    """
    return OpenDeadline(
        each.reference, each.due, (each.due - day).days, each.contract.account, each.title, KIND, "", None,
        each.contract.owner, None,
    )  # fmt: skip


def _by_day(deadlines: list[OpenDeadline], days: list[OpenDeadline]) -> list[OpenDeadline]:
    """One list by day, on one day deadlines first."""
    return sorted([*deadlines, *days], key=lambda each: day_of(each.due)) if days else deadlines


def _late(reader: Reader) -> list[LateOpportunity]:
    """The open opportunities that ask for a look."""
    if not has_opportunities(reader):
        return []
    from amcli.features.pipeline.reports.late import late_opportunities

    return late_opportunities(reader)


def _quiet(silent: Sequence[Quiet]) -> Listing:
    rows = [(one.account, one.name, one.tier, one.last, one.days_since, one.cadence, one.over) for one in silent]
    return Listing("quiet", QUIET, rows, "account", title="Gone quiet")


def _overspent(over: Sequence[CostBudget]) -> Listing:
    rows = [
        (
            each.id,
            each.account,
            each.name,
            each.spent,
            each.amount,
            each.spent - each.amount,
            percent(each.spent, each.amount),
            each.currency,
        )
        for each in over
    ]
    return Listing("budgets", BUDGETS, rows, title="Overspent budgets")
