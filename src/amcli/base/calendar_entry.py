"""What a calendar is told of a deadline, and how its words are ours: no file format, and no store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.time.lead_times import LeadTime, comes_at, parse_lead_times

PRIORITIES = {"high": 1, "normal": 5, "low": 9}
PRODUCT = "-//amcli//amcli//EN"
ALONE = "-alone"  # the UID of a deadline that left its series, and would otherwise have the series' own
DONE = "X-AMCLI-DONE"  # the property with the day on which a deadline was done
SAID = "X-AMCLI-SAID"  # the property with what the calendar that an entry came from has said of it last
TO_DO = "X-AMCLI-TODO"  # what the names of properties begin with that only a to-do has, where it is told as an event
DONE_MARK = "✓ "  # what the summary of such a one begins with
_COMPUTED = pattern(r"[a-z]{1,2}[0-9]+-[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z]+")
_DAY = 1440
_UNITS = (("d", _DAY), ("h", 60), ("m", 1))


class Event(NamedTuple):
    """One entry of a calendar.

    start: a date, or a naive instant in its zone, which without a name is the calendar's. rule: RFC 5545 text without
    COUNT and UNTIL, which are beside it. left_out: days of the rule on which it does not come. replaces: this entry
    stands for the occurrence that its series has there. stamp: when it changed last, in UTC. leads: how long before it
    an alarm comes, by the clock of the portfolio, by which it starts at `here` where its zone is another. done: the day
    on which it was done. rest: lines of another program's entry, given back as they are.
    """

    uid: str
    sequence: int
    stamp: datetime
    start: date | datetime
    account: str
    title: str
    note: str | None
    kind: str
    priority: str
    leads: tuple[LeadTime, ...]
    cancelled: bool = False
    rule: str = ""
    times: int | None = None
    until: date | None = None
    replaces: date | datetime | None = None
    zone: str = ""
    here: date | datetime | None = None
    left_out: tuple[date | datetime, ...] = ()
    done: date | None = None
    rest: str = ""

    @property
    def alarms(self) -> tuple[timedelta, ...]:
        """When its alarms come, from its start on, each once."""
        start = self.here or self.start
        return tuple(dict.fromkeys(trigger(start, lead) for lead in self.leads))


class Calendar(NamedTuple):
    """A result of its own: the entries, in order. zone: where instants are; empty for wherever one is, or for none.
    others: the zones that entries have for themselves.
    """

    events: Iterable[Event]
    zone: str
    years: tuple[int, int]  # the first and the last year that its time zones have to be told for
    others: tuple[str, ...] = ()


def own_uid(number: int, portfolio: str, *, alone: bool = False) -> str:
    """The UID of a deadline that was made here: of its row, or the first row of its series."""
    return f"deadline-{number}{ALONE if alone else ''}@{portfolio}"


def owner_of(uid: str, portfolio: str) -> tuple[int, bool] | None:
    """The row that own_uid has named, and whether it stands alone; None for any other calendar's UID."""
    name, _, host = uid.rpartition("@")
    digits = name.removeprefix("deadline-").removesuffix(ALONE)
    if host != portfolio or not name.startswith("deadline-") or not (digits.isascii() and digits.isdigit()):
        return None
    return (int(digits), name.endswith(ALONE)) if len(digits) <= 18 else None


def computed_uid(reference: str, start: date, kind: str, portfolio: str) -> str:
    """The UID of a day that follows from a record: its id, the start of the span that the day is of, what day it is."""
    return f"{reference.lower()}-{start.isoformat()}-{kind}@{portfolio}"


def is_computed(uid: str, portfolio: str) -> bool:
    """Whether computed_uid has named it here: it is no record, and nothing to take in."""
    name, _, host = uid.rpartition("@")
    return host == portfolio and _COMPUTED.fullmatch(name) is not None


def trigger(start: date | datetime, lead: LeadTime) -> timedelta:
    """From the start (of the day, for a date) to the moment that a lead time means: zero or negative."""
    begins = start if isinstance(start, datetime) else datetime.combine(start, time())
    return comes_at(start, lead) - begins


def lead_of(start: date | datetime, moved: timedelta) -> LeadTime | None:
    """The lead time of an alarm, so that `trigger` gives it back to the minute; one after the start is 0d.

    An alarm at a midnight is so many whole days before. None where it is earlier than lead times go.
    """
    minutes = max(0, -(moved // timedelta(minutes=1)))
    timed = isinstance(start, datetime)
    past = start.hour * 60 + start.minute if isinstance(start, datetime) else 0
    if moved > timedelta():
        return LeadTime(0, not timed)
    if minutes >= past and (minutes - past) % _DAY == 0:
        return _spelled("d", (minutes - past) // _DAY)
    unit, size = next((unit, size) for unit, size in _UNITS[1:] if minutes % size == 0)
    return _spelled(unit, minutes // size)


def _spelled(unit: str, count: int) -> LeadTime | None:
    try:
        return parse_lead_times(f"{count}{unit}")[0]
    except BadValue:
        return None


def word_of(priority: int) -> str:
    """RFC 5545's 1 to 9 as one of our three words; empty for any other, 0 among them, which is none."""
    if not 1 <= priority <= 9:
        return ""
    return "high" if priority < 5 else "low" if priority > 5 else "normal"
