"""What was counted in the budgets of an account."""

from __future__ import annotations

from datetime import date

from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports.explained import days_that_count, metadata
from amcli.features.budgets.reports.budget_lines import BudgetLine, Burnt, burnt_of, read
from amcli.features.currencies.reports import converted_amounts as counted
from amcli.features.currencies.reports.converted_amounts import ConvertedAmount
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.store.reader import Reader

_BUDGETS = (
    Column("id"),
    Column("budget"),
    Column("name", rank=2),
    Column("account", rank=1),
    Column("date", Kind.DATE),
    Column("memo", rank=3),
)


def explain_budget(reader: Reader, *, period: Period, as_of: date | None, account: str, currency: str = "") -> Report:
    """The expenses, or for a revenue budget the sales, that `spent` adds up, of each budget that overlaps the period.

    Of a group's revenue budget they are those of all below the account too, which the rows name.

    There is a total where all budgets have one direction. Raises as explain_sales does.
    """
    found = reader.find("account", account)
    day = min(as_of or reader.env.today, period.last_day)
    budgets, earned = read(reader, period, day, {found.record_id})
    rows = list(
        reader.run_query(
            __file__,
            "explain_budget",
            account=found.record_id,
            end=period.end.isoformat(),
            **days_that_count(period, day),
        )
    )
    amounts = [ConvertedAmount(minor, code, date.fromisoformat(held)) for *_, minor, code, held in rows]
    used = {each.currency for each in budgets} | {each.currency for each in amounts}
    rates = Rates(reader, report_currency(reader, currency, used))
    burnt = [burnt_of(each, earned, rates) for each in budgets]
    one_way = len({each.direction for each in budgets}) == 1
    return Report(
        "budget",
        counted.columns(_BUDGETS, amounts, rates),
        [
            (*row[:4], date.fromisoformat(row[4]), row[5], *counted.cells(each, rates, reader))
            for row, each in zip(rows, amounts, strict=True)
        ],
        total=("total", *[None] * 5, *counted.total_cells(amounts, rates)) if one_way else None,
        facts={**metadata(found.reference, period, day), "currency": rates.to},
        reference="id",
        title=f"Budgets of {found.reference} in {period.name} as of {day}",
        empty=f"nothing counts in a budget of {found.reference} in {period.name} up to {day}",
        notes=(
            *(_spent_of(each, sums, rates, alone=len(budgets) == 1) for each, sums in zip(budgets, burnt, strict=True)),
            *counted.rounding_notes(amounts, rates, added_up=one_way),
        ),
    )


def _spent_of(each: BudgetLine, sums: Burnt, rates: Rates, *, alone: bool) -> str:
    """`B1 Fair: 3.70 USD of 123.40 USD`, and what its own rows add up to where that was rounded: of a budget that is
    alone the total says it.
    """
    exact = "" if alone else counted.exact_sum(sums.actual, rates)
    said = f"B{each.id} {each.name}: {rates.spell(sums.actual)} of {rates.spell(sums.agreed)}"
    return f"{said}; its parts add up to {exact}" if exact else said
