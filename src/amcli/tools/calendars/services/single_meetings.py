"""One meeting of a series: known by its series and its day there, and what it has otherwise than the rest of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from amcli.base.time.dates import iso
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.rules import DUE, INHERITED_FIELDS, LEFT_OUT, SEQUENCE, Occurrence, Series
from amcli.records.services.field_values import Row
from amcli.tools.calendars.services.ics_dates import Moment
from amcli.tools.calendars.services.ics_entry import CalendarItem
from amcli.tools.calendars.services.ics_lines import value_of

Said = Mapping[str, Any] | None


def handed_on(row: Row) -> Row:
    """A row as its series is: with what the next one takes, where the open one has words of its own."""
    own: Row = json.loads(row["template"] or "{}")
    return row | own


def alone(entry: CalendarItem) -> CalendarItem:
    """A single meeting as an entry of its own, for its series is not here, or does not come on that day."""
    assert entry.replaces is not None
    return entry._replace(uid=uid_alone(entry.uid, entry.replaces), replaces=None)


def as_alone(series: CalendarItem, moment: Moment, here: tzinfo | None) -> CalendarItem:
    """A day that an entry has beside its rule, as an entry of its own."""
    return series._replace(
        uid=uid_alone(series.uid, moment), start=moment.told(here), moment=moment, rule="", times=None, until=None,
        left_out=(), added=(), first=None, remarks=(), when=moment.spelled(),
    )  # fmt: skip


def uid_alone(uid: str, moment: Moment) -> str:
    """What such a meeting is known by: the same in every zone."""
    return f"{uid}/{moment.spelled()}"


def uids_alone(uid: str, moment: Moment, here: tzinfo | None) -> tuple[str, str]:
    """The same, and as earlier versions called it: by the portfolio's clock."""
    return uid_alone(uid, moment), f"{uid}/{iso(moment.told(here))}"


def moment_alone(name: str) -> Moment | None:
    """The moment that such a UID ends with, written in either way; None where it is none."""
    plain = name.removesuffix("Z").replace("-", "").replace(":", "") + "00" * ("T" in name)  # without its seconds
    try:
        value = value_of(plain)
    except (ValueError, TypeError):
        return None
    return Moment(value, "UTC" * name.endswith("Z")) if isinstance(value, date) else None


def occurrence_at(series: Series, zone: str, moment: Moment, here: tzinfo | None) -> Occurrence | None:
    """The occurrence that a moment names: by its day, for a series comes once a day, and programs do not agree on how
    to write the rest of it. zone: the series' own, by its name.
    """
    day = moment.by(zone, here) if isinstance(series.anchor, datetime) else moment.value
    return series.on(day_of(day))


def exception_of(entry: CalendarItem, usual: Occurrence, series: Series, changes: Row) -> Said:
    """What a series keeps of a single meeting: when it is and what is otherwise, or that it is not; None for nothing.

    changes: the columns that it has otherwise than its series.
    """
    version = {SEQUENCE: entry.sequence} if entry.sequence else {}
    if entry.cancelled:
        return {LEFT_OUT: True, **version}
    found = {name: changes[name] for name in INHERITED_FIELDS if name in changes}
    if entry.start != usual.usual:
        found[DUE] = iso(series.own(entry.start))
    return {**found, **version} if found else None


def is_same(one: Said, other: Said) -> bool:
    """Whether two exceptions say the same, whatever version said so."""
    return _bare(one) == _bare(other)


def _bare(said: Said) -> Sequence[tuple[str, str]]:
    kept = {LEFT_OUT: True} if said is None else said
    return sorted((name, str(value)) for name, value in kept.items() if name != SEQUENCE)
