"""Opportunities of a day in groups that SQL has counted and added up, each in its own currency."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.stages import ENDS, Stage
from amcli.base.time.period import Period, same_day_earlier
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.pipeline.nouns import OMITTED
from amcli.features.pipeline.reports.pipeline_keys import RowKeys
from amcli.features.pipeline.reports.states import ask_states, days_of
from amcli.features.pipeline.rules.forecast import HUNDRED, Amount
from amcli.features.pipeline.rules.stage_age import late_days, usual_days
from amcli.store.reader import Reader, query_text

_NO_NEXT = "NOT EXISTS (SELECT 1 FROM deadline d WHERE d.opportunity_id = s.id AND d.done IS NULL)"


class Tally(NamedTuple):
    """A group: what its opportunities have in common, how many they are and have an amount, and the sums of amounts in
    minor units, of days in the stage, slips, late ones, those without a next step (None: nobody knows) and those whose
    close day had passed.
    """

    key: Any
    stage: str
    currency: str | None
    probability: int
    forecast: str
    in_period: int
    in_year: int
    number: int
    priced: int
    minor: int
    days: int
    slips: int
    late: int
    no_next: int | None
    passed: int

    @property
    def open(self) -> bool:
        return self.stage not in ENDS


def tallies(reader: Reader, keys: RowKeys, day: date, period: Period, scope: Collection[int] | None) -> list[Tally]:
    """All opportunities of a day, of some accounts or of all."""
    late, parameters = late_since(keys.stages, day)
    sql = query_text(__file__, "pipeline_sums")
    known = day == reader.env.today  # what is to be done has no history
    for name, text in (("key", keys.column), ("late", late), ("no_next", _NO_NEXT if known else "NULL")):
        sql = sql.replace(f"{{{name}}}", text)
    parameters |= {**keys.parameters, **days_of(period), "year_before": same_day_earlier(day).isoformat()}
    return [Tally(*row) for row in ask_states(reader, sql, day, scope, parameters)]


def late_since(stages: Sequence[Stage], day: date) -> tuple[str, dict[str, Any]]:
    """The day by which an opportunity `s` must have entered its stage to be late on a day, as an expression of SQL with
    its parameters; nothing for a stage that takes no days.
    """
    cases, parameters = [], dict[str, Any]()
    for place, (name, days) in enumerate(usual_days(stages).items()):
        cases.append(f"WHEN :stage{place} THEN :late{place}")
        parameters |= {f"stage{place}": name, f"late{place}": (day - timedelta(late_days(days))).isoformat()}
    return f"CASE s.stage {' '.join(cases)} END" if cases else "NULL", parameters


class Factors:
    """What one minor unit of each currency is in those of the report on a day; None without a rate."""

    def __init__(self, rates: Rates, day: date) -> None:
        self._rates, self._day = rates, day
        self._known: dict[str, Fraction | None] = {}

    def of(self, currency: str) -> Fraction | None:
        """The latest rate on or before the day."""
        if currency not in self._known:
            try:
                self._known[currency] = self._rates.minor(1, currency, self._day)
            except MissingRate:
                self._known[currency] = None
        return self._known[currency]

    @property
    def lacking(self) -> list[str]:
        """The currencies that were asked for and have no rate."""
        return sorted(currency for currency, factor in self._known.items() if factor is None)


class Row(NamedTuple):
    """What opportunities come to together. Amounts are in minor units of the report's currency, unrounded."""

    number: int = 0
    amount: Amount = 0
    weighted: Amount = 0
    unpriced: int = 0
    no_rate: int = 0
    days: int = 0
    late: int = 0
    slips: int = 0
    no_next: int | None = 0
    omitted: int = 0
    omitted_amount: Amount = 0
    passed: int = 0

    @property
    def counted(self) -> Amount:
        """The amount of those that are not omitted from the forecast."""
        return self.amount - self.omitted_amount


def add_up(groups: Iterable[Tally], factors: Factors) -> Row:
    """Groups together: what has no amount or no rate is counted, what is omitted is not weighted."""
    whole = Row()
    for each in groups:
        factor = factors.of(each.currency) if each.priced and each.currency else None
        amount: Amount = each.minor * factor if factor is not None else 0
        omitted = each.forecast == OMITTED
        whole = Row(
            whole.number + each.number,
            whole.amount + amount,
            whole.weighted + (0 if omitted else amount * each.probability / Fraction(HUNDRED)),
            whole.unpriced + each.number - each.priced,
            whole.no_rate + (each.priced if factor is None else 0),
            whole.days + each.days,
            whole.late + each.late,
            whole.slips + each.slips,
            None if whole.no_next is None or each.no_next is None else whole.no_next + each.no_next,
            whole.omitted + (each.number if omitted else 0),
            whole.omitted_amount + (amount if omitted else 0),
            whole.passed + each.passed,
        )
    return whole
