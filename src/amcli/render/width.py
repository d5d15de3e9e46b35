"""How many cells of a terminal a text takes."""

from __future__ import annotations

from functools import lru_cache


def width(text: str) -> int:
    """Two cells for wide East Asian characters and emoji, none for combining and invisible ones, one for the rest."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def pad(text: str, to: int, right: bool = False) -> str:
    """The text filled with spaces to `to` cells; `right` moves it to the right."""
    space = " " * (to - width(text))
    return space + text if right else text + space


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    from unicodedata import category, east_asian_width

    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
