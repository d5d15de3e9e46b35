"""The clock of an issue: how old it is, how long it waited, and whether its limits were kept.

All of it is working time by one function (base/time/working_time.py). A limit is that of the severity which held when
what it is about happened, or which holds now, and counts from the moment the issue was raised. What it waits for the
client or for somebody else stops the clock, and so does the time for which it was closed before it was opened again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from amcli.base.time.limits import Limit, Limits
from amcli.base.time.working_time import WorkingTime
from amcli.features.issues.nouns import CLOSED, RECEIVED, STOPS_THE_CLOCK

LimitsOf = Callable[[str], Limits]  # by severity


class PhaseDays(NamedTuple):
    """What an issue was from a moment on. owner: the row id of the colleague."""

    at: date
    stage: str
    severity: str
    waiting: str | None = None
    owner: int | None = None

    @property
    def stops(self) -> bool:
        """Whether the clock stands still in it."""
        return self.stage == CLOSED or self.waiting in STOPS_THE_CLOCK


class Measured(NamedTuple):
    """One limit beside what was used of it, in minutes of working time.

    reached: the moment at which what it is about happened; None where that is to come. due: the moment at which the
    limit is used up; None while the clock stands still, where there is no limit, and when it was reached. known: False
    where it happened, and when is not known; nothing is said of what was used of it then.
    """

    limit: Limit | None
    allowed: int | None
    used: int
    reached: date | None
    due: datetime | None
    known: bool = True

    @property
    def late(self) -> int:
        """The minutes beyond the limit; 0 without one."""
        return max(self.used - self.allowed, 0) if self.allowed is not None else 0

    @property
    def left(self) -> int | None:
        """The minutes until it is used up, of what is to come; None without a limit."""
        return None if self.allowed is None or self.reached or not self.known else max(self.allowed - self.used, 0)

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

    @property
    def waits(self) -> bool:
        """Whether it waited for the client or somebody else, and was not closed."""
        return not self.counts and self.phase.stage != CLOSED


def clock(
    phases: Sequence[PhaseDays], working: WorkingTime, limits: LimitsOf, now: datetime, *, heard_known: bool = True
) -> Clock:
    """The clock of an issue at `now`, from its phases in the order in which they came, of which there is one or more.
    heard_known: whether it is known when it was acknowledged, where it was.

    Phases after `now` are no part of it: hand over those of then.
    """
    went = steps(phases, working, now)
    opened, last, ended = phases[0].at, phases[-1], _end(phases)
    closed = ended.at if ended else None
    answered: PhaseDays | None = None
    until_heard = worked = waited = 0
    for step in went:
        if answered is None and step.phase.stage != RECEIVED:
            answered, until_heard = step.phase, worked
        if step.counts:
            worked += step.minutes
        elif step.waits:
            waited += step.minutes
    heard = answered.at if answered else None

    def measured(limit: Limit | None, used: int, reached: date | None) -> Measured:
        if limit is None:
            return Measured(None, None, used, reached, None)
        allowed = limit.minutes(working.hours)
        return Measured(limit, allowed, used, reached, None if reached else _due(went, allowed, working))

    to_hear = limits((answered or last).severity).acknowledged
    if answered and not heard_known:
        allowed = to_hear.minutes(working.hours) if to_hear else None
        acknowledge = Measured(to_hear, allowed, 0, None, None, known=False)
    else:
        acknowledge = measured(to_hear, until_heard if answered else worked, heard)
    return Clock(
        opened=opened,
        closed=closed,
        days=max((_day(closed or now) - _day(opened)).days, 0),
        worked=worked,
        waited=waited,
        acknowledge=acknowledge,
        close=measured(limits((ended or last).severity).closed, worked, closed),
        reopened=sum(a.stage == CLOSED != b.stage for a, b in pairwise(phases)),
    )


def _due(went: Sequence[Step], allowed: int, working: WorkingTime) -> datetime | None:
    """The earliest moment at which so much of the clock is used; None where it stands still before that."""
    left = allowed
    for step in went:
        if step.counts:
            if step.minutes >= left or step.until is None:
                return working.due_at(step.phase.at, left)
            left -= step.minutes
    return None


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
    last = phases[-1]
    minutes = working.steps([*(phase.at for phase in phases), last.at if last.stage == CLOSED else now])
    return [
        Step(phase, until, took, not phase.stops) for (phase, until), took in zip(_until(phases), minutes, strict=True)
    ]


def _until(phases: Sequence[PhaseDays]) -> Iterator[tuple[PhaseDays, date | None]]:
    """Each phase, and until when it was so; None: it still is."""
    return zip(phases, [*(phase.at for phase in phases[1:]), None], strict=True)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
