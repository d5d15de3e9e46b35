"""One record opened: its fields, and what belongs to it."""

from __future__ import annotations

from amcli.domain.fields import Noun
from amcli.domain.results import Listing, Record
from amcli.reports.listing import rows_of
from amcli.store.reader import Reader


def record(reader: Reader, noun: Noun, text: str) -> Record:
    """The record that a text names. NotFound or Ambiguous."""
    found = reader.find(noun.name, text)
    one = rows_of(reader, noun.name, "record_id = ?", (found.row,), "record_id")
    sections: tuple[Listing, ...] = ()
    if noun.name == "budget":
        spent = rows_of(reader, "expense", "budget_id = ?", (found.row,), "date, record_id")
        sections = (_titled(spent, "expenses"),)
    if noun.name == "contact":
        met = "record_id IN (SELECT interaction_id FROM interaction_contact WHERE contact_id = ?)"
        sections = (
            _titled(rows_of(reader, "interaction", met, (found.row,), "date DESC, record_id DESC", 5), "interactions"),
        )
    (row,) = one.rows
    return Record(noun.name, one.columns, row, sections, one.reference, title=f"{noun.name} {found.reference}")


def _titled(listing: Listing, key: str) -> Listing:
    return Listing(key, listing.columns, listing.rows, listing.reference, title=key, more=listing.more)
