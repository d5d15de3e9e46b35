"""The day drawn for a person: what is late first, then what comes, in one order by day; what is empty is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from amcli.base.money import percent, whole_percent
from amcli.base.screen import Flow, Piece, Screen
from amcli.features.activity.reports.quiet_accounts import Quiet
from amcli.features.budgets.reports.overspent import CostBudget
from amcli.features.deadlines.reports.due_pieces import due_grid, due_row, with_legend
from amcli.features.screens.reports.headline import SalesLines
from amcli.features.screens.reports.pieces import books_piece, money, sales_flows
from amcli.features.screens.reports.today import COMING_DAYS
from amcli.render.people import long_day

if TYPE_CHECKING:
    from amcli.features.screens.reports.today import OpenDeadline

# What a screen has room for; json has all of it, and the lists that are named beside the count.
MOST_LATE, MOST_COMING, MOST_NAMES = 8, 10, 5
_INDENT = 9
_LIST = "amcli deadline list"


def today_screen(
    moment: datetime,
    sales: SalesLines,
    late: Sequence[OpenDeadline],
    now: Sequence[OpenDeadline],
    coming: Sequence[OpenDeadline],
    silent: Sequence[Quiet],
    over: Sequence[CostBudget],
) -> Screen:
    """The parts of the screen at a moment. Grids of deadlines share their columns."""
    day = moment.date()
    coming_days = f"--period {day + timedelta(days=1)}..{day + timedelta(days=COMING_DAYS)}"
    parts: list[Flow | None] = [_head(day, sales), *sales_flows(sales)]
    shown = with_legend([
        due_grid("OVERDUE", _rows(late, moment), "late", MOST_LATE, f"{_LIST} --overdue"),
        due_grid("TODAY", _rows(now, moment), "close", MOST_COMING, f"{_LIST} --period {day}..{day}"),
        due_grid(f"NEXT {COMING_DAYS} DAYS", _rows(coming, moment), "heading", MOST_COMING, f"{_LIST} {coming_days}"),
    ])  # fmt: skip
    if not shown:
        nothing = Flow([Piece(f"nothing is due in the next {COMING_DAYS} days", "quiet")])
        return [*parts, None, nothing, *_beside(sales, silent, over)]
    return [*parts, None, *shown, *_beside(sales, silent, over)]


def _head(day: date, sales: SalesLines) -> Flow:
    line = next(iter(sales.lines.values()), None)
    right = [Piece(line.currency, "quiet"), books_piece(line, day)] if line else []
    return Flow([Piece(long_day(day), "heading")], right=right, gap=" · ")


def _rows(deadlines: Sequence[OpenDeadline], now: datetime) -> list[Sequence[Piece]]:
    return [due_row(each.id, each.due, each.account, each.title, each.kind, each.priority, now) for each in deadlines]


def _beside(sales: SalesLines, silent: Sequence[Quiet], over: Sequence[CostBudget]) -> Iterator[Flow]:
    """What has no day: accounts gone quiet, budgets that are overspent."""
    if silent:
        pieces = [Piece(f"{one.account} {_since(one)} (every {one.cadence} d)", "close") for one in silent[:MOST_NAMES]]
        if len(silent) > MOST_NAMES:
            pieces.append(Piece(f"and {len(silent) - MOST_NAMES} more: amcli report activity", "quiet"))
        yield Flow(pieces, Piece("QUIET", "heading"), indent=_INDENT, gap=" · ")
    if over:
        currency = next((line.currency for line in sales.lines.values()), "")
        pieces = [Piece(_overspent(each, currency), "late") for each in over[:MOST_NAMES]]
        if len(over) > MOST_NAMES:
            pieces.append(Piece(f"and {len(over) - MOST_NAMES} more: amcli report budget", "quiet"))
        yield Flow(pieces, Piece("BUDGET", "heading"), indent=_INDENT, gap=" · ")


def _since(one: Quiet) -> str:
    return "never" if one.days_since is None else f"{one.days_since} d"


def _overspent(each: CostBudget, currency: str) -> str:
    """`hyundai Launch rebate 110 %, over by 2,470`, with the currency where it is not the screen's."""
    burn = percent(each.spent, each.amount)
    share = f" {whole_percent(burn)}," if burn is not None else ","
    other = f" {each.currency}" if each.currency != currency else ""
    return f"{each.account} {each.name}{share} over by {money(each.spent - each.amount)}{other}"
