"""What was counted in the budgets of an account, or in one of them."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from amcli.base.errors import NotFound
from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports.explained import days_that_count, metadata
from amcli.features.accounts.rules import BELOW_BY_DAY
from amcli.features.budgets.reports.budget_lines import BudgetLine, Burnt, burnt_of, read
from amcli.features.currencies.reports import converted_amounts as counted
from amcli.features.currencies.reports.converted_amounts import ConvertedAmount
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.store.reader import Reader, query_text

_BUDGETS = (
    Column("id"),
    Column("budget"),
    Column("name", rank=2),
    Column("account", rank=1),
    Column("date", Kind.DATE),
    Column("memo", rank=3),
)


class _Asked(NamedTuple):
    """Whose budgets, and the id of the one that was asked for."""

    account: int
    code: str
    budget: int | None = None

    @property
    def title(self) -> str:
        return f"Budgets of {self.code}" if self.budget is None else f"Budget B{self.budget} of {self.code}"

    @property
    def whose(self) -> str:
        return f"a budget of {self.code}" if self.budget is None else f"budget B{self.budget} of {self.code}"


def explain_budget(reader: Reader, *, period: Period, as_of: date | None, account: str, currency: str = "") -> Report:
    """The expenses, or for a revenue budget the sales, that `spent` adds up, of each budget that overlaps the period:
    of an account, or of one budget where `account` is the id of a budget and no account is called so.

    Of a group's revenue budget they are those of all below the account too, each while it was, which the rows name.

    There is a total where all budgets have one direction. Raises as explain_sales does.
    """
    asked = _find(reader, account)
    day = min(as_of or reader.env.today, period.last_day)
    budgets, earned = read(reader, period, day, {asked.account})
    budgets = [each for each in budgets if asked.budget in (None, each.id)]
    days = {"end": period.end.isoformat(), **days_that_count(period, day)}
    sql = query_text(__file__, "explain_budget").replace("{below}", BELOW_BY_DAY)
    counted_rows = reader.rows(sql, {"account": asked.account, **days})
    rows = [row for row in counted_rows if asked.budget is None or row[1] == f"B{asked.budget}"]
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
        facts={**metadata(asked.code, period, day), "currency": rates.to},
        reference="id",
        title=f"{asked.title} in {period.name} as of {day}",
        empty=f"nothing counts in {asked.whose} in {period.name} up to {day}",
        notes=(
            *(_spent_of(each, sums, rates, alone=len(budgets) == 1) for each, sums in zip(budgets, burnt, strict=True)),
            *counted.rounding_notes(amounts, rates, added_up=one_way),
        ),
    )


def _find(reader: Reader, text: str) -> _Asked:
    """An account as a person calls it, else a budget by its id: an account may have a code like one."""
    try:
        found = reader.find_owner("account", text)
        return _Asked(found.record_id, found.reference)
    except NotFound:
        if not re.fullmatch(r"[Bb]\d+", text.strip()):
            raise
    number = reader.find("budget", text).record_id
    sql = "SELECT b.account_id, a.code FROM budget AS b JOIN account AS a ON a.id = b.account_id WHERE b.id = ?"
    account_id, code = reader.rows(sql, (number,)).fetchone()
    return _Asked(account_id, code, number)


def _spent_of(each: BudgetLine, sums: Burnt, rates: Rates, *, alone: bool) -> str:
    """`B1 Fair: 3.70 USD of 123.40 USD`, and what its own rows add up to where that was rounded: of a budget that is
    alone the total says it.
    """
    exact = "" if alone else counted.exact_sum(sums.actual, rates)
    said = f"B{each.id} {each.name}: {rates.spell(sums.actual)} of {rates.spell(sums.agreed)}"
    return f"{said}; its parts add up to {exact}" if exact else said
