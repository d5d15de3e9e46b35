"""Where the sales of some accounts end, for reports that are about something else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar

from amcli.base.errors import BadValue
from amcli.base.time.period import Period
from amcli.features.currencies.reports.rates import MissingRate
from amcli.features.sales.reports.line_sums import NO_WORKING_DAYS
from amcli.features.sales.reports.sales_data import Grouping, SalesData
from amcli.store.reader import Reader

K = TypeVar("K")


def forecasts(
    reader: Reader, period: Period, as_of: date, groups: Mapping[K, Collection[int]], currency: str
) -> dict[K, Fraction | None]:
    """What each of the groups of accounts together will have sold at the period's end: minor units of the currency,
    unrounded. All are read at once, however many there are.

    None before the period begins, and for all of them where an amount that they rest on has no rate, or the
    file does not know the currency: a forecast is an
    extra beside figures that are known, and no reason to refuse those.
    """
    scope = {account for accounts in groups.values() for account in accounts}
    try:
        data = SalesData(reader, period, as_of, scope=scope, currency=currency, wanted=NO_WORKING_DAYS)
    except (MissingRate, BadValue):
        return dict.fromkeys(groups)
    members = [(account, place) for place, accounts in enumerate(groups.values()) for account in accounts]
    view = data.view(Grouping(lambda sums: sums.grouped(members)))
    return {key: data.line(view, place, None).pace.forecast for place, key in enumerate(groups)}
