"""How far an objective is: what was read of the records beside its target, and what that means on a day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from amcli.features.plans.nouns import ISSUES, NONE

REACHED, ON_THE_WAY, LATE, CLOSED, NOT_BEGUN = STATES = ("reached", "on the way", "late", "closed", "not begun")
STALE_DAYS = 90  # a plan that nobody wrote for longer than that is stale


class Aim(NamedTuple):
    """An objective, as its progress needs it. target: None where it is reached by being done; due: the last day."""

    measure: str
    target: Fraction | None
    start: date
    due: date
    done: date | None


class Progress(NamedTuple):
    """percent: of the target, None where that says nothing; time_gone: percent of the days to its due day, whole."""

    percent: Fraction | None
    time_gone: int
    state: str

    @property
    def reached(self) -> bool:
        return self.state == REACHED


def progress(aim: Aim, value: Fraction | None, today: date) -> Progress:
    """How far an objective is. value: what its measure is today, None where nobody knows.

    Reached: the value is at least the target, of issues at most; without a measure it is done. Closed: it was given up.
    """
    days = (aim.due - aim.start).days + 1
    gone = max(0, min(100, ((today - aim.start).days + 1) * 100 // days)) if days > 0 else 100
    percent = None
    if value is not None and aim.target and aim.measure not in (ISSUES, NONE):
        percent = value / aim.target * 100
    return Progress(percent, gone, _state(aim, value, today))


def _state(aim: Aim, value: Fraction | None, today: date) -> str:
    if aim.measure == NONE and aim.done:
        return REACHED
    if value is not None and aim.target is not None and _is_reached(aim.measure, value, aim.target):
        return REACHED
    if aim.done:
        return CLOSED
    if today > aim.due:
        return LATE
    return NOT_BEGUN if today < aim.start else ON_THE_WAY


def _is_reached(measure: str, value: Fraction, target: Fraction) -> bool:
    return value <= target if measure == ISSUES else value >= target


def age_of(written: date, today: date) -> int:
    """The days since a plan was written."""
    return (today - written).days


def is_stale(written: date, today: date) -> bool:
    """Whether nobody looked at a plan for longer than STALE_DAYS."""
    return age_of(written, today) > STALE_DAYS
