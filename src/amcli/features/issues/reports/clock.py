"""Issues with their clocks as of a moment: one reading for the report, the screens and the reminders.

Two queries read what is asked for, and each clock is counted from the phases of that moment. What is not dated
(account, title, cause, cost) is as it is now.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from amcli.base.time.dates import from_iso, iso
from amcli.base.time.working_hours import WorkingHours
from amcli.base.time.working_time import WorkingTime
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.issues.nouns import CLOSED, CRITICAL, RECEIVED, SEVERITIES
from amcli.features.issues.rules.clock import Clock, LimitsOf, PhaseDays, clock
from amcli.store.reader import Reader, query_text

COLLEAGUE = "colleague"


class Then(NamedTuple):
    """The moment as of which is told: now, or the end of a day. until: the last minute that is part of it, as phases
    have it.
    """

    day: date
    moment: datetime
    until: str


class IssueThen(NamedTuple):
    """An issue as it was then. cost: in minor units of its currency; owner: the row id of the colleague."""

    id: int
    account: str
    account_name: str
    archived: bool
    title: str
    cause: str
    cost: int | None
    currency: str | None
    stage: str
    severity: str
    waiting: str | None
    owner: int | None
    clock: Clock

    @property
    def reference(self) -> str:
        return f"IS{self.id}"

    @property
    def open(self) -> bool:
        return self.stage != CLOSED

    @property
    def unheard(self) -> bool:
        """Whether it is late because nobody acknowledged it yet."""
        return self.stage == RECEIVED and self.clock.acknowledge.late > 0

    @property
    def late(self) -> int:
        """The minutes of working time beyond a limit that is still to be met; 0 for one that is closed."""
        if not self.open:
            return 0
        return max(self.clock.close.late, self.clock.acknowledge.late if self.stage == RECEIVED else 0)

    @property
    def rank(self) -> tuple[int, int, int]:
        """The worst first: by severity, by how late it is, then the oldest."""
        return SEVERITIES.index(self.severity), -self.late, self.id


def then_of(reader: Reader, as_of: date | None) -> Then:
    """Now, or the end of another day (None: today). For a page today begins, with all that was written down on it."""
    if as_of is None or as_of == reader.env.today:
        then = at_moment(reader.env.moment)
        return then._replace(until=f"{then.day}T23:59") if reader.env.by_day else then
    return Then(as_of, datetime.combine(as_of, time()) + timedelta(days=1), f"{as_of.isoformat()}T23:59")


def at_moment(moment: datetime) -> Then:
    """A moment of the portfolio's clock."""
    now = moment.replace(tzinfo=None)
    return Then(now.date(), now, iso(now))


def limits_of(reader: Reader) -> LimitsOf:
    """The limits by severity, each read of the settings once."""
    return cache(reader.env.config.limits)


class Asked(NamedTuple):
    """Which issues: a condition on an issue `i` of an account `a`, with its parameters."""

    which: str
    parameters: Mapping[str, Any]


OPEN_NOW = Asked("i.closed IS NULL", {})


def of_account(account: int) -> Asked:
    """The open ones of an account."""
    return Asked(f"{OPEN_NOW.which} AND i.account_id = :account", {"account": account})


def of_issues(issues: Collection[int]) -> Asked:
    return Asked("i.id IN (SELECT value FROM json_each(:issues))", {"issues": as_json(issues)})


def of_span(start: date, then: Then, scope: Collection[int] | None) -> Asked:
    """Those that were open then, or were raised or closed on or after the start of a period; others are read with them.
    scope: of these accounts, None for all.
    """
    which = "(i.closed IS NULL OR i.closed >= :since OR i.opened >= :since)"
    if scope is not None:
        which += " AND i.account_id IN (SELECT value FROM json_each(:scope))"
    return Asked(which, {"since": min(start, then.day).isoformat(), "scope": as_json(scope)})


class Clocks:
    """What counts the clocks of one moment."""

    def __init__(self, reader: Reader, then: Then) -> None:
        self.reader, self.then = reader, then
        self.limits = limits_of(reader)
        self._working: WorkingTime | None = None

    @property
    def working(self) -> WorkingTime:
        """What counts working time. Raises BadValue as `Env.working_time`."""
        if self._working is None:
            self._working = self.reader.env.working_time()
        return self._working

    @property
    def hours(self) -> WorkingHours:
        return self.working.hours

    def phases(self, asked: Asked) -> Iterator[tuple[int, list[PhaseDays]]]:
        """The phases of each issue up to the moment, which are not kept."""
        sql = query_text(__file__, "clock_phases").replace("{which}", asked.which)
        rows = self.reader.rows(sql, {**asked.parameters, "until": self.then.until})
        for number, some in groupby(rows, itemgetter(0)):
            yield number, [PhaseDays(from_iso(at), *state) for _, at, *state in some]

    def read(self, asked: Asked, wanted: Callable[[list[PhaseDays]], bool] = lambda phases: True) -> list[IssueThen]:
        """The issues that were raised by then, in the order in which they were written. wanted: of which, by its
        phases, the clock is counted at all.
        """
        me = self.reader.keeper(COLLEAGUE)
        sql = query_text(__file__, "clock").replace("{which}", asked.which)
        issues = {cells[0]: cells for cells in self.reader.rows(sql, asked.parameters)}
        found = []
        for number, phases in self.phases(asked):
            if wanted(phases):
                last = phases[-1]
                *cells, heard = issues[number]
                # At the beginning of a day what was written down on it is still to come: it counts up to then.
                moment = max(self.then.moment, last.at) if isinstance(last.at, datetime) else self.then.moment
                seen = clock(phases, self.working, self.limits, moment, heard_known=bool(heard))
                state = (last.stage, last.severity, last.waiting, me if last.owner is None else last.owner, seen)
                found.append(IssueThen._make((*cells, *state)))
        return found

    def asking(self) -> list[IssueThen]:
        """The open ones of live accounts that ask for a look, the worst first."""
        some = [severity for severity in SEVERITIES if severity == CRITICAL or any(self.limits(severity))]
        severities = ", ".join(f"'{severity}'" for severity in some)  # the others are never late
        found = self.read(Asked(f"{OPEN_NOW.which} AND a.archived IS NULL AND i.severity IN ({severities})", {}))
        return sorted(filter(asks, found), key=lambda each: each.rank)


def asks(each: IssueThen) -> bool:
    """Whether an issue asks for a look: it is open, and critical or late."""
    return each.open and (each.severity == CRITICAL or each.late > 0)


def owner_codes(reader: Reader) -> dict[int, str]:
    """The codes of all colleagues by their row ids."""
    return dict(reader.rows(f"SELECT id, code FROM {COLLEAGUE}").fetchall())
