"""Whether a table is amcli's own export: in any other, what looks like one of amcli's ids is another system's key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from amcli.base.fields import ID_FIELD, Field, Noun
from amcli.base.registry import NOUNS
from amcli.store.lookup import id_number
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.files.table import Table


def is_own_export(noun: Noun, table: Table) -> bool:
    """Whether the header is the whole header of an export or a list of the noun, and each id has its letter.

    A selection of columns, or a header with one more, is a file that somebody made.
    """
    header = [name.strip() for name in table.header]
    written = ((*noun.columns, *noun.exported), (*noun.columns, *noun.of_the_day))  # by an export, and by a list
    if header not in [[column.key for column in columns] for columns in written] or ID_FIELD.name not in header:
        return False
    place = header.index(ID_FIELD.name)
    ids = (row.cells[place].strip() for row in table.rows() if not row.problem)  # a row with one may lack cells
    return all(id_number(noun.letter, text) is not None for text in ids)


def columns_of_ids(noun: Noun, header: Sequence[str], ignored: Collection[str]) -> list[ColumnSource]:
    """The columns of an own export that name records by amcli's ids, which mean nothing in any other file; and what
    these are called, as the key beside them: the file may be another portfolio's.
    """
    titles = [name.strip() for name in header]
    return [
        ColumnSource(field, (titles.index(field.name),), field.name, key=titles.index(f"{field.name}_name"))
        for field in noun.fields
        if (field.nouns or named_by_id(field)) and field.name not in ignored and f"{field.name}_name" in titles
    ]


def named_by_id(field: Field) -> bool:
    """Whether an export names another record by amcli's id, for it has no code."""
    other = NOUNS.get(field.noun) if field.noun else None
    return bool(other and not other.coded and other.parts and not field.many)
