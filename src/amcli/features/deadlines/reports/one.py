"""One deadline opened."""

from __future__ import annotations

from amcli.base.results import Column, Record
from amcli.features.deadlines.nouns import DEADLINE
from amcli.records.reports.show import record
from amcli.store.reader import Reader


def one_deadline(reader: Reader, text: str) -> Record:
    """The deadline that a text names, as `record`; `zone` is its own clock, nothing where that is the portfolio's."""
    found = record(reader, DEADLINE, text)
    number = int(found.row[0][len(DEADLINE.letter) :])
    (zone,) = reader.rows("SELECT zone FROM deadline WHERE id = ?", (number,)).fetchone()
    own = None if zone == reader.env.config.text("zone") else zone
    return found._replace(columns=(*found.columns, Column("zone")), row=(*found.row, own))
