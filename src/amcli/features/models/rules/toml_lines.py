"""On which line of a TOML text each key, table and member of an array stands: the standard library's reader does not
say.

It reads only texts that `tomllib` has read, and so looks for no mistakes.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

from amcli.base.pattern import pattern

Path = tuple[str | int, ...]

_BETWEEN = pattern(r"(?:[ \t\n]|#[^\n]*)*")
_BLANKS = pattern(r"[ \t]*")
_STRING = pattern(
    r'(?s:"""(?:\\.|[^\\])*?"{3,5}(?!"))' + r"|(?s:'''.*?'{3,5}(?!'))" + r'|"(?:\\.|[^"\\])*"' + r"|'[^']*'"
)
_BARE_KEY = pattern(r"[A-Za-z0-9_-]+")
_PLAIN = pattern(r"[^,\]}\n#]*")


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1 on, of everything in a text: by the keys and the places in arrays that lead to it."""
    return _Scanner(text.replace("\r\n", "\n")).run()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text, self._place = text, 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._found: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}  # how many tables an array of them has so far

    def run(self) -> dict[Path, int]:
        above: Path = ()
        self._skip(_BETWEEN)
        while self._place < len(self._text):
            if self._text[self._place] == "[":
                above = self._header()
            else:
                self._pair(above)
            self._skip(_BETWEEN)
        return self._found

    @property
    def _line(self) -> int:
        return bisect_right(self._ends, self._place - 1) + 1 if self._place else 1

    def _skip(self, what: re.Pattern[str]) -> str:
        match = what.match(self._text, self._place)
        assert match, "the text was read by tomllib"
        self._place = match.end()
        return match[0]

    def _next(self, sign: str) -> bool:
        """Whether a sign comes next, which is passed then."""
        found = self._text.startswith(sign, self._place)
        self._place += len(sign) * found
        return found

    def _note(self, path: Path, line: int) -> None:
        for end in range(1, len(path) + 1):
            self._found.setdefault(path[:end], line)

    def _header(self) -> Path:
        """`[table]` or `[[member]]`: the path of what stands below it."""
        line = self._line
        several = self._next("[[")
        if not several:
            self._next("[")
        *before, last = self._keys()
        self._next("]]" if several else "]")
        path: Path = ()
        for key in before:
            path = self._latest((*path, key))
        path = (*path, last)
        if several:
            self._note(path, line)
            self._tables[path] = self._tables.get(path, 0) + 1
        path = self._latest(path)
        self._note(path, line)
        return path

    def _latest(self, path: Path) -> Path:
        """The path itself; of an array of tables that of its latest member."""
        return (*path, self._tables[path] - 1) if path in self._tables else path

    def _keys(self) -> list[str]:
        """`a.b."c d"`, and the blanks around it."""
        keys = []
        while True:
            self._skip(_BLANKS)
            quoted = self._text[self._place] in "\"'"
            word = self._skip(_STRING if quoted else _BARE_KEY)
            keys.append(tomllib.loads(f"key = {word}")["key"] if quoted else word)
            self._skip(_BLANKS)
            if not self._next("."):
                return keys

    def _pair(self, above: Path) -> None:
        line = self._line
        path = (*above, *self._keys())
        self._next("=")
        self._note(path, line)
        self._skip(_BLANKS)
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._text[self._place] in "\"'":
            self._skip(_STRING)
        elif self._next("["):
            self._members(path)
        elif self._next("{"):
            self._skip(_BETWEEN)
            while not self._next("}"):
                self._pair(path)
                self._skip(_BETWEEN)
                self._next(",")
                self._skip(_BETWEEN)
        else:
            self._skip(_PLAIN)

    def _members(self, path: Path) -> None:
        number = 0
        self._skip(_BETWEEN)
        while not self._next("]"):
            self._note((*path, number), self._line)
            self._value((*path, number))
            number += 1
            self._skip(_BETWEEN)
            self._next(",")
            self._skip(_BETWEEN)
