"""What can go wrong, said once: each error carries its exit code and its stable code for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """The exit codes that scripts may rely on (docs/exit-codes.md says when each is used)."""

    DONE = 0
    NO = 1
    USAGE = 2
    NOT_FOUND = 3
    REFUSED = 4
    DATABASE = 5
    IN_PART = 6
    UNEXPECTED = 70
    INTERRUPTED = 130


class AmcliError(Exception):
    """A failure that a user can act on: one line of text, an exit code, a code for JSON.

    `candidates` are the nearest valid things to type, best first. `details` are further lines, where one command
    has many things to say, such as the bad rows of a file.
    """

    exit = Exit.UNEXPECTED
    code = "unexpected"

    def __init__(self, message: str, candidates: Iterable[str] = (), details: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.candidates = tuple(candidates)
        self.details = tuple(details)


class BadValue(AmcliError):
    """A word on the command line, or a value in a file, that is not accepted."""

    exit = Exit.USAGE
    code = "bad_value"


class Needed(BadValue):
    """Something that a record needs, and that was not typed."""


class Question(BadValue):
    """A cell of a file that may mean two things: the user is asked, once for all the cells of its column.

    what: what is wrong with it; answer: what to type, `{}` being the cell and COLUMN the name of its column.
    """

    def __init__(self, what: str, answer: str) -> None:
        super().__init__(f"{what}: type {answer}")
        self.what, self.answer = what, answer


class NotFound(AmcliError):
    """No record answers to the name that was typed."""

    exit = Exit.NOT_FOUND
    code = "not_found"


class Ambiguous(AmcliError):
    """More than one record answers to the name that was typed."""

    exit = Exit.NOT_FOUND
    code = "ambiguous"


class Refused(AmcliError):
    """Understood, and not done, because it would break a rule."""

    exit = Exit.REFUSED
    code = "refused"

    @property
    def on_screen(self) -> str:
        """What stands in its place on a screen, which does not fail for it and may lack an option that it names."""
        return self.message

    @property
    def on_page(self) -> str:
        """The same for whoever reads a page and runs no command: without what to type."""
        return self.on_screen.partition(": `")[0]


class DatabaseError(AmcliError):
    """The file: missing, locked, damaged, read-only, too new, or the disk is full."""

    exit = Exit.DATABASE
    code = "database"
