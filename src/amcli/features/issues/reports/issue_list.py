"""The list of issues, with how late each open one is by the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amcli.base.fields import Scope
from amcli.base.results import Column, Kind, Listing, Report
from amcli.base.time.working_hours import WorkingHours
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.issues.nouns import ISSUE
from amcli.features.issues.reports.clock import OPEN_NOW, Clocks, IssueThen, of_issues, then_of
from amcli.features.issues.reports.spelled_clock import short, spell_late
from amcli.records.reports.listing import Terms, listing
from amcli.render.order import ordered
from amcli.store.reader import Reader

# Behind the age: a person reads it in words. Of a closed one it is by how much it missed a limit.
LATE_COLUMNS = (
    Column("late_by", header="late by", table_only=True),
    Column("late", Kind.FLAG, undrawn=True),
    Column("late_minutes", Kind.INT, undrawn=True),
)
_KEYS = [column.key for column in ISSUE.columns]
_ID, _PLACE = _KEYS.index("id"), _KEYS.index("age") + 1


def listed_issues(
    reader: Reader,
    given: Mapping[str, str | Sequence[str]],
    scope: Scope,
    *,
    late: bool = False,
    sort: str = "",
    limit: int | None = None,
) -> Listing:
    """The issues that match. late: only the open ones that are beyond a limit. Raises as `listing` does."""
    clocks = Clocks(reader, then_of(reader, None))
    terms: Terms = []
    if late:
        beyond = as_json([each.id for each in clocks.read(OPEN_NOW) if each.late])
        terms.append(("record_id IN (SELECT value FROM json_each(?))", (beyond,)))
    by_clock = "late" in sort  # which SQL knows nothing of
    listed = listing(
        reader, ISSUE, given, scope, sort="" if by_clock else sort, limit=None if by_clock else limit, extra=terms
    )
    found = [tuple(row) for row in listed.rows]
    numbers = [int(row[_ID].removeprefix(ISSUE.letter)) for row in found]
    seen = {each.id: each for each in clocks.read(of_issues(numbers))}
    rows = []
    for number, row in zip(numbers, found, strict=True):
        each = seen.get(number)
        cells = _late_cells(each, clocks.hours) if each else (None, False, 0)
        rows.append((*row[:_PLACE], *cells, *row[_PLACE:]))
    columns = (*listed.columns[:_PLACE], *LATE_COLUMNS, *listed.columns[_PLACE:])
    empty = "no issue is late" if late else listed.empty
    if by_clock:
        rows = [tuple(row) for row in ordered(Report(ISSUE.view, columns, rows), sort).rows]
    kept = rows if limit is None else rows[:limit]
    more = listed.more + len(rows) - len(kept)
    return listed._replace(columns=columns, rows=kept, more=more, lines=None, empty=empty)


def _late_cells(each: IssueThen, hours: WorkingHours) -> tuple[str | None, bool, int]:
    """The cells of LATE_COLUMNS."""
    if each.open:
        return spell_late(each, hours), each.late > 0, each.late
    missed = each.clock.late
    return f"{short(missed, hours)} over" if missed else None, missed > 0, missed
