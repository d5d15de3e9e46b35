"""What a person should know of a sales report's figures, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from amcli.base.hints import hinted
from amcli.base.results import NoteOf
from amcli.base.time.period import spell
from amcli.features.accounts.reports.account_tree import names
from amcli.features.sales.reports.account_targets import Excess
from amcli.features.sales.reports.books import Books
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.row_keys import BY_DAY, IN_TIME, OF_ACCOUNTS
from amcli.features.sales.reports.rows import Row
from amcli.features.sales.reports.sales_data import Line, SalesData
from amcli.render.people import short_day

PORTFOLIO = "the portfolio"


def notes(
    survey: SalesData, rows: Sequence[Row], total: Line, by: str, tree: bool, every_row: bool = True
) -> tuple[str, ...]:
    """Where the targets come from, what is undefined and why, what the margin covers, rates.

    every_row: whether the rows are all there are, so that they are to add up to the targets.
    """
    return (
        *(_on_targets(survey, rows, total, by, tree) if every_row else ()),
        *_on_the_season(survey),
        *_on_the_sums(survey, total),
    )


def behind_the_books(survey: ReportScope) -> str:
    """Days that nobody has booked yet look like days without sales: said where there are many, else nothing."""
    look = survey.window
    return not_booked_yet(survey.books, look.as_of, survey.today, survey.lag) if look.begun else ""


def not_booked_yet(books: Books, day: date, today: date, lag: int) -> str:
    """The same of sales up to a day. lag: so many days are no matter."""
    behind = books.behind(day, lag)
    if not behind:
        return ""
    return hinted(
        f"sales are {books.spell(today)}, {behind} days before {short_day(day, today)}, "
        "and those days count as days without sales",
        ": --as-of booked looks from there",
    )


def _on_targets(survey: SalesData, rows: Sequence[Row], total: Line, by: str, tree: bool) -> Iterator[str]:
    period, book, money = survey.window.period, survey.book, survey.rates.spell_whole
    groups = list(_groups_beside(survey, rows, by)) if by in ("account", *OF_ACCOUNTS, *BY_DAY) and not tree else []
    if by not in IN_TIME and not tree:
        yield from _on_idle_rows(rows)
    if total.aim is None and not groups and not any(row.line.aim for row in rows):
        yield _on_no_target(survey)
        return
    if scaled := [row.name for row in rows if row.line.aim and row.line.aim.pro_rata]:
        yield f"target pro rata by days from a longer period: {names(scaled)}"
    elif total.aim and total.aim.pro_rata:
        yield "the total's target is pro rata by days from a longer period"
    if groups:
        yield hinted("a group's target is compared with all its sales", ", see --tree", f": {names(groups)}")
    yield from _on_what_is_given(survey, rows, total, by, tree)
    if over := [f"{_holder(survey, each)} by {money(each.over)}" for each in book.exceeded(period)]:
        yield f"finer targets exceed the whole, which stands: {names(over)}"
    if by == "account":
        answered = _answered(survey)
        without = [row.name for row in rows if row.key not in answered and not is_idle(row)]
        if 0 < len(without) < len(rows):
            yield f"no target: {names(without)}"


def _on_no_target(survey: SalesData) -> str:
    """What sets one, for whom the report is about: typed as it stands it must not change another's."""
    period, codes = survey.window.period, [survey.accounts[each].code for each in survey.tree.parent]
    whose = "" if survey.whole else f" --account {codes[0] if len(codes) == 1 else 'ACCOUNT'}"
    holders = survey.targets.of(None).items()
    found = any(
        target.start < period.end and period.start < target.end
        for holder, targets in holders
        for target in targets
        if (survey.whole if holder.account is None else holder.account in survey.tree.parent)
    )
    what = f"targets cover only a part of {period.name}" if found else "no target is set"
    return hinted(what, f": `amcli target set {period.name} AMOUNT{whose}` sets one")


def _on_what_is_given(survey: SalesData, rows: Sequence[Row], total: Line, by: str, tree: bool) -> Iterator[str]:
    """What the targets of the rows add up to, and what of a target is given to nobody, or is given twice."""
    money = survey.rates.spell_whole
    whole = total.aim.amount if total.aim else None
    added = sum(row.line.aim.amount for row in rows if row.line.aim and not row.depth)
    differences = dict(_unallocated(survey, tree))
    if added and whole is not None and by == "account" and differences.get(PORTFOLIO) == whole - added:
        left = differences.pop(PORTFOLIO)
        how = f"{money(left)} given to nobody" if left > 0 else f"{money(-left)} more than the portfolio's"
        yield f"the accounts' targets add to {money(added)}: {how}"
    elif added and added != whole:
        stands = f"that of the total is {money(whole)}" if whole is not None else "the total has none"
        yield f"the targets of the rows add to {money(added)}, {stands}"
    for name, amount in differences.items():
        how = f"{money(amount)} given to nobody" if amount > 0 else f"{money(-amount)} more given than there is"
        yield f"of the target of {name}: {how}"


def _on_idle_rows(rows: Sequence[Row]) -> Iterator[str]:
    """Who has neither sales nor a target: a screen leaves those rows out."""
    idle = [row.name for row in rows if is_idle(row)]
    if 0 < len(idle) < len(rows):
        yield f"no sales, no target: {names(idle)}"


def is_idle(row: Row) -> bool:
    """Whether a row has nothing to say: no line, now or on the same days last year, and no target."""
    line = row.line
    return not (line.now.lines or line.now.amount or line.last_year or line.aim)


def _groups_beside(survey: SalesData, rows: Sequence[Row], by: str) -> Iterator[str]:
    """The accounts of the rows with a target of their group, which is not compared with what they sold themselves."""
    shown = {row.key for row in rows} if by == "account" else {node.code for node in survey.accounts.values()}
    for number in sorted(survey.book.accounts, key=lambda each: survey.accounts[each].code.lower()):
        code = survey.accounts[number].code
        group = survey.book.group(number, survey.window.period) if code in shown else None
        if group:
            yield f"{code} {survey.rates.spell_whole(group.amount)}"


def _answered(survey: SalesData) -> set[str]:
    """The codes of the accounts that have a target, have one below them, or are part of a group that has one."""
    period = survey.window.period
    found = survey.book.answered(period)
    waiting = [each for each in survey.book.accounts if survey.book.group(each, period)]
    while waiting:
        below = survey.book.right_below(waiting.pop()) - found
        found |= below
        waiting += below
    return {survey.accounts[each].code for each in found}


def _unallocated(survey: SalesData, tree: bool) -> Iterator[tuple[str, Fraction]]:
    """Where the target of the portfolio, or of a group, and what is set within it differ, and what is left over."""
    above: list[int | None] = [None] if survey.whole else []
    if tree:
        above += survey.book.groups
    for each in above:
        difference = survey.book.unallocated(each, survey.window.period)
        if difference:
            yield PORTFOLIO if each is None else survey.accounts[each].code, difference


def _holder(survey: SalesData, excess: Excess) -> str:
    """Whose target was exceeded, and which."""
    holder, target, _ = excess
    name = PORTFOLIO if holder.account is None else survey.accounts[holder.account].code
    group = " group" if holder.group else ""
    return f"T{target.id} of {name}{group} for {spell(target.start, target.end, survey.fiscal)}"


def _on_the_season(survey: SalesData) -> Iterator[str]:
    look = survey.window
    if not look.begun:
        yield f"{look.period.name} has not begun on {look.as_of}: no pace yet"
        return
    if look.over:
        yield from _on_last_year(survey)
        return
    known = survey.outlook(look)
    missing = survey.missing.first or survey.missing_elsewhere.first
    if survey.missing.last_year:
        yield f"no last year and no seasonal pace: {survey.missing.last_year}"
    elif missing and not known.years:
        yield f"no seasonal pace: {missing}"
    elif missing:
        yield f"the forecast goes by one earlier year: {missing}"
    elif not known.years:
        yield f"no seasonal pace: it needs the portfolio's sales from {look.earlier.start:%Y-%m} on"
    elif known.w is None:
        yield "no seasonal pace: one year earlier the portfolio sold nothing, or less than was given back"
    elif known.w == 0:
        yield "no seasonal pace: nothing was sold yet on the same day one year earlier"


def _on_last_year(survey: SalesData) -> Iterator[str]:
    """Why there is no growth, of a period that is over: nobody looks for its pace."""
    if survey.missing.last_year:
        yield f"no last year: {survey.missing.last_year}"
    elif not survey.last_year_known:
        yield f"no last year: it needs the portfolio's sales from {survey.window.earlier.start:%Y-%m} on"


def _on_the_sums(survey: SalesData, total: Line) -> Iterator[str]:
    lines, covered = total.now.lines, total.now.cost_lines
    if 0 < covered < lines:
        yield NoteOf("margin", f"margin is of the {covered:,} of {lines:,} lines that carry a cost")
    if survey.converts:
        yield f"converted to {survey.rates.to}: a sale at the rate of its day, a target at that of its first day"
