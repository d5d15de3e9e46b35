"""Rows of a file that may be records which are there already, although no key of the file says so."""

from __future__ import annotations

from typing import NamedTuple

from amcli.base.errors import BadValue

SAME, NEW = ANSWERS = ("same", "new")


SHOWN = 5  # rows that a sentence names one by one


class SameAsked(BadValue):
    """Rows may be records that are there. question: as a person is asked it."""

    def __init__(self, rows: str) -> None:
        """rows: which may be what, as a sentence without its end."""
        super().__init__(f"{rows}; nothing was imported: type --won-sales {SAME}, or {NEW} where they are others")
        self.question = f"{rows}: are they the same?"


class Offer(NamedTuple):
    """What an import asks before it takes a row for a new record: the person may have made that by hand.

    there: SQL that finds one such record, and is cheap where there is none. sure: SQL over the waiting rows (`staged`)
    of the line of each that is such a record without a question, and its id; pairs: of those that may be one, each of
    both once, and from what to what the record would go, where it loses something (else NULL). takes: the columns that
    the record takes of the row where that has them, the key of the other system first, which a sure one keeps; fills:
    those that it takes where it has nothing. called: the records, in the words of a sentence.
    """

    there: str
    sure: str
    pairs: str
    takes: tuple[str, ...]
    fills: tuple[str, ...]
    called: str


def first_of(named: list[str]) -> str:
    """The first of what a sentence names, and how many more there are."""
    more = len(named) - SHOWN
    return ", ".join(named[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")
