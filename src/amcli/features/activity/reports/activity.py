"""Activity: how often accounts were spoken with, by account, kind and month, and which of them have gone quiet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.results import Column, Kind, Report
from amcli.base.text import nearest, quote
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import AccountNode, as_json, find_accounts, load, names
from amcli.features.activity.nouns import INTERACTIONS
from amcli.features.activity.reports.quiet_accounts import ContactStatus, contact_statuses
from amcli.store.reader import Reader

BY = ("account", "kind", "month")

_COUNTS = (*(Column(kind, Kind.INT) for kind in INTERACTIONS), Column("total", Kind.INT))
_MINUTES = Column("minutes", Kind.INT, rank=3)
_COLUMNS = {
    "account": (
        Column("key", header="account"),
        Column("name", rank=1),
        Column("tier", Kind.INT, rank=5),
        *_COUNTS,
        _MINUTES,
        Column("last", Kind.DATE, undefined=True, rank=2),
        Column("days_since", Kind.INT, undefined=True),
        Column("cadence", Kind.INT, rank=4),
        Column("over", Kind.INT, undefined=True, undrawn=True),
        Column("quiet", Kind.FLAG, rank=6),
        Column("standing", table_only=True, header=" "),
        Column("sign", table_only=True),
    ),
    "kind": (
        Column("key", header="kind"),
        Column("total", Kind.INT),
        Column("accounts", Kind.INT),
        _MINUTES,
        Column("last", Kind.DATE),
    ),
    "month": (Column("key", header="month"), *_COUNTS, Column("accounts", Kind.INT), _MINUTES),
}


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
    """The interactions of the period up to a day (None: today), a row for each account, kind or month.

    By account: `days_since` counts from the last two-way interaction (a note is none) on or before that day, whenever
    it was, `over` is what that exceeds the account's cadence by, and `quiet` follows docs/figures.md; an archived
    account never is. Raises BadValue for another `by`, NotFound and Ambiguous for accounts.
    """
    if by not in BY:
        raise BadValue(f"cannot report by {quote(by)}: use one of {', '.join(BY)}", nearest(by, BY))
    day = min(as_of or reader.env.today, period.last_day)
    scope = find_accounts(reader, accounts)
    tallies = _read(reader, period, day, scope)
    known: dict[int, AccountNode] = load(reader)
    notes: tuple[str, ...] = ()
    if by == "account":
        rows, notes = _by_account(reader, known, scope, tallies, day)
    elif by == "kind":
        rows = [_kind(kind, [each for each in tallies if each.kind == kind]) for kind in INTERACTIONS]
    else:
        rows = [_month(month.name, [each for each in tallies if each.month == month.name]) for month in period.months()]
    return Report(
        "activity",
        _COLUMNS[by],
        rows,
        total=_total(tallies, by),
        facts={"period": period.name, "start": period.start, "end": period.last_day, "as_of": day, "by": by},
        title=f"Activity {period.name} by {by} as of {day}",
        empty="no accounts yet: `amcli account add NAME` adds one",
        notes=notes,
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
        status.last,
        status.gap.days,
        status.cadence,
        status.gap.over,
        status.quiet,
        _standing(status),
        "!" if status.quiet else "✓",
    )


def _standing(status: ContactStatus) -> str | None:
    """`11 days over`, `14 days left`: the cadence as a person says it."""
    over = status.gap.over
    if over is None:
        return None
    days = "1 day" if abs(over) == 1 else f"{abs(over)} days"
    return f"{days} over" if over > 0 else f"{days} left"


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
    return ("total", None, None, *_counts(tallies), _minutes(tallies), None, None, None, None, None, None, None)


def _counts(tallies: Sequence[Tally]) -> tuple[int, ...]:
    """By kind, in the order of INTERACTIONS, and in all."""
    by_kind = [sum(each.times for each in tallies if each.kind == kind) for kind in INTERACTIONS]
    return (*by_kind, sum(by_kind))


def _minutes(tallies: Sequence[Tally]) -> int:
    return sum(each.minutes for each in tallies)


def _accounts(tallies: Sequence[Tally]) -> int:
    return len({each.account for each in tallies})
