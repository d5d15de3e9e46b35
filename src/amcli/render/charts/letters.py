"""How long a text is in a drawing, whose lines do not fold: told by a wide font, so that in others it is shorter."""

from __future__ import annotations

from functools import lru_cache

SIZE = 15  # of a letter, in units of a chart
_EM = 100
# Widths in hundredths of the letter size, of DejaVu Sans, than which few fonts for screens are wider.
_WIDTHS = {
    letter: width
    for width, letters in {
        29: "'ijlIJ", 35: " ,./:;\\|f-", 41: "()[]t!r", 50: '"*_`sz?', 56: "cL", 60: "FkvxyP", 64: "TYaoeESbdghnpqu${}",
        70: "KAVBRXZC", 79: "UHNDG&OQ", 84: "w#+<=>^~M", 100: "%mW@",
    }.items() for letter in letters
}  # fmt: skip
_MARK, _DIGIT, _LETTER, _WIDE, _RARE = 50, 64, 80, 110, 220  # a mark takes room where fonts lack it
_LIGATURE = 900  # one letter of the Arabic presentation forms is a sentence


def length(text: str, size: int = SIZE) -> int:
    """About the most units that a text takes."""
    return -(-sum(map(_hundredths, text)) * size // _EM)


def cut(text: str, room: int, size: int = SIZE) -> str:
    """The text in so many units at the most, its end … where it had more; nothing where not even that has room."""
    if length(text, size) <= room:
        return text
    left, kept = room * _EM - _WIDE * size, ""
    for character in text:
        left -= _hundredths(character) * size
        if left < 0:
            break
        kept += character
    return f"{kept.rstrip()}…" if room * _EM >= _WIDE * size else ""


@lru_cache(maxsize=4096)
def _hundredths(character: str) -> int:
    if character.isascii():
        return _WIDTHS.get(character, _DIGIT)
    from unicodedata import category, east_asian_width

    kind, place = category(character), ord(character)
    if kind == "Cf":
        return 0
    if kind in ("Mn", "Me"):
        return _MARK
    if east_asian_width(character) in "WF":
        return _WIDE
    if 0xFDF0 <= place <= 0xFDFF:
        return _LIGATURE
    if place > 0xFFFF or 0xFB50 <= place <= 0xFEFF or kind == "Co":
        return _RARE
    return _LETTER if kind[0] in "LNM" and place < 0x700 else _WIDE if place >= 0x2000 or place < 0x700 else _RARE
