"""The mails of an mbox, one after the other: a file of any size takes the memory of its largest mail.

A mail begins with a line `From ADDRESS DAY`, behind which a header follows. Both are asked for, because programs
differ in whether they mark such a line inside a mail (`>From `): one of them alone stands in many texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, NamedTuple

_BLOCK = 1 << 20
_AHEAD = 4096  # bytes that the line and the header behind it have at most
_DAY = re.compile(rb"\d:\d\d.*\b\d{4}\b|\b\d{4}\b.*\d:\d\d")
_HEADER = re.compile(rb"\n(?:>?From [^\n]*\n)?[!-9;-~]{1,100}[ \t]*:")
_MARKED = re.compile(rb"(?m)^>(>*)From ")
_TO_MARK = re.compile(rb"(?m)^(>*From )")
SEPARATOR = b"From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n"


class Piece(NamedTuple):
    """A mail as it lies in a file: where it begins, how long it is, its bytes, at most as many as were asked for."""

    offset: int
    length: int
    data: bytes


def begins_mbox(data: bytes) -> bool:
    """Whether a file that begins with these bytes is an mbox."""
    return data.startswith(b"From ")


def mails_of(source: BinaryIO, most: int) -> Iterator[Piece]:
    """The mails of an mbox without the line that begins each, marks of `From ` taken back; most: bytes of one."""
    buffer, offset, place, size = bytearray(), 0, 0, 0
    begun, ended = False, False
    while True:
        start = _separator(buffer, place, first=offset == 0 and not begun, ended=ended)
        if start is None:
            if ended:
                break
            block = source.read(_BLOCK)
            ended = not block
            place = max(len(buffer) - _AHEAD, 0)
            if begun and len(buffer) > most + _AHEAD:  # the rest of a large mail is counted only
                cut = len(buffer) - _AHEAD
                size += cut - most
                del buffer[most:cut]
                place = most
            buffer += block
            continue
        if begun:
            yield _piece(buffer[:start], offset, start + size, most)
        offset += start + size
        del buffer[:start]
        size, begun = 0, True
        place = 5
    if begun:
        yield _piece(buffer, offset, len(buffer) + size, most)


def as_mbox(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Mails as an mbox, lines of theirs that look like the beginning of one marked (the way called mboxrd)."""
    for data in pieces:
        yield SEPARATOR
        yield _TO_MARK.sub(rb">\1", data)
        yield b"\n" if data.endswith(b"\n") else b"\n\n"


def _separator(buffer: bytearray, place: int, *, first: bool, ended: bool) -> int | None:
    """Where the next mail begins at or behind a place; None where more has to be read first, or there is none."""
    if first and len(buffer) >= 5:
        return 0
    while (found := buffer.find(b"\nFrom ", max(place - 1, 0))) >= 0:
        start = found + 1
        if len(buffer) - start < _AHEAD and not ended:
            return None
        end = buffer.find(b"\n", start, start + _AHEAD)
        if end >= 0 and _DAY.search(bytes(buffer[start:end])) and _HEADER.match(bytes(buffer[end : end + 600])):
            return start
        place = start + 1
    return None


def _piece(data: bytearray, offset: int, length: int, most: int) -> Piece:
    """A mail without the line that begins it."""
    head = data.find(b"\n") + 1 or len(data)
    return Piece(offset + head, length - head, unmarked(bytes(data[head : head + most])))


def unmarked(data: bytes) -> bytes:
    """A mail of an mbox as it was before it was put into one."""
    return _MARKED.sub(_mark_taken(data), data) if b"From " in data else data


def _mark_taken(body: bytes) -> Callable[[re.Match[bytes]], bytes]:
    """`>From ` as it was: unless it stands among quoted lines, where it may be one that was quoted itself."""

    def change(match: re.Match[bytes]) -> bytes:
        line = body.rfind(b"\n", 0, max(match.start() - 1, 0)) + 1
        above = body[line : line + 6] if match.start() else b""
        among_quotes = above.startswith(b">") and above != b">From "
        kept: bytes = match[0] if among_quotes and not match[1] else match[1] + b"From "
        return kept

    return change
