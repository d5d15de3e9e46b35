"""Rows of a file that may be records which are there already, although no key of the file says so."""

from __future__ import annotations

from typing import NamedTuple


class Offer(NamedTuple):
    """What an import asks before it takes a row for a new record: the person may have made that by hand.

    there: SQL that finds one such record, and is cheap where there is none. pairs: SQL over the waiting rows (`staged`)
    of the line of each, the id of the record that it may be, each of both once, and from what to what the record would
    go, where it loses something (else NULL). takes: the columns that the record takes of the row; fills: those where it
    has nothing. called: the records, in the words of a sentence.
    """

    there: str
    pairs: str
    takes: tuple[str, ...]
    fills: tuple[str, ...]
    called: str
