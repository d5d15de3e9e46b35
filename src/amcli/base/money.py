"""Money, quantities and rates: what may be typed, and exact steps between typed, stored and shown.

Amounts are Decimal in major units (125000.50) or int in minor units (12500050), never float.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.text import quote

if TYPE_CHECKING:
    from fractions import Fraction

# The default context rounds to 28 digits; moving the decimal point must never lose one.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)

# Groups of three, or as India writes them: of two above the last three, which can be read in one way alone. A group
# never begins with 0: `0,123` is somebody's decimal comma, and guessing is not our job.
WITH_POINT = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}|[0-9]+)(?:\.[0-9]+)?"
WITH_COMMA = r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?"
POINT, COMMA = "point", "comma"  # which sign stands before the decimals: the words of the setting `decimal`
_MONEY = {
    decimal: pattern(
        rf"(?:(?P<before>[A-Za-z]{{3}}) ?)?(?P<number>{number})(?P<short>[kKmM])?(?: ?(?P<after>[A-Za-z]{{3}}))?"
    )
    for decimal, number in ((POINT, WITH_POINT), (COMMA, WITH_COMMA))
}
_NUMBER = {POINT: pattern(WITH_POINT), COMMA: pattern(WITH_COMMA)}
_PLAIN = pattern(r"[0-9]+(?:\.[0-9]+)?")
_SHORT = {"": 0, "k": 3, "m": 6}  # a thousand, a million: how far the decimal sign moves
_MINUS = pattern("^([A-Za-z]{3} ?)?[-\u2212] ?")
_UNITS = tuple(10**decimals for decimals in range(5))  # ISO 4217 has no more
_MONEY_LIMIT = 10**15
_FILE_FORMS = "use 125000, 125000.50, 125,000.50, EUR 99 or 99EUR"
_FORMS = {
    POINT: "use 125000, 125000.50, 125,000.50, 40k, 1.2m, EUR 99 or 99EUR",
    COMMA: "use 125000, 125000,50, 125.000,50, 40k, 1,2m, EUR 99 or 99EUR",
}
_QUANTITY_LIMIT = 10**12  # with six decimals it still fits into SQLite's 64-bit integer
_RATE_LIMIT = 10**12


class TypedAmount(NamedTuple):
    """An amount as it was typed: major units with the decimals typed, and the upper-case currency or None.

    number: what was typed for the value, where a complaint is to show that.
    """

    value: Decimal
    currency: str | None
    number: str = ""


class FileAmount(NamedTuple):
    """An amount in a file, without its minus. sign: of several currencies, such as $, where it does not say which."""

    value: Decimal
    currency: str | None
    negative: bool = False
    sign: str = ""


def parse_money(text: str, *, below_zero: str = "", decimal: str = POINT) -> TypedAmount:
    """Read an amount of zero or more, below 10**15 major units, with or without a currency code, as a person types it:
    also `40k` and `1.2m`.

    below_zero: what to type for money given back. decimal: the sign before the decimals, POINT or COMMA. Whether the
    currency exists and how many decimals it has is not looked at here. Raises BadValue.
    """
    return _parse_amount(text, decimal, f"{_FORMS[decimal]}{_in_the_other(text.strip(), decimal)}", below_zero)


def parse_file_money(text: str) -> FileAmount:
    """Read an amount of a file that writes as amcli does: in full, for `k` and `m` are for those who type.

    Raises BadValue.
    """
    match = _MONEY[POINT].fullmatch(text.strip())
    if match and match["short"]:
        raise BadValue(f"{quote(text)} is not an amount: {_FILE_FORMS}")
    value, currency, _ = _parse_amount(text, POINT, _FILE_FORMS)
    return FileAmount(value, currency)


def _parse_amount(text: str, decimal: str, forms: str, below_zero: str = "") -> TypedAmount:
    """An amount; BadValue that names the forms where it is none."""
    word = text.strip()
    match = _MONEY[decimal].fullmatch(word)
    if match is None:
        if _is_negative(word, decimal):
            given_back = f"; money given back is {below_zero}" if below_zero else ""
            raise BadValue(f"{quote(text)} is negative: amounts are zero or more{given_back}")
        raise BadValue(f"{quote(text)} is not an amount: {forms}")
    currency, short = match["before"] or match["after"], match["short"] or ""
    if match["before"] and match["after"]:
        raise BadValue(f"{quote(text)} names a currency twice: {forms}")
    value = _exact(match["number"], short.lower(), decimal)
    if value >= _MONEY_LIMIT:
        raise BadValue(f"{quote(text)} is too large: amounts are below 1,000,000,000,000,000")
    return TypedAmount(value, currency.upper() if currency else None, match["number"] + short)


def as_typed(value: Decimal, currency: str, decimal: str = POINT) -> str:
    """What a person would type for an amount: `EUR 1250.50`."""
    number = format(value, "f")
    return f"{currency} {number.replace('.', ',') if decimal == COMMA else number}"


def _exact(number: str, short: str, decimal: str) -> Decimal:
    """The value, with the decimals that were typed, but for those that `k` and `m` use up."""
    group, sign = (".", ",") if decimal == COMMA else (",", ".")
    value = Decimal(number.replace(group, "").replace(sign, ".")).scaleb(_SHORT[short], _EXACT)
    return _EXACT.add(value, Decimal(0)) if short else value  # 1.2E+3 becomes 1200, which has no decimals


def _is_negative(word: str, decimal: str) -> bool:
    """Whether this is an amount but for its minus sign or its accountant's parentheses."""
    inner = word[1:-1] if word.startswith("(") and word.endswith(")") else _MINUS.sub(r"\1", word)
    return inner != word and _MONEY[decimal].fullmatch(inner) is not None


def _in_the_other(word: str, decimal: str) -> str:
    """How to have amounts read the other way, where the text is one then."""
    other = POINT if decimal == COMMA else COMMA
    return f"; `amcli config set decimal {other}` reads a decimal {other}" if _MONEY[other].fullmatch(word) else ""


def to_minor(value: Decimal, decimals: int, currency: str = "", typed: str = "") -> int:
    """Major units to minor units, exactly. `decimals` are the currency's; typed: what was typed for the value.

    Decimals count as typed, zeros too: `125.000` is no euro amount, for it may have meant 125 thousand.
    Raises BadValue where the value has more decimals than the currency.
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > decimals:
        name = currency or "this currency"
        accepted = f"at most {decimals} decimal{'s' if decimals > 1 else ''}" if decimals else "no decimals"
        raise BadValue(f"{quote(typed or format(value, 'f'))} has too many decimals: {name} takes {accepted}")
    return int(value.scaleb(decimals, _EXACT))


def round_to_minor(value: Decimal, decimals: int) -> int:
    """Major units to minor units, rounded half even."""
    return int(value.scaleb(decimals, _EXACT).to_integral_value(ROUND_HALF_EVEN))


def from_minor(minor: int, decimals: int) -> Decimal:
    """Minor units to major units, exactly, with exactly `decimals` decimals."""
    return Decimal(minor).scaleb(-decimals, _EXACT)


def exact_product(one: Decimal, other: Decimal) -> Decimal:
    """One times the other, with every digit."""
    return _EXACT.multiply(one, other)


class HalfUnit(Decimal):
    """Money that its currency's decimals leave half way between two whole units, which its exact amount was not.

    units: the whole unit that the exact amount is nearest to. 2,019.497 is 2,019.50, and 2,019 in whole units: whoever
    rounds the rounded would say 2,020. Any other amount rounds to the same unit before and after.
    """

    units: Decimal


def rounded_money(minor: Fraction | Decimal | int, decimals: int) -> Decimal:
    """An exact amount in minor units as money: rounded half even to the currency's decimals, once."""
    rounded, unit = round(minor), _UNITS[decimals]
    if rounded % unit * 2 != unit or rounded == minor:  # the first alone decides, but for one amount in a hundred
        return Decimal(rounded).scaleb(-decimals, _EXACT)
    half = HalfUnit(from_minor(rounded, decimals))
    half.units = Decimal(rounded // unit + (minor > rounded))
    return half


def percent(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """`part` in percent of `whole`, rounded once, half even, to one decimal; None where it is undefined."""
    if part is None or not whole:
        return None
    # Whole numbers all the way, because a rounded quotient rounded again may fall on the wrong side of a half.
    part_top, part_bottom = part.as_integer_ratio()
    whole_top, whole_bottom = whole.as_integer_ratio()
    top, bottom = 1000 * part_top * whole_bottom, part_bottom * whole_top
    if bottom < 0:
        top, bottom = -top, -bottom
    tenths, rest = divmod(top, bottom)
    if 2 * rest > bottom or (2 * rest == bottom and tenths % 2):
        tenths += 1
    return from_minor(tenths, 1)


def grouped(value: Decimal, whole: bool = False) -> str:
    """`1,234.50` for people; with `whole` rounded half even to units, of what was exact: `1,234`. Zero has no sign."""
    if whole:
        shown = value.units if isinstance(value, HalfUnit) else value.to_integral_value(ROUND_HALF_EVEN)
    else:
        shown = value
    return format(shown if shown else shown.copy_abs(), ",f")


def amount_change(before: Decimal | None, old: str, after: Decimal | None, new: str) -> str:
    """`140,000 → 150,000 EUR`: from an amount in the currency `old` to one in `new`, None for no amount."""
    whole = all(amount is None or amount == amount.to_integral_value() for amount in (before, after))
    first, second = ("none" if amount is None else grouped(amount, whole) for amount in (before, after))
    unit = f" {old}" if before is not None and (old != new or after is None) else ""
    return f"{first}{unit} → {second}{f' {new}' if after is not None else ''}"


def whole_percent(value: Decimal) -> str:
    """`63 %`; with its decimal where it is not 100 and would round to it, for that is the line which counts."""
    rounded = value.to_integral_value(ROUND_HALF_EVEN)
    shown = value if rounded == 100 != value else rounded
    return f"{format(shown if shown else shown.copy_abs(), 'f')} %"


def parse_quantity(text: str, decimal: str = POINT) -> Decimal:
    """Read a decimal of zero or more with up to 6 decimals; no needless zeros. Raises BadValue.

    It may be grouped as amounts are, but for `1,250`: other than an amount, that may have three decimals. decimal: as
    of parse_money.
    """
    number = text.strip()
    group, sign = (".", ",") if decimal == COMMA else (",", ".")
    if _NUMBER[decimal].fullmatch(number) and (number.count(group) > 1 or sign in number):
        number = number.replace(group, "")
    value = _parse_plain(number, decimal, 6, _QUANTITY_LIMIT)
    if value is None:
        raise BadValue(
            f"{quote(text)} is not a quantity: use 12 or 2{sign}5 (zero or more, at most 6 decimals, below 10^12)"
        )
    return value


def parse_rate(text: str, decimal: str = POINT) -> Decimal:
    """Read an exchange rate: a plain decimal above zero with up to 12 decimals. decimal: as of parse_money.

    Raises BadValue.
    """
    value = _parse_plain(text, decimal, 12, _RATE_LIMIT)
    if not value:
        sign = "," if decimal == COMMA else "."
        raise BadValue(
            f"{quote(text)} is not a rate: use 0{sign}92 or 110 (above zero, at most 12 decimals, below 10^12)"
        )
    return value


def _parse_plain(text: str, decimal: str, decimals: int, limit: int) -> Decimal | None:
    word = text.strip()
    if decimal == COMMA:
        word = "" if "." in word else word.replace(",", ".")
    if not _PLAIN.fullmatch(word):
        return None
    whole, _, fraction = word.partition(".")
    fraction = fraction.rstrip("0")
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return value if len(fraction) <= decimals and value < limit else None


def ratio(part: Fraction, whole: Fraction | None) -> Fraction | None:
    """Part / whole; None where that is undefined."""
    return part / whole if whole else None


def in_percent(part: Fraction | None) -> Decimal | None:
    """A ratio of 1 in percent, rounded half even to one decimal, once."""
    return None if part is None else percent(part.numerator, part.denominator)


def to_decimals(value: Fraction | None, decimals: int) -> Decimal | None:
    """An exact number rounded half even to so many decimals, once."""
    return None if value is None else from_minor(round(value * 10**decimals), decimals)


def one_decimal(value: Fraction | None) -> Decimal | None:
    """A multiple or a mean such as 4.5: an exact number rounded half even to one decimal, once."""
    return to_decimals(value, 1)
