"""Days far away, more often a slip of a digit than meant: a person is asked about them before anything is done."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.fields import Noun
from amcli.base.results import Change
from amcli.base.time.dates import far_years
from amcli.shell.invocation import Invocation

_A_YEAR = timedelta(days=366)


def typed_days(noun: Noun, given: Mapping[str, Any], today: date) -> list[date]:
    """The days that were typed for fields of a noun. What cannot be read is left to whoever reads it."""
    days: list[date] = []
    for field in noun.fields:
        text = given.get(field.name)
        if text and isinstance(text, str):
            try:
                days += field.type.days(field, text, today)
            except BadValue:
                continue
    return days


def ask_about(invocation: Invocation, days: Sequence[date], *, yes: bool) -> None:
    """Ask a person whether a day far away is meant; with `yes` it is. Raises Refused."""
    if far := _farthest(invocation, days):
        from amcli.shell.asking import confirmed

        confirmed(invocation, f"{far}: is that meant?", yes, "nothing was changed")


def when_meant(
    invocation: Invocation, days: Sequence[date], change: Callable[..., Change], *, yes: bool, dry_run: bool
) -> Change:
    """Make a change, which takes `dry_run`, after a person was asked about days far away. Raises as both do."""
    far = _farthest(invocation, days)
    if far and dry_run:
        invocation.say(f"note: {far}")
    elif far and not yes:  # nobody is asked about what cannot be done
        change(dry_run=True)
        ask_about(invocation, days, yes=yes)
    return change(dry_run=dry_run)


def _farthest(invocation: Invocation, days: Sequence[date]) -> str:
    """What is to be said of the day that is farthest away; nothing where none is far."""
    today = invocation.env.today
    far = [(abs(years), day) for day in days if (years := far_years(day, today))]
    if not far or not (far := [each for each in far if not _among_records(invocation, each[1])]):
        return ""
    years, day = max(far)
    return f"{day} is {years} years {'away' if day > today else 'ago'}"


def _among_records(invocation: Invocation, day: date) -> bool:
    """Whether a day gone by is not far from what the file is about: books of long ago have targets of their time."""
    from amcli.records.reports.recorded_days import is_recorded_between

    return day < invocation.env.today and is_recorded_between(invocation.reader, day - _A_YEAR, day + _A_YEAR)
