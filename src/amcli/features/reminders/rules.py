"""When `remind --once` says again what is late: after some days that are configured, then every week."""

from __future__ import annotations

EVERY = 7  # days, after the last of the configured ones
WEEKS_KEPT = 4  # a clock that is set back by less says nothing twice


def parse_steps(text: str) -> tuple[int, ...]:
    """The days of the setting `remind.again`, such as 1,3,7; () for `none` and an empty text, which is never again."""
    return () if text in ("", "none") else tuple(map(int, text.split(",")))


def passed_steps(days: int, again: tuple[int, ...]) -> list[int]:
    """The days after which what has been late for some days was to be said again, the latest first.

    Of the weekly ones only the latest are named: with each all earlier ones are said as well.
    """
    if not again:
        return []
    weeks = (days - again[-1]) // EVERY
    weekly = [again[-1] + EVERY * week for week in range(max(1, weeks - WEEKS_KEPT + 1), weeks + 1)]
    return [*reversed(weekly), *(step for step in reversed(again) if step <= days)]


def next_step(days: int, again: tuple[int, ...]) -> int | None:
    """The first of these days that is still to come; None for never."""
    if not again:
        return None
    coming = next((step for step in again if step > days), None)
    return coming if coming is not None else again[-1] + EVERY * ((days - again[-1]) // EVERY + 1)
