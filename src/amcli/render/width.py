"""How many cells of a terminal a text takes."""

from __future__ import annotations

from functools import lru_cache

from amcli.base.pattern import pattern

# What is not broken between lines: a command to type, which stands in backticks, or else a word.
_WORD = pattern(r"(?<!\S)[^\s`]*`[^`\n]+`[^\s`]*(?!\S)|\S+")


def width(text: str) -> int:
    """Two cells for wide East Asian characters and emoji, none for combining and invisible ones, one for the rest."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def pad(text: str, to: int, right: bool = False) -> str:
    """The text filled with spaces to `to` cells; `right` moves it to the right."""
    space = " " * (to - width(text))
    return space + text if right else text + space


def wrapped(text: str, to: int | None) -> str:
    """The text with each line broken at its words, the next one under its first word; None leaves it as it is.

    A command in backticks stays in one line where it fits, so that it can be copied.
    """
    return text if to is None else "\n".join(_wrap_line(line, to) for line in text.split("\n"))


def _wrap_line(line: str, to: int) -> str:
    if width(line) <= to:
        return line
    if not line.strip():
        return ""
    indent = len(line) - len(line.lstrip())
    room = max(to - indent, 1)
    lines = [""]
    for word in _words(line, room):
        if lines[-1] and width(lines[-1]) + 1 + width(word) > room:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(f"{' ' * indent}{each}" for each in lines)


def _words(line: str, room: int) -> list[str]:
    words: list[str] = []
    for word in _WORD.findall(line):
        words += [word] if width(word) <= room else word.split()
    return words


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    from unicodedata import category, east_asian_width

    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cut(text: str, to: int) -> str:
    """The text in so many cells at the most, its end … where it had more."""
    if width(text) <= to:
        return text
    room, kept = to - 1, ""
    for character in text:
        room -= width(character)
        if room < 0:
            break
        kept += character
    return f"{kept.rstrip()}…"
