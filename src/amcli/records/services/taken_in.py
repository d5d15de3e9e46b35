"""What the rows of an import ask for as a whole: done to all of them at once, where they wait in the table `staged`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from amcli.store.session import UnitOfWork

# What remarks of rows are about (RowDraft.remarks): the record that a field of Noun.beside names, by its id; and the
# text of one that there is not, which leaves the row good.
BESIDE, NOBODY_BESIDE = "beside", "nobody beside"


class Follows(NamedTuple):
    """What is written besides the rows: sales that are booked, and those that are here and are joined to their deal.

    notes: what is to be said of it. beside: what other records keep of those of the file, such as who owns them
    (Noun.beside), and of how many that is written.
    """

    booked: int = 0
    joined: int = 0
    notes: tuple[str, ...] = ()
    beside: tuple[tuple[str, int], ...] = ()


NOTHING_FOLLOWS = Follows()


class Unfit(NamedTuple):
    """A waiting row that cannot be taken, and why."""

    line: int
    why: str


def counted_remarks(work: UnitOfWork, about: str) -> dict[str, int]:
    """How many of the new rows something is to be said of, by what (RowDraft.remarks)."""
    sql = """SELECT remark.name, count(*) FROM remark JOIN staged USING (line) WHERE about = ? AND id IS NULL
        GROUP BY 1"""
    return dict(work.connection.execute(sql, (about,)).fetchall())


class TakenIn:
    """What a noun does with the rows of a file (Noun.taken_in), by itself nothing.

    A row that waits has an id once it is known again (0: it repeats another of the file), None while it is new.
    """

    with_stage: tuple[str, ...] = ()
    """The columns that change with the stage, also where no column of the file is for them."""

    keyless: bool = False
    """Whether it finds the rows that have no key of another system itself, rather than by their natural key."""

    cleared: tuple[str, ...] = ()
    """The columns in which an empty text of a waiting row, once it is settled, empties that of its record."""

    def complete(self, work: UnitOfWork, name_of: Callable[[str, int], str]) -> list[str]:
        """Before rows are compared with the records: fill in what they are known by. What is to be said of it.

        name_of: what a record of a noun is called, also one that is still to be made.
        """
        del work, name_of
        return []

    def settle(self, work: UnitOfWork) -> list[str]:
        """When it is known which rows are new: fill in what these need. What is to be said of them."""
        del work
        return []

    def unfit(self, work: UnitOfWork, *, updates: bool) -> Iterable[Unfit]:
        """When it is known what changes (the table `difference`): the rows that break a rule of several records.

        updates: whether what differs is changed.
        """
        del work, updates
        return ()

    def foresee(self, work: UnitOfWork, *, updates: bool, sells: bool, answer: str) -> Follows:
        """When it is known what changes (the table `difference`): what else will be written, and is to be said.

        updates: whether what differs is changed; sells: whether what was won is to be sold; answer: what the user said
        of records that may be what is sold (records.services.offer). SameAsked where nobody said so.
        """
        del work, updates, sells, answer
        return NOTHING_FOLLOWS

    def follow(self, work: UnitOfWork, made: tuple[int, int] | None, *, sells: bool, answer: str) -> None:
        """When the records are made (the first and last id, None for none) and changed: write what was foreseen."""
