"""The ledger: what was sold in each span of days, by account or by product, summed by SQL in one pass.

A report asks about many spans that overlap (the period, its months, the same days last year, …). Their edges cut
the calendar into disjoint pieces; SQL sums each piece once, and every figure is a sum of pieces.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from amcli.reports.accounts import Tree
from amcli.reports.currency import MissingRate, Rates
from amcli.store.reader import Reader

Key = int | str | None


class Cell(NamedTuple):
    """Sales less credits in minor units of the report's currency, unrounded, and what of it carries a cost."""

    lines: int = 0
    amount: Fraction = Fraction(0)
    cost_lines: int = 0
    costed: Fraction = Fraction(0)
    cost: Fraction = Fraction(0)

    def __add__(self, other: Cell) -> Cell:  # type: ignore[override]
        return Cell(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


NOTHING = Cell()


class Sums:
    """Cells by key and piece."""

    def __init__(self, edges: list[date]) -> None:
        self._edges = edges
        self._cells: dict[Key, dict[int, Cell]] = {}

    def add(self, key: Key, piece: int, cell: Cell) -> None:
        pieces = self._cells.setdefault(key, {})
        pieces[piece] = pieces[piece] + cell if piece in pieces else cell

    def keys(self) -> Collection[Key]:
        return self._cells.keys()

    def between(self, key: Key, start: date, end: date) -> Cell:
        """What the key sold in [start, end); both must be edges."""
        first, beyond = bisect_left(self._edges, start), bisect_left(self._edges, end)
        found = NOTHING
        for piece, cell in self._cells.get(key, {}).items():
            if first <= piece < beyond:
                found += cell
        return found

    def regrouped(self, groups: Iterable[tuple[Key, Key]]) -> Sums:
        """The same cells under other keys: pairs of a key here and one it counts for there."""
        result = Sums(self._edges)
        for key, group in groups:
            for piece, cell in self._cells.get(key, {}).items():
                result.add(group, piece, cell)
        return result

    def rolled_up(self, tree: Tree) -> Sums:
        """Each account of the tree with all of those below it, counted once."""
        result = Sums(self._edges)
        for each in tree.upwards():
            for piece, cell in self._cells.get(each, {}).items():
                result.add(each, piece, cell)
            above = tree.parent[each]
            if above is not None:
                for piece, cell in result._cells.get(each, {}).items():
                    result.add(above, piece, cell)
        return result


class Raw:
    """The rows of one reading, before a currency was chosen."""

    def __init__(self, reader: Reader, edges: Collection[date], by: str, scope: Collection[int] | None) -> None:
        """Read what was sold between the first and the last edge. `by` is account, product or nothing."""
        self._reader, self._by, self._scope = reader, by, scope
        self._edges = sorted(edges)
        self._rows = self._read(self._edges, None)
        self.currencies = {row[3] for row in self._rows if row[1]}

    def _read(self, edges: list[date], but: str | None) -> list[tuple[object, ...]]:
        from json import dumps

        days = [day.isoformat() for day in edges]
        scope = None if self._scope is None else dumps(sorted(self._scope))
        pieces = dumps(list(zip(days, days[1:], strict=False)))
        return self._reader.named("sales_ledger", pieces=pieces, by=self._by, scope=scope, but=but).fetchall()
