"""When an entry comes again: whether that is otherwise than here, and which of its new days are behind us already."""

from __future__ import annotations

from datetime import date

from amcli.base.time.dates import iso
from amcli.base.time.recurrence import to_rrule
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.rules import Occurrence, Series, series_of
from amcli.records.services.field_values import Row
from amcli.settings.config import Config
from amcli.tools.calendars.services.ics_entry import CalendarItem


def repeating(entry: CalendarItem) -> dict[str, str]:
    """How an entry comes again, as fields; empty texts where it does not."""
    until = entry.until.isoformat() if entry.until else ""
    return {"every": entry.rule, "times": str(entry.times or ""), "until": until}


def comes_otherwise(entry: CalendarItem, row: Row, config: Config) -> dict[str, str]:
    """The fields of a series, where the entry's is not the same as the deadline's from one of its days on,
    which is over or open.
    """
    if not entry.rule and not row["every"]:
        return {}
    if not entry.rule or not row["every"]:
        return {**repeating(entry), "due": iso(entry.start)}
    run = series_of(row, config)
    there = run.on(day_of(entry.moment.value))
    same_rule = entry.rule == _in_order(to_rrule(run.rule, day_of(run.anchor)))
    same_clock = entry.zone == (row["zone"] or (config.text("zone") if entry.zone else ""))
    same_start = there and there.named == entry.moment.value and there.number <= (row["occurrence"] or 0)
    if same_rule and same_clock and there and same_start and _ends_alike(entry, row, there):
        return {}
    return {**repeating(entry), "due": iso(entry.start)}


def _ends_alike(entry: CalendarItem, row: Row, there: Occurrence) -> bool:
    left = row["times"] and max(1, row["times"] - there.number)
    if row["times"] and row["until"]:  # an export has told the earlier of the two alone
        return entry.until is None and entry.times is not None and entry.times <= left
    return (entry.times, entry.until and entry.until.isoformat()) == (left, row["until"])


def _in_order(rule: str) -> str:
    """The parts of a rule in icalendar's order."""
    import icalendar

    text: str = icalendar.vRecur.from_ical(rule).to_ical().decode()
    return text


def first_left(before: Series, number: int, anew: Series) -> int | None:
    """The number of the first day of a series, as its calendar has it now, that was not done or passed over here.

    before, number: the series as it was, and which of its days was open. One that is moved within its own time from one
    day to the next (another weekday, another hour) goes on with the same number; of any other what is not later than
    the last day that is over, is over. None where nothing is left.
    """
    if not number:
        return 0
    first, second, last = (_named(before, each) for each in (0, 1, number - 1))
    start = _named(anew, 0)
    if start is None or first is None or last is None:
        return 0
    if second and _same_step(before, anew) and abs(start - first) < second - first:
        return number
    return next((each.number for each in anew.days() if day_of(each.named) > last), None)


def is_behind(before: Series, number: int, day: date) -> bool:
    """Whether a day is not later than the last one of a series that was done or passed over here."""
    last = _named(before, number - 1) if number else None
    return last is not None and day_of(day) <= last


def _named(run: Series, number: int) -> date | None:
    there = run.at(number)
    return there and day_of(there.named)


def _same_step(one: Series, other: Series) -> bool:
    """Whether two rules come as often: what they say beside the days."""
    return _step(one) == _step(other)


def _step(run: Series) -> tuple[str, str, int]:
    parts = dict(part.split("=", 1) for part in to_rrule(run.rule, day_of(run.anchor)).split(";"))
    return parts["FREQ"], parts.get("INTERVAL", "1"), len(parts.get("BYDAY", parts.get("BYMONTHDAY", "")).split(","))
