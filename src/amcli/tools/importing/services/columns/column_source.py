"""Where one field of a record is found in the rows of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amcli.base.fields import Field

if TYPE_CHECKING:
    from amcli.tools.importing.services.columns.reach_columns import ReachColumns


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """A field, the numbers of the columns that it is taken from, and what those are called in the file.

    joint: what is between the texts of several columns. constant: what it is in all rows, where no column says it.
    pieces: numbers of columns and texts of the user's own, one after the other, where --map has such texts.
    minus: of a sum, whether each of its columns is taken away; empty where it is no sum.
    key: the number of a column that has the key of the record which the field names, None where the file has none.
    reach: of a person's number or address that is one of those in several columns, which these are (reach_columns).
    unit: the currency that the columns' title names for its amounts, or a sign that several currencies share.
    """

    field: Field
    columns: tuple[int, ...]
    title: str
    joint: str = "-"
    constant: str = ""
    pieces: tuple[int | str, ...] = ()
    minus: tuple[bool, ...] = ()
    unit: str = ""
    key: int | None = None
    reach: ReachColumns | None = None

    @property
    def all_columns(self) -> tuple[int, ...]:
        """The numbers of all columns that are read for the field."""
        return self.columns if self.key is None else (*self.columns, self.key)
