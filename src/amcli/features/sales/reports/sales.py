"""Sales against target, by one key or by two (row_keys.py). The formulas are those of docs/figures.md."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.base.time.period import Period
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.sales.reports import rows as sales_rows
from amcli.features.sales.reports.books import Books
from amcli.features.sales.reports.figures import COLUMNS, Shape, columns
from amcli.features.sales.reports.notes import behind_the_books, notes
from amcli.features.sales.reports.report_scope import ReportScope, parts_of
from amcli.features.sales.reports.row_keys import OF_ACCOUNTS, row_keys
from amcli.features.sales.reports.rows import Row
from amcli.features.sales.reports.sales_data import Line, SalesData
from amcli.store.reader import Reader

_LEDGER = {"account": "account", "product": "product", "category": "product"}


class Headline(NamedTuple):
    """Where sales stand, in one line. Amounts are money of `currency`, ratios percent; None is undefined.

    behind: the days that the books end before as-of, where those are more than usual.
    """

    actual: Decimal
    target: Decimal | None
    target_basis: str | None
    attainment: Decimal | None
    expected: Decimal | None
    pace_linear: Decimal | None
    pace_seasonal: Decimal | None
    forecast: Decimal | None
    gap: Decimal | None
    needed_per_day: Decimal | None
    last_year: Decimal | None
    growth: Decimal | None
    currency: str
    sign: str | None
    landing: Decimal | None
    between: str | None
    forecast_low: Decimal | None
    forecast_high: Decimal | None
    shortfall: Decimal | None
    books: Books
    behind: int


def headline(reader: Reader, period: Period, as_of: date | None) -> Headline:
    """The figures of the portfolio up to a day (None: today): the total of the report.

    Raises Refused where the records share no currency and none is configured, or where a rate is missing.
    """
    survey = SalesData(reader, period, as_of, working_days=False)
    return _headline(survey, reader, survey.total())


def account_headlines(reader: Reader, period: Period, as_of: date | None, account: int) -> dict[str, Headline]:
    """The figures of one account by its row id: `own`, its row in the report of it alone, and `group`, its row in the
    tree, where it has accounts below it or a target of its group. Raises as `headline`.
    """
    group = accounts_of.with_descendants(accounts_of.load(reader), [account])
    survey = SalesData(reader, period, as_of, scope=group, working_days=False)
    own = survey.line(survey.view(), account, survey.book.own(account, period))
    found = {"own": _headline(survey, reader, own)}
    if len(group) > 1 or survey.book.group(account, period):
        found["group"] = _headline(survey, reader, sales_rows.of_tree(survey, {account})[0].line)
    return found


def _headline(survey: SalesData, reader: Reader, line: Line) -> Headline:
    cells = Shape(survey.rates, reader.env.config).cells(None, None, line)
    figures = dict(zip((column.key for column in COLUMNS), cells, strict=True))
    figures |= {"books": survey.books, "behind": survey.books.behind(survey.window.as_of, survey.lag)}
    return Headline(**{key: figures[key] for key in Headline._fields})


def sales(
    reader: Reader,
    *,
    period: Period,
    as_of: date | None,
    by: str = "account",
    accounts: Sequence[str] = (),
    tree: bool = False,
    currency: str = "",
) -> Report:
    """Sales of a period up to a day (None: today): a row for each account, product, month or what else `by` says
    (row_keys.py), with two keys a row for each pair that has something.

    `accounts` are codes, ids or names: the report is then about those alone, with `tree` about all below them too.
    With `tree` a row's figures are rolled up, and `own` is what the account sold itself. The total adds every sale
    once, and is the same whatever a row is. Raises BadValue for another `by`, NotFound and Ambiguous for accounts,
    Refused where the records share no currency and none is configured, or where a rate is missing.
    """
    keys = row_keys(by)
    by = ",".join(keys)
    if tree and by != "account":
        raise BadValue(f"--tree rolls accounts up: leave out --by {by}")
    asked = accounts_of.find_accounts(reader, accounts)
    scope: Collection[int] | None = asked or None
    if tree and asked:
        scope = accounts_of.with_descendants(accounts_of.load(reader), asked)
    if len(keys) > 1:
        from amcli.features.sales.reports.cross import cross_report
        from amcli.features.sales.reports.cross_sums import CrossSums

        cross = CrossSums(reader, period, as_of, keys=keys, scope=scope, currency=currency)
        return cross_report(cross, _facts(cross, by), behind_the_books(cross))
    parts = parts_of(period, by, reader.env.config.fiscal)
    survey = SalesData(reader, period, as_of, by=_LEDGER.get(by, ""), scope=scope, parts=parts, currency=currency)
    rows, more_notes = _rows(survey, reader, by, tree, asked)
    total = survey.total()
    shape = Shape(survey.rates, reader.env.config)
    cells = [shape.cells(row.key, row.name, row.line) for row in rows]
    last, day = shape.cells("total", None, total), survey.window.as_of
    warning = behind_the_books(survey)
    if tree:
        cells = [shape.tree_cells(each, row.own, row.depth, row.parent) for each, row in zip(cells, rows, strict=True)]
        last = shape.tree_cells(last, total.now.amount, None, None)
    said = (
        *filter(None, [warning]),
        *notes(survey, rows, total, by, tree),
        *more_notes,
    )
    return Report(
        "sales",
        columns(by, tree),
        cells,
        total=last,
        facts=_facts(survey, by),
        title=f"Sales {period.name} by {by} as of {day}, {survey.rates.to}{survey.books.spell(day)}",
        empty=f"no sales in {period.name}" if survey.accounts else "no accounts yet: `amcli account add NAME` adds one",
        notes=tuple(said) if survey.accounts else (),
        warning=warning,
    )


def _rows(
    survey: SalesData, reader: Reader, by: str, tree: bool, asked: Collection[int]
) -> tuple[list[Row], Iterable[str]]:
    """The rows, and what a person should know of such rows."""
    if by in OF_ACCOUNTS:
        from amcli.features.sales.reports.account_groups import group_notes, groups_of, of_groups

        groups = groups_of(reader, by)
        return of_groups(survey, groups, by, asked), group_notes(survey, groups)
    if by == "account":
        return (sales_rows.of_tree if tree else sales_rows.of_accounts)(survey, asked), ()
    if by == "product":
        return sales_rows.of_products(survey, reader), ()
    if by == "category":
        return sales_rows.of_categories(survey, reader), ()
    return sales_rows.of_parts(survey), ()


def _facts(survey: ReportScope, by: str) -> dict[str, Any]:
    window, period = survey.window, survey.window.period
    difference = None
    if survey.whole:
        difference = survey.book.unallocated(None, period)
    return {
        "period": period.name,
        "start": period.start,
        "end": period.last_day,
        "as_of": window.as_of,
        "currency": survey.rates.to,
        "by": by,
        "unallocated": survey.rates.money(difference),
        "booked_to": survey.books.booked_to,
    }
