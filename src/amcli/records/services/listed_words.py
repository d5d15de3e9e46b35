"""Fields whose words are those that the file has: what was typed is one of them, spelled as it stands there."""

from __future__ import annotations

from amcli.base.errors import NotFound
from amcli.base.field_type import SEPARATOR
from amcli.base.fields import Field, Noun
from amcli.base.registry import load
from amcli.base.text import name_key, nearest, quote
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def spell_listed_words(work: UnitOfWork, noun: Noun, row: Row, current: Row) -> None:
    """Spell the words of such fields as the file does. What a record has already is left as it is, also where nothing
    is called so any more. Raises NotFound.
    """
    for field in noun.fields:
        if field.listed and row.get(field.column):
            stands = (current.get(field.column) or "").split(SEPARATOR)
            words = row[field.column].split(SEPARATOR)
            listed = (word if word in stands else _spelled(work, field, word) for word in words)
            row[field.column] = SEPARATOR.join(dict.fromkeys(listed))


def spelled_if_known(work: UnitOfWork, field: Field, word: str) -> str:
    """A word of a set as the file spells it, else as it is."""
    text = name_key(field.type.as_typed(word))
    pairs = _pairs(work, field)
    found = next((pair[0] for place in (0, 1) for pair in pairs if name_key(pair[place]) == text), None)
    return word if found is None else field.type.as_kept(found)


def _spelled(work: UnitOfWork, field: Field, word: str) -> str:
    text, names = field.type.as_typed(word), [name for pair in _pairs(work, field) for name in pair if name]
    if name_key(text) not in map(name_key, names):
        raise NotFound(f"{field.flag} {quote(text)}: nothing in the file is called so", nearest(text, names))
    return spelled_if_known(work, field, word)


def _pairs(work: UnitOfWork, field: Field) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = load(field.listed)(work.connection)
    return found
