"""The pipeline: what is open, what it is worth, how it moves, and whether it closes the gap to the target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from amcli.base.charts import Bars
from amcli.base.hints import hinted
from amcli.base.results import Report
from amcli.base.time.period import Period, fiscal_year
from amcli.features.accounts.reports.account_tree import find_accounts
from amcli.features.currencies.reports.factors import Factors
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.pipeline.reports.coverage import Outlook, outlook, outlook_facts
from amcli.features.pipeline.reports.pipeline_keys import Label, RowKeys, place_in
from amcli.features.pipeline.reports.pipeline_notes import ahead, gap_notes, left_out, not_counted, of_archived
from amcli.features.pipeline.reports.pipeline_rows import RowCells, columns
from amcli.features.pipeline.reports.tallies import Row, Tally, add_up, tallies
from amcli.features.pipeline.rules.gone_stages import gone, left_standing
from amcli.render.people import spoken_day, told_as_of
from amcli.store.reader import Reader


def pipeline(
    reader: Reader,
    *,
    period: Period | None,
    as_of: date | None,
    by: str = "stage",
    accounts: Sequence[str] = (),
    currency: str = "",
) -> Report:
    """The opportunities that were open at the end of a day (None: today), a row for each stage, account or what else
    `by` says (pipeline_keys.py); of a period those that should close in it. Below them the gap to the target of the
    period, else of the fiscal year of that day, with what is to close in it.

    What has no amount, or no rate on that day, is counted and named, and not added. `accounts` are codes, ids or names.
    Raises BadValue for another `by`, NotFound and Ambiguous for accounts, Refused where the records share no currency
    and none is configured.
    """
    keys = RowKeys(reader, by)
    day = as_of or reader.env.today
    scope = find_accounts(reader, accounts) or None
    span = period or fiscal_year(day, reader.env.config.fiscal)
    groups = tallies(reader, keys, day, span, scope)
    shown = [each for each in groups if each.open and (each.in_period or period is None)]
    rates = Rates(reader, report_currency(reader, currency, _currencies(groups)))
    factors = Factors(rates, day)
    rows, total = _rows(keys, shown, factors), add_up(shown, factors)
    if day != reader.env.today:
        total = total._replace(no_next=None)  # which nobody knows of another day, of no row either
    look = outlook(reader, span, day, scope, groups, rates)
    cells = RowCells(keys.by, rates, keys.stages)
    notes = (
        *ahead(day, reader.env.today),
        *gap_notes(look, span, day, rates, _whose(reader, accounts)),
        *left_out(total, look, rates),
        *left_standing(gone(_standing(shown), keys.stages), ", so without usual days and never late"),
        *of_archived(reader, rates, day, scope, period),
        *not_counted(reader, total, factors.lacking, day, scope, period),
    )
    return Report(
        "pipeline",
        columns(keys.by, keys.noun, total),
        [cells.of(label, row) for label, row in rows],
        total=cells.of(Label("total", None), total),
        facts=_facts(span, day, rates, keys.by, period is not None, look, total),
        title=_title(keys.by, rates, period, day, reader.env.today),
        empty=_empty(period, day, reader.env.today),
        chart=Bars(f"Open by {keys.by}, whole and weighted", "name", "amount", "weighted"),
        notes=notes if groups else (),
    )


def _whose(reader: Reader, accounts: Sequence[str]) -> str:
    """The code of the one account that was asked for, a word for several, nothing for the portfolio."""
    return reader.find_owner("account", accounts[0]).reference if len(accounts) == 1 else "ACCOUNT" if accounts else ""


def _standing(groups: Sequence[Tally]) -> Counter[str]:
    """How many stand in which stage."""
    found = Counter[str]()
    for each in groups:
        found[each.stage] += each.number
    return found


def _currencies(groups: Collection[Tally]) -> set[str]:
    return {each.currency for each in groups if each.open and each.priced and each.currency}


def _rows(keys: RowKeys, groups: Sequence[Tally], factors: Factors) -> list[tuple[Label, Row]]:
    """The rows in the order of their keys, else the largest first."""
    of_key: dict[Any, list[Tally]] = {}
    for each in groups:
        of_key.setdefault(each.key, []).append(each)
    labels = keys.labels(list(of_key))
    found = {key: add_up(some, factors) for key, some in of_key.items()}
    if keys.in_order:
        order = sorted(found, key=place_in(keys.by, keys.stages))
    else:
        order = sorted(found, key=lambda key: (-found[key].amount, key is None, (labels[key].key or "").lower()))
    return [(labels[key], found[key]) for key in order]


def _facts(span: Period, day: date, rates: Rates, by: str, closing: bool, look: Outlook, total: Row) -> dict[str, Any]:
    """What the rows and the figures below them are about."""
    return {
        "period": span.name,
        "start": span.start,
        "end": span.last_day,
        "as_of": day,
        "currency": rates.to,
        "by": by,
        "rows_close_in_period": closing,
        **outlook_facts(look, rates),
        "omitted": total.omitted,
        "omitted_amount": rates.money(total.omitted_amount),
    }


def _title(by: str, rates: Rates, period: Period | None, day: date, today: date) -> str:
    closing = f" · to close in {period.name}" if period else ""
    return f"Pipeline by {by}, {rates.to}{closing}{told_as_of(day, today, today)}"


def _empty(period: Period | None, day: date, today: date) -> str:
    then = f" on {spoken_day(day, today, near=False)}" if day != today else ""
    if period:
        return f"nothing {'that was open' if then else 'open'}{then} should close in {period.name}"
    if then:
        return f"nothing {'was' if day < today else 'is'} open{then}"
    return hinted("nothing is open", ": `amcli opportunity add ACCOUNT NAME AMOUNT --close DATE` adds one")
