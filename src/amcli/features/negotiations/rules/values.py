"""Values of a point as they are typed and said: a number with the point's unit, such as `3 %`, `45 d`, `95.20 EUR`."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.money import COMMA, grouped, parse_quantity
from amcli.base.pattern import pattern
from amcli.base.text import quote

# A number of digits, points and commas; its unit stands behind it, that of money perhaps before it.
_VALUE = pattern(r"(?:([A-Z]{3}|[$£€¥₹])\s*)?([0-9][0-9.,]*)(?:\s*([^\s\d.,+−-].*))?")
_MONEY = pattern(r"(?:[A-Z]{3}|[$£€¥₹])(?![A-Za-z])")
# Digits in strict threes, by the sign of decimals: as the program writes them.
_IN_THREES = {
    ".": pattern(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"),
    ",": pattern(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?"),
}
# What is no unit behind a number, but a part of how some write one: 120k, 1e5.
_NO_UNIT = pattern(r"k|e[0-9]+")
_SHORT_UNIT = 8  # characters; what is longer or has digits may be more than a unit


class TypedValue(NamedTuple):
    """A value, and the unit that was typed with it; an empty text where none was."""

    value: Decimal
    unit: str


def parse_value(text: str, decimal: str, private: str = "") -> TypedValue:
    """Read a value. decimal: the decimal sign of the settings. private: what it is, where nobody may read it in the
    complaint. Raises BadValue.
    """
    sign = "," if decimal == COMMA else "."
    said = f"the {private}" if private else quote(text)
    wrong = BadValue(f"{said} is no value: type a number of zero or more and its unit, as 3 %, 45 d or 95{sign}20 EUR")
    found = _VALUE.fullmatch(text.strip())
    if found is None or (found[1] and found[3]) or _NO_UNIT.fullmatch((found[3] or "").strip()):
        raise wrong
    try:
        # A quantity of three decimals is rare among values, and 1,234 is how the program itself writes a thousand.
        number = found[2].replace("." if sign == "," else ",", "") if _IN_THREES[sign].fullmatch(found[2]) else found[2]
        return TypedValue(plain(parse_quantity(number, decimal)), (found[1] or found[3] or "").strip())
    except BadValue:
        raise wrong from None


def common_unit(point: str, unit: str, typed: str, *, private: bool = False) -> str:
    """The unit of a point when a value is typed with one: the point's, else that. BadValue where they are two.

    private: whether the value is; then what was typed is said where it can be nothing but a unit.
    """
    if unit and typed and unit.casefold() != typed.casefold():
        is_unit = not private or (len(typed) <= _SHORT_UNIT and not any(map(str.isdigit, typed)))
        other = typed if is_unit else "another unit"
        raise BadValue(f"{point} is in {unit}, not in {other}: type the value in {unit}, or without a unit")
    return unit or typed


def spelled(value: Decimal | None, unit: str | None) -> str:
    """`95.20 EUR`, `3 %` as people read it: money with two decimals where it has any; n/a where there is none."""
    if value is None:
        return "n/a"
    value = plain(value)
    if unit and _MONEY.match(unit) and value.as_tuple().exponent == -1:
        value = value.quantize(Decimal("0.01"))
    return " ".join(filter(None, (grouped(value), unit)))


def plain(value: Decimal) -> Decimal:
    """The same value without zeros behind its last decimal: `2` for `2.0`."""
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else value


def as_typed(value: Decimal, decimal: str) -> str:
    """The text that a number field reads as this value."""
    text = format(value, "f")
    return text.replace(".", ",") if decimal == COMMA else text
