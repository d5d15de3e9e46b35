"""RFC 5545 RRULEs as they may be typed: what python-dateutil would pass over in silence is refused here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.text import nearest, quote

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_LIMITS = {
    "INTERVAL": (1, 999),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
}
_PARTS = ("FREQ", *_LIMITS, "BYDAY", "WKST")
_ELSEWHERE = {"COUNT": "--times", "UNTIL": "--until"}
_NUMBER = pattern(r"[+-]?[0-9]{1,3}")
_WHOLE = pattern(r"[+-]?[0-9]+")
_BYDAY = pattern(r"(?:[+-]?0?([1-9]|[1-4][0-9]|5[0-3]))?(?:MO|TU|WE|TH|FR|SA|SU)")


def check_rrule(text: str) -> str:
    """The RRULE in upper case, without `RRULE:` in front and without blanks.

    Raises BadValue for what RFC 5545 has not, for hours and minutes (the deadline's own time of day is kept), for COUNT
    and UNTIL, which are options, and for a rule that names no day at all.
    """
    rule = "".join(text.split()).upper().removeprefix("RRULE:").strip(";")
    parts: dict[str, str] = {}
    for piece in rule.split(";"):
        name, _, value = piece.partition("=")
        if name in _ELSEWHERE:
            raise BadValue(f"{name} does not go into the rule: use {_ELSEWHERE[name]}", [_ELSEWHERE[name]])
        if name == "FREQ" and name not in parts and value not in _FREQUENCIES:
            raise BadValue(f"{quote(piece)} is not how often a day can come: use FREQ one of {', '.join(_FREQUENCIES)}")
        if name in _LIMITS and name not in parts and (limits := _beyond(name, value)):
            raise BadValue(f"{quote(piece)} is beyond what {name} can be: use {limits}")
        if name in parts or name not in _PARTS or not _is_good(name, value):
            raise BadValue(
                f"{quote(piece)} is not a part of a rule: use {', '.join(_PARTS)}, each once and as in RFC 5545, "
                f"FREQ one of {', '.join(_FREQUENCIES)}",
                nearest(name, _PARTS) if name not in _PARTS else (),
            )
        parts[name] = value
    why = _clash(parts) or ("" if _ever(parts) else "names no day of any year")
    if why:
        raise BadValue(f"{quote(rule)} {why}")
    return rule


def rrule_days(rule: str, start: date) -> Iterator[date]:
    """The days of a checked RRULE on or after the start, up to the calendar's end."""
    from dateutil.rrule import rrulestr

    found = iter(rrulestr(rule, dtstart=datetime.combine(start, time())))
    while True:
        try:
            yield next(found).date()
        except (StopIteration, ValueError, OverflowError):  # dateutil counts on into the year 10000
            return


def _is_good(name: str, value: str) -> bool:
    if name == "FREQ":
        return value in _FREQUENCIES
    if name == "WKST":
        return len(value) == 2 and _BYDAY.fullmatch(value) is not None
    if name == "BYDAY":
        return all(_BYDAY.fullmatch(each) for each in value.split(","))
    low, high = _LIMITS[name]
    numbers = value.split(",")
    one = name != "INTERVAL" or len(numbers) == 1
    return one and all(_NUMBER.fullmatch(each) and low <= int(each) <= high and int(each) for each in numbers)


def _beyond(name: str, value: str) -> str:
    """What the numbers of a part can be, where it is made of numbers of which one is not; else an empty text."""
    low, high = _LIMITS[name]
    numbers = value.split(",") if name != "INTERVAL" else [value]
    if _is_good(name, value) or not all(_WHOLE.fullmatch(each) for each in numbers):
        return ""
    return f"{low} to {high}" + (", without 0" if low < 0 else "")


def _clash(parts: dict[str, str]) -> str:
    """Why the parts do not go together; the first three because RFC 5545 says so, and dateutil does not."""
    frequency = parts.get("FREQ", "")
    ordinals = [
        int(match[1]) for match in map(_BYDAY.fullmatch, parts.get("BYDAY", "").split(",")) if match and match[1]
    ]
    if ordinals and (frequency not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in parts):
        return "numbers a weekday: that goes with FREQ=MONTHLY, or with FREQ=YEARLY without BYWEEKNO"
    if frequency != "YEARLY" and ("BYWEEKNO" in parts or "BYYEARDAY" in parts):
        return "needs FREQ=YEARLY for BYWEEKNO and BYYEARDAY"
    if frequency == "WEEKLY" and "BYMONTHDAY" in parts:
        return "has BYMONTHDAY, which does not go with FREQ=WEEKLY"
    if "BYWEEKNO" in parts and "BYDAY" not in parts:
        return "needs BYDAY beside BYWEEKNO"
    if ordinals and max(ordinals) > 5 and (frequency == "MONTHLY" or "BYMONTH" in parts):
        return "asks for a sixth weekday: a month has five at the most"
    return ""


def _ever(parts: dict[str, str]) -> bool:
    """Whether any day fits, whatever the interval: the calendar repeats after the 400 years that are left from 9600."""
    rule = ";".join(f"{name}={value}" for name, value in parts.items() if name != "INTERVAL")
    return next(rrule_days(rule, date(9600, 1, 1)), None) is not None
