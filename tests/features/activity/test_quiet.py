"""Quiet accounts: the cadence that counts, and the days beyond it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.features.activity.rules import cadence_of, contact_gap

TODAY = date(2026, 6, 30)
TIERS = {1: 14, 2: 30, 3: 90, None: 90}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("own", "tier", "expected"),
    [(None, 1, 14), (None, 2, 30), (None, 3, 90), (None, None, 90), (21, 1, 21), (21, None, 21)],
)
def test_cadence(own: int | None, tier: int | None, expected: int) -> None:
    """The account's own cadence, else its tier's: 14, 30 and 90 days, and 90 without a tier."""
    assert cadence_of(own, tier, TIERS) == expected


def test_ten_days_over() -> None:
    """A tier 2 account last called 40 days ago is 10 days over, and quiet."""
    found = contact_gap(ago(40), ago(400), cadence_of(None, 2, TIERS), TODAY)
    assert (found.days, found.over, found.quiet) == (40, 10, True)


@pytest.mark.parametrize(("days", "quiet"), [(29, False), (30, False), (31, True)])
def test_quiet_after_the_cadence(days: int, quiet: bool) -> None:
    """On the cadence's last day an account is not yet quiet, on the next it is."""
    assert contact_gap(ago(days), ago(400), 30, TODAY).quiet is quiet


@pytest.mark.parametrize(("age", "quiet"), [(0, False), (30, False), (31, True)])
def test_never_contacted(age: int, quiet: bool) -> None:
    """Without a contact days and over are undefined; the account is quiet once it is older than its cadence."""
    found = contact_gap(None, ago(age), 30, TODAY)
    assert (found.days, found.over, found.quiet) == (None, None, quiet)


@given(st.integers(0, 5000), st.integers(1, 3650), st.integers(0, 5000))
def test_over_is_days_less_cadence(days: int, cadence: int, age: int) -> None:
    """Once contacted, the account's age does not matter."""
    found = contact_gap(ago(days), ago(age), cadence, TODAY)
    assert (found.days, found.over, found.quiet) == (days, days - cadence, days > cadence)
