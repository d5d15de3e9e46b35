"""The rows behind the figures of an account: what was counted, and what it is measured against."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from amcli.domain.period import Fiscal, Period, spell
from amcli.domain.results import Column, Kind, Report
from amcli.domain.targets import PRO_RATA, Target
from amcli.reports import accounts as accounts_of
from amcli.reports import counted
from amcli.reports.accounts import Tree
from amcli.reports.budget import burnt_of, read
from amcli.reports.counted import Counted
from amcli.reports.currency import Rates, report_currency
from amcli.reports.quiet import standings
from amcli.reports.targets import Book, Targets
from amcli.store.reader import Reader

_SALES = (Column("id"), Column("date", Kind.DATE), Column("account"), Column("kind"), Column("product"), Column("ref"))
_BUDGETS = (Column("id"), Column("budget"), Column("name"), Column("date", Kind.DATE), Column("memo"))
_ACTIVITY = (
    Column("id"),
    Column("date", Kind.DATE),
    Column("kind"),
    Column("text"),
    Column("with", Kind.LIST, rank=1),
    Column("minutes", Kind.INT, rank=2),
)


def explain_sales(
    reader: Reader, *, period: Period, as_of: date | None, account: str, currency: str = "", tree: bool = False
) -> Report:
    """The sales and the credits (below zero) that an account's `actual` adds up; its targets are in the notes.

    With `tree` those of all accounts below it too. What the columns of a conversion hold is told in `counted`.
    Raises NotFound and Ambiguous for the account, and Refused as the report does.
    """
    found, accounts = reader.find("account", account), accounts_of.load(reader)
    kin = Tree(accounts, accounts_of.with_descendants(accounts, [found.row]) if tree else {found.row})
    day = min(as_of or reader.env.today, period.last_day)
    rows = list(reader.named("explain_sales", scope=accounts_of.as_json(kin.parent), **_span(period, day)))
    amounts = [Counted(minor, code, date.fromisoformat(sold)) for _, sold, _, _, _, _, minor, code in rows]
    targets = Targets(reader, period)
    used = {each.currency for each in amounts} | targets.currencies(kin, whole=False, products=False)
    rates = Rates(reader, report_currency(reader, currency, used))
    book = Book(targets.of(None), kin, False, rates)
    return Report(
        "sales",
        (*_SALES, *counted.columns(amounts, rates)),
        [
            (row[0], each.day, *row[2:6], *counted.cells(each, rates, reader))
            for row, each in zip(rows, amounts, strict=True)
        ],
        total=("total", *[None] * 5, *counted.total_cells(amounts, rates)),
        facts={**_facts(found.reference, period, day), "currency": rates.to},
        reference="id",
        title=f"Sales of {found.reference} in {period.name} as of {day}",
        empty=f"no sales of {found.reference} in {period.name} up to {day}",
        notes=(_on_target(book, found.row, period, reader.env.config.fiscal),),
    )


def explain_budget(reader: Reader, *, period: Period, as_of: date | None, account: str, currency: str = "") -> Report:
    """The expenses, or for a revenue budget the sales, that `spent` adds up, of each budget that overlaps the period.

    There is a total where all budgets have one direction. Raises as explain_sales does.
    """
    found = reader.find("account", account)
    day = min(as_of or reader.env.today, period.last_day)
    budgets, earned = read(reader, period, day, {found.row})
    rows = list(reader.named("explain_budget", account=found.row, end=period.end.isoformat(), **_span(period, day)))
    amounts = [Counted(minor, code, date.fromisoformat(held)) for *_, minor, code, held in rows]
    used = {each.currency for each in budgets} | {each.currency for each in amounts}
    rates = Rates(reader, report_currency(reader, currency, used))
    burnt = [burnt_of(each, earned, rates) for each in budgets]
    one_way = len({each.direction for each in budgets}) == 1
    return Report(
        "budget",
        (*_BUDGETS, *counted.columns(amounts, rates)),
        [
            (*row[:3], date.fromisoformat(row[3]), row[4], *counted.cells(each, rates, reader))
            for row, each in zip(rows, amounts, strict=True)
        ],
        total=("total", *[None] * 4, *counted.total_cells(amounts, rates)) if one_way else None,
        facts={**_facts(found.reference, period, day), "currency": rates.to},
        reference="id",
        title=f"Budgets of {found.reference} in {period.name} as of {day}",
        empty=f"nothing counts in a budget of {found.reference} in {period.name} up to {day}",
        notes=tuple(
            f"B{each.id} {each.name}: {rates.spell(sums.actual)} of {rates.spell(sums.agreed)}"
            for each, sums in zip(budgets, burnt, strict=True)
        ),
    )


def explain_activity(reader: Reader, *, period: Period, as_of: date | None, account: str) -> Report:
    """The interactions of an account in the period up to a day; how long it has been silent is in the notes.

    Raises NotFound and Ambiguous for the account.
    """
    found = reader.find("account", account)
    day = min(as_of or reader.env.today, period.last_day)
    rows = reader.named("explain_activity", account=found.row, **_span(period, day))
    standing = standings(reader, accounts_of.load(reader), day)[found.row]
    if standing.last is None:
        last = "never spoken with"
    else:
        last = f"last spoken with on {standing.last}, {standing.silence.days} days before {day}"
    return Report(
        "activity",
        _ACTIVITY,
        [
            (number, date.fromisoformat(held), kind, text, tuple(people.split(";")) if people else (), minutes)
            for number, held, kind, text, people, minutes in rows
        ],
        facts=_facts(found.reference, period, day),
        reference="id",
        title=f"Activity of {found.reference} in {period.name} up to {day}",
        empty=f"no interactions with {found.reference} in {period.name} up to {day}",
        notes=(f"{last}; its cadence is {standing.cadence} days: {'quiet' if standing.quiet else 'not quiet'}",),
    )


def _span(period: Period, day: date) -> dict[str, str]:
    """The days that count, [start, cut)."""
    return {"start": period.start.isoformat(), "cut": (day + timedelta(days=1)).isoformat()}


def _facts(account: str, period: Period, day: date) -> dict[str, Any]:
    return {"account": account, "period": period.name, "start": period.start, "end": period.last_day, "as_of": day}


def _on_target(book: Book, account: int, period: Period, fiscal: Fiscal) -> str:
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


def _spelled(target: Target, fiscal: Fiscal) -> str:
    return f"T{target.id} for {spell(target.start, target.end, fiscal)}"
