"""Text: what is let in, what is shown, and the codes that records are called by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import count

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern

CODE_LENGTH = 40
HIDDEN = "…"  # stands for what is private

# C0 but tab and newline, DEL, C1; bidi embeddings, overrides and isolates; lone surrogates, which no file can hold.
# The marks U+200E, U+200F and U+061C stay: they belong to properly written Arabic and Hebrew, and turn nothing round.
_CONTROL = pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SURROGATE = pattern(r"[\ud800-\udfff]")
# What `quote` shows: of the above all but line ends, and what has no width or looks like a plain space.
_INVISIBLE = pattern(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u200b\u200e\u200f\u2007\u202a-\u202f\u2060-\u2069\ufeff\ud800-\udfff]"
)
_LINE_END = pattern("[\n\u2028\u2029]")
# What has no width and no look of its own: Unicode's default-ignorable characters, and the blank of Braille.
UNSEEN = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_PLAIN_LETTERS = {0xF8: "o", 0x142: "l", 0x111: "d", 0x131: "i", 0xE6: "ae", 0x153: "oe", 0xF0: "d", 0xFE: "th"}
_CODE = pattern(r"(?!-)[A-Za-z0-9._-]{1,40}")

# Apostrophes in front belong to the patterns: see _would_run.
_FORMULA = pattern(r"'*(?:\s*[=+\-@＝＋－＠]|\r)")
_PLAIN_FORMULA = pattern(r"'*\s*[=@＝＠]")
_BREAK = pattern(r"([;\t\n])")
_STARTS_OR_BREAKS = pattern(r"\A'*\s*[=+\-@＝＋－＠\r]|[;\t\n]")  # what nearly every text has nothing of
# A signed number or a phone number: digits in groups, nothing that names a cell or a function.
_NUMERIC = pattern(r"'* *[+-] ?\(?[0-9](?:[0-9 .,()/-]*|[0-9.]*[eE][+-]?[0-9]+) ?%?")


def clean(text: str) -> tuple[str, int]:
    """Text fit to be stored, and how many characters were taken out.

    Control characters but tab and newline, bidi overrides, embeddings and isolates, and lone surrogates go;
    CRLF and CR become newline, which does not count; everything else stays as it was.
    """
    if text.isprintable():  # nearly always, and much the fastest to find out
        return text, 0
    return _CONTROL.subn("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Text fit for one cell of a terminal: line ends become ` ⏎ `, tabs spaces, control characters nothing.

    A byte that is no text, as in the name of a file, is shown as `\ufffd`.
    """
    if text.isprintable():
        return text
    return _LINE_END.sub(" ⏎ ", clean(shown_bytes(text))[0]).replace("\t", " ")


def shown_bytes(text: str) -> str:
    """The text with `\ufffd` for what is no character, so that nobody takes a file's name for another's."""
    return text if text.isprintable() else _SURROGATE.sub("\ufffd", text)


def is_text(text: str) -> bool:
    """Whether all of it is characters: what the system cannot read as text comes as lone surrogates."""
    return text.isprintable() or _SURROGATE.search(text) is None


def quote(text: str) -> str:
    """A user's text inside an error message: quoted, on one line, at most 60 characters of it.

    What cannot be seen is shown as Python would escape it, because it may be what is wrong.
    """
    shown = text if text.isprintable() and text.isascii() else one_line(_INVISIBLE.sub(_escaped, text))
    return f"'{shown if len(shown) <= 60 else shown[:59] + '…'}'"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte that is no text
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def name_key(text: str) -> str:
    """A text as names are compared: in any case, spacing, direction and width, in any of Unicode's forms.

    What nobody sees (a zero-width space, a mark of direction) is nothing; accents count (plain_key).
    """
    if not text.isascii():
        from unicodedata import normalize

        # Folding the case can leave a form that folds once more (U+0345), and so can the other way round.
        text = normalize("NFKC", normalize("NFKC", re.sub(UNSEEN, "", text)).casefold())
    return " ".join(text.split()).casefold()


def plain_key(text: str) -> str:
    """The same without accents on Latin and Greek letters: `Société` and `societe` are equal here."""
    key = name_key(text)
    if key.isascii():
        return key
    from unicodedata import normalize

    kept: list[str] = []
    base = ""
    for letter in normalize("NFD", key):
        if not "\u0300" <= letter <= "\u036f":
            base = letter
        elif base < "\u0400":  # an accent; beyond Greek a mark makes another letter
            continue
        kept.append(letter)
    return normalize("NFC", "".join(kept)).translate(_PLAIN_LETTERS)


def is_empty(text: str) -> bool:
    """Whether there is nothing to be seen of a text: no character, spaces of any kind, marks without a width."""
    if text.isprintable() and text.isascii():
        return not text or text.isspace()
    return not re.sub(UNSEEN, "", clean(text)[0]).strip()


def check_code(text: str) -> str:
    """The code as it was typed, of any shape. Raises BadValue, with a code that would do, where it is not one."""
    if _CODE.fullmatch(text):
        return text
    better = make_code(text, lambda _: False)
    accepted = f"use 1 to {CODE_LENGTH} of A-Z a-z 0-9 . _ - and no - in front"
    raise BadValue(f"{quote(text)} is not a code: {accepted}; try {better}", [better])


def make_code(name: str, taken: Callable[[str], bool], stem: str = "record") -> str:
    """A free code made from a name: `Maruti Suzuki` → `maruti-suzuki`, then `maruti-suzuki-2`, `-3` …

    `stem` serves for a name that leaves nothing.
    """
    from slugify import slugify

    # A name is text, not HTML: nothing in it is decoded, and no number in it can be too large for a character.
    slug = slugify(clean(name)[0], entities=False, decimal=False, hexadecimal=False) or stem
    base = slug[:CODE_LENGTH].rstrip("-")
    code, numbers = base, count(2)
    while taken(code):
        suffix = f"-{next(numbers)}"
        code = base[: CODE_LENGTH - len(suffix)].rstrip("-") + suffix
    return code


def with_article(word: str) -> str:
    """`an expense`, `a sale`."""
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def with_and(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def number_of(number: int, one: str, several: str = "") -> str:
    """`1 day`, `1,200 days`; `several` where that is not the word with an s."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def escape_phrase(text: str) -> str:
    """A text of a set, such as a link, as its column has it: semicolons are between the texts there."""
    return text.replace("%", "%25").replace(";", "%3B")


def unescape_phrase(text: str) -> str:
    """The inverse of `escape_phrase`, and of the comma that a cell of a csv file has as %2C."""
    return text.replace("%2C", ",").replace("%3B", ";").replace("%25", "%")


def nearest(word: str, known: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """At most `n` of the known words that come closest, best first, in any case.

    Words that begin with what was typed come first, then words that hold it, then words spelled like it.
    """
    from difflib import get_close_matches

    wanted = word.strip().lower()
    spelled: dict[str, str] = {}
    for each in known:
        spelled.setdefault(each.lower(), each)
    holding = [key for key in spelled if wanted and wanted in key]
    holding.sort(key=lambda key: (not key.startswith(wanted), len(key), key))
    near = dict.fromkeys(holding + get_close_matches(wanted, spelled, max(n, 1), cutoff=0.5))
    return tuple(spelled[key] for key in near)[:n]


def escape_cell(text: str) -> str:
    """Text for a csv cell: an apostrophe goes before what a spreadsheet would run as a formula.

    Signed numbers (`-5`) and phone numbers (`+49 30 123-45`) stay as they are. A spreadsheet that separates cells by
    another sign begins one behind that sign, whatever the quotation marks: so the same goes behind `;`, a tab and a
    line end. (Behind a line end - and + begin the points of a list, and stay.)
    """
    return _each_part(text, lambda part, place: f"'{part}" if _would_run(part, place) else part)


def unescape_cell(text: str) -> str:
    """The exact inverse of escape_cell, for every text."""
    return _each_part(text, lambda part, place: part[1:] if part[:1] == "'" and _would_run(part[1:], place) else part)


def _each_part(text: str, change: Callable[[str, str], str]) -> str:
    """The text with each part between two signs changed. `change` hears the sign before it, for the first one behind.

    Which parts there are, and beside which signs, is the same before and after: that makes the way back exact.
    """
    if not _STARTS_OR_BREAKS.search(text):
        return text
    first, *more = _BREAK.split(text)
    changed = [change(first, f"^{more[0] if more else ''}")]
    for sign, part in zip(more[::2], more[1::2], strict=True):
        changed += sign, change(part, sign)
    return "".join(changed)


def _would_run(part: str, place: str) -> bool:
    """Apostrophes in front count as nothing, so that each layer of escaping adds one and takes one away."""
    if place == "\n":
        return _PLAIN_FORMULA.match(part) is not None
    if place in ("^\t", "^\n") and not part.strip("'"):  # a cell that begins with white space
        return True
    if _FORMULA.match(part) is None:
        return False
    return place not in ("^", ";", "\t") or _NUMERIC.fullmatch(part) is None
