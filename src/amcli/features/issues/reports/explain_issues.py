"""The issues behind a row of the report, or the clock of one step by step: each phase, its working time, whether it
counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from amcli.base.errors import NotFound
from amcli.base.results import Column, Kind, Report
from amcli.base.time.working_hours import WorkingHours, spell_hours
from amcli.features.accounts.reports.account_tree import find_accounts
from amcli.features.currencies.reports.converted_amounts import unrounded
from amcli.features.issues.nouns import CLOSED
from amcli.features.issues.reports.clock import Clocks, IssueThen, of_issues, owner_codes, then_of
from amcli.features.issues.reports.issue_figures import LATE_MARK
from amcli.features.issues.reports.issue_keys import LATE_ONES, NONE, SEVERITY, RowKeys, is_id
from amcli.features.issues.reports.report_issues import Question, Read, read
from amcli.features.issues.reports.spelled_clock import limit_notes, spell_late
from amcli.features.issues.rules.clock import Measured, Step, steps
from amcli.render.people import told_as_of
from amcli.store.reader import Reader

STEPS = (
    Column("step", header=" "),
    Column("from", Kind.DATE, timed=True),
    Column("until", Kind.DATE, timed=True, rank=2),
    Column("stage"),
    Column("severity", rank=1),
    Column("waiting", rank=3),
    Column("owner", rank=5),
    Column("counts", Kind.FLAG, undrawn=True),
    Column("took", header="working", table_only=True, rank=1),
    Column("adds", header="counts", table_only=True),
    Column("minutes", Kind.INT, undrawn=True),
    Column("counted", Kind.INT, undrawn=True),
    Column("counted_so_far", Kind.INT, undrawn=True),
    Column("why", rank=4),
)
ISSUES = (
    Column("id"),
    Column("account", rank=1),
    Column("account_name", rank=9),
    Column("title"),
    Column("severity", rank=2),
    Column("cause", rank=5),
    Column("stage", rank=1),
    Column("opened_on", Kind.DATE, header="raised", timed=True, rank=4),
    Column("closed_on", Kind.DATE, header="closed", timed=True, rank=3),
    Column("days", Kind.INT, rank=2),
    Column("worked_minutes", Kind.INT, undrawn=True),
    Column("late_by", header="late by", table_only=True, rank=1),
    Column("sign", header="", table_only=True),
    Column("open", Kind.INT, undrawn=True),
    Column("late", Kind.INT, undrawn=True),
    Column("opened", Kind.INT, undrawn=True),
    Column("closed", Kind.INT, undrawn=True),
    Column("acknowledge_kept", Kind.INT, undrawn=True),
    Column("acknowledge_due", Kind.INT, undrawn=True),
    Column("close_kept", Kind.INT, undrawn=True),
    Column("close_due", Kind.INT, undrawn=True),
    Column("reopened", Kind.INT, undrawn=True),
    Column("cost", Kind.MONEY, rank=6),
    Column("currency", rank=6),
    Column("converted", Kind.NUMBER, undrawn=True),
)
_ADDED = (
    "open",
    "late",
    "opened",
    "closed",
    "acknowledge_kept",
    "acknowledge_due",
    "close_kept",
    "close_due",
    "reopened",
)


def explain_issues(reader: Reader, asked: Question, key: str, by: str = "") -> Report:
    """The clock of one issue (IS3) step by step; else the issues of the row `key` of the report by `by` (severity where
    nothing was said), which they add up to; `late`: those of any row that are late. Raises as the report does, and
    NotFound for a key that no row can have.
    """
    if is_id(key):
        return _one(reader, asked, key)
    keys = RowKeys(reader, by or SEVERITY)
    if key.strip().lower() == LATE_ONES:
        found = read(reader, asked)
        return _several(reader, asked, found, [each for each in found.issues if each.late], LATE_ONES, key, keys.by)
    wanted = keys.key_of(key)
    found = read(reader, asked)
    some = [each for each in found.issues if keys.of(each).key == wanted]
    return _several(reader, asked, found, some, f"{keys.by} {wanted or NONE}", key, keys.by)


def _one(reader: Reader, asked: Question, key: str) -> Report:
    record = reader.find("issue", key)
    clocks = Clocks(reader, then_of(reader, asked.as_of))
    which = of_issues([record.record_id])
    issues = clocks.read(which)
    if not issues:
        raise NotFound(
            f"{record.reference} was not raised yet on {clocks.then.day}: leave out --as-of, or name a later day"
        )
    (one,) = issues
    if asked.accounts and not find_accounts(reader, [one.account]) & find_accounts(reader, asked.accounts):
        raise NotFound(f"{one.reference} is of {one.account}: leave out --account, or type --account {one.account}")
    ((_, told),) = clocks.phases(which)
    owners = owner_codes(reader)
    went, hours = steps(told, clocks.working, clocks.then.moment), clocks.hours
    rows, so_far = list[tuple[Any, ...]](), 0
    for step in went:
        so_far += step.minutes * step.counts
        who = owners.get(step.phase.owner or 0)
        rows.append((str(len(rows) + 1), *_step_cells(step, so_far, who, hours)))
    whole = sum(step.minutes for step in went)
    today = reader.env.today
    spelled = (hours.spell_worked(whole), hours.spell_worked(so_far))
    return Report(
        "issues",
        STEPS,
        rows,
        total=("total", *[None] * 7, *spelled, whole, so_far, so_far, None),
        facts={
            "explain": one.reference,
            "as_of": clocks.then.day,
            "account": one.account,
            "title": one.title,
            "severity": one.severity,
            "stage": one.stage,
            "hours": spell_hours(hours),
            "age_days": one.clock.days,
            "worked_minutes": one.clock.worked,
            "waited_minutes": one.clock.waited,
            "reopened": one.clock.reopened,
            **_limit_facts("acknowledge", one.clock.acknowledge),
            **_limit_facts("close", one.clock.close),
        },
        reference="step",
        title=f"{one.reference} {one.title}, {one.account}: its clock{told_as_of(clocks.then.day, today, today)}",
        notes=tuple(limit_notes(one, hours)),
    )


def _limit_facts(name: str, measured: Measured) -> dict[str, Any]:
    return {
        f"{name}_limit": measured.limit and str(measured.limit),
        f"{name}_limit_minutes": measured.allowed,
        f"{name}_used_minutes": measured.used,
        f"{name}_reached": measured.reached,
        f"{name}_by": measured.due,
        f"{name}_late_minutes": measured.late,
        f"{name}_kept": measured.kept,
    }


def _step_cells(step: Step, so_far: int, owner: str | None, hours: WorkingHours) -> tuple[Any, ...]:
    phase, took = step.phase, hours.spell_worked(step.minutes)
    ended = phase.stage == CLOSED and step.until is None
    return (
        phase.at,
        step.until,
        phase.stage,
        phase.severity,
        phase.waiting,
        owner,
        step.counts,
        None if ended else took,
        None if ended else took if step.counts else "–",
        step.minutes,
        step.minutes * step.counts,
        so_far,
        "closed" if phase.stage == CLOSED else f"waits for {phase.waiting}" if step.waits else None,
    )


def _several(
    reader: Reader, asked: Question, found: Read, some: Sequence[IssueThen], what: str, key: str, by: str
) -> Report:
    order = sorted(some, key=lambda each: (not each.open, each.rank))
    rows = [_cells(reader, each, found) for each in order]
    today, period = reader.env.today, asked.period.name
    late = "Late issues" if what == LATE_ONES else ""
    return Report(
        "issues",
        ISSUES,
        rows,
        total=_total(rows, found),
        facts={
            "explain": key,
            "by": by,
            "period": asked.period.name,
            "as_of": found.clocks.then.day,
            "currency": found.counted.rates.to,
        },
        reference="id",
        title=f"{late or f'Issues of {what}'}, {period}{told_as_of(found.clocks.then.day, today, today)}",
        empty="no issue is late" if late else f"no issue of {what} is open, and none was raised or closed in {period}",
    )


def _cells(reader: Reader, each: IssueThen, found: Read) -> tuple[Any, ...]:
    counted, seen, hours = found.counted, each.clock, found.clocks.hours
    closed = counted.was_closed(each)
    cost = counted.cost(each) if closed else None
    return (
        each.reference,
        each.account,
        each.account_name,
        each.title,
        each.severity,
        each.cause,
        each.stage,
        seen.opened,
        seen.closed,
        seen.days,
        seen.worked,
        spell_late(each, hours) if each.open else f"{hours.spell_worked(seen.late)} over" if seen.late else "in time",
        LATE_MARK if each.late else None,
        int(each.open),
        int(each.late > 0),
        int(counted.was_opened(each)),
        int(closed),
        *(int(value) for kept in counted.kept(each) for value in (bool(kept), kept is not None)),
        int(closed and seen.reopened > 0),
        reader.money(each.cost, each.currency) if each.currency else None,
        each.currency if each.cost is not None else None,
        None if cost is None else unrounded(Fraction(cost), counted.rates.decimals),
    )


def _total(rows: Sequence[Sequence[Any]], found: Read) -> tuple[Any, ...]:
    places = {column.key: place for place, column in enumerate(ISSUES)}
    cells: dict[str, Any] = dict.fromkeys(places)
    cells |= {key: sum(row[places[key]] for row in rows) for key in _ADDED}
    whole = sum((each for each in map(found.counted.cost, _closed(found, rows)) if each is not None), Fraction(0))
    return tuple((cells | {"id": "total", "converted": found.counted.rates.money(whole)}).values())


def _closed(found: Read, rows: Sequence[Sequence[Any]]) -> list[IssueThen]:
    ids = {row[0] for row in rows}
    return [each for each in found.issues if each.reference in ids and found.counted.was_closed(each)]
