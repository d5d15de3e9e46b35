"""Series of deadlines: one live at a time, each day counted from the anchor."""

from __future__ import annotations

import json
from collections.abc import Container
from datetime import date

from amcli.base.errors import BadValue
from amcli.base.time.dates import from_iso, iso
from amcli.base.time.recurrence import after, nth, parse_rule
from amcli.base.time.workdays import free_days, shift
from amcli.features.deadlines.nouns import DEADLINE
from amcli.records.services.field_values import Row
from amcli.settings.config import Config

# What an edit of one occurrence alone must not hand on to the next.
_ABOUT = tuple(column for *_, column in DEADLINE.subjects)
INHERITED_FIELDS = ("title", "kind", "priority", "note", "remind", *_ABOUT, "colleague_id", "owed_by")
RULE_FIELDS = ("every", "anchor", "until", "times", "shift")  # what says the days of a series, the same of all
SERIES_FIELDS = (*RULE_FIELDS, "occurrence", "template")


def begin(row: Row, config: Config) -> None:
    """Make a new deadline the first of its series: its due day is the anchor, and moves to the rule's first day.

    Raises BadValue where the series is over before it begins, and for a series' option without a rule.
    """
    if not row.get("every"):
        stray = next((name for name in ("until", "times", "shift") if row.get(name)), None)
        if stray:
            raise BadValue(f"--{stray} is for a series: add --every, such as --every month")
        return
    row |= {"anchor": row["due"], "occurrence": 0}
    due = day_of_occurrence(row, 0, config)
    if due is None:
        raise BadValue(f"no {row['every']} from {row['due']} on comes before the series ends")
    row["due"] = due


def following(row: Row, config: Config, later_than: date | None = None, taken: int = 0) -> Row | None:
    """The columns of the occurrence after the one a row stands for; None where the series has ended.

    `later_than` passes over those that were missed, up to and including that day. taken: the latest occurrence that
    there was of the series, which may be later than this one where that was opened again.
    """
    number = max(row["occurrence"], taken) + 1
    if later_than is not None:
        found = after(
            parse_rule(row["every"]), from_iso(row["anchor"]), later_than, until=_until(row), times=row["times"],
            holidays=holidays(config),
        )  # fmt: skip
        if found is None:
            return None
        number = max(number, found[0])
    return occurrence(row, number, config)


def occurrence(row: Row, number: int, config: Config) -> Row | None:
    """The columns of a later occurrence of the series that a row stands for; None where the series has ended."""
    due = day_of_occurrence(row, number, config)
    if due is None:
        return None
    handed_on: Row = {name: row[name] for name in INHERITED_FIELDS} | json.loads(row["template"] or "{}")
    return handed_on | {name: row[name] for name in RULE_FIELDS} | {"due": due, "occurrence": number, "template": None}


def day_of_occurrence(row: Row, number: int, config: Config) -> str | None:
    """When an occurrence is due, moved off a day on which nobody works where the series says so."""
    free = holidays(config)
    found = nth(
        parse_rule(row["every"]), from_iso(row["anchor"]), number,
        until=_until(row), times=row.get("times"), holidays=free,
    )  # fmt: skip
    if found is None:
        return None
    return iso(shift(found, row["shift"], free) if row.get("shift") else found)


def holidays(config: Config) -> Container[date]:
    """The public holidays of the configured country, or none."""
    return free_days(config.text("country"))


def _until(row: Row) -> date | None:
    return date.fromisoformat(row["until"]) if row.get("until") else None
