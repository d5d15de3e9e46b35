"""What of contracts asks for a look, and what a report does not count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from amcli.base.money import in_percent
from amcli.base.text import number_of
from amcli.base.time.period import Period
from amcli.features.accounts.rules import KEY_TIER
from amcli.features.contracts.reports.report_rows import ContractRow, of_both, worth
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import DRAFT, ENDED_NOT_RENEWED, TACIT, UPCOMING
from amcli.features.currencies.reports.rates import Rates
from amcli.render.people import short_day

NEAR = timedelta(days=90)
NOTHING_UNDER_WAY = "no opportunity or negotiation"
NOTICE_PASSED = "notice day passed"
NOT_RENEWED = "not renewed"
_MOST = 5  # so many are named


def warnings_of(each: Standing, period: Period, under_way: Collection[int]) -> tuple[str, ...]:
    """What to look at. Of a key account, which is one of tier 1, a contract that ends in the period or within 90 days
    has to have something under way about it; one that goes on by itself does not end.
    """
    found = []
    contract = each.contract
    if each.state == ENDED_NOT_RENEWED:
        found.append(NOT_RENEWED)
    if each.next_term:
        found.append(NOTICE_PASSED)
    if contract.tier == KEY_TIER and ends_alone(each, period, under_way):
        found.append(NOTHING_UNDER_WAY)
    return tuple(found)


def ends_alone(each: Standing, period: Period, under_way: Collection[int]) -> bool:
    """Whether a contract ends in the period or within 90 days, and nothing is under way about it."""
    contract = each.contract
    goes_on = contract.renews == TACIT and not each.ends and contract.latest_end != each.end
    ending = not goes_on and not each.is_over and each.end <= max(period.last_day, each.day + NEAR)
    return ending and contract.id not in under_way


def figures_note(rows: Sequence[ContractRow], period: Period, rates: Rates) -> str:
    """What the contracts are worth, and what of them was kept: a narrow table has no room for either."""
    said = f"{rates.spell_whole(worth(rows))} a year"
    both = of_both(rows)
    every = both.all
    rate = in_percent(every.rate)
    if rate is not None:
        sides = f"we {both.ours.kept} of {both.ours.due}, they {both.theirs.kept} of {both.theirs.due}"
        said += f" · obligations of {period.name}: {every.kept} of {every.due} kept, {rate} % ({sides})"
    return f"{said}, {every.overdue} overdue" if every.overdue else said


def warning_notes(rows: Sequence[ContractRow], today: date) -> Iterator[str]:
    """The warnings, those of a kind in one sentence."""
    for word, said in (
        (NOTHING_UNDER_WAY, "key accounts without an opportunity or a negotiation about what ends"),
        (NOT_RENEWED, "ended, not renewed"),
    ):
        if found := [each.standing for each in rows if word in each.warnings]:
            parts = [f"{each.reference} {each.contract.account} {short_day(each.end, today)}" for each in found[:_MOST]]
            yield f"{said}: {', '.join(parts)}{_more(found)}"
    if found := [each.standing for each in rows if NOTICE_PASSED in each.warnings]:
        yield f"notice day passed: {', '.join(_passed(each, today) for each in found[:_MOST])}{_more(found)}"


def _passed(each: Standing, today: date) -> str:
    """The day that passed, and the one of the next term where the contract goes into it."""
    passed = f"{each.reference} {each.contract.account}"
    if each.arrive_by and each.next_arrive_by:
        passed += f" {short_day(each.arrive_by, today)} (next {short_day(each.next_arrive_by, today)})"
    return passed


def not_counted(rows: Sequence[ContractRow], lacking: Collection[str], rates: Rates) -> Iterator[str]:
    """What the values do not hold, and what they hold that does not run yet or is of accounts in no list."""
    live = [each for each in rows if not each.standing.is_over]
    for word, found in (
        ("no value, counted and not added", [each for each in live if each.value is None and not each.no_rate]),
        (f"no rate from {', '.join(lacking)}, counted and not added", [each for each in live if each.no_rate]),
    ):
        if found:
            yield f"{word}: {', '.join(each.standing.reference for each in found[:_MOST])}{_more(found)}"
    for word, found in (
        ("not begun", [each for each in live if each.standing.state in (DRAFT, UPCOMING)]),
        ("of archived accounts", [each for each in live if each.standing.contract.archived]),
    ):
        if found:
            value = f": {rates.spell_whole(total)} a year" if (total := worth(found)) else ""
            yield f"{number_of(len(found), 'contract')} {word}{value}"


def _more(found: Sequence[object]) -> str:
    return f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
