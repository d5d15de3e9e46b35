"""Screens of several parts: what stands under what, and what gives way where there is little room."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import ANY_TEXT
from rich.cells import cell_len

from amcli.base.errors import BadValue
from amcli.base.results import Column, Listing, Record
from amcli.base.screen import DayCell, DayGrid, Flow, Grid, GridColumn, Piece, Screen, WeekRow
from amcli.render import render
from amcli.render.people import Viewer

COLUMNS = (GridColumn(), GridColumn(rank=2), GridColumn(elastic=True), GridColumn())
ROW = ("D7", "Fri 18 Sep", "Confirm the October lead time for brake discs", "!")


def grid(*rows: tuple[str, ...], heading: str = "OPEN") -> Grid:
    return Grid(Piece(heading, "heading"), COLUMNS, [tuple(map(Piece, row)) for row in rows])


def drawn(*parts: Flow | Grid | DayGrid | None, width: int = 80, color: bool = False) -> list[str]:
    """The lines of a screen at a width."""
    screen: Screen = parts
    section = Listing("x", (Column("id"),), [("D7",)])
    record = Record("today", (Column("date"),), ("2026-09-17",), (section,), drawing=lambda _: screen)
    out = StringIO()
    viewer = Viewer(lambda: date(2026, 9, 17), lambda: None)
    render(record, "table", out, width=width, color=color, viewer=viewer)
    return out.getvalue().splitlines()


def test_grids_of_the_same_columns_share_their_widths() -> None:
    """Cells stand under each other across the parts of a screen; an empty column takes no room."""
    late, coming = grid(ROW, heading="OVERDUE"), grid(("D1234", "", "Call", ""), heading="NEXT")
    assert drawn(late, coming) == [
        "OVERDUE",
        " D7     Fri 18 Sep  Confirm the October lead time for brake discs  !",
        "NEXT",
        " D1234              Call",
    ]
    assert drawn(grid(("D7", "", "Call", ""))) == ["OPEN", " D7  Call"]


def test_a_text_goes_on_below_itself_then_columns_go_then_it_stands_below() -> None:
    """At 60, 40 and 24 columns."""
    assert drawn(grid(ROW), width=60)[1:] == [
        " D7  Fri 18 Sep  Confirm the October lead time for brake   !",
        "                 discs",
    ]
    assert drawn(grid(ROW), width=40)[1:] == [" D7  Confirm the October lead time     !", "     for brake discs"]
    assert drawn(grid(ROW), width=24)[1:] == [
        " D7  !",
        "     Confirm the October",
        "     lead time for brake",
        "     discs",
    ]


def test_a_long_code_is_not_broken_and_leaves_no_text_without_room() -> None:
    """The margin and the place beside a label give way; a text goes below the code, and an empty one nowhere."""
    code = "volkswagen-group-components-wolfsburg-01"
    columns = (GridColumn(), GridColumn(elastic=True))
    rows = [(Piece(code), Piece("Works of Wolfsburg, components")), (Piece("vw"), Piece(""))]
    below = Grid(Piece("BELOW"), columns, rows)
    assert drawn(below, width=40) == ["BELOW", code, "  Works of Wolfsburg, components", "vw"]
    assert drawn(below, width=50)[1:] == [f" {code}", "   Works of Wolfsburg, components", " vw"]
    quiet = Flow([Piece(f"{code} 41 d"), Piece("ford 98 d")], Piece("QUIET"), indent=9, gap=" · ")
    assert drawn(quiet, width=40) == ["QUIET", code, "41 d · ford 98 d"]
    assert drawn(quiet, width=60) == [f"QUIET    {code} 41 d", "         ford 98 d"]


def test_what_stands_at_the_right_goes_behind_where_there_is_no_room() -> None:
    """At the edge, else in the flow; the next line stands under the first piece."""
    flow = Flow([Piece("Maruti"), Piece("tier 1")], right=[Piece("last spoken 2 d ago")], gap=" · ")
    assert drawn(flow, width=40) == ["Maruti · tier 1      last spoken 2 d ago"]
    assert drawn(flow, width=30) == ["Maruti · tier 1", "last spoken 2 d ago"]
    quiet = Flow([Piece("ford 41 d"), Piece("parker 98 d")], Piece("QUIET"), indent=9, gap=" · ")
    assert drawn(quiet, width=24) == ["QUIET    ford 41 d", "         parker 98 d"]


def test_tones_are_colours_only_where_there_is_colour() -> None:
    """Red is late, yellow close, green on target; without colour there is no escape sequence."""
    flow = Flow([Piece("3 d late", "late"), Piece("tomorrow", "close"), Piece("103 %", "good")])
    (line,) = drawn(flow, color=True)
    assert "\x1b[31m3 d late" in line
    assert "\x1b[33mtomorrow" in line
    assert "\x1b[32m103 %" in line
    assert drawn(flow) == ["3 d late  tomorrow  103 %"]


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT), max_size=3), st.sampled_from([24, 40, 80, 200]))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, str, str]], width: int) -> None:
    """Whatever the texts are, in a grid, its heading and a flow; and they are never markup or control characters."""
    pieces = [Piece(text) for row in rows for text in row]
    flow = Flow(pieces, Piece("LABEL"), right=pieces[:2], indent=8, gap=" · ")
    lines = drawn(grid(*rows), flow, width=width)
    assert all(cell_len(line) <= width for line in lines)
    assert all(line.isprintable() or not any(ord(each) < 32 for each in line) for line in lines)


@pytest.mark.parametrize("format_", ["csv", "tsv", "ids", "xlsx", "parquet"])
def test_a_screen_is_no_rows(format_: str) -> None:
    """A format that holds rows alone says what to use instead."""
    record = Record("today", (Column("date"),), ("x",), drawing=lambda _: (), lists="`amcli deadline list`")
    with pytest.raises(BadValue, match=r"today has several parts, which .* use -f json, or `amcli deadline list`"):
        render(record, format_, StringIO())


def week(reference: str, title: str = "Confirm the lead time") -> DayGrid:
    """A week in which the same is due from Monday to Friday, its third day being today."""
    days = [DayCell(day, [(Piece(reference), title)] if day < 6 else (), marked=day == 3) for day in range(1, 8)]
    return DayGrid(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), [WeekRow("W36", "Sep", days)])


def test_a_week_shows_titles_then_references_then_nothing() -> None:
    """By the room there is; a reference is never broken: first the week's name goes, then the whole grid."""
    assert "[ 3]D7 Confirm th…" in drawn(week("D7"), width=120)[1]
    assert "".join(drawn(week("D7"), width=64)[1].split()) == "SepW361D72D7[3]D74D75D767"
    assert drawn(week("D123"), width=40)[2] == "    D123 D123 D123 D123 D123"
    assert drawn(week("D1234"), width=40)[2] == "D1234 D1234 D1234 D1234 D1234"
    assert drawn(week("D123456"), width=40) == []


@given(title=ANY_TEXT, width=st.integers(40, 120))
def test_a_week_is_never_wider(title: str, width: int) -> None:
    """Whatever stands in it: wide letters, combining marks, line ends."""
    assert all(cell_len(line) <= width for line in drawn(week("D7", title), width=width))
