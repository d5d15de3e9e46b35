"""The rows of a tree of accounts: as it stands, or where accounts moved in it by the day of each sale."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from amcli.features.sales.reports import rows as sales_rows
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.rows import Row
from amcli.features.sales.reports.sales_data import SalesData

if TYPE_CHECKING:
    from amcli.features.sales.reports.tree_by_day import TreeByDay


def tree_rows(survey: SalesData, named: Collection[int]) -> tuple[list[Row], Iterable[str]]:
    """The rows, with those named at the top (none: all that are part of no other), and who moved; `survey` knows then
    what all of it is. Its scope is all that ever was below those named.
    """
    tree = by_day(survey, named)
    if tree is None:
        return sales_rows.of_tree(survey, named), ()
    from amcli.features.sales.reports.tree_by_day import notes_on_moves, of_tree_by_day

    return of_tree_by_day(survey, tree, named), notes_on_moves(survey, tree)


def by_day(survey: SalesData, named: Collection[int]) -> TreeByDay | None:
    """As `where_it_stood`, and `survey` counts as a whole by it then."""
    tree = where_it_stood(survey, named)
    if tree is not None:
        survey.count_as_a_whole(tree.together(), tree.book)
    return tree


def where_it_stood(scope: ReportScope, named: Collection[int]) -> TreeByDay | None:
    """Where the accounts of a tree stood on each day; None where that is where all of them stand on the report's."""
    if not scope.ever_moved:
        return None
    from amcli.features.sales.reports.tree_by_day import TreeByDay

    tree = TreeByDay(scope, named)
    return None if tree.is_as_it_stands() else tree
