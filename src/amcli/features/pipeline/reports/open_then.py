"""How many were open on a day, by what a row of the report on what ended may be about: as the pipeline reads it."""

from __future__ import annotations

from collections import Counter

from amcli.features.pipeline.reports.ended import Question
from amcli.features.pipeline.reports.pipeline_keys import BY, RowKeys
from amcli.features.pipeline.reports.states import ask_states
from amcli.store.reader import Reader, query_text

_COMPETITOR = "competitor"


def open_then(reader: Reader, asked: Question, by: str) -> Counter[str]:
    """The states of the last day that counts, counted by the key of each row, folded; all under the empty one where an
    open opportunity has no such thing yet. `by` is a key of the pipeline, or one that only ended ones have.
    """
    keys = RowKeys(reader, by) if by in BY else None
    column = keys.column if keys else "trim(s.competitor)" if by == _COMPETITOR else "NULL"
    sql = query_text(__file__, "open_by").replace("{key}", column)
    counted = list(ask_states(reader, sql, asked.day, asked.scope, keys.parameters if keys else {}))
    labels = keys.labels([value for value, _ in counted]) if keys else {}
    found = Counter[str]()
    for value, count in counted:
        found[fold(labels[value].key if keys else value)] += count
    return found


def fold(key: str | None) -> str:
    """What two spellings of one key have in common; nothing for the row of those without one."""
    return (key or "").casefold()
