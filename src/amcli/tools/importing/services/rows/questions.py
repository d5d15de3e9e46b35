"""What a file leaves open: collected while its rows are read, and asked of the user once for each column."""

from __future__ import annotations

import shlex

from amcli.base.errors import BadValue
from amcli.base.text import one_line, quote
from amcli.records.services.row_draft import CellError
from amcli.tools.importing.services.rows import vocabulary as words

NAMED_TEXTS = 5  # texts that a question names


class LeftOut(BadValue):
    """A cell says of its row that it is not to be taken, and the message why. It is no bad row."""


class Questions:
    """The open questions of one file."""

    def __init__(self) -> None:
        self._cancelled: tuple[str, str] | None = None
        self._reversal: tuple[str, str, str] | None = None
        # By column and what is wrong: what to type, the first texts with the lines they are on, how many cells.
        self._asked: dict[tuple[str, str], tuple[str, dict[str, int], list[int]]] = {}

    def hear(self, line: int, error: CellError) -> None:
        """Keep what a row could not be read for, where that is a question."""
        if error.question is None:
            return
        key = error.title, error.question.what
        _, texts, count = self._asked.setdefault(key, (error.question.answer, {}, [0]))
        count[0] += 1
        if len(texts) <= NAMED_TEXTS:
            texts.setdefault(error.text, line)

    def leaves_out(self, title: str, text: str) -> None:
        """A row was left out for its state."""
        if not words.was_never_sent(text):
            self._cancelled = self._cancelled or (title, text)

    def takes_off(self, field: str, title: str, text: str) -> None:
        """A document that cancels another was taken as what its type says."""
        self._reversal = self._reversal or (field, title, text)

    def ask(self) -> None:
        """Raise BadValue where anything is open: a line for each column, with what to type."""
        asked = [self._sentence(title, what, *said) for (title, what), said in self._asked.items()]
        asked += self._taken_off_twice()
        if asked:
            raise BadValue(f"{asked[0]}; nothing was imported", details=asked if len(asked) > 1 else ())

    def _taken_off_twice(self) -> list[str]:
        """A cancelled invoice that is left out, and the document that cancels it: only one of the two may count."""
        if not (self._cancelled and self._reversal):
            return []
        (state, cancelled), (field, kind, reversal) = self._cancelled, self._reversal
        return [
            f"rows are left out for {one_line(state)} {quote(cancelled)}, and {one_line(kind)} {quote(reversal)} is "
            f"taken off too, so that a cancelled invoice may count twice: type --keep-status {_word(cancelled)}, or "
            f"--word {field}:{_word(reversal)}=skip (or else =credit)"
        ]

    def _sentence(self, title: str, what: str, answer: str, texts: dict[str, int], count: list[int]) -> str:
        shown = [f"{quote(text)} (line {line})" for text, line in list(texts.items())[:NAMED_TEXTS]]
        more = " and others" if len(texts) > NAMED_TEXTS else ""
        first = next(iter(texts))
        typed = answer.replace("COLUMN", _word(one_line(title))).replace("{}", _word(one_line(first)))
        rows = "" if count[0] == len(texts) else f" in {count[0]:,} rows"
        return f"the column {one_line(title)} has {', '.join(shown)}{more}{rows}, {what}: type {typed}"


def _word(text: str) -> str:
    """As a shell takes it, also inside a word."""
    return shlex.quote(text)
