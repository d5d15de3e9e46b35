"""Which issues are open and how late, and what became of those that were closed: in time, how fast, at what cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from amcli.base.charts import Bars
from amcli.base.hints import hinted
from amcli.base.results import Column, Kind, Report
from amcli.base.text import number_of
from amcli.base.time.dates import iso
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import find_accounts
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.issues.nouns import CLOSED
from amcli.features.issues.reports.clock import Clocks, IssueThen, of_span, owner_codes, then_of
from amcli.features.issues.reports.issue_figures import FIGURES, LATE_MARK, figure_cells, figure_facts
from amcli.features.issues.reports.issue_keys import RECORDS, Label, RowKeys
from amcli.features.issues.reports.issue_notes import causes, notes
from amcli.features.issues.reports.issue_sums import Counted, currencies
from amcli.features.issues.reports.spelled_clock import short, spell_late, spell_limit
from amcli.features.issues.rules.clock import PhaseDays
from amcli.render.people import told_as_of
from amcli.store.reader import Reader

# A person reads working time in words; programs get minutes. What is late stays at 40 columns.
OPEN = (
    Column("id"),
    Column("account", rank=1),
    Column("account_name", rank=9),
    Column("title"),
    Column("severity"),
    Column("cause", rank=7),
    Column("stage", rank=2),
    Column("waiting", rank=4),
    Column("owner", rank=6),
    Column("opened", Kind.DATE, timed=True, rank=7),
    Column("age_days", Kind.INT, header="days", rank=3),
    Column("worked", header="working", table_only=True, rank=5),
    Column("waited", table_only=True, rank=6),
    Column("limit", table_only=True, rank=4),
    Column("late_by", header="late by", table_only=True),
    Column("sign", header="", table_only=True),
    Column("worked_minutes", Kind.INT, undrawn=True),
    Column("waited_minutes", Kind.INT, undrawn=True),
    Column("acknowledge_limit", undrawn=True),
    Column("acknowledge_by", Kind.DATE, timed=True, undrawn=True),
    Column("acknowledge_late_minutes", Kind.INT, undrawn=True),
    Column("close_limit", undrawn=True),
    Column("close_by", Kind.DATE, timed=True, undrawn=True),
    Column("close_late_minutes", Kind.INT, undrawn=True),
    Column("late", Kind.FLAG, undrawn=True),
    Column("late_minutes", Kind.INT, undrawn=True),
    Column("reopened", Kind.INT, undrawn=True),
)


class Question(NamedTuple):
    """What is asked: the period of what was raised and closed, the day as of which (None: now), the accounts."""

    period: Period
    as_of: date | None = None
    accounts: Sequence[str] = ()
    currency: str = ""


class Read(NamedTuple):
    """What was read for it."""

    clocks: Clocks
    issues: list[IssueThen]
    counted: Counted


def read(reader: Reader, asked: Question) -> Read:
    """The issues that were open then, or raised or closed in the period up to then. Raises NotFound and Ambiguous for
    accounts, Refused where the costs share no currency and none is configured.
    """
    then = then_of(reader, asked.as_of)
    clocks, start = Clocks(reader, then), asked.period.start
    first_day = start.isoformat()

    def counts(phases: list[PhaseDays]) -> bool:
        last = phases[-1]
        return last.stage != CLOSED or iso(last.at) >= first_day or iso(phases[0].at) >= first_day

    issues = clocks.read(of_span(start, then, find_accounts(reader, asked.accounts) or None), counts)
    rates = Rates(reader, report_currency(reader, asked.currency, currencies(issues, start)))
    return Read(clocks, issues, Counted(asked.period, rates))


def report_issues(reader: Reader, asked: Question, by: str = "") -> Report:
    """The open issues of that moment, the worst first; or, with `by`, a row for each severity, cause, account, owner or
    stage. Both with what was raised and closed in the period. Raises as `read` does, and BadValue for another `by`.
    """
    keys = RowKeys(reader, by) if by else None
    found = read(reader, asked)
    total, rates, hours = found.counted.add_up(found.issues), found.counted.rates, found.clocks.hours
    said = notes(found, total, reader.env.today) if found.issues else ()
    facts = _facts(asked, found, by)
    title = _title(reader, asked, found, keys.by if keys else "")
    empty = hinted(
        "no issue is open, and none was raised or closed in this period", ": `amcli issue add ACCOUNT TITLE` notes one"
    )
    if keys:
        return Report(
            "issues",
            _columns(keys),
            _rows(keys, found),
            total=("total", "total", *figure_cells(total, rates, hours)),
            facts=facts,
            title=title,
            empty=empty,
            notes=said,
            chart=Bars(f"Open by {keys.by}", "name", "open", sign="sign"),
        )
    still = sorted((each for each in found.issues if each.open), key=lambda each: each.rank)
    owners = owner_codes(reader)
    return Report(
        "issues",
        OPEN,
        [open_cells(each, found.clocks, owners) for each in still],
        facts={**facts, **figure_facts(total, rates, hours), "causes": causes(found.issues)},
        reference="id",
        title=title,
        empty=empty if not found.issues else "no issue is open",
        notes=said,
        chart=Bars("Days since they were raised", ("account_name", "title"), "age_days", sign="sign", largest=True),
    )


def open_cells(each: IssueThen, clocks: Clocks, owners: dict[int, str]) -> tuple[Any, ...]:
    """An open issue in the order of OPEN."""
    hours, seen = clocks.hours, each.clock
    return (
        each.reference,
        each.account,
        each.account_name,
        each.title,
        each.severity,
        each.cause,
        each.stage,
        each.waiting,
        None if each.owner is None else owners.get(each.owner),
        seen.opened,
        seen.days,
        short(seen.worked, hours),
        short(seen.waited, hours) if seen.waited else None,
        spell_limit(each),
        spell_late(each, hours),
        LATE_MARK if each.late else None,
        seen.worked,
        seen.waited,
        seen.acknowledge.limit and str(seen.acknowledge.limit),
        seen.acknowledge.due,
        seen.acknowledge.late,
        seen.close.limit and str(seen.close.limit),
        seen.close.due,
        seen.close.late,
        each.late > 0,
        each.late,
        seen.reopened,
    )


def _columns(keys: RowKeys) -> tuple[Column, ...]:
    named = keys.by in RECORDS
    return Column("key", rank=5, repeats=not named), Column("name", header=keys.by), *FIGURES


def _rows(keys: RowKeys, found: Read) -> list[tuple[Any, ...]]:
    of_key: dict[Label, list[IssueThen]] = {}
    for each in found.issues:
        of_key.setdefault(keys.of(each), []).append(each)
    rates, hours = found.counted.rates, found.clocks.hours
    return [
        (*label, *figure_cells(found.counted.add_up(of_key[label]), rates, hours))
        for label in sorted(of_key, key=keys.place)
    ]


def _facts(asked: Question, found: Read, by: str) -> dict[str, Any]:
    period = asked.period
    return {
        "period": period.name,
        "start": period.start,
        "end": period.last_day,
        "as_of": found.clocks.then.day,
        "by": by or None,
        "currency": found.counted.rates.to,
    }


def _title(reader: Reader, asked: Question, found: Read, by: str) -> str:
    """`Issues: 5 open, 2 late`, and as of which day where that is not today."""
    number, late = sum(each.open for each in found.issues), sum(each.late > 0 for each in found.issues)
    today = reader.env.today
    then = told_as_of(found.clocks.then.day, today, today)
    if by:
        return f"Issues by {by}, {asked.period.name}, {found.counted.rates.to}{then}"
    return f"Issues: {number_of(number, 'open', 'open')}, {late} late{then}"
