"""Calendars for tests: what another program reads in an export, and a phone's calendar that takes exports in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events


def lines(*content: str, prodid: str = "-//Other//EN") -> bytes:
    """A calendar file with this between its head and its end."""
    whole = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{prodid}", *content, "END:VCALENDAR", "")
    return "\r\n".join(whole).encode()


def event(
    uid: str, start: str, summary: str, *more: str, kind: str = "VEVENT", day: str = "DTSTART"
) -> tuple[str, ...]:
    """The lines of one entry. start: with its parameters, such as `;VALUE=DATE:20261001`."""
    return (f"BEGIN:{kind}", f"UID:{uid}", f"{day}{start}", f"SUMMARY:{summary}", *more, f"END:{kind}")


def parsed(text: str | bytes) -> Any:
    """The file, read by the icalendar package."""
    found = icalendar.Calendar.from_ical(text)
    assert isinstance(found, icalendar.Calendar)
    return found


def occurrences(text: str | bytes, start: date, end: date) -> list[tuple[date | datetime, str]]:
    """What recurring-ical-events finds from a day up to and not including another: when, and the summary, in order."""
    found = recurring_ical_events.of(parsed(text)).between(start, end)
    pairs = [(each["DTSTART"].dt, str(each["SUMMARY"])) for each in found]
    return sorted(pairs, key=lambda pair: (str(pair[0]), pair[1]))


def days(text: str | bytes, start: date, end: date) -> list[date | datetime]:
    """The same without the summaries."""
    return [when for when, _ in occurrences(text, start, end)]


def alarms(text: str | bytes) -> dict[str, list[timedelta]]:
    """The triggers of each summary's alarms, the earliest first."""
    found: dict[str, list[timedelta]] = {}
    for each in parsed(text).walk("VEVENT"):
        triggers = [alarm["TRIGGER"].dt for alarm in each.walk("VALARM")]
        found[str(each["SUMMARY"])] = sorted(triggers)
    return found


class Phone:
    """A calendar that knows an event by its UID and takes a change only with a higher SEQUENCE, as RFC 5546 asks."""

    def __init__(self) -> None:
        self.events: dict[str, list[Any]] = {}

    def take(self, text: str) -> None:
        """Import a file: all that it says of a UID replaces what was known of it."""
        new: dict[str, list[Any]] = {}
        for each in parsed(text).walk("VEVENT"):
            new.setdefault(str(each["UID"]), []).append(each)
        for uid, group in new.items():
            old = self.events.get(uid)
            if old is None or self.sequence(group) > self.sequence(old):
                self.events[uid] = group
            else:
                same = self.sequence(group) == self.sequence(old)
                assert not same or _content(group) == _content(old), f"{uid} changed under the same SEQUENCE"

    @staticmethod
    def sequence(group: list[Any]) -> int:
        return max(int(each["SEQUENCE"]) for each in group)

    def shown(self) -> list[str]:
        """The summaries of the events that stand and are not done, each series once."""
        firsts = [group[0] for group in self.events.values()]
        standing = [str(each["SUMMARY"]) for each in firsts if str(each.get("STATUS")) != "CANCELLED"]
        return sorted(summary for summary in standing if not summary.startswith("✓ "))


def _content(group: list[Any]) -> list[bytes]:
    return [each.to_ical() for each in group]
