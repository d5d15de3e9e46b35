"""What concerns many commands, each in a file of its own that fits a screen.

The first line of a file is its title. Lines that begin with two blanks are a list: what is typed, then behind two or
more blanks what it means. All others are paragraphs, with an empty line between two of them.
"""

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
ORDER = ("dates", "periods", "money", "names", "formats", "exit-codes", "files", "settings")

Rows = tuple[tuple[str, str], ...]


class Topic(NamedTuple):
    """Its title, and its paragraphs and lists in order."""

    title: str
    blocks: tuple[str | Rows, ...]


def names() -> tuple[str, ...]:
    """The topics, the most asked for first."""
    return ORDER


def named(word: str) -> str:
    """The topic that a word means, in any case, in the singular too; an empty text where there is none."""
    word = word.strip().lower()
    return next((name for name in ORDER if word in (name, name.removesuffix("s"))), "")


def topic(name: str) -> Topic:
    """What a topic says, `name` being one of `names`."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    title, _, rest = text.partition("\n")
    blocks: list[str | Rows] = []
    for block in re.split(r"\n *\n", rest.strip("\n")):
        lines = block.split("\n")
        blocks.append(tuple(_row(line) for line in lines) if block.startswith("  ") else block)
    return Topic(title, tuple(blocks))


def _row(line: str) -> tuple[str, str]:
    first, _, second = line.strip().partition("  ")
    return first, second.strip()
