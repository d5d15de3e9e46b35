"""What is open and should close in a period, beside what sales still lack there: for reports and screens about sales.

Of today it reads the opportunities as they are, and of those only the open ones and the ends of a year; of a day that
has passed their steps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.time.period import Period, same_day_earlier
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.currencies.reports.factors import Factors
from amcli.features.currencies.reports.rates import Rates
from amcli.features.pipeline.reports.states import ask_states, days_of, of_scope
from amcli.features.pipeline.rules.forecast import Ended, coverage, needed_coverage, weighted
from amcli.store.reader import Reader, query_text

_OPEN_NOW = """SELECT account_id, stage, currency, probability, forecast, amount_minor, close FROM opportunity o
    WHERE closed IS NULL AND created <= :day AND {scope}"""
_ENDED_NOW = "SELECT stage, closed AS since FROM opportunity o WHERE closed > :year_before AND {scope}"


class Group(NamedTuple):
    """Open opportunities of one account that count alike; minor: the sum of those that have an amount."""

    account: str
    in_period: int
    currency: str | None
    probability: int
    omitted: int
    number: int
    priced: int
    minor: int


class OpenSum(NamedTuple):
    """What is open and should close in a period. Amounts in minor units of the report's currency, unrounded: of all
    that have one and a rate, and of the omitted ones among them, which are in no weight and no coverage.
    """

    number: int = 0
    amount: Fraction = Fraction(0)
    weighted: Fraction = Fraction(0)
    unpriced: int = 0
    no_rate: int = 0
    omitted: int = 0
    omitted_amount: Fraction = Fraction(0)

    def coverage(self, gap: Fraction | None) -> Fraction | None:
        """How many times it covers what is missing, in minor units; None without a target, and once nothing is."""
        return coverage(self.amount - self.omitted_amount, gap)


class Pipeline:
    """What is open on a day in a currency, of some accounts or of all (None), and which part of what ended was won."""

    def __init__(
        self, reader: Reader, period: Period, day: date, currency: str, scope: Collection[int] | None = None
    ) -> None:
        self._reader, self._day, self._scope = reader, day, scope
        rates = Rates(reader, currency)
        self._factors, self.decimals = Factors(rates, day), rates.decimals
        self._days = {**days_of(period), "year_before": same_day_earlier(day).isoformat()}
        self.groups = [Group(*row) for row in self._ask("open_sums", "open", _OPEN_NOW)]

    @property
    def number(self) -> int:
        """How many are open, whenever they should close."""
        return sum(group.number for group in self.groups)

    def whole(self) -> OpenSum:
        """All that should close in the period."""
        return self._add_up(self.groups)

    def by_account(self, above: Mapping[str, Collection[str]] | None = None) -> dict[str, OpenSum]:
        """The same of each account that has some, by its code; above: under which accounts each counts, itself too."""
        found: dict[str, list[Group]] = {}
        for group in self.groups:
            for account in above[group.account] if above else (group.account,):
                found.setdefault(account, []).append(group)
        return {account: self._add_up(groups) for account, groups in found.items()}

    def needed_coverage(self) -> Fraction | None:
        """How many times a gap has to be covered: 1 / the win rate by count of what ended in the year to the day."""
        ((won, lost),) = self._ask("won_and_lost", "ended", _ENDED_NOW)
        return needed_coverage(Ended(won, lost).win_rate)

    def _ask(self, name: str, source: str, now: str) -> Iterable[tuple[Any, ...]]:
        sql = query_text(__file__, name)
        if self._day < self._reader.env.today:
            sql = sql.replace(f"{{{source}}}", "{states}")
            return ask_states(self._reader, sql, self._day, self._scope, self._days)
        sql = sql.replace(f"{{{source}}}", now.replace("{scope}", of_scope(self._scope)))
        parameters = {"day": self._day.isoformat(), "scope": as_json(self._scope), **self._days}
        return self._reader.rows(sql, parameters)

    def _add_up(self, groups: Iterable[Group]) -> OpenSum:
        whole = OpenSum()
        for each in groups:
            if each.in_period:
                factor = self._factors.of(each.currency) if each.priced and each.currency else None
                known = each.minor * factor if factor is not None else Fraction(0)
                whole = OpenSum(
                    whole.number + each.number,
                    whole.amount + known,
                    whole.weighted + (0 if each.omitted else weighted(known, each.probability)),
                    whole.unpriced + each.number - each.priced,
                    whole.no_rate + (each.priced if factor is None else 0),
                    whole.omitted + (each.number if each.omitted else 0),
                    whole.omitted_amount + (known if each.omitted else 0),
                )
        return whole
