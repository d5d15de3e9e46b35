"""The day drawn for a person: what is late first, then what comes, in one order by day; what is empty is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.money import percent, whole_percent
from amcli.base.screen import Flow, Piece, Screen
from amcli.features.activity.reports.quiet_accounts import Quiet
from amcli.features.budgets.reports.overspent import CostBudget
from amcli.features.deadlines.reports.due_pieces import DueLine, due_grid, due_row, told_who, with_legend
from amcli.features.negotiations.reports.near import NearNegotiation
from amcli.features.negotiations.reports.near_piece import near_flow
from amcli.features.proposals.reports.next_piece import next_flow
from amcli.features.screens.reports.contracts_part import passed_flow
from amcli.features.screens.reports.headline import SalesLines
from amcli.features.screens.reports.issues_pieces import issues_grid
from amcli.features.screens.reports.pieces import books_piece, money, sales_flows
from amcli.features.screens.reports.pipeline_line import PipelineLine
from amcli.features.screens.reports.today import COMING_DAYS
from amcli.render.people import ago, long_day

if TYPE_CHECKING:
    from amcli.features.contracts.reports.days import PassedNotice
    from amcli.features.pipeline.reports.late import LateOpportunity
    from amcli.features.proposals.reports.proposals import First
    from amcli.features.screens.reports.issues_part import IssueLine
    from amcli.features.screens.reports.today import OpenDeadline

# What a screen has room for; json has all of it, and the lists that are named beside the count.
MOST_LATE, MOST_COMING, MOST_NAMES, MOST_SLOW = 8, 10, 5, 3
_INDENT, _WIDER, _WIDEST = 9, 10, 14  # behind QUIET and BUDGET; PIPELINE; NEGOTIATIONS, where these stand there too
_LIST = "amcli deadline list"


class Due(NamedTuple):
    """Open deadlines: before today, today, in the days to come."""

    late: Sequence[OpenDeadline]
    now: Sequence[OpenDeadline]
    coming: Sequence[OpenDeadline]


class Beside(NamedTuple):
    """What has no day: what is open beside the gap, what of it is late, which days of notice passed unused, who is
    quiet, which budgets are overspent; which negotiations should be agreed by now, or soon; which issues are critical
    or late; and what is proposed to do next.
    """

    pipeline: Mapping[str, PipelineLine]
    slow: Sequence[LateOpportunity]
    passed: Sequence[PassedNotice]
    silent: Sequence[Quiet]
    over: Sequence[CostBudget]
    talks: Sequence[NearNegotiation]
    issues: Sequence[IssueLine]
    proposed: First


def today_screen(moment: datetime, sales: SalesLines, due: Due, beside: Beside, me: str) -> Screen:
    """The parts of the screen at a moment. Grids of deadlines share their columns. me: the code of who keeps it."""
    day = moment.date()
    coming_days = f"--period {day + timedelta(days=1)}..{day + timedelta(days=COMING_DAYS)}"
    parts: list[Flow | None] = [_head(day, sales), *sales_flows(sales, beside.pipeline)]
    late, now, coming = (_rows(some, moment, me) for some in due)
    shown = with_legend([
        due_grid("OVERDUE", late, "late", MOST_LATE, f"{_LIST} --overdue"),
        due_grid("TODAY", now, "close", MOST_COMING, f"{_LIST} --period {day}..{day}"),
        due_grid(f"NEXT {COMING_DAYS} DAYS", coming, "heading", MOST_COMING, f"{_LIST} {coming_days}"),
    ])  # fmt: skip
    issues = [issues_grid(beside.issues, day)] if beside.issues else []
    if not shown:
        nothing = Flow([Piece(f"nothing is due in the next {COMING_DAYS} days", "quiet")])
        return [*parts, None, nothing, *issues, *_beside(day, sales, beside)]
    return [*parts, None, *shown, *issues, *_beside(day, sales, beside)]


def _head(day: date, sales: SalesLines) -> Flow:
    line = next(iter(sales.lines.values()), None)
    right = [Piece(line.currency, "quiet"), books_piece(line, day)] if line else []
    return Flow([Piece(long_day(day), "heading")], right=right, gap=" · ")


def _rows(deadlines: Sequence[OpenDeadline], now: datetime, me: str) -> list[Sequence[Piece]]:
    return [
        due_row(
            DueLine(
                each.id, each.due, each.account, each.title, each.kind, each.priority,
                told_who(each.colleague, each.owed_by, me, each.about),
            ),
            now, under_today=True,
        )
        for each in deadlines
    ]  # fmt: skip


def _beside(day: date, sales: SalesLines, beside: Beside) -> Iterator[Flow]:
    """What has no row above: what to do next, negotiations, opportunities that are late, notice not given, quiet
    accounts, overspent budgets.
    """
    slow, silent, over = beside.slow, beside.silent, beside.over
    indent = _WIDEST if beside.talks else _WIDER if slow else _INDENT
    if beside.proposed.proposals:
        yield next_flow(beside.proposed, indent)
    if beside.talks:
        yield near_flow(beside.talks, MOST_NAMES, indent)
    if slow:
        pieces = [_late(each, day) for each in slow[:MOST_SLOW]]
        if len(slow) > MOST_SLOW:
            pieces.append(Piece(f"and {len(slow) - MOST_SLOW} more: amcli opportunity list --late", "quiet"))
        yield Flow(pieces, Piece("PIPELINE", "heading"), indent=indent, gap=" · ")
    yield from passed_flow(beside.passed, day, indent)
    if silent:
        pieces = [Piece(f"{one.account} {_since(one)} (every {one.cadence} d)", "close") for one in silent[:MOST_NAMES]]
        if len(silent) > MOST_NAMES:
            pieces.append(Piece(f"and {len(silent) - MOST_NAMES} more: amcli report activity", "quiet"))
        yield Flow(pieces, Piece("QUIET", "heading"), indent=indent, gap=" · ")
    if over:
        currency = next((line.currency for line in sales.lines.values()), "")
        pieces = [Piece(_overspent(each, currency), "late") for each in over[:MOST_NAMES]]
        if len(over) > MOST_NAMES:
            pieces.append(Piece(f"and {len(over) - MOST_NAMES} more: amcli report budget", "quiet"))
        yield Flow(pieces, Piece("BUDGET", "heading"), indent=indent, gap=" · ")


def _late(each: LateOpportunity, day: date) -> Piece:
    """`OP1 maruti close passed 3 d ago`, `OP4 ford 40 d in proposal (usually 21)`."""
    if each.close is not None and each.close < day:
        return Piece(f"{each.id} {each.account} close passed {ago((day - each.close).days)}", "late")
    in_stage = f"{each.days_in_stage} d in {each.stage} (usually {each.stage_days})"
    return Piece(f"{each.id} {each.account} {in_stage}", "close")


def _since(one: Quiet) -> str:
    return "never" if one.days_since is None else f"{one.days_since} d"


def _overspent(each: CostBudget, currency: str) -> str:
    """`hyundai Launch rebate 110 %, over by 2,470`, with the currency where it is not the screen's."""
    burn = percent(each.spent, each.amount)
    share = f" {whole_percent(burn)}," if burn is not None else ","
    other = f" {each.currency}" if each.currency != currency else ""
    return f"{each.account} {each.name}{share} over by {money(each.spent - each.amount)}{other}"
