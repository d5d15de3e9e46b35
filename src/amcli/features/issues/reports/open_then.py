"""The open issues of accounts on a day by their severity: no clock is counted, and no working hours are asked for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amcli.base.time.dates import from_iso
from amcli.base.time.workdays import day_of
from amcli.features.issues.reports.any_issues import has_issues
from amcli.store.reader import Reader, query_text


class OpenIssue(NamedTuple):
    """An issue that was open, and how grave it was then."""

    id: int
    title: str
    opened: date
    severity: str


def open_then(reader: Reader, day: date, alone: int | None = None) -> dict[int, list[OpenIssue]]:
    """By account those that were open at the end of a day, today now, the oldest first; with `alone` of that one."""
    if not has_issues(reader):
        return {}
    scope = "TRUE" if alone is None else "i.account_id = :account"
    sql = query_text(__file__, "open_then").replace("{scope}", scope)
    found: dict[int, list[OpenIssue]] = {}
    for account, number, title, opened, severity in reader.rows(sql, {"until": _until(reader, day), "account": alone}):
        found.setdefault(account, []).append(OpenIssue(number, title, day_of(from_iso(opened)), severity))
    return found


def any_by(reader: Reader, day: date) -> bool:
    """Whether the file has an issue of anybody that was raised by a day: else nobody keeps them here."""
    sql = "SELECT EXISTS (SELECT 1 FROM issue WHERE opened <= ?)"
    return has_issues(reader) and bool(reader.rows(sql, (_until(reader, day),)).fetchone()[0])


def _until(reader: Reader, day: date) -> str:
    """The last minute that is part of the day, as phases have it."""
    from amcli.features.issues.reports.clock import then_of  # which a file without issues does not load

    return then_of(reader, day).until
