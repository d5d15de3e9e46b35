"""Where the sides of a negotiation stand, over any offers."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.features.negotiations.nouns import CLIENT, HIGHER, LOWER, US
from amcli.features.negotiations.rules.sides import Offered, better_of, conceded, is_past, stand

VALUES = st.decimals(0, 1000, places=3)
TOP = Decimal(1000)


@settings(max_examples=15)
@given(VALUES, st.lists(st.tuples(st.sampled_from([US, CLIENT]), VALUES, st.booleans()), max_size=6))
def test_the_way_that_is_better_is_a_mirror(limit: Decimal, made: list[tuple[str, Decimal, bool]]) -> None:
    """Everything is the same where lower is better and all values are turned around; room is below zero for what is
    past the limit alone, and what both sides conceded is what the first offers were apart and the last are not.
    """
    day = date(2026, 9, 1)
    offers = [
        Offered(number, day + timedelta(number), side, value, withdrawn=day if gone else None)
        for number, (side, value, gone) in enumerate(made)
    ]
    turned = [each._replace(value=TOP - each.value) for each in offers]
    now = stand(HIGHER, limit, offers)
    assert stand(LOWER, TOP - limit, turned)[3:] == now[3:]
    assert better_of(None, limit + 1, limit) == HIGHER and better_of(None, limit, limit) is None
    moved = [conceded(offers, side, HIGHER) for side in (US, CLIENT)]
    assert moved == [conceded(turned, side, LOWER) for side in (US, CLIENT)]
    if now.ours is not None:
        assert now.room is not None and (now.room < 0) == is_past(now.ours, limit, HIGHER)
    standing = [each for each in offers if each.withdrawn is None]
    if now.apart is not None and moved[0] is not None and moved[1] is not None:
        ours, theirs = (next(each.value for each in standing if each.side == side) for side in (US, CLIENT))
        assert ours - theirs - moved[0] - moved[1] == now.apart
