"""The rows of a report by account, where each account is a manager."""

from __future__ import annotations

from collections.abc import Mapping

from amcli.base.results import Column, Report
from amcli.features.sales.reports.figures import TREE_COLUMNS, columns

_BY_ACCOUNT = "account"
_OF_TREES = {column.key for column in (*columns(_BY_ACCOUNT, tree=True)[:1], *TREE_COLUMNS)}


def managers_only(report: Report) -> Report:
    """Of a report on sales rolled up the rows of the managers, who are above all accounts."""
    keys = [column.key for column in report.columns]
    depth = keys.index("depth")
    spots = [spot for spot, key in enumerate(keys) if key not in _OF_TREES]
    rows = [tuple(row[spot] for spot in spots) for row in report.rows if row[depth] == 0]
    total = report.total and tuple(report.total[spot] for spot in spots)
    shown = report._replace(columns=tuple(report.columns[spot] for spot in spots), rows=rows, total=total, depth="")
    return of_managers(shown._replace(idle=frozenset(), people_order="-shortfall,-actual"))


def managers_of(report: Report, whose: Mapping[str, str]) -> Report:
    """A report on some accounts, each row called by who has it; whose: by the code of an account."""
    key, name = (next(spot for spot, each in enumerate(report.columns) if each.key == word) for word in ("key", "name"))
    rows = []
    for row in report.rows:
        cells = list(row)
        cells[key], cells[name] = whose[row[key]], f"{whose[row[key]]}: {row[name]}"
        rows.append(tuple(cells))
    return of_managers(report._replace(rows=rows))


def of_managers(report: Report) -> Report:
    """A report by account whose accounts are managers, called so."""
    title = report.title.replace(" · groups with all below them", "").replace(" by account", "")
    title = title.replace(",", " by manager,", 1)
    return report._replace(
        columns=tuple(map(_called, report.columns)), title=title, facts={**report.facts, "by": "manager"}
    )


def _called(column: Column) -> Column:
    """Of the two that call a row, its key and its name, the one is the manager and the other the same word."""
    if column.key == "name":
        return column._replace(header="manager", undrawn=False)
    return column._replace(undrawn=True) if column.key == "key" else column
