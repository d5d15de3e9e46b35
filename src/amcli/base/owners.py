"""Whose records are: those of an account, whether each has to have one or may, or has it by way of another record."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def owner_column(noun: Noun) -> str:
    """The column of its view that holds the id of the owner."""
    field = owner_field(noun)
    return field.column if field else f"{noun.within}_id"
