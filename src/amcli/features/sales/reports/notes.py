"""What a person should know of a sales report's figures, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amcli.features.accounts.reports.account_tree import names
from amcli.features.sales.reports.rows import Row
from amcli.features.sales.reports.sales_data import Line, SalesData
from amcli.features.sales.rules.targets import TargetAmount


def notes(survey: SalesData, rows: Sequence[Row], total: Line, by: str, tree: bool) -> tuple[str, ...]:
    """Where the targets come from, what is undefined and why, what the margin covers, that amounts were converted."""
    return (*_on_targets(survey, rows, total, by, tree), *_on_the_season(survey), *_on_the_sums(survey, total))


def _on_targets(survey: SalesData, rows: Sequence[Row], total: Line, by: str, tree: bool) -> Iterator[str]:
    period = survey.window.period
    rolled = survey.book.rolled_up(period)
    if total.aim is None and not any(row.line.aim for row in rows):
        yield f"no target is set: `amcli target set {period.name} AMOUNT` sets one"
        return
    if scaled := [row.key or row.name for row in rows if row.line.aim and row.line.aim.pro_rata]:
        yield f"target pro rata by days from a longer period: {names(scaled)}"
    elif total.aim and total.aim.pro_rata:
        yield "the total's target is pro rata by days from a longer period"
    if differences := list(_unallocated(survey, rolled, tree)):
        yield f"not allocated to accounts: {names(differences)}"
    if by == "account":
        codes = {account.code: rolled.get(number) for number, account in survey.accounts.items()}
        without = [row.key for row in rows if row.key and codes[row.key] is None]
        if 0 < len(without) < len(rows):
            yield f"no target for {names(without)}"


def _unallocated(survey: SalesData, rolled: dict[int, TargetAmount | None], tree: bool) -> Iterator[str]:
    """Where the target of the portfolio, or of a parent, and what is set below it differ."""
    period = survey.window.period
    above: list[int | None] = [None] if survey.whole else []
    if tree:
        above += [each for each in survey.tree.depth if each in survey.tree.children]
    for each in above:
        difference = survey.book.unallocated(each, period, rolled)
        if difference:
            name = "portfolio" if each is None else survey.accounts[each].code
            yield f"{name} {survey.rates.spell(difference)}"


def _on_the_season(survey: SalesData) -> Iterator[str]:
    look = survey.window
    if not look.begun:
        yield f"{look.period.name} has not begun on {look.as_of}: no pace yet"
        return
    known = survey.outlook(look)
    missing = survey.missing.first or survey.missing_elsewhere.first
    if survey.missing.last_year:
        yield f"no last year and no seasonal pace: {survey.missing.last_year}"
    elif missing and not known.years:
        yield f"no seasonal pace: {missing}"
    elif missing:
        yield f"the forecast goes by one earlier year: {missing}"
    elif known.w is None:
        yield f"no seasonal pace: it needs the portfolio's sales from {look.earlier.start:%Y-%m} on"


def _on_the_sums(survey: SalesData, total: Line) -> Iterator[str]:
    lines, covered = total.now.lines, total.now.cost_lines
    if 0 < covered < lines:
        yield f"margin is of the {covered:,} of {lines:,} lines that carry a cost"
    if survey.converts:
        yield f"converted to {survey.rates.to}: a sale at the rate of its day, a target at that of its first day"
