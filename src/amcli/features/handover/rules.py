"""What goes along when an account changes hands: what is open there in somebody's name."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amcli.base.fields import Type
from amcli.base.owners import owner_field
from amcli.base.registry import NOUNS
from amcli.base.time.dates import Look

ACCOUNT = "account"


class Carried(NamedTuple):
    """A noun whose open records at an account are somebody's. whose: the column of its table that names the colleague,
    where nobody named is whoever keeps the file. open: the condition on its table. due: the column of the day on which
    one has to be done; an empty text where it has none.
    """

    noun: str
    several: str
    whose: str
    open: str
    due: str


def carried(day: date) -> list[Carried]:
    """All such nouns, in the order of the help, with what is open on a day."""
    found = []
    for noun in NOUNS.values():
        owner = owner_field(noun)
        mine = next((field for field in noun.fields if field.mine), None)
        if mine and noun.live and owner and owner.noun == ACCOUNT:
            due = noun.field(noun.day) if noun.day else None
            ahead = due is not None and due.type is Type.DUE and due.look is Look.AHEAD
            found.append(Carried(noun.name, noun.view, mine.column, noun.live_on(day), noun.day if ahead else ""))
    return found
