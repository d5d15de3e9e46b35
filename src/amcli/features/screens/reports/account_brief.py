"""The brief before a call: one account, its people, what was said, what is open, sales and budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from amcli.base.errors import Refused
from amcli.base.registry import NOUNS
from amcli.base.results import Column, Listing, Record
from amcli.features.accounts.reports.account_tree import load, with_descendants
from amcli.features.accounts.reports.to_come import next_parents, to_come
from amcli.features.accounts.rules import RIGHT_BELOW_ON
from amcli.features.activity.reports.quiet_accounts import contact_statuses
from amcli.features.budgets.reports.budget import current_budgets
from amcli.features.negotiations.reports.near import near_negotiations, near_section
from amcli.features.screens.reports.contracts_part import account_contracts
from amcli.features.screens.reports.headline import SalesLines, headline_section, sales_lines
from amcli.features.screens.reports.health_part import account_health, health_section
from amcli.features.screens.reports.issues_part import issues_section, open_of_account
from amcli.features.screens.reports.pipeline_line import (
    PipelineLine,
    has_opportunities,
    pipeline_lines,
    pipeline_section,
)
from amcli.features.screens.reports.plan_line import account_plans
from amcli.records.reports.listing import rows_of
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.base.screen import Screen

LATEST_INTERACTIONS = 5
_ON_IT = 'account_id = ? AND ("from" IS NULL OR "from" <= :today) AND (until IS NULL OR until >= :today)'
# What the brief says once at the top, it does not say again in each row.
REPEATED = frozenset({"account", "account_name"})


def brief(reader: Reader, text: str, *, everything: bool = False) -> Record:
    """The account that a text names, with everything worth knowing before a call. NotFound or Ambiguous.

    everything: also the people who left.
    """
    today = reader.env.today
    found = reader.find("account", text)
    one = rows_of(reader, "account", "record_id = ?", (found.record_id,), "record_id")
    (row,) = one.rows
    there = "1" if everything else NOUNS["contact"].live_on(today)
    mine = (found.record_id,)
    people = _rows(reader, "contact", f"account_id = ? AND {there}", mine, "name, record_id")
    said = _rows(reader, "interaction", "account_id = ?", mine, "date DESC, record_id DESC", LATEST_INTERACTIONS)
    due = _rows(reader, "deadline", "account_id = ? AND done IS NULL", mine, "due, record_id")
    below = _right_below(reader, found.record_id)
    deals, talks = open_opportunities(reader, found.record_id), near_negotiations(reader, found.record_id)
    sales, budgets = sales_lines(reader, found.record_id), account_budgets(reader, found.record_id)
    pipeline, contracts = account_pipeline(reader, sales, found.record_id), account_contracts(reader, found.record_id)
    issues, health = open_of_account(reader, found.record_id), account_health(reader, sales, found.record_id)
    parents, plans = next_parents(reader, found.record_id), account_plans(reader, found.record_id)
    team = _team(reader, found.record_id)
    sections = (
        _section("contacts", "Contacts", people),
        _section("interactions", "Last interactions", said),
        _section("deadlines", "Open deadlines", due),
        headline_section(sales, today),
        budgets,
        _section("children", "Accounts below it", below),
        pipeline_section(sales, pipeline),
        _section("opportunities", "Open opportunities", deals),
        near_section(talks, "Open negotiations"),
        contracts,
        issues_section("Open issues", issues),
        _section("team", "Team", team),
        to_come(parents),
        _section("plans", "Plans", plans),
        health_section(health),
    )

    def drawing() -> Screen:
        from amcli.features.deadlines.reports.due_pieces import keeper_code
        from amcli.features.screens.reports.brief_screen import Standing, brief_screen

        (account,) = one._replace(rows=[row]).by_key()
        (spoken,) = contact_statuses(reader, load(reader), today, found.record_id).values()
        rows = (people, said, due, below, deals, contracts, team, plans)
        lists = Lists(keeper_code(reader), *map(Listing.by_key, rows))
        standing = Standing(sales, pipeline, None if account["archived"] else spoken, health, talks, issues, parents)
        return brief_screen(reader.env.now, account, standing, budgets.by_key(), lists)

    return Record(
        "account",
        one.columns,
        row,
        sections,
        "code",
        title=f"{found.reference} · {row[1]}",
        drawing=drawing,
        lists=f"`amcli account list`, or what is of it: `amcli deadline list --account {found.reference}`",
    )


def _team(reader: Reader, account: int) -> Listing:
    """Who works on it today, the owner first."""
    on_it = _ON_IT.replace(":today", f"'{reader.env.today}'")
    return _rows(reader, "assignment", on_it, (account,), "role <> 'owner', record_id")


def _right_below(reader: Reader, account: int) -> Listing:
    """The accounts that are part of it today, without what is below them."""
    below = RIGHT_BELOW_ON.replace(":above", str(account)).replace(":day", f"'{reader.env.today}'")
    return _rows(reader, "account", f"record_id IN ({below})", (), "code")


class Lists(NamedTuple):
    """What belongs to the account, as the screen reads it: rows by the keys of their columns; `me`: the code of the
    colleague who keeps the file.
    """

    me: str
    people: list[dict[str, Any]]
    said: list[dict[str, Any]]
    due: list[dict[str, Any]]
    below: list[dict[str, Any]]
    deals: list[dict[str, Any]]
    contracts: list[dict[str, Any]]
    team: list[dict[str, Any]]
    plans: list[dict[str, Any]]


def _rows(reader: Reader, *question: Any) -> Listing:
    """Rows that can be read more than once: as a section, and by the screen."""
    found = rows_of(reader, *question)
    return found._replace(rows=list(found.rows))


def open_opportunities(reader: Reader, account: int) -> Listing:
    """The opportunities of an account, by its row id, that are open, by the day on which they should close."""
    if not has_opportunities(reader):
        return Listing("opportunities", (), ())
    return _rows(
        reader, "opportunity", "account_id = ? AND closed IS NULL", (account,), "close IS NULL, close, record_id"
    )


def account_pipeline(reader: Reader, sales: SalesLines, account: int) -> dict[str, PipelineLine]:
    """What is open beside each line of its sales."""
    if not has_opportunities(reader):
        return {}
    group = with_descendants(load(reader), [account]) if "group" in sales.lines else {account}
    return pipeline_lines(reader, sales, {"own": {account}, "group": group})


def _section(key: str, title: str, listing: Listing) -> Listing:
    keep = [place for place, column in enumerate(listing.columns) if column.key not in REPEATED]
    columns = tuple(listing.columns[place] for place in keep)
    rows = [[row[place] for place in keep] for row in listing.rows]
    return Listing(key, columns, rows, listing.reference, title=title)


def account_budgets(reader: Reader, account: int) -> Listing:
    """The budgets that hold today, and the overspent ones that ended lately."""
    try:
        report = current_budgets(reader, account)
    except Refused as refused:
        return Listing("budgets", (Column("note"),), [(refused.on_screen,)], "note", title="Budgets")
    listing = Listing("budgets", report.columns, report.rows, "key")
    return _section("budgets", "Budgets", listing)
