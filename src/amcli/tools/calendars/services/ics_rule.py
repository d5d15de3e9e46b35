"""What rules of calendars say otherwise than ours: those of vCalendar 1.0 (`W1 MO #4`), which is what came before RFC
5545 and what old phones export, and those that do not name the day on which they begin.
"""

from __future__ import annotations

from amcli.base.pattern import pattern
from amcli.base.time.rrule import rrule_days
from amcli.base.time.workdays import day_of
from amcli.tools.calendars.services.ics_dates import Moment

_KIND = pattern(r"(D|W|MP|MD|YM|YD)([0-9]{1,3})")
_DAY = pattern(r"MO|TU|WE|TH|FR|SA|SU")
_NTH = pattern(r"([1-5])([+-]?)")
_NUMBER = pattern(r"([0-9]{1,3})([+-]?)|LD")
_LAST = pattern(r"#[0-9]{1,5}|[0-9]{8}(?:T[0-9]{6}Z?)?")
_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "MP": "MONTHLY", "MD": "MONTHLY", "YM": "YEARLY", "YD": "YEARLY"}
_PARTS = {"MD": "BYMONTHDAY", "YM": "BYMONTH", "YD": "BYYEARDAY"}
_TWICE = "#2"  # what such a rule means that does not say how often


def rule_of_vcalendar(text: str) -> str | None:
    """Such a rule in the words of RFC 5545; None for a text that is none, or that says hours."""
    kind, *words = text.upper().split() or [""]
    match = _KIND.fullmatch(kind)
    if match is None:
        return None
    last = words.pop() if words and _LAST.fullmatch(words[-1]) else _TWICE
    parts = [f"FREQ={_FREQUENCIES[match[1]]}"] + [f"INTERVAL={int(match[2])}"] * (int(match[2]) != 1)
    said = _days(match[1], words)
    if said is None:
        return None
    parts += [said] if said else []
    if not last.startswith("#"):
        parts.append(f"UNTIL={last}")
    elif int(last[1:]):  # which for ever is not
        parts.append(f"COUNT={int(last[1:])}")
    return ";".join(parts)


def from_first_named(moment: Moment, rule: str) -> Moment:
    """When a series begins: on the first day from its start on that its rule names, as dateutil counts it."""
    start = day_of(moment.value)
    day = next(rrule_days(rule, start), start) if rule else start
    return moment._replace(value=moment.value + (day - start))


def _days(kind: str, words: list[str]) -> str | None:
    """Which days: a part of a rule, an empty text where none is named, None for what is not understood."""
    if kind in ("W", "MP"):
        found, nth = [], ""
        for word in words:
            if kind == "MP" and (match := _NTH.fullmatch(word)):
                nth = f"{'-' if match[2] == '-' else ''}{match[1]}"
            elif _DAY.fullmatch(word) and (kind == "W" or nth):
                found.append(f"{nth}{word}")
            else:
                return None
        return f"BYDAY={','.join(found)}" if found else ""
    matches = [_NUMBER.fullmatch(word) for word in words]
    numbers = ["-1" if match[0] == "LD" else f"{'-' * (match[2] == '-')}{match[1]}" for match in matches if match]
    if len(numbers) < len(words) or (words and kind == "D"):
        return None
    return f"{_PARTS[kind]}={','.join(numbers)}" if numbers else ""
