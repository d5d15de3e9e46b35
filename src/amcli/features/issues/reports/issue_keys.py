"""What the rows of a report on issues can be, what they are called, and the order in which they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from amcli.base.errors import BadValue, NotFound
from amcli.base.text import nearest, quote
from amcli.features.issues.nouns import CAUSES, ISSUE, SEVERITIES, STAGES
from amcli.features.issues.reports.clock import COLLEAGUE, IssueThen
from amcli.store.lookup import id_number
from amcli.store.reader import Reader

SEVERITY, CAUSE, ACCOUNT, OWNER, STAGE = BY = ("severity", "cause", "account", "owner", "stage")
WORDS: Mapping[str, tuple[str, ...]] = {SEVERITY: SEVERITIES, CAUSE: CAUSES, STAGE: STAGES}
RECORDS = {ACCOUNT: ACCOUNT, OWNER: COLLEAGUE}  # the noun whose records the rows are
LATE_ONES = "late"  # what is typed for those of all rows that are late
NONE = "-"  # what is typed for the row of those that have none


class Label(NamedTuple):
    """A row's key for programs, and its name for people."""

    key: str | None
    name: str


class RowKeys:
    """The keys of a report."""

    def __init__(self, reader: Reader, by: str) -> None:
        """Raises BadValue for a word that is no key."""
        self.by = by.strip().lower()
        if self.by not in BY:
            raise BadValue(f"cannot report by {quote(by)}: use one of {', '.join(BY)}", nearest(self.by, BY))
        self._reader = reader
        self._owners: dict[int, Label] = {}
        if self.by == OWNER:
            rows = reader.rows(f"SELECT id, code, name FROM {COLLEAGUE}")
            self._owners = {number: Label(code, name) for number, code, name in rows}

    def of(self, each: IssueThen) -> Label:
        """The row in which an issue stands."""
        if self.by == ACCOUNT:
            return Label(each.account, each.account_name)
        if self.by == OWNER:
            return Label(None, "nobody named") if each.owner is None else self._owners[each.owner]
        word: str = getattr(each, self.by)
        return Label(word, word)

    def place(self, label: Label) -> Any:
        """What rows are sorted by: words in their order, records by their names; who has none last."""
        words = WORDS.get(self.by, ())
        return words.index(label.key or "") if words else (label.key is None, label.name.lower())

    def key_of(self, text: str) -> str | None:
        """The key that somebody typed: a record by whatever it is called. Raises NotFound, also for what no row can be,
        and Ambiguous.
        """
        word = text.strip()
        if self.by == OWNER and word == NONE:
            return None
        if self.by in RECORDS:
            return self._reader.find(RECORDS[self.by], word).reference
        word, words = word.lower(), WORDS[self.by]
        if word not in words:
            raise NotFound(f"{quote(text)} is no row by {self.by}: use one of {', '.join(words)}", nearest(word, words))
        return word


def is_id(text: str) -> bool:
    """Whether a text is the id of an issue, and no key of a row."""
    return id_number(ISSUE.letter, text.strip()) is not None
