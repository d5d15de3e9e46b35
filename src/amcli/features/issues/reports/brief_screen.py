"""An issue drawn for a person: what it is and how far, what is next, and its whole history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from amcli.base.money import grouped
from amcli.base.screen import Flow, Grid, Piece, Screen
from amcli.base.text import number_of
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.reports.due_pieces import DueLine, due_grid, due_row, told_who, with_legend
from amcli.features.issues.nouns import CRITICAL, HIGH, STOPS_THE_CLOCK
from amcli.features.issues.reports.history import HISTORY_COLUMNS, Cells, history_rows, when
from amcli.features.issues.rules.told_lines import taken_apart

MOST_OPEN = 8


def brief_screen(
    now: datetime,
    cells: Cells,
    sections: Mapping[str, Sequence[Cells]],
    me: str = "",
    clock: Sequence[Flow] = (),
) -> Screen:
    """The parts of the screen at a moment; what is empty is not there. me: the code of the colleague who keeps the
    file. clock: what is said of its age and limits, below how far it is.
    """
    today = now.date()
    due = [_due(each, now, me) for each in sections["deadlines"] if not each["done"]]
    history = list(history_rows(cells, sections, now))
    return [
        _head(cells),
        _standing(cells, sections["phases"], today),
        *clock,
        *_people(cells),
        *_texts(cells),
        None,
        *([] if due or cells["closed"] else [_nothing_next(cells)]),
        *with_legend([due_grid("NEXT", due, "heading", MOST_OPEN, f"amcli deadline list --about {cells['id']}")]),
        Grid(Piece("WHAT HAPPENED", "heading"), HISTORY_COLUMNS, history),
    ]


def _head(cells: Cells) -> Flow:
    """What it is, and who handles it."""
    pieces = [
        Piece(cells["title"], "heading"), Piece(cells["id"], "name"), Piece(cells["account_name"]),
        Piece(cells["cause"]),
    ]  # fmt: skip
    return Flow(pieces, right=[Piece(f"of {cells['owner']}", "quiet")] if cells["owner"] else [], gap=" · ")


def _standing(cells: Cells, phases: Sequence[Cells], today: date) -> Flow:
    """How grave it is, how far, for whom it waits, how old it is."""
    tone = {CRITICAL: "late", HIGH: "close"}.get(cells["severity"], "")
    pieces = [Piece(cells["severity"], "" if cells["closed"] else tone)]
    if cells["closed"]:
        pieces.append(Piece(f"closed {when(cells['closed'], today)}, {_accepted(cells)}", _TONES[cells["accepted"]]))
    else:
        pieces.append(Piece(cells["stage"]))
    if cells["waiting"]:
        stops = "" if cells["waiting"] in STOPS_THE_CLOCK else ", the clock runs"
        since = when(_waits_since(phases, cells), today)
        pieces.append(Piece(f"waits for {cells['waiting']} since {since}{stops}", "close"))
    days = (day_of(cells["closed"] or today) - day_of(cells["opened"])).days
    pieces.append(Piece(f"{'took' if cells['closed'] else 'open for'} {number_of(days, 'day')}", "quiet"))
    return Flow(pieces, gap=" · ")


_TONES = {"yes": "good", "no": "late", None: ""}


def _accepted(cells: Cells) -> str:
    return {"yes": "accepted", "no": "not accepted"}.get(cells["accepted"], "not said whether accepted")


def _waits_since(phases: Sequence[Cells], cells: Cells) -> date:
    """The moment of the first of its last phases with that wait."""
    since: date = cells["opened"]
    for each in reversed(phases):
        if each["waiting"] != cells["waiting"]:
            break
        since = each["at"]
    return since


def _people(cells: Cells) -> Iterator[Flow]:
    pieces = [Piece(f"raised by {cells['raised_by']}")] if cells["raised_by"] else []
    if cells["escalated_to"]:
        pieces.append(Piece(f"taken to {cells['escalated_to']}", "close"))
    if pieces:
        yield Flow(pieces, gap=" · ")


def _texts(cells: Cells) -> Iterator[Flow]:
    """What the client wants, what was answered and what it cost, what was noted, where more of it is."""
    cost = "" if cells["cost"] is None else f"{grouped(cells['cost'])} {cells['currency']}"
    for name, text in (("wants", cells["wants"]), ("answer", cells["resolution"]), ("cost", cost)):
        if text:
            yield Flow([Piece(text)], Piece(name, "heading"))
    for place, line in enumerate(taken_apart(cells["note"]).lines):  # what has its moment stands in the history
        yield Flow([Piece(line)], Piece("" if place else "note", "heading"), indent=6)
    if cells["links"]:
        yield Flow([Piece(link) for link in cells["links"]], Piece("links", "heading"))


def _nothing_next(cells: Cells) -> Flow:
    return Flow([
        Piece("nothing is next", "close"),
        Piece(f'amcli deadline add {cells["id"]} "What" --due DATE', "quiet"),
    ])  # fmt: skip


def _due(each: Cells, now: datetime, me: str) -> Sequence[Piece]:
    who = told_who(each["for"], each["owed_by"], me)
    return due_row(DueLine(each["id"], each["due"], "", each["title"], each["kind"], each["priority"], who), now)
