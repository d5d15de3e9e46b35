"""Which lines at the end of a mail are its signature: below a formula or a mark, and not the mail's own text again.

A postscript, a list and a sentence below the name are own text. In doubt a line is kept: a name too many in a text does
less harm than an agreement too few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amcli.base.mail.quote_words import says_device, signs_off
from amcli.base.pattern import pattern

LONGEST = 400  # characters of a line that are looked at
SIGNATURE_LINES = 14  # that stand below a sign-off at most, else it is no signature
NAME_WORDS = 6  # of the line below a sign-off
_DISCLAIMER_WORDS = 12  # of a paragraph that lawyers wrote

_POSTSCRIPT = pattern(
    r"(?i)[*_]*(?:(?:p\.? ?)?p\. ?[sd]\b|pp?s\s*[:.,–—-]|pd\s*[:.]|n\. ?b\.|nb\s*:|п\. ?с\.|пс\s*:|З\. ?Ы\.|"
    r"post ?script|nachtrag\b|追伸|추신)"
)
_ITEM = pattern(r"(?:[-*•+–]|[0-9]{1,2}[.)])\s+\S")
_MONEY = pattern(r"(?:[€$£¥₹%]|\b(?:EUR|USD|GBP|INR|JPY|CHF|CNY|PLN|SEK)\b)")
_ENDS = pattern(r".*[.!?:…。！？](?:[)\"'”»*_]|\s)*")
_ABBREVIATION = pattern(r"(?i).*\b(?:ltd|inc|corp|co|llc|plc|pvt|gmbh|mbh|s\.a|s\.l|e\.v|str|st|rd|ave|jr|sr|ph\.d)\.")
_REACHED = pattern(r"(?i)@|\bwww\.|\bhttps?:|(?:[0-9][\s()./+-]*){6}")
_DISCLAIMER = pattern(
    r"(?i)confiden[tc]i|vertraulich|riservat|vertrouwelijk|poufn|конфиденц|intended recipient|addressee|irrtümlich|"
    r"handelsregister|amtsgericht|registergericht|registered (?:in|office)|consider the environment|an die umwelt"
)
_PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin"),
        *("ibn", "zu", "zur", "und", "and", "of", "for", "y", "e", "et", "für", "des"),
    )
)
_IDEOGRAPHS = pattern(r"[\u3040-\u30ff\u3400-\u9fff].*[。！？]")


def without_sign_off(lines: list[str]) -> list[str]:
    """The lines without the formula near the end, and what of the lines below it is a signature."""
    while lines and (not lines[-1].strip() or says_device(lines[-1])):
        lines = lines[:-1]
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for number in filled[-SIGNATURE_LINES - 1 :]:
        if number == filled[0] or not signs_off(lines[number]):
            continue
        below = next((other for other in filled if other > number), None)
        if below is None or _is_name(lines[below]):
            gone = {number} | (signature_of(lines, below) if below is not None else set())
            return [line for place, line in enumerate(lines) if place not in gone]
    return lines


def signature_of(lines: Sequence[str], first: int, *, marked: bool = False) -> set[int]:
    """The numbers of the lines from `first` on that are a signature.

    marked: behind the mark that programs write (`-- `), where a postscript alone is own text.
    """
    gone: set[int] = set()
    own = False
    for nth, numbers in enumerate(_paragraphs(lines, first)):
        texts = [lines[number].strip()[:LONGEST] for number in numbers]
        begins = next((place for place, text in enumerate(texts) if _POSTSCRIPT.match(text)), None)
        if begins is None and not marked:
            if nth == 0:
                begins = next((place for place in range(1, len(texts)) if _begins_sentence(texts[place:])), None)
            elif _is_own(texts) or (own and not any(map(_is_reached, texts)) and not _is_disclaimer(texts)):
                begins = 0
        own = own or begins is not None
        gone |= set(numbers[:begins])
    return gone


def may_be_signature(lines: Sequence[str], first: int) -> bool:
    """Whether what begins on a line, behind two bare dashes, is a signature: few short lines, none of them a sentence
    or a part of a list.
    """
    texts = [lines[number].strip()[:LONGEST] for number in next(_paragraphs(lines, first), [])]
    return 0 < len(texts) <= SIGNATURE_LINES and not _is_own(texts)


def _paragraphs(lines: Sequence[str], first: int) -> Iterator[list[int]]:
    """The numbers of the lines of each paragraph."""
    numbers: list[int] = []
    for number in range(first, len(lines)):
        if lines[number].strip():
            numbers.append(number)
        elif numbers:
            yield numbers
            numbers = []
    if numbers:
        yield numbers


def _is_name(line: str) -> bool:
    """Whether a line below a formula is a name, or another short line of who wrote it."""
    text = line.strip()[:LONGEST]
    return len(text.split()) <= NAME_WORDS and text[-1] not in ".?!:;" and _small_words(text) < 3


def _is_own(texts: Sequence[str]) -> bool:
    """Whether a paragraph says something: a sentence, a list, an amount."""
    if _is_disclaimer(texts):
        return False
    if any(_ITEM.match(text) for text in texts):
        return True
    said = " ".join(text for text in texts if not _is_reached(text))
    if _MONEY.search(said) or _IDEOGRAPHS.search(said):
        return True
    words, small = len(said.split()), _small_words(said)
    return (small >= 2 and words >= 3 and _ends_sentence(said)) or (small >= 3 and words >= 5 and 2 * small >= words)


def _begins_sentence(texts: Sequence[str]) -> bool:
    """Whether a line right below others of a signature begins a sentence, that ends there or in a line below."""
    said, words = texts[0], len(texts[0].split())
    small = _small_words(said)
    return small >= 2 and words >= 4 and 3 * small >= words and _ends_sentence(texts[-1]) and not _is_disclaimer(texts)


def _is_reached(text: str) -> bool:
    """Whether a line says how somebody is reached, and no more."""
    return _REACHED.search(text) is not None and _small_words(text) < 3


def _is_disclaimer(texts: Sequence[str]) -> bool:
    said = " ".join(texts)
    return _DISCLAIMER.search(said) is not None and len(said.split()) >= _DISCLAIMER_WORDS


def _ends_sentence(text: str) -> bool:
    return _ENDS.fullmatch(text) is not None and _ABBREVIATION.fullmatch(text) is None


def _small_words(text: str) -> int:
    """Words without a capital, without those that stand in names and titles; all words of letters that have none."""
    bare = [word.strip("*_\"'(),.;:!?…") for word in text.split()]
    return sum(1 for word in bare if word[:1].isalpha() and not word[0].isupper() and word not in _PARTICLES)
