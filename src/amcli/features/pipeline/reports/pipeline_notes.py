"""What a person reads below a pipeline: the gap and what covers it, where the period lands, and what is not counted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from amcli.base.hints import hinted
from amcli.base.money import grouped, in_percent, one_decimal, whole_percent
from amcli.base.text import number_of
from amcli.base.time.period import Period
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.pipeline.reports.coverage import Outlook
from amcli.features.pipeline.reports.pipeline_keys import LATE, PASSED
from amcli.features.pipeline.reports.states import CLOSES_IN, IS_OPEN, ask_states, days_of
from amcli.features.pipeline.reports.tallies import Row
from amcli.render.people import short_day
from amcli.store.reader import Reader

_MOST = 5  # so many are named


def gap_notes(look: Outlook, period: Period, day: date, rates: Rates, whose: str) -> Iterator[str]:
    """The gap, what covers it, what would have to; and what was won and may be. whose: the account it is about, or
    nothing. Of a period that is over on the day nothing is to come. `lands at` is not said here: that is the word for
    the forecast of sales, of which these are a part.
    """
    spell, coming = rates.spell_whole, look.coming
    if look.lacking:
        yield f"no gap: {look.lacking}"
    elif look.sold is None or look.sold.target is None or look.gap is None:
        account = f" --account {whose}" if whose else ""
        yield hinted(
            f"no target is set for {period.name}", f": `amcli target set {period.name} AMOUNT{account}` sets one"
        )
    elif look.gap <= 0:
        yield f"the target of {period.name}, {spell(look.sold.target)}, is reached: {spell(look.sold.actual)} sold"
    else:
        yield f"gap of {period.name}: {spell(look.gap)} ({spell(look.sold.actual)} of {spell(look.sold.target)} sold)"
    if period.last_day < day:
        yield f"won in {period.name}: {spell(coming.closed)}"
        return
    yield f"coverage {_times(look.coverage)} ({spell(coming.open)} to close in {period.name}), {_needed(look)}"
    yield (
        f"won so far in {period.name} {spell(coming.closed)}; with commit {spell(coming.with_commit)}, "
        f"with best {spell(coming.with_best)}; won and all weighted {spell(coming.with_weighted)}"
    )


def _needed(look: Outlook) -> str:
    ended = look.ended.won + look.ended.lost
    if not ended:
        return "needed n/a: nothing was won or lost in 12 months"
    rate = whole_percent(in_percent(look.ended.win_rate) or Decimal(0))
    return f"needed {_times(look.needed)}: {look.ended.won} of {ended} won in 12 months, {rate}"


def _times(value: Fraction | None) -> str:
    shown = one_decimal(value)
    return "n/a" if shown is None else f"{grouped(shown)} ×"


def left_out(total: Row, look: Outlook, rates: Rates) -> Iterator[str]:
    """What counts in some figures alone, or should have closed."""
    if total.omitted:
        worth = f", {rates.spell_whole(total.omitted_amount)}" if total.omitted_amount else ""
        yield f"{total.omitted} omitted from the forecast{worth}: in count and amount alone"
    if lost := look.won.unpriced + look.won.no_rate:
        yield f"{lost} won without an amount or a rate, not in what is closed"
    if total.late:
        yield hinted(
            f"{total.late} late in {_their(total.late)} stage", f": `--explain {LATE}` lists {_them(total.late)}"
        )
    if total.passed:
        yield hinted(
            f"{total.passed} should have closed already", f": `--explain {PASSED}` lists {_them(total.passed)}"
        )


def _their(count: int) -> str:
    return "its" if count == 1 else "their"


def _them(count: int) -> str:
    return "it" if count == 1 else "them"


def ahead(day: date, today: date) -> Iterator[str]:
    """That a day to come is seen from today."""
    if day > today:
        days = number_of((day - today).days, "day")
        yield f"{short_day(day, today)} is {days} ahead: what is open today is taken to stay as it is until then"


def of_archived(
    reader: Reader, rates: Rates, day: date, scope: Collection[int] | None, span: Period | None
) -> Iterator[str]:
    """How many of the open ones are of accounts that lists leave out, and their amount: they count, as sales do."""
    if reader.rows("SELECT 1 FROM account WHERE archived IS NOT NULL LIMIT 1").fetchone() is None:
        return
    sql = """SELECT s.currency, count(*), sum(s.amount_minor) FROM ({states}) AS s JOIN account a ON a.id = s.account_id
        WHERE a.archived IS NOT NULL AND s.stage NOT IN ('won', 'lost', 'undecided')
        AND (:start IS NULL OR s.close >= :start AND s.close < :end) GROUP BY 1"""
    rows = ask_states(reader, sql, day, scope, days_of(span)).fetchall()
    if not rows:
        return
    worth = Fraction(0)
    for currency, _, minor in rows:
        if minor is not None:
            try:
                worth += rates.minor(minor, currency, day)
            except MissingRate:  # which is said of all of them
                continue
    yield f"{sum(count for _, count, _ in rows)} of archived accounts: {rates.spell_whole(worth)}"


def not_counted(
    reader: Reader,
    total: Row,
    currencies: Collection[str],
    day: date,
    scope: Collection[int] | None,
    span: Period | None,
) -> Iterator[str]:
    """The open ones without an amount, and those whose currency has no rate, by their ids."""
    for count, what, condition, found in (
        (total.unpriced, "no amount", "s.amount_minor IS NULL", ()),
        (total.no_rate, "no rate", "s.amount_minor IS NOT NULL AND s.currency IN ({})", sorted(currencies)),
    ):
        if count:
            marks = ", ".join(f":currency{place}" for place in range(len(found)))
            sql = f"""SELECT s.id, s.currency FROM ({{states}}) AS s
                WHERE {IS_OPEN} AND {condition.format(marks)} AND {CLOSES_IN} ORDER BY s.id LIMIT {_MOST}"""
            parameters = {f"currency{place}": code for place, code in enumerate(found)}
            rows = ask_states(reader, sql, day, scope, parameters | days_of(span))
            ids = [f"OP{number} {currency}" if found else f"OP{number}" for number, currency in rows]
            more = f" and {count - len(ids)} more" if count > len(ids) else ""
            yield f"{what}, counted and not added: {', '.join(ids)}{more}"
