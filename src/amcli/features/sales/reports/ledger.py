"""The ledger: what was sold in each span of days, by account or by product, summed by SQL in one pass.

A report asks about many spans that overlap (the period, its months, the same days last year, …). Their edges cut
the calendar into disjoint pieces; SQL sums each piece once, and every figure is a sum of pieces. What the whole
portfolio sold is added up from the totals that are kept by day: a screen takes no longer when there are more sales.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from amcli.features.accounts.reports.account_tree import Tree, as_json
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.store.reader import Reader, query_text

Key = int | str | None
Span = tuple[date, date]
Amount = int | Fraction  # minor units of the report's currency: unrounded, so a Fraction where it was converted


# What tells the rows of a report apart, and the column that holds it.
KEYS = {"account": "s.account_id", "product": "s.product_id", "": "NULL"}
_IN_SCOPE = "s.account_id IN (SELECT value FROM json_each(:scope))"


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
        self._read = self._of_all if not by and scope is None else self._of_each
        self._rows = list(self._read(self._edges))
        self._portfolio = None if scope is None else list(self._of_all(self._edges))

    @property
    def currencies(self) -> set[str]:
        """Those of the sales within the scope."""
        return {row.currency for row in self._rows}

    def ledger(self, rates: Rates) -> Ledger:
        """Everything in the one currency of the rates. Raises MissingRate for sales within the scope."""
        sums = self._sums(self._rows, self._read, rates)
        if self._portfolio is None:
            return Ledger(sums, sums.grouped((key, None) for key in sums.known()))
        try:
            return Ledger(sums, self._sums(self._portfolio, self._of_all, rates))
        except MissingRate as error:
            return Ledger(sums, Sums(self._edges), error.message)

    def _sums(self, rows: Sequence[_Row], read: Callable[..., Iterator[_Row]], rates: Rates) -> Sums:
        """The rows in one currency; those of others are read again, cut at the days on which a rate begins to hold."""
        sums = Sums(self._edges)
        for row in rows:
            if row.currency == rates.to:
                sums.add(row.key, row.piece, row.cell)
        if any(row.currency != rates.to for row in rows):
            cuts = {day for day in rates.days() for start, end in self._spans if start < day < end}
            finer = sorted({*self._edges, *cuts})
            for row in read(finer, but=rates.to):
                sums.add(row.key, bisect_right(self._edges, finer[row.piece]) - 1, _converted(row, rates))
        return sums

    def _of_each(self, edges: Sequence[date], but: str | None = None) -> Iterator[_Row]:
        """What each key sold within the scope."""
        sql = query_text(__file__, "sales_ledger").replace("NULL AS key", f"{self._key} AS key")
        if self._scope is not None:
            sql = sql.replace(":scope IS NULL", _IN_SCOPE)
        return _rows(self._reader.rows(sql, {"pieces": self._pieces(edges), "scope": as_json(self._scope), "but": but}))

    def _of_all(self, edges: Sequence[date], but: str | None = None) -> Iterator[_Row]:
        """What the whole portfolio sold, under None."""
        return _rows(self._reader.run_query(__file__, "sales_days", pieces=self._pieces(edges), but=but))

    def _pieces(self, edges: Sequence[date]) -> str:
        """The spans between the edges as a JSON array, where sales were asked for."""
        pieces = [
            f'[{number},"{first}","{beyond}"]'
            for number, (first, beyond) in enumerate(pairwise(edges))
            if any(start <= first and beyond <= end for start, end in self._spans)
        ]
        return f"[{','.join(pieces)}]"


def _rows(cursor: Iterable[Sequence[Any]]) -> Iterator[_Row]:
    for key, piece, currency, day, *sums in cursor:
        yield _Row(key, piece, currency, day, Cell(*sums))


def _converted(row: _Row, rates: Rates) -> Cell:
    """All of a row's days have the rate of its first one."""
    day = date.fromisoformat(row.first_day)
    lines, amount, cost_lines, costed, cost = row.cell
    factor = rates.minor(1, row.currency, day)
    return Cell(lines, amount * factor, cost_lines, costed * factor, cost * factor)
