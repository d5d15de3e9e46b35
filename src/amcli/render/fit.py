"""Which columns of a table fit a terminal, and how wide each may be. Widths are in cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

GAP = 2
_WORD = 40  # a word of text up to this long, such as a code, is kept whole while other text can fold instead
_COMFORT = 20  # text may fold down to this before a column is dropped
_LEAST = 8  # and down to this when nothing is left to drop


class Need(NamedTuple):
    """What a column asks for: `natural` shows it unfolded; below `rigid` a number or a word of its header is cut.

    `word` is the longest word of a column of text, which may fold; None for any other, which may not.
    """

    rank: int
    natural: int
    rigid: int
    word: int | None = None

    def floor(self, text: int) -> int:
        """The least width where text may fold to `text`."""
        return self.rigid if self.word is None else max(self.rigid, min(self.natural, text))

    def unbroken(self, text: int) -> int:
        """The least width that breaks no word, where text may fold to `text`."""
        return self.floor(max(text, min(self.word or 0, _WORD)))


def need_of(header: str, texts: Sequence[str], measure: Callable[[str], int], *, folds: bool, rank: int = 0) -> Need:
    """What a column with these texts asks for. measure: the cells of a text. folds: whether it may fold."""
    widest = max(map(measure, texts), default=0)
    natural = max(measure(header), widest, 1)
    rigid = max([1, *map(measure, header.split())])
    if not folds:
        return Need(rank, natural, max(rigid, widest))
    words = (measure(word) for text in texts for word in text.split())
    return Need(rank, natural, rigid, word=max(words, default=1))


def fit(needs: Sequence[Need], width: int) -> dict[int, int]:
    """The places of the columns that stay, in order, each with its width.

    Headers fold first, then text down to a comfortable width, then columns go: the highest rank first, the
    rightmost of equals, rank 0 never. If that is still too wide, text folds further, as long as no word is broken.
    What is then wider than the width has to be shown in another way than as columns.
    """
    kept = list(range(len(needs)))
    while _total([needs[place].unbroken(_COMFORT) for place in kept]) > width:
        least = max(kept, key=lambda place: (needs[place].rank, place))
        if needs[least].rank == 0:
            break
        kept.remove(least)
    widths = {place: min(needs[place].natural, max(width, needs[place].unbroken(_LEAST))) for place in kept}
    text = [place for place in kept if needs[place].word is not None]
    _shrink(widths, {place: needs[place].rigid for place in kept if place not in text}, width)
    _shrink(widths, {place: needs[place].unbroken(_COMFORT) for place in text}, width)
    _shrink(widths, {place: needs[place].unbroken(_LEAST) for place in text}, width)
    return widths


def comfortable(needs: Sequence[Need]) -> int:
    """The width at which all of these columns stand in a line, no word broken and no text folded very narrow."""
    return _total([need.unbroken(_COMFORT) for need in needs])


def is_too_wide(widths: dict[int, int], width: int) -> bool:
    """Whether columns of these widths do not stand in a line."""
    return _total(widths.values()) > width


def _total(widths: Collection[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _shrink(widths: dict[int, int], floors: dict[int, int], width: int) -> None:
    """Take from the widest column that is above its floor, cell by cell, until the table fits."""
    for _ in range(_total(widths.values()) - width):
        able = [place for place, floor in floors.items() if widths[place] > floor]
        if not able:
            return
        widths[max(able, key=widths.__getitem__)] -= 1
