"""Which zone of the IANA a calendar means: by its name, by the name that Windows has for it, or by its hours.

The names of Windows are icalendar's own table, which is that of the Unicode Consortium.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from amcli.base.pattern import pattern
from amcli.base.text import quote
from amcli.tools.calendars.services.zone_words import ZONES_BY_WORDS, words_of_zone

# Of the many zones with the same hours, those that most people live in.
_USUAL = (
    *("Europe/Berlin", "Europe/London", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    *("Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Europe/Athens", "America/Sao_Paulo"),
)
_UTC = frozenset((
    "Etc/UTC", "Etc/UCT", "Etc/GMT", "Etc/GMT0", "Etc/GMT+0", "Etc/GMT-0", "Etc/Zulu", "Etc/Universal",
    "Etc/Greenwich", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "Zulu", "Universal", "Greenwich",
))  # fmt: skip
_OFFSET = pattern(r"\([^)]*\)")
_AHEAD = pattern(r"^\((?:UTC|GMT)[^)]*\)\s*")
_AT_HOURS = pattern(r"\(?(?:UTC|GMT)? ?([+-])([0-9]{1,2})(?::?([0-9]{2}))?\)?")
_BETWEEN = pattern(r"[,;/]")
_ALSO = pattern(r"^(\w+) Time \(US & Canada\).*")
YEARS = 3  # how long from this year on the clocks have to agree
_STEP = timedelta(days=5)  # no two changes of a clock that undo each other are closer


class Zone(NamedTuple):
    """A zone by its IANA name, and what has to be said of how it was found."""

    name: str
    note: str = ""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """The IANA names, and those of Windows with theirs, by their small letters."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    there = {name.lower(): name for name in sorted(available_timezones()) if name not in ("localtime", "posixrules")}
    windows = {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items() if zone.lower() in there}
    return {**windows, "z": "UTC", "utc": "UTC", "gmt": "UTC", "coordinated universal time": "UTC", **there}


def named_zone(tzid: str) -> str:
    """The IANA name in a TZID: `Europe/Berlin`, `/mozilla.org/20050126_1/Europe/Berlin`, `W. Europe Standard Time`; an
    empty text where there is none.
    """
    parts = tzid.strip().strip('"').strip().lower().split("/")
    found = next(filter(None, (_names().get("/".join(parts[start:])) for start in range(len(parts)))), "")
    return "UTC" if found in _UTC else found


def zone_of_city(tzid: str) -> Zone | None:
    """The zone that a name means which is written for people: `(UTC+01:00) Amsterdam, Berlin`, `Pacific Time (US &
    Canada)`, `Mitteleuropäische Zeit`, `GMT+0200`; None where it is no such name, and none of its words is a city of
    the IANA's. What was concluded is said.
    """
    if match := _AT_HOURS.fullmatch(tzid.upper()):
        return _at_hours(tzid, -1 if match[1] == "-" else 1, int(match[2]), int(match[3] or 0))
    plain = _AHEAD.sub("", tzid)
    found = named_zone(_ALSO.sub(r"\1 Standard Time", plain)) if _ALSO.search(plain) else ""
    if not found and plain != tzid and named_zone(plain) == "UTC":
        return Zone("UTC")  # `(UTC) Coordinated Universal Time` says it twice: nothing was concluded
    found = found or ZONES_BY_WORDS.get(words_of_zone(plain), "")
    cities = {zone.rpartition("/")[2].replace("_", " ").lower(): zone for zone in _names().values() if "/" in zone}
    words = (word.strip().lower() for word in _BETWEEN.split(_OFFSET.sub("", tzid)))
    found = found or next((cities[word] for word in words if word in cities), "")
    return Zone(found, f"read the time zone {quote(tzid)} as {found}, by its name") if found else None


def _at_hours(tzid: str, sign: int, hours: int, minutes: int) -> Zone | None:
    """The zone that is so far from UTC all year round; None where none is."""
    apart = sign * timedelta(hours=hours, minutes=minutes)
    whole = f"Etc/GMT{-sign * hours:+d}" if hours else "UTC"  # which counts to the west
    days = [datetime(YEARS * 700, month, 1) for month in range(1, 13)]
    among = [whole] if not minutes else [*_USUAL, *sorted(_names().values())]
    found = next((name for name in among if _has(name, days, [apart] * len(days))), None)
    return Zone(found, f"read the time zone {quote(tzid)} as {found}, with the same hours all year") if found else None


def zone_of_rules(tzid: str, text: str, prefer: Iterable[str], year: int) -> Zone | None:
    """The IANA zone that a VTIMEZONE describes. prefer: which to take of several with the same hours, the first first.

    Its own name, else X-LIC-LOCATION, else its hours in the coming years; None where no zone has them. What was
    concluded from the hours alone is said.
    """
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name.strip().upper() in ("X-LIC-LOCATION", "LOCATION") and (found := named_zone(value)):
            return Zone(found)
    told = _clock(text)
    if told is None:
        return None
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    usual = (*filter(None, prefer), *_USUAL, *WINDOWS_TO_OLSON.values())
    among = list(dict.fromkeys([*usual, *sorted(_names().values())]))
    start = datetime(year, 1, 1, 12)
    moments = [start + number * _STEP for number in range(YEARS * 366 // _STEP.days)]
    for few, how in ((moments, "has the same hours"), (moments[::37], "has the same hours in winter and in summer")):
        wanted = list(_offsets(told, few))
        same = next((zone for zone in among if _has(zone, few, wanted)), None)
        if same:
            return Zone(same, f"read the time zone {quote(tzid)} as {same}, which {how}")
    return None


def _has(name: str, moments: list[datetime], wanted: list[timedelta | None]) -> bool:
    try:
        return all(a == b for a, b in zip(_offsets(ZoneInfo(name), moments), wanted, strict=True))
    except (KeyError, ValueError, OSError):
        return False


def _offsets(zone: tzinfo, moments: Iterable[datetime]) -> Iterator[timedelta | None]:
    return (moment.replace(tzinfo=zone).utcoffset() for moment in moments)


def _clock(text: str) -> tzinfo | None:
    """The clock of a VTIMEZONE as icalendar makes it; None where it cannot."""
    import icalendar

    make: Callable[..., Any] = icalendar.Timezone.from_ical
    try:
        found: tzinfo = make(text).to_tz(lookup_tzid=False)
        found.utcoffset(datetime(2026, 1, 1))
    except Exception:  # whatever a hostile file makes of the package: then nobody knows the zone
        return None
    return found
