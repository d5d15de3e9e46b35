"""What a contract is on a day: its term, its three days, its state and its value a year, as far as was known then."""

from datetime import date
from fractions import Fraction
from typing import Any

from amcli.base.time.period import parse_period
from amcli.base.time.span import Span
from amcli.features.contracts.rules.renewals import renewals
from amcli.features.contracts.rules.standing import (
    ACT,
    ARRIVE,
    END,
    Agreed,
    Standing,
    WrittenTerm,
    standing,
    then_known,
)
from amcli.features.contracts.rules.terms import TermDays

LEAD = Span(14, "d")


def agreed(*days: str, per: str | None = "total", **given: Any) -> Agreed:
    """A contract with terms from `days`, two each: express, with three months of notice unless that is given."""
    ends = [date.fromisoformat(day) for day in days]
    terms = [TermDays(*pair) for pair in zip(ends[::2], ends[1::2], strict=True)]
    fields: dict[str, Any] = dict.fromkeys(Agreed._fields) | {
        "id": 1, "renews": "express", "notice": Span(3, "m"), "archived": False,
        "written": tuple(WrittenTerm(each, 36_000, "EUR", per) for each in terms), **given,
    }  # fmt: skip
    return Agreed(**fields)


def on(contract: Agreed, day: str) -> Standing:
    return standing(contract, date.fromisoformat(day), LEAD)


def test_the_days_are_those_of_the_term_that_counts() -> None:
    """Of a tacit contract the term that has begun; where the next is agreed already its days, not those of the current
    one; with an end for good that day alone, which `end` is. The value is that of the term one is in, a year.
    """
    tacit = agreed("2022-08-29", "2025-08-28", renews="tacit", notice=Span(2, "m"))
    now = on(tacit, "2026-01-01")
    assert (now.state, now.start.isoformat(), now.end.isoformat()) == ("running", "2025-08-29", "2026-08-28")
    assert list(now.days()) == [(ACT, date(2026, 6, 12)), (ARRIVE, date(2026, 6, 28)), (END, date(2026, 8, 28))]
    assert (now.next_day, now.days_left, now.value) == ((ACT, date(2026, 6, 12)), 162, Fraction(12_000))
    assert (now.notice_passed, now.next_term) == (False, None)
    late = on(tacit, "2026-07-01")
    assert (late.notice_passed, late.next_day, late.next_arrive_by) == (
        True,
        (END, date(2026, 8, 28)),
        date(2027, 6, 28),
    )
    twice = agreed("2026-01-01", "2026-12-31", "2027-01-01", "2027-12-31")
    renewed = on(twice, "2026-11-01")
    assert (renewed.state, renewed.end, renewed.arrive_by) == ("running", date(2027, 12, 31), date(2027, 9, 30))
    noticed = tacit._replace(noticed=date(2026, 5, 1), noticed_by="us", ends=date(2026, 8, 28))
    assert list(on(noticed, "2026-07-01").days()) == [(END, date(2026, 8, 28))]
    over = on(noticed, "2026-08-29")
    assert (over.state, over.end, over.is_over, list(over.days()), over.days_left) == (
        "ended", date(2026, 8, 28), True, [], None,
    )  # fmt: skip
    expired = on(agreed("2026-01-01", "2026-08-31"), "2026-09-17")
    assert (expired.state, expired.next_day, expired.days_left) == ("ended not renewed", (END, date(2026, 8, 31)), -17)
    silent = on(agreed("2026-01-01", "2026-12-31", notice=None, per=None), "2026-09-17")
    assert (silent.arrive_by, silent.act_by, silent.days_left) == (None, None, 105)


def test_a_latest_end_stops_the_rolling() -> None:
    """No term begins after it, and one that would pass it ends on it, with nothing to decide: notice or not."""
    most = agreed("2024-01-01", "2024-12-31", renews="tacit", latest_end=date(2026, 6, 30))
    assert list(on(most, "2026-02-01").days()) == [(END, date(2026, 6, 30))]
    assert on(most, "2025-10-15").next_arrive_by is None
    assert on(most, "2025-02-01").arrive_by == date(2025, 9, 30)
    assert (on(most, "2026-07-01").state, on(most, "2026-07-01").end) == ("ended", date(2026, 6, 30))


def test_a_past_day_knows_what_had_come_by_then() -> None:
    """A renewal, a signature, a notice and an end count from their day on; one that was neither begun nor signed is
    not there.
    """
    now = agreed(
        "2026-01-01", "2026-12-31", "2027-01-01", "2027-12-31",
        signed=date(2025, 12, 1), noticed=date(2026, 9, 10), noticed_by="client", ends=date(2027, 12, 31),
    )  # fmt: skip
    then = then_known(now, date(2026, 9, 1))
    assert then is not None
    assert (then.ends, then.noticed, then.noticed_by, len(then.written)) == (None, None, None, 1)
    assert on(then, "2026-09-01").end == date(2026, 12, 31)
    known = then_known(now, date(2026, 9, 10))
    assert known is not None and known.ends == date(2027, 12, 31)
    assert then_known(now, date(2025, 11, 30)) is None
    ended = now._replace(noticed=None, noticed_by=None, ends=date(2026, 5, 31))
    assert [bool(told and told.ends) for told in (then_known(ended, date(2026, 5, day)) for day in (30, 31))] == [
        False, True,
    ]  # fmt: skip


def test_what_becomes_of_the_terms_that_end_in_a_period() -> None:
    """Of a contract that goes on each month by itself those months that are over are renewed and the current one is
    undecided, nothing more; the last one before its end for good is lost, and that of a contract that cannot be renewed
    is none.
    """
    year = parse_period("2026", date(2026, 9, 17))
    monthly = agreed("2025-12-01", "2025-12-31", renews="tacit", term=Span(1, "m"))
    found = [each.outcome for each in renewals(on(monthly, "2026-03-10"), year)]
    assert found == ["renewed", "renewed", "undecided"]
    noticed = monthly._replace(noticed=date(2026, 3, 1), noticed_by="us", ends=date(2026, 4, 30))
    ended = list(renewals(on(noticed, "2026-03-10"), year))
    assert [each.outcome for each in ended] == ["renewed", "renewed", "renewed", "lost"]
    assert ended[-1].term == TermDays(date(2026, 4, 1), date(2026, 4, 30))
    for final in (agreed("2026-01-01", "2026-06-30", renews="no"), monthly._replace(latest_end=date(2025, 12, 31))):
        assert list(renewals(on(final, "2026-03-10"), year)) == []
    twice = agreed("2026-01-01", "2026-06-30", "2026-07-01", "2026-12-31")
    assert [each.outcome for each in renewals(on(twice, "2026-03-10"), year)] == ["renewed", "undecided"]
