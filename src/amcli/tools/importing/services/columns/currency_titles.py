"""What the title of a column says of a currency: `Amount (EUR)`, `Umsatz €`, `Net USD`, `Currency ISO Code`.

The whole kind: a currency that stands in the title of a column of amounts is that of all its amounts; a column whose
title has a word for currency, or whose cells are all codes or names of currencies, is a column of currencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from amcli.tools.importing.services.columns.currency_words import (
    CODES,
    CURRENCY_WORDS,
    OTHER_CODES,
    PREFIXES,
    SUFFIXES,
    WORDLIKE,
    code_of,
    family_of,
)

_BRACKETED = re.compile(
    r"(?P<rest>.*?)\s*[(\[{（]\s*(?:in\s+)?(?P<unit>[^()\[\]{}（）]+?)\s*[)\]}）](?P<more>.*)", re.DOTALL
)
_IN = re.compile(r"(?P<rest>.+?)[\s_]+(?:in|en|em|w|v|på|i)[\s_]+(?P<unit>\S.*)", re.IGNORECASE | re.DOTALL)
_BEHIND = re.compile(r"(?P<rest>.+?)(?:[\s_/,;:.-]+)(?P<unit>[^\s_/,;:-]+)", re.DOTALL)
_BEFORE = re.compile(r"(?P<unit>[^\s_/,;:-]+)(?:[\s_/,;:.-]+)(?P<rest>.+)", re.DOTALL)
_SIGN_BEHIND = re.compile(r"(?P<rest>.*\w)(?P<unit>[€£¥₹$₩₺₽₴₪￥]|US\$|R\$)", re.DOTALL)
_CAMEL = re.compile(r"(?P<rest>.*[a-z])(?P<unit>[A-Z]{3})")
# Amounts that are not written out: their figures would be a thousand or a million times too small.
_SCALED = re.compile(
    r"(?:^|[\s_(\[{/,.'’-])(?:T|k|M|Mio|mn|bn)\.?\s?(?:EUR|USD|GBP|CHF|€|£|US\$|\$)(?=$|[\s_)\]},/])|"
    r"(?:^|[\s_(\[{/,])(?:in\s+)?(?:thousands?|tsd\.?|tausend|millions?|millionen|mio\.?|mrd\.?|milliers?|miles de|"
    r"millones|mln|lakhs?|lacs?|crores?|[’']?000s?|000[’']?s|k|mn|bn)\.?(?=$|[\s_)\]},/])",
    re.IGNORECASE,
)
# Amounts in the currency of one's own books, which a column of currencies beside them does not speak of.
_OWN_BOOKS = re.compile(
    r"\b(?:company|base|home|local|reporting|functional|corporate|haus|lokal\w*|eigen\w*)[\s_-]*(?:currency|w[äa]e?hrung)"
    r"|\bconverted\b|\(base\)|\bhausw[äa]e?hrung|\blc\b",
    re.IGNORECASE,
)


def split_unit(title: str) -> tuple[str, str]:
    """The title without its currency, and that: a code, or a sign that several share; empty where it has none."""
    text = title.strip()
    for form, loose in ((_BRACKETED, True), (_IN, True), (_SIGN_BEHIND, True), (_BEHIND, False), (_BEFORE, False)):
        if (match := form.fullmatch(text)) and (unit := _unit(match["unit"], loose=loose, whole=text)):
            return f"{match['rest']} {match.groupdict().get('more') or ''}".strip(), unit
    if (match := _CAMEL.fullmatch(text)) and match["unit"] in CODES - WORDLIKE:
        return match["rest"], match["unit"]
    return text, ""


def is_scaled(title: str) -> bool:
    """Whether a title says that its amounts are in thousands or millions: TEUR, k€, in thousands, Mio."""
    return _SCALED.search(title) is not None


def without_scale(title: str) -> str:
    """Such a title without what says it: `Amount (k EUR)` is Amount."""
    return re.sub(r"[\s_]+(?:in|en|em)?[\s_]*$", "", _SCALED.sub("", title).strip("()[]{} /,._-"))


def is_of_own_books(title: str) -> bool:
    """Whether the amounts under a title are converted, so that the deal's own currency is not theirs."""
    return _OWN_BOOKS.search(title) is not None


def has_currency_word(title: str) -> bool:
    """Whether a title has a word for currency, in one of many languages: Amount Currency, currencyIsoCode, WKZ."""
    parts = {_plain(part) for part in _parts(title)}
    return _plain(title) in _words() or not parts.isdisjoint(_words()) or _plain(title) in known_titles()


def owner_of(title: str) -> str:
    """What the currency of a title belongs to (`Tax` of Tax Currency), as plain text; empty where it stands alone."""
    plain = _plain(title)
    for word in sorted(_words(), key=len, reverse=True):
        for suffix in ("", *_listed(SUFFIXES)):
            if len(word) > 2 and plain.endswith(word + suffix):
                return plain.removesuffix(word + suffix)
        if len(word) > 4 and plain.startswith(word):
            return plain.removeprefix(word).removeprefix("of").removeprefix("des").removeprefix("der")
    return ""


@cache
def known_titles() -> Mapping[str, int]:
    """The plain titles of columns that say the currency of a record, and their ranks: the plainest first."""
    words, suffixes, prefixes = _listed(CURRENCY_WORDS), _listed(SUFFIXES), _listed(PREFIXES)
    alone = [word + suffix for word in words for suffix in ("", *suffixes)]
    iso = [
        "isocode", "iso4217", "iso4217code", "isocurrency", "isocurrencycode", "währungskennzeichen",
        "währungscode", "währungsschlüssel", "dealcurrencyofvalue", "transactioncurrencyidname",
        "transactioncurrencyidvalue",        "waers", "hwaer", "codedevise", "codemonnaie", "codevaluta",
    ]  # fmt: skip
    listed = dict.fromkeys([*alone, *iso, *(prefix + each for prefix in prefixes for each in alone)])
    return {title: rank for rank, title in enumerate(listed)}


def titles_beside(title: str) -> tuple[str, ...]:
    """The plain titles of the column that says the currency of one column of amounts: its name and the word."""
    plain = _plain(title)
    ends = [word + suffix for word in _listed(CURRENCY_WORDS) for suffix in ("", *_listed(SUFFIXES))]
    starts = [word + joint for word in _listed(CURRENCY_WORDS) for joint in ("", "of", "des", "der", "de")]
    return (*(plain + end for end in ends), *(start + plain for start in starts))


def are_currencies(texts: Iterable[str]) -> bool:
    """Whether all of these texts name currencies, and there is one at least."""
    seen = set(texts)
    return bool(seen) and all(map(_is_currency, seen))


def _is_currency(text: str) -> bool:
    if family_of(text):
        return not text.strip().isalpha()
    if text in OTHER_CODES:
        return True
    return code_of(text) is not None and not (text.upper() in WORDLIKE and not text.isupper())


def _unit(text: str, *, loose: bool, whole: str) -> str:
    """The currency or the sign that a word of a title is. loose: it is marked as one, so that its case is no matter."""
    word = text.strip()
    if sign := family_of(word):
        return sign if loose or not word.isalpha() else ""
    code = code_of(word)
    if not code or (not loose and word.upper() in WORDLIKE):
        return ""
    if loose or not word.isascii() or not word.isalpha() or word.isupper():
        return code
    return code if (whole.islower() and len(word) == 3 and "_" in whole) or len(word) > 3 else ""


def _parts(title: str) -> Sequence[str]:
    """The words of a title, those of camelCase apart."""
    return re.findall(r"[A-ZÀ-Þ]?[^\W\d_A-ZÀ-Þ]+|[A-ZÀ-Þ]+(?![a-zà-þ])|[^\W\d_]+", title)


@cache
def _words() -> frozenset[str]:
    return frozenset(_listed(CURRENCY_WORDS))


def _listed(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(word) for word in words.split("|")))


def _plain(title: str) -> str:
    return "".join(each for each in title if each.isalnum()).casefold()
