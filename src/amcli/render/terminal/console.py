"""The console that tables and screens are printed on, and the words above and below them."""

from __future__ import annotations

from functools import lru_cache
from typing import TextIO

import rich.cells
from rich.console import Console
from rich.text import Text

from amcli.base.text import one_line

_cells_by_rich = rich.cells.get_character_cell_size


@lru_cache(maxsize=4096)
def _cells(character: str, *version: str) -> int:
    """A vowel sign that takes space, as many of Devanagari do, is a cell, of which Rich says that it is none. Terminals
    differ, and a line that is wider than the terminal is worse than one that ends early.
    """
    from unicodedata import category

    return 1 if category(character) == "Mc" else _cells_by_rich(character, *version)


rich.cells.get_character_cell_size = _cells


class _Console(Console):
    """Rich would end the program when a pipe breaks; here the caller decides how to end."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def open_console(out: TextIO, width: int | None, color: bool) -> Console:
    """A console of `width` cells, else as wide as the terminal. Without `color` there is no escape sequence at all."""
    if not width:
        from shutil import get_terminal_size

        width = get_terminal_size().columns
    return _Console(
        file=out,
        width=width,
        height=25,  # without it a dumb terminal counts as 80 columns whatever the width says
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        legacy_windows=False,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def print_title(console: Console, title: str) -> None:
    """What a table is about, above it."""
    if title:
        console.print(Text(one_line(title), "bold cyan"), overflow="fold")


def print_dim(console: Console, sentence: str) -> None:
    """What is to be known of a table, below it."""
    if sentence:
        console.print(Text(one_line(sentence), "dim"), overflow="fold")
