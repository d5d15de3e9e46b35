"""`import ics`: events and to-dos become deadlines, or the meetings that were; a second import brings them up to date.

An entry is known by its UID: our own export's names the deadline itself, any other is kept beside the deadline. What
its calendar said of it before is kept too (said.py): news is what is otherwise than that. An entry that comes back to
us wins where its SEQUENCE is not below ours, which goes up with each change here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from amcli.base.errors import BadValue
from amcli.base.results import Change
from amcli.base.text import nearest, one_line, quote
from amcli.base.time.dates import iso
from amcli.base.time.workdays import day_of
from amcli.features.activity.nouns import INTERACTION
from amcli.features.deadlines.nouns import DEADLINE
from amcli.settings.environment import Env
from amcli.store.session import UnitOfWork
from amcli.tools.calendars.services.event_deadline import Deadlines
from amcli.tools.calendars.services.event_meeting import Meetings
from amcli.tools.calendars.services.ics_dates import Reading
from amcli.tools.calendars.services.ics_entry import CalendarItem, NoDay, read_entry
from amcli.tools.calendars.services.ics_file import COMPONENTS, File, Raw, Zones, cut_calendar
from amcli.tools.calendars.services.ics_lines import lines_of
from amcli.tools.calendars.services.ics_mail import calendar_of_mail
from amcli.tools.calendars.services.single_meetings import as_alone
from amcli.tools.importing.services.load.entries import COMPUTED, OLDER, Entry, EntryError, decoded_text, take_all

KINDS = ("deadlines", "interactions")
LEFT_OUT = {
    "meeting": "single meetings of a series that are otherwise than the rest of it: {}",
    "past": "left out, because the day is over: {}; --as interactions takes such events as meetings",
    "over": "left out, because cancelled or completed already: {}",
    "removed": "left out, because the deadline was removed here: {}",
    COMPUTED: "left out, because the days of contracts follow from their terms: {}",
    "future": "left out, because still to come: {}",
    "repeated": "left out, because it comes again and nobody knows on which days it took place: {}",
    "to-do": "left out, because a to-do is no meeting: {}",
    "other": "left out, because it is no event and no to-do, but a journal or busy times: {}",
    "no day": "left out, because a to-do without a day is never due: {}",
    "earlier": "left out, because the file has a later version of the same event: {}",
    OLDER: "left out, because what is here is newer than what the file says: {}",
    "answer": "left out, because it is somebody's answer to an invitation: {}",
}
Taker = Deadlines | Meetings


def import_calendar(
    env: Env, source: BinaryIO, *, source_name: str, account: str, as_: str, dry_run: bool, rejects: Path | None,
    encoding: str = "",
) -> Change:  # fmt: skip
    """Take in an iCalendar file as deadlines, or with `as_` as interactions (what has taken place).

    account: whose they are; else a summary begins with its account (`maruti: Sign`), as in our own export. encoding:
    what the file is in, where that is not UTF-8 and not plain from it. The rest is as in ImportRequest. BadValue for a
    file that is no calendar.
    """
    kind = (as_ or KINDS[0]).lower()
    if kind not in KINDS:
        raise BadValue(f"{quote(as_)} is not what events can be: use --as {' or '.join(KINDS)}", nearest(kind, KINDS))
    name = one_line(source_name)
    text, notes = decoded_text(source, name, encoding, calendar_of_mail)
    file = cut_calendar(text, name)

    def items(work: UnitOfWork) -> Iterator[Entry[str]]:
        work.notes += notes
        taker: Taker = Deadlines(work, account) if kind == KINDS[0] else Meetings(work, account)
        return _items(file, taker, work)

    noun = DEADLINE if kind == KINDS[0] else INTERACTION
    return take_all(env, noun, name, items, file.frame, LEFT_OUT, dry_run=dry_run, rejects=rejects)


class _Read:
    """The entries of a file, read; of each series the version that counts, and the meetings that are otherwise."""

    def __init__(self, file: File, work: UnitOfWork) -> None:
        zones = Zones(file, work.env.config.text("zone"), work.env.today.year, work.notes.append)
        self.found: list[tuple[Raw, CalendarItem | EntryError | NoDay | None]] = []
        self.last: dict[str, CalendarItem] = {}
        self.bad: dict[str, int] = {}  # the line of a series that cannot be taken, by its UID
        self.moved: dict[str, list[CalendarItem]] = defaultdict(list)
        for raw in file.entries:
            if raw.kind not in COMPONENTS:
                self.found.append((raw, None))
                continue
            try:
                entry = read_entry(raw, Reading(raw.calendar, zones, work.env.zone))
            except (EntryError, NoDay) as error:
                self.found.append((raw, error))
                self.bad.update({line.words.strip(): raw.line for line in lines_of(raw.text) if line.name == "UID"})
                continue
            self.found.append((raw, entry))
            if entry.replaces is not None:
                self.moved[entry.uid].append(entry)
            elif entry.uid not in self.last or entry.sequence >= self.last[entry.uid].sequence:
                self.last[entry.uid] = entry


def _items(file: File, taker: Taker, work: UnitOfWork) -> Iterator[Entry[str]]:
    """The entries in the order of the file, each series before its single meetings."""
    read = _Read(file, work)
    later: list[Entry[str]] = []
    for raw, one in read.found:
        if one is None:
            yield Entry(raw.line, raw.text, lambda: "other")
        elif isinstance(one, NoDay):
            yield Entry(raw.line, raw.text, lambda: "no day")
        elif isinstance(one, EntryError):
            yield Entry(raw.line, raw.text, _raising(one))
        elif one.answer:
            yield Entry(raw.line, raw.text, lambda: "answer")
        elif one.replaces is not None and one.uid in read.bad and one.uid not in read.last:
            why = f"is one meeting of the series on line {read.bad[one.uid]}, which is bad"
            yield Entry(raw.line, raw.text, _raising(EntryError("UID", one.uid, why)))
        elif one.replaces is not None:
            later.append(Entry(raw.line, raw.text, _single(taker, one, read)))
        elif read.last[one.uid] is not one:
            yield Entry(raw.line, raw.text, lambda: "earlier")
        else:
            moved = read.moved[one.uid]
            yield Entry(raw.line, raw.text, _taking(taker, one, moved))
            stood_for = {each.replaces.spelled() for each in moved if each.replaces}
            stood_for |= {moment.spelled() for moment in (one.moment, *one.left_out)}
            for moment in dict.fromkeys(one.added):
                if moment.spelled() not in stood_for:
                    later.append(Entry(raw.line, raw.text, _taking(taker, as_alone(one, moment, work.env.zone), [])))
    yield from later
    taker.at_the_end()


def _taking(taker: Taker, entry: CalendarItem, moved: list[CalendarItem]) -> Callable[[], str]:
    def take() -> str:
        for remark in entry.remarks:
            taker.work.notes.append(f"{quote(entry.summary)} {remark}")
        if entry.first and day_of(entry.first.value) >= taker.work.env.today:
            begun, named = iso(day_of(entry.first.value)), iso(day_of(entry.moment.value))
            why = f"begins on {begun}, which its rule does not name: it comes from {named} on"
            taker.work.notes.append(f"{quote(entry.summary)} {why}")
        return taker.take(entry, moved)

    return take


def _single(taker: Taker, entry: CalendarItem, read: _Read) -> Callable[[], str]:
    """One meeting of a series: with its series in the same file, or alone."""
    if entry.onward:
        why = "says that all later ones are otherwise too: only that one was changed, see `deadline edit --series`"
        entry = entry._replace(remarks=(*entry.remarks, why))
    return _taking(taker, entry, []) if entry.uid not in read.last else _taking(taker, entry, [read.last[entry.uid]])


def _raising(error: EntryError) -> Callable[[], str]:
    def take() -> str:
        raise error

    return take
