"""The brief before a call: one account, its people, what was said, what is open, sales and budgets."""

from __future__ import annotations

from amcli.base.errors import Refused
from amcli.base.results import Column, Listing, Record
from amcli.features.budgets.reports.budget import current_budgets
from amcli.features.screens.reports.headline import headline_section
from amcli.records.reports.listing import rows_of
from amcli.store.reader import Reader

LATEST_INTERACTIONS = 5
# What the brief says once at the top, it does not say again in each row.
REPEATED = frozenset({"account", "account_name"})


def brief(reader: Reader, text: str) -> Record:
    """The account that a text names, with everything worth knowing before a call. NotFound or Ambiguous."""
    found = reader.find("account", text)
    one = rows_of(reader, "account", "record_id = ?", (found.record_id,), "record_id")
    (row,) = one.rows
    mine = ("account_id = ?", (found.record_id,))
    sections = (
        _section("contacts", "Contacts", rows_of(reader, "contact", *mine, "name, record_id")),
        _section(
            "interactions",
            "Last interactions",
            rows_of(reader, "interaction", *mine, "date DESC, record_id DESC", LATEST_INTERACTIONS),
        ),
        _section(
            "deadlines",
            "Open deadlines",
            rows_of(reader, "deadline", "account_id = ? AND done IS NULL", (found.record_id,), "due, record_id"),
        ),
        headline_section(reader, found.record_id),
        _budgets(reader, found.record_id),
        _section(
            "children", "Accounts below it", rows_of(reader, "account", "parent_id = ?", (found.record_id,), "code")
        ),
    )
    return Record("account", one.columns, row, sections, "code", title=f"{found.reference} · {row[1]}")


def _section(key: str, title: str, listing: Listing) -> Listing:
    keep = [place for place, column in enumerate(listing.columns) if column.key not in REPEATED]
    columns = tuple(listing.columns[place] for place in keep)
    rows = [[row[place] for place in keep] for row in listing.rows]
    return Listing(key, columns, rows, listing.reference, title=title)


def _budgets(reader: Reader, account: int) -> Listing:
    """The budgets that hold today, and the overspent ones that ended lately."""
    try:
        report = current_budgets(reader, account)
    except Refused as refused:
        return Listing("budgets", (Column("note"),), [(refused.message,)], "note", title="Budgets")
    listing = Listing("budgets", report.columns, report.rows, "key")
    return _section("budgets", "Budgets", listing)
