"""The opportunities that ended in a period: won, lost or given up, each with its amount in the report's currency."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.hints import hinted
from amcli.base.stages import LOST, UNDECIDED, WON
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.pipeline.reports.pipeline_keys import COLLEAGUE
from amcli.features.pipeline.reports.states import ask_states, of_scope
from amcli.store.reader import Reader, query_text

_ENDED_NOW = """SELECT id, stage, closed AS since, amount_minor, currency, colleague_id FROM opportunity o
    WHERE closed IS NOT NULL AND {scope}"""


class Question(NamedTuple):
    """What is asked: the period, the day as of which it is told (what was reopened since had ended before), which may
    lie after the period, and the accounts (None: all).
    """

    period: Period
    known: date
    scope: Collection[int] | None = None

    @property
    def day(self) -> date:
        """The last day that counts."""
        return min(self.known, self.period.last_day)

    def facts(self, currency: str) -> dict[str, Any]:
        """What programs are told of it."""
        period = self.period
        return {
            "period": period.name, "start": period.start, "end": period.last_day, "as_of": self.day,
            "known": self.known, "currency": currency,
        }  # fmt: skip


class Finished(NamedTuple):
    """An opportunity that ended: `outcome` is won, lost or undecided. minor: of its currency, None without an amount.
    stages: the open ones in which it was, the one that it was in last at the end.
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


def ended(reader: Reader, asked: Question) -> list[Finished]:
    """Those that ended in the period, in the order of their ends."""
    found = [
        Finished(number, code, account, name, outcome, date.fromisoformat(closed), date.fromisoformat(created), *rest)
        for number, code, account, name, outcome, closed, created, *rest in _ask(reader, asked)
    ]
    stages: dict[int, list[str]] = {}
    ids = as_json([each.id for each in found])
    for number, stage in reader.run_query(__file__, "stages_before", ids=ids, known=asked.known.isoformat()):
        stages.setdefault(number, []).append(stage)
    return [each._replace(stages=_each_once(stages.get(each.id, ()))) for each in found]


def _each_once(stages: Sequence[str]) -> tuple[str, ...]:
    """In the order in which each was entered last: it may have gone back."""
    return tuple(dict.fromkeys(stages[::-1]))[::-1]


def _ask(reader: Reader, asked: Question) -> Iterator[tuple[Any, ...]]:
    """The rows of ended.sql: of today from the opportunities as they are, of a day that has passed from their steps."""
    sql = query_text(__file__, "ended")
    days = {"start": asked.period.start.isoformat(), "cut": (asked.day + timedelta(days=1)).isoformat()}
    parameters = {"me": reader.keeper(COLLEAGUE), **days}
    if asked.known < reader.env.today:
        return ask_states(reader, sql.replace("{ended}", "{states}"), asked.known, asked.scope, parameters)
    sql = sql.replace("{ended}", _ENDED_NOW.replace("{scope}", of_scope(asked.scope)))
    return reader.rows(sql, {"scope": as_json(asked.scope), **parameters})


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
    def by_value_with_undecided(self) -> bool:
        """The same with what nobody decided beside it."""
        return self.by_value and bool(self.undecided_amount or not self.undecided)

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


def on_missing_rates(found: Sequence[Finished], amounts: Amounts) -> Iterator[str]:
    """What is in no amount for want of a rate: a sentence a currency, with the first day that lacks one."""
    days: dict[str, list[date]] = {}
    for each in found:
        if each.currency and amounts.missing(each):
            days.setdefault(each.currency, []).append(each.closed)
    to = amounts.rates.to
    for currency in sorted(days):
        first = min(days[currency])
        yield hinted(
            f"in no amount: {len(days[currency])} in {currency}, there is no rate from {currency} to {to} from {first} "
            "on",
            f": `amcli rate set {currency} {to} RATE --on {first}` sets one",
        )
