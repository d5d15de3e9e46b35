"""A file of cards: its letters, and where each card begins and ends."""

from __future__ import annotations

import io
import re
from typing import BinaryIO, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.tools.importing.services.files.encoding import decoded
from amcli.tools.importing.services.files.other_texts import other_kind
from amcli.tools.importing.services.load.entries import data_of

_CHARSET = re.compile(rb'^[^:]*;\s*CHARSET\s*=\s*"?([A-Za-z0-9_.:-]+)', re.IGNORECASE)
_AGENT = pattern(r"(?i)(?:[A-Za-z0-9-]+\.)?AGENT(?:;[^:]*)?:\s*")


class Card(NamedTuple):
    """A card as it stands in the file: its first line, and its lines. wrong: why it cannot be read, where it cannot."""

    line: int
    text: str
    wrong: str = ""


def text_of_cards(source: BinaryIO, name: str, encoding: str = "") -> tuple[str, list[str]]:
    """The text with LF alone, and what is to be said of its letters.

    Cards of vCard 2.1 say line by line in what they are written. A line that is not UTF-8 and says nothing is in what
    the user says it is, else in what makes words of all of these. BadValue as of `decoded`.
    """
    data = data_of(source, name)
    notes: list[str] = []
    if encoding or data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:64]:
        found = decoded(io.BytesIO(data), name, encoding)
        data, notes = found.source.read(), found.notes
    elif not _is_utf_8(data):
        data, notes = _line_by_line(data, name)
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _line_by_line(data: bytes, name: str) -> tuple[bytes, list[str]]:
    """Each line in UTF-8: by its own CHARSET, else by what the others make words in."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    unknown = []
    charset = ""
    for place, line in enumerate(lines):
        if line[:1] not in (b" ", b"\t"):  # what is folded is in the letters of its first line
            said = _CHARSET.match(line)
            charset = said[1].decode("ascii") if said else ""
        if _is_utf_8(line):
            continue
        try:
            lines[place] = line.decode(charset or "utf-8").encode("utf-8")
        except (LookupError, UnicodeError):
            unknown.append(place)
    notes: list[str] = []
    if unknown:
        found = decoded(io.BytesIO(b"\n".join(lines[place] for place in unknown)), name)
        for place, line in zip(unknown, found.source.read().split(b"\n"), strict=True):
            lines[place] = line
        notes = found.notes
    return b"\n".join(lines), notes


def cut_cards(text: str, name: str) -> list[Card]:
    """Cut a file into its cards. BadValue where there is none. A card of AGENT is a part of the card that it is in."""
    cards: list[Card] = []
    inside: list[str] = []
    start = depth = 0
    before = ""
    for number, line in enumerate(text.split("\n"), 1):
        word = "" if line[:1] in (" ", "\t") else line.strip().upper()  # what is folded goes on with the line before
        if word == "BEGIN:VCARD":
            if start and _AGENT.fullmatch(before):
                depth += 1
            elif start:
                wrong = f"the card of line {start} does not end before the next one on line {number}"
                cards.append(_card(start, inside, wrong))
                start, inside, depth = number, [], 0
            else:
                start, inside = number, []
        elif word and not start and not cards:
            other = other_kind(text[:4096].encode("utf-8", "replace"))
            why = f"but {other}" if other else f"line {number} is not BEGIN:VCARD"
            raise BadValue(f"{name} is no vCard file{' ' if other else ': '}{why}")
        elif word and not start:
            cards.append(_card(number, [line], "stands between two cards"))
            continue
        if not start:
            continue
        inside.append(line)
        before = line if word else before
        if word == "END:VCARD" and depth:
            depth -= 1
        elif word == "END:VCARD":
            cards.append(_card(start, inside))
            start, inside = 0, []
    if start:
        cards.append(_card(start, inside, f"the card of line {start} does not end with END:VCARD"))
    if not cards:
        raise BadValue(f"{name} has no card: a card begins with BEGIN:VCARD")
    return cards


def _card(line: int, lines: list[str], wrong: str = "") -> Card:
    return Card(line, "\r\n".join([*lines, ""]), wrong)
