"""Lead times: how long before a deadline somebody is reminded of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.text import quote

NONE = "none"

_LONGEST = 999 * 1440
_LEAD = pattern(r"([0-9]+) ?([wdhm])")
_MINUTES = {"w": 7 * 1440, "d": 1440, "h": 60, "m": 1}
_WHOLE_DAYS = ("w", "d")


class LeadTime(NamedTuple):
    """A time before a deadline. A lead in whole days comes as its day begins, one in hours or minutes to the minute.

    Ordered by how early it comes: 24h after 1d, because 1d is the whole day before.
    """

    minutes: int
    whole_days: bool

    def __str__(self) -> str:
        """The shortest text that parse_leads reads back: `7d`, `2h`, `90m`."""
        if self.whole_days:
            return f"{self.minutes // 1440}d"
        return f"{self.minutes}m" if self.minutes % 60 else f"{self.minutes // 60}h"


def parse_lead_times(text: str) -> tuple[LeadTime, ...]:
    """Read `7d,1d,0d`, `2h` or `1w, 30m` (w weeks, d days, h hours, m minutes; up to 999 days), in any case.

    The longest comes first, and each once; `none` and an empty text are (). Raises BadValue.
    """
    words = text.strip().lower()
    if words in ("", NONE):
        return ()
    return tuple(sorted({_parse_lead(word.strip(), text) for word in words.split(",")}, reverse=True))


def spell_lead_times(leads: Iterable[LeadTime]) -> str:
    """The text that is stored, and that parse_leads reads back: `7d,1d,0d`, or `none`."""
    return ",".join(map(str, leads)) or NONE


def comes_at(due: date | datetime, lead: LeadTime) -> datetime:
    """The moment from which a lead time counts as come.

    In whole days: 00:00 of the day so many days earlier, also for a due time of day, so that a morning's run speaks of
    what is due later that day. In hours and minutes: so long before the due time, which for a date is its 00:00.
    """
    midnight = datetime.combine(due, time())
    start = due if isinstance(due, datetime) and not lead.whole_days else midnight
    return start - timedelta(minutes=lead.minutes)


def due_lead_times(due: date | datetime, leads: Iterable[LeadTime], now: datetime) -> tuple[LeadTime, ...]:
    """The lead times whose moment has come, in the order given. All in the same zone, without one written on them."""
    return tuple(lead for lead in leads if comes_at(due, lead) <= now)


def _parse_lead(word: str, text: str) -> LeadTime:
    match = _LEAD.fullmatch(word)
    if match is None:
        raise BadValue(
            f"{quote(text)} is not a list of lead times: use 7d, 1w, 2h or 30m, with commas between, or none"
        )
    minutes = int(match[1]) * _MINUTES[match[2]] if len(match[1]) < 9 else _LONGEST + 1
    if minutes > _LONGEST:
        raise BadValue(f"{quote(word)} is out of range: a lead time is at most 999 days")
    return LeadTime(minutes, match[2] in _WHOLE_DAYS)
