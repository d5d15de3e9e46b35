"""Targets: exact, tiled, pro rata; the portfolio's; what is not allocated."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.time.period import parse_period
from amcli.features.sales.rules.targets import (
    CHILDREN,
    OWN,
    PRO_RATA,
    SUM,
    TILED,
    SetTarget,
    TargetAmount,
    add,
    aim,
    portfolio,
    resolve,
    unallocated,
)

TODAY = date(2026, 6, 30)


def target(number: int, text: str, minor: int = 100) -> SetTarget:
    period = parse_period(text, TODAY)
    return SetTarget(number, period.start, period.end, minor, "EUR")


def answer(text: str, *targets: SetTarget) -> Any:
    period = parse_period(text, TODAY)
    found = resolve(targets, period.start, period.end)
    return None if found is None else (found.basis, [part.id for part in found.parts], found.share)


def minor(each: SetTarget) -> Fraction:
    return Fraction(each.minor)


def test_exactly_that_period() -> None:
    """The target set for the period itself goes before everything else."""
    quarters = [target(number, f"2026-Q{number}") for number in range(1, 5)]
    assert answer("2026", *quarters, target(9, "2026")) == (OWN, [9], 1)


def test_keyed_by_days_not_by_spelling() -> None:
    """A year set as two dates is the year."""
    assert answer("2026", target(1, "2026-01-01..2026-12-31")) == (OWN, [1], 1)


def test_a_complete_tiling() -> None:
    """Four quarters make the year."""
    quarters = [target(number, f"2026-Q{number}") for number in range(1, 5)]
    assert answer("2026", *quarters) == (TILED, [1, 2, 3, 4], 1)


def test_the_finest_tiling() -> None:
    """Where quarters and months both make the year, the twelve months do."""
    quarters = [target(number, f"2026-Q{number}") for number in range(1, 5)]
    months = [target(10 + number, f"2026-{number:02}") for number in range(1, 13)]
    assert answer("2026", *quarters, *months) == (TILED, list(range(11, 23)), 1)


def test_a_mixed_tiling() -> None:
    """Quarters fill in for the months that were not set."""
    pieces = [
        target(1, "2026-Q1"),
        target(2, "2026-Q2"),
        target(3, "2026-01"),
        target(4, "2026-02"),
        target(5, "2026-03"),
    ]
    assert answer("2026-01-01..2026-06-30", *pieces) == (TILED, [3, 4, 5, 2], 1)


def test_a_gap_is_no_tiling() -> None:
    """Three quarters of four answer for nothing."""
    assert answer("2026", *(target(number, f"2026-Q{number}") for number in (1, 2, 4))) is None


def test_overlapping_pieces_are_no_tiling() -> None:
    """Pieces that overlap do not add up."""
    assert answer("2026-Q1", target(1, "2026-01-01..2026-02-15"), target(2, "2026-02-01..2026-03-31")) is None


def test_pro_rata_by_days() -> None:
    """The fourth quarter of 1,200,000 a year is 302,465.75: 92 of 365 days."""
    period = parse_period("2026-Q4", TODAY)
    found = resolve([target(1, "2026", 120_000_000)], period.start, period.end)
    assert found is not None
    assert (found.basis, found.share) == (PRO_RATA, Fraction(92, 365))
    amount = aim(found, minor)
    assert amount is not None
    assert (round(amount.amount), amount.pro_rata) == (30_246_575, True)


def test_the_shortest_one_around_it() -> None:
    """Of a year and a half-year around a month, the half-year serves; of two equally long, the first."""
    half, year = target(1, "2026-07-01..2026-12-31"), target(2, "2026")
    assert answer("2026-10", year, half) == (PRO_RATA, [1], Fraction(31, 184))
    later, sooner = target(3, "2026-09-02..2026-11-01"), target(4, "2026-09-01..2026-10-31")
    assert answer("2026-10", later, sooner) == (PRO_RATA, [4], Fraction(31, 61))


def test_a_tiling_goes_before_pro_rata() -> None:
    """Months answer for their quarter though the year is set too."""
    months = [target(number, f"2026-{number:02}") for number in (1, 2, 3)]
    assert answer("2026-Q1", target(9, "2026"), *months) == (TILED, [1, 2, 3], 1)


def test_nothing_set() -> None:
    """Without a target that answers there is none, and no amount of one."""
    assert answer("2026") is None
    assert answer("2026", target(1, "2025"), target(2, "2026-Q1")) is None
    assert aim(None, minor) is None


def test_the_sum_of_what_there_is() -> None:
    """Targets add up where there are any, and say so when one of them is pro rata."""
    assert add([None, TargetAmount(Fraction(5), OWN), TargetAmount(Fraction(7), TILED)], SUM) == TargetAmount(
        Fraction(12), SUM
    )
    assert add([TargetAmount(Fraction(5), OWN), TargetAmount(Fraction(7), PRO_RATA, True)], CHILDREN) == TargetAmount(
        Fraction(12), CHILDREN, True
    )
    assert add([None, None], SUM) is None


ROOTS = TargetAmount(Fraction(90), SUM)


@pytest.mark.parametrize("basis", [OWN, TILED])
def test_the_portfolios_own_target_goes_first(basis: str) -> None:
    """What is set for the portfolio, exactly or in tiles, is its target, and the difference is not allocated."""
    own = TargetAmount(Fraction(100), basis)
    assert portfolio(own, ROOTS) == own
    assert unallocated(own, ROOTS) == 10


def test_the_roots_go_before_the_portfolios_pro_rata() -> None:
    """A pro rata target of the portfolio steps behind what is set for the accounts, and then compares with nothing."""
    own = TargetAmount(Fraction(100), PRO_RATA, True)
    assert portfolio(own, ROOTS) == ROOTS
    assert portfolio(own, None) == own
    assert unallocated(own, ROOTS) is None


def test_no_target_anywhere() -> None:
    """A portfolio without any target has none, and nothing to allocate."""
    assert portfolio(None, None) is None
    assert portfolio(None, ROOTS) == ROOTS
    assert unallocated(None, ROOTS) is unallocated(ROOTS, None) is None


@given(st.lists(st.integers(0, 20), min_size=2, max_size=8, unique=True), st.randoms(), st.data())
def test_any_tiling_is_found(cuts: list[int], random: object, data: st.DataObject) -> None:
    """However a span is cut and in whatever order the pieces come, they are found, in order, and add up."""
    edges = [TODAY + timedelta(days=cut) for cut in sorted(cuts)]
    pieces = [SetTarget(at, first, beyond, at + 1, "EUR") for at, (first, beyond) in enumerate(pairwise(edges))]
    mixed = data.draw(st.permutations(pieces))
    found = resolve(mixed, edges[0], edges[-1])
    assert found is not None
    assert found.basis == (OWN if len(pieces) == 1 else TILED)
    assert list(found.parts) == pieces


@given(st.integers(1, 400), st.data())
def test_pro_rata_parts_add_up(days: int, data: st.DataObject) -> None:
    """The pro rata targets of a span's two parts are together the target of the span."""
    whole = SetTarget(1, TODAY, TODAY + timedelta(days=days + 1), 12_345, "EUR")
    cut = TODAY + timedelta(days=data.draw(st.integers(1, days)))
    parts = [aim(resolve([whole], *span), minor) for span in ((whole.start, cut), (cut, whole.end))]
    total = add(parts, SUM)
    assert total is not None
    assert total.amount == 12_345
