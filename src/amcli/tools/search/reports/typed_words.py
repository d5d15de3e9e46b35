"""What is typed to search for, as FTS5 reads it: each word is quoted, so that nothing of it is FTS5's own syntax."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.text import clean

MOST_WORDS = 200

_SURROGATE = pattern("[\ud800-\udfff]")  # what is left of bytes that are no text
_SCHEME = pattern(r"(?i)^(?:mailto|tel):(?=\S)")  # of an address that was copied from a page, and in no record
_TYPED = pattern(r'"([^"]*)"|([^\s"]+)')


def terms(typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """Each word or phrase as a string of FTS5, and what has nothing in it to search for.

    BadValue where that is all, and for too many words.
    """
    found, skipped = [], []
    for phrase, word in (pair for text in typed for pair in _TYPED.findall(clean(text)[0])):
        text = phrase or _SCHEME.sub("", word)
        if any(letter.isalnum() for letter in text):
            found.append(_any_spelling(f'"{text}"' if phrase else f'"{text}"*'))
        elif text:
            skipped.append(text)
    if not found:
        unreadable = " in UTF-8" if any(_SURROGATE.search(text) for text in typed) else ""
        raise BadValue(f"nothing to search for: type a word{unreadable} with a letter or a digit")
    if len(found) > MOST_WORDS:
        raise BadValue(f"{len(found)} words are too many to search for: type at most {MOST_WORDS}")
    return found, skipped


def _any_spelling(term: str) -> str:
    """The term, or with the letter that the index knows as itself alone, and people write as two: ß is ss."""
    folded = term.lower()
    others = {folded.replace("ß", "ss"), folded.replace("ss", "ß")} - {folded}
    return f"({' OR '.join([term, *sorted(others)])})" if others else term


def as_one(typed: Sequence[str]) -> str:
    """All that was typed as one text, which a reference may be or begin with."""
    return " ".join(clean(" ".join(typed))[0].replace('"', " ").split())
