"""A time zone as RFC 5545 tells it: each change of the clock, in the local time that is in effect before it.

The icalendar package can make one, but its onset of summer time is an hour late (7.3), so that it is made here.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    import icalendar

_STEP, _MINUTE = timedelta(days=7), timedelta(minutes=1)


def time_zone(zone: ZoneInfo, first: int, last: int) -> icalendar.Timezone:
    """What the clock does from the beginning of a year to the end of another."""
    import icalendar

    made = icalendar.Timezone()
    made.add("tzid", zone.key)
    start = datetime(first, 1, 1, tzinfo=UTC)
    before = start.astimezone(zone)
    kinds: dict[tuple[timedelta | None, timedelta | None, str | None, bool], list[datetime]] = {}
    kinds[before.utcoffset(), before.utcoffset(), before.tzname(), bool(before.dst())] = [before.replace(tzinfo=None)]
    for moment in _changes(zone, start, datetime(last, 12, 1, tzinfo=UTC)):
        old, new = (moment - _MINUTE).astimezone(zone), moment.astimezone(zone)
        onset = (moment + (old.utcoffset() or timedelta())).replace(tzinfo=None)
        kinds.setdefault((old.utcoffset(), new.utcoffset(), new.tzname(), bool(new.dst())), []).append(onset)
    for (old_offset, new_offset, name, summer), onsets in kinds.items():
        part = icalendar.TimezoneDaylight() if summer else icalendar.TimezoneStandard()
        part.add("dtstart", onsets[0])
        for onset in onsets[1:]:
            part.add("rdate", onset)
        part.add("tzname", name)
        part.add("tzoffsetfrom", old_offset)
        part.add("tzoffsetto", new_offset)
        made.add_component(part)
    return made


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The minutes, in UTC, from which another offset holds. (No two changes lie within a week that undo each other.)"""
    while start < end:
        following = start + _STEP
        if following.astimezone(zone).utcoffset() != start.astimezone(zone).utcoffset():
            low, high = start, following
            while high - low > _MINUTE:
                middle = low + (high - low) // 2 // _MINUTE * _MINUTE
                same = middle.astimezone(zone).utcoffset() == start.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            yield high
        start = following
