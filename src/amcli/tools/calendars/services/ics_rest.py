"""What an entry of another calendar says beyond the fields of a deadline: kept line by line, to be given back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from amcli.base.calendar_entry import DONE, SAID, TO_DO
from amcli.base.pattern import pattern
from amcli.tools.calendars.services.ics_lines import Line, value_of

# What a deadline has in its own fields, and what only says when a program touched the entry.
OURS = frozenset((
    "UID", "SEQUENCE", "DTSTAMP", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND", "DURATION", "DUE", "RRULE", "EXDATE",
    "RDATE", "EXRULE", "CATEGORIES", "RECURRENCE-ID", "SUMMARY", "DESCRIPTION", "STATUS", "COMPLETED",
    "PERCENT-COMPLETE", DONE, SAID,
))  # fmt: skip
# What only a to-do says, and an event must not: given back under another name, for a deadline is told as an event.
_OF_TO_DOS = {"STATUS": ("NEEDS-ACTION", "IN-PROCESS"), "PERCENT-COMPLETE": ()}
_COMMA = pattern(r"(?<!\\),")
LONGEST = 1 << 16  # characters of a line: a file that is attached as a text of letters is not kept
PLAIN_ALARM = frozenset(("BEGIN", "ACTION", "TRIGGER", "DESCRIPTION", "END"))


def blocks_of(lines: Sequence[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The properties of an entry, and the components inside it (alarms) with all their lines."""
    own: list[Line] = []
    blocks: list[list[Line]] = []
    depth = 0
    for line in lines:
        if line.name == "BEGIN":
            depth += 1
            if depth == 1:
                blocks.append([])
        if depth:
            blocks[-1].append(line)
        else:
            own.append(line)
        if line.name == "END":
            depth = max(0, depth - 1)
    return own, blocks


def rest_of(own: Sequence[Line], blocks: Sequence[Sequence[Line]], kind: str, event: bool, length: timedelta) -> str:
    """The lines to keep, one below the other; an empty text where there are none.

    kind: the word of a category that the deadline has as its own. length: how long it takes, where that is not what an
    entry without an end takes.
    """
    lines = [kept for line in own if (kept := _kept(line)) and len(kept) <= LONGEST]
    lines += [kept for line in own if not event and (kept := _of_to_do(line))]
    words = {word.strip() for line in own if line.name == "CATEGORIES" for word in _COMMA.split(line.value)}
    if others := sorted(word for word in words if word and word.lower() != kind):
        lines.append(f"CATEGORIES:{','.join(others)}")
    if length > timedelta():
        lines.append(f"DURATION:{_spelled(length)}")
    if event and not any(line.name == "TRANSP" for line in own):
        lines.append("TRANSP:OPAQUE")  # the standard's own default, and not that of an export
    lines.sort()  # so that they are the same however a program puts them
    for block in blocks:
        if _is_alarm(block) and not _is_plain(block) and all(len(line.text) <= LONGEST for line in block):
            lines += [block[0].text, *sorted(line.text for line in block[1:-1]), block[-1].text]
    return "\n".join(lines)


def too_long(own: Sequence[Line], blocks: Sequence[Sequence[Line]]) -> int:
    """How many lines are not kept because of their length."""
    return sum(len(line.text) > LONGEST for lines in (own, *blocks) for line in lines if line.name not in OURS)


def _kept(line: Line) -> str:
    if line.name in OURS:
        return line.text if line.name == "STATUS" and line.value.strip().upper() == "TENTATIVE" else ""
    if line.name == "TRANSP":
        return "" if line.value.strip().upper() == "TRANSPARENT" else line.text
    if line.name == "PRIORITY":
        return "" if line.value.strip() in ("", "0", "1", "5", "9") else line.text
    is_property = line.text.upper().startswith((f"{line.name};", f"{line.name}:"))
    return line.text if line.value and is_property else ""


def _of_to_do(line: Line) -> str:
    """How far a to-do is, as a line that an event may have."""
    value = line.value.strip().upper()
    if line.name not in _OF_TO_DOS or not (value in _OF_TO_DOS[line.name] or (value.isascii() and value.isdigit())):
        return ""
    return f"{TO_DO}-{line.name}:{value[:20]}"


def _is_alarm(block: Sequence[Line]) -> bool:
    """Whether a component is an alarm that can be read, ends as one, and has none inside."""
    edges = [(line.name, line.value.strip().upper()) for line in block if line.name in ("BEGIN", "END")]
    if edges != [("BEGIN", "VALARM"), ("END", "VALARM")] or block[-1].name != "END":
        return False
    try:
        return all(value_of(line.value) is not None for line in block if line.name == "TRIGGER")
    except (ValueError, TypeError, OverflowError):
        return False


def _is_plain(block: Sequence[Line]) -> bool:
    """Whether it is an alarm as a lead time makes it: so long before the start something is shown."""
    said = {line.name: line for line in block}
    if block[0].value.strip().upper() != "VALARM" or not said.keys() <= PLAIN_ALARM or "TRIGGER" not in said:
        return False
    trigger = said["TRIGGER"]
    shown = "ACTION" not in said or said["ACTION"].value.strip().upper() == "DISPLAY"
    before = trigger.value.strip().startswith("-") or not any(each.isdigit() and each != "0" for each in trigger.value)
    return shown and before and trigger.parameters.get("RELATED", "START").upper() == "START"


def _spelled(length: timedelta) -> str:
    days, seconds = length.days, length.seconds
    clock = "".join(f"{count}{unit}" for count, unit in zip(_parts(seconds), "HMS", strict=True) if count)
    return f"P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"


def _parts(seconds: int) -> tuple[int, int, int]:
    return seconds // 3600, seconds // 60 % 60, seconds % 60
