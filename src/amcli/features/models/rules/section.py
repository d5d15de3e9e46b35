"""One table of a model's file, read strictly: each value by its key, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from amcli.base.text import clean, is_empty, name_key, nearest, quote
from amcli.features.models.rules.toml_lines import Path

LONGEST_NAME, LONGEST_TEXT = 60, 600
LARGEST, FINEST = 1_000, 4  # numbers, and how many decimals of one are read


class Wrong(Exception):
    """What is not accepted in a file: the line, and what is wrong there."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


class Section:
    """A table of the file. called: what a person calls it. Everything that is asked of it raises Wrong."""

    def __init__(self, values: Mapping[str, Any], lines: Mapping[Path, int], path: Path = (), called: str = "") -> None:
        self.values, self.called = values, called or "a model"
        self._lines, self._path = lines, path

    def line(self, *place: str | int) -> int:
        """The line of what stands at a place in it; of what is not there the line of what it would stand in."""
        path = (*self._path, *place)
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def wrong(self, message: str, *place: str | int) -> Wrong:
        """A complaint about what stands at a place in it."""
        return Wrong(self.line(*place), message)

    def only(self, *keys: str) -> None:
        """Refuse a key that means nothing here."""
        for key in self.values:
            if key not in keys:
                near = nearest(key, keys, 1)
                meant = f", such as {near[0]}" if near else ""
                raise self.wrong(f"{self.called} has no {quote(key)}{meant}: use {', '.join(keys)}", key)

    def has(self, key: str) -> bool:
        """Whether there is a value."""
        return key in self.values

    def text(self, key: str, *, longest: int = LONGEST_TEXT, needed: bool = True) -> str:
        """A text on one line, however it is broken in the file; an empty one where it is neither there nor needed."""
        value = self._value(key, needed)
        return "" if value is None else self._said(value, key, longest)

    def name(self, key: str = "name") -> str:
        """A short text."""
        return self.text(key, longest=LONGEST_NAME)

    def code(self, key: str = "code") -> str:
        """What is typed for something: a word of letters, digits, - and _, which begins with a letter."""
        text = self.name(key)
        plain = text.replace("-", "").replace("_", "")
        if not (text.isascii() and plain.isalnum() and text[0].isalpha() and len(text) <= 40):
            raise self.wrong(f"{key} {quote(text)}: use up to 40 of a-z 0-9 - _, a letter first", key)
        return text

    def word(self, key: str, words: tuple[str, ...]) -> str:
        """One of some words."""
        text = self.name(key)
        if text not in words:
            raise self.wrong(f"{key} {quote(text)}: use one of {', '.join(words)}", key)
        return text

    def flag(self, key: str) -> bool:
        """A flag, which is false where it is not there."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(f"{key}: use true or false", key)
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number of a range."""
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(f"{key}: use a whole number from {least} to {most}", key)
        return value

    def number(self, key: str) -> Fraction:
        """An exact number, of a few decimals."""
        value = self._value(key)
        fits = isinstance(value, int | Decimal) and not isinstance(value, bool)
        if fits and isinstance(value, Decimal):  # before it is compared, and long before it is made exact
            _, digits, exponent = value.as_tuple()
            fits = isinstance(exponent, int) and -FINEST <= exponent <= 0 and len(digits) <= 2 * FINEST
        if not fits or abs(value) > LARGEST:
            raise self.wrong(f"{key}: use a number up to {LARGEST:,}, with at most {FINEST} decimals", key)
        return Fraction(value)

    def texts(self, key: str, least: int = 1, most: int = 50, longest: int = LONGEST_NAME) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of it."""
        value = self._value(key)
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not least <= len(value) <= most:
            wanted = f"{least} texts" if least == most else f"{least} to {most} texts"
            raise self.wrong(f"{key}: use a list of {wanted}", key)
        return tuple(self._said(each, key, longest, number) for number, each in enumerate(value))

    def section(self, key: str, called: str) -> Section:
        """A table in it."""
        value = self._value(key)
        if not isinstance(value, dict):
            raise self.wrong(f"{key} is a table: write [{key}]", key)
        return Section(value, self._lines, (*self._path, key), called)

    def sections(self, key: str, called: str, *, least: int = 1, most: int) -> list[Section]:
        """The tables of an array, of which there are so many."""
        value = self._value(key) if least else self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(f"{key} are tables: write [[{key}]] above each", key)
        if not least <= len(value) <= most:
            many = str(least) if least == most else f"{least} to {most}"
            raise self.wrong(f"{self.called} has {many} {key}, and here are {len(value)}", key)
        return [Section(each, self._lines, (*self._path, key, number), called) for number, each in enumerate(value)]

    def _value(self, key: str, needed: bool = True) -> Any:
        if key not in self.values and needed:
            raise self.wrong(f"{self.called} needs {key}")
        return self.values.get(key)

    def _said(self, value: Any, key: str, longest: int, *place: int) -> str:
        if not isinstance(value, str):
            raise self.wrong(f"{key}: use a text, in quotation marks", key, *place)
        text = " ".join(value.split())
        if clean(text)[1]:
            raise self.wrong(f"{key} has characters that no screen shows: leave them out", key, *place)
        if is_empty(text) or len(text) > longest:
            raise self.wrong(f"{key}: use a text of 1 to {longest} characters", key, *place)
        return text


def each_once(sections: list[Section], names: list[str], key: str) -> Iterator[str]:
    """The names that sections have under a key, of which no two are the same in any case. Raises Wrong."""
    seen: dict[str, int] = {}
    for section, name in zip(sections, names, strict=True):
        line = section.line(key)
        if name_key(name) in seen:
            raise Wrong(line, f"{key} {quote(name)} is in line {seen[name_key(name)]} already")
        seen[name_key(name)] = line
        yield name
