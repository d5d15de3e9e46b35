"""The state of the portfolio in five sentences: what was sold, where it ends, what changed, what is at risk, what is
asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from amcli.base.money import whole_percent
from amcli.base.results import Listing
from amcli.base.stages import LOST, UNDECIDED, WON
from amcli.base.text import number_of
from amcli.features.sales.reports.headlines import Headline
from amcli.features.status.reports.changes import Changed, since_when
from amcli.features.status.reports.decisions import Decision
from amcli.features.status.reports.facts import Facts
from amcli.features.status.reports.journal import BUDGET, TARGET
from amcli.features.status.reports.pieces import money, prose, told_day
from amcli.features.status.reports.risks import BUDGET as BUDGET_OVER
from amcli.features.status.reports.risks import CONTRACT, ISSUE, ONE_CONTACT, PROMISE, QUIET, Risk

# What of changes is counted: what, and what happened to it.
_COUNTED = {
    TARGET: "target changed", BUDGET: "budget changed", "imported": "import of sales",
    "taken back": "operation taken back", "put back": "operation put back", WON: "opportunity won",
    LOST: "opportunity lost", UNDECIDED: "opportunity given up", "moved": "opportunity moved",
    "opened": "opportunity opened", "issue raised": "issue raised", "issue closed": "issue closed",
    "signed": "contract signed", "noticed": "contract noticed", "renewed": "contract renewed",
    "ended": "contract ended", "removed": "record removed", "archived": "account archived",
    "owner": "account with another owner", "left": "person who left", "regrouped": "account in another group",
}  # fmt: skip
_SEVERAL = {"opportunity": "opportunities", "person": "people"}
_RISKS = {
    ISSUE: "issue", CONTRACT: "contract", BUDGET_OVER: "overspent budget", QUIET: "silence",
    ONE_CONTACT: "a single contact", PROMISE: "late promise",
}  # fmt: skip
_MOST = 4  # kinds of changes, and of risks


def summary(facts: Facts, news: Sequence[Changed], dangers: Sequence[Risk], wanted: Sequence[Decision]) -> Listing:
    """The five, under the heading of the page."""
    line = facts.headline
    if line is None:
        said = [facts.refused[:1].upper() + facts.refused[1:] + "."]
    else:
        said = [_sold(facts, line), _lands(facts, line)]
    return prose("summary", "", [*said, _news(facts, news), _at_risk(facts, dangers), _asked(facts, wanted)])


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


def _news(facts: Facts, news: Sequence[Changed]) -> str:
    """`Since 10 Sep 2026: 46,416 USD sold, 1 issue raised.`"""
    said = []
    for each in news:
        if each.amount is not None and each.change in ("sold", "corrected"):
            amount = money(each.amount, each.currency or "")
            plus = "+" if each.amount > 0 else ""
            said.append(f"{amount} sold" if each.change == "sold" else f"{plus}{amount} on earlier days")
    counted = Counter(_COUNTED[each.change] for each in news if each.change in _COUNTED)
    for what, count in list(counted.items())[:_MOST]:
        noun, _, happened = what.partition(" ")
        said.append(f"{number_of(count, noun, _SEVERAL.get(noun, ''))} {happened}")
    more = sum(list(counted.values())[_MOST:])
    said += [f"{more} more"] if more else []
    since = since_when(facts)
    return f"{since[:1].upper()}{since[1:]}: {', '.join(said) or 'nothing that is looked for'}."


def _at_risk(facts: Facts, dangers: Sequence[Risk]) -> str:
    """`Most at risk: critical issue at Ford; contract at Parker.`"""
    if not dangers:
        return "Nothing of what is looked for is at risk."
    said = []
    for kind, word in _RISKS.items():
        some = [each for each in dangers if each.risk == kind]
        names = list(dict.fromkeys(facts.accounts[each.account].name for each in some))
        if names:
            grave = f"{(some[0].figures or '').partition(',')[0]} " if kind == ISSUE else ""
            others = f" and {number_of(len(names) - 1, 'other account')}" if len(names) > 1 else ""
            said.append(f"{grave}{word} at {names[0]}{others}")
    return f"Most at risk: {'; '.join(said[:_MOST])}."


def _asked(facts: Facts, wanted: Sequence[Decision]) -> str:
    """What a director is asked for, the first of it by name."""
    if not wanted:
        return "Nothing is asked of you." if not facts.past else "Nothing of what is known was asked of you."
    one, count = wanted[0], number_of(len(wanted), "decision")
    where = facts.accounts[one.account].name
    when = f", by {told_day(one.by)}" if one.by else ""
    return f"Asked of you: {count}. First{when}, {where}: {one.decision.rstrip('.')}."
