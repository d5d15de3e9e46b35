"""The columns of the report of the team, and the cells of its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from amcli.base.results import FOR_PROGRAMS, Column, Kind
from amcli.features.workload.reports.team_figures import TeamFigures
from amcli.features.workload.reports.team_member import Member, Work
from amcli.features.workload.rules.weekly_hours import add_hours, shared_load

OVER_MARK = "!"
_WHO = (Column("code"), Column("name", rank=3), Column("department", rank=5))
# Asked for accounts: as what a colleague works there, and how many hours of all that are given.
_THERE = (Column("role", Kind.LIST, phrases=True), Column("hours_there", Kind.NUMBER, header="there", rank=1))
# At 40 columns a terminal shows rank 0 alone: the load with its sign, and what is late.
_FIGURES = (
    Column("owned", Kind.INT),
    Column("others", Kind.INT, rank=2),
    Column("roles", Kind.LIST, rank=7, phrases=True),
    Column("assignments", Kind.INT, undrawn=True),
    Column("without_hours", Kind.INT, undrawn=True),
    Column("hours", Kind.NUMBER, rank=1, undefined=True),
    Column("capacity", Kind.NUMBER, rank=4),
    Column("load", Kind.PERCENT, undefined=True),
    Column("sign", header="", table_only=True),
    Column("deadlines", Kind.INT, rank=1, header="due"),
    Column("overdue", Kind.INT, header="late"),
    Column("coming", Kind.INT, rank=3),
    Column("issues", Kind.INT),
    Column("trainings_done", Kind.INT, header="trained", rank=6),
    Column("trainings_due", Kind.INT, header="to train", rank=6),
    Column("left", Kind.DATE, rank=FOR_PROGRAMS),
)


def team_columns(there: Collection[int]) -> tuple[Column, ...]:
    """there: the accounts that were asked for."""
    return (*_WHO, *(_THERE if there else ()), *_FIGURES)


def member_cells(member: Member, there: Collection[int]) -> tuple[Any, ...]:
    """The row of a colleague, in the order of the columns."""
    hours, due = member.hours, member.due
    return (
        member.code,
        member.name,
        member.department,
        *(_there(member.work, there) if there else ()),
        len(member.owned),
        len(member.others),
        _roles(member.work),
        hours.assignments,
        hours.unsaid,
        hours.given,
        hours.capacity,
        hours.load,
        OVER_MARK if hours.over else None,
        due.open,
        due.overdue,
        due.coming,
        member.issues,
        member.trained,
        due.trainings,
        member.left,
    )


def total_cells(found: TeamFigures) -> tuple[Any, ...]:
    """The total: an account, and an issue, counts once, whoever works on it."""
    members, hours = found.members, [each.hours for each in found.members]
    work = [one for each in members for one in each.work]
    hours_there = add_hours(one.hours for one in work if one.account in found.accounts)
    return (
        "total",
        None,
        None,
        *((None, hours_there) if found.accounts else ()),
        len(set[int]().union(*(each.owned for each in members))),
        len(set[int]().union(*(each.others for each in members))),
        None,
        sum(each.assignments for each in hours),
        sum(each.unsaid for each in hours),
        add_hours(one.hours for one in work),
        add_hours(each.capacity for each in hours if each.capacity is not None),
        shared_load(hours),
        None,
        sum(each.due.open for each in members),
        sum(each.due.overdue for each in members),
        sum(each.due.coming for each in members),
        found.issues,
        sum(each.trained for each in members),
        sum(each.due.trainings for each in members),
        None,
    )


def _there(work: Iterable[Work], accounts: Collection[int]) -> tuple[Any, ...]:
    here = [each for each in work if each.account in accounts]
    return tuple(dict.fromkeys(each.role for each in here)), add_hours(each.hours for each in here)


def _roles(work: Sequence[Work]) -> tuple[str, ...]:
    """`logistics: ford maruti` for each role, the owner's first, as the rows are."""
    spelled: dict[str, str] = {}
    accounts: dict[str, list[str]] = {}
    for each in work:
        role = spelled.setdefault(each.role.lower(), each.role)
        if each.code not in accounts.setdefault(role, []):
            accounts[role].append(each.code)
    return tuple(f"{role}: {' '.join(codes)}" for role, codes in accounts.items())
