"""What the rows of an import ask for as a whole: done to all of them at once, where they wait in the table `staged`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from amcli.store.session import UnitOfWork


class Followed(NamedTuple):
    """What else an import did, `booked 2 sales`, empty for nothing; and what is to be said of it."""

    did: str = ""
    notes: Sequence[str] = ()


class TakenIn(Protocol):
    """What a noun does with the rows of a file (Noun.taken_in).

    A row that waits has an id once it is known again (0: it repeats another of the file), None while it is new.
    """

    with_stage: tuple[str, ...]
    """The columns that change with the stage, also where no column of the file is for them."""

    def complete(self, work: UnitOfWork, name_of: Callable[[str, int], str]) -> list[str]:
        """Before rows are compared with the records: fill in what they are known by. What is to be said of it.

        name_of: what a record of a noun is called, also one that is still to be made.
        """
        ...

    def settle(self, work: UnitOfWork) -> list[str]:
        """When it is known which rows are new: fill in what these need. What is to be said of them."""
        ...

    def follow(self, work: UnitOfWork, made: tuple[int, int] | None, *, sells: bool) -> Followed:
        """When the records are made (the first and last id, None for none) and changed: what else is to be written.

        sells: whether what was won is to be sold.
        """
        ...
