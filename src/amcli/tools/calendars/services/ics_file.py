"""An iCalendar file (RFC 5545) taken apart: its events and to-dos, each by itself, so that a bad one spoils no other.

The file is cut into entries here, because the icalendar package takes or refuses a file as a whole, and does not know
on which line an entry begins. A file may hold several calendars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from amcli.base.calendar_entry import PRODUCT
from amcli.base.errors import BadValue
from amcli.base.text import quote
from amcli.tools.calendars.services.ics_lines import unfolded
from amcli.tools.calendars.services.ics_zones import Zone, named_zone, zone_of_city, zone_of_rules
from amcli.tools.importing.services.files.other_texts import other_kind

COMPONENTS = ("VEVENT", "VTODO")
_ENDS = "END:VCALENDAR"
_EDGES = ("BEGIN:", "END:")


class Raw(NamedTuple):
    """An entry as it stands in the file: its first line, its lines, the place of its calendar among those of the file,
    whether amcli wrote that, and what it was sent for (`CANCEL`, `REPLY` …). kind: what it begins with, which is one of
    COMPONENTS or something else that a calendar has beside them.
    """

    line: int
    text: str
    calendar: int
    ours: bool
    method: str
    kind: str


class File(NamedTuple):
    """The entries of a calendar file; of each of its calendars all that is around them, and its time zones by their
    names.
    """

    shells: list[str]
    entries: list[Raw]
    zones: list[dict[str, str]]

    def frame(self, texts: Sequence[str]) -> str:
        """A file of some of the entries, each in its own calendar."""
        place = {raw.text: raw.calendar for raw in self.entries}
        found: list[list[str]] = [[] for _ in self.shells]
        for text in dict.fromkeys(texts):
            found[place[text]].append(text)
        made = []
        for number, (shell, inside) in enumerate(zip(self.shells, found, strict=True)):
            head, _, end = shell.rpartition(_ENDS)
            if inside or (number == 0 and not texts):
                made.append(f"{head}{''.join(inside)}{_ENDS}{end}")
        return "".join(made)


def cut_calendar(text: str, name: str) -> File:
    """Cut a file into its entries. BadValue where it is no calendar, or not whole."""
    shells: list[list[str]] = []
    entries: list[tuple[int, str, int, str]] = []
    inside: list[str] = []
    depth, start, kind = 0, 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        # A line that begins with a space goes on with the one before: whatever it says, it begins and ends nothing.
        word = "" if line[:1] in (" ", "\t") else line.strip().upper()
        if not depth and word:
            if word != "BEGIN:VCALENDAR":
                if other := not shells and other_kind(text[:4096].encode("utf-8", "replace")):
                    raise BadValue(f"{name} is no calendar but {other}")
                raise BadValue(f"{name} is no calendar: line {number} is not BEGIN:VCALENDAR")
            shells.append([])
        if not shells:
            continue
        if depth == 1 and word.startswith("BEGIN:") and word not in ("BEGIN:", "BEGIN:VTIMEZONE"):
            kind, start, inside = word[6:], number, []
        (inside if kind else shells[-1]).append(line)
        depth += word.startswith("BEGIN:") - word.startswith("END:")
        if kind and depth == 1:
            if word != f"END:{kind}" and kind in COMPONENTS:
                raise BadValue(f"{name}: the {kind} of line {start} ends with {quote(line)} on line {number}")
            entries.append((start, _lines(inside), len(shells) - 1, kind))
            kind = ""
    if depth or not shells:
        raise BadValue(f"{name} is no whole calendar: it does not end with {_ENDS}")
    _must_say_something(shells, entries, name)
    about = [_about(shell) for shell in shells]
    raws = [Raw(line, text, place, *about[place], kind) for line, text, place, kind in entries]
    return File([_lines(shell) for shell in shells], raws, [_zones(shell) for shell in shells])


def _lines(lines: Iterable[str]) -> str:
    return "\r\n".join([*lines, ""])


def _must_say_something(shells: list[list[str]], entries: Sequence[object], name: str) -> None:
    """BadValue for a frame with nothing in it that a calendar has."""
    inside = [line for shell in shells for line in unfolded(_lines(shell)) if not line.upper().startswith(_EDGES)]
    if inside and not entries and not any(":" in line for line in inside):
        raise BadValue(f"{name} cannot be read as a calendar: {quote(inside[0].strip())} is no line of one")


def _about(shell: list[str]) -> tuple[bool, str]:
    """Whether amcli wrote a calendar, and its METHOD."""
    lines = (line.partition(":") for line in unfolded(_lines(shell)))
    said = {name.strip().upper(): value.strip() for name, _, value in lines}
    return said.get("PRODID") == PRODUCT, said.get("METHOD", "").upper()


def _zones(shell: list[str]) -> dict[str, str]:
    """The texts of the time zones that a calendar brings along, by their names."""
    found: dict[str, str] = {}
    inside: list[str] = []
    for line in shell:
        word = line.strip().upper()
        inside = [] if word == "BEGIN:VTIMEZONE" else inside
        inside.append(line)
        if word == "END:VTIMEZONE":
            text = _lines(inside).replace("\r\n ", "").replace("\r\n\t", "")
            names = [each for each in text.splitlines() if each.upper().startswith("TZID")]
            if names:
                found.setdefault(_plain(names[0].partition(":")[2]), text)
    return found


def _plain(tzid: str) -> str:
    """The name of a time zone, which is a text where it is told and a parameter where it is used."""
    return tzid.strip().strip('"').replace("\\", "")


class Zones:
    """Which IANA zone each name of a file means. prefer: the portfolio's, of several with the same hours."""

    def __init__(self, file: File, prefer: str, year: int, note: Callable[[str], None]) -> None:
        self._file, self._prefer, self._year, self._note = file, prefer, year, note
        self._known: dict[tuple[int, str], str] = {}

    def named(self, calendar: int, tzid: str) -> str:
        """The IANA name of a time zone of an entry; an empty text where nobody knows it."""
        key = calendar, tzid
        if key not in self._known:
            found = self._find(calendar, _plain(tzid))
            self._known[key] = found.name if found else ""
            if found and found.note:
                self._note(found.note)
        return self._known[key]

    def _find(self, calendar: int, tzid: str) -> Zone | None:
        if name := named_zone(tzid):
            return Zone(name)
        own = self._file.zones[calendar]
        text = own.get(tzid) or next((zones[tzid] for zones in self._file.zones if tzid in zones), None)
        if text is None:
            return zone_of_city(tzid)
        return zone_of_rules(tzid, text, (self._prefer,), self._year)
