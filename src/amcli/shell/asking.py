"""Questions to a person, and what comes on standard input: a text, or names."""

import sys
from collections.abc import Callable, Sequence

import typer

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Change
from amcli.base.text import one_line
from amcli.shell.invocation import Invocation

LONGEST_TEXT = 16_000_000  # characters that anybody means to hand over: a device without an end is not read to it


def text_from_stdin(most: int = 0) -> str:
    """All of standard input, or its first `most` characters.

    BadValue where it cannot be read (it may be closed), is no text, or goes on beyond all that anybody means.
    """
    try:
        text = sys.stdin.read(most or LONGEST_TEXT + 1)
        if len(text) > LONGEST_TEXT:
            raise BadValue(f"standard input has more than {LONGEST_TEXT:,} characters: nothing was done with it")
        return text
    except OSError as error:
        raise BadValue(f"cannot read standard input: {error.strerror or error}") from error
    except UnicodeError as error:
        raise BadValue("standard input is not text in UTF-8") from error


def from_stdin(names: Sequence[str]) -> list[str]:
    """The names typed, `-` standing for the lines of standard input. BadValue as `text_from_stdin`."""
    if "-" not in names:
        return list(names)
    lines = [line.strip() for line in text_from_stdin().split("\n")]
    return [each for name in names for each in (lines if name == "-" else [name]) if each]


def confirmed(invocation: Invocation, question: str, yes: bool, no: str = "nothing was removed") -> None:
    """Ask a person; refuse where nobody can be asked. Raises Refused, with the words of `no`, for no."""
    if yes:
        return
    if not invocation.interactive:
        raise Refused(f"{one_line(question)} Nobody can be asked here: add --yes")
    if not answered_yes(invocation, question):
        raise Refused(no)


def removed(
    invocation: Invocation, what: str, names: Sequence[str], remove: Callable[..., Change], *, yes: bool, dry_run: bool
) -> Change:
    """What `remove(names, dry_run=)` removes, once a person agreed. Raises as that does, and Refused as `confirmed`."""
    if not (yes or dry_run):  # nobody is asked about what cannot be done
        remove(names, dry_run=True)
    confirmed(invocation, f"Remove {what} {', '.join(names)}?", yes or dry_run)
    return remove(names, dry_run=dry_run)


def answered_yes(invocation: Invocation, question: str) -> bool:
    """What a person on a terminal answers; Abort at the end of the input."""
    question = one_line(question)
    invocation.err.write(f"{question} [y/N] ")
    invocation.err.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise typer.Abort
    return answer.strip().lower() in ("y", "yes")
