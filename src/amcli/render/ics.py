"""RFC 5545 by the icalendar package. A deadline is a VEVENT: the calendars of phones do not show a VTODO.

It takes no time and blocks none: an all-day entry without an end, or an instant. An instant is in the configured zone,
which is told as a VTIMEZONE; without one it floats: at that hour wherever the calendar is, as it is for `remind`.
The bytes follow from the file alone: there is no clock in them, and the same deadlines are always the same text.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, TextIO

from amcli.base.calendar_entry import PRIORITIES, PRODUCT, Calendar, Event, trigger
from amcli.base.text import clean
from amcli.render.time_zone import time_zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import icalendar


def write_ics(calendar: Calendar, out: TextIO) -> None:
    """Write the calendar, an entry at a time, with the CRLF line ends of the standard."""
    import icalendar

    shell = icalendar.Calendar()
    shell.add("prodid", PRODUCT)
    shell.add("version", "2.0")
    shell.add("calscale", "GREGORIAN")
    head, end = _text(shell).split("END:VCALENDAR", 1)
    zone = _zone(calendar.zone)
    out.write(head)
    if zone:
        out.write(_text(time_zone(zone, *calendar.years)))
    for event in calendar.events:
        out.write(_text(_component(event, zone)))
    out.write(f"END:VCALENDAR{end}")


def _component(event: Event, zone: ZoneInfo | None) -> icalendar.Event:
    import icalendar

    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("sequence", event.sequence)
    made.add("dtstamp", event.stamp)
    made.add("last-modified", event.stamp)
    made.add("dtstart", _placed(event.start, zone))
    if event.replaces is not None:
        made.add("recurrence-id", _placed(event.replaces, zone))
    if event.rule:
        made.add("rrule", _rule(event, zone))
    summary = clean(f"{event.account}: {event.title}")[0]
    made.add("summary", summary)
    if event.note:
        made.add("description", clean(event.note)[0])
    made.add("categories", [event.kind])
    made.add("priority", PRIORITIES[event.priority])
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    for moved in dict.fromkeys(trigger(event.start, lead) for lead in event.leads):
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", moved)
        made.add_component(alarm)
    return made


def _rule(event: Event, zone: ZoneInfo | None) -> icalendar.vRecur:
    """The rule with its end. COUNT and UNTIL exclude each other: with both, the earlier of the two is found."""
    import icalendar

    rule: icalendar.vRecur = icalendar.vRecur.from_ical(event.rule)
    if event.times is not None:
        rule["COUNT"] = [_count(event)]
    elif event.until is not None and event.until.year < 9999:  # the calendar's end is no end
        rule["UNTIL"] = [_last(event, zone)]
    return rule


def _count(event: Event) -> int:
    from amcli.base.time.recurrence import occurrences, parse_rule

    if event.until is None or event.times is None:
        return event.times or 1
    left = occurrences(parse_rule(event.rule), event.start, until=event.until, times=event.times)
    return max(1, sum(1 for _ in left))


def _last(event: Event, zone: ZoneInfo | None) -> date:
    """UNTIL is of the start's own type: a date, or the end of that day, which with a zone has to be told in UTC."""
    assert event.until is not None
    if not isinstance(event.start, datetime):
        return event.until
    end = datetime.combine(event.until, time(23, 59, 59))
    return end.replace(tzinfo=zone).astimezone(UTC) if zone else end


def _placed(moment: date | datetime, zone: ZoneInfo | None) -> date | datetime:
    return moment.replace(tzinfo=zone) if zone and isinstance(moment, datetime) else moment


def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _text(component: Any) -> str:
    """The lines of a component, whoever wrote what is in them (another program may have, into the file)."""
    return "\r\n".join(clean(line)[0] for line in component.to_ical().decode().split("\r\n"))
