"""A large JSON object read piece by piece: its keys, and the items of its arrays, never the whole of it.

The standard library's scanner reads each item at C speed; this only finds where an item begins and sees to it that all
of it has been read. Objects come as lists of pairs, so that a key that is there twice is not lost, and numbers exactly.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator
from decimal import Decimal
from json import JSONDecodeError, JSONDecoder
from typing import Any, BinaryIO

from amcli.base.errors import BadValue
from amcli.base.text import quote

STREAM_BLOCK = 1 << 16  # bytes that are read at one time, at the least
LONGEST = 1 << 24  # characters of one item
_SPACE = " \t\r\n"
_NEAR_THE_END = 12  # `\ud83d\ude00` and `-Infinity` may be cut in two


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON")


class JsonStream:
    """Reads one JSON object from bytes in UTF-8. Every fault in it is a BadValue that names the file and the line."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        self._source, self.name = source, name
        self._decoder = getincrementaldecoder("utf-8-sig")()
        self._scan = JSONDecoder(object_pairs_hook=list, parse_float=Decimal, parse_constant=_refuse).raw_decode
        self._text, self._place, self._lines, self._ended = "", 0, 1, False

    @property
    def line(self) -> int:
        """The line that was read last."""
        return self._lines + self._text.count("\n", 0, self._place)

    def members(self) -> Iterator[str]:
        """The keys of the object, in order. The value of each has to be read, by `value` or `items`, in between."""
        self._take("{")
        if self._peek() == "}":
            self._take("}")
        else:
            while True:
                key = self.value()
                if not isinstance(key, str):
                    raise self.wrong("a key is no text")
                self._take(":")
                yield key
                if self._take(",}") == "}":
                    break
        if self._peek():
            raise self.wrong("there is more after the end of the document")

    def items(self) -> Iterator[Any]:
        """The items of an array, one by one."""
        self._take("[")
        if self._peek() == "]":
            self._take("]")
            return
        while True:
            yield self.value()
            if self._take(",]") == "]":
                return

    def value(self) -> Any:
        """One whole value."""
        self._peek()
        while True:
            try:
                value, end = self._scan(self._text, self._place)
            except JSONDecodeError as error:
                ahead = error.pos - self._place
                cut = error.msg.startswith("Unterminated string") or error.pos > len(self._text) - _NEAR_THE_END
                if cut and self._more():
                    continue
                self._place = min(self._place + ahead, len(self._text))
                raise self.wrong(f"this is no JSON: {error.msg}") from error
            except (ValueError, ArithmeticError, RecursionError) as error:
                raise self.wrong(f"this cannot be read: {str(error) or 'a number that is too large'}") from error
            if end == len(self._text) and self._more():  # a number may go on
                continue
            self._place = end
            return value

    def wrong(self, what: str) -> BadValue:
        """The error to raise for what was read last."""
        return BadValue(f"{self.name}: line {self.line:,}: {what}")

    def _peek(self) -> str:
        """The next character that is no space, or nothing at the end."""
        while True:
            while self._place < len(self._text):
                if (found := self._text[self._place]) not in _SPACE:
                    return found
                self._place += 1
            if not self._more():
                return ""

    def _take(self, expected: str) -> str:
        """The next character, which has to be one of some."""
        found = self._peek()
        if not found:
            raise self.wrong("the document ends too soon")
        if found not in expected:
            raise self.wrong(f"this is no JSON: {' or '.join(expected)} is expected, not {quote(found)}")
        self._place += 1
        return found

    def _more(self) -> bool:
        """Read on, keeping what is not yet used; False at the end."""
        if self._ended:
            return False
        self._lines = self.line
        self._text, self._place = self._text[self._place :], 0
        if len(self._text) > LONGEST:
            raise self.wrong(f"one record is longer than {LONGEST:,} characters")
        try:
            # As much again as is waiting, so that a long item is not scanned a thousand times.
            block = self._source.read(max(STREAM_BLOCK, len(self._text)))
            self._ended = not block
            self._text += self._decoder.decode(block, final=self._ended)
        except UnicodeDecodeError as error:
            raise self.wrong("this is no text in UTF-8") from error
        except OSError as error:
            raise BadValue(f"cannot read {self.name}: {error.strerror or error}") from error
        return not self._ended
