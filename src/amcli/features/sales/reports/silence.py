"""Who bought in twelve months, and nothing since for longer than it usually does. The rule is that of docs/figures.md.

Its span moves with the day, and so it holds across the turn of the year, on which `--stopped` of a period begins anew.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.period import same_day_earlier
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.reports.books import last_booked
from amcli.features.sales.reports.last_sales import last_sales
from amcli.features.sales.reports.ledger import Reading
from amcli.features.sales.reports.stopped import SETTING, first_of
from amcli.features.sales.reports.sums import ACCOUNT, Question
from amcli.features.sales.rules.window import RECENT, Span
from amcli.store.reader import Reader

_MARGIN = (
    14,
    30,
)  # at least and at most so many days more than the longest time between two days of sale; else a quarter
_ONCE = 2  # times the days of the setting: who bought on one day alone has no rhythm to hold a silence against


class Silence(NamedTuple):
    """Of an account. span: the twelve months before the days that must be silent, half-open; bought: sales less credits
    in it, in minor units, above 0, None where nobody can say in one currency. last: its last day of sale; until: the
    last day that is booked; days: between these. gap: the longest time between two days of sale in a row in 24 months,
    None where there was one such day. over: so many of the days are more than usual.
    """

    span: Span
    bought: Fraction | None
    last: date
    until: date
    days: int
    gap: int | None
    over: int


def silences(reader: Reader, accounts: Collection[int], rates: Rates | None) -> dict[int, Silence]:
    """By row id, those of some accounts as of the last day that is booked: days without a sale of anybody may only not
    be booked yet. rates: those of the currency in which it is said what was bought; None: nobody can say.
    """
    until, least = last_booked(reader), reader.env.config.number(SETTING)
    first = first_of(until, least)
    span = same_day_earlier(first), first
    days = dict[int | None, date]()
    for account, last in last_sales(reader, ACCOUNT, None, (span[0], until + timedelta(days=1))):
        days[account] = max(last, days.get(account, last))
    silent = {each: days[each] for each in accounts if each in days and days[each] < first}
    if not silent:
        return {}
    gaps, bought = _gaps(reader, silent, (same_day_earlier(span[0]), first)), _bought(reader, silent, span, rates)
    found = {}
    for account, last in silent.items():
        gap, amount, since = gaps.get(account), bought.get(account), (until - last).days
        usual = _ONCE * least if gap is None else max(least, gap + _longer(gap))
        # Who gave back as much as was bought has bought nothing.
        if since >= usual and (amount is None or amount > 0):
            found[account] = Silence(span, amount, last, until, since, gap, since - usual)
    return found


def _longer(gap: int) -> int:
    """How many days longer than the longest time between two days of sale a silence is before it says something."""
    least, most = _MARGIN
    return min(most, max(least, -(-gap // 4)))


def _gaps(reader: Reader, accounts: Collection[int], span: Span) -> dict[int, int]:
    since, cut = map(date.isoformat, span)
    return dict(reader.run_query(__file__, "sale_gaps", accounts=as_json(accounts), since=since, cut=cut).fetchall())


def _bought(reader: Reader, accounts: Collection[int], span: Span, rates: Rates | None) -> dict[int, Fraction]:
    """What each bought; who has an amount without a rate is left out."""
    if rates is None:
        return {}
    # Asked for as what lies behind a period, a span refuses nothing where a rate is missing.
    nothing: list[Span] = [(span[0], span[0])] * RECENT
    (sums,), _, _ = Reading(reader, Question([[*nothing, span]], ACCOUNT, None, full=-1)).sums(rates)
    return {each: Fraction(sums.row(each)[RECENT]) for each in accounts if not sums.lacks(each, RECENT)}
