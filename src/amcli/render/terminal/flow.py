"""Texts one behind the other in lines of a width."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text


def flow_lines(console: Console, pieces: Sequence[Text], gap: str, width: int) -> list[Text]:
    """Each piece stays together while it fits into a line; one that is longer than a line goes on at its words."""
    width = max(width, 1)
    lines: list[Text] = []
    for piece in pieces:
        if lines and lines[-1].cell_len + len(gap) + piece.cell_len <= width:
            lines[-1] = Text.assemble(lines[-1], (gap, "dim"), piece)
        else:
            lines += [piece] if piece.cell_len <= width else _wrapped(console, piece, width)
    return lines


def indent_of(pieces: Sequence[Text], indent: int, width: int) -> int:
    """The indent, or as much of it as leaves room for each word, such as a code, that a line without it can hold."""
    words = (cell_len(word) for piece in pieces for word in piece.plain.split())
    return min(indent, width - max((cells for cells in words if cells <= width), default=0))


def _wrapped(console: Console, text: Text, width: int) -> list[Text]:
    lines = list(text.wrap(console, width, overflow="fold"))
    for line in lines:
        line.rstrip()
    return lines
