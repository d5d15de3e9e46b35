"""The ledger: what was sold in the spans of each look, in one currency, by account, by product or altogether."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import add, sub
from typing import Any, NamedTuple

from amcli.features.accounts.reports.account_tree import Tree
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.sales.reports.pieces import Use
from amcli.features.sales.reports.sums import Question, Sum, ask, ask_again
from amcli.features.sales.rules.forecast import Amount, RowSums
from amcli.features.sales.rules.window import ACTUAL, REST
from amcli.store.reader import Reader

# An account or a product by its id, both as a pair, a category or what else the rows of a report are by its name.
Key = int | str | tuple[Any, ...] | None
NO_SUMS = RowSums()


class Cell(NamedTuple):
    """Sales less credits, how many lines they are, and what of both carries a cost."""

    lines: int
    amount: Amount
    cost_lines: int
    costed: Amount
    cost: Amount


NOTHING = Cell(0, 0, 0, 0, 0)


class Sums:
    """What each key sold in the spans of one look."""

    def __init__(self) -> None:
        self._lines: dict[Key, int] = {}
        self._beside: set[Key] = set()  # sold in another look that the rows stand beside
        self._cells: dict[Key, tuple[Amount, ...]] = {}
        self._spans: dict[Key, list[Amount]] = {}
        self._last_sales: dict[Key, date] = {}
        self._lacking: dict[Key, set[int]] = {}  # the places of spans in which an amount of the key has no rate

    @property
    def keys(self) -> list[Key]:
        """Every key of which anything is known."""
        return list(self._spans)

    @property
    def known(self) -> set[Key]:
        """The keys that sold in the period or one year earlier, or in what else the rows stand beside."""
        return {key for key, lines in self._lines.items() if lines} | self._beside

    def cell(self, key: Key) -> Cell:
        """What the key sold in the period."""
        return Cell(*self._cells.get(key, NOTHING))  # type: ignore[arg-type]

    def row(self, key: Key) -> RowSums:
        """What the key sold in all the spans."""
        return RowSums(*self._spans.get(key, NO_SUMS))

    def rows(self) -> list[RowSums]:
        """Those of every key."""
        return [RowSums(*each) for each in self._spans.values()]

    def last_sale(self, key: Key) -> date | None:
        """The last day on which the key sold something, where that was asked for."""
        return self._last_sales.get(key)

    def sold_last(self, key: Key, day: date) -> None:
        """Note the last day on which a key, or a part of it, sold something."""
        self._last_sales[key] = max(day, self._last_sales.get(key, day))

    def know(self, other: Sums) -> None:
        """Count those that sold in another look among the known."""
        self._beside |= other.known

    def lacks(self, key: Key, place: int) -> bool:
        """Whether an amount of the key in a span has no rate."""
        return place in self._lacking.get(key, ())

    @property
    def keys_lacking(self) -> set[Key]:
        """The keys of which an amount has no rate."""
        return {key for key, places in self._lacking.items() if places}

    def lacking(self) -> set[int]:
        """The places of the spans in which an amount of any key has no rate."""
        return {place for places in self._lacking.values() for place in places}

    def lack(self, key: Key, use: Use) -> None:
        """Note that an amount that the key has in a span has no rate."""
        self._spans.setdefault(key, [*NO_SUMS])
        self._lacking.setdefault(key, set()).add(use.place)

    def add(self, key: Key, use: Use, measures: Sequence[Amount]) -> None:
        """Take in, or take away, what a key sold in a piece of a span."""
        _, place, sign = use
        spans = self._spans.get(key)
        if spans is None:
            spans = self._spans[key] = [*NO_SUMS]
        spans[place] += sign * measures[1]
        if place <= REST:
            self._lines[key] = self._lines.get(key, 0) + sign * int(measures[0])
        if place == ACTUAL:
            signed = measures if sign > 0 else [-each for each in measures]
            self._cells[key] = tuple(map(add, self._cells.get(key, NOTHING), signed))

    def grouped(self, groups: Iterable[tuple[Key, Key]]) -> Sums:
        """The same under other keys: pairs of a key here and the one that it counts for there."""
        result = Sums()
        for key, group in groups:
            result.take(group, self, key)
        return result

    def rolled_up(self, tree: Tree) -> Sums:
        """Each account of the tree together with all those below it."""
        result = Sums()
        for each in tree.upwards():
            result.take(each, self, each)
            above = tree.parent[each]
            if above is not None:
                result.take(above, result, each)
        return result

    def total(self, keys: Collection[Key] | None = None) -> Sums:
        """All keys, or some, under None."""
        return self.grouped((key, None) for key in self._spans if keys is None or key in keys)

    def take(self, key: Key, other: Sums, its: Key) -> None:
        """Count what one key of other sums sold under a key here."""
        if its in other._lacking:
            self._lacking[key] = self._lacking.get(key, set()) | other._lacking[its]
        if its in other._last_sales:
            self.sold_last(key, other._last_sales[its])
        if its in other._beside:
            self._beside.add(key)
        self._count(key, other, its, add)

    def less(self, others: Iterable[tuple[Key, Sums, Key]]) -> Sums:
        """What is left of the amounts of keys here: triples of a key, and other sums with the key of what is taken off.
        Keys of which nothing is left are left out. It is exact, but only of keys that lack no rate.
        """
        left, result = Sums(), Sums()
        for key, other, its in others:
            if key not in left._spans:
                left._count(key, self, key, add)
            left._count(key, other, its, sub)
        for key, spans in left._spans.items():
            if any(spans) or left._lines.get(key):
                result._count(key, left, key, add)
        return result

    def _count(self, key: Key, other: Sums, its: Key, how: Callable[[Any, Any], Any]) -> None:
        if its in other._spans:
            self._spans[key] = list(map(how, self._spans.get(key, NO_SUMS), other._spans[its]))
        if its in other._cells:
            self._cells[key] = tuple(map(how, self._cells.get(key, NOTHING), other._cells[its]))
        if its in other._lines:
            self._lines[key] = how(self._lines.get(key, 0), other._lines[its])


class Unconverted(NamedTuple):
    """Why some sums are not in the ledger, by what they are needed for: the period itself, the year before it, or the
    years before that. Nothing where nothing is missing.
    """

    period: str = ""
    last_year: str = ""
    before: str = ""

    @property
    def first(self) -> str:
        return self.period or self.last_year or self.before


class Reading:
    """The answer to a question as the file has it, each sum in its own currency: first read, then chosen, converted."""

    def __init__(self, reader: Reader, question: Question) -> None:
        self._reader, self._question = reader, question
        self._read = ask(reader, question)

    def currencies(self, scope: Collection[int] | None = None) -> set[str]:
        """Those of the sales in the period and in the year before it, of some accounts or of all."""
        lines: dict[str, int] = {}
        for each in self._read:
            if scope is None or each.key in scope:
                lines[each.currency] = lines.get(each.currency, 0) + each.recent * int(each.measures[0])
        return {currency for currency, count in lines.items() if count}

    def sums(self, rates: Rates, scope: Collection[int] | None = None) -> tuple[list[Sums], Unconverted, Unconverted]:
        """The sums of each look in the one currency of the rates; and what is missing of the scope, and of the others.

        Raises MissingRate for sales of the scope in the period itself.
        """
        looks = [Sums() for _ in self._question.looks]
        lacking: dict[tuple[bool, int, str], Sum] = {}
        for each in self._read:
            if each.currency == rates.to:
                _put(looks, each, each.measures)
        if any(each.currency != rates.to for each in self._read):
            for each in ask_again(self._reader, self._question, rates):
                try:
                    _put(looks, each, _converted(each, rates))
                except MissingRate:
                    for use in each.uses:
                        looks[use.look].lack(each.key, use)
                    place = (scope is None or each.key in scope, _needed_for(each), each.currency)
                    if place not in lacking or each.first < lacking[place].first:
                        lacking[place] = each
        inside, outside = (self._unconverted(lacking, rates, inside) for inside in (True, False))
        return looks, inside, outside

    def _unconverted(self, lacking: Mapping[tuple[bool, int, str], Sum], rates: Rates, inside: bool) -> Unconverted:
        """What is missing of the scope or of the others: the earliest day of each need, in whatever order sums came."""
        said = ["", "", ""]
        for needed in range(len(said)):
            found = [self._exactly(each, rates) for place, each in lacking.items() if place[:2] == (inside, needed)]
            if found:
                _, error = min(found, key=lambda each: (each[0], each[1].message))
                if inside and not needed:
                    raise error
                said[needed] = error.message
        return Unconverted(*said)

    def _exactly(self, each: Sum, rates: Rates) -> tuple[str, MissingRate]:
        """The day of the sale, which totals by month know the month of alone, and the error that names it."""
        found = self._reader.run_query(__file__, "first_in", currency=each.currency, first=each.first)
        day = found.fetchone()[0] or each.first  # other hands may have changed the totals by day
        try:
            rates.at(each.currency, date.fromisoformat(day))
        except MissingRate as error:
            return day, error
        raise AssertionError  # a rate that begins within the piece would have cut it


def _put(looks: Sequence[Sums], each: Sum, measures: Sequence[Amount]) -> None:
    for use in each.uses:
        looks[use.look].add(each.key, use, measures)


def _needed_for(each: Sum) -> int:
    """The place in Unconverted: what of a report wants this sum first."""
    place = min(use.place for use in each.uses)
    return 0 if place == ACTUAL else 1 if place <= REST else 2


def _converted(each: Sum, rates: Rates) -> tuple[Amount, ...]:
    """All of a sum's days have the rate of its first one. Counts of lines stay. Raises MissingRate."""
    factor: Fraction = rates.minor(1, each.currency, date.fromisoformat(each.first))
    return tuple(value if place in (0, 2) else value * factor for place, value in enumerate(each.measures))
