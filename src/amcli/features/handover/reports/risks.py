"""What may go wrong at an account that changes hands, each risk in one line with its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from amcli.base.money import grouped, whole_percent
from amcli.base.results import Column, Listing
from amcli.base.text import number_of
from amcli.base.time.dates import is_over
from amcli.features.budgets.reports.overspent import current_cost_budgets
from amcli.features.contracts.reports.report_notes import NEAR, ends_alone
from amcli.features.contracts.rules.standing import Standing
from amcli.features.contracts.rules.terms import ENDED_NOT_RENEWED
from amcli.features.handover.reports.facts import Facts, rows, span_of
from amcli.features.issues.nouns import CRITICAL
from amcli.features.pipeline.reports.late import late_opportunities
from amcli.features.screens.reports.pipeline_line import has_opportunities
from amcli.render.people import ago, countdown

DECIDES, SIGN = "decider", "!"
_COLUMNS = (Column("risk"), Column("text", header="what may go wrong"), Column("id", rank=1))


class Risk(NamedTuple):
    """One of them; id: of the record that it is about, where that is one alone."""

    risk: str
    text: str
    id: str | None = None


def risks(facts: Facts) -> Listing:
    """All of them, what hurts first at the head."""
    ways = (_owner, _issues, _overdue, _contracts, _budgets, _sales, _opportunities, _silence, _people)
    found = [risk for way in ways for risk in way(facts)]
    return Listing("risks", _COLUMNS, found, "risk", "Risks", "None of those that are looked for.")


def _owner(facts: Facts) -> Iterator[Risk]:
    """Whoever has it leaves, and nobody follows."""
    if facts.owner is None:
        return
    (colleague,) = rows(facts.reader, "colleague", "code = ?", (facts.owner["colleague"],), "code")
    if left := colleague["left"]:
        gone = "left" if left <= facts.today else "leaves"
        if not any(span_of(each).holds(left.isoformat()) and each is not facts.owner for each in facts.owners):
            yield Risk("owner", f"its owner {facts.owner['colleague_name']} {gone} on {left}, nobody follows")


def _issues(facts: Facts) -> Iterator[Risk]:
    for each, said, _, _ in facts.issues:
        if each.late or each.severity == CRITICAL:
            yield Risk("issue", f"{each.severity}, open {_days(each.clock.days)}, {said}: {each.title}", each.reference)


def _overdue(facts: Facts) -> Iterator[Risk]:
    found = [each for each in facts.due if is_over(each["due"], facts.reader.env.moment)]
    if found:
        theirs = sum(each["owed_by"] == "client" for each in found)
        some = "" if theirs == len(found) else f"{theirs} of them "
        owed = f", {some}owed by the client" if theirs else ""
        first = found[0]
        oldest = f"{countdown(first['days'])}: {first['title']}"
        which = "" if len(found) == 1 else f", the oldest {first['id']}"
        yield Risk("overdue", f"{number_of(len(found), 'deadline')} overdue{owed}{which}, {oldest}",
                   first["id"] if len(found) == 1 else None)  # fmt: skip


def _contracts(facts: Facts) -> Iterator[Risk]:
    period = facts.sales[0].period
    for each in facts.contracts:
        name = each.contract.name
        if each.state == ENDED_NOT_RENEWED:
            gone = ago((facts.today - each.end).days)
            yield Risk("not-renewed", f"ended {each.end} ({gone}), not renewed: {name}", each.reference)
        elif ends_alone(each, period, facts.worked_on):
            until = f"ends {each.end} ({countdown((each.end - facts.today).days)})"
            yield Risk("ending", f"{until} with no opportunity or negotiation about it: {name}", each.reference)
        yield from _notice(facts, each)


def _notice(facts: Facts, each: Standing) -> Iterator[Risk]:
    """The day to decide is near or has passed."""
    days = dict(each.days_ahead())
    arrive, act = days.get("arrive"), each.decide
    if arrive is None or act is None or act > facts.today + NEAR:
        return
    act_in = countdown((act - facts.today).days)
    said = f"act by {act} ({act_in}), notice must arrive by {arrive}: {each.contract.name}"
    yield Risk("notice", said, each.reference)


def _budgets(facts: Facts) -> Iterator[Risk]:
    for each in current_cost_budgets(facts.reader, facts.today):
        if each.account == facts.node.code and each.overspent:
            yield Risk("budget", each.text, each.id)


def _sales(facts: Facts) -> Iterator[Risk]:
    sales = facts.sales[0]
    for word, line in sales.lines.items():
        of = "" if word == "own" else f"of the {word}, "
        if line.sign == SIGN and line.forecast is not None and line.target is not None and line.landing is not None:
            lands = f"{sales.period.name} lands at {grouped(line.forecast, whole=True)} {line.currency}"
            yield Risk("target", f"{of}{lands}, {whole_percent(line.landing)} of {grouped(line.target, whole=True)}")
    if sales.lines and all(line.target is None for line in sales.lines.values()):
        sold = next(iter(sales.lines.values()))
        yield Risk(
            "target", f"no target for {sales.period.name}; sold {grouped(sold.actual, whole=True)} {sold.currency}"
        )


def _opportunities(facts: Facts) -> Iterator[Risk]:
    if not has_opportunities(facts.reader):
        return
    for each in late_opportunities(facts.reader):
        if each.account == facts.node.code:
            passed = f"should have closed {each.close}" if "close" in each.late else ""
            usual = f" of usually {each.stage_days}" if each.stage_days else ""
            slow = f"{_days(each.days_in_stage)}{usual} in {each.stage}" if "stage" in each.late else ""
            yield Risk("opportunity", f"{', '.join(filter(None, (passed, slow)))}: {each.name}", each.id)


def _silence(facts: Facts) -> Iterator[Risk]:
    gap = facts.spoken.gap
    if facts.spoken.quiet:
        last = "never spoken with" if gap.days is None else f"last spoken with {ago(gap.days)}"
        yield Risk("quiet", f"{last}, every {facts.spoken.cadence} d: {_days(gap.waited)} over")


def _people(facts: Facts) -> Iterator[Risk]:
    people = facts.people
    if len(people) == 1:
        (one,) = people
        yield Risk("single-contact", f"one contact alone: {one['name']}", one["id"])
    if people and not any(DECIDES in (each["roles"] or ()) for each in people):
        yield Risk(
            "decider", f"none of {len(people)} contacts decides" if people[1:] else "the one contact does not decide"
        )


def _days(days: int) -> str:
    return number_of(days, "day")
