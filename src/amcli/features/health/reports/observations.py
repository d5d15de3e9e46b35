"""What past scores were followed by: for each account at each past end of a quarter the score, and what it bought in
the next quarter beside the same one a year before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.period import Fiscal, Period, fiscal_year, parse_period
from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.health.reports.health_facts import health_facts
from amcli.features.health.reports.healths import health_of
from amcli.features.health.reports.sales_facts import facts_of
from amcli.features.sales.reports.books import Books, books
from amcli.features.sales.reports.landings import Landings, landings
from amcli.features.sales.reports.outlook import known_from
from amcli.store.reader import Reader

_DAY = timedelta(days=1)


class Observation(NamedTuple):
    """An account at the end of a quarter. now, before: what it bought in the next one, and a year before that, in minor
    units of the report's currency.
    """

    account: AccountNode
    score: Fraction
    now: int | Fraction
    before: int | Fraction

    @property
    def fell(self) -> bool:
        return self.now < self.before


class Quarter(NamedTuple):
    """What followed. day: of the scores, the last one before the quarter. without: the accounts that bought something
    in either quarter, and had no score on that day.
    """

    quarter: Period
    day: date
    found: tuple[Observation, ...]
    without: int
    currency: str
    read: Landings


def observed(reader: Reader, currency: str = "") -> Iterator[Quarter]:
    """The quarters of the fiscal year that are over and booked, and whose year before is known, in their order. An
    account that bought nothing in both neither fell nor did not. Raises Refused where the records share no currency and
    none is configured, or where a rate is missing.
    """
    for quarter in _quarters(reader.env.config.fiscal, books(reader), reader):
        day, before = quarter.start - _DAY, quarter.earlier()
        facts = health_facts(reader, day)
        period = fiscal_year(day, reader.env.config.fiscal)
        read = landings(reader, period, day, currency=currency, spans=(quarter.span, before.span))
        sales = facts_of(read, facts.live, day)
        found, without = [], 0
        for each in sorted(facts.live):
            now, then = read.sold(each)
            if not now and not then:
                continue
            exact = health_of(facts, sales, each).score.exact
            if exact is None:
                without += 1
            else:
                found.append(Observation(facts.accounts[each], exact, now, then))
        yield Quarter(quarter, day, tuple(found), without, read.survey.rates.to, read)


def _quarters(fiscal: Fiscal, known: Books, reader: Reader) -> Iterator[Period]:
    if known.since is None or known.booked_to is None:
        return
    lag = reader.env.config.number("sales.lag")
    quarter = parse_period("this-fiscal-quarter", known.since, fiscal)
    while True:
        quarter = parse_period("this-fiscal-quarter", quarter.end, fiscal)
        if quarter.last_day >= reader.env.today or known.behind(quarter.last_day, lag):
            return
        if known_from(quarter.earlier().start, known.since):
            yield quarter
