"""What is behind the figures of a colleague: the assignments with days and hours, what is due, issues, trainings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from amcli.base.hints import hinted
from amcli.base.results import Column, Kind, Report
from amcli.base.time.dates import from_iso
from amcli.features.team.nouns import OWNER
from amcli.features.workload.reports.team_figures import (
    UNNAMED,
    TeamQuestion,
    days_of,
    find_colleague,
    team_figures,
)
from amcli.features.workload.reports.team_member import Member
from amcli.store.reader import Reader

NO_ONE = "-"  # typed for what nobody is named for
# The flags say which figure a row counts in: each adds up to that of the report.
BEHIND = (
    Column("what"),
    Column("id", rank=1),
    Column("account"),
    Column("account_name", rank=9),
    Column("title"),
    Column("from", Kind.DATE, timed=True, rank=2),
    Column("until", Kind.DATE, timed=True),
    Column("hours", Kind.NUMBER, rank=1),
    Column("state"),
    Column("owned", Kind.INT, undrawn=True),
    Column("others", Kind.INT, undrawn=True),
    Column("deadlines", Kind.INT, undrawn=True),
    Column("overdue", Kind.INT, undrawn=True),
    Column("coming", Kind.INT, undrawn=True),
    Column("issues", Kind.INT, undrawn=True),
    Column("trainings_done", Kind.INT, undrawn=True),
    Column("trainings_due", Kind.INT, undrawn=True),
)
_ADDED = tuple(column.key for column in BEHIND if column.kind is Kind.INT)


def explain_member(reader: Reader, asked: TeamQuestion, text: str) -> Report:
    """The rows that the figures of a colleague add up from; `-`: of what nobody is named for.

    until: of an assignment its last day, of a deadline the day it is due, of a training that was done the day it was.
    Raises NotFound and Ambiguous.
    """
    none = text.strip() == NO_ONE
    whose = None if none else find_colleague(reader, text)
    found = team_figures(reader, asked if none else asked._replace(colleagues=[text]))
    member = next((each for each in found.members if each.id == whose), None)
    days = {**days_of(reader, asked), "whose": whose}
    rows = [*_work(member), *_deadlines(reader, days), *_issues(reader, days)]
    hours = member.hours if member else None
    name = f"{member.code} {member.name}" if member and member.code else UNNAMED
    return Report(
        "team",
        BEHIND,
        rows,
        total=_total(rows, hours.given if hours else None),
        facts={
            "explain": member.code if member else None,
            "period": asked.period.name,
            "start": asked.period.start,
            "end": asked.period.last_day,
            "as_of": reader.env.today,
            "coming_until": asked.later - timedelta(days=1),
            "hours": hours and hours.given,
            "capacity": hours and hours.capacity,
            "load": hours and hours.load,
        },
        reference="id",
        title=f"Team: {name} · trainings of {asked.period.name}",
        empty=f"nothing is open for {name}",
        notes=tuple(_notes(member)),
    )


def _notes(member: Member | None) -> Iterator[str]:
    if member is None or member.id is None:
        return
    hours = member.hours
    if hours.given is not None and hours.capacity:
        yield f"{hours.given} of {hours.capacity} hours a week: load {hours.load} %"
    if hours.unsaid:
        yield f"no hours are said for {hours.unsaid} of these assignments: load counts the others"
    if not hours.capacity and member.left is None:
        yield hinted("no capacity, so no load", f": `amcli colleague edit {member.code} --hours N` says it")


def _row(what: str, state: str, *counts: str, **more: Any) -> tuple[Any, ...]:
    cells = {column.key: None for column in BEHIND} | dict.fromkeys(_ADDED, 0)
    return tuple({**cells, "what": what, "state": state, **more, **dict.fromkeys(counts, 1)}.values())


def _work(member: Member | None) -> Iterator[tuple[Any, ...]]:
    """The assignments in force: one that adds nothing to the accounts is a further role at one that counts already."""
    seen = set[tuple[bool, int]]()
    for each in member.work if member else ():
        figure = "owned" if each.owns else "others"
        counts = [figure] if (each.owns, each.account) not in seen else []
        seen.add((each.owns, each.account))
        yield _row(
            "account", OWNER if each.owns else "works on it", *counts, id=f"AS{each.id}", account=each.code,
            account_name=each.name, title=each.role, hours=each.hours,
            **{"from": from_iso(each.start) if each.start else None},
            until=from_iso(each.until) if each.until else None,
        )  # fmt: skip


def _deadlines(reader: Reader, days: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    for training, number, account, name, title, due, done in reader.run_query(__file__, "explain_deadlines", **days):
        late, coming = due < days["today"], days["soon"] <= due < days["later"]
        counts = ["trainings_done"] if done else ["deadlines"]
        if not done:
            counts += ["overdue"] * late + ["coming"] * coming + ["trainings_due"] * (training and due < days["cut"])
        yield _row(
            "training" if training else "deadline",
            "done" if done else "overdue" if late else "coming" if coming else "open",
            *counts, id=number, account=account, account_name=name, title=title, until=from_iso(done or due),
        )  # fmt: skip


def _issues(reader: Reader, days: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    for number, account, name, title, opened, severity, own in reader.run_query(__file__, "explain_issues", **days):
        yield _row(
            "issue", severity if own else f"{severity}, escalated", "issues", id=number, account=account,
            account_name=name, title=title, **{"from": from_iso(opened)},
        )  # fmt: skip


def _total(rows: list[tuple[Any, ...]], hours: Any) -> tuple[Any, ...]:
    places = {column.key: place for place, column in enumerate(BEHIND)}
    cells: dict[str, Any] = dict.fromkeys(places)
    cells |= {key: sum(row[places[key]] for row in rows) for key in _ADDED}
    return tuple((cells | {"what": "total", "hours": hours}).values())
