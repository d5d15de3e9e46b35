"""What a deadline asks for beyond its fields."""

from __future__ import annotations

from amcli.features.deadlines.services import series
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork

_SERIES = "every", "due", "until", "times", "shift"
# What an import does not change: SQL over the difference `d`, the record `t` and the waiting row `s`; and why.
LEFT_ALONE_BY_IMPORTS = (
    (
        f'd."column" IN {_SERIES} AND (t.every IS NOT NULL OR s.every IS NOT NULL)',
        "is a series, or would become one: change that with `deadline edit`",
    ),
)


def check_deadline(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """A new one with a rule begins a series. (What an edit does to a series is in services/deadlines.py.)"""
    if record_id is None:
        series.begin(row, work.env.config)
