"""What recurs: the rules that `--every` and `--rrule` take, as they are typed and as they are stored."""

from __future__ import annotations

from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.text import nearest, quote
from amcli.base.time.rrule import check_rrule

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_NAMES = {short: name for name in WEEKDAYS for short in (name, name[:3])}
_ORDINALS = ("last", "first", "second", "third", "fourth", "fifth")  # the place of each but the last is its number
_SUFFIXES = {21: "st", 22: "nd", 23: "rd", 31: "st"}
_EXAMPLES = (
    *("day", "weekday", "week", "2 weeks", "month", "3 months", "quarter", "year", "friday", "last friday of month"),
    *("second tuesday of quarter", "15th of month", "last day of month", "last business day of month"),
)

_NAME = "|".join(_NAMES)
_SPAN = pattern(r"(?:([0-9]+) )?(day|week|month|quarter|year)s?")
_EACH = pattern(rf"(weekday|{_NAME})s?")
_NTH = pattern(
    rf"(?:the )?({'|'.join(_ORDINALS)}|([0-9]{{1,3}})(?:st|nd|rd|th))(?: (day|business day|{_NAME})s?)?"
    r" of (?:the |every |each )?(month|quarter|year)s?"
)


class Rule(NamedTuple):
    """What recurs; `str(rule)` is the text that is stored, and that parse_rule reads back.

    `unit` is day, week, month, quarter, year, `weekday` (Monday to Friday), a weekday's name, or `rrule`.
    `every` is how many of them pass from one to the next, 1 to 999.
    `which` 0 steps from the anchor; 1, 2 … or -1 for the last picks one `what` of each month, quarter or year.
    `what` is day, business day or a weekday's name, or with the unit `rrule` the RFC 5545 text.
    """

    unit: str
    every: int = 1
    which: int = 0
    what: str = ""

    def __str__(self) -> str:
        if self.unit == "rrule":
            return self.what
        if self.which:
            return f"{_ordinal(self.which)} {self.what} of {self.unit}"
        return self.unit if self.every == 1 else f"{self.every} {self.unit}s"


def parse_rule(text: str) -> Rule:
    """Read a rule, in any case, singular or plural, with or without `every`. Raises BadValue, with the nearest form."""
    words = " ".join(text.lower().split())
    if "freq=" in words:
        return Rule("rrule", what=check_rrule(text))
    words = words.removeprefix("every ")
    if match := _SPAN.fullmatch(words):
        digits, unit = match[1] or "1", match[2]
        if len(digits) > 3 or not int(digits):
            raise BadValue(f"{quote(text)} is out of range: a rule steps 1 to 999 {unit}s")
        return Rule(unit, int(digits))
    if match := _EACH.fullmatch(words):
        return Rule(_NAMES.get(match[1], match[1]))
    if match := _NTH.fullmatch(words):
        which = int(match[2]) if match[2] else _ORDINALS.index(match[1]) or -1
        what = match[3] or "day"
        return _checked(Rule(match[4], 1, which, _NAMES.get(what, what)), text)
    raise BadValue(
        f"{quote(text)} is not a rule: use {', '.join(_EXAMPLES)}, or an RRULE such as FREQ=MONTHLY;BYDAY=-1FR",
        nearest(words, (*_EXAMPLES, *WEEKDAYS)),
    )


def _checked(rule: Rule, text: str) -> Rule:
    """The rule, if every month, quarter or year has one, within its first month: what an RRULE can say as well."""
    limit = {"day": 31 if rule.unit == "month" else 28, "business day": 20}.get(rule.what, 4)
    if rule.which == -1 or 1 <= rule.which <= limit:
        return rule
    raise BadValue(
        f"{quote(text)} is out of range: a {rule.what} of a {rule.unit} is the first to the {_ordinal(limit)}, or the "
        "last; an RRULE such as FREQ=MONTHLY;BYDAY=5FR takes others"
    )


def _ordinal(which: int) -> str:
    return _ORDINALS[max(which, 0)] if which < len(_ORDINALS) else f"{which}{_SUFFIXES.get(which, 'th')}"
