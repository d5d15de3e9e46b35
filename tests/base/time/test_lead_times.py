"""Lead times: what may be typed, and when each comes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.time.lead_times import LeadTime, comes_at, due_lead_times, parse_lead_times, spell_lead_times

MOMENTS = st.datetimes(datetime(1905, 1, 1), datetime(9000, 1, 1))
TYPED = st.lists(st.tuples(st.integers(0, 142), st.sampled_from("wdhm"))).map(
    lambda leads: ", ".join(f"{count}{unit}" for count, unit in leads)
)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("7d,1d,0d", "7d,1d,0d"),
        ("0D, 7d ,1 d", "7d,1d,0d"),
        ("1w,7d", "7d"),
        ("30m,2h", "2h,30m"),
        ("60m,1h,90m", "90m,1h"),
        ("24h,1d", "1d,24h"),
        ("0d,0h", "0d,0h"),
        ("142w,999d", "999d,994d"),
        ("1438560m", "23976h"),
        ("none", "none"),
        (" NONE ", "none"),
        ("", "none"),
    ],
)
def test_the_forms_of_lead_times(text: str, stored: str) -> None:
    """Weeks, days, hours and minutes, the longest first, each once; what is stored reads back."""
    leads = parse_lead_times(text)
    assert spell_lead_times(leads) == stored
    assert parse_lead_times(stored) == leads


@given(TYPED)
def test_lead_times_are_sorted_and_read_back(text: str) -> None:
    """However they are typed: the earliest to come first, none twice, and the stored text says the same."""
    leads = parse_lead_times(text)
    moments = [comes_at(datetime(9000, 1, 1, 15, 30), lead) for lead in leads]
    assert [lead.minutes for lead in leads] == sorted((lead.minutes for lead in leads), reverse=True)
    assert len(set(leads)) == len(leads)
    assert len(set(moments)) == len(moments)
    assert parse_lead_times(spell_lead_times(leads)) == leads


@pytest.mark.parametrize(
    "text", ["7", "d", "-1d", "1.5h", "7d,", ",", "7d;1d", "7d 1d", "1y", "none,1d", "７d", "7days", "7d\n,x"]
)
def test_anything_else_is_refused(text: str) -> None:
    """One line with the accepted forms."""
    with pytest.raises(BadValue, match="use 7d, 1w, 2h or 30m, with commas between, or none") as caught:
        parse_lead_times(text)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("word", ["1000d", "143w", "23977h", "1438561m", f"{'9' * 5000}m"])
def test_a_lead_of_years_is_refused(word: str) -> None:
    """More than 999 days, in any unit."""
    with pytest.raises(BadValue, match="at most 999 days"):
        parse_lead_times(f"1d,{word}")


@pytest.mark.parametrize(
    ("due", "lead", "moment"),
    [
        (date(2026, 12, 1), "7d", "2026-11-24T00:00"),
        (date(2026, 12, 1), "0d", "2026-12-01T00:00"),
        (date(2028, 3, 1), "1d", "2028-02-29T00:00"),
        (date(2027, 1, 1), "1d", "2026-12-31T00:00"),
        (date(2026, 12, 1), "2h", "2026-11-30T22:00"),
        (datetime(2026, 12, 1, 15, 30), "0d", "2026-12-01T00:00"),
        (datetime(2026, 12, 1, 15, 30), "1d", "2026-11-30T00:00"),
        (datetime(2026, 12, 1, 15, 30), "24h", "2026-11-30T15:30"),
        (datetime(2026, 12, 1, 15, 30), "2h", "2026-12-01T13:30"),
        (datetime(2026, 12, 1, 0, 10), "30m", "2026-11-30T23:40"),
        (datetime(2026, 12, 1, 15, 30), "0m", "2026-12-01T15:30"),
    ],
)
def test_when_a_lead_comes(due: date | datetime, lead: str, moment: str) -> None:
    """Whole days at the start of their day, hours and minutes to the minute; leap day and year's end by hand."""
    (only,) = parse_lead_times(lead)
    when = datetime.fromisoformat(moment)
    assert comes_at(due, only) == when
    assert due_lead_times(due, [only], when) == (only,)
    assert due_lead_times(due, [only], when - timedelta(microseconds=1)) == ()


@given(MOMENTS, st.booleans(), TYPED, st.integers(-20_000, 20_000))
def test_the_leads_that_have_come(due: datetime, whole_day: bool, text: str, minutes: int) -> None:
    """Exactly those whose moment is not after now; a lead that has come stays come, and in the end all have."""
    leads = parse_lead_times(text)
    day: date | datetime = due.date() if whole_day else due
    now = due + timedelta(minutes=minutes)
    come = due_lead_times(day, leads, now)
    assert come == tuple(lead for lead in leads if now >= comes_at(day, lead))
    assert set(come) <= set(due_lead_times(day, leads, now + timedelta(hours=5)))
    assert due_lead_times(day, leads, due + timedelta(days=1)) == leads


@given(MOMENTS, st.integers(0, 999))
def test_a_morning_run_speaks_of_the_whole_day(due: datetime, days: int) -> None:
    """A lead in days has come at any time of its day, also where the deadline has a later time of day."""
    lead = LeadTime(days * 1440, whole_days=True)
    day = due - timedelta(days=days)
    assert due_lead_times(due, [lead], datetime(day.year, day.month, day.day)) == (lead,)
    assert due_lead_times(due.date(), [lead], day) == (lead,)
