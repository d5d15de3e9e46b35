"""The list of plans, with how old each is, how many of its objectives are reached, and what is next to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from amcli.base.fields import LIVE, Scope
from amcli.base.results import Column, Kind, Listing, Report
from amcli.base.time.dates import from_iso
from amcli.base.time.workdays import day_of
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.plans.nouns import PLAN
from amcli.features.plans.reports.measures import Measures
from amcli.features.plans.reports.objective_rows import objectives
from amcli.features.plans.rules.progress import age_of, is_stale
from amcli.records.reports.listing import listing, rows_of
from amcli.render.order import ordered
from amcli.store.reader import Reader

STATE = (
    Column("age", Kind.INT, header="days ago", rank=1),
    Column("stale", Kind.FLAG, rank=1),
    Column("reached", Kind.INT),
    Column("of_all", Kind.INT, header="of"),
    Column("next_action", rank=2),
    Column("next_due", Kind.DATE, header="due"),
)
_KEYS = [column.key for column in PLAN.columns]
_ID, _WRITTEN = _KEYS.index("id"), _KEYS.index("written")
_PLACE = _WRITTEN + 1
_NEXT = """SELECT o.plan_id, d.id, d.due FROM deadline d JOIN objective o ON o.id = d.objective_id
    WHERE d.done IS NULL AND o.plan_id IN (SELECT value FROM json_each(?)) ORDER BY d.due DESC, d.id DESC"""


def listed_plans(
    reader: Reader,
    given: Mapping[str, str | Sequence[str]],
    scope: Scope = LIVE,
    *,
    stale: bool = False,
    sort: str = "",
    limit: int | None = None,
) -> Listing:
    """The plans that match, with what is worked out of their objectives. stale: only those that nobody wrote for long.

    Raises BadValue, NotFound and Ambiguous, as `listing` does.
    """
    own = any(key.strip().removeprefix("-") in {column.key for column in STATE} for key in sort.split(","))
    later = stale or own  # which SQL knows nothing of
    listed = listing(reader, PLAN, given, scope, sort="" if own else sort, limit=None if later else limit)
    rows = _with_state(reader, [tuple(row) for row in listed.rows])
    columns = (*listed.columns[:_PLACE], *STATE, *listed.columns[_PLACE:])
    if stale:
        place = [column.key for column in columns].index("stale")
        rows = [row for row in rows if row[place]]
    if own:
        rows = [tuple(row) for row in ordered(Report(PLAN.view, columns, rows), sort).rows]
    kept = rows if limit is None else rows[:limit]
    empty = "no plan is stale" if stale else listed.empty
    return listed._replace(
        columns=columns, rows=kept, more=listed.more + len(rows) - len(kept), lines=None, empty=empty
    )


def plans_ahead(reader: Reader, account: int) -> Listing:
    """The plans of an account, by its row id, that hold today or later, the first to end first. No other noun is loaded
    where it has none.
    """
    today = reader.env.today.isoformat()
    found = rows_of(reader, PLAN.name, 'account_id = ? AND "end" > ?', (account, today), '"end", record_id')
    columns = (*found.columns[:_PLACE], *STATE, *found.columns[_PLACE:])
    return found._replace(columns=columns, rows=_with_state(reader, [tuple(row) for row in found.rows]), lines=None)


def _with_state(reader: Reader, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows with the cells of STATE: the records are read once for all of them."""
    if not rows:
        return []
    numbers = [int(row[_ID].removeprefix(PLAN.letter)) for row in rows]
    measures, today = Measures(reader), reader.env.today
    counts: dict[int, list[bool]] = {}
    for each in objectives(reader, numbers):
        counts.setdefault(each.plan, []).append(measures.standing(each).progress.reached)
    actions = {plan: (f"D{number}", due) for plan, number, due in reader.rows(_NEXT, (as_json(numbers),))}
    found = []
    for number, row in zip(numbers, rows, strict=True):
        written: date = row[_WRITTEN]
        reached, (action, due) = counts.get(number, []), actions.get(number, (None, None))
        state = (
            age_of(written, today), is_stale(written, today), sum(reached), len(reached), action,
            day_of(from_iso(due)) if due else None,
        )  # fmt: skip
        found.append((*row[:_PLACE], *state, *row[_PLACE:]))
    return found
