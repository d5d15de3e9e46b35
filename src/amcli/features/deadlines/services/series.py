"""Series of deadlines: one live at a time, each day counted from the anchor."""

from __future__ import annotations

import json
from collections.abc import Container
from datetime import date

from amcli.base.errors import BadValue
from amcli.base.time.dates import from_iso, iso
from amcli.base.time.workdays import free_days
from amcli.base.time.zones import day_told
from amcli.features.deadlines.rules import (
    INHERITED_FIELDS,
    Occurrence,
    from_day_on,
    otherwise_of,
    own_zone,
    series_of,
    spelled,
)
from amcli.records.services.field_values import Row
from amcli.settings.config import Config
from amcli.settings.environment import zone_of

RULE_FIELDS = ("every", "anchor", "until", "times", "shift", "zone")  # what says the days of a series, the same of all
SERIES_FIELDS = (*RULE_FIELDS, "occurrence", "template", "exceptions")


def begin(row: Row, config: Config) -> None:
    """Make a new deadline the first of its series: its due day is the anchor, by the clock of the series, where it has
    none yet, and moves to the rule's first day that is not left out.

    Raises BadValue where the series is over before it begins, and for a series' option without a rule.
    """
    if not row.get("every"):
        stray = next((name for name in ("until", "times", "shift") if row.get(name)), None)
        if stray:
            raise BadValue(f"--{stray} is for a series: add --every, such as --every month")
        return
    if not row.get("anchor"):
        zone = own_zone(row)
        due = from_iso(row["due"])
        row["anchor"] = iso(day_told(due, zone_of(config.text("zone")), zone) if zone else due)
    found = next((each for each in series_of(row, config).days() if not each.left_out), None)
    if found is None:
        raise BadValue(f"no {row['every']} from {row['due']} on comes before the series ends")
    row |= _as_row(row, found)


def following(row: Row, config: Config, later_than: date | None = None, taken: int = 0) -> Row | None:
    """The columns of the occurrence after the one a row stands for; None where the series has ended.

    `later_than` passes over those that were missed, up to and including that day. taken: the latest occurrence that
    there was of the series, which may be later than this one where that was opened again.
    """
    number = max(row["occurrence"], taken) + 1
    if later_than is not None:
        found = series_of(row, config).first_after(later_than)
        if found is None:
            return None
        number = max(number, found)
    return occurrence(row, number, config)


def occurrence(row: Row, number: int, config: Config) -> Row | None:
    """The columns of the first occurrence from a number on that is not left out; None where the series has ended."""
    found = next((each for each in series_of(row, config).days(number) if not each.left_out), None)
    return found and taken_on(row, found)


def taken_on(row: Row, found: Occurrence) -> Row:
    """The columns of an occurrence of the series that a row stands for."""
    handed_on: Row = {name: row[name] for name in INHERITED_FIELDS} | json.loads(row["template"] or "{}")
    return handed_on | {name: row[name] for name in RULE_FIELDS} | _as_row(row | handed_on, found)


def holidays(config: Config) -> Container[date]:
    """The public holidays of the configured country, or none."""
    return free_days(config.text("country"))


def _as_row(series: Row, found: Occurrence) -> Row:
    """The columns that say which occurrence it is, and what it has for itself; the next takes what the series has."""
    kept = {name: series.get(name) for name in INHERITED_FIELDS}
    return {
        **found.changes, "due": iso(found.due), "occurrence": found.number,
        "template": json.dumps(kept, ensure_ascii=False) if found.changes else None,
        "exceptions": spelled(from_day_on(otherwise_of(series), found.named)),
    }  # fmt: skip
