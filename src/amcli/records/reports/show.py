"""One record opened: its fields, and what belongs to it."""

from __future__ import annotations

from collections.abc import Collection

from amcli.base.fields import Noun, Section
from amcli.base.results import Listing, Record
from amcli.records.reports.listing import rows_of
from amcli.store.reader import Reader


def record(reader: Reader, noun: Noun, text: str) -> Record:
    """The record that a text names. Raises NotFound and Ambiguous."""
    found = reader.find(noun.name, text)
    one = rows_of(reader, noun.name, "record_id = ?", (found.record_id,), "record_id")
    (row,) = one.rows
    sections = tuple(_section(reader, section, found.record_id) for section in noun.sections)
    return Record(noun.name, one.columns, row, sections, one.reference, title=f"{noun.name} {found.reference}")


def without_repeats(section: Listing, keys: Collection[str]) -> Listing:
    """A section whose tables leave out these columns, which the record says at the top; its JSON keeps them."""
    columns = tuple(
        column._replace(undrawn=True, repeats=True) if column.key in keys else column for column in section.columns
    )
    return section._replace(columns=columns)


def _section(reader: Reader, section: Section, record_id: int) -> Listing:
    where = section.where_on(reader.env.today)
    rows = rows_of(reader, section.noun, where, (record_id,), section.order, section.limit)
    return Listing(section.key, rows.columns, rows.rows, rows.reference, title=section.key, more=rows.more)
