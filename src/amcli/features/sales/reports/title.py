"""The title of a sales report."""

from __future__ import annotations

from amcli.features.sales.reports.report_scope import ReportScope
from amcli.render.people import short_day


def sales_title(scope: ReportScope, by: str, *, tree: bool = False) -> str:
    """What it is about; the day where that is another than today; and whose sales, where accounts have others below."""
    day, period = scope.window.as_of, scope.window.period
    parts = [f"Sales {period.name}{'' if by == 'account' else f' by {by}'}, {scope.rates.to}"]
    if day not in (scope.today, period.last_day):
        parts.append(f"as of {short_day(day, scope.today)}")
    if scope.books.booked_to:
        parts.append(scope.books.spell(day))
    if by == "account" and len(scope.tree.children) > 1:
        parts.append("groups with all below them" if tree else "own sales (--tree for groups)")
    return " · ".join(parts)
