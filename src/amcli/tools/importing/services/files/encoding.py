"""The encoding of a text, and the text as UTF-8, whatever it was written in: what reads it knows UTF-8 alone.

The kinds: UTF-8; UTF-16 and UTF-32 by their mark; UTF-16 without one, by its NULs; else one of the encodings of
Windows, Unix, DOS and the Mac, by what words come out (readings.py). Which it was is said, with a sample of what was
read. Where two readings fit about as well, that is a question which shows both: --encoding answers it.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.text import nearest, one_line, quote
from amcli.tools.importing.services.files.table import unreadable

if TYPE_CHECKING:
    from amcli.tools.importing.services.files.readings import TextReading

LONGEST_LINE = 1 << 24  # characters; a line without an end must not fill the memory
BLOCK = 1 << 16
LARGEST_SAMPLE = 1 << 17  # bytes of lines that are not ASCII: what is in a file more often than that is known by then
SHOWN_READINGS = 4
UTF_8 = "utf-8"

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_FAMILIES = (  # what the best known encodings are called by people
    ("cp125", "Windows"), ("cp874", "Windows"), ("mac_", "Mac"), ("cp437", "DOS"), ("cp8", "DOS"), ("utf-16", ""),
    ("utf-32", ""),
)  # fmt: skip
_COMMON = "cp1252 (Western Europe), cp1250 (Central Europe), cp1251 (Cyrillic), cp1254 (Turkish), gbk, big5, shift_jis"


class Decoded(NamedTuple):
    """A file as UTF-8 without a mark in front of it, and what is to be said of its encoding."""

    source: BinaryIO
    notes: list[str]


def decoded(source: BinaryIO, name: str, encoding: str = "") -> Decoded:
    """A text file as UTF-8. encoding: what the user says that it is.

    BadValue for an encoding that Python has not, for bytes that the encoding has not (with their line), for a line
    without an end, and where the encoding is in doubt.
    """
    if encoding:
        found = _known(encoding)
        _check(source, name, found)
        return Decoded(_recoded(source, found), [])
    found = _marked(source, name) or _utf_16(source)
    if found:
        _check(source, name, found)
        notes = [] if found in (UTF_8, "utf-16", "utf-32") else [f"{name} has no mark, and is read as {found.upper()}"]
        return Decoded(_recoded(source, found), notes)
    if _first_wrong(source, name, UTF_8) is None:
        return Decoded(source, [])
    found, notes = _detected(source, name)
    return Decoded(_recoded(source, found), notes)


def _known(encoding: str) -> str:
    """The encoding under the name that Python has for it."""
    try:
        name = codecs.lookup(encoding).name
        b"a".decode(name)  # refuses the codecs of Python that are of no text
    except UnicodeDecodeError:
        pass  # half a character of UTF-16
    except (LookupError, UnicodeError, ValueError) as error:
        from encodings.aliases import aliases

        raise BadValue(
            f"--encoding {one_line(encoding)} is no encoding of text: use {_COMMON}, or another that Python has",
            nearest(encoding, aliases.values()),
        ) from error
    return name


def _check(source: BinaryIO, name: str, encoding: str) -> None:
    """BadValue with the line and the byte that the encoding has not."""
    wrong = _first_wrong(source, name, encoding)
    if wrong is None:
        return
    source.seek(wrong)
    byte = source.read(1)
    line = _line_at(source, wrong, encoding)
    shown = encoding.upper() if encoding.startswith("utf") else encoding
    raise BadValue(
        f"{name} is not {shown}: line {line} has the byte 0x{byte.hex().upper()}; save it as UTF-8, "
        "or type --encoding NAME with what it is"
    )


def _marked(source: BinaryIO, name: str) -> str:
    """The encoding that a mark in front tells."""
    try:
        source.seek(0)
        start = source.read(4)
    except OSError as error:
        raise unreadable(name, error) from error
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), "")


def _utf_16(source: BinaryIO) -> str:
    """UTF-16 without a mark: every second byte of what ASCII has is NUL, on the same side."""
    source.seek(0)
    head = source.read(BLOCK)
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 8 < len(head) or min(even, odd) * 20 > max(even, odd) or len(head) < 4:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _detected(source: BinaryIO, name: str) -> tuple[str, list[str]]:
    """The encoding that makes words of the bytes, and what to say of it. BadValue where there is none, or a doubt."""
    from amcli.tools.importing.services.files.readings import ENCODINGS, decide

    lines = list(_not_ascii(source))
    if 2 * sum(_is_utf_8(line) for _, line in lines) >= len(lines):
        _check(source, name, UTF_8)  # most of it is: another program has added to it, or something was cut in two
    sample = b"".join(line for _, line in lines)
    among = list(ENCODINGS)
    while True:
        plain, found = decide(sample, among)
        if not found:
            _check(source, name, UTF_8)
        wrong = next((each.encoding for each in found[:SHOWN_READINGS] if _is_wrong(source, name, each)), "")
        if not wrong:
            break
        among.remove(wrong)  # fits the sample, and not what is below
    if not plain:
        raise BadValue(_question(name, lines, found))
    line, text = _sample(lines, found[0].encoding)
    return found[0].encoding, [
        f"{name} is not UTF-8: read as {_called(found[0].encoding)}, such as {quote(text)} on line {line}; "
        "--encoding NAME says otherwise"
    ]


def _is_utf_8(line: bytes) -> bool:
    """Which no line with letters of another encoding is by chance."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_wrong(source: BinaryIO, name: str, reading: TextReading) -> bool:
    return _first_wrong(source, name, reading.encoding) is not None


def _question(name: str, lines: list[tuple[int, bytes]], found: list[TextReading]) -> str:
    """What the best readings make of the first line that they do not agree on."""
    best = found[:SHOWN_READINGS]
    line, texts = lines[0][0], {}
    for line, raw in lines:  # noqa: B007 (the last one is meant)
        texts = {each.encoding: _part(raw.decode(each.encoding, "replace")) for each in best}
        if len(set(texts.values())) > 1 or len(best) == 1:
            break
    shown = " or ".join(f"{quote(text)} ({_called(encoding)})" for encoding, text in texts.items())
    return f"{name} is not UTF-8, and line {line} may be {shown}: type --encoding {best[0].encoding}, or the one it is"


def _sample(lines: list[tuple[int, bytes]], encoding: str) -> tuple[int, str]:
    """A line, if possible below the header, and what is there that is not ASCII."""
    line, raw = next((each for each in lines if each[0] > 1), lines[0])
    return line, _part(raw.decode(encoding, "replace"))


def _part(text: str) -> str:
    """The cell of a line that has letters which ASCII has not."""
    cells = re.split(r"[,;\t|]", text.strip())
    return next((cell.strip().strip('"') for cell in cells if not cell.isascii()), text.strip())


def _not_ascii(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not ASCII, each text once, with their numbers; as many as are needed to know."""
    source.seek(0)
    seen: set[bytes] = set()
    number = size = 0
    while size < LARGEST_SAMPLE and (line := source.readline(LARGEST_SAMPLE)):
        for part in line.splitlines(keepends=True):  # a Mac's lines end with CR
            number += 1
            if _NOT_ASCII.search(part) and part not in seen:
                seen.add(part)
                size += len(part)
                yield number, part.rstrip(b"\r\n") + b"\n"


def _called(encoding: str) -> str:
    family = next((family for start, family in _FAMILIES if encoding.startswith(start)), "")
    return f"{encoding} ({family})" if family else encoding


def _first_wrong(source: BinaryIO, name: str, encoding: str) -> int | None:
    """Where the first byte is that the encoding has not. BadValue for a line without an end."""
    decoder = codecs.getincrementaldecoder(encoding)()
    source.seek(0)
    place = run = 0
    while True:
        try:
            block = source.read(BLOCK)
        except OSError as error:
            raise unreadable(name, error) from error
        state = decoder.getstate()[0]
        begun = len(state) if isinstance(state, bytes) else 0
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeError as error:
            return max(0, place - begun + getattr(error, "start", 0))
        if not block:
            return None
        place += len(block)
        end = max(text.rfind("\n"), text.rfind("\r"))
        run = run + len(text) if end < 0 else len(text) - end - 1
        if run > LONGEST_LINE:
            line = _line_at(source, place, encoding)
            raise BadValue(f"{name}: line {line} is longer than {LONGEST_LINE:,} characters")


def _line_at(source: BinaryIO, place: int, encoding: str) -> int:
    """The number of the line that holds a byte."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("replace"), translate=True)
    source.seek(0)
    line = 1
    while place > 0 and (block := source.read(min(BLOCK, place))):
        line += decoder.decode(block).count("\n")
        place -= len(block)
    return line


def _recoded(source: BinaryIO, encoding: str) -> BinaryIO:
    return source if encoding == UTF_8 else io.BufferedReader(_AsUtf8(source, encoding))


class _AsUtf8(io.RawIOBase):
    """A file in another encoding as bytes of UTF-8, without a mark. It can be read from its start again."""

    def __init__(self, source: BinaryIO, encoding: str) -> None:
        self._source, self._encoding = source, encoding
        self._begin()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = 0) -> int:
        """To a place, by reading up to it: only the start is near."""
        target = place if whence == 0 else self._place + place if whence == 1 else None
        if target is None or target < self._place:
            self._begin()
        rest = bytearray(BLOCK)
        while target is None or self._place < target:
            wanted = BLOCK if target is None else min(BLOCK, target - self._place)
            if not self.readinto(memoryview(rest)[:wanted]):
                break
        return self._place if whence != 2 or not place else self.seek(self._place + place)

    def _begin(self) -> None:
        self._source.seek(0)
        self._decoder = codecs.getincrementaldecoder(self._encoding)()
        self._ready, self._place, self._begun = b"", 0, False

    def tell(self) -> int:
        return self._place

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            block = self._source.read(BLOCK)
            text = self._decoder.decode(block, final=not block)
            if text and not self._begun:
                text, self._begun = text.removeprefix("\ufeff"), True
            self._ready = text.encode("utf-8", "replace")
            if not block:
                break
        size = min(len(into), len(self._ready))
        into[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        self._place += size
        return size
