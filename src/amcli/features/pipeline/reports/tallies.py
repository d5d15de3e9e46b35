"""Opportunities of a day in groups that SQL has counted and added up, each in its own currency."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from amcli.base.stages import ENDS
from amcli.base.time.period import Period, same_day_earlier
from amcli.features.currencies.reports.factors import Factors
from amcli.features.pipeline.nouns import OMITTED
from amcli.features.pipeline.reports.pipeline_keys import RowKeys
from amcli.features.pipeline.reports.states import ask_states, days_of, late_since
from amcli.features.pipeline.rules.forecast import Amount, weighted
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
            whole.weighted + (0 if omitted else weighted(amount, each.probability)),
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
