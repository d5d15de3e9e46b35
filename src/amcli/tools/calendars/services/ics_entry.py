"""One event or to-do of a calendar in our words. Only what amcli uses can make it bad; the rest is kept as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from hashlib import sha256
from math import lcm
from typing import NamedTuple

from amcli.base.calendar_entry import DONE, DONE_MARK, SAID, lead_of, word_of
from amcli.base.errors import BadValue
from amcli.base.text import clean
from amcli.base.time.dates import FIRST_YEAR, iso
from amcli.base.time.lead_times import LeadTime
from amcli.base.time.recurrence import parse_rule
from amcli.features.deadlines.nouns import DEADLINES
from amcli.tools.calendars.services.ics_dates import BEYOND, Moment, Reading, last_day, whole_days
from amcli.tools.calendars.services.ics_file import Raw
from amcli.tools.calendars.services.ics_lines import Line, lines_of, value_of
from amcli.tools.calendars.services.ics_rest import blocks_of, rest_of, too_long
from amcli.tools.calendars.services.ics_rule import from_first_named, rule_of_vcalendar
from amcli.tools.importing.services.load.entries import EntryError

CANCEL, ANSWERS = "CANCEL", ("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH")  # of the METHOD of a calendar
_WHEN = ("DTSTART", "DUE", "RRULE")
MOST_MINUTES = 100_000  # of a meeting
_OF_NO_USE = {"RSCALE": "GREGORIAN", "SKIP": "OMIT"}  # parts of a rule that say what is so anyway


class CalendarItem(NamedTuple):
    """An event or a to-do. start: a date, or a naive instant by the portfolio's clock; moment: the same by its own.

    kind, priority: empty where it does not say. rule, times, until: how it comes again, by its own clock. left_out,
    added: single days beside the rule. first: the day on which it begins, where its rule does not name that. leads: its
    alarms. replaces: the occurrence of a series that it stands for, and onward: whether for all after that one as well.
    done: the day on which it was done. minutes: how long it takes. rest: the lines that say more. when: the lines that
    say when it is, as they stand. said: where it came back to us, what its own calendar had said of it. ours: amcli
    wrote it. answer: it tells what somebody says to an invitation. remarks: what is to be said of it.
    """

    line: int
    uid: str
    sequence: int
    start: date | datetime
    moment: Moment
    summary: str
    note: str
    kind: str
    priority: str
    leads: tuple[LeadTime, ...]
    rule: str
    times: int | None
    until: date | None
    left_out: tuple[Moment, ...]
    added: tuple[Moment, ...]
    first: Moment | None
    replaces: Moment | None
    onward: bool
    cancelled: bool
    done: date | None
    minutes: int | None
    event: bool
    ours: bool
    answer: bool
    rest: str
    when: str
    said: str
    remarks: tuple[str, ...]

    @property
    def zone(self) -> str:
        """The zone that it names; empty for a day, and where it floats."""
        return self.moment.zone if isinstance(self.moment.value, datetime) else ""


class NoDay(Exception):
    """A to-do that is due on no day: no mistake, and no deadline."""


def read_entry(raw: Raw, reading: Reading) -> CalendarItem:
    """Read one entry. EntryError says what is wrong with it; NoDay."""
    try:
        return _Reader(raw, reading).item()
    except (EntryError, NoDay):
        raise
    except BadValue as error:
        raise EntryError("RRULE", "", error.message) from error
    except OverflowError as error:
        raise EntryError(
            "", "", f"has a day outside the calendar, which goes from {FIRST_YEAR}-01-01 to 9999-12-31"
        ) from error
    except Exception as error:  # whatever a hostile file makes of the package, it is the entry that is wrong
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise EntryError("", "", f"cannot be read: {said}") from error


class _Reader:
    """Reads the lines of one entry, each property where it is used."""

    def __init__(self, raw: Raw, reading: Reading) -> None:
        self.raw, self.reading = raw, reading
        lines = lines_of(raw.text)
        self.event = lines[0].value.strip().upper() == "VEVENT"
        self.own, self.blocks = blocks_of(lines[1:-1])
        self.remarks: list[str] = []

    def item(self) -> CalendarItem:
        status = self._word("STATUS")
        cancelled = status == "CANCELLED" or self.raw.method == CANCEL
        replaces_line = self._line("RECURRENCE-ID")
        replaces = self.reading.moment(replaces_line) if replaces_line else None
        moment = self._start(status, replaces if cancelled else None)
        end = self._end(moment)
        rule, times, until_moment = self._rule(moment)
        until = last_day(until_moment, moment, self.reading.here) if until_moment else None
        has_hours = self._word("X-MICROSOFT-CDO-ALLDAYEVENT") == "FALSE"
        day = None if has_hours else whole_days(moment, end, self.reading.here)
        begins = moment.instant()
        moment = self._since(day or moment.to_the_minute(), rule, times)
        named = from_first_named(moment, rule)
        begun, moment = (None if named == moment else moment), named
        start = moment.told(self.reading.here)
        summary, done = self._summary()
        note = self._text("DESCRIPTION")
        length = timedelta() if end is None else end.instant() - begins
        timed = isinstance(start, datetime)
        minutes = length // timedelta(minutes=1) if timed else 0
        if not timed:  # a day is one day long, and a night on which the clock is changed makes it no longer
            length = timedelta(days=round(length / timedelta(days=1)))
            length = length if length.days > 1 else timedelta()
        kind = next((each for each in self._categories() if each in DEADLINES), "")
        if long := too_long(self.own, self.blocks):
            self.remarks.append(f"has {long:,} attached files or texts that are too long to be kept")
        uid = clean(self._text("UID").strip())[0] or self._content(iso(start), rule, summary)
        onward = replaces_line.parameters.get("RANGE", "").upper() == "THISANDFUTURE" if replaces_line else False
        return CalendarItem(
            self.raw.line, uid, self._number("SEQUENCE"), start, moment, summary, note, kind,
            word_of(self._number("PRIORITY")), tuple(self._leads(start)), rule, times, until,
            tuple(self._days("EXDATE")), tuple(self._days("RDATE")), begun, replaces, onward, cancelled,
            self._completed(status, start) or done, minutes if 0 < minutes <= MOST_MINUTES else None, self.event,
            self.raw.ours, self.raw.method in ANSWERS, rest_of(self.own, self.blocks, kind, self.event, length),
            "\n".join(sorted(line.text for line in self.own if line.name in _WHEN)), self._text(SAID).strip(),
            tuple(self.remarks),
        )  # fmt: skip

    def _line(self, name: str) -> Line | None:
        return next((line for line in self.own if line.name == name and line.value.strip()), None)

    def _text(self, name: str) -> str:
        line = self._line(name)
        return line.words if line else ""

    def _word(self, name: str) -> str:
        return self._text(name).strip().upper()

    def _number(self, name: str) -> int:
        """A whole number; 0 where it is none."""
        word = self._word(name)
        return min(int(word), 2**31) if word.isascii() and word.isdigit() and len(word) < 20 else 0

    def _start(self, status: str, stands_for: Moment | None) -> Moment:
        """The day of an event, and when a to-do is due. EntryError, NoDay."""
        names = ("DTSTART",) if self.event else ("DUE", "DTSTART")
        line = next(filter(None, map(self._line, names)), None)
        if line is not None:
            return self.reading.moment(line)
        if stands_for is not None:
            return stands_for
        if not self.event:
            raise NoDay
        raise EntryError("DTSTART", "", "has no date")

    def _end(self, start: Moment) -> Moment | None:
        """When it ends, where it says so in a way that can be read."""
        try:
            if line := self._line("DTEND"):
                return self.reading.moment(line)
            if line := self._line("DURATION"):
                length = value_of(line.value)
                if isinstance(length, timedelta):
                    if isinstance(start.value, datetime):
                        zone = "UTC" if start.zone else ""
                        return Moment((start.instant() + length).replace(tzinfo=None), zone)
                    return Moment(start.value + timedelta(days=length.days))
        except (EntryError, *BEYOND):
            pass
        return None

    def _rule(self, start: Moment) -> tuple[str, int | None, Moment | None]:
        """The rule in icalendar's order of parts, COUNT, and UNTIL. BadValue, EntryError for one that we have not."""
        import icalendar

        found = [line for line in self.own if line.name == "RRULE" and line.value.strip()]
        if not found:
            return "", None, None
        if len(found) > 1:
            raise EntryError("RRULE", found[1].value, "is one of several: an entry has one rule")
        written = found[0].value.strip().strip(";")
        value = written if "=" in written else rule_of_vcalendar(written) or ""
        if not value:
            raise EntryError("RRULE", written, "is no rule of RFC 5545, such as FREQ=MONTHLY;BYDAY=1MO")
        parts = [part.partition("=") for part in value.upper().replace(" ", "").split(";")]
        said = {name: text for name, _, text in parts}
        kept = {name: text for name, text in said.items() if not self._says_nothing(name, text, start)}
        until = kept.pop("UNTIL", "")
        times = kept.pop("COUNT", "")
        if len(said) < len(parts):
            raise EntryError("RRULE", value, "says a part twice")
        if times and not (times.isascii() and times.isdigit() and len(times) < 9 and 1 <= int(times) <= 10_000):
            raise EntryError("RRULE", f"COUNT={times}", "a series comes 1 to 10,000 times")
        last = self.reading.moment(found[0]._replace(value=until, parameters={})) if until else None
        try:
            rule = icalendar.vRecur.from_ical(";".join(f"{name}={text}" for name, text in kept.items()))
            text = rule.to_ical().decode()
            parse_rule(text)
        except BadValue as error:
            raise EntryError("RRULE", value, error.message) from error
        except (ValueError, TypeError) as error:
            raise EntryError("RRULE", value, "is no rule of RFC 5545, such as FREQ=MONTHLY;BYDAY=1MO") from error
        if any(line.name == "EXRULE" for line in self.own):
            self.remarks.append("leaves days out by a rule (EXRULE), which its series here does not know")
        return text, int(times) if times else None, last

    def _says_nothing(self, name: str, text: str, start: Moment) -> bool:
        """Whether a part of a rule says what is so anyway: the hour that the start has, our own calendar."""
        if _OF_NO_USE.get(name) == text:
            return True
        clock = start.value
        hours = {"BYHOUR": clock.hour, "BYMINUTE": clock.minute, "BYSECOND": 0} if isinstance(clock, datetime) else {}
        return name in hours and text.isascii() and text.isdigit() and int(text) == hours[name]

    def _since(self, moment: Moment, rule: str, times: int | None) -> Moment:
        """A day that we have: a birthday of 1604, which is how address books say that they know no year, is a series
        from a later one of its days on.
        """
        if moment.value.year >= FIRST_YEAR or not rule:
            return moment
        parts = dict(part.split("=", 1) for part in rule.split(";"))
        if parts["FREQ"] != "YEARLY" or times:
            raise EntryError("DTSTART", iso(moment.value), f"begins before {FIRST_YEAR}")
        step = lcm(4, int(parts.get("INTERVAL", "1")))  # a 29th of February stays one
        later = moment.value.year + -(-(FIRST_YEAR + 4 - moment.value.year) // step) * step
        return moment._replace(value=moment.value.replace(year=later))

    def _summary(self) -> tuple[str, date | None]:
        """The summary without the mark of what is done, and the day on which it was done, as amcli writes it."""
        summary = self._text("SUMMARY")
        line = self._line(DONE)
        try:
            done = self.reading.moment(line).value if line else None
        except EntryError:
            done = None
        if done is None:
            return summary, None
        return summary.removeprefix(DONE_MARK), done.date() if isinstance(done, datetime) else done

    def _completed(self, status: str, start: date | datetime) -> date | None:
        """The day on which a to-do was completed; where only that it was, its own."""
        line = self._line("COMPLETED")
        done: date | None = start if status == "COMPLETED" else None
        with suppress(EntryError):  # a mark as such says that it is done, on whatever day
            done = self.reading.moment(line).told(self.reading.here) if line else done
        return done.date() if isinstance(done, datetime) else done

    def _days(self, name: str) -> Iterator[Moment]:
        """The single days that are left out or added; of one that cannot be read it is said that it is there."""
        for line in self.own:
            if line.name == name:
                for word in line.value.split(","):
                    try:
                        yield from self.reading.moments(line._replace(value=word))
                    except EntryError:
                        self.remarks.append(f"has a day in {name} that cannot be read: {clean(word)[0][:40]}")

    def _categories(self) -> Iterator[str]:
        for line in self.own:
            if line.name == "CATEGORIES":
                yield from (word.strip().lower() for word in line.value.replace("\\,", ",").split(","))

    def _leads(self, start: date | datetime) -> Sequence[LeadTime]:
        """The lead times of the alarms, the longest first and each once; what is no lead time is passed over."""
        leads = set()
        for block in self.blocks:
            moved = alarm_before(block, start, self.reading)
            if moved is not None and (lead := lead_of(start, moved)):
                leads.add(lead)
        return sorted(leads, reverse=True)

    def _content(self, *said: str) -> str:
        """What an event without a UID is known by: its calendar has not said one, and it is the same again when it
        says the same.
        """
        return f"content-{sha256('|'.join((self.raw.text[:14].strip(), *said)).encode()).hexdigest()[:32]}"


def alarm_before(block: Sequence[Line], start: date | datetime, reading: Reading) -> timedelta | None:
    """From the start to the moment of an alarm; None where a block is no alarm that can be read."""
    line = next((line for line in block if line.name == "TRIGGER"), None)
    if line is None or block[0].value.strip().upper() != "VALARM":
        return None
    if line.parameters.get("RELATED", "").upper() == "END":  # no lead time: it is kept as it is
        return None
    try:
        value = value_of(line.value)
        if isinstance(value, timedelta):
            return value
        begins = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
        local = reading.moment(line).told(reading.here)
        return local - begins if isinstance(local, datetime) else None
    except (EntryError, ValueError, TypeError, *BEYOND):
        return None
