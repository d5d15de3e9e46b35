"""Questions to a person, and names from standard input."""

import sys
from collections.abc import Sequence

import typer

from amcli.base.errors import Refused
from amcli.base.text import one_line
from amcli.shell.invocation import Invocation


def from_stdin(names: Sequence[str]) -> list[str]:
    """The names typed, `-` standing for the lines of standard input."""
    if "-" not in names:
        return list(names)
    lines = [line.strip() for line in sys.stdin]
    return [each for name in names for each in (lines if name == "-" else [name]) if each]


def confirmed(invocation: Invocation, question: str, yes: bool, no: str = "nothing was removed") -> None:
    """Ask a person; refuse where nobody can be asked. Raises Refused, with the words of `no`, for no."""
    if yes:
        return
    question = one_line(question)
    if not invocation.interactive:
        raise Refused(f"{question} Nobody can be asked here: add --yes")
    invocation.err.write(f"{question} [y/N] ")
    invocation.err.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise typer.Abort
    if answer.strip().lower() not in ("y", "yes"):
        raise Refused(no)
