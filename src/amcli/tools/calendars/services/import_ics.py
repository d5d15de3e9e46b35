"""`import ics`: events and to-dos become deadlines, or the meetings that were; a second import brings them up to date.

An entry is known by its UID: our own export's names the deadline itself, any other is kept beside the deadline. The
entry wins where its SEQUENCE is not below ours, which goes up with each change here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.base.text import nearest, one_line, quote
from amcli.base.time.dates import iso
from amcli.features.activity.nouns import INTERACTION
from amcli.features.deadlines.nouns import DEADLINE
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.event_deadline import Deadlines
from amcli.tools.calendars.services.event_meeting import Meetings
from amcli.tools.calendars.services.ics_file import CalendarItem, Raw, cut_calendar, know_zones, read_calendar
from amcli.tools.importing.services.load.entries import COMPUTED, Entry, EntryError, take_all, whole_text_of

KINDS = ("deadlines", "interactions")
LEFT_OUT = {
    "past": "left out, because the day is over: {}; --as interactions takes such events as meetings",
    "over": "left out, because cancelled or completed already: {}",
    "removed": "left out, because the deadline was removed here: {}",
    COMPUTED: "left out, because the days of contracts follow from their terms: {}",
    "future": "left out, because still to come: {}",
    "repeated": "left out, because it comes again and nobody knows on which days it took place: {}",
    "to-do": "left out, because a to-do is no meeting: {}",
}


def import_calendar(
    env: Env, source: BinaryIO, *, source_name: str, account: str, as_: str, dry_run: bool, rejects: Path | None
) -> Change:
    """Take in an iCalendar file as deadlines, or with `as_` as interactions (what has taken place).

    account: whose they are; else a summary begins with its account (`maruti: Sign`), as in our own export. The rest is
    as in ImportRequest. BadValue for a file that is no calendar.
    """
    kind = (as_ or KINDS[0]).lower()
    if kind not in KINDS:
        raise BadValue(f"{quote(as_)} is not what events can be: use --as {' or '.join(KINDS)}", nearest(kind, KINDS))
    name = one_line(source_name)
    file = cut_calendar(whole_text_of(source, name), name)
    know_zones(file, name)

    def items(work: UnitOfWork) -> list[Entry[str]]:
        taker = Deadlines(work, account) if kind == "deadlines" else Meetings(work, account)
        return list(_items(file.entries, taker, work))

    def frame(texts: Any) -> str:
        head, _, end = file.shell.rpartition("END:VCALENDAR")
        return f"{head}{''.join(texts)}END:VCALENDAR{end}"

    noun = DEADLINE if kind == "deadlines" else INTERACTION
    return take_all(env, noun, name, items, frame, LEFT_OUT, dry_run=dry_run, rejects=rejects)


def _items(raws: list[Raw], taker: Deadlines | Meetings, work: UnitOfWork) -> Iterator[Entry[str]]:
    """The entries in the order of the file, each with the occurrences of its series that were moved."""
    zone = _zone(work.env)
    found: list[tuple[Raw, CalendarItem | EntryError]] = []
    last: dict[str, CalendarItem] = {}
    moved: dict[str, list[CalendarItem]] = {}
    for raw in raws:
        try:
            entry = read_calendar(raw, zone)
        except EntryError as error:
            found.append((raw, error))
            continue
        found.append((raw, entry))
        if entry.replaces is not None:
            moved.setdefault(entry.uid, []).append(entry)
        elif entry.uid not in last or entry.sequence >= last[entry.uid].sequence:
            last[entry.uid] = entry
    for raw, one in found:
        if isinstance(one, EntryError):
            yield Entry(raw.line, raw.text, _raising(one))
        elif one.replaces is not None and one.uid not in last:
            alone = one._replace(uid=f"{one.uid}/{iso(one.replaces)}", replaces=None)
            yield Entry(raw.line, raw.text, _taking(taker, alone, []))
        elif last.get(one.uid) is one:
            yield Entry(raw.line, raw.text, _taking(taker, one, moved.get(one.uid, [])))


def _taking(taker: Deadlines | Meetings, entry: CalendarItem, moved: list[CalendarItem]) -> Any:
    return lambda: taker.take(entry, moved)


def _raising(error: EntryError) -> Any:
    def take() -> str:
        raise error

    return take


def _zone(env: Env) -> Any:
    """The configured zone; None is the machine's."""
    from zoneinfo import ZoneInfo

    name = env.config.text("zone")
    return ZoneInfo(name) if name else None
