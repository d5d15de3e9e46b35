"""What changed of one account between two spans, product by product."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from amcli.base.hints import hinted
from amcli.base.money import in_percent
from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Period
from amcli.features.analysis.reports.cohort import Cohort, Standing
from amcli.features.analysis.reports.retention import no_sales, retention_title, span_facts
from amcli.features.analysis.reports.retention_notes import on_rates, on_the_spans, percent
from amcli.features.analysis.rules.retention import NEW, RETURNING
from amcli.features.currencies.reports.converted_amounts import exact_sum, unrounded
from amcli.features.sales.reports.dimensions import SoldBy, dimensions
from amcli.features.sales.reports.sums import PRODUCT
from amcli.features.sales.rules.forecast import Amount
from amcli.store.reader import Reader

_COLUMNS = (
    Column("key", rank=2),
    Column("name", header="product"),
    Column("currency", rank=8),
    Column("opening", Kind.MONEY, undefined=True, rank=1, whole=True),
    Column("now", Kind.MONEY, rank=1, whole=True),
    Column("change", Kind.MONEY, undefined=True, whole=True),
    Column("change_percent", Kind.PERCENT, header="change %", undefined=True, rank=3),
)


def explain_retention(
    reader: Reader, *, period: Period, as_of: date | None, against: Period | None, account: str, currency: str = ""
) -> Report:
    """What the account bought of each product in both spans, what fell most first; the changes add up to its own.

    Raises NotFound and Ambiguous for the account, and what the report does.
    """
    found = reader.find_owner("account", account)
    number, code = found.record_id, found.reference
    cohort = Cohort(reader, period, as_of, against=against, scope={number}, currency=currency, by=PRODUCT)
    (products,), _ = dimensions(reader, [PRODUCT], cohort.accounts, period, cohort.fiscal)
    both: list[tuple[str | None, str, Amount, Amount]] = []
    for product, then, now in cohort.both():
        (key,) = products.groups(SoldBy(number, product, None))
        both.append((key, products.name(key), then, now))
    both.sort(key=lambda each: (each[3] - each[2], each[0] is None, each[0] or ""))
    then, now = sum(each[2] for each in both), sum(each[3] for each in both)
    standing = cohort.standing_of(number, then, now)

    def cells(
        key: str | None, name: str | None, then: Amount, now: Amount, money: Callable[[Amount], Decimal | None]
    ) -> tuple[Any, ...]:
        if not cohort.known:
            return (key, name, cohort.rates.to, None, money(now), None, None)
        share = in_percent((now - then) / Fraction(then)) if then > 0 else None
        return (key, name, cohort.rates.to, money(then), money(now), money(now - then), share)

    rates = cohort.rates

    def part(amount: Amount) -> Decimal:
        return unrounded(Fraction(amount), rates.decimals)

    return Report(
        "retention",
        _COLUMNS,
        [cells(*each, part) for each in both],
        total=cells("total", None, then, now, rates.money),
        facts={"account": code, **span_facts(cohort), "state": standing.state},
        title=f"Retention of {code}, {retention_title(cohort)}",
        empty=no_sales(cohort, f" of {code}"),
        notes=(
            *_on_the_account(code, standing, cohort),
            *on_the_spans(cohort),
            *on_rates(cohort),
            *_on_parts(cohort, then, now),
        ),
    )


def _on_parts(cohort: Cohort, then: Amount, now: Amount) -> Iterator[str]:
    """What the rows, which are not rounded, add up to where that was rounded."""
    known = (("opening", then), ("now", now), ("change", now - then)) if cohort.known else (("now", now),)
    for what, amount in known:
        if exact := exact_sum(Fraction(amount), cohort.rates):
            yield f"{what}: the parts add up to {exact}"


def _on_the_account(code: str, standing: Standing, cohort: Cohort) -> Iterator[str]:
    """What it is by that, and which sales these were."""
    period, other = cohort.window.period.name, cohort.other.period.name
    if standing.state in (NEW, RETURNING):
        came = "came to less than nothing" if standing.then < 0 else "came to nothing"
        yield f"{standing.state}: its sales in {other} {came}, so it stands outside of NRR and GRR"
    elif standing.state:
        kept = standing.kept
        yield f"{standing.state}: NRR {percent(kept.nrr)}, GRR {percent(kept.grr)}"
    yield hinted("", f"`amcli report sales --period {period} --explain {code}` lists the sales")
