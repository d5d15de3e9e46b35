"""The months behind a row, drawn by a table alone: read when somebody looks, because csv and JSON never do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any


class Trend(Sequence[Any]):
    """A cell of Kind.SPARK that is made on the first look."""

    def __init__(self, make: Callable[[], tuple[Any, ...]]) -> None:
        self._make = make

    @cached_property
    def _values(self) -> tuple[Any, ...]:
        return self._make()

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, place: Any) -> Any:
        return self._values[place]
