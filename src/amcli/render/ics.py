"""RFC 5545 by the icalendar package. A deadline is a VEVENT: the calendars of phones do not show a VTODO.

It takes no time and blocks none, unless the calendar that it came from said that it does: an all-day entry without an
end, or an instant. An instant is in its own zone, else in the configured one, which are told as VTIMEZONEs; without one
it floats: at that hour wherever the calendar is, as it is for `remind`. What is done stays, marked as done. The bytes
follow from the file alone: there is no clock in them, and the same deadlines are always the same text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from amcli.base.calendar_entry import DONE, DONE_MARK, PRIORITIES, PRODUCT, Calendar, Event, lead_of, trigger, word_of
from amcli.base.pattern import pattern
from amcli.base.text import clean
from amcli.render.time_zone import time_zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import icalendar

# A property of another program's entry: nothing else is written into a calendar, whoever put it into the file.
_LINE = pattern(r'([A-Za-z0-9-]+)(?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:])*)*:.*')
_OWN = frozenset(("PRIORITY", "CATEGORIES", "TRANSP", "STATUS"))  # what is told by us where it says nothing else
_NO_LINES = frozenset(("BEGIN", "END", "UID", "DTSTART", "RRULE", "SEQUENCE", "DTSTAMP", "RECURRENCE-ID", "SUMMARY"))


class Rest(NamedTuple):
    """What another program's entry said beyond our fields: its properties, and its alarms, each with all its lines."""

    lines: list[tuple[str, str]]
    alarms: list[list[str]]

    def values(self, name: str) -> list[str]:
        """The values of a property that has no parameters."""
        return [line.partition(":")[2].strip() for found, line in self.lines if found == name]

    def value(self, name: str) -> str:
        """The first of them in capitals, or an empty text."""
        return next(iter(self.values(name)), "").upper()


def write_ics(calendar: Calendar, out: TextIO) -> None:
    """Write the calendar, an entry at a time, with the CRLF line ends of the standard."""
    import icalendar

    shell = icalendar.Calendar()
    shell.add("prodid", PRODUCT)
    shell.add("version", "2.0")
    shell.add("calscale", "GREGORIAN")
    head, end = _text(shell).split("END:VCALENDAR", 1)
    out.write(head)
    for name in dict.fromkeys((calendar.zone, *calendar.others)):
        zone = _zone(name)
        if zone and name != "UTC":  # which is told by a Z
            out.write(_text(time_zone(zone, *calendar.years)))
    for event in calendar.events:
        out.write(_entry(event, _zone(event.zone or calendar.zone), _zone(calendar.zone)))
    out.write(f"END:VCALENDAR{end}")


def _entry(event: Event, zone: ZoneInfo | None, here: ZoneInfo | None) -> str:
    rest = _rest(event, here)
    text = _text(_component(event, zone, rest, [_moved(block, event, here) for block in rest.alarms]))
    kept = [line for name, line in rest.lines if name not in _OWN]
    head, end = text.rsplit("END:VEVENT", 1)
    body, alarm, alarms = head.partition("BEGIN:VALARM")
    blocks = [line for block in rest.alarms for line in block]
    return f"{body}{_folded(kept)}{alarm}{alarms}{_folded(blocks)}END:VEVENT{end}"


def _component(event: Event, zone: ZoneInfo | None, rest: Rest, told: Sequence[timedelta | None]) -> icalendar.Event:
    """The entry but for its kept lines. told: when the kept alarms come, which are not told twice."""
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
        for day in event.left_out:
            made.add("exdate", _placed(day, zone))
    summary = clean(f"{event.account}: {event.title}")[0]
    made.add("summary", f"{DONE_MARK}{summary}" if event.done else summary)
    if event.note:
        made.add("description", clean(event.note)[0])
    made.add("categories", [event.kind, *_words(",".join(rest.values("CATEGORIES")))])
    number = rest.value("PRIORITY")
    same = number.isdigit() and word_of(int(number)) == event.priority
    made.add("priority", int(number) if same else PRIORITIES[event.priority])
    tentative = rest.value("STATUS") == "TENTATIVE" and not event.done
    made.add("status", "CANCELLED" if event.cancelled else "TENTATIVE" if tentative else "CONFIRMED")
    made.add("transp", "TRANSPARENT" if event.done else rest.value("TRANSP") or "TRANSPARENT")
    if event.done:
        made.add(DONE, event.done)
    for moved in event.alarms:
        if moved not in told:
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", summary)
            alarm.add("trigger", moved)
            made.add_component(alarm)
    return made


def _rest(event: Event, here: ZoneInfo | None) -> Rest:
    """The kept lines that may stand in an entry, and of its alarms those that are still wanted. here: the clock of the
    portfolio.
    """
    found = Rest([], [])
    block: list[str] | None = None
    for line in event.rest.split("\n"):
        match = _LINE.fullmatch(line)
        name = match[1].upper() if match else ""
        if line.strip().upper() == "BEGIN:VALARM":
            block = []
        if block is not None:
            block += [line] * bool(match)
            if name == "END":
                if line.strip().upper() == "END:VALARM" and _is_wanted(event, block, here):
                    found.alarms.append(block)
                block = None
        elif match and name not in _NO_LINES:
            found.lines.append((name, line))
    return found


def _is_wanted(event: Event, block: Sequence[str], here: ZoneInfo | None) -> bool:
    """Whether an alarm still is so long before as the deadline says; one that no lead time makes stays as it is."""
    if sum(line.strip().upper().startswith("BEGIN:") for line in block) != 1 or event.done:
        return False
    moved, start = _moved(block, event, here), event.here or event.start
    lead = lead_of(start, moved) if moved is not None else None
    return lead is None or trigger(start, lead) in event.alarms


def _moved(block: Sequence[str], event: Event, here: ZoneInfo | None) -> timedelta | None:
    """From the start to an alarm, whether it says how long before or at which moment; None where neither is plain."""
    import icalendar

    line = next((line for line in block if line.upper().startswith("TRIGGER")), "")
    value = line.rpartition(":")[2].strip().upper()
    if "RELATED=END" in line.upper():
        return None
    if not value.lstrip("+-").startswith("P"):
        return _until_moment(value, event.here or event.start, here)
    try:
        length: timedelta = icalendar.vDuration.from_ical(value)  # type: ignore[no-untyped-call]
    except (ValueError, TypeError):
        return None
    return length


def _until_moment(value: str, start: date | datetime, here: ZoneInfo | None) -> timedelta | None:
    """From the start to a moment in UTC, by the clock of the portfolio; None where it is none."""
    try:
        moment = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        local = moment.astimezone(here).replace(second=0, tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
    return local - (start if isinstance(start, datetime) else datetime.combine(start, time()))


def _words(value: str) -> Iterator[str]:
    from icalendar.parser import unescape_backslash

    for word in _COMMA.split(value):
        if word.strip():
            yield unescape_backslash(word.strip())


_COMMA = pattern(r"(?<!\\),")


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
    if not zone or not isinstance(moment, datetime):
        return moment
    return moment.replace(tzinfo=UTC if zone.key == "UTC" else zone)


def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _folded(lines: Sequence[str]) -> str:
    """Kept lines as a file has them: no more than 75 bytes each."""
    import icalendar.parser

    make: Any = icalendar.parser.Contentline
    return "".join(f"{make(clean(line)[0]).to_ical().decode()}\r\n" for line in lines)


def _text(component: Any) -> str:
    """The lines of a component, whoever wrote what is in them (another program may have, into the file)."""
    return "\r\n".join(clean(line)[0] for line in component.to_ical().decode().split("\r\n"))
