"""How long an opportunity is in its stage against what is usual there, and how its close day moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from amcli.base.stages import Stage

LATE_FROM = Fraction(3, 2)  # times the days that a stage usually takes


def is_late(days: int, usual: int) -> bool:
    """Whether it is late in its stage: from one and a half times the stage's days on; never where none are said."""
    return usual > 0 and days >= usual * LATE_FROM


def late_days(usual: int) -> int:
    """The first number of days that is late: 21 of a stage of 14."""
    return -(-usual * LATE_FROM.numerator // LATE_FROM.denominator)


def usual_days(stages: Sequence[Stage]) -> dict[str, int]:
    """The days that each stage usually takes; one of which none are said is not there."""
    return {stage.name: stage.days for stage in stages if stage.days}


def moves(closes: Sequence[str]) -> Iterator[str]:
    """The days on which it should have closed, in their order, each once in a row."""
    last = None
    for day in closes:
        if day != last:
            yield day
            last = day
