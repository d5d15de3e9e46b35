"""The opportunities that ended in a period: won, lost or given up, each with its amount in the report's currency."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from amcli.base.stages import LOST, UNDECIDED, WON
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.pipeline.reports.pipeline_keys import COLLEAGUE
from amcli.store.reader import Reader


class Question(NamedTuple):
    """What is asked: the period, the day up to which something is known, and the accounts (None: all)."""

    period: Period
    known: date
    scope: Collection[int] | None = None

    @property
    def day(self) -> date:
        """The last day that counts."""
        return min(self.known, self.period.last_day)


class Finished(NamedTuple):
    """An opportunity that ended: `outcome` is won, lost or undecided. minor: of its currency, None without an amount.
    stages: the open ones in which it was, in their order.
    """

    id: int
    account: str
    account_name: str
    name: str
    outcome: str
    closed: date
    created: date
    minor: int | None
    currency: str | None
    kind: str
    product: str | None
    product_name: str | None
    owner: str | None
    owner_name: str | None
    competitor: str | None
    reason: str | None
    stages: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """From the day it was opened to its end, not below none."""
        return max((self.closed - self.created).days, 0)


class Open(NamedTuple):
    """An opportunity that was open on a day, by what it may be counted under."""

    account: str
    kind: str
    product: str | None
    owner: str | None
    competitor: str | None
    stage: str | None


def ended(reader: Reader, asked: Question) -> list[Finished]:
    """Those that ended in the period, in the order of their ends."""
    found = [
        Finished(number, code, account, name, outcome, date.fromisoformat(closed), date.fromisoformat(created), *rest)
        for number, code, account, name, outcome, closed, created, *rest in reader.run_query(
            __file__,
            "ended",
            start=asked.period.start.isoformat(),
            cut=(asked.day + timedelta(days=1)).isoformat(),
            known=asked.known.isoformat(),
            past=asked.known < reader.env.today,
            me=reader.keeper(COLLEAGUE),
            scope=as_json(asked.scope),
        )
    ]
    stages: dict[int, list[str]] = {}
    ids = as_json([each.id for each in found])
    for number, stage in reader.run_query(__file__, "stages_before", ids=ids, known=asked.known.isoformat()):
        stages.setdefault(number, []).append(stage)
    return [each._replace(stages=tuple(dict.fromkeys(stages.get(each.id, ())))) for each in found]


def open_then(reader: Reader, asked: Question) -> list[Open]:
    """Those that were open on the last day that counts."""
    day, scope = asked.day.isoformat(), as_json(asked.scope)
    return [
        Open(*row) for row in reader.run_query(__file__, "open_then", day=day, me=reader.keeper(COLLEAGUE), scope=scope)
    ]


class Sums(NamedTuple):
    """What ended, added up: counts by outcome, amounts in minor units of the report's currency, unrounded.

    priced: how many of each outcome have a part in the amounts.
    """

    won: int
    lost: int
    undecided: int
    won_amount: Fraction
    lost_amount: Fraction
    undecided_amount: Fraction
    priced_won: int
    days_to_win: int
    unpriced: int
    no_rate: int

    @property
    def mean_amount(self) -> Fraction | None:
        """Of the won ones that have an amount."""
        return self.won_amount / self.priced_won if self.priced_won else None

    @property
    def by_value(self) -> bool:
        """Whether a rate by value says something: not where what was won, or all that was lost, has no amount."""
        return bool(self.won_amount or not self.won) and bool(self.lost_amount or not self.lost)

    @property
    def mean_days(self) -> Fraction | None:
        """From opened to won."""
        return Fraction(self.days_to_win, self.won) if self.won else None


class Amounts:
    """The amounts of what ended in the report's currency, at the latest rate on or before the day of each end."""

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self._known: dict[tuple[str, date], MissingRate | None] = {}

    def converted(self, each: Finished) -> Fraction | None:
        """Minor units, unrounded; None without an amount, or without a rate."""
        if each.minor is None or each.currency is None or self.missing(each):
            return None
        return self.rates.minor(each.minor, each.currency, each.closed)

    def missing(self, each: Finished) -> MissingRate | None:
        """Why its amount cannot be converted; None where it can, and where there is none."""
        if each.minor is None or each.currency is None or each.currency == self.rates.to:
            return None
        key = (each.currency, each.closed)
        if key not in self._known:
            self._known[key] = None
            try:
                self.rates.at(*key)
            except MissingRate as error:
                self._known[key] = error
        return self._known[key]

    def sums(self, found: Sequence[Finished]) -> Sums:
        """All of them together."""
        counts, amounts, priced = self._by_outcome(found)
        return Sums(
            counts[WON],
            counts[LOST],
            counts[UNDECIDED],
            amounts[WON],
            amounts[LOST],
            amounts[UNDECIDED],
            priced,
            sum(each.days for each in found if each.outcome == WON),
            sum(each.minor is None for each in found),
            sum(self.missing(each) is not None for each in found),
        )

    def _by_outcome(self, found: Sequence[Finished]) -> tuple[dict[str, int], dict[str, Fraction], int]:
        counts = dict.fromkeys((WON, LOST, UNDECIDED), 0)
        amounts, priced = dict.fromkeys(counts, Fraction(0)), 0
        for each in found:
            counts[each.outcome] += 1
            amount = self.converted(each)
            if amount is not None:
                amounts[each.outcome] += amount
                priced += each.outcome == WON
        return counts, amounts, priced


def currencies(found: Sequence[Finished]) -> set[str]:
    """Those that the amounts are in."""
    return {each.currency for each in found if each.minor is not None and each.currency}


def rates_missing(found: Sequence[Finished], amounts: Amounts) -> Iterator[MissingRate]:
    """What each amount without a rate lacks, each once."""
    yield from {missing.message: missing for each in found if (missing := amounts.missing(each))}.values()
