"""What the clock of an issue says, in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from amcli.base.time.dates import iso
from amcli.base.time.working_hours import WorkingHours
from amcli.features.issues.nouns import RECEIVED, STOPS_THE_CLOCK
from amcli.features.issues.reports.clock import IssueThen
from amcli.features.issues.rules.clock import Measured

_UNITS = 2  # of a working time beside others: `2 d 3 h`


def short(minutes: int, hours: WorkingHours) -> str:
    """A working time in its largest two units: `2 d 3 h`, `20 min`."""
    words = hours.spell_worked(minutes).split()
    return " ".join(words[: 2 * _UNITS])


def running(each: IssueThen) -> Measured:
    """The limit that matters now: that until it is acknowledged as long as it is not, else that until it is closed;
    where both are passed, the one that is passed by more.
    """
    if each.stage != RECEIVED or each.clock.acknowledge.limit is None:
        return each.clock.close
    return max(each.clock.acknowledge, each.clock.close, key=lambda measured: measured.late)


def spell_limit(each: IssueThen) -> str:
    """`2d`, `ack 4h`, `none`."""
    measured = running(each)
    heard = "" if measured is each.clock.close else "ack "
    return f"{heard}{measured.limit}" if measured.limit else "none"


def stands(each: IssueThen) -> bool:
    """Whether its clock stands still."""
    return each.waiting in STOPS_THE_CLOCK


def spell_late(each: IssueThen, hours: WorkingHours, today: date | None = None) -> str:
    """`3 h over`, `5 h left`, `waits for client`, `no limit`: how late an open one is. today: of what is the same all
    day, `due today 14:20`, `due 2026-09-18 10:00` in the place of what is left.
    """
    measured = running(each)
    if measured.late:
        return f"{short(measured.late, hours)} over"
    if measured.limit is None:
        return "no limit"
    if stands(each):
        return f"waits for {each.waiting}"
    if today and measured.due:
        day, _, at = iso(measured.due).partition("T")
        return f"due {'today' if day == today.isoformat() else day} {at}".rstrip()
    return f"{short(measured.left or 0, hours)} left"


def brief_late(each: IssueThen, hours: WorkingHours) -> str:
    """The same in one unit, for a column that is as narrow as a countdown: `2 d over`, `<1 h left`, `waits`."""
    measured = running(each)
    if measured.limit is None:
        return "no limit"
    if stands(each) and not measured.late:
        return "waits"
    minutes, word = (measured.late, "over") if measured.late else (measured.left or 0, "left")
    if minutes < 60:
        return f"<1 h {word}"
    return f"{' '.join(hours.spell_worked(minutes).split()[:2])} {word}"


def limit_notes(one: IssueThen, hours: WorkingHours) -> Iterator[str]:
    """Each limit beside what was used of it."""
    for measured, until in ((one.clock.acknowledge, "acknowledged"), (one.clock.close, "closed")):
        yield f"until {until}: {spell_measured(measured, hours)}"
    if one.clock.reopened:
        yield f"opened again {one.clock.reopened} ×: what it was closed does not count"


def spell_measured(measured: Measured, hours: WorkingHours) -> str:
    """`2 d 3 h of 2d: 3 h over`, `1 h of 4h, kept`, `3 h of 2d, 1 d 5 h left, until 2026-12-15 12:00`, `no limit`."""
    if not measured.known:
        return "when is not known"
    used = hours.spell_worked(measured.used)
    if measured.limit is None:
        return f"{used}, no limit"
    said = f"{used} of {measured.limit}"
    if measured.late:
        return f"{said}: {hours.spell_worked(measured.late)} over"
    if measured.reached:
        return f"{said}, kept"
    due = f", until {iso(measured.due).replace('T', ' ')}" if measured.due else ", and stands still"
    return f"{said}, {hours.spell_worked(measured.left or 0)} left{due}"
