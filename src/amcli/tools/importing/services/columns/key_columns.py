"""Columns that hold keys of another system, by which a record is known before any code or name of ours.

The whole kind: the id or the number that the system which wrote the file gave to what a row refers to, under the names
in crm_names, also where --map names such a column. Where a file has such a column beside one of names, both are read:
the two may name different records, or one of them may say nothing that is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from amcli.base.fields import Field, Noun
from amcli.tools.importing.services.columns import crm_names as crm
from amcli.tools.importing.services.columns.column_source import ColumnSource
from amcli.tools.importing.services.columns.first_rows import FirstRows
from amcli.tools.importing.services.columns.header import Header, plain_title, plain_titles


def is_key_column(title: str) -> bool:
    """Whether a column of that title has keys of another system."""
    return plain_title(title) in _keys()


def key_beside(noun: Noun, source: ColumnSource, header: Header, rows: FirstRows, used: Iterable[int]) -> int | None:
    """The column of keys of what a field refers to, where the field is taken from another; the preferred one first."""
    if len(source.columns) != 1 or is_key_column(source.title):
        return None
    for name in _key_names(noun, source.field):
        for place in header.named({name}, source.field, used):
            if not rows.is_empty(place):
                return place
    return None


def _key_names(noun: Noun, field: Field) -> list[str]:
    names = [plain_title(name) for name in crm.NAMES.get(noun.name, {}).get(field.name, "").split("|")]
    return [name for name in names if name in _keys()]


@cache
def _keys() -> frozenset[str]:
    texts = [crm.REFERENCE_IDS, *(fields.get("external_id", "") for fields in crm.NAMES.values())]
    return frozenset().union(*map(plain_titles, texts)) - {""}
