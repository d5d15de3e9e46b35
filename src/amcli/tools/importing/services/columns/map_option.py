"""What stands behind the sign of `--map FIELD=…`: columns, what is between them, and texts of the user's own.

`A+B` joins texts with a hyphen; `First+" "+Last` has a text between them, which need not be quoted where it has neither
letters nor digits (a shell takes the quotes away); `"EUR"` is the same in all rows. For a field that is a number `A+B`
is a sum and `A-B` a difference. A column whose whole name contains such a sign is found first, the longest name first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_PIECE = re.compile(r"""\s*(?P<quote>["'])(?P<text>.*?)(?P=quote)\s*(?=[+]|$)""", re.DOTALL)


class Part(NamedTuple):
    """A column, by its name, or a text; and the sign before it (of a number)."""

    text: str
    is_text: bool = False
    minus: bool = False


Finds = Callable[[str], bool]


def parts_of(value: str, is_column: Finds, is_spelled_so: Finds, *, numeric: bool) -> list[Part]:
    """The parts of what was typed. numeric: the field is a number, so that a minus takes away.

    is_column: whether a column has a name, in which signs do not count; is_spelled_so: whether they are in it, too.
    """
    if is_spelled_so(value) or (is_column(value) and not numeric):
        return [Part(value)]
    if not numeric:
        return _joined(value, is_column)
    parts = _summed(value, is_column)
    known = all(part.is_text or is_column(part.text) for part in parts)
    return [Part(value)] if is_column(value) and not known else parts


def _joined(value: str, is_column: Finds) -> list[Part]:
    parts: list[Part] = []
    rest = value
    while True:
        if match := _PIECE.match(rest):
            parts.append(Part(match["text"], is_text=True))
            behind = rest[match.end() :]
        else:
            name, behind = _first(rest, "+", is_column)
            literal = bool(name) and not any(map(str.isalnum, name)) and not is_column(name)
            parts.append(Part(name, is_text=literal))
        if not behind:
            return parts
        rest = behind[1:]


def _summed(value: str, is_column: Finds) -> list[Part]:
    parts: list[Part] = []
    text = value.strip().replace("\u2212", "-")
    minus = text.startswith("-")
    rest = text[1:] if minus else text
    while True:
        if not parts and (match := _PIECE.fullmatch(rest)):
            return [Part(match["text"], is_text=True)]
        name, behind = _first(rest, "+-", is_column)
        parts.append(Part(name, minus=minus))
        if not behind:
            return parts
        minus, rest = behind[0] == "-", behind[1:]


def _first(text: str, signs: str, is_column: Finds) -> tuple[str, str]:
    """The first name, which is the longest that is a column's, else what stands before the first sign; and the rest."""
    ends: Sequence[int] = [n for n, each in enumerate(text) if each in signs] + [len(text)]
    for end in reversed(ends):
        if is_column(text[:end]):
            return text[:end], text[end:]
    return text[: ends[0]], text[ends[0] :]
