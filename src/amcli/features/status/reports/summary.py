"""The state of the portfolio in three sentences: what was sold, where it ends, what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.money import whole_percent
from amcli.base.results import Listing
from amcli.base.text import number_of
from amcli.features.sales.reports.headlines import Headline
from amcli.features.status.reports.decisions import Decision
from amcli.features.status.reports.facts import Facts
from amcli.features.status.reports.pieces import money, prose, told_day


def summary(facts: Facts, wanted: Sequence[Decision]) -> Listing:
    """The three, under the heading of the page."""
    line = facts.headline
    if line is None:
        said = [facts.refused[:1].upper() + facts.refused[1:] + "."]
    else:
        said = [_sold(facts, line), _lands(facts, line)]
    return prose("summary", "", [*said, _asked(facts, wanted)])


def _sold(facts: Facts, line: Headline) -> str:
    """`Sold so far in 2026: 2,145,716 USD of 3,400,000, 63 %; that is 276,201 behind an even pace.`"""
    look = facts.period.name
    so_far = "so far " if facts.day in facts.period else ""
    head = f"Sold {so_far}in {look}: {money(line.actual, line.currency)}"
    if line.target is None:
        return f"{head}; no target is set."
    head = f"{head} of a target of {money(line.target)}"
    if line.attainment is not None:
        head += f", {whole_percent(line.attainment)}"
    if line.expected is not None and line.expected != line.actual and so_far:
        away, word = abs(line.expected - line.actual), "behind" if line.actual < line.expected else "ahead of"
        head += f"; that is {money(away)} {word} an even pace"
    return f"{head}."


def _lands(facts: Facts, line: Headline) -> str:
    """Where it ends, between what four times in five, and what that means for the target."""
    if facts.day > facts.period.last_day:
        return f"{facts.period.name} is over."
    if facts.day < facts.period.start:
        return f"{facts.period.name} has not begun, so where it ends cannot be said yet: n/a."
    if line.forecast is None:
        return "Where it ends cannot be said yet: n/a."
    head = f"It is expected to end at {money(line.forecast, line.currency)}"
    if line.target is not None and line.shortfall is not None and line.landing is not None:
        short = line.shortfall
        word = "short of it" if short > 0 else "over it"
        away = f", {money(abs(short))} {word}" if short else ""
        head += f", {whole_percent(line.landing)} of the target{away}"
    if line.forecast_low is None or line.forecast_high is None:
        return f"{head}; how sure that is cannot be said yet: n/a."
    return (
        f"{head}; four times in five between {money(line.forecast_low)} and {money(line.forecast_high)}{_means(line)}."
    )


def _means(line: Headline) -> str:
    """What the range says of the target."""
    low, high, target = line.forecast_low, line.forecast_high, line.target
    if target is None or low is None or high is None:
        return ""
    if target > high:
        return ", so the target is likely to be missed"
    if target <= low:
        return ", so the target is likely to be reached"
    return ", so the target may be reached or missed"


def _asked(facts: Facts, wanted: Sequence[Decision]) -> str:
    """What a director is asked for, the first of it by name."""
    if not wanted:
        return "Nothing is asked of you." if not facts.past else "Nothing of what is known was asked of you."
    one, count = wanted[0], number_of(len(wanted), "decision")
    where = facts.accounts[one.account].name
    when = f", by {told_day(one.by)}" if one.by else ""
    return f"Asked of you: {count}. First{when}, {where}: {one.decision.rstrip('.')}."
