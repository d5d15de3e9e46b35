"""The rows behind the figures of an account: what was counted, and what it is measured against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Fiscal, Period, spell
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.accounts.reports.explained import days_that_count, metadata
from amcli.features.accounts.rules import BELOW_BY_DAY
from amcli.features.currencies.reports import converted_amounts as counted
from amcli.features.currencies.reports.converted_amounts import ConvertedAmount
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.sales.reports.account_targets import Holder
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.tree_rows import where_it_stood
from amcli.features.sales.rules.targets import CHILDREN, TargetShare
from amcli.store.reader import Reader, query_text

if TYPE_CHECKING:
    from amcli.features.sales.reports.tree_by_day import TreeByDay

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

    With `tree` those of all accounts below it too, each while it was below it: what its row in the tree adds up.
    What the columns of a conversion hold is told in `counted`.
    Raises NotFound and Ambiguous for the account, and Refused as the report does.
    """
    found = reader.find_owner("account", account)
    named = {found.record_id}
    about = ReportScope(reader, period, as_of, accounts_of.ever_below(reader, named) if tree else named, ())
    day = about.window.as_of
    rows = sales_that_count(reader, found.record_id, period, day, tree=tree)
    amounts = [ConvertedAmount(row.minor, row.currency, date.fromisoformat(row.date)) for row in rows]
    used = {each.currency for each in amounts} | about.targets.currencies(about.tree, whole=False, products=False)
    about.rates = rates = Rates(reader, report_currency(reader, currency, used))
    about.book = about.book_of(None)
    stood = where_it_stood(about, named) if tree else None
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
            *_on_targets(about, found.record_id, stood),
            *(_moved(about, stood) if stood else ()),
            *counted.rounding_notes(amounts, rates),
        ),
    )


def sales_that_count(
    reader: Reader, account: int, period: Period, day: date, *, tree: bool = False
) -> list[CountedSale]:
    """The sales and credits of an account, by its row id, in a period up to a day, with `tree` also those of what was
    below it on the day of each, in the order of their days.
    """
    sql = query_text(__file__, "explain_sales").replace("{below}", BELOW_BY_DAY)
    found = reader.rows(sql, {"account": account, "tree": tree, **days_that_count(period, day)})
    return [CountedSale(*row) for row in found]


def _on_targets(about: ReportScope, account: int, stood: TreeByDay | None) -> Iterator[str]:
    """Which targets the account and its group are measured by, in words."""
    book, period = about.book, about.window.period
    own, group = (book.match(Holder(account, each), period) for each in (False, True))
    for name, match in (("own", own), ("group", group)):
        if match:
            parts = ", ".join(_spelled(share, book.rates, about.fiscal) for share in match.shares)
            yield f"{name} target {book.rates.spell(match.amount)}: {parts}"
    total = stood.targets.get((account,)) if stood else book.total(period)
    if not group and total and total.basis == CHILDREN:
        also = "its own and " if own else ""
        yield f"target with those below {book.rates.spell(total.amount)}: {also}the sum of those of the accounts below"
    elif not own and not group:
        yield f"no target answers for {period.name}"


def _moved(about: ReportScope, stood: TreeByDay) -> Iterator[str]:
    from amcli.features.sales.reports.tree_by_day import notes_on_moves

    return notes_on_moves(about, stood)


def _spelled(share: TargetShare, rates: Rates, fiscal: Fiscal) -> str:
    """`T1 for 2026`, `92 of 365 days of T1 for 2026`, `90 of 273 days of the 600 EUR that finer targets leave of …`"""
    target, rest, left, days = share
    part = "" if days == left else f"{days} of {left} days of "
    less = "" if left == target.days else f"the {rates.spell(rest)} that finer targets leave of "
    return f"{part}{less}T{target.id} for {spell(target.start, target.end, fiscal)}"
