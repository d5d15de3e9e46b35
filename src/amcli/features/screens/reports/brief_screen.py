"""The brief drawn for a person: what one needs before a call comes first. How it stands, who is there, what is open,
what was said; the card of addresses last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from amcli.base.money import whole_percent
from amcli.base.screen import SIGN_TONES, Flow, Grid, GridColumn, Piece, Screen
from amcli.features.accounts.reports.people_pieces import PEOPLE_COLUMNS, person_row
from amcli.features.accounts.reports.to_come import NextParent
from amcli.features.activity.reports.quiet_accounts import ContactStatus
from amcli.features.activity.reports.said_pieces import SAID_COLUMNS, said_row
from amcli.features.deadlines.reports.due_pieces import DueLine, due_grid, due_row, told_who, with_legend
from amcli.features.negotiations.reports.near import NearNegotiation
from amcli.features.negotiations.reports.near_piece import near_flow
from amcli.features.screens.reports.contracts_part import GRID, contract_row
from amcli.features.screens.reports.headline import SalesLines
from amcli.features.screens.reports.issues_part import IssueLine
from amcli.features.screens.reports.issues_pieces import ISSUE_COLUMNS, issue_row
from amcli.features.screens.reports.pieces import INDENT, books_piece, money, sales_flows
from amcli.features.screens.reports.pipeline_line import PipelineLine
from amcli.render.people import ago, spoken_day

if TYPE_CHECKING:
    from amcli.features.screens.reports.account_brief import Lists

MOST_OPEN, MOST_PEOPLE, MOST_DEALS, MOST_CONTRACTS, MOST_ISSUES = 8, 12, 8, 8, 8
# The id, what may be sold, its stage, the amount, the day on which it should close.
_DEALS = (GridColumn(), GridColumn(elastic=True), GridColumn(rank=1), GridColumn(right=True), GridColumn(rank=2))
# The name, what was spent of what was agreed, how far it is used and whether that is good, how far its time is.
_BUDGETS = (GridColumn(elastic=True), GridColumn(right=True), GridColumn(), GridColumn(rank=1))
_BELOW = (GridColumn(), GridColumn(elastic=True))
_CARD = ("phone", "website", "address", "city", "country")
Cells = Mapping[str, Any]


class Standing(NamedTuple):
    """How the account stands: its sales, what is open beside their gap, when somebody last spoke with them, which
    negotiations should be agreed by now, or soon, which issues are open, and what it will be part of.
    """

    sales: SalesLines
    pipeline: Mapping[str, PipelineLine]
    spoken: ContactStatus | None
    talks: Sequence[NearNegotiation] = ()
    issues: Sequence[IssueLine] = ()
    parents: Sequence[NextParent] = ()


def brief_screen(now: datetime, account: Cells, standing: Standing, budgets: Sequence[Cells], lists: Lists) -> Screen:
    """The parts of the screen at a moment; what is empty is not there."""
    today = now.date()
    of_it = f"--account {account['code']}"
    people, due = [person_row(each) for each in lists.people], [_due(each, now, lists.me) for each in lists.due]
    sales, deals = standing.sales, [_deal(each, standing.sales, today) for each in lists.deals]
    contracts = [contract_row(each, today) for each in lists.contracts]
    issues = [issue_row(each) for each in standing.issues]
    grids = [
        Grid.of_most(_heading("PEOPLE"), PEOPLE_COLUMNS, people, MOST_PEOPLE, f"amcli contact list {of_it}"),
        *with_legend([due_grid("OPEN", due, "heading", MOST_OPEN, f"amcli deadline list {of_it}")]),
        Grid.of_most(_heading("ISSUES"), ISSUE_COLUMNS, issues, MOST_ISSUES, f"amcli report issues {of_it}"),
        Grid.of_most(_heading("PIPELINE"), _DEALS, deals, MOST_DEALS, f"amcli opportunity list {of_it}"),
        Grid.of_most(_heading("CONTRACTS"), GRID, contracts, MOST_CONTRACTS, f"amcli contract list {of_it}"),
        Grid(_heading("SAID"), SAID_COLUMNS, [said_row(each, today) for each in lists.said]),
        Grid(_heading("BUDGETS"), _BUDGETS, [_budget(each) for each in budgets]),
        Grid(_heading("BELOW IT"), _BELOW, [_below(each) for each in lists.below]),
    ]
    return [
        _head(account, standing.spoken),
        *sales_flows(sales, standing.pipeline),
        *_books(sales, today),
        *_note(account),
        *_team(account, lists.team),
        *_to_come(standing.parents),
        *([near_flow(standing.talks, len(standing.talks), 0, whose=False)] if standing.talks else []),
        None,
        *(grid for grid in grids if grid.rows),
        *_card(account),
    ]  # fmt: skip


def _heading(title: str) -> Piece:
    return Piece(title, "heading")


def _head(account: Cells, spoken: ContactStatus | None) -> Flow:
    """Who it is, and when somebody last spoke with them."""
    about = [
        account["code"],
        f"tier {account['tier']}" if account["tier"] else "",
        account["category"] or "",
        f"part of {account['parent']}" if account["parent"] else "",
        f"archived {account['archived']}" if account["archived"] else "",
    ]
    pieces = [Piece(account["name"], "heading"), *(Piece(text) for text in about if text)]
    return Flow(pieces, right=[_last_spoken(spoken)] if spoken else [], gap=" · ")


def _last_spoken(spoken: ContactStatus) -> Piece:
    days, tone = spoken.gap.days, "close" if spoken.quiet else "quiet"
    over = f", every {spoken.cadence} d" if spoken.quiet else ""
    if days is None:
        return Piece(f"never spoken with{over}", tone)
    return Piece(f"last spoken {ago(days)}{over}", tone)


def _books(sales: SalesLines, today: date) -> Iterator[Flow]:
    """Whose sales the line is of, in which currency, and how far the books go."""
    line = next(iter(sales.lines.values()), None)
    if line:
        of = [Piece("own sales", "quiet")] if len(sales.lines) == 1 else []
        yield Flow([*of, Piece(line.currency, "quiet"), books_piece(line, today)], indent=INDENT, gap=" · ")


def _note(account: Cells) -> Iterator[Flow]:
    if account["note"]:
        yield Flow([Piece(account["note"])], Piece("note", "heading"), indent=INDENT)


def _team(account: Cells, team: Sequence[Cells]) -> Iterator[Flow]:
    """Who answers for it, who else works on it, and where it lies."""
    pieces = []
    for each in team:
        hours = f" {each['hours']} h" if each["hours"] is not None else ""
        since = f" since {each['from']}" if each["from"] else ""
        pieces.append(Piece(f"{each['colleague']} {each['role']}{hours}{since}"))
    if pieces:
        yield Flow(pieces, Piece("team", "heading"), indent=INDENT, gap=" · ")
    if account["territories"]:
        yield Flow([Piece(", ".join(account["territories"]))], Piece("in", "heading"), indent=INDENT)


def _to_come(parents: Sequence[NextParent]) -> Iterator[Flow]:
    """What it will be part of, and from when on."""
    if parents:
        yield Flow([Piece(each.told) for each in parents], Piece("to come", "heading"), indent=INDENT, gap=" · ")


def _due(each: Cells, now: datetime, me: str) -> Any:
    who = told_who(each["for"], each["owed_by"], me, each["about"])
    return due_row(DueLine(each["id"], each["due"], "", each["title"], each["kind"], each["priority"], who), now)


def _deal(each: Cells, sales: SalesLines, today: date) -> tuple[Piece, ...]:
    close, line = each["close"], next(iter(sales.lines.values()), None)
    other = "" if line and each["currency"] == line.currency else f" {each['currency']}"
    amount = Piece("no amount", "quiet") if each["amount"] is None else Piece(f"{money(each['amount'])}{other}")
    when = Piece("")
    if close:
        days = (today - close).days
        when = Piece(f"should have closed {ago(days)}", "late") if days > 0 else Piece(spoken_day(close, today))
    return Piece(each["id"], "name"), Piece(each["name"]), Piece(each["stage"]), amount, when


def _budget(each: Cells) -> tuple[Piece, ...]:
    if "note" in each:
        return (Piece(each["note"], "quiet"), Piece(""), Piece(""), Piece(""))
    tone = SIGN_TONES.get(each["sign"] or "", "")
    used = f"{whole_percent(each['burn'])} used" if each["burn"] is not None else ""
    if each["direction"] == "cost" and each["spent"] > each["agreed"]:
        used += f", over by {money(each['spent'] - each['agreed'])}"
    used = f"{used} {each['sign'] or ''}".rstrip()
    time = f"at {whole_percent(each['elapsed'])} of time" if each["elapsed"] is not None else ""
    return (
        Piece(f"{each['name']} {each['period']}"), Piece(f"{money(each['spent'])} of {money(each['agreed'])}"),
        Piece(used, tone), Piece(time, "quiet"),
    )  # fmt: skip


def _below(each: Cells) -> tuple[Piece, ...]:
    return Piece(each["code"], "name"), Piece(each["name"])


def _card(account: Cells) -> Iterator[Flow]:
    """How to reach them, and what they are called elsewhere."""
    pieces = [Piece(account[key]) for key in _CARD if account[key]]
    if account["external_id"]:
        pieces.append(Piece(f"external id {account['external_id']}"))
    pieces += [Piece(f"#{tag}") for tag in account["tags"] or ()]
    if pieces:
        yield Flow(pieces, gap=" · ")
