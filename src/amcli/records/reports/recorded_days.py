"""Which days the records of a file lie in."""

from __future__ import annotations

from datetime import date

from amcli.base.registry import NOUNS
from amcli.base.time.dates import from_iso
from amcli.base.time.workdays import day_of
from amcli.store.reader import Reader


def recorded_days(reader: Reader) -> list[tuple[date, date]]:
    """The first and the last day of each kind of record that has a day, where there is one."""
    spans = []
    for noun in NOUNS.values():
        if noun.day:
            first, last = reader.rows(f'SELECT min("{noun.day}"), max("{noun.day}") FROM {noun.name}').fetchone()
            if first is not None:
                spans.append((day_of(from_iso(first)), day_of(from_iso(last))))
    return spans
