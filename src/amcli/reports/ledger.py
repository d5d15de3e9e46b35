"""The ledger: what was sold in each span of days, by account or by product, summed by SQL in one pass.

A report asks about many spans that overlap (the period, its months, the same days last year, …). Their edges cut
the calendar into disjoint pieces; SQL sums each piece once, and every figure is a sum of pieces.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from amcli.reports.accounts import Tree, as_json
from amcli.reports.currency import MissingRate, Rates
from amcli.store.reader import QUERIES, Reader

Key = int | str | None
Span = tuple[date, date]
Amount = int | Fraction  # minor units of the report's currency: unrounded, so a Fraction where it was converted


# What tells the rows of a report apart, and the column that holds it.
KEYS = {"account": "s.account_id", "product": "s.product_id", "": "NULL"}


class Cell(NamedTuple):
    """Sales less credits, how many lines they are, and what of both carries a cost."""

    lines: int
    amount: Amount
    cost_lines: int
    costed: Amount
    cost: Amount


NOTHING = Cell(0, 0, 0, 0, 0)


def plus(a: Cell, b: Cell) -> Cell:
    """The sum of two cells."""
    lines, amount, cost_lines, costed, cost = a
    return Cell(lines + b.lines, amount + b.amount, cost_lines + b.cost_lines, costed + b.costed, cost + b.cost)


class Sums:
    """Cells by key and piece; a piece is the span from one of the edges to the next."""

    def __init__(self, edges: Sequence[date]) -> None:
        self._edges = edges
        self._cells: dict[Key, dict[int, Cell]] = {}

    def add(self, key: Key, piece: int, cell: Cell) -> None:
        pieces = self._cells.setdefault(key, {})
        pieces[piece] = plus(pieces[piece], cell) if piece in pieces else cell

    def known(self) -> list[Key]:
        return list(self._cells)

    def between(self, key: Key, start: date, end: date) -> Cell:
        """What the key sold in [start, end), both of them edges."""
        first, beyond = bisect_left(self._edges, start), bisect_left(self._edges, end)
        found = NOTHING
        for piece, cell in self._cells.get(key, {}).items():
            if first <= piece < beyond:
                found = plus(found, cell)
        return found

    def grouped(self, groups: Iterable[tuple[Key, Key]]) -> Sums:
        """The same cells under other keys: pairs of a key here and the one that it counts for there."""
        result = Sums(self._edges)
        for key, group in groups:
            result._take(group, self._cells.get(key, {}))
        return result

    def rolled_up(self, tree: Tree) -> Sums:
        """Each account of the tree together with all those below it."""
        result = Sums(self._edges)
        for each in tree.upwards():
            result._take(each, self._cells.get(each, {}))
            above = tree.parent[each]
            if above is not None:
                result._take(above, result._cells.get(each, {}))
        return result

    def _take(self, key: Key, cells: dict[int, Cell]) -> None:
        for piece, cell in cells.items():
            self.add(key, piece, cell)


class Ledger(NamedTuple):
    """What was sold, in one currency: by key within the report's scope, and the whole portfolio under None.

    `missing` says which rate the portfolio wants for sales outside the scope; the portfolio is then empty, and
    only its season is unknown.
    """

    sums: Sums
    portfolio: Sums
    missing: str = ""

    def total(self) -> Sums:
        """The scope as a whole, under None."""
        return self.sums.grouped((key, None) for key in self.sums.known())


class _Row(NamedTuple):
    key: int | None
    inside: int
    piece: int
    currency: str
    first_day: str
    cell: Cell


class Reading:
    """The sums as the file has them, each in its own currency: first read, then chosen, then converted."""

    def __init__(
        self, reader: Reader, spans: Sequence[Span], edges: Iterable[date], by: str, scope: Collection[int] | None
    ) -> None:
        """Read the spans, cut at the edges. `by` is account, product or nothing; `scope` None is every account."""
        self._reader, self._key, self._scope = reader, KEYS[by], scope
        self._spans = [span for span in spans if span[0] < span[1]]
        self._edges = sorted({*edges, *(day for span in self._spans for day in span)})
        self._rows = list(self._read(self._edges))

    @property
    def currencies(self) -> set[str]:
        """Those of the sales within the scope."""
        return {row.currency for row in self._rows if row.inside}

    def ledger(self, rates: Rates) -> Ledger:
        """Everything in the one currency of the rates. Raises MissingRate for sales within the scope."""
        sums, portfolio = Sums(self._edges), Sums(self._edges)
        missing = ""
        for row in self._in_one_currency(rates):
            try:
                cell = _converted(row, rates)
            except MissingRate as error:
                if row.inside:
                    raise
                missing = missing or error.message
                continue
            if row.inside:
                sums.add(row.key, row.piece, cell)
            portfolio.add(None, row.piece, cell)
        return Ledger(sums, Sums(self._edges) if missing else portfolio, missing)

    def _in_one_currency(self, rates: Rates) -> Iterator[_Row]:
        """The rows; those of other currencies are read again, cut at the days on which a rate begins to hold."""
        if all(row.currency == rates.to for row in self._rows):
            yield from self._rows
            return
        yield from (row for row in self._rows if row.currency == rates.to)
        cuts = {day for day in rates.days() for start, end in self._spans if start < day < end}
        finer = sorted({*self._edges, *cuts})
        for row in self._read(finer, but=rates.to):
            yield row._replace(piece=bisect_right(self._edges, finer[row.piece]) - 1)

    def _read(self, edges: Sequence[date], but: str | None = None) -> Iterator[_Row]:
        pieces = [
            f'[{number},"{first}","{beyond}"]'
            for number, (first, beyond) in enumerate(pairwise(edges))
            if any(start <= first and beyond <= end for start, end in self._spans)
        ]
        sql = (QUERIES / "sales_ledger.sql").read_text(encoding="utf-8").replace("NULL AS key", f"{self._key} AS key")
        rows = self._reader.rows(sql, {"pieces": f"[{','.join(pieces)}]", "scope": as_json(self._scope), "but": but})
        for key, inside, piece, currency, day, *sums in rows:
            yield _Row(key, inside, piece, currency, day, Cell(*sums))


def _converted(row: _Row, rates: Rates) -> Cell:
    """All of a row's days have the rate of its first one."""
    if row.currency == rates.to:
        return row.cell
    day = date.fromisoformat(row.first_day)
    lines, amount, cost_lines, costed, cost = row.cell
    factor = rates.minor(1, row.currency, day)
    return Cell(lines, amount * factor, cost_lines, costed * factor, cost * factor)
