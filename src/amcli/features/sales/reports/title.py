"""The title of a sales report."""

from __future__ import annotations

from amcli.base.hints import hinted
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.render.people import told_as_of


def sales_title(scope: ReportScope, by: str, *, tree: bool = False) -> str:
    """What it is about; the day where that is another than today; and whose sales, where accounts have others below."""
    day, period = scope.window.as_of, scope.window.period
    by_what = "" if by == "account" else f" by {by}"
    parts = [f"Sales {period.name}{by_what}, {scope.rates.to}{told_as_of(day, scope.today, period.last_day)}"]
    if scope.books.booked_to:
        parts.append(scope.books.spell(day))
    parents = {node.parent for node in scope.accounts.values()}
    if by != "account" or not any(account in parents for account in scope.tree.parent):
        return " · ".join(parts)
    if tree:
        return " · ".join([*parts, "groups with all below them"])
    return hinted(" · ".join([*parts, "own sales"]), " (--tree for groups)")
