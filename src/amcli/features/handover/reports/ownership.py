"""Who had which account from when to when, and what it sold in a period while it was theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.charts import Bars
from amcli.base.results import Column, Kind, Report
from amcli.base.text import number_of
from amcli.base.time.dates import parse_iso_day
from amcli.base.time.period import Period
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.accounts.reports.account_tree import AccountNode
from amcli.features.handover.reports.held import Held, Holding, holdings
from amcli.features.handover.reports.owned_sales import OwnedSales, Total
from amcli.features.sales.reports.books import books
from amcli.features.sales.reports.notes import not_booked_yet
from amcli.render.people import told_as_of
from amcli.store.reader import Reader

_COLUMNS = (
    Column("account"),
    Column("account_name", rank=3),
    Column("owner", undefined=True),
    Column("owner_name", rank=2),
    Column("from", Kind.DATE, rank=1),
    Column("until", Kind.DATE, rank=1),
    Column("days", Kind.INT),
    Column("lines", Kind.INT, rank=3),
    Column("amount", Kind.MONEY, header="sold", whole=True),
    Column("currency", rank=4),
)
_NOBODY = Holding()
_NAMED = 5  # so many owners are named in a note


class Row(NamedTuple):
    """A span of days of an account, how many of them are in the period and over, and what was sold on these."""

    account: AccountNode
    held: Held
    days: int
    sold: Total


def ownership(
    reader: Reader,
    *,
    period: Period,
    as_of: date | None,
    accounts: Sequence[str] = (),
    owner: str | None = None,
    currency: str = "",
) -> Report:
    """A row for each time that somebody had an account in the period, and for each that nobody had it; `from` and
    `until` are its own days, `days` those in the period, which like what was sold count up to a day (None: today).

    accounts: only these. owner: only this colleague's; an empty text: nobody's. The total counts each sale once: with
    neither it is that of the sales report. Raises NotFound and Ambiguous, Refused where the records share no currency
    and none is configured, or where a rate is missing.
    """
    known = accounts_of.load(reader)
    scope = accounts_of.find_accounts(reader, accounts) or None
    whose = reader.find("colleague", owner).reference if owner else owner
    day = min(as_of or reader.env.today, period.last_day)
    held = holdings(reader)
    cut = max(period.start, day + timedelta(days=1))
    sales = OwnedSales(reader, held, (period.start, cut), currency, scope)
    found = [
        row
        for number, account in known.items()
        if scope is None or number in scope
        for row in _rows(number, account, held.get(number, _NOBODY), period, day, sales)
        if whose is None or (row.held.owner.code if row.held.owner else "") == whose
    ]
    rates = sales.rates
    total = sum((row.sold.amount for row in found), Fraction(0))
    lines = sum(row.sold.lines for row in found)
    known_sales, lag = books(reader), reader.env.config.number("sales.lag")
    warning = not_booked_yet(known_sales, day, reader.env.today, lag) if found and day >= period.start else ""
    return Report(
        "ownership",
        _COLUMNS,
        [_cells(row, rates.money(row.sold.amount), rates.to) for row in found],
        total=("total", *[None] * 6, lines, rates.money(total), rates.to),
        facts={
            "period": period.name, "start": period.start, "end": period.last_day, "as_of": day, "currency": rates.to,
            "booked_to": known_sales.booked_to,
        },
        reference="account",
        title=f"Who had which account, {period.name}, {rates.to}{told_as_of(day, reader.env.today, period.last_day)}",
        empty=f"nobody had such an account in {period.name}" if known else accounts_of.NO_ACCOUNTS,
        notes=(*filter(None, [warning]), *_notes(found, sales)) if found else (),
        warning=warning,
        chart=Bars("Sold while it was theirs", ("account_name", "owner_name"), "amount"),
    )  # fmt: skip


def _rows(
    number: int, account: AccountNode, holding: Holding, period: Period, day: date, sales: OwnedSales
) -> Iterator[Row]:
    """The spans of an account that touch the period, also those to come. An archived one is told where it sold
    something.
    """
    for place, each in enumerate(holding.spans):
        sold = sales.by_place.get((number, place), Total())
        if each.days_in(period.start, period.last_day) and (sold.lines or not account.archived):
            yield Row(account, each, each.days_in(period.start, day), sold)


def _cells(row: Row, amount: Any, currency: str) -> tuple[Any, ...]:
    owner, days = row.held.owner, row.held.days
    return (
        row.account.code, row.account.name, owner and owner.code, owner and owner.name,
        days.start and parse_iso_day(days.start), days.until and parse_iso_day(days.until), row.days,
        row.sold.lines, amount, currency,
    )  # fmt: skip


def _notes(found: Sequence[Row], sales: OwnedSales) -> Iterator[str]:
    by_owner: dict[str, Fraction] = {}
    for row in found:
        code = row.held.owner.code if row.held.owner else ""
        by_owner[code] = by_owner.get(code, Fraction(0)) + row.sold.amount
    owners = sorted((code for code in by_owner if code), key=lambda code: -by_owner[code])
    if owners[1:]:
        said = [f"{code} {sales.rates.spell_whole(by_owner[code])}" for code in owners[:_NAMED]]
        more = f" and {number_of(len(owners) - _NAMED, 'other')}" if owners[_NAMED:] else ""
        yield f"by owner: {', '.join(said)}{more}"
    alone = list(dict.fromkeys(row.account.code for row in found if row.held.owner is None))
    if alone:
        sold = f", which sold {sales.rates.spell_whole(by_owner[''])} then" if by_owner[""] else ""
        yield f"without an owner for some days or all: {accounts_of.names(alone)}{sold}"
    if sales.converts:
        yield f"converted to {sales.rates.to}: a sale at the rate of its day"
