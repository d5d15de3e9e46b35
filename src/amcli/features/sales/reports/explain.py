"""The rows behind the figures of an account: what was counted, and what it is measured against."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Fiscal, Period, spell
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.accounts.reports.account_tree import Tree
from amcli.features.accounts.reports.explained import days_that_count, metadata
from amcli.features.currencies.reports import converted_amounts as counted
from amcli.features.currencies.reports.converted_amounts import ConvertedAmount
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.account_targets import AccountTargets, Targets
from amcli.features.sales.rules.targets import PRO_RATA, SetTarget
from amcli.store.reader import Reader

_SALES = (
    Column("id"),
    Column("date", Kind.DATE),
    Column("account", rank=2),
    Column("kind"),
    Column("product", rank=4),
    Column("ref", rank=3),
)


class CountedSale(NamedTuple):
    """A row of explain_sales.sql; minor: in the currency's minor units, a credit below zero."""

    id: str
    date: str
    account: str
    kind: str
    product: str | None
    ref: str | None
    minor: int
    currency: str


def explain_sales(
    reader: Reader, *, period: Period, as_of: date | None, account: str, currency: str = "", tree: bool = False
) -> Report:
    """The sales and the credits (below zero) that an account's `actual` adds up; its targets are in the notes.

    With `tree` those of all accounts below it too. What the columns of a conversion hold is told in `counted`.
    Raises NotFound and Ambiguous for the account, and Refused as the report does.
    """
    found, accounts = reader.find("account", account), accounts_of.load(reader)
    kin = Tree(accounts, accounts_of.with_descendants(accounts, [found.record_id]) if tree else {found.record_id})
    day = min(as_of or reader.env.today, period.last_day)
    scope = accounts_of.as_json(kin.parent)
    rows = [
        CountedSale(*row)
        for row in reader.run_query(__file__, "explain_sales", scope=scope, **days_that_count(period, day))
    ]
    amounts = [ConvertedAmount(row.minor, row.currency, date.fromisoformat(row.date)) for row in rows]
    targets = Targets(reader, period)
    used = {each.currency for each in amounts} | targets.currencies(kin, whole=False, products=False)
    rates = Rates(reader, report_currency(reader, currency, used))
    book = AccountTargets(targets.of(None), kin, False, rates)
    return Report(
        "sales",
        counted.columns(_SALES, amounts, rates),
        [
            (row.id, each.day, row.account, row.kind, row.product, row.ref, *counted.cells(each, rates, reader))
            for row, each in zip(rows, amounts, strict=True)
        ],
        total=("total", *[None] * 5, *counted.total_cells(amounts, rates)),
        facts={**metadata(found.reference, period, day), "currency": rates.to},
        reference="id",
        title=f"Sales of {found.reference} in {period.name} as of {day}",
        empty=f"no sales of {found.reference} in {period.name} up to {day}",
        notes=(
            _on_target(book, found.record_id, period, reader.env.config.fiscal),
            *counted.rounding_notes(amounts, rates),
        ),
    )


def _on_target(book: AccountTargets, account: int, period: Period, fiscal: Fiscal) -> str:
    """Which targets the account is measured by, in words."""
    resolved = book.resolved(account, period)
    total = book.total(period)
    if total is None:
        return f"no target answers for {period.name}"
    amount = book.rates.spell(total.amount)
    if resolved is None:
        return f"target {amount}: the sum of those of the accounts below"
    parts = ", ".join(_spelled(part, fiscal) for part in resolved.parts)
    if resolved.basis == PRO_RATA:
        return f"target {amount}: {period.days} of {resolved.parts[0].days} days of {parts}"
    return f"target {amount}: {parts}"


def _spelled(target: SetTarget, fiscal: Fiscal) -> str:
    return f"T{target.id} for {spell(target.start, target.end, fiscal)}"
