"""The content lines of an iCalendar entry, each by itself: a line that nobody can read spoils no other."""

from __future__ import annotations

import quopri
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from amcli.base.pattern import pattern
from amcli.base.text import clean

_START = pattern(r'[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)?\s*(?:;[^":]*(?:"[^"]*"[^":]*)*)?:.*')  # NAME, its parameters, :
# A time zone that would have to be quoted, as Outlook writes `TZID=(UTC-05:00) Eastern Time (US & Canada)`: up to the
# last colon before what is a date. Parameters may stand behind it.
_UNQUOTED = pattern(
    r'([^":]*?;TZID=)([^":;,]*(?:[:,]|;(?![A-Za-z-]+=))[^"]*?)'
    r"((?:;[A-Za-z-]+=[A-Za-z-]+)*:[0-9][0-9TZPDHMSWtzpdhmsw+,/;-]*)"
)
_LONGEST_ZONED = 4096
_BLANK = pattern(r'=\s+"')
_TEXTS = ("DESCRIPTION", "COMMENT")  # which have lines


class Line(NamedTuple):
    """A property: its name in capitals, its parameters, its value as it stands, and the whole line, unfolded."""

    name: str
    parameters: Mapping[str, str]
    value: str
    text: str

    @property
    def words(self) -> str:
        """The value as a text: without the escapes of the standard, and of vCalendar 1.0."""
        from icalendar.parser import unescape_backslash

        value = self.value
        if self.parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
            try:
                value = quopri.decodestring(value.encode()).decode(self.parameters.get("CHARSET") or "utf-8", "replace")
            except LookupError:
                value = quopri.decodestring(value.encode()).decode("utf-8", "replace")
        text: str = unescape_backslash(value)
        return text


def value_of(word: str) -> Any:
    """A day, a moment or a length of time of RFC 5545. ValueError or TypeError for what is none."""
    import icalendar

    return icalendar.vDDDTypes.from_ical(word.strip().upper())  # type: ignore[no-untyped-call]


def unfolded(text: str) -> list[str]:
    """The lines of a component as they were before they were folded.

    Programs that write a text over several lines without folding them are read as they meant it: what does not begin
    as a property goes on with the text before.
    """
    found: list[str] = []
    blank = 0  # lines, which belong to a text where more of it follows
    for piece in _unfolded(text.replace("\r\n", "\n").split("\n")):
        if not piece.strip():
            blank += 1
            continue
        if found and not _START.fullmatch(piece) and found[-1].upper().startswith(_TEXTS):
            found[-1] += "\\n" * (blank + 1) + piece
        else:
            found.append(piece)
        blank = 0
    return found


def _unfolded(pieces: Iterable[str]) -> list[str]:
    """By a blank in front, and as vCalendar 1.0 does it: by an equals sign at the end of what is quoted-printable."""
    found: list[str] = []
    for piece in pieces:
        if found and piece[:1] in (" ", "\t"):
            found[-1] = _with_more(found[-1], piece)
        elif found and _goes_on(found[-1]):
            found[-1] = found[-1][:-1] + piece
        else:
            found.append(piece)
    return found


def _goes_on(line: str) -> bool:
    """Whether a line ends as quoted-printable does it where the text goes on in the next one."""
    return line.endswith("=") and "QUOTED-PRINTABLE" in line.upper()


def _with_more(line: str, piece: str) -> str:
    """A line with a next one that begins with a blank: that is a fold, but behind the equals sign of quoted-printable
    a blank of the text, unless the text has it already.
    """
    if not _goes_on(line):
        return line + piece[1:]
    line = line[:-1]
    return line + (piece[1:] if line.endswith((" ", "=20", "=09")) else piece)


def lines_of(text: str) -> list[Line]:
    """The properties of a component and of those inside it, in order, BEGIN and END among them.

    What is no property at all is passed over.
    """
    return [line for line in map(_read, unfolded(text)) if line]


def _read(text: str) -> Line | None:
    from icalendar.parser import Contentline

    match = _UNQUOTED.fullmatch(text) if len(text) < _LONGEST_ZONED else None
    if match:
        text = f'{match[1]}"{match[2]}"{match[3]}'
    line: Any = Contentline(text)  # type: ignore[no-untyped-call]
    try:
        name, parameters, value = line.raw_parts()
    except (ValueError, AssertionError):
        return _read(text.replace(";;", ";")) if ";;" in text else None
    said = {str(key).upper(): _one(value) for key, value in parameters.items()}
    return Line(str(name).upper(), said, str(value), clean(_BLANK.sub('="', text))[0])


def _one(value: object) -> str:
    return str(value[0] if isinstance(value, list) and value else value)
