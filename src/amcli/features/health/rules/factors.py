"""The values of the factors, from 0 to 100, exactly; None where what they rest on is undefined."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from types import MappingProxyType

from amcli.features.issues.nouns import CRITICAL, HIGH, LOW, NORMAL

FULL, NONE = Fraction(100), Fraction(0)
REACHED, MISSED = Fraction(1), Fraction(3, 5)  # forecast / target: all of it, and what counts as nothing
PENALTIES = MappingProxyType({CRITICAL: 40, HIGH: 25, NORMAL: 10, LOW: 5})
CORE = 5  # roles of the buying centre
NOTICE_DAYS = 30
PULSE_STEP, PULSE_DAYS = 20, 90


def sales_value(reached: Fraction | None) -> Fraction | None:
    """Of forecast / target: 100 from 100 %, 0 up to 60 %, a straight line between."""
    return None if reached is None else _within((reached - MISSED) / (REACHED - MISSED) * FULL)


def contact_value(days: int | None, cadence: int) -> Fraction | None:
    """Of the days since the last two-way interaction: 100 within the cadence, 0 from twice of it on."""
    return None if days is None else _within((2 - Fraction(days, cadence)) * FULL)


def issues_value(severities: Iterable[str]) -> Fraction:
    """100 less the penalty of each open issue, not below 0."""
    return _within(FULL - sum(PENALTIES[each] for each in severities))


def promises_value(kept: int, due: int) -> Fraction | None:
    """Kept of due in percent; None where nothing was due."""
    return kept * FULL / due if due else None


def roles_value(covered: int, *, single_threaded: bool) -> Fraction:
    """How many of the five roles are covered, in percent; half of it where all goes through one person."""
    return covered * FULL / CORE / (2 if single_threaded else 1)


def contract_value(*, unattended: bool) -> Fraction:
    """unattended: notice of a contract is due within NOTICE_DAYS, and nothing is under way about it."""
    return NONE if unattended else FULL


def pulse_value(points: int, age: int) -> Fraction | None:
    """Of 1 to 5 points, so many days old: None where it is older than PULSE_DAYS."""
    return Fraction(PULSE_STEP * points) if age <= PULSE_DAYS else None


def _within(value: Fraction) -> Fraction:
    return min(FULL, max(NONE, value))
