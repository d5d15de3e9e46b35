"""The headers of a mail: encoded words, addresses, days. Odd ones are read as far as they go, and never fail.

The standard library's `getaddresses` hands back nothing at all where one display name has a bare comma
(`Rao, Asha <asha@example.com>`), which Outlook writes; so addresses are cut here, in one pass over the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from amcli.base.mail.charsets import decode
from amcli.base.text import clean

LONGEST = 1 << 16  # characters of a header that are read
LONGEST_WORDS = 2000  # characters in which encoded words are looked for; a mail program writes 75 in one
NAME_LENGTH = 120
ADDRESSES = 1000  # of a header
LATEST = 9990  # a year before the calendar's last, so that every zone has the day
EARLIEST = 1971  # what programs without a clock write is of 1970 or before

# A domain is 253 characters at most, what stands before it 64.
_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"']{1,253}")
_FOLD = re.compile(r"\r?\n[ \t]*|\r")
_QUOTES = "'\"‘’“”„‚«»"


class Address(NamedTuple):
    """An address in lower case, and the name that stands with it, empty where there is none."""

    address: str
    name: str


def unfolded(raw: str) -> str:
    """A header on one line, its bytes that are no ASCII read as UTF-8 or what Windows writes."""
    text = _FOLD.sub(" ", raw[:LONGEST])
    if not text.isascii():
        text = decode(text.encode("utf-8", "surrogateescape"), "")
    return text


def words_of(raw: str) -> str:
    """What a header says: its encoded words read, no control characters, one line."""
    text = unfolded(raw)[:LONGEST_WORDS]
    if "=?" in text:
        from email.errors import HeaderParseError
        from email.header import decode_header

        try:
            chunks = decode_header(text)
        except (HeaderParseError, ValueError):
            chunks = []
        text = "".join(
            decode(chunk, charset or "") if isinstance(chunk, bytes) else chunk for chunk, charset in chunks
        ) or text  # fmt: skip
    return " ".join(clean(text)[0].split())


def addresses_of(raw: str) -> list[Address]:
    """The addresses of a header such as To, in order, each once. What is no address (`undisclosed-recipients:;`) is
    passed over.
    """
    found: dict[str, Address] = {}
    before = ""  # a part without an address: the first half of a name with a bare comma in it
    for phrase, angle, comment in _parts(unfolded(raw)):
        text = angle if angle is not None else phrase
        match = _ADDRESS.search(text.removeprefix("mailto:"))
        if match is None:
            before = f"{before}, {phrase}".strip(", ") if angle is None else ""
            continue
        address = match[0].strip(".'").lower()
        said = phrase if angle is not None else comment
        name = words_of(f"{before}, {said}" if before and said and angle is not None else said or "")
        before = ""
        if "@" in address and len(found) < ADDRESSES:
            found.setdefault(address, Address(address, person_name(name, address)))
    return list(found.values())


def person_name(said: str, address: str) -> str:
    """A display name as people say it: `Rao, Asha` turned round, quotes and what stands in brackets left out.

    Empty where it says no more than the address.
    """
    name = re.sub(r"\s*[(\[][^()\[\]]{0,80}[)\]]", " ", said[:400]).strip()
    name = " ".join(name.strip(_QUOTES + " ").split())
    if "@" in name or name.casefold() in (address, address.partition("@")[0]):
        return ""
    last, comma, first = name.partition(",")
    first = first.strip()
    if comma and first and "," not in first and len(first.split()) <= 3 and not _SUFFIX.fullmatch(first):
        name = f"{first} {last.strip()}"
    return name.strip(" ,;")[:NAME_LENGTH]


_SUFFIX = re.compile(r"(?i)(?:jr|sr|ph\.?d|m\.?d|mba|esq|ii+|iv|inc|ltd|llc|gmbh|ag|s\.?a|co|corp|plc)\.?")


def name_from(address: str) -> str:
    """What a person may be called whose mails give no name: `asha.rao@example.com` is Asha Rao."""
    local = address.partition("@")[0].partition("+")[0]
    parts = [part for part in re.split(r"[._]+", local) if part]
    return " ".join(part.capitalize() if part.islower() else part for part in parts) or local


def moment_of(text: str) -> datetime | None:
    """When a header says that something was: with its offset, naive where it names none; None where it says nothing
    that can be.
    """
    text = " ".join(unfolded(text)[:200].split()).replace(":60", ":59")  # a second that was put in
    moment = _iso_moment(text) or _mail_moment(text)
    if moment is None or not EARLIEST <= moment.year <= LATEST:
        return None
    return moment


def _iso_moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text[4:5] == "-" else None
    except ValueError:
        return None


def _mail_moment(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return moment.replace(tzinfo=UTC) if text.rstrip().endswith("-0000") else moment


def _parts(text: str) -> Iterator[tuple[str, str | None, str]]:
    """The parts between commas and semicolons: what stands plain or quoted, in angle brackets (None where there are
    none), in round ones.
    """
    phrase: list[str] = []
    comment: list[str] = []
    angle: list[str] | None = None
    inside = quoted = escaped = False
    depth = 0
    for letter in text:
        into = angle if inside and angle is not None else comment if depth else phrase
        if escaped:
            into.append(letter)
            escaped = False
        elif letter == "\\":
            escaped = True
        elif quoted and letter != '"':
            into.append(letter)
        elif letter == '"' and not depth:
            quoted = not quoted
        elif depth or (letter == "(" and not inside):
            depth += (letter == "(") - (letter == ")")
            comment.append(letter if depth and not (letter == "(" and depth == 1) else "")
        elif letter == "<":
            inside, angle = True, []
        elif letter == ">":
            inside = False
        elif letter in ",;" and not inside:
            yield "".join(phrase).strip(), angle if angle is None else "".join(angle), "".join(comment).strip()
            phrase, comment, angle = [], [], None
        elif letter == ":" and not inside and "mailto" not in "".join(phrase[-6:]).lower():
            phrase = []  # the name of a group
        else:
            into.append(letter)
    yield "".join(phrase).strip(), angle if angle is None else "".join(angle), "".join(comment).strip()
