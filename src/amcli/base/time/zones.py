"""The same moment on two clocks. A naive time is that of a zone; no zone is the machine's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo


def told(moment: datetime, by: tzinfo | None, here: tzinfo | None) -> datetime:
    """A naive local time of one zone as the clock of another shows it, to the minute.

    An hour that is there twice is the first of the two, and one that the clock leaves out is as long after the change
    as it says (both as RFC 5545 has it). OverflowError where the other clock is outside the calendar.
    """
    if by is None and here is None:
        return moment
    there = moment.replace(tzinfo=by) if by else moment.astimezone()
    # By way of UTC: to one and the same zone nothing is converted, and an hour that it leaves out would stay.
    return there.astimezone(UTC).astimezone(here).replace(second=0, microsecond=0, tzinfo=None, fold=0)


def day_told(moment: date | datetime, by: tzinfo | None, here: tzinfo | None) -> date | datetime:
    """The same; a day without a time is the same day everywhere."""
    return told(moment, by, here) if isinstance(moment, datetime) else moment
