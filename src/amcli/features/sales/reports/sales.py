"""Sales against target, by one key or by two (row_keys.py). The formulas are those of docs/figures.md."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from amcli.base.charts import Bars, Bullets
from amcli.base.errors import BadValue
from amcli.base.results import Column, Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.sales.reports import rows as sales_rows
from amcli.features.sales.reports.asked import NOTHING_MORE, Answer, Asked, answer
from amcli.features.sales.reports.figures import Shape, columns
from amcli.features.sales.reports.more_columns import Body, shown
from amcli.features.sales.reports.notes import behind_the_books, is_idle, notes
from amcli.features.sales.reports.report_scope import ReportScope, parts_of
from amcli.features.sales.reports.row_keys import BY_DAY, IN_TIME, OF_ACCOUNTS, row_keys
from amcli.features.sales.reports.rows import Row
from amcli.features.sales.reports.sales_data import SalesData
from amcli.features.sales.reports.title import sales_title
from amcli.features.sales.reports.tree_rows import tree_rows
from amcli.store.reader import Reader

WORST_FIRST = "-shortfall,-actual"  # what will be missing at the end; then who has no target, the largest first
_ON_THE_WAY = Bullets(
    "Sales on the way to their targets", "name", "actual", "target", "expected", "forecast", sign="sign"
)
# A month is as long as another: what was sold in each stands beside what was to be, all by one measure.
_IN_PARTS = Bars("Sales beside their targets", "name", "actual", "target", sign="sign")
_LEDGER = {"account": "account", "product": "product", "category": "product"}


def sales(
    reader: Reader,
    *,
    period: Period,
    as_of: date | None,
    by: str = "account",
    accounts: Sequence[str] = (),
    tree: bool = False,
    currency: str = "",
    asked: Asked = NOTHING_MORE,
) -> Report:
    """Sales of a period up to a day (None: today): a row for each account, product, month or what else `by` says
    (row_keys.py), with two keys a row for each pair that has something.

    `accounts` are codes, ids or names: the report is then about those alone, with `tree` about all below them too.
    With `tree` a row's figures are rolled up, and `own` is what the account sold itself. The total adds every sale
    once, and is the same whatever a row is; of those who stopped it is theirs. What is `asked` more adds columns, notes
    and facts. Raises BadValue for another `by` and for what has no meaning together, NotFound and Ambiguous for the
    accounts, Refused where the records share no currency and none is configured, or where a rate is missing.
    """
    keys = row_keys(by)
    by = ",".join(keys)
    if tree and by != "account":
        raise BadValue(f"--tree rolls accounts up: leave out --by {by}")
    asked.check(by, tree)
    named = accounts_of.find_accounts(reader, accounts)
    scope = (accounts_of.ever_below(reader, named) if tree and named else named) or None
    if len(keys) > 1:
        return _by_two_keys(reader, period, as_of, keys, scope, currency)
    parts = parts_of(period, by, reader.env.config.fiscal)
    today = as_of or reader.env.today
    wanted, ledger = asked.wanted(period, today), _LEDGER.get(by, "")
    survey = SalesData(reader, period, as_of, by=ledger, scope=scope, parts=parts, currency=currency, wanted=wanted)
    all_rows, more_notes = _rows(survey, reader, by, tree, named)
    found = answer(asked, survey, all_rows, reader, today)
    rows, total = found.rows, found.total
    shape = Shape(survey.rates, reader.env.config)
    cells = [shape.cells(row.key, row.name, row.line) for row in rows]
    last = shape.cells("total", None, total)
    warning = behind_the_books(survey)
    said = (*found.notes, *notes(survey, rows, total, by, tree, every_row=not asked.stopped))
    if tree:
        cells = [shape.tree_cells(each, row.own, row.depth, row.parent) for each, row in zip(cells, rows, strict=True)]
        last = shape.tree_cells(last, total.now.amount, None, None)
    body = Body(_shown_columns(by, tree, found, over=survey.window.over), cells, last)
    for more in found.more:
        body = body.with_more(more)
    return Report(
        "sales",
        *body,
        facts={**_facts(survey, by), **found.facts},
        title=sales_title(survey, by, tree=tree) + found.title,
        empty=_empty(survey, asked),
        notes=(*filter(None, [warning]), *said, *more_notes) if survey.accounts else (),
        warning=warning,
        people_order="" if tree or parts or found.in_order else WORST_FIRST,
        depth="depth" if tree else "",
        chart=_IN_PARTS if parts else _ON_THE_WAY,
        idle=_idle(rows) if by not in IN_TIME and not tree and not named else frozenset(),
    )


def _shown_columns(by: str, tree: bool, found: Answer, *, over: bool) -> tuple[Column, ...]:
    rows_aimed = any(row.line.aim for row in found.rows)
    aimed = rows_aimed or found.total.aim is not None
    return shown(columns(by, tree), found, over=over, aimed=aimed, rows_aimed=rows_aimed or not found.rows)


def scope_of(reader: Reader, named: set[int], tree: bool, day: date) -> Collection[int] | None:
    """The accounts that a report is about on a day: those named, in a tree with all below them; None for all."""
    return accounts_of.with_descendants(accounts_of.load(reader, day), named) if tree and named else named or None


def _idle(rows: Sequence[Row]) -> frozenset[int]:
    """The places of accounts that sold nothing and have no target, where others have something to say."""
    found = frozenset(place for place, row in enumerate(rows) if is_idle(row))
    return found if len(found) < len(rows) else frozenset()


def _by_two_keys(
    reader: Reader,
    period: Period,
    as_of: date | None,
    keys: Sequence[str],
    scope: Collection[int] | None,
    currency: str,
) -> Report:
    from amcli.features.sales.reports.cross import cross_report
    from amcli.features.sales.reports.cross_sums import CrossSums

    cross = CrossSums(reader, period, as_of, keys=keys, scope=scope, currency=currency)
    return cross_report(cross, _facts(cross, ",".join(keys)), behind_the_books(cross))


def _rows(
    survey: SalesData, reader: Reader, by: str, tree: bool, named: Collection[int]
) -> tuple[list[Row], Iterable[str]]:
    """The rows, and what a person should know of such rows."""
    if by in (*OF_ACCOUNTS, *BY_DAY):
        from amcli.features.sales.reports.account_groups import group_notes, of_groups, where_they_are

        who = where_they_are(survey, reader, by)
        return of_groups(survey, who, by, named), group_notes(survey, who, by)
    if by == "account":
        return tree_rows(survey, named) if tree else (sales_rows.of_accounts(survey, named), ())
    if by == "product":
        return sales_rows.of_products(survey, reader), ()
    if by == "category":
        return sales_rows.of_categories(survey, reader), ()
    return sales_rows.of_parts(survey), ()


def _empty(survey: SalesData, asked: Asked) -> str:
    """What is said of no rows; where nobody stopped a note says it."""
    if not survey.accounts:
        return accounts_of.NO_ACCOUNTS
    return "" if asked.stopped else f"no sales in {survey.window.period.name}"


def _facts(survey: ReportScope, by: str) -> dict[str, Any]:
    difference = survey.book.unallocated(None, survey.window.period) if survey.whole else None
    return {
        **survey.window.facts(survey.rates.to),
        "by": by,
        "unallocated": survey.rates.money(difference),
        "booked_to": survey.books.booked_to,
    }
