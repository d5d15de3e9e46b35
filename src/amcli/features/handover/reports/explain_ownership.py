"""The sales behind what an account sold while it was somebody's, each with whoever had it on its day."""

from __future__ import annotations

from datetime import date

from amcli.base.results import Column, Kind, Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports.explained import metadata
from amcli.features.currencies.reports import converted_amounts as counted
from amcli.features.currencies.reports.converted_amounts import ConvertedAmount
from amcli.features.currencies.reports.rates import Rates, report_currency
from amcli.features.handover.reports.held import Holding, holdings
from amcli.features.sales.reports.explain import sales_that_count
from amcli.store.reader import Reader

_SALES = (
    Column("id"),
    Column("date", Kind.DATE),
    Column("owner", undefined=True),
    Column("owner_name", rank=2),
    Column("kind"),
    Column("ref", rank=3),
)


def explain_ownership(
    reader: Reader, *, period: Period, as_of: date | None, account: str, currency: str = ""
) -> Report:
    """The sales and the credits (below zero) of an account in a period up to a day (None: today).

    Raises NotFound and Ambiguous for the account, and Refused as the report does.
    """
    found = reader.find_owner("account", account)
    day = min(as_of or reader.env.today, period.last_day)
    rows = sales_that_count(reader, found.record_id, period, day)
    amounts = [ConvertedAmount(row.minor, row.currency, date.fromisoformat(row.date)) for row in rows]
    rates = Rates(reader, report_currency(reader, currency, {each.currency for each in amounts}))
    holding = holdings(reader).get(found.record_id, Holding())
    cells = []
    for row, each in zip(rows, amounts, strict=True):
        owner = holding.owner_on(row.date)
        named = (owner and owner.code, owner and owner.name)
        cells.append((row.id, each.day, *named, row.kind, row.ref, *counted.cells(each, rates, reader)))
    return Report(
        "ownership",
        counted.columns(_SALES, amounts, rates),
        cells,
        total=("total", *[None] * 5, *counted.total_cells(amounts, rates)),
        facts={**metadata(found.reference, period, day), "currency": rates.to},
        reference="id",
        title=f"Sales of {found.reference} in {period.name} as of {day}, and who had it then",
        empty=f"no sales of {found.reference} in {period.name} up to {day}",
        notes=counted.rounding_notes(amounts, rates),
    )
