"""Whose records are: those of an account, whether each has to have one or may, or has it by way of another record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from amcli.base.registry import NOUNS

if TYPE_CHECKING:
    from amcli.base.fields import Field, Noun


def owner_field(noun: Noun) -> Field | None:
    """The field that says whose the records are: every one has an owner, or may have one, as a target has an account.

    None for a noun whose records are nobody's, and for one whose records have it by way of others (`Noun.within`).
    """
    if noun.within:
        return None
    theirs = (field for field in noun.references if not field.many and field.noun != noun.name)
    return next((field for field in theirs if NOUNS[field.noun].owns), None)


def owner_noun(noun: Noun) -> str:
    """The noun whose records have these; an empty text where there is none."""
    field = owner_field(noun)
    return field.noun if field else noun.within


def tied(noun: Noun, row: Mapping[str, Any] | None = None) -> list[tuple[Field, str, str]]:
    """What has to be of the same owner as a record that names it: the field, the other's noun, and the column.

    That is what the record is about, and what else it refers to that has an owner as it has one. row: a record, of
    which only what it names is asked for, so that no other noun is loaded.
    """
    owner = owner_field(noun)
    found = {each[-1]: each for each in noun.subjects if row is None or row.get(each[-1]) is not None}
    for field in (*noun.fields, *noun.more):
        if not owner or not field.noun or field.many or field.noun in (noun.name, owner.noun) or field.column in found:
            continue
        if row is not None and row.get(field.column) is None:
            continue
        theirs = owner_field(NOUNS[field.noun])
        if theirs and theirs.noun == owner.noun:
            found[field.column] = (field, field.noun, field.column)
    return list(found.values())


def owner_column(noun: Noun) -> str:
    """The column of its view that holds the id of the owner."""
    field = owner_field(noun)
    return field.column if field else f"{noun.within}_id"
