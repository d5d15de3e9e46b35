"""An iCalendar file (RFC 5545) taken apart: its events and to-dos, each by itself, so that a bad one spoils no other.

The icalendar package reads what is in them. The file is cut into entries here, because the package takes or refuses a
file as a whole, and does not know on which line an entry begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from amcli.base.calendar_entry import PRODUCT, lead_of, word_of
from amcli.base.errors import BadValue
from amcli.base.text import clean, quote
from amcli.base.time.lead_times import LeadTime
from amcli.base.time.recurrence import parse_rule
from amcli.features.deadlines.nouns import DEADLINES
from amcli.tools.importing.services.load.entries import EntryError

COMPONENTS = ("VEVENT", "VTODO")
# How the property of a broken entry is called in the message, the likely ones first.
NEEDED = ("UID", "DTSTART", "DUE", "RRULE")


class Raw(NamedTuple):
    """An entry as it stands in the file: its first line, its lines, and whether amcli wrote the calendar it is in."""

    line: int
    text: str
    ours: bool


class CalendarItem(NamedTuple):
    """An event or a to-do, in our words. start: a date, or a naive instant in the portfolio's zone.

    kind, priority: empty where it does not say. rule, times, until: how it comes again. exceptions: days that it leaves
    out or adds to its rule. leads: its alarms. replaces: the occurrence of a series that it stands for.
    done: the day on which a to-do was completed. minutes: how long it takes. ours: amcli wrote it.
    """

    line: int
    uid: str
    sequence: int
    start: date | datetime
    summary: str
    note: str
    kind: str
    priority: str
    leads: tuple[LeadTime, ...]
    rule: str
    times: int | None
    until: date | None
    exceptions: int
    replaces: date | datetime | None
    cancelled: bool
    done: date | None
    minutes: int | None
    event: bool
    ours: bool


class File(NamedTuple):
    """The entries of a calendar file, and all that is around them (time zones, and what is not for us)."""

    shell: str
    entries: list[Raw]


def cut_calendar(text: str, name: str) -> File:
    """Cut a file into its entries. BadValue where it is no calendar, or not whole."""
    shell: list[str] = []
    entries: list[Raw] = []
    inside: list[str] = []
    depth, ours, start, kind = 0, False, 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        # A line that begins with a space goes on with the one before: whatever it says, it begins and ends nothing.
        word = "" if line[:1] in (" ", "\t") else line.strip().upper()
        if not depth and word and word != "BEGIN:VCALENDAR":
            raise BadValue(f"{name} is no calendar: line {number} is not BEGIN:VCALENDAR")
        if not kind and word.startswith("PRODID:"):
            ours = line.strip()[7:] == PRODUCT
        if depth == 1 and word in [f"BEGIN:{each}" for each in COMPONENTS]:
            kind, start, inside = word[6:], number, []
        (inside if kind else shell).append(line)
        depth += word.startswith("BEGIN:") - word.startswith("END:")
        if kind and depth == 1:
            if word != f"END:{kind}":
                raise BadValue(f"{name}: the {kind} of line {start} ends with {quote(line)} on line {number}")
            entries.append(Raw(start, "\r\n".join([*inside, ""]), ours))
            kind = ""
    if depth or not shell or not any(map(str.strip, shell)):
        raise BadValue(f"{name} is no whole calendar: it does not end with END:VCALENDAR")
    return File("\r\n".join([*shell, ""]), entries)


def know_zones(file: File, name: str) -> None:
    """Let icalendar learn the time zones that the file brings along. BadValue where the file cannot be read at all."""
    import icalendar

    try:
        icalendar.Calendar.from_ical(file.shell.encode(), multiple=True)
    except Exception as error:  # whatever a hostile file makes of the package, it is the file that is wrong
        raise BadValue(f"{name} cannot be read as a calendar: {_said(error)}") from error


def read_calendar(raw: Raw, zone: tzinfo | None) -> CalendarItem:
    """Read one entry; instants come out in the zone, else in the machine's. EntryError says what is wrong with it."""
    import icalendar

    try:
        (found,) = icalendar.Event.from_ical(raw.text.encode(), multiple=True)
        bad = {str(name): why for name, why in found.errors}
        for name in (*NEEDED, *bad):
            if name in bad and name in found:
                raise EntryError(name, _first(found[name]), bad[name])
        return _entry(raw, found, zone)
    except EntryError:
        raise
    except BadValue as error:
        raise EntryError("RRULE", _first(found.get("RRULE", "")), error.message) from error
    except Exception as error:  # as above
        raise EntryError("", "", f"cannot be read: {_said(error)}") from error


def _entry(raw: Raw, found: Any, zone: tzinfo | None) -> CalendarItem:
    uid = clean(_first(found.get("UID", "")).strip())[0]
    if not uid:
        raise EntryError("UID", "", "an entry without a UID cannot be known again")
    event = found.name == "VEVENT"
    start = _when(found, ("DTSTART",) if event else ("DUE", "DTSTART"), zone)
    if start is None:
        raise EntryError("DTSTART" if event else "DUE", "", "has no date")
    status = _first(found.get("STATUS", "")).upper()
    rule, times, until = _rule(found, zone)
    replaces = _when(found, ("RECURRENCE-ID",), zone)
    return CalendarItem(
        raw.line, uid, max(0, _whole(found, "SEQUENCE")), start, _text(found, "SUMMARY"), _text(found, "DESCRIPTION"),
        next((each for each in _categories(found) if each in DEADLINES), ""), word_of(_whole(found, "PRIORITY")),
        tuple(_leads(found, start, zone)), rule, times, until, _exceptions(found), replaces,
        status == "CANCELLED", _completed(found, status, start, zone), _minutes(found, start, zone), event, raw.ours,
    )  # fmt: skip


def _when(found: Any, names: tuple[str, ...], zone: tzinfo | None) -> date | datetime | None:
    for name in names:
        if name in found:
            value = found[name][0] if isinstance(found[name], list) else found[name]
            if isinstance(value.dt, datetime) and value.dt.tzinfo is None and value.params.get("TZID"):
                raise EntryError(name, str(value.params["TZID"]), "is a time zone that nobody knows")
            return _local(value.dt, zone)
    return None


def _local(moment: Any, zone: tzinfo | None) -> date | datetime:
    """A date as it is; an instant as the wall clock of the zone shows it, to the minute."""
    if not isinstance(moment, datetime):
        if not isinstance(moment, date):
            raise EntryError("DTSTART", str(moment), "is no date")
        return moment
    here = moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
    return here.replace(second=0, microsecond=0, fold=0)


def _rule(found: Any, zone: tzinfo | None) -> tuple[str, int | None, date | None]:
    """The rule in icalendar's order of parts, COUNT, and UNTIL as a day. BadValue for a rule that we have not."""
    rule = found.get("RRULE")
    if rule is None:
        return "", None, None
    if isinstance(rule, list):
        raise EntryError("RRULE", _first(rule), "is one of several: an entry has one rule")
    times = rule.pop("COUNT", [None])[0]
    until = rule.pop("UNTIL", [None])[0]
    last = None if until is None else _local(until, zone)
    if isinstance(last, datetime):
        last = last.date()
    text = rule.to_ical().decode()
    parse_rule(text)
    if times is not None and not 1 <= times <= 10_000:
        raise EntryError("RRULE", f"COUNT={times}", "a series comes 1 to 10,000 times")
    return text, times, last


def _leads(found: Any, start: date | datetime, zone: tzinfo | None) -> Iterator[LeadTime]:
    """The lead times of the alarms, the longest first and each once; what is no lead time is passed over."""
    begins = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
    leads = set()
    for alarm in found.subcomponents:
        value = alarm.get("TRIGGER") if alarm.name == "VALARM" else None
        moved = getattr(value, "dt", None)
        if isinstance(moved, datetime):
            local = _local(moved, zone)
            moved = local - begins if isinstance(local, datetime) else None
        if isinstance(moved, timedelta) and (lead := lead_of(start, moved)):
            leads.add(lead)
    return iter(sorted(leads, reverse=True))


def _exceptions(found: Any) -> int:
    values = [found.get(name, []) for name in ("EXDATE", "RDATE")]
    return sum(len(value) if isinstance(value, list) else 1 for value in values)


def _categories(found: Any) -> Iterator[str]:
    value = found.get("CATEGORIES", [])
    for each in value if isinstance(value, list) else [value]:
        yield from (str(word).strip().lower() for word in each.cats)


def _completed(found: Any, status: str, start: date | datetime, zone: tzinfo | None) -> date | None:
    done = _when(found, ("COMPLETED",), zone)
    if done is None:
        done = start if status == "COMPLETED" else None
    return done.date() if isinstance(done, datetime) else done


def _minutes(found: Any, start: date | datetime, zone: tzinfo | None) -> int | None:
    if not isinstance(start, datetime):
        return None
    end = _when(found, ("DTEND",), zone)
    length = end - start if isinstance(end, datetime) else getattr(found.get("DURATION"), "dt", None)
    minutes = length // timedelta(minutes=1) if isinstance(length, timedelta) else 0
    return minutes if 0 < minutes <= 100_000 else None


def _whole(found: Any, name: str) -> int:
    value = found.get(name, 0)
    value = value[0] if isinstance(value, list) else value
    return min(int(value), 2**31) if isinstance(value, int) else 0


def _text(found: Any, name: str) -> str:
    return _first(found.get(name, ""))


def _first(value: Any) -> str:
    return str(value[0] if isinstance(value, list) and value else value)


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
