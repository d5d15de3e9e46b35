"""plain: aligned columns that a pipe can split, with nothing cut off."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import ANY_TEXT, listing, one_cell, record, report, shown

from amcli.base.results import Column, Kind, Listing
from amcli.base.text import one_line
from amcli.render.width import pad, width


def test_listing() -> None:
    """Keys in capitals above, text to the left, numbers to the right, `-` for nothing and `n/a` for undefined."""
    assert shown(listing(), "plain").splitlines() == [
        "CODE    NAME           TIER  WEIGHT       SALES  ATTAINMENT  DUE               TAGS     LIVE   MONTHS",
        "maruti  Maruti            1     2.5  1234567.80        43.3  2026-12-01        car,key  true   1 2.5",
        "goody   Goody Service     -       -       -0.05         n/a  2026-12-01T15:30  -        false  -",
    ]


def test_report_has_its_total_under_a_rule() -> None:
    """The total comes last, under dashes, labelled in the first column."""
    assert shown(report(), "plain").splitlines() == [
        "KEY      NAME        ACTUAL  ATTAINMENT  SIGN",
        "maruti   Maruti   520000.00       104.0  ✓",
        "hyundai  Hyundai      90.50        93.0  ~",
        "ford     Ford          7.00         9.9  !",
        "rest     Rest          0.00         n/a  -",
        "---------------------------------------------",
        "total    -        520097.50        88.2  !",
    ]


def test_total_of_a_first_column_of_numbers_is_its_figure() -> None:
    """The label takes no figure's place."""
    assert shown(report(), "plain", columns=["actual", "name"]).splitlines()[-1] == "520097.50  -"
    assert shown(report(), "plain", columns=["name", "actual"]).splitlines()[-1] == "total    520097.50"


def test_record() -> None:
    """Keys and values, then the sections that have rows under their titles."""
    assert shown(record(), "plain").splitlines() == [
        "code:   maruti",
        "name:   Maruti",
        "phone:  -",
        "growth: n/a",
        "note:   First line ⏎ second line",
        "",
        "Contacts",
        "ID  ROLES",
        "C1  buyer,user",
    ]


def test_nothing_is_printed_of_nothing() -> None:
    """An empty result prints nothing at all, so that a pipe counts no line."""
    assert shown(listing([]), "plain") == ""
    assert shown(report([]), "plain") == ""


@given(ANY_TEXT)
def test_nothing_is_cut_off(text: str) -> None:
    """Any text is there in full on one line, whatever it holds and however long it is."""
    header, *lines = shown(one_cell(text), "plain").split("\n")
    assert header == "TEXT"
    assert lines == [one_line(text).rstrip(" ") or ("-" if not one_line(text) else ""), ""]


@given(st.lists(st.tuples(ANY_TEXT, st.decimals(allow_nan=False, allow_infinity=False)), min_size=1, max_size=4))
def test_columns_align_by_what_a_terminal_shows(rows: list[tuple[str, Decimal]]) -> None:
    """The number column ends at the same cell on every line, also after wide and combining characters."""
    text = shown(Listing("x", (Column("a"), Column("n", Kind.NUMBER)), rows), "plain")
    lines = text.removesuffix("\n").split("\n")
    assert len({width(line) for line in lines}) == 1
    assert [Decimal(line.rsplit(" ", 1)[1]) for line in lines[1:]] == [number for _, number in rows]


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=4))
def test_no_trailing_spaces(rows: list[tuple[str, str]]) -> None:
    """No line ends in a space."""
    text = shown(Listing("x", (Column("a"), Column("b")), rows), "plain")
    assert not any(line.endswith(" ") for line in text.split("\n"))


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("合同", 4), ("🎉", 2), ("ｆｕ", 4), ("a\u200bb", 2), ("▁█", 2)],
)
def test_width(text: str, cells: int) -> None:
    """Wide characters take two cells, combining and invisible ones none."""
    assert width(text) == cells
    assert width(pad(text, 10)) == width(pad(text, 10, right=True)) == 10
    assert pad(text, 10, right=True).endswith(text)
    assert pad(text, 10).startswith(text)
