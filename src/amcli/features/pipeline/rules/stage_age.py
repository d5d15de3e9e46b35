"""How long an opportunity may stay in a stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from amcli.base.stages import Stage

LATE_FROM = Fraction(3, 2)  # times the days that its stage usually takes


def late_days(stage_days: int) -> int:
    """The first number of days that is late: 21 of a stage of 14."""
    return -(-stage_days * LATE_FROM.numerator // LATE_FROM.denominator)


def moves(closes: Sequence[str | None]) -> Iterator[str]:
    """The days on which it should have closed, one after the other, each once in a row."""
    last = None
    for day in closes:
        if day and day != last:
            yield day
            last = day


def usual_days(stages: Sequence[Stage]) -> dict[str, int]:
    """The days that each stage usually takes; one of which none are said is not there."""
    return {stage.name: stage.days for stage in stages if stage.days}
