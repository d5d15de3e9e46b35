"""What was sold by whoever had the account on the day of the sale, in one currency, exactly.

Most of it is whole months of one owner, which the writers keep as one number each; the sales of the other months are
read by day: those in which an account changed hands, or the rate of a currency changed, and those at the period's ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.handover.reports.held import Holding
from amcli.store.reader import Reader, query_text

_DAY = timedelta(days=1)
_ANY, _OF_ACCOUNT = "", "s.account_id = piece.account AND"
Place = tuple[int, int]  # an account by its row id, and which of its spans
Pieces = list[tuple[int, date, date]]  # an account (0: any), and the days [first, beyond)


class Sold(NamedTuple):
    """What an account sold from a day on, in a month or on that day: lines, and their amount in minor units."""

    account: int
    first: str
    currency: str
    lines: int
    minor: int


class Total(NamedTuple):
    """Lines, and what they come to in minor units of the report's currency, unrounded."""

    lines: int = 0
    amount: Fraction = Fraction(0)

    def plus(self, lines: int, amount: Fraction) -> Total:
        return Total(self.lines + lines, self.amount + amount)


class OwnedSales:
    """The sales of [start, cut) by account and span of owner. Raises as `report_currency`, and MissingRate."""

    def __init__(
        self,
        reader: Reader,
        holding: Mapping[int, Holding],
        days: tuple[date, date],
        currency: str,
        scope: Collection[int] | None = None,
    ) -> None:
        """scope: only of these accounts."""
        self._reader, self._holding, self._scope = reader, holding, scope
        self.by_place: dict[Place, Total] = {}
        months, ends = _split(*days)
        whole = list(self._in_months(*months))
        by_day = list(self._on_days([(0, *end) for end in ends], _ANY))
        found = {each.currency for each in (*whole, *by_day) if each.lines}
        self.rates = Rates(reader, report_currency(reader, currency, found))
        self.converts = bool(found - {self.rates.to})
        turns = {day.replace(day=1) for day in self.rates.days() if day.day > 1}
        mixed = {each[:2] for each in whole if self._is_mixed(each, turns)}
        for each in whole:
            if each[:2] not in mixed:
                self._add(each)
        days_of = [(account, date.fromisoformat(first)) for account, first in sorted(mixed)]
        pieces = [(account, first, _month_after(first)) for account, first in days_of]
        for each in (*by_day, *self._on_days(pieces, _OF_ACCOUNT)):
            self._add(each)

    def _is_mixed(self, each: Sold, turns: Collection[date]) -> bool:
        """Whether an account changed hands within a month, or the rate of what it sold did; turns: the months in which
        any rate changes after their first day.
        """
        first = date.fromisoformat(each.first)
        last = (_month_after(first) - _DAY).isoformat()
        holding = self._holding.get(each.account)
        if holding and holding.place(each.first) != holding.place(last):
            return True
        return each.currency != self.rates.to and first in turns

    def _add(self, each: Sold) -> None:
        holding = self._holding.get(each.account)
        place = each.account, holding.place(each.first) if holding else 0
        amount = self.rates.minor(each.minor, each.currency, date.fromisoformat(each.first))
        self.by_place[place] = self.by_place.get(place, Total()).plus(each.lines, amount)

    def _in_months(self, first: date, beyond: date) -> Iterator[Sold]:
        if first < beyond:
            months = {"first": f"{first:%Y-%m}", "beyond": f"{beyond:%Y-%m}"}
            yield from self._chosen(self._reader.run_query(__file__, "sold_in_months", **months))

    def _on_days(self, pieces: Pieces, of_account: str) -> Iterator[Sold]:
        if pieces:
            sql = query_text(__file__, "sold_on_days").replace("{of_account}", of_account)
            rows = ",".join(f'[{account},"{first}","{beyond}"]' for account, first, beyond in pieces)
            yield from self._chosen(self._reader.rows(sql, {"pieces": f"[{rows}]"}))

    def _chosen(self, rows: Any) -> Iterator[Sold]:
        return (Sold(*row) for row in rows if self._scope is None or row[0] in self._scope)


def _split(start: date, cut: date) -> tuple[tuple[date, date], list[tuple[date, date]]]:
    """The whole months of some days, [start, cut), and what is beside them."""
    first = start if start.day == 1 else _month_after(start)
    beyond = cut.replace(day=1)
    if first >= beyond:
        return (first, first), [(start, cut)] if start < cut else []
    ends = ((start, first), (beyond, cut))
    return (first, beyond), [end for end in ends if end[0] < end[1]]


def _month_after(day: date) -> date:
    """The first of the next month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
