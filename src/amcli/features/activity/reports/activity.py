"""Activity: how often accounts were spoken with, by account, kind and month, and which of them have gone quiet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from amcli.base.charts import Bars
from amcli.base.errors import BadValue
from amcli.base.hints import hinted
from amcli.base.results import Column, Kind, Report
from amcli.base.text import nearest, quote
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import NO_ACCOUNTS, AccountNode, as_json, find_accounts, load, names
from amcli.features.activity.nouns import INTERACTIONS
from amcli.features.activity.reports.contact_columns import (
    COUNTS,
    MINUTES,
    STANDING,
    WORST_FIRST,
    counted,
    standing_cells,
)
from amcli.features.activity.reports.people import PEOPLE_COLUMNS, people
from amcli.features.activity.reports.quiet_accounts import ContactStatus, contact_statuses
from amcli.render.people import told_as_of
from amcli.store.reader import Reader

BY = ("account", "contact", "kind", "month")

_COLUMNS = {
    "account": (
        Column("key", header="account"),
        Column("name", rank=5),
        Column("tier", Kind.INT, rank=8),
        *COUNTS,
        MINUTES,
        *STANDING,
    ),
    "contact": PEOPLE_COLUMNS,
    "kind": (
        Column("key", header="kind"),
        Column("total", Kind.INT),
        Column("accounts", Kind.INT),
        MINUTES,
        Column("last", Kind.DATE),
    ),
    "month": (Column("key", header="month"), *COUNTS, Column("accounts", Kind.INT), MINUTES),
}
_EMPTY = {"contact": hinted("no contacts yet", ": `amcli contact add ACCOUNT NAME` adds one")}
_SPOKEN = Bars("Days since the last contact, beside the cadence", "name", "days_since", "cadence", sign="sign")
_OFTEN = Bars("How often was spoken", "key", "total")
_CHARTS = {"account": _SPOKEN, "contact": _SPOKEN, "kind": _OFTEN, "month": _OFTEN}


class Tally(NamedTuple):
    """How many interactions of a kind an account had in a month, their minutes, and the last of them."""

    account: int
    month: str
    kind: str
    times: int
    minutes: int
    last: date


def activity(
    reader: Reader, *, period: Period, as_of: date | None, accounts: Sequence[str] = (), by: str = "account"
) -> Report:
    """The interactions of the period up to a day (None: today), a row for each account, person, kind or month.

    By account: `days_since` counts from the last two-way interaction (a note is none) on or before that day, whenever
    it was, `over` is what that exceeds the account's cadence by, and `quiet` follows docs/figures.md; an archived
    account never is. By contact the same of each person, after what they took part in.
    Raises BadValue for another `by`, NotFound and Ambiguous for accounts.
    """
    if by not in BY:
        raise BadValue(f"cannot report by {quote(by)}: use one of {', '.join(BY)}", nearest(by, BY))
    day = min(as_of or reader.env.today, period.last_day)
    scope = find_accounts(reader, accounts)
    tallies = [] if by == "contact" else _read(reader, period, day, scope)
    known: dict[int, AccountNode] = load(reader)
    notes: tuple[str, ...] = ()
    if by == "account":
        rows, notes = _by_account(reader, known, scope, tallies, day)
    elif by == "contact":
        rows, notes = people(reader, known, scope, period, day)
    elif by == "kind":
        rows = [_kind(kind, [each for each in tallies if each.kind == kind]) for kind in INTERACTIONS]
    else:
        rows = [_month(month.name, [each for each in tallies if each.month == month.name]) for month in period.months()]
    of = "" if by == "account" else f" by {by}"
    return Report(
        "activity",
        _COLUMNS[by],
        rows,
        total=None if by == "contact" else _total(tallies, by),  # one conversation may stand in the rows of several
        facts={"period": period.name, "start": period.start, "end": period.last_day, "as_of": day, "by": by},
        title=f"Activity {period.name}{of}{told_as_of(day, reader.env.today, period.last_day)}",
        empty=_EMPTY.get(by, NO_ACCOUNTS),
        notes=notes,
        people_order=WORST_FIRST if by in ("account", "contact") else "",
        chart=_CHARTS[by],
    )


def _read(reader: Reader, period: Period, day: date, scope: Collection[int]) -> list[Tally]:
    rows = reader.run_query(
        __file__,
        "report_interactions",
        start=period.start.isoformat(),
        cut=(day + timedelta(days=1)).isoformat(),
        scope=as_json(scope or None),
    )
    return [
        Tally(account, month, kind, times, minutes, date.fromisoformat(last))
        for account, month, kind, times, minutes, last in rows
    ]


def _by_account(
    reader: Reader, known: Mapping[int, AccountNode], scope: Collection[int], tallies: Sequence[Tally], day: date
) -> tuple[list[tuple[Any, ...]], tuple[str, ...]]:
    """Rows of the accounts asked for, else of the live ones and of the archived that had interactions."""
    standing = contact_statuses(reader, known, day)
    of_account: dict[int, list[Tally]] = {}
    for tally in tallies:
        of_account.setdefault(tally.account, []).append(tally)
    shown = scope or [each for each, account in known.items() if each in of_account or not account.archived]
    counts = {each: _counts(of_account.get(each, ())) for each in shown}
    order = sorted(shown, key=lambda each: (-counts[each][-1], known[each].code.lower()))
    rows = [_account(known[each], counts[each], of_account.get(each, ()), standing[each]) for each in order]
    silent = [known[each].code for each in order if standing[each].quiet]
    return rows, (f"quiet: {names(silent)}",) if silent else ()


def _account(
    account: AccountNode, counts: Sequence[int], tallies: Sequence[Tally], status: ContactStatus
) -> tuple[Any, ...]:
    return (
        account.code,
        account.name,
        account.tier,
        *counts,
        _minutes(tallies),
        *standing_cells(status, judged=not account.archived),
    )


def _kind(kind: str, tallies: Sequence[Tally]) -> tuple[Any, ...]:
    last = max((each.last for each in tallies), default=None)
    return (kind, sum(each.times for each in tallies), _accounts(tallies), _minutes(tallies), last)


def _month(month: str, tallies: Sequence[Tally]) -> tuple[Any, ...]:
    return (month, *_counts(tallies), _accounts(tallies), _minutes(tallies))


def _total(tallies: Sequence[Tally], by: str) -> tuple[Any, ...]:
    if by == "kind":
        return _kind("total", tallies)
    if by == "month":
        return _month("total", tallies)
    return ("total", None, None, *_counts(tallies), _minutes(tallies), *[None] * len(STANDING))


def _counts(tallies: Sequence[Tally]) -> tuple[int, ...]:
    return counted([(each.kind, each.times) for each in tallies])


def _minutes(tallies: Sequence[Tally]) -> int:
    return sum(each.minutes for each in tallies)


def _accounts(tallies: Sequence[Tally]) -> int:
    return len({each.account for each in tallies})
