"""An opportunity drawn for a person: where it stands first, then what is next, who and what was said, how it moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from amcli.base.screen import Flow, Grid, GridColumn, Piece, Screen
from amcli.base.text import number_of
from amcli.features.accounts.reports.people_pieces import PEOPLE_COLUMNS, person_row
from amcli.features.activity.reports.said_pieces import SAID_COLUMNS, said_row
from amcli.features.deadlines.reports.due_pieces import DueLine, due_grid, due_row, told_who, with_legend
from amcli.features.pipeline.rules.dated import Dated, dated_changes, worth
from amcli.features.pipeline.rules.stage_age import is_late
from amcli.render.people import ago, countdown, short_day, spoken_day, urgency

MOST_OPEN, MOST_STEPS = 8, 12
# The day, and what changed.
_STEPS = (GridColumn(), GridColumn(elastic=True))
# The id, the day, what it came to, and the outside world's reference.
_SOLD = (GridColumn(), GridColumn(), GridColumn(), GridColumn(elastic=True))
Cells = Mapping[str, Any]


def brief_screen(
    now: datetime, cells: Cells, usual: int, sections: Mapping[str, Sequence[Cells]], me: str = ""
) -> Screen:
    """The parts of the screen at a moment; what is empty is not there. usual: the days of its stage, 0 for not said.
    me: the code of the colleague who keeps the file.
    """
    today = now.date()
    due = [_due(each, now, me) for each in sections["deadlines"]]
    steps = list(_moved(sections["steps"], today))
    grids = [
        *with_legend([due_grid("NEXT", due, "heading", MOST_OPEN, f"amcli deadline list --about {cells['id']}")]),
        Grid(_heading("SOLD"), _SOLD, [_sold(each, today) for each in sections["sales"]]),
        Grid(_heading("WHO"), PEOPLE_COLUMNS, [person_row(each) for each in sections["contacts"]]),
        Grid(_heading("SAID"), SAID_COLUMNS, [said_row(each, today) for each in sections["interactions"]]),
        Grid.of_most(
            _heading("HOW IT MOVED"), _STEPS, steps[::-1], MOST_STEPS, f"amcli step list --opportunity {cells['id']}"
        ),
    ]
    return [
        _head(cells),
        *_standing(cells, usual, today),
        *_texts(cells),
        None,
        *([] if due or cells["closed"] else [_nothing_next(cells)]),
        *(grid for grid in grids if grid.rows),
    ]


def _heading(title: str) -> Piece:
    return Piece(title, "heading")


def _head(cells: Cells) -> Flow:
    """What it is, and whose."""
    pieces = [_heading(cells["name"]), Piece(cells["id"], "name"), Piece(cells["account_name"]), Piece(cells["kind"])]
    if cells["product"]:
        pieces.append(Piece(cells["product"]))
    return Flow(pieces, right=[Piece(f"of {cells['owner']}", "quiet")] if cells["owner"] else [], gap=" · ")


def _standing(cells: Cells, usual: int, today: date) -> Iterator[Flow]:
    """What it is worth, how far it is and when it should be decided; then what is late about that."""
    amount = Piece(worth(cells["amount"], cells["currency"]), "quiet" if cells["amount"] is None else "")
    if cells["closed"]:
        tone = {"won": "good", "lost": "late"}.get(cells["stage"], "")
        ended = f"{cells['stage']} {_on(cells['closed'], today)}, {ago((today - cells['closed']).days)}"
        yield Flow([amount, Piece(ended, tone), Piece(_planned(cells, today), "quiet")], gap=" · ")
        return
    stage = Piece(f"{cells['stage']} {cells['probability']} %")
    forecast = [Piece(cells["forecast"])] if cells["forecast"] != "pipeline" else []
    yield Flow([amount, stage, *forecast, *_close(cells, today)], gap=" · ")
    marks = [_stage_age(cells, usual, today)]
    if cells["slips"]:
        marks.append(Piece(f"slipped {number_of(cells['slips'], 'time')}", "close"))
    yield Flow(marks, gap=" · ")


def _close(cells: Cells, today: date) -> list[Piece]:
    if not cells["close"]:
        return [Piece("no day of close", "quiet")]
    days = (cells["close"] - today).days
    if days in (0, 1):
        return [Piece(f"closes {countdown(days)}", urgency(days))]
    away = f"close {countdown(days)}" if days < 0 else f"closes in {days} d"
    return [Piece(f"{away}, {_on(cells['close'], today)}", urgency(days))]


def _planned(cells: Cells, today: date) -> str:
    return f"was to close {_on(cells['close'], today)}" if cells["close"] else "no day of close"


def _on(day: date, today: date) -> str:
    return " ".join(spoken_day(day, today, near=False).split())


def _stage_age(cells: Cells, usual: int, today: date) -> Piece:
    """How long it is in its stage, against what is usual there."""
    days = max((today - cells["since"]).days, 0)
    of = f" of {usual}" if usual else ""
    late = is_late(days, usual)
    return Piece(f"in {cells['stage']} {days}{of} d{' !' if late else ''}", "late" if late else "quiet")


def _texts(cells: Cells) -> Iterator[Flow]:
    """Why it was lost, who else wants it, what was noted, where more of it is."""
    for key in ("reason", "competitor", "note"):
        if cells[key]:
            yield Flow([Piece(cells[key])], _heading(key))
    if cells["links"]:
        yield Flow([Piece(link) for link in cells["links"]], _heading("links"))


def _nothing_next(cells: Cells) -> Flow:
    return Flow([
        Piece("nothing is next", "close"),
        Piece(f'amcli deadline add {cells["id"]} "What" --due DATE', "quiet"),
    ])  # fmt: skip


def _due(each: Cells, now: datetime, me: str) -> Sequence[Piece]:
    who = told_who(each["for"], each["owed_by"], me)
    return due_row(DueLine(each["id"], each["due"], "", each["title"], each["kind"], each["priority"], who), now)


def _sold(each: Cells, today: date) -> Sequence[Piece]:
    amount, day = worth(each["amount"], each["currency"]), spoken_day(each["date"], today, near=False)
    return Piece(each["id"], "name"), Piece(day), Piece(amount), Piece(each["ref"] or "")


def _moved(steps: Sequence[Cells], today: date) -> Iterator[Sequence[Piece]]:
    """A row a step, from the first on: what it was then, and what changed since."""
    before: Dated | None = None
    for each in steps:
        state = Dated(
            each["stage"], each["probability"], each["amount"], each["currency"] or "", each["close"],
            each["forecast"], each["owner"],
        )  # fmt: skip
        said = (
            _first(state, today)
            if before is None
            else list(dated_changes(before, state, lambda day: short_day(day, today)))
        )
        before = state
        if said:
            yield (Piece(spoken_day(each["day"], today, near=False)), Piece(", ".join(said)))


def _first(state: Dated, today: date) -> list[str]:
    close = f"close {short_day(state.close, today)}" if state.close else ""
    return [
        part for part in (f"{state.stage} {state.probability} %", worth(state.amount, state.currency), close) if part
    ]
