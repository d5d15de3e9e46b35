"""The days of a series: counted by its own clock, told by that of the portfolio, and single ones otherwise.

A series from another calendar has a zone of its own. Its rule, its anchor and its last day are read there, so that a
Monday of Tokyo stays a Monday of Tokyo; when it is due is told here, through every change of either clock.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.text import quote
from amcli.base.time.dates import from_iso, iso
from amcli.base.time.recurrence import Rule, after, occurrences, parse_rule
from amcli.base.time.workdays import Shift, day_of, free_days, shift
from amcli.base.time.zones import day_told
from amcli.features.deadlines.nouns import DEADLINE
from amcli.settings.config import Config
from amcli.settings.environment import zone_of

Otherwise = Mapping[
    str, Mapping[str, Any] | None
]  # by the day that the rule names: what is otherwise, None for nothing

# What one occurrence may have for itself, and an edit of it alone must not hand on to the next.
_ABOUT = tuple(column for *_, column in DEADLINE.subjects)
INHERITED_FIELDS = ("title", "kind", "priority", "note", "remind", *_ABOUT, "colleague_id", "owed_by", "event")
# What an exception says beside those: when it is due by the clock of its series, that there is none, and by which
# version of its entry.
DUE, LEFT_OUT, SEQUENCE = "due", "left_out", "sequence"
_FARTHEST = timedelta(days=2)  # between two clocks there is at most one day and two hours
_BEYOND = (OverflowError, ValueError, OSError)  # what a clock says outside the calendar


class Occurrence(NamedTuple):
    """One day of a series.

    named: what its rule names, by its own clock. usual: when it is due as its series has it, and due: when it really
    is, both by the clock of the portfolio. changes: the fields that it has for itself.
    """

    number: int
    named: date | datetime
    usual: date | datetime
    due: date | datetime
    changes: Mapping[str, Any] = MappingProxyType({})
    left_out: bool = False


class Series(NamedTuple):
    """What says the days of a series. zone: None is the portfolio's, which is `here`; there None is the machine's."""

    rule: Rule
    anchor: date | datetime
    until: date | None = None
    times: int | None = None
    shift: Shift | None = None
    zone: tzinfo | None = None
    here: tzinfo | None = None
    free: Container[date] = frozenset()
    otherwise: Otherwise = MappingProxyType({})

    def days(self, first: int = 0) -> Iterator[Occurrence]:
        """The occurrences from a number on, in the order of the rule, with those that are left out."""
        bounds: dict[str, Any] = {"until": self.until, "times": self.times, "first": first}
        named = occurrences(self.rule, self.anchor, first=first)
        found = occurrences(self.rule, self.anchor, holidays=self.free, **bounds)
        for number, (name, day) in enumerate(zip(named, found, strict=False), first):
            try:
                usual = self.told(shift(day, self.shift, self.free) if self.shift else day)
            except _BEYOND:
                return
            yield self._with_exception(Occurrence(number, name, usual, usual))

    def at(self, number: int) -> Occurrence | None:
        """The occurrence of a number; None where the series has ended before."""
        return next(self.days(number), None)

    def on(self, day: date) -> Occurrence | None:
        """The occurrence that the rule names on a day, by the clock of the series."""
        if day_of(day) == date.min:
            return None
        found = after(self.rule, self.anchor, day_of(day) - timedelta(days=1), until=self.until, times=self.times)
        there = self.at(found[0]) if found else None
        return there if there and day_of(there.named) == day_of(day) else None

    def first_after(self, day: date) -> int | None:
        """The number of the first whose day, before any is moved, is later than a day here; None where none is."""
        start = max(date.min + _FARTHEST, day_of(day)) - _FARTHEST if self.zone else day
        bounds: dict[str, Any] = {"until": self.until, "times": self.times, "holidays": self.free}
        found = after(self.rule, self.anchor, start, **bounds)
        if found is None or not self.zone:
            return found and found[0]
        try:
            for number, there in enumerate(occurrences(self.rule, self.anchor, first=found[0], **bounds), found[0]):
                if day_of(self.told(there)) > day_of(day):
                    return number
        except _BEYOND:
            pass
        return None

    def first_due(self, day: date) -> Occurrence | None:
        """The first that is not left out and due on a day here or later, also where its usual day is over."""
        starts = [] if day == date.min else [self.first_after(day - timedelta(days=1))]
        for name, said in self.otherwise.items():
            if said and said.get(DUE) and (there := self.on(from_iso(name))) and day_of(there.due) >= day:
                starts.append(there.number)
        known = [number for number in starts if number is not None]
        found = self.days(min(known)) if known else iter(())
        return next((each for each in found if not each.left_out and day_of(each.due) >= day), None)

    def told(self, moment: date | datetime) -> date | datetime:
        """A time of the series by the clock of the portfolio."""
        return day_told(moment, self.zone, self.here) if self.zone else moment

    def own(self, moment: date | datetime) -> date | datetime:
        """A time of the portfolio by the clock of the series."""
        return day_told(moment, self.here, self.zone) if self.zone else moment

    def _with_exception(self, usual: Occurrence) -> Occurrence:
        name = iso(usual.named)
        if name not in self.otherwise:
            return usual
        said = self.otherwise[name]
        if said is None or said.get(LEFT_OUT):
            return usual._replace(left_out=True)
        due = self.told(from_iso(said[DUE])) if said.get(DUE) else usual.due
        return usual._replace(due=due, changes={key: said[key] for key in INHERITED_FIELDS if key in said})


def series_of(row: Mapping[str, Any], config: Config) -> Series:
    """The series of a row of deadlines. BadValue where its zone is none that this machine knows."""
    until = date.fromisoformat(row["until"]) if row.get("until") else None
    here, free = zone_of(config.text("zone")), free_days(config.text("country"))
    rule, anchor = parse_rule(row["every"]), from_iso(row["anchor"])
    return Series(rule, anchor, until, row.get("times"), row.get("shift"), own_zone(row), here, free, otherwise_of(row))


def own_zone(row: Mapping[str, Any]) -> tzinfo | None:
    """The clock that a deadline has for itself; None is that of the portfolio. BadValue as `series_of`."""
    name = row.get("zone")
    try:
        return zone_of(name or "")
    except (KeyError, ValueError, OSError) as error:
        raise BadValue(f"{quote(str(name))} is a time zone of a deadline that this machine does not know") from error


def otherwise_of(row: Mapping[str, Any]) -> Otherwise:
    """The days of a series that are otherwise."""
    found: Otherwise = json.loads(row.get("exceptions") or "{}")
    return found


def spelled(otherwise: Otherwise) -> str | None:
    """As the column has it, in the order of the days."""
    return json.dumps(dict(sorted(otherwise.items())), ensure_ascii=False) if otherwise else None


def from_day_on(otherwise: Otherwise, named: date | datetime) -> Otherwise:
    """Those of a day and later: what is over is not kept."""
    return {name: said for name, said in otherwise.items() if name >= iso(named)}
