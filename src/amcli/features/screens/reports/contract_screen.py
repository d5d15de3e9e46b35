"""A contract drawn for a person: what it is now, its three days, its terms, what both sides owe, what is under way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from amcli.base.screen import Flow, Grid, GridColumn, Piece, Screen
from amcli.base.text import number_of
from amcli.base.time.workdays import day_of
from amcli.features.activity.reports.said_pieces import SAID_COLUMNS, said_row
from amcli.features.contracts.nouns import EXPRESS, MONTH, NO, TACIT, YEAR
from amcli.features.contracts.rules.standing import ACT, ARRIVE, END, Standing
from amcli.features.contracts.rules.terms import DRAFT, ENDED_NOT_RENEWED, IN_NOTICE, RUNNING, UPCOMING, is_final
from amcli.features.deadlines.reports.due_pieces import DueLine, due_grid, due_row, told_who, with_legend
from amcli.features.screens.reports.pieces import money
from amcli.render.people import ago, countdown, short_day, spoken_day, urgency

MOST_OPEN, MOST_DONE, MOST_TERMS = 8, 6, 6
_TONES = {RUNNING: "good", IN_NOTICE: "close", ENDED_NOT_RENEWED: "late", DRAFT: "quiet", UPCOMING: "quiet"}
_CALLED = {ACT: "act by", ARRIVE: "notice to arrive by", END: "ends"}
# What day it is, the day, how far away.
_DAYS = (GridColumn(), GridColumn(), GridColumn())
# The id, from when to when, what it is worth, whether it is the current one.
_TERMS = (GridColumn(), GridColumn(), GridColumn(rank=1), GridColumn(elastic=True))
# The id, the day on which it was done, what it was, and the proof.
_DONE = (GridColumn(), GridColumn(), GridColumn(elastic=True), GridColumn(rank=1))
# The id, what it is, its stage, the day.
_UNDER_WAY = (GridColumn(), GridColumn(elastic=True), GridColumn(), GridColumn())
_Cells = Mapping[str, Any]


def contract_screen(
    now: datetime, each: Standing, cells: _Cells, lists: Mapping[str, Sequence[_Cells]], me: str = ""
) -> Screen:
    """The parts of the screen at a moment; what is empty is not there. me: the code of who keeps the file."""
    today, of_it = now.date(), f"--about {each.reference}"
    due = [_due(one, now, me) for one in lists["deadlines"]]
    done = [_done(one, today) for one in lists["done"]]
    terms = [*_rolled(each), *(_term(one, today) for one in reversed(lists["terms"]))]
    grids = [
        Grid(_heading("DAYS"), _DAYS, list(_days(each, today))),
        Grid.of_most(_heading("TERMS"), _TERMS, terms, MOST_TERMS, f"amcli term list --contract {each.reference}"),
        *with_legend([due_grid("OPEN", due, "heading", MOST_OPEN, f"amcli deadline list {of_it}")]),
        Grid.of_most(_heading("DONE"), _DONE, done, MOST_DONE, f"amcli deadline list {of_it} --all"),
        Grid(_heading("UNDER WAY"), _UNDER_WAY, list(_under_way(lists, today))),
        Grid(_heading("SAID"), SAID_COLUMNS, [said_row(one, today) for one in lists["interactions"]]),
    ]
    return [
        _head(each, cells),
        _state(each, cells, today),
        *_next(each, today),
        *_texts(cells),
        None,
        *(grid for grid in grids if grid.rows),
    ]  # fmt: skip


def _heading(title: str) -> Piece:
    return Piece(title, "heading")


def _head(each: Standing, cells: _Cells) -> Flow:
    """What it is, and whose."""
    pieces = [
        _heading(cells["name"]),
        Piece(each.reference, "name"),
        Piece(cells["account_name"]),
        Piece(cells["kind"]),
    ]
    if cells["ref"]:
        pieces.append(Piece(cells["ref"]))
    return Flow(pieces, right=[Piece(f"of {cells['owner']}", "quiet")] if cells["owner"] else [], gap=" · ")


def _state(each: Standing, cells: _Cells, today: date) -> Flow:
    """What it is now, how it goes on, what it is worth."""
    pieces = [Piece(each.state, _TONES.get(each.state, ""))]
    if each.state != DRAFT and cells["signed"]:
        pieces.append(Piece(f"signed {short_day(cells['signed'], today)}", "quiet"))
    further = f", {each.contract.term.in_words()} more each time" if each.contract.term else ""
    goes_on = {TACIT: f"renews by itself{further}", EXPRESS: "renewed by agreement alone", NO: "not renewed"}
    if not each.ends and not each.is_over:
        final = is_final(each.contract.renews, each.end, each.contract.latest_end)
        pieces.append(Piece(goes_on[NO if final else each.contract.renews]))
    if cells["value_a_year"] is not None:
        pieces.append(Piece(f"{money(cells['value_a_year'])} {cells['currency']} a year"))
    return Flow(pieces, gap=" · ")


def _days(each: Standing, today: date) -> Iterator[Sequence[Piece]]:
    """The days that count, with how far away they are; a day that has passed is not late where nothing can be done."""
    if each.is_over:
        return
    contract = each.contract
    goes_on = contract.renews == TACIT and not each.ends and not is_final(TACIT, each.end, contract.latest_end)
    for kind, day in each.days():
        away = (day - today).days
        said = ago(-away) if away < 0 and each.notice_passed else countdown(away)
        tone = "quiet" if away < 0 and each.notice_passed else urgency(away)
        called = "its term ends" if kind == END and goes_on else _CALLED[kind]
        yield Piece(called), Piece(spoken_day(day, today, near=False)), Piece(said, tone)
    if not each.ends and contract.notice is None:
        yield Piece("no notice was agreed", "quiet"), Piece(""), Piece("")


def _next(each: Standing, today: date) -> Iterator[Flow]:
    """What follows of a day that has passed, and of a notice."""
    contract = each.contract
    if each.next_term and each.arrive_by:
        passed = f"the day of notice has passed, {ago((today - each.arrive_by).days)}"
        follows = f"it goes on to {short_day(each.next_term.end, today)}"
        until = f", notice of that by {short_day(each.next_arrive_by, today)}" if each.next_arrive_by else ""
        yield Flow([Piece(f"{passed}: {follows}{until}", "close")])
    if contract.noticed:
        by = "us" if contract.noticed_by == "us" else "the client"
        yield Flow([Piece(f"notice by {by} on {short_day(contract.noticed, today)}", "close")])
    if each.state == ENDED_NOT_RENEWED:
        yield Flow([
            Piece(f"ended {ago((today - each.end).days)}, and was not renewed", "late"),
            Piece(f"amcli contract renew {each.reference}", "quiet"),
        ])  # fmt: skip


def _texts(cells: _Cells) -> Iterator[Flow]:
    for key in ("reason", "note"):
        if cells[key]:
            yield Flow([Piece(cells[key])], _heading(key))
    if cells["links"]:
        yield Flow([Piece(link) for link in cells["links"]], _heading("links"))


def _rolled(each: Standing) -> Iterator[Sequence[Piece]]:
    """The term that it went into by itself, which is written nowhere."""
    if each.start > each.contract.written[-1].days.start and not each.is_over:
        span, said = f"{each.start} to {each.end}", "now, renewed by itself"
        yield Piece(""), Piece(span), Piece(""), Piece(said, "quiet")


def _term(one: _Cells, today: date) -> Sequence[Piece]:
    """A term that is written down."""
    span = f"{one['start']} to {one['end']}"
    worth = f"{money(one['value'])} {one['currency']} {_per(one['per'])}" if one["value"] is not None else ""
    said = "now" if one["start"] <= today <= one["end"] else ""
    return Piece(one["id"], "name"), Piece(span), Piece(worth), Piece(said, "quiet")


def _per(per: str | None) -> str:
    return f"a {per}" if per in (YEAR, MONTH) else "in all"


def _due(one: _Cells, now: datetime, me: str) -> Sequence[Piece]:
    who = told_who(one["for"], one["owed_by"], me)
    return due_row(DueLine(one["id"], one["due"], "", one["title"], one["kind"], one["priority"], who), now)


def _done(one: _Cells, today: date) -> Sequence[Piece]:
    """An obligation that was met: when, how late, and the proof."""
    late = (one["done"] - day_of(one["due"])).days
    by = "client, " if one["owed_by"] == "client" else ""
    said = f"{by}{number_of(late, 'day')} late" if late > 0 else f"{by}in time"
    evidence = f" · {one['evidence']}" if one["evidence"] else ""
    return (
        Piece(one["id"], "name"), Piece(spoken_day(one["done"], today, near=False)), Piece(f"{one['title']}{evidence}"),
        Piece(said, "close" if late > 0 else "quiet"),
    )  # fmt: skip


def _under_way(lists: Mapping[str, Sequence[_Cells]], today: date) -> Iterator[Sequence[Piece]]:
    """Negotiations and opportunities about it, those that are open first."""
    found = [(one, one["subject"], one["outcome"] or "negotiation", one["until"]) for one in lists["negotiations"]]
    found += [(one, one["name"], one["stage"], one["close"]) for one in lists["opportunities"]]
    for one, name, stage, day in sorted(found, key=lambda row: row[0]["closed"] is not None):
        tone = "quiet" if one["closed"] else ""
        when = spoken_day(day, today, near=False) if day and not one["closed"] else ""
        yield Piece(one["id"], "name"), Piece(name), Piece(stage, tone), Piece(when)
