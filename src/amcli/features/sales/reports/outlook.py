"""What the whole portfolio says of a look at a period: its season, and the pool that forecasts each of its rows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from amcli.features.sales.reports.ledger import Sums
from amcli.features.sales.rules.forecast import MOST_YEARS, Pool, pool, season
from amcli.features.sales.rules.interval import Spread, spread
from amcli.features.sales.rules.window import Window


class Outlook(NamedTuple):
    """years: how many earlier periods are known, up to two. w: the share of the earlier period that was in by as-of.
    pool, spread: of the forecast, while the period is under way.
    """

    years: int
    w: Fraction | None
    pool: Pool | None
    spread: Spread | None


def outlook(look: Window, sums: Sums, years: int) -> Outlook:
    """From the sums of all accounts, or in a look that is not under way of the portfolio as one row."""
    rows = sums.rows()
    known = pool(rows, years) if look.under_way else None
    w = None
    if look.begun and years:
        w = known.season.share if known else season(rows).share
    return Outlook(years, w, known, spread(rows, known) if known else None)


def years_known(look: Window, since: date | None) -> int:
    """How many of the two earlier periods the books reach back to: those whose first month they begin in, or before."""
    starts = (look.earlier.start, look.before.start)
    known = [known_from(start, since) for start in starts]
    return known.index(False) if False in known else MOST_YEARS


def known_from(start: date, since: date | None) -> bool:
    """Whether books that begin on a day know what was sold from a start on: they begin in its month, or before."""
    return since is not None and since < _month_after(start)


def _month_after(day: date) -> date:
    """The first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
