"""The lines of a card of any version, as those of vCard 3.0: one grammar for what reads them.

vobject joins what was folded or broken softly and reads the grammar, also the bare words of 2.1 (`TEL;CELL;VOICE:`).
Here its lines are made ready for it where programs break the rules in known ways, and what 2.1 and 4.0 say in their own
way is said as 3.0 does.
"""

from __future__ import annotations

import io
import quopri
from typing import NamedTuple

from amcli.base.address_card import CardLine, Parameters, escape_value
from amcli.base.pattern import pattern
from amcli.base.text import clean
from amcli.tools.importing.services.load.entries import EntryError

VERSIONS = ("2.1", "3.0", "4.0")
TEXTS = ("FN", "NOTE", "TITLE", "ROLE", "LABEL", "X-EVOLUTION-FILE-AS", "SORT-STRING")  # one text, whatever is in it
_ENCODINGS = ("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT")
_VALUES = ("INLINE", "URL", "CONTENT-ID", "CID")
_QUOTED = "QUOTED-PRINTABLE"
_SOFT = 60  # columns; what breaks a line softly does so near the 76th
_VERSION = pattern(r"(?im)^VERSION[^:\n]*:[ \t]*([^\r\n]*)")
_PROPERTY = pattern(r"(?:[A-Za-z0-9-]+\.)?(?:X-[A-Z0-9-]+|[A-Z]{1,12})(?:;[^:]*)?:.*")
_KNOWN = frozenset(
    (
        *("ADR", "AGENT", "ANNIVERSARY", "BDAY", "BEGIN", "CALURI", "CATEGORIES", "CLASS", "EMAIL", "END", "FBURL"),
        *("FN", "GEO", "IMPP", "KEY", "KIND", "LABEL", "LANG", "LOGO", "MAILER", "MEMBER", "N", "NAME", "NICKNAME"),
        *("NOTE", "ORG", "PHOTO", "PRODID", "PROFILE", "RELATED", "REV", "ROLE", "SORT-STRING", "SOUND", "SOURCE"),
        *("TEL", "TITLE", "TZ", "UID", "URL", "VERSION"),
    )
)
_BASE64 = pattern(r"[A-Za-z0-9+/]{16,}={0,2}")
_CUSTOM = pattern(r";X-CUSTOM\(([^)]*)\)")
LEAP_YEAR = "1604"  # that Apple and others write where no year is known
_NO_YEAR = pattern(r"--(\d\d)-?(\d\d)")
_EMPTY = pattern(r";+(?=[;:])")


class ReadCard(NamedTuple):
    """The lines of a card, what stands in it that is none, and the numbers of those lines within the card."""

    lines: list[CardLine]
    unread: list[str]


def read_lines(text: str) -> ReadCard:
    """The lines of one card. EntryError for a version that nobody knows."""
    from vobject.base import ParseError, getLogicalLines, parseLine

    said = _VERSION.search(text)
    version = said[1].strip() if said else "3.0"
    if version not in VERSIONS:
        known = f"{', '.join(VERSIONS[:-1])} or {VERSIONS[-1]}"
        raise EntryError("VERSION", version, f"cannot be read: export the cards as vCard {known}")
    lines, unread = [], []
    for logical, _ in getLogicalLines(io.StringIO("\n".join(_made_ready(text)))):
        try:
            name, params, value, group = parseLine(_mended(logical))
        except ParseError:
            unread.append(logical)
            continue
        line = _normal(CardLine(name.upper(), value, _parameters(params), group or ""), version)
        lines.append(line._replace(value=clean(line.value)[0]))
    return ReadCard(lines, unread)


def _made_ready(text: str) -> list[str]:
    """The physical lines: a picture's go on with a space, only a real soft break ends with its sign, and a card within
    the card is one line of it.
    """
    made: list[str] = []
    agent: list[str] | None = None
    picture = quoted = False
    for physical in text.replace("\r\n", "\n").split("\n"):
        line = physical
        if agent is not None:
            agent.append(line)
            if line.strip().upper() == "END:VCARD":
                made[-1] += escape_value("\n".join(agent))
                agent = None
            continue
        if made and line.strip().upper() == "BEGIN:VCARD" and made[-1].upper().startswith("AGENT"):
            agent = [line]
            continue
        if made and picture and _BASE64.fullmatch(line.strip()):
            line = f" {line.strip()}"
        goes_on = quoted and made[-1].endswith("=")
        if goes_on and _is_property(line) and len(made[-1]) < _SOFT:
            made[-1] = made[-1].rstrip("=")
            goes_on = False
        if not goes_on and line[:1] not in (" ", "\t", ""):
            head = line.partition(":")[0].upper()
            picture, quoted = "BASE64" in head or "ENCODING=B" in head, _QUOTED in head
        made.append(line)
    return made


def _is_property(line: str) -> bool:
    """Whether a line begins a property of its own, and does not go on with one."""
    if not _PROPERTY.fullmatch(line):
        return False
    name = line.partition(":")[0].partition(";")[0].rpartition(".")[2]
    return name in _KNOWN or name.startswith("X-")


def _mended(line: str) -> str:
    """A line with the words of Android in brackets, and empty parameters, as the grammar has them."""
    head, colon, value = line.partition(":")
    if "X-CUSTOM(" in head:
        found = _CUSTOM.search(line)
        if found:
            label = found[1].rpartition(",")[2]
            decoded = quopri.decodestring(label.encode("utf-8", "replace")).decode("utf-8", "replace")
            said = " ".join("".join(each if each not in '"\\' else " " for each in clean(decoded)[0]).split())
            line = f'{line[: found.start()]};X-LABEL="{said}"{line[found.end() :]}'
            head, colon, value = line.partition(":")
    return f"{_EMPTY.sub('', head + ':')[:-1]}{colon}{value}" if ";;" in head or head.endswith(";") else line


def _parameters(found: list[list[str]]) -> Parameters:
    """Parameters by their names, in the order of the line; a bare word of 2.1 is of the one that has such words."""
    gathered: dict[str, list[str]] = {}
    for name, *values in found:
        if values:
            gathered.setdefault(name.upper(), []).extend(values)
            continue
        word = name.upper()
        bare = "ENCODING" if word in _ENCODINGS else "VALUE" if word in _VALUES else "TYPE"
        gathered.setdefault(bare, []).append(name)
    types = [word.strip() for each in gathered.get("TYPE", []) for word in each.split(",") if word.strip()]
    if types:
        gathered["TYPE"] = list(dict.fromkeys(types))
    return tuple((name, tuple(values)) for name, values in gathered.items())


def _normal(line: CardLine, version: str) -> CardLine:
    """The line as 3.0 has it."""
    if any(each.upper() == _QUOTED for each in line.values("ENCODING")):
        text = _from_quoted(line.value, next(iter(line.values("CHARSET")), ""))
        line = line.without("ENCODING", "CHARSET")._replace(value=_of_2_1(line.name, text))
    else:
        line = line.without("CHARSET")
        if line.values("ENCODING") and all(each.upper() in ("8BIT", "7BIT") for each in line.values("ENCODING")):
            line = line.without("ENCODING")
        if any(each.upper() == "BASE64" for each in line.values("ENCODING")):
            line = line._replace(params=(*line.without("ENCODING").params, ("ENCODING", ("b",))))
        elif version == "2.1":
            line = line._replace(value=_of_2_1(line.name, line.value))
    value = line.value
    if line.name == "TEL" and value.lower().startswith("tel:"):
        line = line.without("VALUE")._replace(value=value[4:].replace(";ext=", " ext. "))
    if line.name == "EMAIL" and value.lower().startswith("mailto:"):
        line = line.without("VALUE")._replace(value=value[7:])
    if line.name == "BDAY" and (day := _NO_YEAR.fullmatch(value)):  # as Apple says in 3.0 that no year is known
        omits = ("X-APPLE-OMIT-YEAR", (LEAP_YEAR,))
        line = line.without(omits[0])._replace(value=f"{LEAP_YEAR}-{day[1]}-{day[2]}")
        line = line._replace(params=(*line.params, omits))
    if "1" in line.values("PREF"):
        types = (*line.values("TYPE"), "pref")
        line = line.without("PREF", "TYPE")
        line = line._replace(params=(*line.params, ("TYPE", types)))
    return line


def _from_quoted(value: str, charset: str) -> str:
    """The text of quoted-printable: in its CHARSET, else in UTF-8, else in that of Windows."""
    data = quopri.decodestring(value.encode("utf-8", "replace"))
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            if encoding:
                return data.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def _of_2_1(name: str, value: str) -> str:
    """A value in which only a semicolon was escaped, as 3.0 escapes it: a comma is none between two values there."""
    marks = {"\\;": "\0", "\\,": "\1", "\\\\": "\2"}
    for sign, mark in marks.items():
        value = value.replace(sign, mark)
    value = value.replace("\\", "\\\\").replace(",", "\\,")
    value = value.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").replace("\n", "\\n")
    if name in TEXTS:
        value = value.replace(";", "\\;")
    for sign, mark in marks.items():
        value = value.replace(mark, sign)
    return value
