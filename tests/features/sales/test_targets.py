"""Targets: exact, tiled, pro rata; the share of a day; whole and parts agree."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

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
    TargetMatch,
    TargetPlan,
    add,
    unallocated,
)

TODAY = date(2026, 6, 30)
DAY = timedelta(days=1)


def target(number: int, text: str, minor: int = 100) -> SetTarget:
    period = parse_period(text, TODAY)
    return SetTarget(number, period.start, period.end, minor, "EUR")


def minor(each: SetTarget) -> int:
    return each.minor


def match(text: str, *targets: SetTarget) -> TargetMatch | None:
    period = parse_period(text, TODAY)
    return TargetPlan(targets, minor).resolve(period.start, period.end)


def answer(text: str, *targets: SetTarget) -> tuple[str, Fraction | int] | None:
    found = match(text, *targets)
    return (found.basis, found.amount) if found else None


def cents(text: str, *targets: SetTarget) -> int:
    found = match(text, *targets)
    assert found is not None
    return round(found.amount)


def test_exactly_that_period() -> None:
    """The target set for the period itself goes before everything else."""
    quarters = [target(number, f"2026-Q{number}") for number in range(1, 5)]
    assert answer("2026", *quarters, target(9, "2026", 7)) == (OWN, 7)


def test_keyed_by_days_not_by_spelling() -> None:
    """A year set as two dates is the year."""
    assert answer("2026", target(1, "2026-01-01..2026-12-31")) == (OWN, 100)


def test_whole_targets_tile() -> None:
    """Four quarters make the year; where months make one of them too, the shorter ones answer for their days."""
    quarters = [target(number, f"2026-Q{number}", 100 + number) for number in range(1, 5)]
    assert answer("2026", *quarters) == (TILED, 410)
    months = [target(10 + number, f"2026-{number:02}", number) for number in range(1, 4)]
    assert answer("2026-01-01..2026-06-30", *quarters, *months) == (TILED, 6 + 102)


def test_a_gap_is_answered_by_nothing() -> None:
    """Three quarters of four answer for nothing."""
    assert answer("2026", *(target(number, f"2026-Q{number}") for number in (1, 2, 4))) is None
    assert answer("2026") is None
    assert answer("2026", target(1, "2025"), target(2, "2026-Q1")) is None
    assert answer("2026-Q4", target(1, "2026-01-01..2026-12-30")) is None


def test_pro_rata_by_days() -> None:
    """The fourth quarter of 1,200,000 a year is 302,465.75: 92 of 365 days."""
    found = match("2026-Q4", target(1, "2026", 120_000_000))
    assert found is not None
    assert (found.basis, round(found.amount)) == (PRO_RATA, 30_246_575)
    assert [(share.target.id, share.days, share.left) for share in found.shares] == [(1, 92, 365)]


def test_finer_targets_leave_the_rest_to_the_other_days() -> None:
    """2026 = 1,200 and its last quarter 600: the other three share what is left, by their days."""
    known = (target(1, "2026", 120_000), target(2, "2026-Q4", 60_000))
    assert [cents(f"2026-Q{number}", *known) for number in (1, 2, 3, 4)] == [19_780, 20_000, 20_220, 60_000]
    assert cents("2026", *known) == 120_000
    assert answer("2026-10", *known) == (PRO_RATA, Fraction(60_000 * 31, 92))


def test_targets_within_targets() -> None:
    """A month counts in its quarter, the quarter in the year, and nothing twice."""
    known = (target(1, "2026", 1_200), target(2, "2026-Q4", 300), target(3, "2026-10", 180))
    assert answer("2026-11", *known) == (PRO_RATA, Fraction(120 * 30, 61))
    assert answer("2026-Q1", *known) == (PRO_RATA, Fraction(900 * 90, 273))


def test_the_rest_may_be_one_part() -> None:
    """Three quarters and the year say what the fourth one's target is."""
    known = (target(9, "2026", 1_000), *(target(number, f"2026-Q{number}", 200) for number in (1, 2, 4)))
    assert answer("2026-Q3", *known) == (PRO_RATA, 400)


def test_a_year_within_two() -> None:
    """Whole targets alone are a tiling, also where one lies within another."""
    known = (target(1, "2026", 1_200), target(2, "2026-Q4", 600), target(3, "2027", 1_000))
    assert answer("2026-01-01..2027-12-31", *known) == (TILED, 2_200)


def test_of_two_equally_long_the_later_one() -> None:
    """A day that two equally long targets cover belongs to the one that was set later."""
    sooner, later = target(3, "2026-09-02..2026-11-01", 61), target(4, "2026-09-01..2026-10-31", 6_100)
    assert answer("2026-10-05..2026-10-05", sooner, later) == (PRO_RATA, 100)


def test_targets_that_overlap_in_part() -> None:
    """A week across two months takes its days from both, so that the parts of each add up to it."""
    known = (target(1, "2026-06", 3_000), target(2, "2026-07", 3_100), target(3, "2026-W27", 1_400))  # 29 Jun – 5 Jul
    first, rest = match("2026-06-01..2026-06-28", *known), match("2026-06-29..2026-06-30", *known)
    assert first is not None and rest is not None
    assert first.amount == 2_600
    assert rest.amount == 400
    assert answer("2026-06-01..2026-07-31", *known) == (TILED, 6_100)


def test_finer_targets_exceed_the_whole() -> None:
    """The whole stands, what is left of it is nothing, and by how much they exceed it is told."""
    known = [target(9, "2026", 1_200), *(target(number, f"2026-Q{number}", 500) for number in (1, 2, 3))]
    assert answer("2026", *known) == (OWN, 1_200)
    assert answer("2026-Q4", *known) == (PRO_RATA, 0)
    plan = TargetPlan(known, minor)
    assert [(each.id, over) for each, over in plan.exceeded(date(2026, 1, 1), date(2027, 1, 1))] == [(9, 300)]
    assert list(plan.exceeded(date(2026, 4, 1), date(2026, 7, 1))) == []
    both = [*known, target(10, "2026-01-01..2027-12-31", 3_000)]
    assert answer("2027", *both) == (PRO_RATA, 1_800)  # the year stands in the two years too


def test_the_sum_of_what_there_is() -> None:
    """Targets add up where there are any, and say so when one of them is pro rata."""
    assert add([None, TargetAmount(Fraction(5), OWN), TargetAmount(Fraction(7), TILED)], SUM) == TargetAmount(
        Fraction(12), SUM
    )
    assert add([TargetAmount(Fraction(5), OWN), TargetAmount(Fraction(7), PRO_RATA, True)], CHILDREN) == TargetAmount(
        Fraction(12), CHILDREN, True
    )
    assert add([None, None], SUM) is None


@pytest.mark.parametrize("basis", [OWN, TILED, PRO_RATA])
def test_what_nobody_was_given(basis: str) -> None:
    """What a target leaves over those within it, however it was come by; nothing to compare where one is missing."""
    own, parts = TargetAmount(Fraction(100), basis), TargetAmount(Fraction(90), SUM)
    assert unallocated(own, parts) == 10
    assert unallocated(None, parts) is unallocated(own, None) is None


# Random targets: nested ones by cutting spans into parts, and any that overlap.
SPAN = 40


@st.composite
def nested(draw: st.DrawFn) -> list[SetTarget]:
    """Targets of which any two lie one in the other or have no day in common."""
    found: list[SetTarget] = []
    spans = [(0, SPAN)]
    for _ in range(draw(st.integers(1, 12))):
        start, end = draw(st.sampled_from(spans))
        first, beyond = sorted(draw(st.lists(st.integers(start, end), min_size=2, max_size=2, unique=True)))
        spans.append((first, beyond))
    chosen: list[tuple[int, int]] = []
    for span in dict.fromkeys(spans[draw(st.integers(0, 1)) :]):
        if all(_nest(span, other) for other in chosen):
            chosen.append(span)
    for number, (start, end) in enumerate(chosen):
        amount = draw(st.integers(0, 5_000))
        found.append(SetTarget(number, TODAY + start * DAY, TODAY + end * DAY, amount, "EUR"))
    return draw(st.permutations(found))


def _nest(one: tuple[int, int], other: tuple[int, int]) -> bool:
    (a, b), (c, d) = one, other
    return b <= c or d <= a or (a <= c and d <= b) or (c <= a and b <= d)


def day_by_day(targets: list[SetTarget], day: date) -> Fraction | None:
    """The share of a day by the rule's words, for nested targets: nothing of the program's is used."""
    covering = [each for each in targets if each.start <= day < each.end]
    if not covering:
        return None
    mine = min(covering, key=lambda each: ((each.end - each.start).days, -each.id))
    within = [each for each in targets if each is not mine and mine.start <= each.start and each.end <= mine.end]
    largest = [
        each
        for each in within
        if not any(other is not each and other.start <= each.start and each.end <= other.end for other in within)
    ]
    left = (mine.end - mine.start).days - sum((each.end - each.start).days for each in largest)
    return max(Fraction(mine.minor - sum(each.minor for each in largest), left), Fraction(0))


@given(nested(), st.data())
def test_as_counted_day_by_day(targets: list[SetTarget], data: st.DataObject) -> None:
    """Any period has the exact target, or the sum over its days by the words of the rule, or none."""
    start, end = sorted(data.draw(st.lists(st.integers(-1, SPAN + 1), min_size=2, max_size=2, unique=True)))
    found = TargetPlan(targets, minor).resolve(TODAY + start * DAY, TODAY + end * DAY)
    exact = [each for each in targets if (each.start, each.end) == (TODAY + start * DAY, TODAY + end * DAY)]
    shares = [day_by_day(targets, TODAY + number * DAY) for number in range(start, end)]
    if exact:
        assert found is not None
        assert found.basis == OWN
        assert found.amount == exact[0].minor
    elif None in shares:
        assert found is None
    else:
        assert found is not None
        assert found.amount == sum(share for share in shares if share is not None)
        assert found.basis in (TILED, PRO_RATA)


SPANS = st.tuples(st.integers(0, SPAN), st.integers(0, SPAN)).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(SPANS, min_size=1, max_size=10, unique=True), st.data())
def test_parts_add_up(spans: list[tuple[int, int]], data: st.DataObject) -> None:
    """However targets overlap, the parts of one add up to it, unless finer ones exceed it or leave no day of it."""
    targets = [
        SetTarget(number, TODAY + start * DAY, TODAY + end * DAY, data.draw(st.integers(0, 10**6)), "EUR")
        for number, (start, end) in enumerate(spans)
    ]
    plan = TargetPlan(targets, minor)
    first, beyond = TODAY, TODAY + SPAN * DAY
    over = {each.id for each, _ in plan.exceeded(first, beyond)}
    whole = data.draw(st.sampled_from(targets))
    inner = data.draw(st.lists(st.integers(1, max(whole.days - 1, 1)), max_size=5, unique=True))
    edges = [whole.start, *(whole.start + cut * DAY for cut in sorted(inner) if cut < whole.days), whole.end]
    days = [whole.start + number * DAY for number in range(whole.days)]
    shares = [plan.resolve(day, day + DAY) for day in days]
    assert all(shares)
    mine = any(share and any(each.target == whole for each in share.shares) for share in shares)
    exact = {(each.start, each.end) for each in targets}
    parts = [span for span in pairwise(edges) if span not in exact]
    # A part that was set itself stands as it was set; the others are the sum of their days.
    for start, end in parts:
        part = plan.resolve(start, end)
        assert part is not None
        inside = [share for day, share in zip(days, shares, strict=True) if start <= day < end]
        assert part.amount == sum(share.amount for share in inside if share)
    if mine and not over:
        assert sum(share.amount for share in shares if share) == whole.minor


def test_many_targets_are_no_work_for_each_other() -> None:
    """Two thousand days' targets and those of their months and years are laid once: no pair is looked at."""
    asked: list[int] = []

    def counted(each: SetTarget) -> int:
        asked.append(each.id)
        return each.minor

    first = date(2020, 1, 1)
    targets = [SetTarget(number, first + number * DAY, first + (number + 1) * DAY, 1, "EUR") for number in range(2_000)]
    targets += [SetTarget(9_000, first, first + 2_000 * DAY, 2_000, "EUR")]
    plan = TargetPlan(targets, counted)
    for number in range(0, 1_990, 10):
        found = plan.resolve(first + number * DAY, first + (number + 10) * DAY)
        assert found is not None and found.amount == 10
    assert len(asked) == 2_001
