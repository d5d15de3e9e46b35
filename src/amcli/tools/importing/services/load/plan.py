"""What an import is going to do, said before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from amcli.base.fields import Noun
from amcli.base.text import number_of, one_line
from amcli.tools.importing.services.load.reading import Reading

SHOWN_CHANGES = 20  # changes that are named one by one


class Plan(NamedTuple):
    """How many rows make a record, change one, change nothing, are left out, are bad; and why.

    differing: rows among the unchanged that say something else than the record, which --update would take in.
    columns: which columns change (or would), and in how many rows. changes: line, reference and columns of the first.
    reasons: why rows are left out, and how many. reading: how the file was read. archive: records that --missing
    archives. repeated: rows among the unchanged that say what an earlier row of the file says. completed: rows that
    are the same as records made here, which take from them what they have not (Noun.offers). booked: sales of what was
    won that are made; joined: those that are here, and become the sales of what was won. beside: what other records
    keep of those of the file, such as who owns them, and of how many that is written.
    Two runs that do the same have equal plans.
    """

    noun: Noun
    name: str
    create: int
    update: int
    unchanged: int
    differing: int
    left_out: int
    reject: int
    columns: tuple[tuple[str, int], ...] = ()
    changes: tuple[tuple[int, str, str], ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()
    reading: Reading | None = None
    archive: int = 0
    repeated: int = 0
    completed: int = 0
    booked: int = 0
    joined: int = 0
    beside: tuple[tuple[str, int], ...] = ()

    @property
    def does_something(self) -> bool:
        """Whether the portfolio will be another one."""
        return bool(self.changed or self.create or self.archive or self.booked or self.joined or self.beside)

    @property
    def changed(self) -> int:
        """How many records that are there will be others."""
        return self.update + self.completed

    def lines(self) -> Iterator[str]:
        """The plan for a person: a line for each thing that will happen, and the changes one by one."""
        yield f"{one_line(self.name)}, {self.noun.view}:"
        if self.reading:
            yield from self.reading.lines()
        columns = ", ".join(f"{column} {count:,}" for column, count in self.columns)
        hint = f"{self.differing:,} say something else ({columns}): --update takes it in" if self.differing else ""
        repeated = f"{self.repeated:,} as an earlier row of this file" if self.repeated else ""
        for word, count, what in (
            ("create", self.create, ""),
            ("update", self.update, columns if self.update else ""),
            ("complete", self.completed, "made here before: they take what the file says" if self.completed else ""),
            ("book", self.booked, number_of(self.booked, "sale").split()[-1] + " of what was won"),
            ("join", self.joined, "here already: the sale of what was won" if self.joined else ""),
            ("unchanged", self.unchanged, "; ".join(filter(None, (repeated, hint)))),
            ("archive", self.archive, "not in the file any more" if self.archive else ""),
            ("leave out", self.left_out, "; ".join(f"{why} ({count:,})" for why, count in self.reasons)),
            ("reject", self.reject, ""),
        ):
            if count or word == "create":
                yield f"  {word:10}{count:>9,}  {one_line(what)}".rstrip()
        if self.update:
            for line, reference, changed in self.changes:
                yield f"    line {line}: {reference}: {changed}"
            if self.update > len(self.changes):
                yield f"    and {self.update - len(self.changes):,} more"
