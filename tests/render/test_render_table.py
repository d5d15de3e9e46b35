"""The Rich table: fits the terminal, cuts no number, shows text as data, and is quiet without colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import ANY_TEXT, HOSTILE, listing, one_cell, record, report, shown
from rich.cells import cell_len
from rich.text import Text

from amcli.base.gauge import gauge
from amcli.base.results import Column, Kind, Listing, Record, Report
from amcli.base.text import clean, one_line
from amcli.render import render
from amcli.render.drawing import bar, spark

GREEN, YELLOW, RED, DIM = "\x1b[32m", "\x1b[33m", "\x1b[31m", "\x1b[2m"


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_listing() -> None:
    """Title, header, rule, rows as a person reads them: grouped, whole where asked, undefined as n/a."""
    assert lines(shown(listing(), "table", width=120)) == [
        "Accounts",
        "code    account        tier  weight      sales  attainment  due               tags      live  months",
        "─" * 100,
        "maruti  Maruti            1     2.5  1,234,568      43.3 %  2026-12-01        car, key  yes   ▄█",
        "goody   Goody Service                        0         n/a  2026-12-01T15:30            no",
    ]


def test_report() -> None:
    """A bar and a sign without a header of their own, the total between rule and notes."""
    assert lines(shown(report(), "table", width=80)) == [
        "Sales 2026",
        "key      account      actual  attainment",
        "─" * 55,
        "maruti   Maruti   520,000.00     104.0 %  ██████████  ✓",
        "hyundai  Hyundai       90.50      93.0 %  █████████░  ~",
        "ford     Ford           7.00       9.9 %  ░░░░░░░░░░  !",
        "rest     Rest           0.00         n/a",
        "─" * 55,
        "total             520,097.50      88.2 %  ████████░░  !",
        "Rest has no target.",
    ]


def test_the_word_total_is_not_broken() -> None:
    """Where the first column that fits is narrower than the label, it is as wide as the label."""
    columns = (Column("id", rank=9), Column("why"), Column("count", Kind.INT))
    told = Report("pipeline", columns, [("OP1", "a", 3)], total=("total", None, 3))
    for wide in (12, 40):
        assert lines(shown(told, "table", width=wide))[-1].split()[0] == "total"


def test_record() -> None:
    """The cells that hold something, long text with its lines, then the sections that have rows."""
    assert lines(shown(record(), "table", width=40)) == [
        "Maruti (maruti)",
        "code    maruti",
        "name    Maruti",
        "growth  n/a",
        "note    First line",
        "        second line",
        "",
        "Contacts",
        "id  roles",
        "─" * 15,
        "C1  buyer, user",
    ]


def test_a_narrow_terminal_drops_columns_and_says_so() -> None:
    """The highest ranks go first; the last line names the data that is hidden, and not the drawings."""
    assert lines(shown(report(), "table", width=42)) == [
        "Sales 2026",
        "account      actual  attainment",
        "─" * 34,
        "Maruti   520,000.00     104.0 %  ✓",
        "Hyundai       90.50      93.0 %  ~",
        "Ford           7.00       9.9 %  !",
        "Rest           0.00         n/a",
        "─" * 34,
        "total    520,097.50      88.2 %  !",
        "Rest has no target.",
        "hidden at this width: key (-f plain shows",
        "all)",
    ]
    assert "hidden at this width: key, sign" in shown(report(), "table", width=33)
    assert "hidden" not in shown(report(), "table", width=80)


def test_chosen_columns_are_never_dropped() -> None:
    """What the user asked for is shown, in lines of its own where columns would be wider than the terminal."""
    chosen = ["actual", "attainment", "bar", "sign"]
    assert "520,000.00     104.0 %  ██████████  ✓" in shown(report(), "table", width=40, columns=chosen)
    text = shown(report(), "table", width=20, columns=chosen)
    assert lines(text)[1:4] == ["520,000.00  ✓", "  attainment 104.0 %", "  ██████████"]
    assert "hidden" not in text
    assert all(cell_len(line) <= 20 for line in text.splitlines())


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_number_is_cut(width: int) -> None:
    """Every figure is there in full at any width."""
    columns = (Column("name"), *(Column(f"m{place}", Kind.MONEY) for place in range(5)))
    amounts = [Decimal("1234567.89") + place for place in range(5)]
    text = shown(Listing("x", columns, [("word " * 30, *amounts)]), "table", width=width)
    assert all(f"{amount:,f}" in text for amount in amounts)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_lines_fit_the_terminal(width: int) -> None:
    """Where columns may be dropped or folded, no line is wider than the terminal."""
    columns = (Column("id"), Column("text"), *(Column(f"m{rank}", Kind.MONEY, rank=rank) for rank in range(1, 9)))
    row = ("S1", "long " * 100, *[Decimal("1234.50")] * 8)
    for line in shown(Listing("x", columns, [row] * 3, title="t " * 300, more=5), "table", width=width).splitlines():
        assert cell_len(line) <= width


def test_empty_says_so() -> None:
    """No row is the sentence the result brings, with a report's notes; nothing where there is none."""
    assert shown(listing([]), "table", width=80) == "No accounts yet.\n"
    assert lines(shown(report([]), "table", width=80)) == ["No sales.", "Rest has no target."]
    assert shown(Listing("x", (Column("id"),), []), "table", width=80) == ""


def test_rows_held_back_are_counted() -> None:
    """A limited list says how many more there are."""
    held = Listing("x", (Column("id"),), [("S1",)], more=12)
    assert lines(shown(held, "table", width=80))[-1] == "and 12 more"
    opened = Record("account", (Column("code"),), ("maruti",), sections=(held,))
    assert lines(shown(opened, "table", width=80))[-1] == "and 12 more"


@pytest.fixture(
    params=[{"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"}, {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "33"}]
)
def environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in request.param.items():
        monkeypatch.setenv(name, value)
    yield


@pytest.mark.usefixtures("environment")
def test_color_is_the_callers_decision() -> None:
    """Whatever the environment says: no escape at all without colour, and colour at the given width with it."""
    for result in (listing(), report(), record()):
        plain = shown(result, "table", width=100)
        colored = shown(result, "table", width=100, color=True)
        assert "\x1b" not in plain
        assert "\x1b[1;36m" in colored
        assert Text.from_ansi(colored).plain.rstrip() == plain.rstrip()


def test_signs_bars_and_words_are_colored() -> None:
    """Green, amber and red follow the sign; n/a and the bar's rest are dim; variance has its colours."""
    rows = shown(report(), "table", width=80, color=True).splitlines()
    assert f"{GREEN}██████████" in rows[3]
    assert f"{GREEN}✓" in rows[3]
    assert f"{YELLOW}█████████\x1b[0m{DIM}░" in rows[4]
    assert f"{YELLOW}~" in rows[4]
    assert f"{RED}!" in rows[5]
    assert re.search(re.escape(DIM) + " *n/a", rows[6])
    assert "\x1b[1m" in rows[8]
    budget = Listing("x", (Column("variance"),), [("favourable",), ("unfavourable",), ("neither",)])
    text = shown(budget, "table", width=80, color=True)
    assert f"{GREEN}favourable" in text
    assert f"{RED}unfavourable" in text
    assert "\x1b[1m" not in text.splitlines()[-1]


def test_a_bar_takes_the_sign_of_its_row_though_the_sign_is_hidden() -> None:
    """A column that is dropped still colours the bar."""
    columns = (Column("name"), Column("bar", Kind.PERCENT, table_only=True), Column("sign", rank=1))
    text = shown(Listing("x", columns, [("abc", Decimal(50), "!")]), "table", width=16, color=True)
    assert f"{RED}█████" in text
    assert "!" not in text


def test_no_bar_without_a_figure_and_no_more_than_full() -> None:
    """A bar is full from 100 % and empty below 10 %."""
    assert [bar(Decimal(percent)).count("█") for percent in ("-5", "0", "9.9", "10", "99.9", "100", "250")] == [
        *(0, 0, 0, 1, 9, 10, 10)
    ]
    assert all(len(bar(Decimal(percent))) == 10 for percent in (-5, 0, 55, 300))


def test_a_gauge_has_its_mark_in_one_of_the_cells() -> None:
    """Where even pace stands: what is filled up to the mark has kept up with it."""
    for percent, tick, drawn in (
        (63, 71, "██████░│░░"), (70, 71, "███████│░░"), (95, 71, "███████│█░"), (0, 0, "│░░░░░░░░░"),
        (100, 100, "█████████│"), (20, None, "██░░░░░░░░"),
    ):  # fmt: skip
        made = gauge(Decimal(percent), None if tick is None else Decimal(tick))
        assert made is not None
        assert bar(made) == drawn
    assert gauge(None, Decimal(5)) is None


def test_spark_is_scaled_from_zero() -> None:
    """The largest is full, half is half, zero and below are the lowest; all zero is flat."""
    assert spark([Decimal(n) for n in (0, 1, 2, 3, 4, 5, 6, 7)]) == "▁▂▃▄▅▆▇█"
    assert spark([Decimal(n) for n in (-100, 100, 50)])[:2] == "▁█"
    assert spark([Decimal(0)] * 3) == spark([Decimal(-1)] * 3) == "▁▁▁"
    assert spark([]) == ""


@given(ANY_TEXT)
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    """No markup, no emoji code, no control character: the cell is the text on one line."""
    body = shown(one_cell(text), "table", width=40_000).split("\n")
    assert len(body) == 4
    assert body[2].rstrip() == one_line(text).rstrip()


@given(ANY_TEXT, st.sampled_from([20, 40, 80]))
def test_folding_loses_nothing(text: str, width: int) -> None:
    """A narrow terminal folds text, and every character but the space at a fold is there."""
    drawn = shown(one_cell(text), "table", width=width).split("\n")
    body = drawn[2:] if "─" in "".join(drawn[1:2]) else drawn  # without a head where a word is wider than the terminal
    assert re.sub(r"\s", "", "".join(body)) == re.sub(r"\s", "", one_line(text))


@given(ANY_TEXT)
def test_any_text_is_data_everywhere(text: str) -> None:
    """Titles, headers, notes, empty sentences and a record's long text are the text, and carry no control character."""
    columns = (Column("a", header=text),)
    held = Report("x", columns, [(text,)], title=text, notes=(text,))
    out = StringIO()
    render(held, "table", out, width=200, color=False)
    render(Listing("x", columns, [], empty=text), "table", out, width=200)
    render(Record("x", columns, (text,), title=text), "table", out, width=200)
    assert clean(out.getvalue())[1] == 0
    assert "\t" not in out.getvalue()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_record(text: str) -> None:
    """Long text keeps its line ends and loses only control characters."""
    for width in (40, 20_000):
        shown_text = shown(Record("x", (Column("note"),), (text,)), "table", width=width)
        assert "".join(shown_text.split()) == "".join(["note", *clean(text)[0].split()])


def test_a_lesser_column_without_a_cell_is_left_out_unsaid() -> None:
    """An optional column that no row fills takes no room, and is not called hidden; the first ones always stand."""
    columns = (Column("code"), Column("note"), Column("done", Kind.DATE, rank=3))
    empty = shown(Listing("deadline", columns, [("a", None, None)]), "table", width=80)
    assert "done" not in empty
    assert "note" in empty
    filled = shown(Listing("deadline", columns, [("a", None, None), ("b", None, date(2026, 1, 2))]), "table", width=80)
    assert "done" in filled
