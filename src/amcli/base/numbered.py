"""What is called by its number within another record: PL1.2 is the second of PL1 (Noun.numbered)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amcli.base.pattern import pattern
from amcli.base.registry import NOUNS

if TYPE_CHECKING:
    from amcli.base.fields import Noun

_PLACE = pattern(r"([A-Za-z]{1,2})([0-9]{1,18})\.([0-9]{1,18})")  # no more digits than a row id has


def is_place(text: str) -> bool:
    """Whether a text looks like `PL1.2`; no noun is loaded for that."""
    return _PLACE.fullmatch(text.strip()) is not None


def whole_of(noun: Noun) -> str:
    """The noun whose records those of a numbered one are part of."""
    return next(field.noun for field in noun.references if field.column == noun.keys[-1][0])


def place_in(noun: Noun, text: str) -> tuple[int, int] | None:
    """The row id of the record that `PL1.2` is part of, and the number in it, which are the natural key of a numbered
    noun; None for another text, and for a noun that is not numbered.
    """
    match = _PLACE.fullmatch(text.strip()) if noun.numbered else None
    if match is None or match[1].upper() != NOUNS[whole_of(noun)].letter:
        return None
    return int(match[2]), int(match[3])
