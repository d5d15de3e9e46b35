"""Limits: how much working time may pass until something is acknowledged, and until it is closed."""

from __future__ import annotations

from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.text import quote
from amcli.base.time.working_hours import DAYS_A_WEEK, WorkingHours

NONE = "none"

_ACCEPTED = "use two of 30m, 4h, 2d, 1w (1 to 999) or none, such as `4h 2d`: until acknowledged, until closed; or none"
_LIMIT = pattern(r"([0-9]{1,3})([mhdw])")


class Limit(NamedTuple):
    """A working time as it is typed: a number of minutes (m), hours (h), working days (d) or working weeks (w)."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"

    def minutes(self, hours: WorkingHours) -> int:
        """How long it is; a day is as long as the working hours are, and a week has five of them."""
        day = hours.minutes
        return self.number * {"m": 1, "h": 60, "d": day, "w": DAYS_A_WEEK * day}[self.unit]


class Limits(NamedTuple):
    """Until acknowledged and until closed; None where there is no such limit, which is neither kept nor broken."""

    acknowledged: Limit | None = None
    closed: Limit | None = None


def parse_limits(text: str) -> Limits:
    """Read `4h 2d`, `none 5d`, `4h -`, or `none` for neither, in any case of letters. Raises BadValue."""
    words = text.lower().split()
    if words == [NONE]:
        return Limits()
    if len(words) != 2:
        raise BadValue(f"{quote(text)} is no pair of limits: {_ACCEPTED}")
    return Limits(*(_parse_limit(word, text) for word in words))


def spell_limits(limits: Limits) -> str:
    """The text that is stored, and that parse_limits reads back: `4h 2d`, `none 5d`, or `none` for neither.

    Not `-`, which a command line would take for an option.
    """
    return " ".join(str(limit or NONE) for limit in limits) if any(limits) else NONE


def _parse_limit(word: str, text: str) -> Limit | None:
    if word in (NONE, "-"):
        return None
    match = _LIMIT.fullmatch(word)
    if match is None or not int(match[1]):
        raise BadValue(f"{quote(word)} in {quote(text)} is no limit: {_ACCEPTED}")
    return Limit(int(match[1]), match[2])
