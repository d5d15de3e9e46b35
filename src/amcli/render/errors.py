"""An error on stderr: one line for a person, or one JSON object for a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from amcli.base.errors import AmcliError
from amcli.base.text import one_line
from amcli.render.width import wrapped


def render_error(error: AmcliError, as_json: bool, err: TextIO, width: int | None = None) -> None:
    """Write `amcli: what was wrong; did you mean a, b or c?`, or `{"error": {"code", "message", "candidates"}}`.

    width: that of a terminal, at which lines are broken between words.
    """
    if as_json:
        from amcli.render.json import encode

        fields = {"code": error.code, "message": error.message, "candidates": error.candidates}
        if error.details:
            fields["details"] = error.details
        err.write(f"{encode({'error': fields})}\n")
    else:
        lines = [f"amcli: {one_line(error.message)}{_hint(error)}", *(f"  {one_line(line)}" for line in error.details)]
        err.writelines(f"{wrapped(line, width)}\n" for line in lines)


def _hint(error: AmcliError) -> str:
    names = [one_line(name) for name in error.candidates]
    if not names:
        return ""
    match error.code:
        case "ambiguous":
            return f"; it could be: {', '.join(names)}"
        case "not_found":
            return f"; did you mean {_alternatives(names)}?"
        case _:
            return f"; nearest: {', '.join(names)}"


def _alternatives(names: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
