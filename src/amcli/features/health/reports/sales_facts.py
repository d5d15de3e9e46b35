"""Forecast beside target of every account, for its health; where nothing can be said of it, the sentence why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from amcli.base.errors import Refused
from amcli.base.time.period import Period
from amcli.features.sales.reports.landings import Landings, landings
from amcli.store.reader import Reader


class Reached(NamedTuple):
    """forecast / target, 1 being all of it; None where that is undefined. group: of it and all below it."""

    ratio: Fraction | None
    group: bool


class SalesFacts(NamedTuple):
    """By the row id of the accounts that have a target. booked_to: the last day with a sale up to the day of the
    health. refused: why nobody has a value. read: where the figures are from.
    """

    period: Period
    reached: Mapping[int, Reached] = MappingProxyType({})
    booked_to: date | None = None
    refused: str = ""
    read: Landings | None = None

    def said(self, day: date) -> dict[str, Any]:
        """What the JSON object of a report says of the period, the day of the health and the currency."""
        period = self.period
        named = {"period": period.name, "start": period.start, "end": period.last_day}
        return {**named, "as_of": day, "currency": self.read.survey.rates.to if self.read else None}

    def lacking(self, account: int) -> str:
        """Why an account has no value."""
        if self.refused:
            return self.refused
        if account not in self.reached:
            return f"no target for {self.period.name}"
        return f"no forecast for {self.period.name}, or a target of nothing"


def sales_facts(
    reader: Reader, period: Period, day: date, accounts: Collection[int], *, currency: str = "", below: bool = False
) -> SalesFacts:
    """Those of some accounts, for a period as of a day. below: only they and those below them are read, which is for
    one account. Where the records share no currency, or a rate is missing, that is said in place of the figures: the
    other factors need neither.
    """
    from amcli.features.accounts.reports.account_tree import load, with_descendants

    scope = with_descendants(load(reader, day), accounts) if below else None
    try:
        read = landings(reader, period, day, currency=currency, scope=scope)
        return facts_of(read, accounts, day)
    except Refused as refused:
        return SalesFacts(period, refused=refused.on_screen)


def facts_of(read: Landings, accounts: Collection[int], day: date) -> SalesFacts:
    """The same of sales that were read. Raises MissingRate."""
    found = {each: landing for each in accounts if (landing := read.of(each))}
    last = read.survey.books.booked_to
    return SalesFacts(
        read.survey.window.period,
        {each: Reached(landing.reached, landing.group) for each, landing in found.items()},
        min(last, day) if last else None,
        read=read,
    )
