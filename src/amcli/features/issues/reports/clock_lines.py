"""The clock of one issue as people read it: its age in working time, its waits, and each limit beside what was used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from amcli.base.screen import Flow, Piece
from amcli.base.time.working_hours import WorkingHours
from amcli.features.issues.reports.history import when
from amcli.features.issues.rules.clock import Clock, Measured, PhaseDays, clock
from amcli.store.reader import Reader


def clock_lines(reader: Reader, phases: Sequence[Mapping[str, Any]]) -> list[Flow]:
    """The lines of an issue by its phases, from the first on; none where the clock is before them.

    Raises BadValue as `Env.working_time`.
    """
    now = reader.env.now.replace(tzinfo=None)
    told = [PhaseDays(each["at"], each["stage"], each["severity"], each["waiting"]) for each in phases]
    if not told:
        return []
    working = reader.env.working_time()
    seen = clock(told, working, reader.env.config.limits, now)
    return [Flow(list(_pieces(seen, working.hours, reader)), gap=" · ")]


def _pieces(seen: Clock, hours: WorkingHours, reader: Reader) -> Iterator[Piece]:
    yield Piece(f"{hours.spell_worked(seen.worked)} of working time", "quiet")
    if seen.waited:
        yield Piece(f"waited {hours.spell_worked(seen.waited)}", "quiet")
    if seen.reopened:
        yield Piece(f"opened again {seen.reopened} ×", "close")
    yield _limit("acknowledged", seen.acknowledge, hours, reader)
    yield _limit("closed", seen.close, hours, reader)


def _limit(what: str, one: Measured, hours: WorkingHours, reader: Reader) -> Piece:
    """`acknowledged after 2 h, kept (4h)`, `closed 1 d late (2d)`, `to be closed by Fri 3 Jul 12:00 (2d)`."""
    if one.limit is None:
        return Piece(f"no limit until {what}", "quiet")
    limit = f"({one.limit})"
    if one.kept:
        return Piece(f"{what} after {hours.spell_worked(one.used)}, kept {limit}", "good")
    if one.late:
        not_yet = "" if one.reached else "not "
        return Piece(f"{not_yet}{what}, {hours.spell_worked(one.late)} late {limit}", "late")
    left = hours.spell_worked(one.left or 0)
    by = f"by {when(one.due, reader.env.today)}, {left} left" if one.due else f"in {left}, the clock stands"
    return Piece(f"to be {what} {by} {limit}", "close" if (one.left or 0) < hours.minutes else "")
