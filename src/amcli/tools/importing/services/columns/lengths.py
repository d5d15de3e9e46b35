"""How long something took, as other systems write it, in whole minutes: never a guess.

`05:30` may be five minutes and a half or five hours and a half, and `325` may be seconds. The name of the column tells
(Duration (minutes), CallDurationInSeconds, HH:mm), or whose file it is, or the user (--minutes). `1:02:03`, `1h 30m`
and `PT1H30M` need nobody to tell. What is less than a minute is rounded to the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from amcli.base.errors import Question

CLOCK_SHORT, CLOCK_LONG = "mm:ss", "hh:mm"
MINUTES, SECONDS, HOURS, MILLISECONDS = "minutes", "seconds", "hours", "milliseconds"
ACCEPTED = (CLOCK_SHORT, CLOCK_LONG, MINUTES, SECONDS, HOURS)  # what the user may say

_LONG_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])(?:[.,][0-9]+)?")
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
_NUMBER = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,6})?")
_ISO = re.compile(r"P(?:(?P<d>[0-9]+)D)?(?:T(?:(?P<h>[0-9]+)H)?(?:(?P<m>[0-9]+)M)?(?:(?P<s>[0-9]+)(?:[.,][0-9]+)?S)?)?")
_IN_WORDS = re.compile(
    r"(?:(?P<h>[0-9]+(?:[.,][0-9]+)?)\s*(?:h|hr|hrs|hours?|std|stunden?|heures?|horas?|ore|ora|uur|uren)\b\.?,?\s*)?"
    r"(?:(?P<m>[0-9]+)\s*(?:m|min|mins|minutes?|minuten?|minutos?|minuti|minuto|minuut)\b\.?,?\s*)?"
    r"(?:(?P<s>[0-9]+)\s*(?:s|sec|secs|seconds?|sek|sekunden?|secondes?|segundos?|secondi|seconden)\b\.?)?",
    re.IGNORECASE,
)
_IN_SECONDS = {SECONDS: Decimal(1), CLOCK_SHORT: Decimal(1), HOURS: Decimal(3_600), MILLISECONDS: Decimal("0.001")}
_SECONDS_OF = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_UNITS = (  # words of a title, the smallest first: `ms` is no minute
    (MILLISECONDS, "millisecond milliseconds millis ms"),
    (SECONDS, "second seconds sec secs sekunde sekunden sek seconde secondes segundo segundos secondi seconden s"),
    (MINUTES, "minute minutes min mins minuten minutos minuti minuto minuut"),
    (HOURS, "hour hours hr hrs stunde stunden std heure heures hora horas ore uur uren h"),
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+")  # CallDurationInSeconds has four
_GLUED = re.compile(r"(milliseconds|seconds|minutes|hours)$")  # actualdurationminutes
# Whose files have which unit under a title that does not say it: what shows whose (HubSpot, Pipedrive, Salesforce,
# Dynamics), the titles, the unit.
_KNOWN = (
    ("hscallduration", "hscallduration", MILLISECONDS),
    ("activityduration", "activityduration", CLOCK_LONG),
    ("companyaccount whatid durationinminutes", "duration", MINUTES),
    ("companyaccount whatid", "callduration", SECONDS),
    ("donotmodifyactivity donotmodifyphonecall activitytypecode", "duration", MINUTES),
    ("donotmodifyappointment regardingobjectid", "duration", MINUTES),
)


def length_unit(title: str, names: Sequence[str]) -> str:
    """What a column of that title counts in, or its clock; "" where nothing says it. names: all titles, bare."""
    form = title.lower().replace(" ", "")
    if re.search("h+:m+:s", form):
        return ""  # such a cell says all by itself
    for clock, shown in ((CLOCK_SHORT, "m+:s|min:sec"), (CLOCK_LONG, "h+:m|std:min")):
        if re.search(shown, form):
            return clock
    words = {word.lower() for word in _WORD.findall(title)}
    for unit, spelled in _UNITS:
        if not words.isdisjoint(spelled.split()):
            return unit
    if glued := _GLUED.search(form.strip("()_")):
        return glued[1]
    bare = "".join(each for each in form if each.isalnum())
    return next(
        (unit for shown, titles, unit in _KNOWN if bare in titles.split() and not set(shown.split()).isdisjoint(names)),
        "",
    )


def minutes(text: str, unit: str) -> str:
    """A length of time in whole minutes; any other text as it is. Question where its unit is needed and not known."""
    word = text.strip()
    if match := _LONG_CLOCK.fullmatch(word):
        return _rounded(_seconds(*match.groups()))
    if match := _CLOCK.fullmatch(word):
        return _clock(match, unit)
    if _NUMBER.fullmatch(word):
        return _number(word, unit)
    for form in (_ISO, _IN_WORDS):
        if (match := form.fullmatch(word)) and any(match.groupdict().values()):
            parts = {name: Decimal(part.replace(",", ".")) for name, part in match.groupdict().items() if part}
            return _rounded(sum((part * _SECONDS_OF[name] for name, part in parts.items()), Decimal(0)))
    return text


def _clock(match: re.Match[str], unit: str) -> str:
    first, second = int(match[1]), int(match[2])
    if unit in (CLOCK_LONG, HOURS):
        return str(first * 60 + second)
    if unit in (CLOCK_SHORT, SECONDS) or not first + second:
        return _rounded(_seconds(0, first, second))
    raise _asked()


def _number(word: str, unit: str) -> str:
    value = Decimal(word.replace(",", "."))
    if not value:
        return "0"
    if unit in (MINUTES, CLOCK_LONG):
        return word  # a part of a minute is for the field to refuse
    if unit not in _IN_SECONDS:
        raise _asked()
    return _rounded(value * _IN_SECONDS[unit])


def _asked() -> Question:
    what = "a length of time, and nothing says in what it is counted"
    return Question(what, f"--minutes {', '.join(ACCEPTED[:-1])} or {ACCEPTED[-1]}")


def _seconds(hours: str | int, minutes: str | int, seconds: str | int) -> Decimal:
    return Decimal(int(hours) * 3_600 + int(minutes) * 60 + int(seconds))


def _rounded(seconds: Decimal) -> str:
    return str(int((seconds / 60).to_integral_value(ROUND_HALF_UP)))
