"""Which columns fit: a property of widths alone, without a table."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amcli.render.fit import GAP, Need, fit


@st.composite
def needs(draw: st.DrawFn) -> Need:
    rigid = draw(st.integers(1, 15))
    natural = draw(st.integers(rigid, 300))
    word = draw(st.none() | st.integers(1, natural))
    return Need(draw(st.integers(0, 4)), natural, rigid, word)


ALL_NEEDS = st.lists(needs(), min_size=1, max_size=12)
WIDTHS = st.integers(1, 250)


def total(widths: dict[int, int]) -> int:
    return sum(widths.values()) + GAP * (len(widths) - 1)


def test_what_fits_is_left_alone() -> None:
    """A table that fits keeps every column at its natural width."""
    assert fit([Need(9, 10, 5), Need(0, 30, 3, word=8)], 42) == {0: 10, 1: 30}


def test_headers_fold_first() -> None:
    """A number's header gives way before text folds or a column goes."""
    assert fit([Need(0, 30, 3, word=8), Need(5, 14, 8)], 42) == {0: 30, 1: 10}


def test_text_folds_before_a_column_goes() -> None:
    """Text folds down to a comfortable width to keep a column."""
    assert fit([Need(0, 30, 3, word=8), Need(5, 14, 8)], 30) == {0: 20, 1: 8}


def test_the_highest_rank_goes_first_and_the_rightmost_of_equals() -> None:
    """Columns are dropped by rank, then from the right."""
    columns = [Need(0, 20, 20), Need(2, 20, 20), Need(3, 20, 20), Need(2, 20, 20)]
    assert list(fit(columns, 64)) == [0, 1, 3]
    assert list(fit(columns, 42)) == [0, 1]


def test_long_words_are_kept_whole_while_other_text_can_fold() -> None:
    """A code is not broken where a sentence beside it can fold."""
    assert fit([Need(0, 24, 4, word=24), Need(0, 100, 5, word=9)], 48) == {0: 24, 1: 22}


def test_text_folds_further_when_nothing_is_left_to_drop() -> None:
    """Columns of rank 0 stay, and their text gets narrow, as long as no word is broken."""
    assert fit([Need(0, 100, 4, word=9), Need(0, 10, 10)], 24) == {0: 12, 1: 10}


@given(ALL_NEEDS, WIDTHS)
def test_numbers_and_rank_0_survive(columns: list[Need], width: int) -> None:
    """No column of rank 0 goes, and no number nor word of a header is ever cut."""
    widths = fit(columns, width)
    assert {place for place, need in enumerate(columns) if need.rank == 0} <= widths.keys()
    assert all(columns[place].rigid <= cells <= columns[place].natural for place, cells in widths.items())


@given(ALL_NEEDS, WIDTHS)
def test_it_fits_where_it_can(columns: list[Need], width: int) -> None:
    """The table is wider than the terminal only when columns of rank 0 cannot be narrower."""
    widths = fit(columns, width)
    if total(widths) > width:
        assert {columns[place].rank for place in widths} == {0}
        assert widths == {place: columns[place].unbroken(8) for place in widths}


@given(ALL_NEEDS, WIDTHS)
def test_nothing_goes_without_need_or_before_its_rank(columns: list[Need], width: int) -> None:
    """What was dropped ranks at least as high as what stayed, and would not have fitted."""
    widths = fit(columns, width)
    dropped = set(range(len(columns))) - widths.keys()
    if dropped:
        last = min(dropped, key=lambda place: (columns[place].rank, place))
        assert all((columns[place].rank, place) < (columns[last].rank, last) for place in widths if columns[place].rank)
        kept = {place: columns[place].unbroken(20) for place in (*widths, last)}
        assert total(kept) > width
