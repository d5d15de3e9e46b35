"""Where a name has room beside its point, so that no text lies over another: the same names are always at the same
places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_GAP = 3  # between a point and its name
_FARTHEST = 8  # lines that a name is moved away


class Area(NamedTuple):
    """A rectangle, from its upper left corner."""

    x: int
    y: int
    wide: int
    high: int

    @classmethod
    def around(cls, x: int, y: int, radius: int) -> Area:
        return cls(x - radius, y - radius, 2 * radius, 2 * radius)

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.wide // 2, self.y + self.high // 2

    def meets(self, other: Area) -> bool:
        """Whether they share more than an edge."""
        return (
            self.x < other.x + other.wide
            and other.x < self.x + self.wide
            and self.y < other.y + other.high
            and other.y < self.y + self.high
        )

    def holds(self, other: Area) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.wide <= self.x + self.wide
            and other.y + other.high <= self.y + self.high
        )

    def is_apart(self, point: Area) -> bool:
        """Whether it is farther from a point than a name that stands beside it."""
        near = Area(point.x - _GAP - 1, point.y - _GAP - 1, point.wide + 2 * _GAP + 2, point.high + 2 * _GAP + 2)
        return not near.meets(self)

    def nearest(self, point: Area) -> tuple[int, int]:
        """The place of its edge where a line from a point arrives."""
        x, _ = point.middle
        above = self.y + self.high <= point.y
        return min(max(x, self.x), self.x + self.wide), self.y + self.high if above else self.y


def free_place(point: Area, wide: int, high: int, sheet: Area, taken: Sequence[Area]) -> Area | None:
    """The nearest place on a sheet for a name of this size where nothing else is; None where there is none."""
    for way in _ways(point, wide, high):
        if sheet.holds(way) and not any(map(way.meets, taken)):
            return way
    return None


def _ways(point: Area, wide: int, high: int) -> Iterator[Area]:
    """To the right, to the left, above and below, and then line by line farther away."""
    x, y = point.middle
    right, left, middle = point.x + point.wide + _GAP, point.x - _GAP - wide, x - wide // 2
    above, below = point.y - _GAP - high, point.y + point.high + _GAP
    yield from (Area(each, y - high // 2, wide, high) for each in (right, left))
    for line in range(_FARTHEST):
        for top in (above - line * high, below + line * high):
            yield from (Area(each, top, wide, high) for each in (middle, right, left))
