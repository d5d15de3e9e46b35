"""The list of accounts as the tree that they form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amcli.base.fields import Scope
from amcli.base.results import Column, Kind, Listing
from amcli.features.accounts.nouns import ACCOUNT
from amcli.features.accounts.reports.account_tree import Tree, load
from amcli.records.reports.listing import Terms, listing
from amcli.store.reader import Reader

# A person sees how deep an account stands by its indented code.
BRANCH, DEPTH = Column("branch", header="code", table_only=True), Column("depth", Kind.INT, rank=7, undrawn=True)
_KEYS = [column.key for column in ACCOUNT.columns]
_CODE, _ID = _KEYS.index("code"), _KEYS.index("id")
_INDENT = "  "


def account_tree(
    reader: Reader,
    given: Mapping[str, str | Sequence[str]],
    scope: Scope,
    sort: str = "",
    limit: int | None = None,
    extra: Terms | None = None,
) -> Listing:
    """The accounts that match, each below its parent; those of one parent in the order asked for.

    An account whose parent is not among them stands on the left: `depth` counts the parents in this list.
    """
    found = listing(reader, ACCOUNT, given, scope, sort=sort, extra=extra)
    rows = {int(row[_ID][1:]): row for row in found.rows}
    tree = Tree(load(reader), rows)
    order = {each: place for place, each in enumerate(rows)}
    lines = [
        (_INDENT * tree.depth[each] + rows[each][_CODE], *rows[each], tree.depth[each])
        for each in tree.downwards(order)
    ]
    shown = lines if limit is None else lines[:limit]
    columns = tuple(column._replace(undrawn=True) if column.key == "code" else column for column in found.columns)
    return found._replace(columns=(BRANCH, *columns, DEPTH), rows=shown, more=len(lines) - len(shown), lines=None)
