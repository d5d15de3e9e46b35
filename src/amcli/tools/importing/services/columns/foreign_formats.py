"""Days and numbers as other programs write them, turned into what amcli reads: never a guess.

What a text alone does not tell (whether 05/06/2026 is in May or in June, whether 1.234 is a thousand) is told by the
column it stands in (columns.formats) or by the user.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo

from amcli.base.errors import BadValue
from amcli.base.money import COMMA, POINT, WITH_COMMA, WITH_POINT, FileAmount, parse_file_money
from amcli.base.text import quote
from amcli.tools.importing.services.columns.currency_words import unit_of, unit_pattern

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_TIME = (
    r"(?:(?:T|,?\s+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?:\s*(?P<half>[AP]M))?\s*(?P<offset>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_FORMS = [
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
        r"(?P<day>[0-9]{1,2})\.\s?(?P<month>[0-9]{1,2})\.\s?(?P<year>[0-9]{4})",
        r"(?P<first>[0-9]{1,2})(?P<mark>[/-])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})",
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[-\s.]+(?P<name>[A-Z]{3,9})\.?,?[-\s]+(?P<year>[0-9]{4})",
        r"(?P<day>[0-9]{1,2})(?P<mark>[-/ ])(?P<name>[A-Z]{3})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})",
        r"(?P<name>[A-Z]{3,9})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    )
]
_OFFSET = re.compile(r"[0-9]\s*(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})$", re.IGNORECASE)
_CLOCK = re.compile(r"[0-9].*(?:\s|T)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:\s*[AP]M)?$", re.IGNORECASE)
_COMPACT = re.compile(r"([0-9]{8})T([0-9]{2})([0-9]{2})(?:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_SHORT_AFTER_WORD = re.compile(r"[0-9]{1,2}([-/ ])[A-Z]{3}\1[0-9]{2}" + _TIME, re.IGNORECASE)
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/.])\s?(?:[0-9]{1,2}|[A-Za-z]{3})\1\s?[0-9]{2}(?:\s.*)?")

_UNIT = unit_pattern()
_MONEY = re.compile(
    rf"(?P<first>[-(])?\s?(?P<before>{_UNIT})?\s?(?P<inner>[-(])?\s?(?P<number>[0-9](?:[0-9.,'’ ]*[0-9])?)"
    rf"\s?(?P<behind>[-)])?\s?(?P<after>{_UNIT})?\s?(?P<last>[-)])?"
)
_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_GROUPED = re.compile("[1-9][0-9]{0,2}(?:([' ’])[0-9]{3})(?:\\1[0-9]{3})*(?:[.,][0-9]+)?")
_WITH_POINT = re.compile(WITH_POINT)
_WITH_COMMA = re.compile(WITH_COMMA)


def day(text: str, order: str, why: str = "", zone: tzinfo | None = None) -> str:
    """A day, with a time where it has one that is not midnight, as amcli reads it; any other text as it is.

    order: what comes first where only the two numbers say it; why: how that is known. zone: where an instant with an
    offset falls on a day (None: where the machine is); without one the day is the one that is written. BadValue where
    the order is needed and not known, or contradicted. A year of two digits is of this century, where the month is a
    word; among numbers it may be anything.
    """
    word = _COMPACT.sub(r"\1 \2:\3\4", text.strip())
    for form in _FORMS:
        if match := form.fullmatch(word):
            parts = match.groupdict()
            if "first" in parts:
                found = _ordered(text, int(parts["first"]), int(parts["second"]), order, why)
            else:
                found = _month(parts), int(parts["day"])
            if not found[0]:
                break
            year = int(parts["year"])
            written = _in_calendar(text, year if year > 99 else 2000 + year, *found), _clock(text, parts)
            return _at_place(text, *written, parts["offset"], zone) if parts["offset"] else "".join(written)
    if _SHORT_YEAR.fullmatch(word):
        raise BadValue(f"{quote(text)} has a year of two digits: a year is written 2026")
    return text


def in_utc(text: str) -> str:
    """An instant without an offset as one of UTC; any other text as it is."""
    return f"{text.strip()} UTC" if _CLOCK.search(text.strip()) else text


def is_moved(text: str, zone: tzinfo | None) -> bool:
    """Whether a text is an instant with an offset, and its clock another one in the zone."""
    match = _OFFSET.search(text.strip())
    try:
        return bool(match and day(text, DAY_FIRST, zone=zone) != day(text.strip()[: match.start(1)], DAY_FIRST))
    except BadValue:
        return False


def has_short_year(text: str) -> bool:
    """Whether a text is a day with a month as a word and a year of two digits."""
    return _SHORT_AFTER_WORD.fullmatch(text.strip()) is not None


def order_of(text: str) -> str:
    """What a day of two numbers and a year proves: which comes first, `?` where it may be either, else nothing."""
    match = _FORMS[2].fullmatch(text.strip())
    if not match:
        return ""
    first, second = int(match["first"]), int(match["second"])
    if first > 12 >= second:
        return DAY_FIRST
    if second > 12 >= first:
        return MONTH_FIRST
    return "?" if first != second and max(first, second) <= 12 else ""


def question(text: str) -> str:
    """What has to be asked of a day that may be two."""
    match = _FORMS[2].fullmatch(text.strip())
    assert match
    first, second, year = int(match["first"]), int(match["second"]), match["year"]
    names = [f"{number} {_MONTHS[month - 1].title()}" for number, month in ((first, second), (second, first))]
    return f"may be {names[0]} or {names[1]} {year}: type --date-order dmy or --date-order mdy"


def _ordered(text: str, first: int, second: int, order: str, why: str) -> tuple[int, int]:
    """Month and day."""
    proven = order_of(text)
    if proven == "?" and not order:
        raise BadValue(f"{quote(text)} {question(text)}")
    if order and proven not in ("?", "", order):
        comes = "day" if order == DAY_FIRST else "month"
        raise BadValue(f"{quote(text)} is no day of the calendar where the {comes} comes first{why}")
    return (second, first) if (order or proven) == DAY_FIRST else (first, second)


def _in_calendar(text: str, year: int, month: int, number: int) -> str:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        raise BadValue(f"{quote(text)} is not a day of the calendar: use a date such as 2026-12-01") from None


def _at_place(text: str, written: str, clock: str, offset: str, zone: tzinfo | None) -> str:
    """An instant on the clock of a zone."""
    hours, minutes = (int(offset[1:3]), int(offset[-2:])) if offset[0] in "+-" else (0, 0)
    away = timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1)
    try:
        moment = datetime.fromisoformat(f"{written}{clock or 'T00:00'}").replace(tzinfo=timezone(away)).astimezone(zone)
    except (ValueError, OverflowError):
        raise BadValue(f"{quote(text)} is not an instant of the calendar: use a date such as 2026-12-01") from None
    return moment.strftime("%Y-%m-%dT%H:%M").removesuffix("T00:00")


def _month(parts: dict[str, str | None]) -> int:
    """The number of the month; 0 for a name that there is not."""
    if number := parts.get("month"):
        return int(number)
    name = (parts["name"] or "").lower()
    return next((n for n, month in enumerate(_MONTHS, 1) if name in (month, month[:3], month[:4])), 0)


def _clock(text: str, parts: dict[str, str | None]) -> str:
    if not parts["hour"]:
        return ""
    hour, half = int(parts["hour"]), (parts["half"] or "").upper()
    if half and not 1 <= hour <= 12:
        raise BadValue(f"{quote(text)} is not a time of the calendar: use a time such as 3:30 PM")
    hour = hour % 12 + 12 * (half == "PM") if half else hour
    return f"T{hour:02}:{parts['minute']}" if hour or parts["minute"] != "00" else ""


def amount(text: str, decimal: str, why: str = "") -> FileAmount:
    """An amount with whatever currency and sign it has. BadValue as base.money has it.

    decimal: which separator stands before the decimals, where that is known; why: how.
    """
    match = _taken_apart(text)
    if match is None:
        return parse_file_money(text)
    number = plain_number(text, match["number"], decimal, why)
    units = [unit for unit in (match["before"], match["after"]) if unit]
    currency, sign = unit_of(units)
    typed = parse_file_money(text if units and not (currency or sign) else number)
    return FileAmount(typed.value, currency or None, bool(_minus_marks(match)) and typed.value != 0, sign)


def quantity(text: str, decimal: str, why: str = "") -> str:
    """A number as amcli reads it, with its minus; any other text as it is.

    decimal, why: as of `amount`. BadValue where what a comma means is needed and not known, or contradicted.
    """
    match = _taken_apart(text)
    if match is None or match["before"] or match["after"]:
        return text
    number = match["number"]
    if not decimal and decimal_separator_of(number) == "?" and "," in number:
        raise BadValue(f"{quote(text)} may be a thousand or a decimal: type --decimal comma or --decimal point")
    return f"{'-' if _minus_marks(match) else ''}{plain_number(text, number, decimal, why)}"


def plain_number(text: str, number: str, decimal: str, why: str = "") -> str:
    """The digits of a number, with a point before its decimals. BadValue, which says that `text` is wrong."""
    if _GROUPED.fullmatch(number):
        number = re.sub("[' ’]", "", number)
    if decimal == COMMA and _WITH_COMMA.fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    if decimal != COMMA and _WITH_POINT.fullmatch(number):
        return number.replace(",", "")
    if decimal and (_WITH_COMMA if decimal == POINT else _WITH_POINT).fullmatch(number):
        raise BadValue(f"{quote(text)} is no number with a decimal {decimal}{why}")
    if _WITH_COMMA.fullmatch(number):
        raise BadValue(f"{quote(text)} has a decimal comma: type --decimal comma")
    raise BadValue(f"{quote(text)} is not a number: use 1250.50, 1,250.50 or 1.250,50")


def decimal_separator_of(text: str) -> str:
    """Which decimal separator a number proves: comma, point, `?` where it may be either, else nothing."""
    match = _taken_apart(text)
    if match is None:
        return ""
    number = match["number"]
    if _GROUPED.fullmatch(number):
        return COMMA if "," in number else POINT if "." in number else ""
    fits = [separator for separator, form in ((COMMA, _WITH_COMMA), (POINT, _WITH_POINT)) if form.fullmatch(number)]
    if len(fits) == 1:
        return fits[0]
    return "?" if fits and not number.isdigit() else ""


def _taken_apart(text: str) -> re.Match[str] | None:
    match = _MONEY.fullmatch(_SPACES.sub(" ", text).replace("\u2212", "-").strip())
    return match if match and _minus_marks(match) in ("", "-", "()") else None


def _minus_marks(match: re.Match[str]) -> str:
    """What stands around a number for less than nothing: a minus, or the parentheses of an accountant."""
    return "".join(filter(None, match.group("first", "inner", "behind", "last")))
