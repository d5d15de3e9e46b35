"""The records that a command names, and the day that it says."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.errors import BadValue
from amcli.base.time.dates import parse_date
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork


def rows_named(work: UnitOfWork, noun: str, names: Sequence[str]) -> list[Row]:
    """The rows of the records that are named, each once. NotFound, Ambiguous."""
    record_ids = dict.fromkeys(work.find(noun, name).record_id for name in names)
    return [work.row(noun, record_id) for record_id in record_ids]


def past_day(work: UnitOfWork, text: str, flag: str = "--on") -> str:
    """The day of `--on`, as ISO; today where it is empty. BadValue for one that is still to come."""
    day = parse_date(text or "today", work.env.today)
    if day > work.env.today:
        raise BadValue(f"{day} is still to come: {flag} is the day on which it happened")
    return day.isoformat()
