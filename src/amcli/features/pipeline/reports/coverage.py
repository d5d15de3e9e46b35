"""The gap to a period's target, and what of the pipeline stands against it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.money import in_percent, one_decimal
from amcli.base.stages import LOST, WON
from amcli.base.time.period import Period
from amcli.features.currencies.reports.factors import Factors
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.pipeline.nouns import BEST, COMMIT
from amcli.features.pipeline.reports.tallies import Row, Tally, add_up
from amcli.features.pipeline.rules.forecast import Coming, Ended, coverage, needed_coverage
from amcli.features.sales.reports.achieved import Achieved, achieved
from amcli.store.reader import Reader


class Outlook(NamedTuple):
    """What a period is to bring and what is open for it. sold: None where an amount of it has no rate (`lacking` says
    which). closing: what is open and should close in it. won: what was won in it.
    """

    sold: Achieved | None
    lacking: str
    coming: Coming
    closing: Row
    won: Row
    ended: Ended

    @property
    def gap(self) -> Fraction | None:
        return Fraction(self.sold.gap) if self.sold and self.sold.gap is not None else None

    @property
    def coverage(self) -> Fraction | None:
        return coverage(self.coming.open, self.gap)

    @property
    def needed(self) -> Fraction | None:
        return needed_coverage(self.ended.win_rate)


def outlook(
    reader: Reader,
    period: Period,
    day: date,
    scope: Collection[int] | None,
    groups: Sequence[Tally],
    rates: Rates,
) -> Outlook:
    """From all the opportunities of a day, and the sales and targets of the same accounts."""
    factors = Factors(rates, day)
    closing = [each for each in groups if each.open and each.in_period]
    parts = {
        forecast: add_up([each for each in closing if each.forecast == forecast], factors)
        for forecast in (COMMIT, BEST)
    }
    won = add_up([each for each in groups if each.stage == WON and each.in_period], factors)
    whole = add_up(closing, factors)
    sold, lacking = None, ""
    try:
        sold = achieved(reader, period, day, scope, rates.to)
    except (MissingRate, BadValue) as error:
        lacking = error.message
    return Outlook(
        sold,
        lacking,
        Coming(won.amount, whole.counted, parts[COMMIT].amount, parts[BEST].amount, whole.weighted),
        whole,
        won,
        Ended(*(sum(each.number for each in groups if each.in_year and each.stage == stage) for stage in (WON, LOST))),
    )


def outlook_facts(look: Outlook, rates: Rates) -> dict[str, Any]:
    """The same for programs."""
    money, coming = rates.money, look.coming
    return {
        "target": money(look.sold.target) if look.sold else None,
        "actual": money(look.sold.actual) if look.sold else None,
        "gap": money(look.gap),
        "closing": money(coming.open),
        "coverage": one_decimal(look.coverage),
        "won": look.ended.won,
        "lost": look.ended.lost,
        "win_rate": in_percent(look.ended.win_rate),
        "needed_coverage": one_decimal(look.needed),
        "closed": money(coming.closed),
        "commit": money(coming.with_commit),
        "best": money(coming.with_best),
        "weighted": money(coming.weighted),
        "closed_and_weighted": money(coming.with_weighted),
    }
