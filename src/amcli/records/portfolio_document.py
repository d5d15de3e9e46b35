"""The portfolio as one JSON document, which `export all` writes and `import all` takes back: its parts and their keys.

A record stands there with what its row holds and nothing twice: one that has a code by that, any other by its id.
`export KIND` has these keys too, and beside them what other records say (an account's name, say).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.fields import ID_FIELD, Field, Noun
from amcli.base.registry import HOMES, NOUNS, in_order, plurals
from amcli.base.text import nearest, quote

HEAD = "amcli"  # the first key, by which the document is known
# Ids of a document. SQLite gives a table no id after 2**63 - 1, so one near that would be the last; nobody comes here.
LARGEST_ID = 10**12
FORMAT = 8
SETTINGS_SINCE = 3  # the format from which on the settings are there
ALIASES_SINCE = 2  # the format from which on records say what they were called before
ALL = "all"
KINDS = (*plurals(), ALL)


class Part(NamedTuple):
    """One kind of record: under its noun's plural, its keys in order, and which of them always have a value."""

    noun: Noun
    fields: dict[str, Field]
    filled: frozenset[str]

    @property
    def self_reference(self) -> str:
        """The key that names another record of the same kind, such as an account's parent; "" where there is none."""
        return next((key for key, field in self.fields.items() if field.noun == self.noun.name), "")

    @property
    def links(self) -> dict[str, tuple[str, str, str]]:
        """The keys that name any number of other records, and where those are kept (Field.link)."""
        return {key: field.link(self.noun.name) for key, field in self.fields.items() if field.many and field.noun}


@cache
def parts(written: int = FORMAT) -> dict[str, Part]:
    """The kinds of records by plural, in an order in which each record finds those that it refers to by their code.

    written: the format of the document.
    """
    return {noun.view: _part(noun) for noun in in_order() if noun.since_format <= written}


def _part(noun: Noun) -> Part:
    typed = {field.stored if field.many and field.stored else field.name: field for field in noun.fields}
    known = {**typed, ID_FIELD.name: ID_FIELD, **{field.name: field for field in noun.more}}
    return Part(noun, {key: known[key] for key in noun.document}, noun.filled)


# Beside the records: settings, and what the file knows of its currencies, before them; what was reminded of after them.
SETTINGS = ("key", "value")
CURRENCIES = ("code", "name", "decimals")
REMINDERS = ("said", "said_at")


def kind_of(text: str, kinds: Sequence[str] = KINDS) -> str:
    """`sales` for `sales`, `sale` or `SALES`. BadValue names the nearest."""
    word = text.strip().lower()
    if word in HOMES:
        word = HOMES[word].plural
    if word in kinds:
        return word
    raise BadValue(f"{quote(text)} is no kind of record: use one of {', '.join(kinds)}", nearest(word, kinds))


def by_code(field: Field) -> bool:
    """Whether a reference is a code; any other is an id."""
    return NOUNS[field.noun].coded
