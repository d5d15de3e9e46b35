"""How each kind of record is searched: the SQL that its noun's declaration comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amcli.base.fields import Noun, Search, is_record_currency
from amcli.base.registry import NOUNS
from amcli.base.results import Kind
from amcli.store.subjects import owner_of_row

# After every text that begins so, in the order of SQLite.
AFTER_ALL = "\U0010ffff"


class Source(NamedTuple):
    """One kind, as a `FROM {table} s JOIN {kind} r` that has what matches as `s` and the record as `r`."""

    kind: str
    noun: Noun
    search: Search

    @property
    def table(self) -> str:
        """What is looked into: the search table, or the records where an index serves."""
        return self.kind if self.search.begins else f"{self.kind}_search"

    def match(self, spellings: int) -> str:
        """The condition of the words, which are the parameter KIND_words, or of `beginnings`: so many."""
        if not self.search.begins:
            return f"{self.table} MATCH :{self.kind}_words"
        column = f's."{self.search.begins}"'
        each = [
            f"{column} COLLATE NOCASE >= :begins{place} AND {column} COLLATE NOCASE < :begins{place} || '{AFTER_ALL}'"
            for place in range(spellings)
        ]
        return f"{column} IS NOT NULL AND ({' OR '.join(each)})"

    def called(self, spellings: int, *, is_word: bool) -> str:
        """Whether a record goes by the words, as a condition. is_word: letters alone, as a reference seldom is, so that
        one which begins so is no better found than a text that has the word.
        """
        if self.search.begins:
            column = f's."{self.search.begins}"'
            same = " OR ".join(f"{column} = :begins{place} COLLATE NOCASE" for place in range(spellings))
            return f"({same})" if is_word else f"1 + ({same})"
        if not self.search.names:
            return "0"
        return f"s.rowid IN (SELECT rowid FROM {self.table} WHERE {self.table} MATCH :{self.kind}_names)"

    @property
    def owner_column(self) -> str:
        """The column of the search table that says whose a record is, or an empty text."""
        owners = {field.column for field in self.noun.references}
        return next((column for column in self.noun.searched if column in owners), "")

    @property
    def owned(self) -> bool:
        """Whether a record is an account or belongs to one, directly or through another record."""
        return self.noun.owns or bool(self.owner_column or self.search.begins)

    @property
    def reference(self) -> str:
        """The SQL of what a person types for a record."""
        return "r.code" if self.noun.coded else f"'{self.noun.letter}' || r.id"

    @property
    def found(self) -> str:
        """The SQL of the text around what was found. :shown is how many words."""
        return f'r."{self.search.begins}"' if self.search.begins else f"snippet({self.table}, -1, '', '', '…', :shown)"

    @property
    def score(self) -> str:
        """The SQL of how well a record matches, the least best."""
        return "0" if self.search.begins else f"bm25({self.table}, {', '.join(map(str, self.search.weights))})"

    @property
    def amount(self) -> str:
        """The SQL of the record's amount in minor units, and of its currency."""
        money = next((field for field in self.noun.fields if field.kind is Kind.MONEY), None)
        if not money:
            return "NULL AS amount, NULL AS currency"
        if any(map(is_record_currency, self.noun.fields)):
            return f'r."{money.column}" AS amount, r.currency AS currency'
        lender = next(f for f in self.noun.references if any(map(is_record_currency, NOUNS[f.noun].fields)))
        currency = f'(SELECT l.currency FROM "{lender.noun}" l WHERE l.id = r."{lender.column}")'
        return f'r."{money.column}" AS amount, {currency} AS currency'

    @property
    def owner(self) -> str:
        """The SQL of the number of the account whose the record `r` is."""
        return owner_of_row(self.kind, "r")


def sources() -> dict[str, Source]:
    """What is searched, by kind, in the order of the help."""
    return {name: Source(name, noun, noun.search) for name, noun in NOUNS.items() if noun.search}


def beginnings(text: str) -> dict[str, str]:
    """The parameters of what a reference is or how it begins, in any case: SQLite folds the letters of ASCII, and of
    others a text is looked for as it was typed and in one case.
    """
    spelled = [text] if text.isascii() else dict.fromkeys([text, text.lower(), text.upper()])
    return {f"begins{place}": each for place, each in enumerate(spelled)}


def kinds() -> Sequence[str]:
    """The kinds that can be searched."""
    return tuple(name for name, noun in NOUNS.items() if noun.search)
