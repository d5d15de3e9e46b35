"""Where the sales of some accounts end, for reports that are about something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeVar

from amcli.base.errors import BadValue
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import ever_below, with_descendants
from amcli.features.currencies.reports.rates import MissingRate
from amcli.features.sales.reports.ledger import Key
from amcli.features.sales.reports.line_sums import NO_WORKING_DAYS
from amcli.features.sales.reports.sales_data import Grouping, SalesData
from amcli.store.reader import Reader

K = TypeVar("K")


class Sellers(NamedTuple):
    """An account by its row id; whole: with all below it, each while it was."""

    account: int
    whole: bool


def forecasts(
    reader: Reader, period: Period, as_of: date, groups: Mapping[K, Sellers], currency: str
) -> dict[K, Fraction | None]:
    """What each of the groups of accounts together will have sold at the period's end: minor units of the currency,
    unrounded. All are read at once, however many there are.

    None before the period begins, and for all of them where an amount that they rest on has no rate, or the
    file does not know the currency: a forecast is an
    extra beside figures that are known, and no reason to refuse those.
    """
    whole = ever_below(reader, {each.account for each in groups.values() if each.whole})
    scope = whole | {each.account for each in groups.values()}
    try:
        data = SalesData(reader, period, as_of, scope=scope, currency=currency, wanted=NO_WORKING_DAYS)
    except (MissingRate, BadValue):
        return dict.fromkeys(groups)
    view = data.view(_grouping(data, list(groups.values())))
    return {key: data.line(view, place, None).pace.forecast for place, key in enumerate(groups)}


def _grouping(data: SalesData, groups: Sequence[Sellers]) -> Grouping:
    """The sums of each group under its place; where accounts moved by day, and what is to come of those of now."""
    if not (any(each.whole for each in groups) and data.ever_moved):
        members: list[tuple[Key, Key]] = [
            (account, place)
            for place, each in enumerate(groups)
            for account in (with_descendants(data.accounts, [each.account]) if each.whole else [each.account])
        ]
        return Grouping(lambda sums: sums.grouped(members))
    from amcli.features.sales.reports.tree_by_day import TreeByDay

    tree = TreeByDay(data, {each.account for each in groups})
    now, later = (
        [
            (key, place)
            for key, path in paths.items()
            for place, each in enumerate(groups)
            if (each.account in path if each.whole else each.account == path[-1])
        ]
        for paths in (tree.paths, tree.later)
    )
    return Grouping(lambda sums: sums.grouped(now), tree.stays, lambda sums: sums.grouped(later))
