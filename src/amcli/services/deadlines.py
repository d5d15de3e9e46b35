"""Closing deadlines, and opening them again."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.domain.dates import parse_date
from amcli.domain.results import Change
from amcli.services.records import finish
from amcli.store.env import Env
from amcli.store.session import Work, operation


def done(env: Env, names: Sequence[str], on: str = "today", *, dry_run: bool = False) -> Change:
    """Close deadlines as of a day; one that is closed already keeps its day."""
    with operation(env, dry_run=dry_run) as work:
        numbers = [close(work, name, on) for name in names]
        return finish(work, "done", "deadline", numbers, dry_run=dry_run)


def reopen(env: Env, names: Sequence[str], *, dry_run: bool = False) -> Change:
    """Open closed deadlines again."""
    with operation(env, dry_run=dry_run) as work:
        numbers = [work.find("deadline", name).row for name in names]
        for number in numbers:
            work.update("deadline", number, {"done": None})
        return finish(work, "reopened", "deadline", numbers, dry_run=dry_run)


def close(work: Work, name: str, on: str = "today") -> int:
    """Close one deadline inside an operation; returns its row id."""
    number = work.find("deadline", name).row
    if work.one("deadline", number)["done"] is None:
        work.update("deadline", number, {"done": parse_date(on, work.env.today).isoformat()})
    return number
