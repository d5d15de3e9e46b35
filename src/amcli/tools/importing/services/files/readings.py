"""Which encodings the bytes of a text may be in, and how well each reading fits.

Every byte is a letter in some alphabet, so nearly any encoding reads nearly any file; what tells is whether words come
out. A reading in which words are none (Greek letters among Latin ones, a sign in the middle, a capital behind small
letters, a control character) is put aside. What is left is compared by chardet, which knows how often letters follow
one another in many languages. Encodings that give the same text are one reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

# What spreadsheets and business programs of the last thirty years have written, by whom: of several encodings that
# give the same text the first is named.
_WINDOWS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874")
_ASIAN = ("gb18030", "big5", "cp932", "cp949", "euc_jis_2004")
_UNIX = ("iso8859_15", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "koi8_r", "koi8_u")
_DOS_AND_MAC = (
    "mac_roman", "mac_latin2", "mac_cyrillic", "mac_greek", "mac_turkish", "cp437", "cp850", "cp852", "cp866",
)  # fmt: skip
ENCODINGS = (*_WINDOWS, *_ASIAN, *_UNIX, *_DOS_AND_MAC)

FEW_WORDS = 6  # below, and below so many characters of Chinese, chardet has little to go by
ONE_OR_TWO = 3  # below, a reading that is not Western is a question where a Western one is possible
FEW_CHARACTERS = 8
MARGIN, MARGIN_OF_FEW = 1.25, 1.5  # how many times better the best reading has to be than the next
LEAST_OF_FEW = 0.01  # what chardet has to think of a reading of few words
WESTERN, WESTERN_OF_FEW = 1.5, 1.25  # how many times likelier cp1252 is than another, before a letter is looked at
ODD, MOST_ODD = 0.05, 0.5  # the part of the words that may look like none; more than the latter is no text

_BETWEEN = re.compile(r'[\s:,;|"()/<>]+')
_HIGH_CONTROLS = re.compile(rb"[\x80-\x9f]")  # where DOS and the Mac have letters, and Windows hardly any
_SIGNS = frozenset(("Sk", "Sm", "So", "No", "Sc"))
_WITHIN_WORDS = frozenset("’·–—‐-'")
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "THAI", "CJK", "HIRAGANA", "KATAKANA", "HALFWIDTH",
            "HANGUL")  # fmt: skip
_ICELANDIC = frozenset("ðþÐÞÝý")  # where a Turkish text read as cp1252 has its own letters
_CAPITALS = re.compile(r"[^\W\d_]{3,}")


class TextReading(NamedTuple):
    """An encoding, the text that it makes of a sample, how well chardet likes it, and how many words are none."""

    encoding: str
    text: str
    score: float
    odd: float = 0.0  # as a part of them


def readings(sample: bytes, among: Iterable[str] = ENCODINGS) -> list[TextReading]:
    """The readings of a sample that are made of words, the best first; one for each text."""
    scores = _scores(sample)
    texts: dict[str, TextReading] = {}
    for encoding in among:
        if encoding in _DOS_AND_MAC and not _HIGH_CONTROLS.search(sample):
            continue
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        known = texts.setdefault(text, TextReading(encoding, text, 0.0, 1.0))
        odd = min(known.odd, _part_of_odd_words(text, encoding))
        texts[text] = known._replace(score=max(known.score, scores.get(encoding, 0.0)), odd=odd)
    allowed = max(ODD, min((each.odd for each in texts.values()), default=0.0))
    return sorted((each for each in texts.values() if each.odd <= allowed), key=lambda each: -each.score)


def decide(sample: bytes, among: Iterable[str] = ENCODINGS) -> tuple[bool, list[TextReading]]:
    """Whether the first of the readings is plainly the right one, and the readings, the best first."""
    found = readings(sample, among)
    if not found:
        return False, found
    words = set(_words(found[0].text))
    few = len(words) < FEW_WORDS
    weight = WESTERN_OF_FEW if few else WESTERN
    western = {each.text for each in found if each.encoding == "cp1252" and _is_western(each.text)}
    weighed = [each._replace(score=each.score * weight) if each.text in western else each for each in found]
    weighed.sort(key=lambda each: -each.score)
    best, others = weighed[0], weighed[1:]
    hardly = len(words) < ONE_OR_TWO and best.text not in western and best.encoding not in _ASIAN
    if best.odd > MOST_ODD or (hardly and (western or best.score < LEAST_OF_FEW)):
        return False, weighed
    letters = {each for word in words for each in word if not each.isascii()}
    if len(letters) < FEW_CHARACTERS and best.encoding in _ASIAN and any(each.encoding in _ASIAN for each in others):
        return False, sorted(weighed, key=lambda each: each.encoding not in _ASIAN)
    margin = MARGIN_OF_FEW if few else MARGIN
    return not others or (best.score > 0 and best.score >= margin * others[0].score), weighed


def _scores(sample: bytes) -> dict[str, float]:
    """How well chardet likes each encoding."""
    import codecs

    import chardet

    names = {codecs.lookup(name).name: name for name in ENCODINGS}
    scores: dict[str, float] = {}
    for found in chardet.detect_all(sample, ignore_threshold=True, compat_names=False, include_encodings=ENCODINGS):
        name = names.get(codecs.lookup(found["encoding"] or "ascii").name)
        if name:
            scores[name] = max(scores.get(name, 0.0), found["confidence"])
    return scores


def _words(text: str) -> list[str]:
    """The words with letters that ASCII has not."""
    return [word for word in _BETWEEN.split(text) if not word.isascii()]


def _part_of_odd_words(text: str, encoding: str) -> float:
    words = set(_words(text))
    return sum(_is_odd(word, encoding) for word in words) / max(1, len(words))


def _is_western(text: str) -> bool:
    words = _words(text)
    return 5 * sum(not _ICELANDIC.isdisjoint(word) for word in words) <= len(words)


def _is_odd(word: str, encoding: str) -> bool:
    """Whether this is no word of any language."""
    scripts = {_script(each) for each in word if each.isalpha() or each > "\u3000"} - {""}
    if "KANA" in scripts and encoding in ("gb18030", "big5", "cp949"):
        return True
    scripts = {"HAN" if each == "KANA" else each for each in scripts}
    if len(scripts) > 1 and (scripts not in ({"LATIN", "HAN"}, {"LATIN", "HANGUL"}) or re.search("[a-z]", word)):
        return True
    if unicodedata.category(word[0]) in ("Mn", "Mc"):
        return True
    if len(word) == 1 and word.isalpha() and scripts != {"HAN"}:
        base = unicodedata.normalize("NFD", word)[0]
        return not word.islower() or (scripts == {"LATIN"} and base not in "aeiouæøœ")
    return any(map(_is_odd_at, range(len(word)), [word] * len(word))) or (scripts == {"LATIN"} and _has_odd_case(word))


def _is_odd_at(place: int, word: str) -> bool:
    """Whether the character there is none of a word, or not there."""
    each = word[place]
    if each.isascii():
        return False
    category = unicodedata.category(each)
    if category in ("Cc", "Cn", "Co", "Cs") or "\u2500" <= each <= "\u259f":  # the last are lines and blocks
        return True
    before, after = word[place - 1 : place], word[place + 1 : place + 2]
    beside = before.isalpha() or after.isalpha()
    if category in _SIGNS or (category == "Lm" and each < "\u3000") or each in "µƒªº§¶†‡":
        return beside
    if category == "Nd":
        return before.isascii() and after.isascii() and beside
    if category == "Mn":
        return _script(each) == "HEBREW" and unicodedata.category(after or "a") == "Mn"
    inside = before.isalpha() and (after.isalpha() or not after.isascii())
    return not each.isalnum() and category[0] != "M" and inside and bool(after) and each not in _WITHIN_WORDS


def _has_odd_case(word: str) -> bool:
    """A capital behind small letters, or two capitals and then small ones, where one of them is none of ASCII."""
    for before, after in pairwise(word):
        if before.islower() and after.isupper() and not (before + after).isascii():
            return True
    return any(run[:2].isupper() and run[2:].islower() and not run[:2].isascii() for run in _CAPITALS.findall(word))


def _script(character: str) -> str:
    name = unicodedata.name(character, "")
    found = next((script for script in _SCRIPTS if name.startswith(script)), "")
    if found in ("HIRAGANA", "KATAKANA", "HALFWIDTH"):
        return "KANA"
    return "HAN" if found == "CJK" else found
