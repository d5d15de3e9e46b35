"""A negotiation drawn for a person: how far one may go on each point, where the sides are, what was offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from amcli.base.screen import Flow, Grid, GridColumn, Piece, Screen
from amcli.features.activity.reports.said_pieces import SAID_COLUMNS, said_row
from amcli.features.deadlines.reports.due_pieces import DueLine, due_grid, due_row, told_who, with_legend
from amcli.features.negotiations.nouns import AGREED, NOT_OFFERED
from amcli.features.negotiations.rules.values import spelled
from amcli.render.people import ago, countdown, spoken_day, urgency

MOST_OPEN = 8
PRIVATE = "(private)"
# What it is; its value, what that means, and whether it is private.
_ROWS = (GridColumn(), GridColumn(elastic=True))
# The id, the day, who, the value; on which point, whether it was taken back, what was asked, why it is past the limit.
_OFFERS = (GridColumn(rank=1), GridColumn(), GridColumn(), GridColumn(right=True), GridColumn(elastic=True))
Cells = Mapping[str, Any]


def brief_screen(now: datetime, cells: Cells, sections: Mapping[str, Sequence[Cells]], me: str = "") -> Screen:
    """The parts of the screen at a moment; what is empty is not there. me: the code of who keeps the file."""
    today = now.date()
    units = {each["id"]: each["unit"] for each in sections["points"]}
    due = [_due(each, now, me) for each in sections["deadlines"]]
    grids = [
        *(_point(each, today) for each in sections["points"]),
        Grid(_heading("OFFERS"), _OFFERS, [_offer(each, units[each["point"]], today) for each in sections["offers"]]),
        *with_legend([due_grid("NEXT", due, "heading", MOST_OPEN, f"amcli deadline list --about {cells['id']}")]),
        Grid(_heading("SAID"), SAID_COLUMNS, [said_row(each, today) for each in sections["interactions"]]),
    ]
    return [
        _head(cells),
        _standing(cells, today),
        *_texts(cells),
        None,
        *([] if sections["points"] else [_no_points(cells)]),
        *(grid for grid in grids if grid.rows),
    ]


def _heading(title: str) -> Piece:
    return Piece(title, "heading")


def _head(cells: Cells) -> Flow:
    """What it is, with whom, what it is about, and whose."""
    pieces = [_heading(cells["subject"]), Piece(cells["id"], "name"), Piece(cells["account_name"])]
    if cells["about"]:
        pieces += [Piece(f"about {cells['about']}")]
    return Flow(pieces, right=[Piece(f"of {cells['owner']}", "quiet")] if cells["owner"] else [], gap=" · ")


def _standing(cells: Cells, today: date) -> Flow:
    """Since when it goes on and until when it should be agreed; or how it ended."""
    began = Piece(f"began {_on(cells['started'], today)}", "quiet")
    if cells["closed"]:
        tone = "good" if cells["outcome"] == AGREED else "late"
        ended = f"{cells['outcome']} {_on(cells['closed'], today)}, {ago((today - cells['closed']).days)}"
        return Flow([Piece(ended, tone), began], gap=" · ")
    left = cells["days_left"]
    if left is None:
        return Flow([Piece("open, no day by which it should be agreed"), began], gap=" · ")
    until = f"until {_on(cells['until'], today)}, {countdown(left)}" + (" left" if left > 1 else "")
    return Flow([Piece(until, urgency(left)), began], gap=" · ")


def _on(day: date, today: date) -> str:
    return " ".join(spoken_day(day, today, near=False).split())


def _texts(cells: Cells) -> Iterator[Flow]:
    """What was noted, and where more of it is."""
    if cells["note"]:
        yield Flow([Piece(cells["note"])], _heading("note"))
    if cells["links"]:
        yield Flow([Piece(link) for link in cells["links"]], _heading("links"))


def _no_points(cells: Cells) -> Flow:
    add = f"amcli negotiation point {cells['id']} price --aim V --limit V"
    return Flow([Piece("no points yet", "close"), Piece(add, "quiet")])


def _point(each: Cells, today: date) -> Grid:
    """All that is known of a point, a row each."""
    unit = each["unit"]
    which = f"{each['better_for_us']} is better" if each["better_for_us"] else "which is better is not said"
    named = [each["id"], *([] if each["subject"] == each["name"].lower() else [each["subject"]]), which]
    return Grid(
        _heading(each["name"]),
        _ROWS,
        [
            _row("aim", spelled(each["aim"], unit), PRIVATE),
            _row("limit", spelled(each["limit"], unit), PRIVATE),
            _row("we may go", _room(each["room"], unit), PRIVATE),
            _row("ours", spelled(each["ours"], unit)),
            _row("theirs", spelled(each["theirs"], unit)),
            _row("to our limit", _to_limit(each["to_limit"], unit), PRIVATE),
            _row("apart", _apart(each["apart"], unit)),
            _row("our moves", _moves(each["our_moves"], each["we_conceded"], unit)),
            _row("their moves", _moves(each["their_moves"], each["they_conceded"], unit)),
            *(_row("" if place else "we asked", text) for place, text in enumerate(each["we_asked"])),
            *(_row("" if place else "they asked", text) for place, text in enumerate(each["they_asked"])),
            _row("agreed", _agreed(each, today)),
        ],
        legend=" · ".join(named),
    )


def _row(label: str, text: str, mark: str = "") -> Sequence[Piece]:
    tone = "quiet" if text == "n/a" else "close" if mark else ""
    return Piece(label, "quiet"), Piece(f"{text} {mark}".rstrip(), tone)


def _room(room: Decimal | None, unit: str | None) -> str:
    if room is None or room > 0:
        return spelled(room, unit) + (" further" if room is not None else "")
    return "no further" if not room else f"no further: {spelled(-room, unit)} past our limit"


def _to_limit(to_limit: Decimal | None, unit: str | None) -> str:
    if to_limit is None or to_limit > 0:
        return spelled(to_limit, unit) + (" short" if to_limit is not None else "")
    return "at our limit" if not to_limit else f"within it, by {spelled(-to_limit, unit)}"


def _apart(apart: Decimal | None, unit: str | None) -> str:
    if apart is None or apart >= 0:
        return spelled(apart, unit)
    return f"none: they offer {spelled(-apart, unit)} more than we ask"


def _moves(values: Sequence[Decimal], sum_of: Decimal | None, unit: str | None) -> str:
    """`97 → 96 → 95 EUR, conceded 2 EUR`."""
    if not values:
        return "n/a"
    *before, last = (spelled(value, unit) for value in values)
    path = " → ".join([*(each.removesuffix(f" {unit}") for each in before), last])
    return path if len(values) == 1 or sum_of is None else f"{path}, conceded {spelled(sum_of, unit)}"


def _agreed(each: Cells, today: date) -> str:
    on = f", {_on(each['agreed_on'], today)}" if each["agreed_on"] else ""
    return f"{spelled(each['agreed'], each['unit'])}{on}"


def _offer(each: Cells, unit: str | None, today: date) -> Sequence[Piece]:
    """An offer, and in words whether it was taken back."""
    said = [
        each["name"],
        f"withdrawn {_on(each['withdrawn'], today)}" if each["withdrawn"] else "",
        _returned(each["in_return"]),
        f"past our limit: {each['past_limit']} {PRIVATE}" if each["past_limit"] else "",
    ]
    tone = "quiet" if each["withdrawn"] else ""
    return (
        Piece(each["id"], "name"), Piece(spoken_day(each["day"], today, near=False)), Piece(each["side"]),
        Piece(spelled(each["value"], unit), tone), Piece("; ".join(filter(None, said)), tone),
    )  # fmt: skip


def _returned(text: str | None) -> str:
    return f"in return: {text}" if text and text != NOT_OFFERED else text or ""


def _due(each: Cells, now: datetime, me: str) -> Sequence[Piece]:
    who = told_who(each["for"], each["owed_by"], me)
    return due_row(DueLine(each["id"], each["due"], "", each["title"], each["kind"], each["priority"], who), now)
