"""A plan drawn for a person: how it stands, what was written, what is to be reached, what is missing, its money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from amcli.base.gauge import gauge
from amcli.base.money import grouped, in_percent, whole_percent
from amcli.base.screen import Flow, Grid, GridColumn, Piece, Screen
from amcli.base.text import number_of
from amcli.features.deadlines.reports.due_pieces import DueLine, due_grid, due_row, keeper_code, told_who, with_legend
from amcli.features.plans.nouns import ISSUES, NONE, SALES
from amcli.features.plans.reports.facts import DONE, Cells, PlanFacts
from amcli.features.plans.reports.measures import Standing
from amcli.features.plans.reports.plan_parts import money_rows, money_total, unit_of
from amcli.features.plans.rules.page import paragraphs
from amcli.features.plans.rules.progress import CLOSED, LATE, ON_THE_WAY, REACHED, STALE_DAYS
from amcli.render.drawing import bar
from amcli.render.people import ago, countdown, short_day, spoken_day, urgency

MOST_OPEN, MOST_NEEDS = 8, 8
_TONES = {REACHED: "good", LATE: "late", CLOSED: "quiet"}
# Its number, what is to be reached, how much of it is, in percent and as a bar, how that stands, at how much of its
# time, and the day by which.
_OBJECTIVES = (
    GridColumn(), GridColumn(elastic=True), GridColumn(right=True, rank=1), GridColumn(right=True),
    GridColumn(rank=3), GridColumn(), GridColumn(rank=4), GridColumn(rank=2),
)  # fmt: skip
_NEEDS = (GridColumn(), GridColumn(elastic=True), GridColumn(rank=1), GridColumn(rank=2), GridColumn())
_MISSING = (GridColumn(), GridColumn(elastic=True), GridColumn(rank=1))
# The year; sales, cost and investment; what is left, and that of all years so far.
_MONEY = (
    GridColumn(), GridColumn(right=True, rank=1), GridColumn(right=True, rank=2), GridColumn(right=True, rank=2),
    GridColumn(right=True), GridColumn(right=True),
)  # fmt: skip
_HEADS = ("year", "sales", "cost", "investment", "contribution", "together")


def plan_screen(facts: PlanFacts) -> Screen:
    """The parts of the screen; what is empty says what to type."""
    return [
        _head(facts),
        _standing(facts),
        None,
        *_page(facts),
        *_objectives(facts),
        *with_legend([_actions(facts)]),
        *_needs(facts),
        *_missing(facts),
        *_money(facts),
    ]


def _heading(title: str) -> Piece:
    return Piece(title, "heading")


def _head(facts: PlanFacts) -> Flow:
    cells = facts.cells
    pieces = [_heading(f"Plan {cells['period']} of {cells['account_name']}"), Piece(facts.reference, "name")]
    written = Piece(f"written {ago(facts.age)}" if facts.age >= 0 else f"written {cells['written']}", "quiet")
    stale = Piece(f"written {ago(facts.age)}: stale after {STALE_DAYS} d", "late")
    return Flow(pieces, right=[stale if facts.stale else written], gap=" · ")


def _standing(facts: PlanFacts) -> Flow:
    """How many objectives are reached, and what is to be done next."""
    count = len(facts.standings)
    reached = f"{facts.reached} of {number_of(count, 'objective')} reached" if count else "no objective"
    pieces = [Piece(reached, "good" if count and facts.reached == count else "")]
    if facts.next_action:
        days = facts.next_action["days"]
        pieces.append(Piece(f"next action {facts.next_action['id']} {countdown(days)}", urgency(days)))
    for bare, one, lacks in ((facts.bare_objectives, "objective", "action"), (facts.bare_needs, "need", "objective")):
        if bare:
            pieces.append(Piece(f"{number_of(len(bare), one)} without an {lacks}", "close"))
    return Flow(pieces, gap=" · ")


def _page(facts: PlanFacts) -> Iterator[Flow]:
    for heading, text in facts.page:
        if heading:
            yield Flow([_heading(heading.upper())])
        for paragraph in paragraphs(text) if text else ():
            yield Flow([Piece(paragraph)], indent=1)
        if heading and not text:
            yield Flow([Piece("nothing written", "quiet")], indent=1)


def _objectives(facts: PlanFacts) -> Iterator[Grid | Flow]:
    if not facts.standings:
        yield Flow([Piece(f"amcli plan objective {facts.reference} TITLE", "quiet")], _heading("OBJECTIVES"))
        return
    yield Grid(_heading("OBJECTIVES"), _OBJECTIVES, [_objective(facts, each) for each in facts.standings])


def _objective(facts: PlanFacts, standing: Standing) -> tuple[Piece, ...]:
    each, measured, how = standing
    percent = in_percent(None if how.percent is None else how.percent / 100)
    drawn = gauge(percent, Decimal(how.time_gone))
    tone = _TONES.get(how.state, "")
    gone = f"at {how.time_gone} % of time" if how.state == ON_THE_WAY else ""
    due = f"by {short_day(each.due, facts.today)}" if how.state != REACHED else ""
    return (
        Piece(each.called, "name"), Piece(each.title), Piece(_value(standing), "quiet" if measured.why else ""),
        Piece("" if percent is None else whole_percent(percent)), Piece("" if drawn is None else bar(drawn), tone),
        Piece(how.state, tone), Piece(gone, "quiet"), Piece(due, "quiet"),
    )  # fmt: skip


def _value(standing: Standing) -> str:
    """`1,045,361 of 1,500,000 USD`, `2 open issues, at most 0`; n/a with why."""
    each, measured, _ = standing
    if each.measure == NONE or each.target is None:
        return f"done {each.done}" if each.done else ""
    if measured.shown is None:
        return f"n/a: {measured.why}" if measured.why else "n/a"
    whole = each.measure == SALES
    value, target = grouped(measured.shown, whole=whole), grouped(each.target, whole=whole)
    return f"{value} open, at most {target}" if each.measure == ISSUES else f"{value} of {target} {unit_of(standing)}"


def _actions(facts: PlanFacts) -> Grid:
    """What is to be done, and what was."""
    me, rows = keeper_code(facts.reader), list[Sequence[Piece]]()
    for each in facts.actions:
        who = told_who(each["for"], each["owed_by"], me, each["objective"])
        if each["state"] == DONE:
            when = spoken_day(each["done"], facts.today, near=False)
            rows.append((Piece(each["id"], "name"), Piece(when), Piece(DONE, "good"), Piece(""),
                         Piece(each["title"], "quiet"), Piece(who, "quiet"), Piece("")))  # fmt: skip
        else:
            line = DueLine(each["id"], each["due"], "", each["title"], each["kind"], each["priority"], who)
            rows.append(due_row(line, facts.reader.env.moment))
    command = f"amcli deadline list {facts.cells['account']} --all"
    return due_grid("ACTIONS", rows, "heading", MOST_OPEN, command)


def _needs(facts: PlanFacts) -> Iterator[Grid]:
    if facts.needs:
        command = f"amcli need list {facts.cells['account']} --all"
        rows = [_need(facts, each) for each in facts.needs]
        yield Grid.of_most(_heading("NEEDS"), _NEEDS, rows, MOST_NEEDS, command)


def _need(facts: PlanFacts, each: Cells) -> tuple[Piece, ...]:
    objectives: Any = each["objectives"]
    met = Piece(f"met {short_day(each['met'], facts.today)}", "good") if each["met"] else None
    bare = Piece("no objective", "close")
    return (
        Piece(each["id"], "name"), Piece(each["text"], "quiet" if met else ""), Piece(each["kind"], "quiet"),
        Piece(each["priority"], "quiet"), met or (Piece(", ".join(objectives), "name") if objectives else bare),
    )  # fmt: skip


def _missing(facts: PlanFacts) -> Iterator[Grid]:
    """The objectives about which nothing is to be done; needs say by themselves that they have none."""
    rows = [
        (Piece(each.objective.called, "name"), Piece(each.objective.title),
         Piece(f'amcli deadline add {each.objective.called} "…" --due +1w', "quiet"))
        for each in facts.bare_objectives
    ]  # fmt: skip
    if rows:
        yield Grid(_heading("NO ACTION"), _MISSING, rows)


def _money(facts: PlanFacts) -> Iterator[Grid | Flow]:
    worth = facts.worth
    if not worth.lines:
        return
    rows = [tuple(Piece(head, "quiet") for head in _HEADS)]
    rows += [_amounts(str(year), cells) for year, *cells, _ in money_rows(facts)]
    if worth.lines[1:]:
        rows.append(_amounts("total", [*money_total(facts), None]))
    yield Grid(_heading("MONEY"), _MONEY, rows, legend=facts.currency)
    paid = Piece(f"payback in {worth.payback}", "good") if worth.payback else Piece("no payback in these years", "late")
    present = Piece("present value n/a without --discount", "quiet")
    if worth.present is not None and facts.discount is not None:
        rate = grouped(Decimal(facts.discount.numerator * 100) / facts.discount.denominator)
        present = Piece(f"present value at {rate} %: {grouped(facts.money(worth.present) or Decimal(0))}")
    yield Flow([paid, present], indent=1, gap=" · ")


def _amounts(label: str, amounts: list[Decimal | None]) -> tuple[Piece, ...]:
    left = [Piece("" if each is None else grouped(each, whole=True)) for each in amounts]
    negative = {place for place, each in enumerate(amounts) if each is not None and each < 0}
    return (Piece(label, "name"), *(piece._replace(tone="late") if place in negative else piece
                                    for place, piece in enumerate(left)))  # fmt: skip
