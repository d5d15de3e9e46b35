"""Telephone numbers as people write them: whether a text is one, and whether two spellings are of the same line.

What a spelling means (country codes, trunk zeros, extensions, 1-800-FLOWERS) is read by phonenumberslite, Google's
metadata without what names cities and networks; it is imported where a number is asked for.
"""

from __future__ import annotations

from amcli.base.pattern import pattern

LEAST_DIGITS = 5
LAST_DIGITS = 7  # of which two spellings of one number have the same, in their order
_SURE = 7  # digits in common that make two numbers one where no country says what they mean

_LIKE = pattern(r"(?i)(?:tel:)?[\s+(]*[0-9](?:[0-9\s()+./\-‐-―·]|;ext=)*(?:\s*(?:ext\.?|x|#)\s*[0-9]{1,6})?")
_EXTENSION = pattern(r"(?i)(?:;\s*ext=|\s*(?:ext\.?|extn\.?|x|#)\s*)[0-9]{1,6}\s*$")
_DAY = pattern(r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}")
_TRUNK = pattern(r"\(0\)")


def is_like_phone(text: str) -> bool:
    """Whether a text can be a telephone number: digits and what stands between them, and no day."""
    plain = text.strip()
    if len(plain) > 40 or _DAY.fullmatch(plain) or _LIKE.fullmatch(plain) is None:
        return False
    return sum(map(str.isdigit, plain)) >= LEAST_DIGITS


def significant_digits(text: str) -> str:
    """The digits without an extension and without the zeros in front, which some spellings have and some not."""
    plain = _EXTENSION.sub("", text)
    if plain.lstrip().startswith(("+", "00")):
        plain = _TRUNK.sub("", plain)
    return "".join(each for each in plain if each.isascii() and each.isdigit()).lstrip("0")


def digits_alike(one: str, other: str) -> bool:
    """Whether the one ends with all that the other is, as a number with and without its country does."""
    short, long = sorted((significant_digits(one), significant_digits(other)), key=len)
    return len(short) >= _SURE and long.endswith(short)


def how_alike(typed: str, stored: str, region: str) -> int:
    """How surely both are of one line: 2 where all digits are the same, with a country or without; 1 by their end, or
    where only another country than the region makes them the same; 0 not at all.

    region: the two letters of the country whose spelling a number without a country code is in, or none.
    """
    import phonenumbers

    one, other = _parsed(typed, region), _parsed(stored, region)
    levels = phonenumbers.MatchType
    known = {levels.EXACT_MATCH: 2, levels.NSN_MATCH: 2, levels.SHORT_NSN_MATCH: 1}
    found = known.get(phonenumbers.is_number_match(one, other), 0)
    if found or not digits_alike(typed, stored):
        return found
    if isinstance(one, str) or isinstance(other, str):
        return 2
    return 0 if _has_country(typed) and _has_country(stored) else 1


def _has_country(text: str) -> bool:
    return text.strip().removeprefix("tel:").lstrip("( ").startswith(("+", "00"))


def _parsed(text: str, region: str):  # type: ignore[no-untyped-def]
    """What the package makes of a spelling; the text itself where that needs a country."""
    import phonenumbers

    try:
        return phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return text
