"""The list of deadlines, with what the series will bring, and the days of contracts among them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.fields import LIVE, Scope
from amcli.base.results import Column, Kind, Listing
from amcli.base.time.dates import after_span, iso
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.reports.contract_days import LETTERS
from amcli.features.deadlines.reports.contract_rows import ListedRow, contract_rows
from amcli.features.deadlines.rules import series_of
from amcli.records.reports.listing import Terms, listing
from amcli.store.reader import Reader

MOST = 10_000  # occurrences of one series; a rule of each day reaches them in 27 years
KEYS = [column.key for column in DEADLINE.columns]
DUE, ID, DONE = KEYS.index("due"), KEYS.index("id"), KEYS.index("done")
COUNTDOWN = Column("when", Kind.INT, countdown=True, table_only=True)


def deadlines(
    reader: Reader,
    given: Mapping[str, str | Sequence[str]],
    scope: Scope = LIVE,
    *,
    overdue: bool = False,
    expand: str = "",
    sort: str = "",
    limit: int | None = None,
    records: bool = False,
) -> Listing:
    """The deadlines that match; with `expand` (a span such as 90d) also the coming ones of each series, by day.

    A coming one has the id of the series' live deadline: there is no other record of it yet. The days of a contract
    have the contract's id (contract_rows.py); records: without them, of which no record is.
    BadValue for a `sort` beside it, and for what is open only beside what was done in a period.
    """
    if scope.closed_in and (overdue or expand):
        raise BadValue(f"--done-in is about what is done: leave out {'--overdue' if overdue else '--expand'}")
    terms: Terms = []
    if overdue:
        now = reader.env.now
        late = "done IS NULL AND due < CASE length(due) WHEN 10 THEN ? ELSE ? END"
        terms.append((late, (reader.env.today.isoformat(), now.strftime("%Y-%m-%dT%H:%M"))))
    today = reader.env.today
    if not expand:
        found = listing(reader, DEADLINE, given, scope, sort=sort, limit=limit, extra=terms)
        days = [] if records else contract_rows(reader, given, scope, terms)
        found = _with_days(found, days, sort, limit) if days else found
        return found if scope.closed_in else _counted_down(found, today)
    if sort:
        raise BadValue("with --expand the list is by day: leave out --sort")
    end = after_span(expand, today, "90d, 6m or 1y")
    found = listing(reader, DEADLINE, given, scope, extra=terms)
    days = [] if records else contract_rows(reader, given, scope, terms, ahead=end)
    rows = in_order(with_coming(reader, found, end), days)
    shown = rows if limit is None else rows[:limit]
    return _counted_down(found._replace(rows=shown, more=len(rows) - len(shown), lines=None), today)


def in_order(rows: Sequence[ListedRow], days: Sequence[ListedRow]) -> list[ListedRow]:
    """Rows of the list by day, deadlines before the days of contracts; both are by day already."""
    return list(merge(rows, days, key=_place)) if days else list(rows)


def _with_days(found: Listing, days: Sequence[ListedRow], sort: str, limit: int | None) -> Listing:
    """The list with the days of contracts in their places: by day, or as `sort` says."""
    if limit is None and not sort:
        return found._replace(rows=merge((tuple(row) for row in found.rows), days, key=_place), lines=None)
    rows: list[ListedRow] = list(map(tuple, found.rows))
    every = len(rows) + found.more + len(days)
    shown = (_sorted([*rows, *days], sort) if sort else in_order(rows, days))[:limit]
    return found._replace(rows=shown, more=every - len(shown), lines=None)


def _sorted(rows: Iterable[ListedRow], sort: str) -> list[ListedRow]:
    """As the list itself is sorted by these columns, which it has accepted: what has no value comes last."""
    found = sorted(rows, key=lambda row: _number(row[ID]))
    for word in reversed(sort.split(",")):
        key = word.strip()
        place = KEYS.index(key.removeprefix("-"))
        there = [row for row in found if row[place] is not None]
        there.sort(key=lambda row: _comparable(row[place], place), reverse=key.startswith("-"))
        found = there + [row for row in found if row[place] is None]
    return found


def _comparable(value: Any, place: int) -> Any:
    if place == ID:
        return _number(value)
    return iso(value) if isinstance(value, date) else value


def _place(row: Sequence[Any]) -> tuple[Any, ...]:
    """Where a row stands: by its day; on one day deadlines come before the days of contracts."""
    return (iso(row[DUE]), *_number(row[ID]))


def _number(reference: str) -> tuple[bool, int]:
    of_contract = reference.startswith(LETTERS)
    return of_contract, int(reference[len(LETTERS) if of_contract else 1 :])


def _counted_down(found: Listing, today: date) -> Listing:
    """The same list with the days that are left, for people, which say the most where there is little room for the day;
    nothing is late any more when it is done.
    """
    rows = (
        (*row[: DUE + 1], None if row[DONE] else (day_of(row[DUE]) - today).days, *row[DUE + 1 :]) for row in found.rows
    )
    columns = (*found.columns[:DUE], found.columns[DUE]._replace(rank=1), COUNTDOWN, *found.columns[DUE + 1 :])
    return found._replace(columns=columns, rows=rows)


def with_coming(reader: Reader, found: Listing, end: date) -> list[tuple[Any, ...]]:
    """The rows of a list of deadlines and what its series bring up to and including a day, by day."""
    rows = [tuple(row) for row in found.rows]
    rows += list(_coming(reader, {row[ID]: row for row in rows}, end))
    return sorted(rows, key=_place)


def _coming(reader: Reader, live: Mapping[str, tuple[Any, ...]], end: date) -> Iterator[tuple[Any, ...]]:
    """The occurrences after the live one, up to and including a day, as rows of the list."""
    cursor = reader.run_query(__file__, "live_series")
    names = [column[0] for column in cursor.description]
    for cells in cursor:
        record = dict(zip(names, cells, strict=True))
        row = live.get(f"D{record['id']}")
        if row is None:
            continue
        run, base = series_of(record, reader.env.config), json.loads(record["template"] or "{}")
        last = max(run.otherwise, default="")
        for each in islice(run.days(record["occurrence"] + 1), MOST):
            if day_of(each.usual) > end and iso(each.named) > last:
                break
            if not each.left_out and day_of(each.due) <= end:
                yield _with(row, {**base, **each.changes, "due": each.due})


def _with(row: tuple[Any, ...], changes: Mapping[str, Any]) -> tuple[Any, ...]:
    """A row of the list with other cells."""
    return tuple(changes.get(key, cell) for key, cell in zip(KEYS, row, strict=True))
