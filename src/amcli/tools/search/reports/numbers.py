"""A telephone number among the words: it is looked for in each spelling in which the file has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amcli.base.phone import how_alike, is_like_phone
from amcli.base.registry import NOUNS
from amcli.store.reach import reached
from amcli.store.reader import Reader


def in_every_spelling(reader: Reader, words: Sequence[str], text: str) -> list[str]:
    """The words for FTS5; where all that was typed is a number, those or one of the spellings of it in the file."""
    if not is_like_phone(text):
        return list(words)
    found = {spelled.replace('"', " ") for spelled in _spellings(reader, text) if any(map(str.isdigit, spelled))}
    if not found:
        return list(words)
    phrases = " OR ".join(f'"{spelled}"' for spelled in sorted(found))
    return [f"(({' AND '.join(words)}) OR {phrases})"]


def _spellings(reader: Reader, text: str) -> Iterator[str]:
    region = reader.env.phone_country()
    for noun in NOUNS.values():
        if noun.reach is None or not noun.search:
            continue
        ids = reached(reader.connection, noun, text, lambda: region)
        columns = ", ".join(f'"{column}"' for column in noun.reach.numbers)
        for number in ids:
            cells = reader.rows(f"SELECT {columns} FROM {noun.name} WHERE id = ?", (number,)).fetchone()
            yield from (each for each in cells if each and how_alike(text, each, region))
