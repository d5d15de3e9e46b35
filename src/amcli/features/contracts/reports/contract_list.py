"""The list of contracts, and one of them, with what is worked out of the day: its term's end, its days, its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.fields import LIVE, Scope
from amcli.base.results import Column, Listing, Report
from amcli.base.text import nearest, quote
from amcli.base.time.dates import after_span
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.contracts.nouns import CONTRACT
from amcli.features.contracts.reports.standing import standings
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import ENDED, STATES
from amcli.records.reports.listing import Terms, listing
from amcli.render.order import ordered
from amcli.store.reader import Reader

_WRITTEN_END = "end"
_KEYS = [column.key for column in CONTRACT.columns]
_ID, _PLACE = _KEYS.index("id"), _KEYS.index(_WRITTEN_END) + 1
_ORDER = "current_end,id"


def listed_contracts(
    reader: Reader,
    given: Mapping[str, str | Sequence[str]],
    scope: Scope = LIVE,
    *,
    due: str = "",
    state: str = "",
    sort: str = "",
    limit: int | None = None,
) -> Listing:
    """The contracts that match, by the end of their terms. due: only those that have one of their three days from today
    to a span such as 90d later. state: only those that are in one of STATES, `in-notice` for `in notice`.

    Raises BadValue for a span, a state or a column that is none, and as `listing` does.
    """
    today = reader.env.today
    between = (today, after_span(due, today, "90d, 6m or 1y")) if due else None
    wanted = read_state(state) if state else ""
    found = {each.contract.id: each for each in standings(reader, between=between)}
    terms: Terms = []
    if between or wanted:
        found = {id_: each for id_, each in found.items() if wanted in ("", each.state)}
        terms.append(("record_id IN (SELECT value FROM json_each(?))", (as_json(found.keys()),)))
    if wanted == ENDED:  # what has ended is in no list otherwise
        scope = scope._replace(everything=True)
    listed = listing(reader, CONTRACT, given, scope, extra=terms)
    rows = [with_days(row, found[int(row[_ID].removeprefix(CONTRACT.letter))]) for row in listed.rows]
    columns = columns_with_days(listed.columns)
    shown = list(ordered(Report(CONTRACT.view, columns, rows), sort or _ORDER).rows)
    kept = shown if limit is None else shown[:limit]
    return listed._replace(columns=columns, rows=kept, more=len(shown) - len(kept), lines=None)


def read_state(text: str) -> str:
    """A state as it was typed, also in one word: `in-notice`, `ended-not-renewed`. Raises BadValue."""
    word = " ".join(text.strip().lower().replace("-", " ").split())
    if word not in STATES:
        known = state_words()
        raise BadValue(f"{quote(text)} is no state of a contract: use {', '.join(known)}", nearest(text, known))
    return word


def state_words() -> list[str]:
    """The states as one types them."""
    return [state.replace(" ", "-") for state in STATES]


def columns_with_days(columns: Iterable[Column], more: Sequence[Column] = ()) -> tuple[Column, ...]:
    """Columns of contracts with those of the day, and `more`, behind `end`, which a person then need not read."""
    known = tuple(column._replace(repeats=column.key == _WRITTEN_END) for column in columns)
    return (*known[:_PLACE], *CONTRACT.of_the_day, *more, *known[_PLACE:])


def with_days(row: Sequence[Any], each: Standing, more: Sequence[Any] = ()) -> tuple[Any, ...]:
    """A row of contracts with the cells of the day, and `more` behind them."""
    return (*row[:_PLACE], each.end, each.arrive_by, each.act_by, each.state, *more, *row[_PLACE:])
