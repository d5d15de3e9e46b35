"""The clock of an issue: how old it is, how long it waited, and whether its limits were kept.

All of it is working time by one function (base/time/working_time.py). A limit is that of the severity which held when
what it is about happened, or which holds now, and counts from the moment the issue was raised. What it waits for the
client or for somebody else stops the clock, and so does the time for which it was closed before it was opened again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from amcli.base.time.limits import Limit, Limits
from amcli.base.time.working_time import Pause, WorkingTime
from amcli.features.issues.nouns import CLOSED, RECEIVED, STOPS_THE_CLOCK

LimitsOf = Callable[[str], Limits]  # by severity


class PhaseDays(NamedTuple):
    """What an issue was from a moment on."""

    at: date
    stage: str
    severity: str
    waiting: str | None = None

    @property
    def stops(self) -> bool:
        """Whether the clock stands still in it."""
        return self.stage == CLOSED or self.waiting in STOPS_THE_CLOCK


class Measured(NamedTuple):
    """One limit beside what was used of it, in minutes of working time.

    reached: the moment at which what it is about happened; None where that is to come. due: the moment at which the
    limit is used up; None while the clock stands still, where there is no limit, and when it was reached.
    """

    limit: Limit | None
    allowed: int | None
    used: int
    reached: date | None
    due: datetime | None

    @property
    def late(self) -> int:
        """The minutes beyond the limit; 0 without one."""
        return max(self.used - self.allowed, 0) if self.allowed is not None else 0

    @property
    def left(self) -> int | None:
        """The minutes until it is used up, of what is to come; None without a limit."""
        return None if self.allowed is None or self.reached else max(self.allowed - self.used, 0)

    @property
    def kept(self) -> bool | None:
        """Whether it was kept; None where there is no limit, and while that is open."""
        if self.allowed is None:
            return None
        return False if self.late else True if self.reached else None


class Clock(NamedTuple):
    """An issue on a moment. days: calendar days since it was raised, until it was closed. worked: the same in minutes
    of working time, less what stops the clock; waited: those that it waited for the client or somebody else, which are
    no part of it. reopened: how often it was closed and opened again.
    """

    opened: date
    closed: date | None
    days: int
    worked: int
    waited: int
    acknowledge: Measured
    close: Measured
    reopened: int

    @property
    def late(self) -> int:
        """The minutes beyond the limit that is passed by most."""
        return max(self.acknowledge.late, self.close.late)


class Step(NamedTuple):
    """A phase on the clock: the minutes of working time that it took, and whether these count."""

    phase: PhaseDays
    until: date | None
    minutes: int
    counts: bool


def clock(phases: Sequence[PhaseDays], working: WorkingTime, limits: LimitsOf, now: datetime) -> Clock:
    """The clock of an issue at `now`, from its phases in the order in which they came, of which there is one or more.

    Phases after `now` are no part of it: hand over those of then.
    """
    first, last = phases[0], phases[-1]
    ended = _end(phases)
    closed = ended.at if ended else None
    end = closed or now
    pauses = stops(phases)
    answered = next((phase for phase in phases if phase.stage != RECEIVED), None)
    acknowledge = _measured(
        limits((answered or last).severity).acknowledged, first.at, answered and answered.at, end, pauses, working
    )
    close = _measured(limits((ended or last).severity).closed, first.at, closed, end, pauses, working)
    waits = [(at, until) for at, until, phase in _spans(phases) if phase.stage != CLOSED and phase.stops]
    return Clock(
        opened=first.at,
        closed=closed,
        days=max((_day(end) - _day(first.at)).days, 0),
        worked=close.used,
        waited=working.worked(first.at, end) - working.worked(first.at, end, waits),
        acknowledge=acknowledge,
        close=close,
        reopened=sum(a.stage == CLOSED != b.stage for a, b in pairwise(phases)),
    )


def _end(phases: Sequence[PhaseDays]) -> PhaseDays | None:
    """The phase in which it was closed last; None where it is open. What was corrected after that is no other end."""
    found = None
    for phase in phases:
        found = (found or phase) if phase.stage == CLOSED else None
    return found


def steps(phases: Sequence[PhaseDays], working: WorkingTime, now: datetime) -> list[Step]:
    """The clock phase by phase: what counts adds up to `Clock.worked`. The last one lasts until `now`, where it is not
    the end.
    """
    found = []
    for at, until, phase in _spans(phases):
        end = until or (at if phase.stage == CLOSED else now)
        found.append(Step(phase, until, working.worked(at, end), not phase.stops))
    return found


def stops(phases: Sequence[PhaseDays]) -> list[Pause]:
    """When the clock stood still; None: it still does."""
    return [(at, until) for at, until, phase in _spans(phases) if phase.stops]


def _spans(phases: Sequence[PhaseDays]) -> list[tuple[date, date | None, PhaseDays]]:
    """From when to when each phase was; None: it still is."""
    ends = [phase.at for phase in phases[1:]]
    return [(phase.at, end, phase) for phase, end in zip(phases, [*ends, None], strict=True)]


def _measured(
    limit: Limit | None,
    opened: date,
    reached: date | None,
    end: date,
    pauses: Sequence[Pause],
    working: WorkingTime,
) -> Measured:
    used = working.worked(opened, reached or end, pauses)
    allowed = limit.minutes(working.hours) if limit else None
    due = working.due_at(opened, allowed, pauses) if allowed is not None and not reached else None
    return Measured(limit, allowed, used, reached, due)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
